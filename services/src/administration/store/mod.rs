//! SQL of the administration.

pub mod audit;
pub mod jobs;
pub mod mails;
pub mod members;
pub mod merging;
pub mod movies;
pub mod overview;
pub mod tags;
