//! Films as the house keeps them.

use super::AuditEntry;
use crate::error::{AppError, FieldError, Findings};
use crate::ids::MovieId;
use crate::movies::AgeGrade;
use serde::{Deserialize, Serialize};

/// Longest title, in characters.
pub const TITLE_MAX: usize = 300;
/// Longest plot, in characters.
pub const PLOT_MAX: usize = 5000;
/// Longest name of a tag or a nation, in characters.
pub const NAME_MAX: usize = 30;
/// Nations of one film.
const NATIONS_MAX: usize = 10;

/// What a film lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MovieGap {
    Plot,
    Release,
    Genres,
    Tags,
}

impl MovieGap {
    pub const EACH: [Self; 4] = [Self::Plot, Self::Release, Self::Genres, Self::Tags];

    /// Value of `?gap=`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Plot => "plot",
            Self::Release => "release",
            Self::Genres => "genres",
            Self::Tags => "tags",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|gap| gap.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Plot => "줄거리 없음",
            Self::Release => "개봉일 없음",
            Self::Genres => "장르 없음",
            Self::Tags => "태그 없음",
        }
    }
}

/// What the list of films is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovieSearch {
    /// Part of a title; a number is an id, a KOFIC code is found as well.
    pub query: String,
    pub gap: Option<MovieGap>,
    /// Go on after this film.
    pub after: Option<MovieId>,
}

/// A film in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedMovieRow {
    pub id: MovieId,
    pub title: String,
    pub year: Option<i32>,
    pub score_count: i64,
    pub review_count: i64,
    pub gaps: Vec<MovieGap>,
}

/// A page of films, newest in the catalogue first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedMovieList {
    pub search: MovieSearch,
    pub movies: Vec<ManagedMovieRow>,
    /// Pass as `?after=` for the next films; `None` at the end.
    pub more: Option<String>,
}

/// A tag that a film may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagChoice {
    pub id: i64,
    pub name: String,
    pub is_chosen: bool,
}

/// A film's page in the administration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedMovie {
    pub id: MovieId,
    pub title: String,
    pub original_title: Option<String>,
    pub english_title: Option<String>,
    /// "2019-05-30".
    pub released_on: Option<String>,
    pub runtime_minutes: Option<i16>,
    /// As [`AgeGrade::code`] has it.
    pub age_grade: Option<String>,
    pub nations: Vec<String>,
    pub plot: String,
    pub genres: Vec<String>,
    pub aliases: Vec<String>,
    pub kofic_code: Option<String>,
    /// Every tag there is, by name.
    pub tags: Vec<TagChoice>,
    pub score_count: i64,
    /// All reviews, also those that are not public.
    pub review_count: i64,
    pub credit_count: i64,
    /// Films that were merged into this one.
    pub merged: Vec<MovieId>,
    /// Posted back with a change, so that nobody overwrites what they have not seen.
    pub version: String,
    /// Newest first; at most twenty.
    pub audit: Vec<AuditEntry>,
}

/// The form of a film as posted.
#[derive(Debug, Clone, Default)]
pub struct MovieForm {
    pub title: String,
    pub original_title: String,
    pub english_title: String,
    /// "2019-05-30", or nothing.
    pub released_on: String,
    pub runtime_minutes: String,
    pub age_grade: String,
    /// Separated by commas.
    pub nations: String,
    pub plot: String,
    /// Ids of the ticked tags.
    pub tags: Vec<String>,
    pub version: String,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

/// A film's facts, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovieChange {
    pub title: String,
    pub original_title: Option<String>,
    pub english_title: Option<String>,
    pub released_on: Option<Day>,
    pub runtime_minutes: Option<i16>,
    pub age_grade: Option<String>,
    pub nations: Vec<String>,
    pub plot: String,
    pub tags: Vec<i64>,
    /// Microseconds since 1970, as the form was given them.
    pub version: i64,
}

impl MovieForm {
    /// # Errors
    /// Every field that is wrong: `title_missing`, `title_too_long`, `value_invalid`, `name_too_long`,
    /// `text_too_long`.
    pub fn validate(self) -> Result<MovieChange, AppError> {
        let mut findings = Findings::default();
        let title = findings.check("title", title(&self.title));
        let original_title = findings.check("original_title", optional(&self.original_title, title_length));
        let english_title = findings.check("english_title", optional(&self.english_title, title_length));
        let released_on = findings.check("released_on", optional(&self.released_on, day));
        let runtime_minutes = findings.check("runtime_minutes", optional(&self.runtime_minutes, runtime));
        let age_grade = findings.check("age_grade", optional(&self.age_grade, age_grade));
        let nations = findings.check("nations", nations(&self.nations));
        let plot = findings.check(
            "plot",
            if self.plot.chars().count() > PLOT_MAX { Err(FieldError::TextTooLong) } else { Ok(self.plot) },
        );
        let tags = findings.check("tags", self.tags.iter().map(|id| number(id)).collect::<Result<Vec<_>, _>>());
        let version = findings.check("version", number(&self.version));
        match (
            title,
            original_title,
            english_title,
            released_on,
            runtime_minutes,
            age_grade,
            nations,
            plot,
            tags,
            version,
        ) {
            (
                Some(title),
                Some(original_title),
                Some(english_title),
                Some(released_on),
                Some(runtime_minutes),
                Some(age_grade),
                Some(nations),
                Some(plot),
                Some(tags),
                Some(version),
            ) => Ok(MovieChange {
                title,
                original_title,
                english_title,
                released_on,
                runtime_minutes,
                age_grade,
                nations,
                plot,
                tags,
                version,
            }),
            _ => Err(findings.into_error()),
        }
    }
}

