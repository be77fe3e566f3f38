//! The scorer that production uses: ONNX Runtime and the model's own tokenizer.

use crate::{Error, ModelDescription, Scorer};
use ort::environment::Environment;
use ort::session::{Session, builder::GraphOptimizationLevel};
use ort::value::Tensor;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use tokenizers::Tokenizer;

/// A loaded model. One review at a time, on the calling thread.
pub struct OnnxScorer {
    description: ModelDescription,
    positive: usize,
    tokenizer: Tokenizer,
    session: Mutex<Session>,
}

impl OnnxScorer {
    /// Loads the shared library `library` and the model in the folder `model`.
    ///
    /// # Errors
    /// [`Error::Library`] without a usable ONNX Runtime, [`Error::File`] when one of `model.onnx`,
    /// `tokenizer.json` and `model.json` is missing or does not fit.
    pub fn load(library: &Path, model: &Path) -> Result<Self, Error> {
        let environment = environment(library)?;

        let path = model.join("model.json");
        let description: ModelDescription = std::fs::read(&path)
            .map_err(Into::into)
            .and_then(|bytes| serde_json::from_slice(&bytes).map_err(Into::into))
            .map_err(|source| Error::File { path: path.display().to_string(), source })?;
        let positive = description
            .positive_index()
            .ok_or_else(|| Error::Answer(format!("{} names no label \"positive\"", path.display())))?;

        let path = model.join("tokenizer.json");
        let tokenizer =
            Tokenizer::from_file(&path).map_err(|source| Error::File { path: path.display().to_string(), source })?;

        let path = model.join("model.onnx");
        let session = Session::builder(&environment)
            .and_then(|builder| Ok(builder.with_intra_threads(1)?))
            .and_then(|builder| Ok(builder.with_optimization_level(GraphOptimizationLevel::Level3)?))
            .and_then(|mut builder| builder.commit_from_file(&path))
            .map_err(|source| Error::File { path: path.display().to_string(), source: source.into() })?;

        Ok(Self { description, positive, tokenizer, session: Mutex::new(session) })
    }

    /// What the model reads of `text`: token ids, cut to its greatest length.
    pub fn tokens(&self, text: &str) -> Result<Vec<i64>, Error> {
        let encoding = self.tokenizer.encode_fast(text, true).map_err(Error::Model)?;
        Ok(self.description.cut(encoding.get_ids()))
    }
}

impl Scorer for OnnxScorer {
    fn version(&self) -> &str {
        &self.description.version
    }

    fn score(&self, text: &str) -> Result<f32, Error> {
        let ids = self.tokens(text)?;
        let shape = [1, ids.len()];
        let mask = vec![1_i64; ids.len()];
        let ids = Tensor::from_array((shape, ids)).map_err(|error| Error::Model(error.into()))?;
        let mask = Tensor::from_array((shape, mask)).map_err(|error| Error::Model(error.into()))?;

        // A panic inside ONNX Runtime leaves no half-written state behind on our side.
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let outputs = session
            .run(ort::inputs!["input_ids" => ids, "attention_mask" => mask])
            .map_err(|error| Error::Model(error.into()))?;
        let (_, logits) = outputs
            .get("logits")
            .ok_or_else(|| Error::Answer("no output named logits".into()))?
            .try_extract_tensor::<f32>()
            .map_err(|error| Error::Model(error.into()))?;
        probability(logits, self.positive, self.description.temperature)
    }
}

/// ONNX Runtime's environment. A process has one, from the first library that could be loaded.
fn environment(library: &Path) -> Result<Environment, Error> {
    static LOADED: Mutex<Option<Environment>> = Mutex::new(None);
    let fault = |source| Error::Library { path: library.display().to_string(), source };
    if !library.is_file() {
        return Err(fault("no such file".into()));
    }
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(environment) = &*loaded {
        return Ok(environment.clone());
    }
    // ort panics when it is first touched without its library, so this comes before anything else.
    let builder = ort::init_from(library).map_err(|error| fault(error.into()))?;
    let environment = builder.build().map_err(|error| fault(error.into()))?;
    Ok(loaded.insert(environment).clone())
}

/// Softmax over `logits / temperature`, at index `at`.
fn probability(logits: &[f32], at: usize, temperature: f32) -> Result<f32, Error> {
    let chosen = *logits.get(at).ok_or_else(|| Error::Answer(format!("{} logits", logits.len())))?;
    let sum: f32 = logits.iter().map(|logit| ((logit - chosen) / temperature).exp()).sum();
    let probability = 1.0 / sum;
    if probability.is_finite() { Ok(probability) } else { Err(Error::Answer(format!("{logits:?}"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softmax() {
        let half = probability(&[1.0, 1.0], 1, 1.0).expect("finite");
        assert!((half - 0.5).abs() < 1e-6);
        let sure = probability(&[-20.0, 20.0], 1, 1.0).expect("finite");
        assert!(sure > 0.999_999);
        let calmer = probability(&[-2.0, 2.0], 1, 2.0).expect("finite");
        assert!((calmer - 0.880_797).abs() < 1e-5);
        assert!(probability(&[f32::NAN, 0.0], 1, 1.0).is_err());
    }
}
