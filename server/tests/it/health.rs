//! What the health page says, with and without the model.

use crate::support::TestApp;
use http::StatusCode;
use serde_json::Value;
use services::config::SentimentConfig;
use services::sentiment::Labeller;
use std::path::PathBuf;

/// What is said of the sentiment where the configuration is this.
async fn sentiment(labeller: Labeller) -> String {
    let app = TestApp::reading(labeller, |_| {}).await;
    let answer = app.browser().get("/health/ready").await;
    assert_eq!(answer.status, StatusCode::OK, "reviews are posted all the same");
    assert_eq!(answer.header("cache-control"), "no-store");
    let report: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(report["database"], "ok");
    report["sentiment"].as_str().expect("a text").to_owned()
}

fn configured(library: Option<PathBuf>, model: &str) -> Labeller {
    Labeller::load(&SentimentConfig { library, model: model.into() })
}

#[tokio::test]
async fn a_model_is_named() {
    let app = TestApp::new().await;
    let answer = app.browser().get("/health/ready").await;
    assert!(answer.body.contains("fake-1"), "{}", answer.body);
}

#[tokio::test]
async fn what_is_missing_is_named_without_paths() {
    let library: PathBuf = std::env::var_os("ONNX_RUNTIME_LIBRARY")
        .expect("ONNX_RUNTIME_LIBRARY names ONNX Runtime; `make test` sets it")
        .into();
    for (labeller, words) in [
        (configured(None, "sentiment/model"), "ONNX_RUNTIME_LIBRARY is not set"),
        (configured(Some("/nonexistent/libonnxruntime.so".into()), "sentiment/model"), "names no library"),
        (configured(Some(library), "/nonexistent/model"), "SENTIMENT_MODEL names no model"),
    ] {
        let told = sentiment(labeller).await;
        assert!(told.starts_with("unavailable: ") && told.contains(words), "{told}");
        assert!(told.ends_with("reviews are labelled later") && !told.contains("nonexistent"), "{told}");
    }
}
