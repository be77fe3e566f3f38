//! Reviews: the card that lists show, a review's own page, and the editor.

mod draft;
mod editor;
mod like;
mod reading;
mod rpc;
mod share;
mod spoiler;

#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod correction;
#[cfg(feature = "ssr")]
mod editor_page;
#[cfg(feature = "ssr")]
mod json_ld;
#[cfg(feature = "ssr")]
mod review;

pub use rpc::{
    CorrectSentiment, CreateReview, DeleteReview, LikeReview, ReadReview, RestoreReview, RevealReview, UndoReview,
    UpdateReview,
};
#[cfg(feature = "ssr")]
pub use {
    card::ReviewCard,
    editor_page::{EditPage, WritePage},
    like::LikeButton,
    review::ReviewPage,
    spoiler::Spoiler,
};

// For the style guide.
#[cfg(feature = "ssr")]
pub(crate) use {
    card::{said_by, sentiment_badge},
    correction::{Correction, corrected},
    editor::Editor,
    review::{OwnActions, Share, Undo},
};
