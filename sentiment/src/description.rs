//! What the program must know of a model beside its weights: `model.json`, or the `config.json` of a
//! classifier from Hugging Face.

use crate::Error;
use crate::hugging_face::Config;
use crate::labels::{self, Polarity};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::Path;

/// The description that lies beside `model.onnx`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ModelDescription {
    /// Stored with every label.
    pub version: String,
    /// Names of the outputs, in order; one of them means praise, one dislike.
    pub labels: Vec<String>,
    /// Longest input in tokens, `[CLS]` and `[SEP]` included.
    pub max_tokens: usize,
    /// Of a longer text the model reads this many tokens from the beginning …
    pub head_tokens: usize,
    /// … and this many from the end, where a verdict often stands.
    pub tail_tokens: usize,
    /// Divides the logits before the softmax, so that probabilities are calibrated.
    #[serde(default = "one")]
    pub temperature: f32,
}

fn one() -> f32 {
    1.0
}

impl ModelDescription {
    /// Reads `model.json` in the folder `model`, or its `config.json` where there is no such file.
    ///
    /// # Errors
    /// [`Error::File`] when neither can be read, [`Error::Description`] when what stands there does not
    /// fit.
    pub(crate) fn read(model: &Path) -> Result<(Self, Polarity), Error> {
        let (own, foreign) = (model.join("model.json"), model.join("config.json"));
        let (path, description) = if !own.exists() && foreign.exists() {
            let config: Config = json(&foreign)?;
            let description = config.describe(model);
            (foreign, description)
        } else {
            let description = json(&own)?;
            (own, description)
        };
        let fault = |reason: String| Error::Description { path: path.display().to_string(), reason };
        let polarity = labels::polarity(&description.labels).map_err(fault)?;
        if description.max_tokens < 3 || !(description.temperature.is_finite() && description.temperature > 0.0) {
            return Err(fault("max_tokens must be 3 or more, and temperature more than 0".into()));
        }
        Ok((description, polarity))
    }

    /// Cuts the token ids of a text (with its first and last special token) to what the model
    /// can read: head and tail, never more than `max_tokens`.
    pub fn cut(&self, ids: &[u32]) -> Vec<i64> {
        let wide = |ids: &[u32]| ids.iter().map(|&id| i64::from(id)).collect::<Vec<_>>();
        if ids.len() <= self.max_tokens || self.max_tokens < 2 {
            return wide(ids);
        }
        let (first, inner, last) = (&ids[..1], &ids[1..ids.len() - 1], &ids[ids.len() - 1..]);
        let room = self.max_tokens - 2;
        let tail = self.tail_tokens.min(room);
        let head = self.head_tokens.min(room - tail);
        wide(&[first, &inner[..head], &inner[inner.len() - tail..], last].concat())
    }
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    std::fs::read(path)
        .map_err(Into::into)
        .and_then(|bytes| serde_json::from_slice(&bytes).map_err(Into::into))
        .map_err(|source| Error::File { path: path.display().to_string(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn description(max_tokens: usize, head_tokens: usize, tail_tokens: usize) -> ModelDescription {
        ModelDescription {
            version: "test".into(),
            labels: vec!["negative".into(), "positive".into()],
            max_tokens,
            head_tokens,
            tail_tokens,
            temperature: 1.0,
        }
    }

    #[test]
    fn short_texts_stay_whole() {
        assert_eq!(description(8, 4, 2).cut(&[2, 10, 11, 3]), vec![2, 10, 11, 3]);
    }

    #[test]
    fn long_texts_keep_their_beginning_and_end() {
        let ids: Vec<u32> = [2].into_iter().chain(100..120).chain([3]).collect();
        assert_eq!(description(8, 4, 2).cut(&ids), vec![2, 100, 101, 102, 103, 118, 119, 3]);
        assert_eq!(description(6, 40, 3).cut(&ids), vec![2, 100, 117, 118, 119, 3]);
    }
}
