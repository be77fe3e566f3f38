//! The home page, the film page, and the score control.

mod rpc;
mod score;

#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod home;
#[cfg(feature = "ssr")]
mod movie;

pub use rpc::{ClearScore, SetScore};
#[cfg(feature = "ssr")]
pub use {home::HomePage, movie::MoviePage};
