//! Reviews: the card that lists show, a review's own page, and the editor (loaded only by those
//! who write).

mod card;
mod editor;
mod review;
mod rpc;

pub use card::ReviewCard;
pub use editor::{EditPage, WritePage};
pub use review::ReviewPage;
pub use rpc::{CreateReview, DeleteReview, RevealReview, UpdateReview};
