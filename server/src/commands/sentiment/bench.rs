//! `server sentiment bench`: time per review and memory, through the crate that production uses, on
//! the calling thread. `training/bench.py` measures others in the same way.

use super::reviews;
use crate::commands::CommandError;
use sentiment::figures::{percentile, rounded};
use sentiment::{Error, OnnxScorer, Scorer};
use serde_json::{Value, json};
use services::config::SentimentConfig;
use services::{seed, text};
use std::path::Path;
use std::time::Instant;

/// How many reviews are measured; fewer are taken again from the first.
const REVIEWS: usize = 1_000;
/// Before anything is measured.
const WARM_UP: usize = 100;
/// Reviews in one run of the network. The site reads one at a time.
const BATCHES: [usize; 3] = [1, 8, 32];

/// Milliseconds per review.
struct Times {
    median: f64,
    p99: f64,
}

impl Times {
    fn of(milliseconds: &[f64]) -> Self {
        Self { median: rounded(percentile(milliseconds, 0.5), 3), p99: rounded(percentile(milliseconds, 0.99), 3) }
    }

    fn json(&self) -> Value {
        json!({ "ms_median": self.median, "ms_p99": self.p99 })
    }
}

pub fn run(config: &SentimentConfig, file: Option<&Path>, as_json: bool) -> Result<(), CommandError> {
    let texts = match file {
        Some(file) => reviews::read(file)?.into_iter().map(|review| review.document).collect(),
        None => seed::texts()?,
    };
    let texts: Vec<String> = texts.into_iter().map(text::paragraphs).cycle().take(REVIEWS).collect();

    let before = resident();
    let scorer = services::sentiment::open(config)?;
    let loaded = resident();
    for text in texts.iter().take(WARM_UP) {
        scorer.score(text)?;
    }
    let single = single(&scorer, &texts)?;
    let after = resident();
    let batched =
        BATCHES.iter().map(|&size| Ok((size, batched(&scorer, &texts, size)?))).collect::<Result<Vec<_>, Error>>()?;
    let grown = |to: Option<u64>| Some(rounded(to?.saturating_sub(before?) as f64 / 1_024.0, 1));

    if as_json {
        let batches: Vec<Value> =
            batched.iter().map(|(size, times)| json!({ "size": size, "times": times.json() })).collect();
        let memory = json!({ "mb_loaded": grown(loaded), "mb_after": grown(after) });
        let report = json!({
            "version": scorer.version(), "reviews": REVIEWS, "single": single.json(), "batches": batches,
            "memory": memory,
        });
        println!("{report}");
        return Ok(());
    }
    println!("{} with {REVIEWS} reviews, one thread, milliseconds per review:", scorer.version());
    println!("  one after the other   median {:.3}   p99 {:.3}", single.median, single.p99);
    for (size, times) in &batched {
        println!("  runs of {size:>2}            median {:.3}   p99 {:.3}", times.median, times.p99);
    }
    match (grown(loaded), grown(after)) {
        (Some(loaded), Some(after)) => {
            println!("  memory                {loaded:.1} MB when loaded, {after:.1} MB after {REVIEWS} reviews")
        }
        _ => println!("  memory                not known on this system"),
    }
    Ok(())
}

/// From the text to the probability, as the site does it.
fn single(scorer: &OnnxScorer, texts: &[String]) -> Result<Times, Error> {
    let mut milliseconds = Vec::with_capacity(texts.len());
    for text in texts {
        let began = Instant::now();
        scorer.score(text)?;
        milliseconds.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(Times::of(&milliseconds))
}

/// The same in runs of `size`, filled up to the longest text in each; the time of a run is shared
/// among its reviews.
fn batched(scorer: &OnnxScorer, texts: &[String], size: usize) -> Result<Times, Error> {
    let mut milliseconds = Vec::new();
    for batch in texts.chunks(size) {
        let began = Instant::now();
        let tokens = batch.iter().map(|text| scorer.tokens(text)).collect::<Result<Vec<_>, _>>()?;
        scorer.read(&tokens)?;
        milliseconds.push(began.elapsed().as_secs_f64() * 1_000.0 / batch.len() as f64);
    }
    Ok(Times::of(&milliseconds))
}

/// Memory of this process in kB, where the system tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().strip_suffix("kB")?.trim().parse().ok()
}
