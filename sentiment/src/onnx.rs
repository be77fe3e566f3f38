//! The scorer that production uses: ONNX Runtime and the model's own tokenizer.

use crate::graph::Graph;
use crate::labels::Polarity;
use crate::{Error, ModelDescription, Scorer};
use ort::environment::Environment;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use tokenizers::Tokenizer;

/// A loaded model. One review at a time, on the calling thread.
pub struct OnnxScorer {
    description: ModelDescription,
    polarity: Polarity,
    tokenizer: Tokenizer,
    padding: i64,
    graph: Graph,
}

impl OnnxScorer {
    /// Loads the shared library `library` and the model in the folder `model`: `model.onnx`,
    /// `tokenizer.json`, and `model.json` or Hugging Face's `config.json`.
    ///
    /// # Errors
    /// [`Error::Library`] without a usable ONNX Runtime, [`Error::File`] when a file is missing or
    /// broken, [`Error::Description`] when it is no classifier of praise and dislike.
    pub fn load(library: &Path, model: &Path) -> Result<Self, Error> {
        let environment = environment(library)?;
        let (description, polarity) = ModelDescription::read(model)?;

        let path = model.join("tokenizer.json");
        let file = |source| Error::File { path: path.display().to_string(), source };
        let mut tokenizer = Tokenizer::from_file(&path).map_err(file)?;
        // Some files carry the settings of their training; what a model reads is decided here.
        tokenizer.with_truncation(None).map_err(file)?.with_padding(None);
        let padding = i64::from(tokenizer.token_to_id("[PAD]").unwrap_or(0));

        let graph = Graph::load(&environment, &model.join("model.onnx"), description.labels.len())?;
        Ok(Self { description, polarity, tokenizer, padding, graph })
    }

    /// What the model reads of `text`: token ids, cut to its greatest length.
    pub fn tokens(&self, text: &str) -> Result<Vec<i64>, Error> {
        let encoding = self.tokenizer.encode_fast(text, true).map_err(Error::Model)?;
        Ok(self.description.cut(encoding.get_ids()))
    }

    /// The probabilities of several texts, given as [`Self::tokens`], in one run of the network. An int8
    /// network scales its activations by everything in a run, so a text answers a little differently in
    /// company: reviews are read alone, with [`Scorer::score`], and this is for measuring.
    pub fn read(&self, texts: &[Vec<i64>]) -> Result<Vec<f32>, Error> {
        let logits = self.graph.logits(texts, self.padding)?;
        logits.iter().map(|logits| probability(logits, self.polarity, self.description.temperature)).collect()
    }
}

impl Scorer for OnnxScorer {
    fn version(&self) -> &str {
        &self.description.version
    }

    fn score(&self, text: &str) -> Result<f32, Error> {
        let read = self.read(&[self.tokens(text)?])?;
        read.first().copied().ok_or_else(|| Error::Answer("no probability".to_owned()))
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

/// How likely praise is, if it must be praise or dislike: a softmax over these two logits.
fn probability(logits: &[f32], at: Polarity, temperature: f32) -> Result<f32, Error> {
    let (Some(negative), Some(positive)) = (logits.get(at.negative), logits.get(at.positive)) else {
        return Err(Error::Answer(format!("{} logits", logits.len())));
    };
    let probability = 1.0 / (1.0 + ((negative - positive) / temperature).exp());
    if probability.is_finite() { Ok(probability) } else { Err(Error::Answer(format!("{logits:?}"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NSMC: Polarity = Polarity { negative: 0, positive: 1 };

    #[test]
    fn softmax() {
        let half = probability(&[1.0, 1.0], NSMC, 1.0).expect("finite");
        assert!((half - 0.5).abs() < 1e-6);
        let sure = probability(&[-20.0, 20.0], NSMC, 1.0).expect("finite");
        assert!(sure > 0.999_999);
        let calmer = probability(&[-2.0, 2.0], NSMC, 2.0).expect("finite");
        assert!((calmer - 0.880_797).abs() < 1e-5);
        assert!(probability(&[f32::NAN, 0.0], NSMC, 1.0).is_err());
        assert!(probability(&[1.0], NSMC, 1.0).is_err());
    }

    #[test]
    fn the_order_of_the_classes_and_a_third_one() {
        let turned = Polarity { negative: 2, positive: 0 };
        let read = probability(&[2.0, 50.0, -2.0], turned, 2.0).expect("finite");
        assert!((read - 0.880_797).abs() < 1e-5, "{read}");
    }
}
