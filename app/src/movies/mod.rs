//! The home page, the film page and its score control.

mod card;
mod home;
mod movie;
mod rpc;
mod score;

pub use home::HomePage;
pub use movie::MoviePage;
pub use rpc::{ClearScore, SetScore};
