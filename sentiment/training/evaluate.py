"""Measures an exported model on labelled reviews and ends with one JSON line.

`server sentiment eval` prints the same from Rust. Each review is scored alone on one thread, so the time per review is
the server's; it includes the tokenizer. Any model folder that the server can use will do. `accuracy_unseen` is there
when the file has a column `seen` that marks some rows, and not all. Export.py fitted four numbers (the shares of the
two parts, a bias, the temperature) on every other row of the held-back file; `accuracy_odd` and `calibration_error_odd`
are of the rows that it did not use.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

from data import read_rows
from scorer import Scorer, calibration_error, polarity, positive_probability, read_settings

DECIMALS = 6  # of shares


def share(right: np.ndarray) -> float:
    """0 of nothing."""
    return round(float(right.sum()) / max(1, len(right)), DECIMALS)


def class_figures(predicted: np.ndarray, labels: np.ndarray, label: int) -> dict[str, float]:
    hits = int(((predicted == label) & (labels == label)).sum())
    return {
        "precision": round(hits / max(1, int((predicted == label).sum())), DECIMALS),
        "recall": round(hits / max(1, int((labels == label).sum())), DECIMALS),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reviews", type=Path, help="TSV with the columns id, document, label (0 or 1)")
    parser.add_argument("--model", type=Path, required=True, help="folder with model.onnx, tokenizer.json, model.json")
    arguments = parser.parse_args()

    settings = read_settings(arguments.model)
    order = polarity(settings["labels"])
    scorer = Scorer(arguments.model / "model.onnx", arguments.model / "tokenizer.json", settings)
    rows = list(read_rows(arguments.reviews))
    labels = np.array([row.label for row in rows])
    seen = np.array([row.seen for row in rows])

    logits, milliseconds = [], []
    began = time.monotonic()
    for place, row in enumerate(rows):
        started = time.perf_counter()
        logits.append(scorer.logits(row.document))
        milliseconds.append(1000 * (time.perf_counter() - started))
        if place % 5_000 == 4_999:
            left = (time.monotonic() - began) / (place + 1) * (len(rows) - place - 1)
            print(f"{place + 1} of {len(rows)} reviews, {left:.0f} s left", file=sys.stderr, flush=True)

    positive = positive_probability(np.array(logits)[:, order], settings.get("temperature", 1.0))
    predicted = (positive >= 0.5).astype(int)
    right = predicted == labels
    figures = {
        "version": settings["version"],
        "reviews": len(rows),
        "accuracy": share(right),
        "accuracy_odd": share(right[1::2]),
        "negative": class_figures(predicted, labels, 0),
        "positive": class_figures(predicted, labels, 1),
        "calibration_error": round(calibration_error(positive, labels), DECIMALS),
        "calibration_error_odd": round(calibration_error(positive[1::2], labels[1::2]), DECIMALS),
        "ms_median": round(float(np.median(milliseconds)), 3),
        "ms_p99": round(float(np.percentile(milliseconds, 99)), 3),
    }
    if seen.any() and not seen.all():
        figures["accuracy_unseen"] = share(right[~seen])
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
