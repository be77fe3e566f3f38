//! Reads a Korean film review as positive or negative, with a small ONNX model on the local CPU.
//!
//! The model, its tokenizer and its card lie in `sentiment/model/`; how they were made stands in
//! `sentiment/training/`. ONNX Runtime is a shared library that is loaded at run time, so that a
//! machine without it can run everything else: [`OnnxScorer::load`] then fails, and the caller
//! goes on without a scorer.
//!
//! Another model may stand in its place: an ELECTRA or BERT classifier of two classes exported from
//! Hugging Face, with its own `config.json` and `tokenizer.json`; see `training/export_hugging_face.py`.

mod description;
pub mod figures;
mod graph;
mod hugging_face;
mod labels;
mod onnx;

pub use description::ModelDescription;
pub use onnx::OnnxScorer;

/// Something that reads reviews. The server's is [`OnnxScorer`]; tests bring their own.
pub trait Scorer: Send + Sync {
    /// Names the model, so that labels made by an older one can be found.
    fn version(&self) -> &str;

    /// The probability, 0..=1, that `text` is positive. Any text has an answer: one word, emoji
    /// only, another language, thousands of characters. Blocks for a few milliseconds: call it off
    /// the async threads.
    fn score(&self, text: &str) -> Result<f32, Error>;
}

/// Why a model could not be loaded or did not answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("ONNX Runtime could not be loaded from {path}")]
    Library { path: String, source: Box<dyn std::error::Error + Send + Sync> },
    #[error("{path} could not be read")]
    File { path: String, source: Box<dyn std::error::Error + Send + Sync> },
    #[error("{path} cannot be used: {reason}")]
    Description { path: String, reason: String },
    #[error("the model failed")]
    Model(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the model answered something unexpected: {0}")]
    Answer(String),
}
