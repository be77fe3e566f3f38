//! Labels for reviews: a bounded queue in front of the model, off the async threads.

use crate::config::SentimentConfig;
use crate::error::chain;
use domain::reviews::Sentiment;
use sentiment::{OnnxScorer, Scorer};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a request waits for a label before it goes on without one.
const PATIENCE: Duration = Duration::from_millis(500);

/// A model's reading of one text.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// 0..=1.
    pub positive_probability: f32,
    pub model: String,
}

impl Label {
    pub fn sentiment(&self) -> Sentiment {
        Sentiment::of(self.positive_probability)
    }
}

/// The scorer, if there is one, and its queue. Cheap to clone.
#[derive(Clone)]
pub struct Labeller {
    scorer: Option<Arc<dyn Scorer>>,
    turns: Arc<Semaphore>,
}

impl Labeller {
    /// Uses `scorer`, one text at a time.
    pub fn with(scorer: Arc<dyn Scorer>) -> Self {
        Self { scorer: Some(scorer), turns: Arc::new(Semaphore::new(1)) }
    }

    /// No model: every label comes later, from a job on a machine that has one.
    pub fn absent() -> Self {
        Self { scorer: None, turns: Arc::new(Semaphore::new(1)) }
    }

    /// Loads the configured model. What is missing is said in the log, and the program goes on.
    pub fn load(config: &SentimentConfig) -> Self {
        let Some(library) = &config.library else {
            tracing::warn!("ONNX_RUNTIME_LIBRARY is not set: reviews will be labelled later");
            return Self::absent();
        };
        match OnnxScorer::load(library, &config.model) {
            Ok(scorer) => {
                tracing::info!(model = scorer.version(), "sentiment model loaded");
                Self::with(Arc::new(scorer))
            }
            Err(error) => {
                tracing::error!(error = %chain(&error), "sentiment unavailable: reviews will be labelled later");
                Self::absent()
            }
        }
    }

    pub fn version(&self) -> Option<&str> {
        self.scorer.as_deref().map(Scorer::version)
    }

    /// Reads `text`. `None` without a model, when the queue does not move, or when the model
    /// fails: never an error, the label then comes from a job.
    pub async fn label(&self, text: &str) -> Option<Label> {
        let Ok(label) = tokio::time::timeout(PATIENCE, self.label_patiently(text)).await else {
            tracing::info!("the sentiment queue is full: a label will follow later");
            return None;
        };
        label
    }

    /// As [`Self::label`], but waits for its turn as long as it takes: for jobs.
    pub async fn label_patiently(&self, text: &str) -> Option<Label> {
        let scorer = self.scorer.clone()?;
        let turn = self.turns.clone().acquire_owned().await.ok()?;
        let text = text.to_owned();
        let read = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            scorer
                .score(&text)
                .map(|positive_probability| Label { positive_probability, model: scorer.version().to_owned() })
        });
        match read.await {
            Ok(Ok(label)) => Some(label),
            Ok(Err(error)) => {
                tracing::warn!(error = %chain(&error), "a review could not be read");
                None
            }
            Err(panic) => {
                tracing::error!(error = %panic, "the sentiment model panicked");
                None
            }
        }
    }
}
