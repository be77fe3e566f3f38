//! Search (검색): the tabs, the hits and the suggestions while typing.

use crate::ids::{MovieId, PersonId};
use crate::page;
use serde::{Deserialize, Serialize};

/// Characters of a query that are read.
pub const QUERY_MAX: usize = 60;
/// Hits on one tab; there is no further page, since nobody reads on in a ranking that far.
pub const MAX_HITS: i64 = 60;
/// Hits are counted up to here; more are shown as "100+".
pub const COUNTED: i64 = 100;
/// Suggestions below the search field.
pub const MAX_SUGGESTIONS: i64 = 6;

/// What is searched for. Its code is the value of `?tab=`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchTab {
    #[default]
    Movies,
    People,
    Members,
}

impl SearchTab {
    /// In the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Movies, Self::People, Self::Members];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Movies => "movies",
            Self::People => "people",
            Self::Members => "members",
        }
    }

    /// An unknown code reads as the first tab.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.code() == code).unwrap_or_default()
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Movies => "영화",
            Self::People => "영화인",
            Self::Members => "회원",
        }
    }
}

/// Hits per tab, at most [`COUNTED`] + 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchCounts {
    pub movies: i64,
    pub people: i64,
    pub members: i64,
}

impl SearchCounts {
    pub const fn of(self, tab: SearchTab) -> i64 {
        match tab {
            SearchTab::Movies => self.movies,
            SearchTab::People => self.people,
            SearchTab::Members => self.members,
        }
    }

    /// As the tab shows it: "7", "100+".
    pub fn label(self, tab: SearchTab) -> String {
        let count = self.of(tab);
        if count > COUNTED { format!("{COUNTED}+") } else { count.to_string() }
    }
}

/// A film that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovieHit {
    pub id: MovieId,
    pub title: String,
    pub original_title: Option<String>,
    /// Year of the Korean release.
    pub year: Option<i32>,
    pub directors: Vec<String>,
    pub genres: Vec<String>,
    /// Plain mean, as "4.1"; `None` without scores.
    pub mean: Option<String>,
    pub score_count: i64,
}

/// Someone of a film's cast or crew who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonHit {
    pub id: PersonId,
    pub name: String,
    /// "감독", "배우", "감독 · 배우"; empty without credits.
    pub jobs: String,
    /// Up to two titles, the most popular first.
    pub known_for: Vec<String>,
}

/// A member who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberHit {
    pub nickname: String,
    /// Reviews that the reader may see.
    pub review_count: i64,
}

/// The search page. Only the list of its own tab is filled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchView {
    /// What was typed, on one line and cut to [`QUERY_MAX`] characters.
    pub query: String,
    pub tab: SearchTab,
    pub counts: SearchCounts,
    /// Best first, at most [`MAX_HITS`], as in the other lists.
    pub movies: Vec<MovieHit>,
    pub people: Vec<PersonHit>,
    pub members: Vec<MemberHit>,
}

/// One line below the search field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub kind: SearchTab,
    pub label: String,
    /// "2019 · 봉준호" for a film, "기생충, 괴물" for a person; may be empty.
    pub detail: String,
    pub path: String,
}

impl Suggestion {
    pub fn movie(id: MovieId, title: String, year: Option<i32>, directors: &[String]) -> Self {
        let year = year.map(|year| year.to_string());
        let directors = (!directors.is_empty()).then(|| directors.join(", "));
        let detail = year.into_iter().chain(directors).collect::<Vec<_>>().join(" · ");
        Self { kind: SearchTab::Movies, label: title, detail, path: page::movie(id) }
    }

    pub fn person(id: PersonId, name: String, known_for: &[String]) -> Self {
        Self { kind: SearchTab::People, label: name, detail: known_for.join(", "), path: page::person(id) }
    }

    pub fn member(nickname: String) -> Self {
        let path = page::profile(&nickname);
        Self { kind: SearchTab::Members, label: nickname, detail: String::new(), path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_counts() {
        for tab in SearchTab::ALL {
            assert_eq!(SearchTab::from_code(tab.code()), tab);
        }
        assert_eq!(SearchTab::from_code("reviews"), SearchTab::Movies);
        let counts = SearchCounts { movies: 100, people: 101, members: 0 };
        assert_eq!(SearchTab::ALL.map(|tab| counts.label(tab)), ["100", "100+", "0"]);
    }

    #[test]
    fn suggestions_lead_somewhere() {
        let film = Suggestion::movie(MovieId(7), "기생충".into(), Some(2019), &["봉준호".into()]);
        assert_eq!((film.detail.as_str(), film.path.as_str()), ("2019 · 봉준호", "/movies/7"));
        assert_eq!(Suggestion::movie(MovieId(7), "x".into(), None, &[]).detail, "");
        assert_eq!(Suggestion::member("a_가".into()).path, "/accounts/a_%EA%B0%80");
    }
}
