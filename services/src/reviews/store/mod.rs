//! SQL of reviews. Every read for a reader goes through `review_is_visible`; a spoiler's text is
//! masked in `reading`. Only the labelling job sees all texts.

mod labels;
mod reading;
mod writing;

pub use labels::{set_author_sentiment, set_label, unlabelled};
pub use reading::{UNSCORED_LAST, best_liked, find, latest, of_member, of_movie};
pub use writing::{
    Before, can_undo, delete, insert, just_posted, keep_version, last_version, lock, movie_of, purge, restore,
    set_like, update,
};

use domain::reviews::Visibility;

/// An unknown code reads as the strictest visibility.
fn visibility(code: &str) -> Visibility {
    if code == Visibility::Public.code() { Visibility::Public } else { Visibility::OnlyMe }
}
