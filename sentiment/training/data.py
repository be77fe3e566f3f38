"""Batches for training and rows for evaluation."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

MAIN, FILM, OTHER = 0, 1, 2  # kinds of texts, as prepare.py writes them
NEGATIVE_UP_TO = 4.01
POSITIVE_FROM = 8.99
# Share of each score (0: unknown, 1 to 10) that an epoch draws, for each kind. Two reviews in three are a 9 or a 10;
# this evens out praise and dislike, and spends most of the time on the reviews that teach most.
SHARES = {
    MAIN: (0, 1, 1, 1, 1, 0.7, 0.7, 0.6, 0.4, 0.35, 0.25),
    FILM: (0, 1, 1, 1, 1, 0.7, 0.7, 0.6, 0.4, 0.35, 0.25),
    OTHER: (0.25, 0.5, 0.5, 0.5, 0.5, 0.35, 0.35, 0.3, 0.2, 0.18, 0.13),
}
SHARPNESS = 2.0  # of soft labels: the next score is exp(-SHARPNESS) as likely
LONGEST = 64  # tokens; longer reviews keep their beginning and end while training
TAIL = 20


class TrainingSet:
    """Texts as token ids, drawn in batches of one length each, so that no batch holds padding."""

    def __init__(self, path: Path, tokens_per_batch: int, seed: int) -> None:
        with np.load(path) as arrays:
            self.ids, self.bounds = arrays["ids"], arrays["bounds"]
            self.scores, self.kinds = arrays["scores"], arrays["kinds"]
        self.lengths = np.minimum(np.diff(self.bounds), LONGEST)
        rounded = np.rint(self.scores).astype(int)
        self.probability = np.array([SHARES[kind] for kind in sorted(SHARES)], dtype=np.float32)[self.kinds, rounded]
        self.tokens_per_batch = tokens_per_batch
        self.seed = seed

    def epoch(self, number: int) -> list[np.ndarray]:
        """The batches of an epoch as text numbers; the same number gives the same batches."""
        random = np.random.default_rng((self.seed, number))
        drawn = np.flatnonzero(random.random(len(self.probability), dtype=np.float32) < self.probability)
        drawn = random.permutation(drawn)
        drawn = drawn[np.argsort(self.lengths[drawn], kind="stable")]
        edges = np.flatnonzero(np.diff(self.lengths[drawn])) + 1
        batches = []
        for group in np.split(drawn, edges):
            rows = max(1, self.tokens_per_batch // int(self.lengths[group[0]]))
            batches += [group[first : first + rows] for first in range(0, len(group), rows)]
        return [batches[place] for place in random.permutation(len(batches))]

    def input_ids(self, batch: np.ndarray) -> Tensor:
        """Token ids of texts of one length, int64 [texts, tokens]."""
        length = int(self.lengths[batch[0]])
        starts, ends = self.bounds[batch], self.bounds[batch + 1]
        places = np.arange(length)
        # The last TAIL tokens count from the end; that changes nothing for texts that are not longer.
        from_end = places >= length - min(TAIL, length)
        where = np.where(from_end, ends[:, None] - length + places, starts[:, None] + places)
        return torch.from_numpy(self.ids[where].astype(np.int64))

    def soft_scores(self, batch: np.ndarray) -> tuple[Tensor, Tensor]:
        """How likely each of the ten scores is, [texts, 10], and 1 or 0 for a known or unknown score, [texts]."""
        scores = torch.from_numpy(self.scores[batch])
        distance = (scores[:, None] - torch.arange(1, 11)).abs()
        return (-SHARPNESS * distance).softmax(dim=1), (scores > 0).float()


class Row(NamedTuple):
    document: str
    label: int
    seen: bool


def read_rows(path: Path) -> Iterator[Row]:
    """Reads a TSV with the columns `document` and `label`; `seen` is optional. Empty documents are read as such."""
    with path.open(encoding="utf-8-sig", newline="\n") as lines:
        columns = next(lines).rstrip("\r\n").split("\t")
        for line in lines:
            row = dict(zip(columns, line.rstrip("\r\n").split("\t"), strict=True))
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
