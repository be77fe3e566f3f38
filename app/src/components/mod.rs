//! Parts that several rooms share. They are fed with plain data and know no loader.

mod field;
mod form;
mod loaded;
mod poster;
mod preview;

pub use field::{Checkbox, TextArea, TextField};
pub use form::{FormMessage, PageField, focus_on_error};
pub use loaded::{PageTitle, loaded, mark_hydrated, param, query};
pub use poster::{BlankPoster, Poster};
pub use preview::Preview;
