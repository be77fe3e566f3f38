//! Reviews: the card that lists show, a review's own page, and the editor.

mod editor;
mod rpc;
mod spoiler;

#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod editor_page;
#[cfg(feature = "ssr")]
mod review;

pub use rpc::{CreateReview, DeleteReview, RevealReview, UpdateReview};
#[cfg(feature = "ssr")]
pub use {
    card::ReviewCard,
    editor_page::{EditPage, WritePage},
    review::ReviewPage,
};
