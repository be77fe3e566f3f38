//! Keeps a score on the server while its control is moved.

#[cfg(feature = "hydrate")]
use super::rpc::{ClearScore, SetScore};
use super::rpc::{clear_score, set_score};
use domain::error::AppError;
use domain::movies::ScoreView;
use domain::{MovieId, Score};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long the way back is offered.
const UNDO: Duration = Duration::from_secs(5);

/// What the control has to say.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    Quiet,
    Saving,
    /// Saved; the score before, while the way back is offered.
    Saved(Option<Option<Score>>),
    Wrong(AppError),
}

/// One film's score: sends the newest wish, one at a time, so that answers cannot cross.
#[derive(Clone, Copy)]
pub struct ScoreKeeper {
    movie: MovieId,
    pub scores: RwSignal<ScoreView>,
    pub state: RwSignal<State>,
    /// What is to be sent once the answer on its way has come.
    next: StoredValue<Option<Option<Score>>>,
    sending: StoredValue<bool>,
    /// A wish whose pause is not over.
    waiting: StoredValue<Option<Option<Score>>>,
    /// The score before the first of several quick changes.
    before: StoredValue<Option<Option<Score>>>,
    /// Counts the changes, so that a timer knows whether it is still meant.
    changes: StoredValue<u32>,
}

impl ScoreKeeper {
    pub fn new(movie: MovieId, scores: RwSignal<ScoreView>) -> Self {
        let keeper = Self {
            movie,
            scores,
            state: RwSignal::new(State::Quiet),
            next: StoredValue::new(None),
            sending: StoredValue::new(false),
            waiting: StoredValue::new(None),
            before: StoredValue::new(None),
            changes: StoredValue::new(0),
        };
        // Who leaves the page within the pause has still wished it.
        #[cfg(feature = "hydrate")]
        let _ = window_event_listener_untyped("pagehide", move |_| keeper.send_beacon());
        keeper
    }

    /// Saves `score`, or takes the score back; after `delay` without another wish.
    pub fn save(self, score: Option<Score>, delay: Duration) {
        self.changes.update_value(|changes| *changes += 1);
        let change = self.changes.get_value();
        // Changes that follow each other at once are taken back together, one that was saved is not
        // part of the next.
        if self.state.get_untracked() != State::Saving {
            self.before.set_value(None);
        }
        self.state.set(State::Saving);
        self.waiting.set_value(Some(score));
        set_timeout(
            move || {
                if self.changes.get_value() == change {
                    self.waiting.set_value(None);
                    self.send(score);
                }
            },
            delay,
        );
    }

    /// The control is being moved: what was said of an earlier score no longer holds.
    pub fn touch(self) {
        if self.state.get_untracked() != State::Saving {
            self.state.set(State::Quiet);
        }
    }

    fn send(self, score: Option<Score>) {
        if self.sending.get_value() {
            self.next.set_value(Some(score));
            return;
        }
        let before = self.scores.get_untracked().mine;
        self.before.update_value(|kept| *kept = kept.or(Some(before)));
        self.sending.set_value(true);
        self.state.set(State::Saving);
        spawn_local(async move {
            let answer = match score {
                Some(score) => set_score(self.movie, score.to_string()).await,
                None => clear_score(self.movie).await,
            };
            self.sending.set_value(false);
            match answer {
                Ok(view) => {
                    self.scores.set(view);
                    match self.next.try_update_value(Option::take).flatten() {
                        Some(next) if next != score => self.send(next),
                        _ => self.offer_undo(),
                    }
                }
                Err(error) => {
                    self.next.set_value(None);
                    self.before.set_value(None);
                    self.state.set(State::Wrong(error.0));
                }
            }
        });
    }

    fn offer_undo(self) {
        let mine = self.scores.get_untracked().mine;
        self.state.set(State::Saved(self.before.get_value().filter(|before| *before != mine)));
        let change = self.changes.get_value();
        set_timeout(
            move || {
                if self.changes.get_value() == change {
                    self.before.set_value(None);
                    self.state.update(|state| {
                        if let State::Saved(before) = state {
                            *before = None;
                        }
                    });
                }
            },
            UNDO,
        );
    }

    /// Hands a wish that still waits to the browser, which delivers it after the page is gone.
    #[cfg(feature = "hydrate")]
    fn send_beacon(self) {
        let wish = self.waiting.try_update_value(Option::take).flatten().or_else(|| self.next.get_value());
        let (Some(wish), Ok(fields)) = (wish, web_sys::UrlSearchParams::new()) else { return };
        fields.append("movie_id", &self.movie.to_string());
        let path = match wish {
            Some(score) => {
                fields.append("score", &score.to_string());
                SetScore::PATH
            }
            None => ClearScore::PATH,
        };
        // A browser that refuses has nobody left to tell.
        let _ = window().navigator().send_beacon_with_opt_url_search_params(path, Some(&fields));
    }

    /// Takes the last change back. Answers the score as it will be.
    pub fn undo(self) -> Option<Score> {
        let before = self.before.get_value().flatten();
        self.before.set_value(None);
        self.changes.update_value(|changes| *changes += 1);
        self.send(before);
        before
    }
}
