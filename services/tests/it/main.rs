//! Use cases and SQL on a real PostgreSQL. One binary, so that linking happens once.

mod accounts;
mod browse;
mod forms;
mod home;
mod jobs;
mod labels;
mod likes;
mod listing;
mod movies;
mod people;
mod preferences;
mod profile;
mod restore;
mod reviews;
mod schema;
mod scores;
mod search;
mod seed;
mod support;
mod undo;
