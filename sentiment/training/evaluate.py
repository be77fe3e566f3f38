"""Measures the exported model on labelled reviews and ends with one JSON line.

Each review is scored alone on one thread, so the time per review is the server's. The probabilities were
calibrated on every other row of the held-back file (see export.py); the calibration error given here comes from
the rest.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np

from data import read_rows
from scorer import Scorer, calibration_error, positive_probability, read_settings


def class_figures(predicted: np.ndarray, labels: np.ndarray, label: int) -> dict[str, float]:
    hits = int(((predicted == label) & (labels == label)).sum())
    return {
        "precision": round(hits / max(1, int((predicted == label).sum())), 4),
        "recall": round(hits / max(1, int((labels == label).sum())), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reviews", type=Path, help="TSV with the columns id, document, label (0 or 1)")
    parser.add_argument("--model", type=Path, required=True, help="folder with model.onnx, tokenizer.json, model.json")
    arguments = parser.parse_args()

    settings = read_settings(arguments.model)
    scorer = Scorer(arguments.model / "model.onnx", arguments.model / "tokenizer.json")
    rows = list(read_rows(arguments.reviews))
    labels = np.array([row.label for row in rows])
    seen = np.array([row.seen for row in rows])

    logits, milliseconds = [], []
    for place, row in enumerate(rows):
        started = time.perf_counter()
        logits.append(scorer.logits(row.document))
        milliseconds.append(1000 * (time.perf_counter() - started))
        if place % 5_000 == 4_999:
            print(f"{place + 1} of {len(rows)}", flush=True)

    positive = positive_probability(np.array(logits), settings["temperature"])
    predicted = (positive >= 0.5).astype(int)
    right = predicted == labels
    figures = {
        "version": settings["version"],
        "reviews": len(rows),
        "accuracy": round(float(right.mean()), 4),
        "accuracy_unseen": round(float(right[~seen].mean()), 4),
        "negative": class_figures(predicted, labels, 0),
        "positive": class_figures(predicted, labels, 1),
        "calibration_error": round(calibration_error(positive[1::2], labels[1::2]), 4),
        "ms_median": round(float(np.median(milliseconds)), 2),
        "ms_p99": round(float(np.percentile(milliseconds, 99)), 2),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
