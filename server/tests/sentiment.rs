//! `server sentiment`, as an operator calls it: without a database, without a secret. The model's own
//! figures are no matter here, since another model may take its place.

use serde_json::Value;
use services::text;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const KEYS: [&str; 10] = [
    "accuracy",
    "accuracy_odd",
    "calibration_error",
    "calibration_error_odd",
    "ms_median",
    "ms_p99",
    "negative",
    "positive",
    "reviews",
    "version",
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn library() -> String {
    std::env::var("ONNX_RUNTIME_LIBRARY").expect("ONNX_RUNTIME_LIBRARY names ONNX Runtime; `make test` sets it")
}

fn sentiment(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_server"))
        .arg("sentiment")
        .args(arguments)
        .current_dir(repository())
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .expect("the server starts")
}

/// A file that is removed at the end.
struct File(PathBuf);

impl File {
    fn new(name: &str, content: &str) -> Self {
        let path = std::env::temp_dir().join(format!("popcorn-geek-{}-{name}.tsv", std::process::id()));
        std::fs::write(&path, content).expect("writes");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // What stays behind does no harm.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn last_line(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    serde_json::from_str(text.lines().last().expect("a line")).expect("JSON")
}

#[test]
fn eval_ends_with_one_line_of_figures() {
    let reviews = "id\tdocument\tlabel\n1\t정말 최고의 영화! 두 번 보고 싶어요.\t1\n\
        2\t시간 낭비. 지루하고 스토리도 엉망이다.\t0\n3\t\t0\n4\t배우들 연기가 너무 좋고 감동적이었다\t1\n";
    let file = File::new("figures", reviews);
    let library = library();
    let figures = last_line(&sentiment(&["eval", file.path()], &[("ONNX_RUNTIME_LIBRARY", &library)]));
    let mut keys: Vec<&String> = figures.as_object().expect("an object").keys().collect();
    keys.sort_unstable();
    assert_eq!(keys, KEYS);
    assert_eq!(figures["reviews"], 4);
    for share in ["accuracy", "accuracy_odd", "calibration_error"] {
        let value = figures[share].as_f64().expect("a number");
        assert!((0.0..=1.0).contains(&value), "{share} of {figures}");
    }
}

#[test]
fn eval_takes_another_classifier() {
    let file = File::new("other", "id\tdocument\tlabel\tseen\n1\t최고\t1\t1\n2\t최악\t0\t0\n");
    let library = library();
    for (folder, version) in [("electra", "electra"), ("bert", "tiny-bert")] {
        let model = format!("sentiment/tests/fixtures/{folder}");
        let arguments = ["eval", file.path(), "--model", &model];
        let figures = last_line(&sentiment(&arguments, &[("ONNX_RUNTIME_LIBRARY", &library)]));
        assert_eq!((&figures["version"], &figures["reviews"]), (&Value::from(version), &Value::from(2)));
        assert!(figures["accuracy_unseen"].is_number());
    }
}

#[test]
fn bench_measures_time_and_memory() {
    let library = library();
    let report = last_line(&sentiment(
        &["bench", "--json", "--model", "sentiment/tests/fixtures/electra"],
        &[("ONNX_RUNTIME_LIBRARY", &library)],
    ));
    assert!(report["single"]["ms_median"].as_f64().expect("a number") > 0.0);
    assert!(report["single"]["ms_p99"].as_f64() >= report["single"]["ms_median"].as_f64());
    let sizes: Vec<i64> =
        report["batches"].as_array().expect("a list").iter().filter_map(|each| each["size"].as_i64()).collect();
    assert_eq!(sizes, [1, 8, 32]);
    if cfg!(target_os = "linux") {
        assert!(report["memory"]["mb_after"].as_f64().expect("a number") > 0.0, "{report}");
    }
}

#[test]
fn what_is_missing_is_named() {
    let file = File::new("missing", "id\tdocument\tlabel\n1\t최고\t1\n");
    let library = library();
    let given = ("ONNX_RUNTIME_LIBRARY", library.as_str());
    let nowhere = ("ONNX_RUNTIME_LIBRARY", "/nonexistent/libonnxruntime.so");
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], i32, &'a str);
    let cases: [Case; 4] = [
        (&["eval", file.path()], &[], 2, "ONNX_RUNTIME_LIBRARY is not set"),
        (&["eval", file.path()], &[nowhere], 2, "/nonexistent/libonnxruntime.so"),
        (&["eval", file.path(), "--model", "/nonexistent"], &[given], 2, "/nonexistent/model.json"),
        (&["eval", "/nonexistent.tsv"], &[given], 1, "/nonexistent.tsv cannot be read"),
    ];
    for (arguments, environment, status, words) in cases {
        let output = sentiment(arguments, environment);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{told}");
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn another_form_is_refused_with_its_line() {
    let file = File::new("form", "id\tdocument\tlabel\n1\t최고\t1\n2\t최악\tnegative\n");
    let output = sentiment(&["eval", file.path()], &[("ONNX_RUNTIME_LIBRARY", &library())]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("line 3: the label must be 0 or 1"), "{told}");
}

/// What the site stores of a typed text is, but for line breaks, what training normalises it to.
#[test]
fn typed_texts_are_normalised_as_in_training() {
    let file = std::fs::read(repository().join("sentiment/model/parity.json")).expect("the golden file is there");
    let golden: Value = serde_json::from_slice(&file).expect("the golden file is JSON");
    let typed = golden["typed"].as_array().expect("a list");
    assert!(typed.len() >= 200);
    for pair in typed {
        let (typed, place) = (pair[0].as_str().expect("a text"), pair[1].as_u64().expect("a place") as usize);
        let stored = text::paragraphs(typed.to_owned());
        let line = stored.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(golden["texts"][place][0], line, "{typed:?}");
    }
}
