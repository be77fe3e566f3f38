"""Scores text with the exported model, step for step as the server does."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from text import cut, normalise


class Scorer:
    """One review at a time on one thread: that is how the server runs it.

    The int8 model scales its activations by the whole batch, so a review scored within a batch gets a slightly
    different result than alone.
    """

    def __init__(self, model: Path, tokenizer: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(tokenizer))

    def ids(self, text: str) -> list[int]:
        return cut(self.tokenizer.encode(normalise(text)).ids)

    def logits(self, text: str) -> np.ndarray:
        """Logits [2]: negative, positive."""
        input_ids = np.array([self.ids(text)], dtype=np.int64)
        inputs = {"input_ids": input_ids, "attention_mask": np.ones_like(input_ids)}
        return self.session.run(["logits"], inputs)[0][0]


def read_settings(folder: Path) -> dict:
    return json.loads((folder / "model.json").read_text(encoding="utf-8"))


def positive_probability(logits: np.ndarray, temperature: float) -> np.ndarray:
    """P(positive) of logits [..., 2]."""
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
    return sum(gaps) / len(labels)
