//! The screens of Popcorn Geek and the server functions behind them.
//!
//! Pages are rendered by the server alone (feature `ssr`) and work without script: links, and
//! forms that post to a server function under `/rpc`. What reacts at once is an island, a
//! component that the browser build (feature `hydrate`) wakes where it stands; only islands and
//! what they use reach the browser. A page has one loader that answers with one view of `domain`.
//! Views read no clock, no randomness and no locale.

// Plain cargo compiles a page as one deeply nested type.
#![recursion_limit = "256"]

pub mod accounts;
mod components;
pub mod movies;
pub mod reviews;
pub mod rpc;
pub mod search;

#[cfg(feature = "ssr")]
pub mod administration;
#[cfg(feature = "ssr")]
mod error_page;
#[cfg(feature = "ssr")]
mod layout;
#[cfg(feature = "ssr")]
mod legal;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
mod site;
#[cfg(feature = "ssr")]
mod styleguide;

#[cfg(feature = "ssr")]
pub use site::App;
