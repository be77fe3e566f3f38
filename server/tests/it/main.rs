//! The real router on a real PostgreSQL, without a browser: wiring, permissions, bad input,
//! headers, limits. One binary, so that linking happens once.

mod busy;
mod cards;
mod connections;
mod feeds;
mod forms;
mod health;
mod input;
mod journey;
mod json_ld;
mod known_browsers;
mod limits;
mod members;
mod merged;
mod newcomers;
mod pages;
mod permissions;
mod sitemap;
mod sockets;
mod support;
