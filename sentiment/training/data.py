"""Batches for training and rows for evaluation."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

# How likely a rating of 1 to 10 means a positive review. The middle ratings teach too: as soft labels.
POSITIVE_PROBABILITY = (0.03, 0.05, 0.08, 0.15, 0.30, 0.42, 0.60, 0.82, 0.95, 0.97)
# Share of each rating that one epoch draws. Nearly half of the corpus is a 10; this evens out clear praise
# (9, 10) and clear dislike (1 to 4), and spends most of the time on the reviews that teach most.
EPOCH_SHARE = (1.0, 1.0, 1.0, 1.0, 0.5, 0.4, 0.3, 0.3, 0.5, 0.2)
# Batches are cut from this many shuffled reviews sorted by length, so they hold almost no padding.
BATCHES_PER_SORT = 64


class Batch(NamedTuple):
    input_ids: Tensor
    attention_mask: Tensor
    positive: Tensor


class TrainingSet:
    def __init__(self, path: Path, batch_size: int, seed: int) -> None:
        with np.load(path) as arrays:
            self.ids, self.bounds, self.ratings = arrays["ids"], arrays["bounds"], arrays["ratings"]
        self.lengths = np.diff(self.bounds)
        self.batch_size = batch_size
        self.seed = seed

    def epoch(self, number: int) -> list[np.ndarray]:
        """The batches of an epoch as review indices; the same number gives the same batches."""
        random = np.random.default_rng((self.seed, number))
        share = np.array(EPOCH_SHARE)[self.ratings - 1]
        drawn = random.permutation(np.flatnonzero(random.random(len(share)) < share))
        span = self.batch_size * BATCHES_PER_SORT
        batches = []
        for start in range(0, len(drawn), span):
            near = drawn[start : start + span]
            near = near[np.argsort(self.lengths[near], kind="stable")]
            batches += [near[first : first + self.batch_size] for first in range(0, len(near), self.batch_size)]
        return [batches[place] for place in random.permutation(len(batches))]

    def collate(self, indices: np.ndarray) -> Batch:
        rows = [self.ids[self.bounds[index] : self.bounds[index + 1]] for index in indices]
        input_ids, attention_mask = pad(rows)
        positive = torch.tensor(POSITIVE_PROBABILITY)[torch.from_numpy(self.ratings[indices].astype(np.int64)) - 1]
        return Batch(torch.from_numpy(input_ids), torch.from_numpy(attention_mask), positive)


class Row(NamedTuple):
    document: str
    label: int
    seen: bool


def read_rows(path: Path) -> Iterator[Row]:
    """Reads a TSV with the columns `document` and `label`; `seen` is optional."""
    with path.open(encoding="utf-8") as lines:
        columns = next(lines).rstrip("\n").split("\t")
        for line in lines:
            row = dict(zip(columns, line.rstrip("\n").split("\t"), strict=True))
            yield Row(row["document"], int(row["label"]), row.get("seen") == "1")


def pad(rows: list) -> tuple[np.ndarray, np.ndarray]:
    """Token ids and attention mask, int64 [rows, longest row]; [PAD] has the id 0."""
    width = max(len(row) for row in rows)
    input_ids = np.zeros((len(rows), width), dtype=np.int64)
    attention_mask = np.zeros_like(input_ids)
    for place, row in enumerate(rows):
        input_ids[place, : len(row)] = row
        attention_mask[place, : len(row)] = 1
    return input_ids, attention_mask
