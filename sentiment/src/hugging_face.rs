//! `config.json`, as Hugging Face's transformers write it beside an ELECTRA or BERT classifier.

use crate::ModelDescription;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Most tokens read, whatever the model could: as many as classifiers of short reviews are trained
/// with. A `model.json` may say another number.
const LONGEST: usize = 128;
/// Of so many tokens this many are the end of a long text.
const TAIL: (usize, usize) = (30, 128);

/// The part of the file that is needed here. Transformers leave out what has its default.
#[derive(Debug, Deserialize)]
pub(crate) struct Config {
    id2label: Option<BTreeMap<usize, String>>,
    max_position_embeddings: Option<usize>,
}

impl Config {
    /// The version is the name of the folder, since the file has none.
    pub fn describe(self, folder: &Path) -> ModelDescription {
        let named = folder.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
        let labels = match self.id2label {
            Some(labels) => labels.into_values().collect(),
            None => vec!["LABEL_0".to_owned(), "LABEL_1".to_owned()],
        };
        let max_tokens = self.max_position_embeddings.unwrap_or(LONGEST).min(LONGEST);
        let tail_tokens = max_tokens * TAIL.0 / TAIL.1;
        ModelDescription {
            version: named.unwrap_or_else(|| "unnamed".to_owned()),
            labels,
            max_tokens,
            head_tokens: max_tokens.saturating_sub(2 + tail_tokens),
            tail_tokens,
            temperature: 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(text: &str) -> ModelDescription {
        serde_json::from_str::<Config>(text).expect("a configuration").describe(Path::new(env!("CARGO_MANIFEST_DIR")))
    }

    #[test]
    fn labels_stand_in_the_order_of_their_numbers() {
        let labels: Vec<String> = (0..12).map(|n| format!(r#""{n}": "class {n}""#)).collect();
        let described = described(&format!(r#"{{"id2label": {{{}}}}}"#, labels.join(", ")));
        assert_eq!(described.labels[..3], ["class 0", "class 1", "class 2"]);
        assert_eq!(described.labels[10], "class 10");
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        let described = described("{}");
        assert_eq!(described.labels, ["LABEL_0", "LABEL_1"]);
        assert_eq!(described.version, "sentiment", "the folder's name");
        assert_eq!((described.max_tokens, described.head_tokens, described.tail_tokens), (128, 96, 30));
    }

    #[test]
    fn no_more_tokens_than_the_model_has_positions_for() {
        let of = |positions: usize| described(&format!(r#"{{"max_position_embeddings": {positions}}}"#));
        assert_eq!(of(512).max_tokens, 128);
        let small = of(64);
        assert_eq!((small.max_tokens, small.head_tokens + small.tail_tokens), (64, 62));
    }
}
