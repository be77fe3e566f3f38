"""Scores text with the exported model, step for step as the server does."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from text import cut, normalise


PRAISE = ("positive", "pos", "긍정", "긍정적")
DISLIKE = ("negative", "neg", "부정", "부정적")
NUMBERED = (("label_0", "label_1"), ("0", "1"))  # as NSMC: 1 is praise
LONGEST = 128  # tokens read of a classifier from Hugging Face that could read more


class Scorer:
    """One review at a time on one thread: that is how the server runs it.

    The int8 model scales its activations by the whole batch, so a review scored within a batch gets a slightly
    different result than alone. `settings` are those of read_settings; without them texts are cut as text.py says.
    """

    def __init__(self, model: Path, tokenizer: Path, settings: dict | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self.inputs = [each.name for each in self.session.get_inputs()]
        names = [each.name for each in self.session.get_outputs()]
        self.output = "logits" if "logits" in names else names[0]
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.padding = self.tokenizer.token_to_id("[PAD]") or 0
        limits = ("max_tokens", "head_tokens", "tail_tokens")
        self.limits = {name: settings[name] for name in limits} if settings else {}

    def ids(self, text: str) -> list[int]:
        return cut(self.tokenizer.encode(normalise(text)).ids, **self.limits)

    def run(self, rows: list[list[int]]) -> np.ndarray:
        """Logits [rows, classes]. Shorter rows are filled up."""
        width = max(map(len, rows))
        ids = np.array([row + [self.padding] * (width - len(row)) for row in rows], dtype=np.int64)
        mask = np.array([[1] * len(row) + [0] * (width - len(row)) for row in rows], dtype=np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(ids),
            "position_ids": np.broadcast_to(np.arange(width), ids.shape).copy(),
        }
        return self.session.run([self.output], {name: given[name] for name in self.inputs})[0]

    def logits(self, text: str) -> np.ndarray:
        """Logits of each class."""
        return self.run([self.ids(text)])[0]


def read_settings(folder: Path) -> dict:
    """What stands in model.json, or what follows from Hugging Face's config.json, as in src/hugging_face.rs."""
    if (folder / "model.json").exists():
        return json.loads((folder / "model.json").read_text(encoding="utf-8"))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    names = config.get("id2label") or {"0": "LABEL_0", "1": "LABEL_1"}
    labels = [names[number] for number in sorted(names, key=int)]
    return describe(folder.resolve().name, labels, config.get("max_position_embeddings") or LONGEST)


def describe(version: str, labels: list[str], positions: int) -> dict:
    """The content of model.json for a classifier whose texts may have so many tokens."""
    max_tokens = min(positions, LONGEST)
    tail = max_tokens * 30 // 128
    return {
        "version": version,
        "labels": labels,
        "max_tokens": max_tokens,
        "head_tokens": max_tokens - 2 - tail,
        "tail_tokens": tail,
        "temperature": 1.0,
    }


def polarity(labels: list[str]) -> list[int]:
    """Places of dislike and praise among the classes, by the rules of src/labels.rs."""
    if len(labels) < 2:
        raise ValueError("a classifier with one output (a regression, or a sigmoid) cannot be used")
    names = [label.strip().lower() for label in labels]
    pairs = [(DISLIKE, PRAISE)] + [((zero,), (one,)) for zero, one in NUMBERED if len(names) == 2]
    for pair in pairs:
        places = [[place for place, name in enumerate(names) if name in wanted] for wanted in pair]
        if all(len(found) == 1 for found in places):
            return [found[0] for found in places]
    raise ValueError(f"the classes are called {', '.join(labels)}: one must be positive (긍정), one negative (부정)")


def positive_probability(logits: np.ndarray, temperature: float) -> np.ndarray:
    """P(positive) of logits [..., 2], dislike first."""
    margin = (logits[..., 1] - logits[..., 0]).astype(np.float64) / temperature
    return 1 / (1 + np.exp(-margin))


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature with the smallest log loss, to three digits."""

    def loss(temperature: float) -> float:
        margin = (logits[:, 1] - logits[:, 0]).astype(np.float64) / temperature
        return float(np.logaddexp(0, np.where(labels == 1, -margin, margin)).mean())

    return min((step / 1000 for step in range(200, 3001)), key=loss)


def calibration_error(positive: np.ndarray, labels: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error: confidence minus accuracy, averaged over bins of equal width."""
    right = (positive >= 0.5) == (labels == 1)
    confidence = np.maximum(positive, 1 - positive)
    places = np.minimum(((confidence - 0.5) * 2 * bins).astype(int), bins - 1)
    gaps = [abs(float((confidence - right)[places == place].sum())) for place in range(bins)]
    return sum(gaps) / max(1, len(labels))
