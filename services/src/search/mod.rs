//! Search (검색) over films, people and members: by title, original title, alias, initials (ㄱㅅㅊ), a
//! word half typed (기새), without blanks, on the wrong keyboard (rltodcnd), by sound (기셍충), with one
//! wrong key, with words missing or in another order; films also by genre, country, year and together
//! with their people (봉준호 기생충).
//!
//! Names are taken apart into the keys of the Korean keyboard when they are stored (`hangul.rs`,
//! `terms.rs`), and so is the query (`query.rs`, `wording.rs`); the database compares prefixes and
//! trigrams of keys.
//! Whatever gives a film, a person or a member a name calls [`index_movie`], [`index_person`] or
//! [`index_member`] in the same transaction. Whoever changes what `terms.rs` makes of a name raises
//! [`RULES`], so that the next start makes all of them anew.
//! Reviews are not searched, so nothing private can be found.

mod hangul;
mod query;
mod store;
mod terms;
mod wording;

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

/// The version of the rules by which names are stored.
const RULES: i32 = 2;

/// The search page: one statement, and a second where there is no film. Without a `tab` the first one
/// with hits is shown. Nothing searchable finds nothing.
pub async fn search(
    services: &Services,
    actor: Option<&Actor>,
    typed: String,
    tab: Option<SearchTab>,
) -> Result<SearchView> {
    let typed = shortened(typed);
    let view = tabbed(services, actor, &typed, tab.unwrap_or_default()).await?;
    if tab.is_none() && view.counts.movies == 0 && view.counts != SearchCounts::default() {
        let tab = if view.counts.people > 0 { SearchTab::People } else { SearchTab::Members };
        return tabbed(services, actor, &typed, tab).await;
    }
    Ok(view)
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
            let mut transaction = services.begin_upkeep().await?;
            let Some((last, count)) = index_range(&mut transaction, target, first, i64::MAX).await? else { break };
            transaction.commit().await?;
            total += count;
            first = last.saturating_add(1);
        }
    }
    index::put_rules(&services.pool, RULES).await?;
    Ok(total)
}

/// [`reindex`], if the index is empty or of other rules: after a migration or an upgrade. Answers
/// whether it was.
pub async fn index_if_stale(services: &Services) -> Result<bool> {
    let is_stale = index::is_stale(&services.pool, RULES).await?;
    if is_stale {
        reindex(services).await?;
    }
    Ok(is_stale)
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