/// Nothing where nothing was typed, else what `check` makes of it.
fn optional<T>(text: &str, check: impl FnOnce(&str) -> Result<T, FieldError>) -> Result<Option<T>, FieldError> {
    if text.is_empty() { Ok(None) } else { check(text).map(Some) }
}

fn title(text: &str) -> Result<String, FieldError> {
    if text.is_empty() { Err(FieldError::TitleMissing) } else { title_length(text) }
}

fn title_length(text: &str) -> Result<String, FieldError> {
    if text.chars().count() > TITLE_MAX { Err(FieldError::TitleTooLong) } else { Ok(text.to_owned()) }
}

/// Digits alone: no sign.
fn number(text: &str) -> Result<i64, FieldError> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or(FieldError::ValueInvalid)
}

fn runtime(text: &str) -> Result<i16, FieldError> {
    let minutes = number(text)?;
    i16::try_from(minutes).ok().filter(|minutes| (1..=1000).contains(minutes)).ok_or(FieldError::ValueInvalid)
}

fn age_grade(text: &str) -> Result<String, FieldError> {
    AgeGrade::from_code(text).map(|grade| grade.code().to_owned()).ok_or(FieldError::ValueInvalid)
}

fn nations(text: &str) -> Result<Vec<String>, FieldError> {
    let mut nations: Vec<String> = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if name.chars().count() > NAME_MAX {
            return Err(FieldError::NameTooLong);
        }
        if !nations.iter().any(|known| known == name) {
            nations.push(name.to_owned());
        }
    }
    if nations.len() > NATIONS_MAX { Err(FieldError::ValueInvalid) } else { Ok(nations) }
}

/// A day from 1880 to 2200, as browsers post it: "2019-05-30".
fn day(text: &str) -> Result<Day, FieldError> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return Err(FieldError::ValueInvalid) };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return Err(FieldError::ValueInvalid);
    }
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1880..=2200).contains(&year) || !(1..=12).contains(&month) || !(1..=last).contains(&day) {
        return Err(FieldError::ValueInvalid);
    }
    match (i32::try_from(year), u8::try_from(month), u8::try_from(day)) {
        (Ok(year), Ok(month), Ok(day)) => Ok(Day { year, month, day }),
        _ => Err(FieldError::ValueInvalid),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form() -> MovieForm {
        MovieForm {
            title: "기생충".into(),
            released_on: "2019-05-30".into(),
            runtime_minutes: "131".into(),
            age_grade: "15".into(),
            nations: "한국, 한국,, 미국".into(),
            tags: vec!["3".into()],
            version: "1700000000000000".into(),
            ..MovieForm::default()
        }
    }

    #[test]
    fn a_good_form_passes() {
        let change = form().validate().expect("valid");
        assert_eq!(change.released_on, Some(Day { year: 2019, month: 5, day: 30 }));
        assert_eq!(change.nations, ["한국", "미국"]);
        assert_eq!((change.original_title, change.runtime_minutes, change.tags), (None, Some(131), vec![3]));
        let bare = MovieForm { title: "시".into(), version: "0".into(), ..MovieForm::default() };
        assert_eq!(bare.validate().expect("valid").released_on, None);
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let error = MovieForm {
            title: String::new(),
            original_title: "가".repeat(TITLE_MAX + 1),
            english_title: "a".repeat(TITLE_MAX + 1),
            released_on: "어제".into(),
            runtime_minutes: "1001".into(),
            age_grade: "18".into(),
            nations: "가".repeat(NAME_MAX + 1),
            plot: "가".repeat(PLOT_MAX + 1),
            tags: vec!["x".into()],
            version: String::new(),
        }
        .validate()
        .expect_err("invalid");
        assert_eq!(error.fields.len(), 10);
        assert_eq!(error.field("title"), Some(FieldError::TitleMissing));
    }

    #[test]
    fn only_days_of_the_calendar_pass() {
        for good in ["2024-02-29", "2000-02-29", "1919-10-27", "2026-12-31"] {
            assert!(day(good).is_ok(), "{good}");
        }
        for bad in [
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-04-31",
            "2026-1-1",
            "+026-01-01",
            "1879-12-31",
        ] {
            assert_eq!(day(bad), Err(FieldError::ValueInvalid), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn checks_never_panic(text in "\\PC{0,20}") {
            let _ = (day(&text), number(&text), runtime(&text), nations(&text));
        }
    }
}
