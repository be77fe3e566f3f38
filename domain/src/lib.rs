//! The words and rules of Popcorn Geek, without any engine.
//!
//! Everything here compiles to WebAssembly as well as to the server: identifiers, form inputs with
//! their validation, permissions, error codes with their Korean sentences, and the views that pages
//! are drawn from. Nothing here reads a clock, a database or a network.
//!
//! Texts arrive here already normalised (NFC, no control characters): `services` does that once, so
//! that the browser build carries no Unicode tables. Lengths are counted in characters.

pub mod accounts;
pub mod administration;
mod choices;
pub mod error;
pub mod form;
pub mod ids;
pub mod mail;
pub mod movies;
pub mod page;
pub mod reviews;
pub mod score;
pub mod search;

pub use error::{AppError, ErrorCode, FieldError};
pub use form::FormReturn;
pub use ids::{MemberId, MovieId, PersonId, ReviewId};
pub use score::Score;
