//! Classifiers from Hugging Face in the model's place: two tiny ones with random weights, made by
//! `training/tiny_classifiers.py`. What they should say was computed there by transformers and PyTorch.

use sentiment::{Error, OnnxScorer, Scorer};
use std::path::{Path, PathBuf};

/// fp32 on every processor.
const TOLERANCE: f32 = 1e-3;

fn library() -> PathBuf {
    std::env::var_os("ONNX_RUNTIME_LIBRARY")
        .expect("ONNX_RUNTIME_LIBRARY names ONNX Runtime; `make test` sets it")
        .into()
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Text, token ids, probability.
fn golden(name: &str) -> Vec<(String, Vec<i64>, f32)> {
    let file = std::fs::read(fixture(name).join("golden.json")).expect("the golden file is there");
    serde_json::from_slice(&file).expect("the golden file is JSON")
}

/// Compares tokens and probabilities, one text at a time and all in one run.
fn reads_as_the_original(name: &str) -> OnnxScorer {
    let scorer = OnnxScorer::load(&library(), &fixture(name)).expect("the model loads");
    let golden = golden(name);
    assert!(golden.len() >= 50);
    let tokens: Vec<Vec<i64>> = golden.iter().map(|(text, ..)| scorer.tokens(text).expect("tokens")).collect();
    let together = scorer.read(&tokens).expect("answers");
    for (((text, ids, positive), tokens), in_company) in golden.iter().zip(&tokens).zip(together) {
        assert_eq!(tokens, ids, "{text}");
        let alone = scorer.score(text).expect("an answer");
        assert!((alone - positive).abs() < TOLERANCE, "{text}: {alone} is not {positive}");
        assert!((in_company - positive).abs() < TOLERANCE, "{text}: {in_company} is not {positive} in a batch");
    }
    scorer
}

#[test]
fn an_electra_with_its_own_configuration() {
    let scorer = reads_as_the_original("electra");
    assert_eq!(scorer.version(), "electra", "the folder's name");
    // It has places for 64 tokens; beyond them it would fail.
    let long = "이 영화는 정말 길고 또 길다 ".repeat(100);
    assert_eq!(scorer.tokens(&long).expect("tokens").len(), 64);
    assert!((0.0..=1.0).contains(&scorer.score(&long).expect("an answer")));
}

/// It also asks for token types and positions, has a third class, and praise is its first.
#[test]
fn a_bert_with_four_inputs_and_three_classes() {
    let scorer = reads_as_the_original("bert");
    assert_eq!(scorer.version(), "tiny-bert");
    let long = "이 영화는 정말 길고 또 길다 ".repeat(100);
    assert!((0.0..=1.0).contains(&scorer.score(&long).expect("an answer")));
}

/// A copy of a fixture whose description says something else.
struct Changed(PathBuf);

impl Changed {
    fn new(name: &str, from: &str, file: &str, content: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("popcorn-geek-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        for part in ["model.onnx", "tokenizer.json"] {
            std::fs::copy(fixture(from).join(part), folder.join(part)).expect("copies");
        }
        std::fs::write(folder.join(file), content).expect("writes");
        Self(folder)
    }

    fn refusal(&self) -> String {
        match OnnxScorer::load(&library(), &self.0) {
            Err(error @ Error::Description { .. }) => error.to_string(),
            Err(other) => panic!("expected another refusal than {other:?}"),
            Ok(_) => panic!("expected a refusal"),
        }
    }
}

impl Drop for Changed {
    fn drop(&mut self) {
        // What stays behind does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_is_no_such_classifier_is_refused_with_the_reason() {
    let feelings = r#"{"id2label": {"0": "기쁨", "1": "슬픔"}}"#;
    let refusal = Changed::new("feelings", "electra", "config.json", feelings).refusal();
    assert!(refusal.contains("기쁨, 슬픔") && refusal.contains("config.json"), "{refusal}");

    let stars = r#"{"id2label": {"0": "LABEL_0"}, "problem_type": "regression"}"#;
    let refusal = Changed::new("stars", "electra", "config.json", stars).refusal();
    assert!(refusal.contains("one output"), "{refusal}");

    // Two classes are promised, and the graph has three.
    let refusal = Changed::new("classes", "bert", "config.json", "{}").refusal();
    assert!(refusal.contains("model.onnx") && refusal.contains("float32 [texts, 2]"), "{refusal}");
}

#[test]
fn a_model_json_goes_before_the_configuration() {
    let both = Changed::new("both", "electra", "config.json", r#"{"id2label": {"0": "기쁨", "1": "슬픔"}}"#);
    let own = r#"{"version": "turned-1", "labels": ["positive", "negative"],
        "max_tokens": 16, "head_tokens": 10, "tail_tokens": 4}"#;
    std::fs::write(both.0.join("model.json"), own).expect("writes");
    let turned = OnnxScorer::load(&library(), &both.0).expect("the model loads");
    let plain = OnnxScorer::load(&library(), &fixture("electra")).expect("the model loads");
    assert_eq!(turned.version(), "turned-1");
    let (one, other) = (turned.score("최고").expect("an answer"), plain.score("최고").expect("an answer"));
    assert!((one + other - 1.0).abs() < TOLERANCE, "{one} and {other}");
}
