//! Use cases and SQL on a real PostgreSQL. One binary, so that linking happens once.

mod accounts;
mod forms;
mod jobs;
mod movies;
mod reviews;
mod schema;
mod seed;
mod support;
