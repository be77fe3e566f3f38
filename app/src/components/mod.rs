//! Parts that several rooms share. They are fed with plain data and know no loader.

mod field;
mod form;
mod shared;

#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod poster;
#[cfg(feature = "ssr")]
mod preview;

pub use field::{Checkbox, TextArea};
pub use form::{FormMessage, PageField, focus_on_error};
pub use shared::shared;

#[cfg(feature = "ssr")]
pub use {
    field::TextField,
    page::{PageTitle, loaded, param, query},
    poster::{BlankPoster, Poster},
    preview::Preview,
};
