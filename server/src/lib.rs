//! The ways into Popcorn Geek: pages, server functions, pictures and health over HTTP, and the
//! command line.
//!
//! A handler finds out who acts, calls one use case of `services`, and maps its answer; rules and
//! SQL live elsewhere.

mod cards;
pub mod commands;
pub mod connections;
mod error_page;
mod export;
mod feeds;
mod files;
mod health;
pub mod logging;
mod mailbox;
mod merged;
mod middleware;
mod poster_art;
mod posters;
pub mod router;
mod sitemap;
mod xml;

pub use cards::Cards;
pub use router::{AppState, router};
