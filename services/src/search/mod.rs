//! Search (검색) over films, people and members: by title, original title, alias, initials (ㄱㅅㅊ), a
//! word half typed (기새), without blanks, on the wrong keyboard (rltodcnd), with one wrong key; films
//! also by genre.
//!
//! Names are taken apart into the keys of the Korean keyboard when they are stored (`hangul.rs`,
//! `terms.rs`), and so is the query (`query.rs`); the database compares prefixes and trigrams of keys.
//! Whatever gives a film, a person or a member a name calls [`index_movie`], [`index_person`] or
//! [`index_member`] in the same transaction. After a change of `hangul.rs`, [`reindex`] must run once.
//! Reviews are not searched, so nothing private can be found.

mod hangul;
mod query;
mod store;
mod terms;

use crate::accounts::{Actor, viewer_id};
use crate::{Result, Services, text};
use domain::search::{QUERY_MAX, SearchCounts, SearchTab, SearchView, Suggestion};
use domain::{MemberId, MovieId, PersonId};
use query::Query;
use sqlx::PgConnection;
use store::index;
use terms::{Target, Terms};

/// Names that [`reindex`] reads at once.
const BATCH: i64 = 1000;

/// Words that people add and no title has.
const FILLERS: &[&str] = &["영화", "감독", "배우", "작품"];

/// The search page: one statement, at most three where the first finds no film. Without a `tab` the
/// first one with hits is shown. Nothing searchable finds nothing.
pub async fn search(
    services: &Services,
    actor: Option<&Actor>,
    typed: String,
    tab: Option<SearchTab>,
) -> Result<SearchView> {
    let typed = shortened(typed);
    let mut searched = typed.clone();
    let mut view = tabbed(services, actor, &searched, tab.unwrap_or_default()).await?;
    if view.counts == SearchCounts::default() {
        let reduced = without_fillers(&typed);
        if reduced != typed && !reduced.is_empty() {
            searched = reduced;
            view = tabbed(services, actor, &searched, tab.unwrap_or_default()).await?;
        }
    }
    if tab.is_none() && view.counts.movies == 0 && view.counts != SearchCounts::default() {
        let tab = if view.counts.people > 0 { SearchTab::People } else { SearchTab::Members };
        view = tabbed(services, actor, &searched, tab).await?;
    }
    Ok(SearchView { query: typed, ..view })
}

async fn tabbed(services: &Services, actor: Option<&Actor>, typed: &str, tab: SearchTab) -> Result<SearchView> {
    let mut view = SearchView { tab, query: typed.to_owned(), ..SearchView::default() };
    if let Some(query) = Query::parse(typed) {
        let pool = &services.pool;
        match tab {
            SearchTab::Movies => (view.counts, view.movies) = store::movies(pool, &query).await?,
            SearchTab::People => (view.counts, view.people) = store::people(pool, &query).await?,
            SearchTab::Members => (view.counts, view.members) = store::members(pool, &query, viewer_id(actor)).await?,
        }
    }
    Ok(view)
}

/// "공포영화" → "공포", "봉준호 감독" → "봉준호", "기생충 2019" → "기생충".
fn without_fillers(typed: &str) -> String {
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = typed.split_whitespace().map(|word| {
        let stem = FILLERS.iter().find_map(|filler| word.strip_suffix(filler)).unwrap_or(word);
        if is_year(stem) { "" } else { stem }
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What the line below the search field offers: one statement.
pub async fn suggest(services: &Services, typed: String) -> Result<Vec<Suggestion>> {
    match Query::parse(&shortened(typed)) {
        Some(query) => store::suggest(&services.pool, &query).await,
        None => Ok(Vec::new()),
    }
}

/// One line of at most [`QUERY_MAX`] characters. Decomposed Hangul takes several characters a
/// syllable, so the raw text may be longer, but not without end.
fn shortened(typed: String) -> String {
    let typed = text::line(typed.chars().take(QUERY_MAX * 8).collect());
    let short: String = typed.chars().take(QUERY_MAX).collect();
    short.trim_end().to_owned()
}

/// Makes a film findable under its title, original title and aliases as they stand now.
pub async fn index_movie(connection: &mut PgConnection, id: MovieId) -> Result<()> {
    index_range(connection, Target::Movie, id.0, id.0).await.map(|_| ())
}

/// Makes a person findable.
pub async fn index_person(connection: &mut PgConnection, id: PersonId) -> Result<()> {
    index_range(connection, Target::Person, id.0, id.0).await.map(|_| ())
}

/// Makes a member findable.
pub async fn index_member(connection: &mut PgConnection, id: MemberId) -> Result<()> {
    index_range(connection, Target::Member, id.0, id.0).await.map(|_| ())
}

/// Builds the index anew, a batch per transaction, while the site goes on; answers how many films,
/// people and members it now holds.
pub async fn reindex(services: &Services) -> Result<u64> {
    let mut total = 0;
    for target in Target::ALL {
        let mut first = i64::MIN;
        loop {
            let mut transaction = services.pool.begin().await?;
            let Some((last, count)) = index_range(&mut transaction, target, first, i64::MAX).await? else { break };
            transaction.commit().await?;
            total += count;
            first = last.saturating_add(1);
        }
    }
    Ok(total)
}

/// [`reindex`], if the index is empty: after the migration that created it. Answers whether it was.
pub async fn index_if_empty(services: &Services) -> Result<bool> {
    let is_empty = !index::has_terms(&services.pool).await?;
    if is_empty {
        reindex(services).await?;
    }
    Ok(is_empty)
}

/// Indexes a batch from `first` on; answers the last id of it and its size.
async fn index_range(
    connection: &mut PgConnection,
    target: Target,
    first: i64,
    last: i64,
) -> Result<Option<(i64, u64)>> {
    let names = index::names(connection, target, first, last, BATCH).await?;
    let targets: Vec<i64> = names.iter().map(|(id, _)| *id).collect();
    let Some(reached) = targets.last().copied() else { return Ok(None) };
    let mut terms = Terms::default();
    for (id, names) in &names {
        for name in names {
            terms.add(*id, name);
        }
    }
    index::replace(connection, target, &targets, &terms).await?;
    Ok(Some((reached, targets.len() as u64)))
}
