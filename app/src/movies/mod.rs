//! Films: the home page, the film page, people, browsing, and giving a score.

mod preference;
mod quick_score;
mod rail_buttons;
mod rpc;
mod score;
mod score_keeper;
mod score_strip;

#[cfg(feature = "ssr")]
mod browse;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod home;
#[cfg(feature = "ssr")]
mod json_ld;
#[cfg(feature = "ssr")]
mod movie;
#[cfg(feature = "ssr")]
mod person;
#[cfg(feature = "ssr")]
mod rail;

pub use rpc::{ClearScore, SetPreference, SetScore};
#[cfg(feature = "ssr")]
pub use {
    browse::BrowsePage,
    card::Card,
    home::HomePage,
    json_ld::film_trail,
    movie::MoviePage,
    person::PersonPage,
    preference::PreferenceButtons,
    quick_score::QuickScore,
    score::{Mean, ScoreControl},
};

// For the style guide.
#[cfg(feature = "ssr")]
pub(crate) use {
    browse::NoFilms,
    card::{FilmRow, SmallMean},
    home::{Chart, Upcoming},
    movie::{Invitation, NoReviews, NotYet, SentimentBar},
    rail::Rail,
};
