//! The shipped model through the production path. `ONNX_RUNTIME_LIBRARY` names the library, as in
//! production; `make test` sets it.

use sentiment::{Error, OnnxScorer, Scorer};
use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Golden {
    version: String,
    /// Greatest difference of probabilities: quantised kernels differ between processors.
    tolerance: f32,
    sentences: Vec<Sentence>,
    /// Text, fingerprint of its token ids, probability.
    texts: Vec<(String, u64, f32)>,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
    ids: Vec<i64>,
    positive: f32,
}

/// FNV-1a, a token id at a step, as `training/parity_texts.py` computes it.
fn fingerprint(ids: &[i64]) -> u64 {
    ids.iter().fold(0xCBF2_9CE4_8422_2325, |value, &id| (value ^ id as u64).wrapping_mul(0x100_0000_01B3))
}

fn model() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("model")
}

fn library() -> PathBuf {
    std::env::var_os("ONNX_RUNTIME_LIBRARY")
        .expect("ONNX_RUNTIME_LIBRARY names ONNX Runtime; `make test` sets it")
        .into()
}

fn scorer() -> OnnxScorer {
    OnnxScorer::load(&library(), &model()).expect("the model loads")
}

fn golden() -> Golden {
    let file = std::fs::read(model().join("parity.json")).expect("the golden file is there");
    serde_json::from_slice(&file).expect("the golden file is JSON")
}

#[test]
fn reads_as_the_training_code_does() {
    let (scorer, golden) = (scorer(), golden());
    assert_eq!(scorer.version(), golden.version);
    assert!(golden.sentences.len() >= 50);
    for sentence in golden.sentences {
        assert_eq!(scorer.tokens(&sentence.text).expect("tokens"), sentence.ids, "{}", sentence.text);
        let positive = scorer.score(&sentence.text).expect("an answer");
        assert!(
            (positive - sentence.positive).abs() <= golden.tolerance,
            "{}: {positive} is not {}",
            sentence.text,
            sentence.positive
        );
    }
}

#[test]
fn reads_two_thousand_disturbed_texts_as_the_training_code_does() {
    let (scorer, golden) = (scorer(), golden());
    assert!(golden.texts.len() >= 2_000);
    let mut far = Vec::new();
    for (text, expected, positive) in &golden.texts {
        let ids = scorer.tokens(text).expect("tokens");
        assert_eq!(fingerprint(&ids), *expected, "{text:?} became {ids:?}");
        let read = scorer.read(&[ids]).expect("an answer")[0];
        if (read - positive).abs() > golden.tolerance {
            far.push(format!("{text:?}: {read} is not {positive}"));
        }
    }
    assert!(far.is_empty(), "{} texts:\n{}", far.len(), far.join("\n"));
}

#[test]
fn knows_praise_from_blame() {
    let scorer = scorer();
    for (text, praise) in [
        ("정말 최고의 영화! 두 번 보고 싶어요.", true),
        ("배우들 연기가 너무 좋고 감동적이었다", true),
        ("시간 낭비. 지루하고 스토리도 엉망이다.", false),
        ("돈이 아깝다 최악", false),
    ] {
        assert_eq!(scorer.score(text).expect("an answer") >= 0.5, praise, "{text}");
    }
}

#[test]
fn any_text_has_an_answer() {
    let scorer = scorer();
    let long = "이 영화는 정말 길고 또 길다 ".repeat(350);
    for text in [
        "",
        " ",
        "ㅋ",
        "😀",
        "👨‍👩‍👧🍿🎬",
        "So good!",
        "最高の映画",
        "كلمة",
        "\u{10FFFF}",
        "뷁쉛",
        &long,
        &"가".repeat(5_000),
        &"😀".repeat(5_000),
    ] {
        let positive = scorer.score(text).expect("an answer");
        assert!((0.0..=1.0).contains(&positive));
    }
}

#[test]
fn what_is_missing_is_an_error_and_not_a_panic() {
    assert!(matches!(
        OnnxScorer::load(Path::new("/nonexistent/libonnxruntime.so"), &model()),
        Err(Error::Library { .. })
    ));
    assert!(matches!(OnnxScorer::load(&library(), Path::new("/nonexistent")), Err(Error::File { .. })));
}
