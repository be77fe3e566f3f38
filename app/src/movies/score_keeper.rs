//! Keeps a score on the server while its control is moved.

use super::rpc::{clear_score, set_score};
use domain::error::AppError;
use domain::movies::ScoreView;
use domain::{MovieId, Score};
use leptos::prelude::*;
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
    /// The score before the first of several quick changes.
    before: StoredValue<Option<Option<Score>>>,
    /// Counts the changes, so that a timer knows whether it is still meant.
    changes: StoredValue<u32>,
}

impl ScoreKeeper {
    pub fn new(movie: MovieId, scores: RwSignal<ScoreView>) -> Self {
        Self {
            movie,
            scores,
            state: RwSignal::new(State::Quiet),
            next: StoredValue::new(None),
            sending: StoredValue::new(false),
            before: StoredValue::new(None),
            changes: StoredValue::new(0),
        }
    }

    /// Saves `score`, or takes the score back; after `delay` without another wish.
    pub fn save(self, score: Option<Score>, delay: Duration) {
        self.changes.update_value(|changes| *changes += 1);
        let change = self.changes.get_value();
        set_timeout(
            move || {
                if self.changes.get_value() == change {
                    self.send(score);
                }
            },
            delay,
        );
    }

    fn send(self, score: Option<Score>) {
        if self.sending.get_value() {
            self.next.set_value(Some(score));
            return;
        }
        let before = self.scores.get_untracked().mine;
        if before == score {
            self.state.set(State::Quiet);
            return;
        }
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
        self.state.set(State::Saved(self.before.get_value()));
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

    /// Takes the last change back. Answers the score as it will be.
    pub fn undo(self) -> Option<Score> {
        let before = self.before.get_value().flatten();
        self.before.set_value(None);
        self.changes.update_value(|changes| *changes += 1);
        self.send(before);
        before
    }
}
