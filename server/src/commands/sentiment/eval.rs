//! `server sentiment eval`: labelled reviews through all that a posted review goes through.
//!
//! One review at a time, as in production: an int8 network scales its activations by everything it is
//! given at once, so a review would answer a little differently in a batch.

use super::reviews;
use crate::commands::CommandError;
use sentiment::Scorer;
use sentiment::figures::{Figures, Outcome};
use services::config::SentimentConfig;
use services::text;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Between two reports: where they overwrite each other, and where each is a line.
const REPORTS: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(10));

pub fn run(config: &SentimentConfig, file: &Path) -> Result<(), CommandError> {
    let reviews = reviews::read(file)?;
    let scorer = services::sentiment::open(config)?;
    let mut progress = Progress::new(reviews.len());
    let mut outcomes = Vec::with_capacity(reviews.len());
    for review in reviews {
        let content = text::paragraphs(review.document);
        let began = Instant::now();
        let probability = scorer.score(&content)?;
        let milliseconds = began.elapsed().as_secs_f64() * 1_000.0;
        outcomes.push(Outcome { probability, positive: review.positive, seen: review.seen, milliseconds });
        progress.report(outcomes.len());
    }
    progress.end();
    let figures = Figures::of(scorer.version(), &outcomes);
    println!("{}", serde_json::to_string(&figures).map_err(|error| CommandError::File(error.to_string()))?);
    Ok(())
}

/// How far it is and how long it will take, on standard error.
struct Progress {
    count: usize,
    began: Instant,
    reported: Instant,
    terminal: bool,
}

impl Progress {
    fn new(count: usize) -> Self {
        let now = Instant::now();
        Self { count, began: now, reported: now, terminal: std::io::stderr().is_terminal() }
    }

    fn report(&mut self, done: usize) {
        let pause = if self.terminal { REPORTS.0 } else { REPORTS.1 };
        if self.reported.elapsed() < pause {
            return;
        }
        self.reported = Instant::now();
        let seconds = self.began.elapsed().as_secs_f64();
        let left = seconds / done.max(1) as f64 * self.count.saturating_sub(done) as f64;
        let text = format!("{done} of {} reviews, {left:.0} s left", self.count);
        if self.terminal {
            eprint!("\r{text}        ");
            // A report that cannot be shown is none.
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("{text}");
        }
    }

    fn end(&self) {
        if self.terminal {
            eprintln!("\r{} reviews in {:.0} s              ", self.count, self.began.elapsed().as_secs_f64());
        }
    }
}
