//! Films: finding those that lack something, and putting their facts right.

use super::{audit, containing, cut, may_change, store};
use crate::accounts::Actor;
use crate::{Error, Result, Services, search, text};
use domain::MovieId;
use domain::accounts::Role;
use domain::administration::{Day, ManagedMovie, ManagedMovieList, MovieChange, MovieForm, MovieSearch};
use domain::error::ErrorCode;
use serde_json::{Map, Value};
use store::movies::Facts;
use time::{Date, Month};

/// Films, newest in the catalogue first: one statement.
pub async fn movies(services: &Services, actor: &Actor, search: MovieSearch) -> Result<ManagedMovieList> {
    actor.require(Role::Administrator)?;
    let search = MovieSearch { query: text::line(search.query), ..search };
    let typed = Some(search.query.as_str()).filter(|query| !query.is_empty());
    let wanted = store::movies::Wanted {
        title: typed.map(containing),
        code: typed,
        id: typed.and_then(|query| query.parse().ok()),
        gap: search.gap,
        after: search.after,
    };
    let movies = store::movies::list(&services.pool, &wanted, super::PAGE + 1).await?;
    let (movies, more) = cut(movies, |movie| movie.id.0);
    Ok(ManagedMovieList { search, movies, more })
}

/// A film's page: facts, tags to choose from, and what the house did, in three statements.
pub async fn movie(services: &Services, actor: &Actor, id: MovieId) -> Result<ManagedMovie> {
    actor.require(Role::Administrator)?;
    let movie = store::movies::find(&services.pool, id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(ManagedMovie {
        tags: store::movies::tag_choices(&services.pool, id).await?,
        audit: audit::of(services, "movie", id.0).await?,
        ..movie.into_view()
    })
}

/// Puts a film's facts and tags right, and finds it under its new title.
///
/// # Errors
/// The field errors of [`MovieForm::validate`]; `not_found`; `conflict` when somebody has changed the
/// film since the form was shown.
pub async fn update_movie(services: &Services, actor: &Actor, id: MovieId, form: MovieForm) -> Result<()> {
    may_change(actor)?;
    let change = MovieForm {
        title: text::line(form.title),
        original_title: text::line(form.original_title),
        english_title: text::line(form.english_title),
        released_on: text::line(form.released_on),
        runtime_minutes: text::line(form.runtime_minutes),
        age_grade: text::line(form.age_grade),
        nations: text::line(form.nations),
        plot: text::paragraphs(form.plot),
        ..form
    }
    .validate()?;
    let version = change.version;
    let after = facts(change)?;
    let mut transaction = services.begin().await?;
    let before = store::movies::lock(&mut transaction, id).await?.ok_or(ErrorCode::NotFound)?;
    if before.version != version {
        return Err(ErrorCode::Conflict.into());
    }
    store::movies::update(&mut transaction, id, &after).await?;
    let tags = store::movies::set_tags(&mut transaction, id, &after.tag_ids).await?;
    let detail = difference(&before.facts, &Facts { tags, ..after });
    if !detail.is_empty() {
        search::index_movie(&mut transaction, id).await?;
        let (actor, detail) = (Some(actor.member_id()), Value::Object(detail));
        audit::write(&mut transaction, actor, "movie.update", "movie", Some(id.0), detail, None).await?;
    }
    transaction.commit().await?;
    Ok(())
}

fn facts(change: MovieChange) -> Result<Facts> {
    Ok(Facts {
        title: change.title,
        original_title: change.original_title,
        english_title: change.english_title,
        released_on: change.released_on.map(date).transpose()?,
        runtime_minutes: change.runtime_minutes,
        age_grade: change.age_grade,
        nations: change.nations,
        plot: change.plot,
        tag_ids: change.tags,
        tags: Vec::new(),
    })
}

fn date(day: Day) -> Result<Date> {
    Month::try_from(day.month)
        .and_then(|month| Date::from_calendar_date(day.year, month, day.day))
        .map_err(|error| Error::fault("a day that was checked is none of the calendar", error))
}

/// What of the facts has changed. Plots are long, so only that they differ is told.
fn difference(before: &Facts, after: &Facts) -> Map<String, Value> {
    let (old, new) = (told(before), told(after));
    let mut changed: Map<String, Value> = old
        .into_iter()
        .zip(new)
        .filter(|((_, old), (_, new))| old != new)
        .map(|((name, old), (_, new))| (name.to_owned(), audit::moved(old, new)))
        .collect();
    if before.plot != after.plot {
        let length = |plot: &str| format!("{}자", plot.chars().count());
        changed.insert("plot".to_owned(), audit::moved(length(&before.plot), length(&after.plot)));
    }
    changed
}

fn told(facts: &Facts) -> [(&'static str, Value); 8] {
    [
        ("title", facts.title.clone().into()),
        ("original_title", facts.original_title.clone().into()),
        ("english_title", facts.english_title.clone().into()),
        ("released_on", facts.released_on.map(|day| day.to_string()).into()),
        ("runtime_minutes", facts.runtime_minutes.into()),
        ("age_grade", facts.age_grade.clone().into()),
        ("nations", facts.nations.clone().into()),
        ("tags", facts.tags.clone().into()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_told() {
        let before = Facts { title: "기생".into(), plot: "짧다".into(), ..Facts::default() };
        assert!(difference(&before, &before.clone()).is_empty());
        let after =
            Facts {
                title: "기생충".into(), plot: "더 길다".into(), runtime_minutes: Some(131), ..before.clone()
            };
        assert_eq!(
            Value::Object(difference(&before, &after)),
            serde_json::json!({
                "title": { "from": "기생", "to": "기생충" },
                "runtime_minutes": { "from": null, "to": 131 },
                "plot": { "from": "2자", "to": "4자" },
            })
        );
    }
}
