//! Labels for reviews: a bounded queue in front of the model, off the async threads.

use crate::config::SentimentConfig;
use crate::error::chain;
use crate::turns::{Bounds, Busy, Claim, Turn, Turns};
use domain::reviews::Sentiment;
use sentiment::{Error, OnnxScorer, Scorer};
use std::sync::Arc;
use std::time::Duration;

/// How long a request waits for a label before it goes on without one.
pub const PATIENCE: Duration = Duration::from_millis(500);
/// How many requests may wait at a time, the one that is read for included; the next one goes on at once
/// without a label.
pub const PLACES: usize = 16;
/// One text at a time: pages need the other processors.
const BOUNDS: Bounds = Bounds { at_once: 1, places: PLACES - 1, patience: PATIENCE };

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

/// Why there is no model.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    #[error("ONNX_RUNTIME_LIBRARY is not set: it names the shared library of ONNX Runtime, 1.24 or newer")]
    Unset,
    #[error("the sentiment model cannot be used")]
    Faulty(#[from] sentiment::Error),
}

impl Unavailable {
    /// What is missing, without the paths of this machine: for everybody to read.
    fn missing(&self) -> &'static str {
        match self {
            Self::Unset => "ONNX_RUNTIME_LIBRARY is not set",
            Self::Faulty(Error::Library { .. }) => "ONNX_RUNTIME_LIBRARY names no library that can be loaded",
            Self::Faulty(_) => "SENTIMENT_MODEL names no model that can be loaded",
        }
    }
}

/// Loads the configured model.
pub fn open(config: &SentimentConfig) -> Result<OnnxScorer, Unavailable> {
    let library = config.library.as_ref().ok_or(Unavailable::Unset)?;
    Ok(OnnxScorer::load(library, &config.model)?)
}

/// The scorer, or why there is none, and its queue. Cheap to clone.
#[derive(Clone)]
pub struct Labeller {
    scorer: Result<Arc<dyn Scorer>, &'static str>,
    turns: Turns,
}

impl Labeller {
    /// Uses `scorer`, one text at a time.
    pub fn with(scorer: Arc<dyn Scorer>) -> Self {
        Self::of(Ok(scorer))
    }

    /// No model: every label comes later, from a job on a machine that has one.
    pub fn absent() -> Self {
        Self::of(Err("no model is in use"))
    }

    fn of(scorer: Result<Arc<dyn Scorer>, &'static str>) -> Self {
        Self { scorer, turns: Turns::new(BOUNDS) }
    }

    /// Loads the configured model. What is missing is said in the log, and the program goes on.
    pub fn load(config: &SentimentConfig) -> Self {
        match open(config) {
            Ok(scorer) => {
                tracing::info!(model = scorer.version(), "sentiment model loaded");
                Self::with(Arc::new(scorer))
            }
            Err(error @ Unavailable::Unset) => {
                tracing::warn!(error = %chain(&error), "reviews will be labelled later");
                Self::of(Err(error.missing()))
            }
            Err(error) => {
                tracing::error!(error = %chain(&error), "sentiment unavailable: reviews will be labelled later");
                Self::of(Err(error.missing()))
            }
        }
    }

    pub fn version(&self) -> Option<&str> {
        self.scorer.as_deref().ok().map(Scorer::version)
    }

    /// The version of the model, or what is missing.
    pub fn status(&self) -> String {
        match &self.scorer {
            Ok(scorer) => scorer.version().to_owned(),
            Err(missing) => format!("unavailable: {missing}; reviews are labelled later"),
        }
    }

    /// Reads `text`. `None` without a model, when too many wait or the queue does not move, or when the
    /// model fails: never an error, the label then comes from a job.
    pub async fn label(&self, text: &str) -> Option<Label> {
        let label = async {
            let turn = self.turns.take(Claim::Plain).await?;
            Ok(self.read(text, turn).await)
        };
        // The patience is for both, the wait and the reading.
        match tokio::time::timeout(PATIENCE, label).await {
            Ok(Ok(label)) => label,
            Ok(Err(Busy::Full)) => {
                tracing::info!("too many reviews wait for the sentiment model: a label will follow later");
                None
            }
            Ok(Err(Busy::TooLong)) | Err(_) => {
                tracing::info!("the sentiment model does not come to a review: a label will follow later");
                None
            }
        }
    }

    /// As [`Self::label`], but waits for its turn as long as it takes: for jobs.
    pub async fn label_patiently(&self, text: &str) -> Option<Label> {
        let turn = self.turns.take_patiently().await.ok()?;
        self.read(text, turn).await
    }

    async fn read(&self, text: &str, turn: Turn) -> Option<Label> {
        let scorer = self.scorer.clone().ok()?;
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
