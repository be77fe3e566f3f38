//! Keeping house (관리): what those with a role see and change.
//!
//! Every use case begins with [`crate::accounts::Actor::require`]. One that changes something also
//! wants a password that was typed a moment ago, and writes the audit log in its transaction. A
//! moderator sees the overview, members with masked addresses and the log, and ends sessions of
//! ordinary members; the rest is for administrators. Suspensions stand in `accounts`, settings in
//! `settings`.

pub mod audit;
mod jobs;
mod mails;
mod members;
mod merge;
mod movies;
mod overview;
mod store;
mod tags;

pub use jobs::{jobs, purge_job, retry_job};
pub use mails::{mail, mails, retry_mail, void_mail};
pub use members::{end_member_sessions, grant, member, members};
pub use merge::merge_movies;
pub use movies::{movie, movies, update_movie};
pub use overview::overview;
pub use tags::{create_tag, delete_tag, merge_tags, rename_tag, tags};

use crate::accounts::Actor;
use crate::{Result, text};
use domain::accounts::Role;
use domain::administration;

/// Entries on one page of a list.
const PAGE: i64 = 50;
/// Entries of the audit log on the page of a member or a film.
const RECENT: i64 = 20;

/// Lets administrators with a fresh password change something.
fn may_change(actor: &Actor) -> Result<()> {
    actor.require(Role::Administrator)?;
    actor.require_fresh()
}

/// The reason that a step must have, as it is kept.
fn reason(text: String) -> Result<String> {
    Ok(administration::reason(&text::paragraphs(text))?)
}

/// A pattern for `LIKE` that finds `text` anywhere, each of its characters standing for itself.
fn containing(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

/// A page of what was read, and the entry to go on after where there is more.
fn cut<T>(mut list: Vec<T>, id: impl Fn(&T) -> i64) -> (Vec<T>, Option<String>) {
    let more = list.len() > PAGE as usize;
    list.truncate(PAGE as usize);
    let last = list.last().filter(|_| more).map(|entry| id(entry).to_string());
    (list, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_was_typed() {
        for (text, pattern) in [("", "%%"), ("기생충", "%기생충%"), ("100%_\\", "%100\\%\\_\\\\%")] {
            assert_eq!(containing(text), pattern);
        }
    }

    #[test]
    fn a_page_ends_where_the_next_begins() {
        let ids: Vec<i64> = (0..=PAGE).rev().collect();
        let (page, more) = cut(ids.clone(), |id| *id);
        assert_eq!((page.len() as i64, more.as_deref()), (PAGE, Some("1")));
        assert_eq!(cut(ids[1..].to_vec(), |id| *id).1, None);
    }
}
