"""Trains the wide part: logistic regression over character n-grams, scaled as an NB-SVM scales them.

Writes wide.npz to --out: the vocabulary's characters, a weight for each bucket, the bias. Takes about two minutes on two
cores, and 2 GB of memory.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from data import FILM, MAIN, NEGATIVE_UP_TO, POSITIVE_FROM, pad, read_rows
from text import cut
from wide import BUCKETS, Wide, buckets, character_table

ROUNDS = 3
BATCH = 5_000
RATE = 0.3
# The main corpus is what the label is judged by: it counts more, and its rarer dislike limits nothing.
MAIN_IMPORTANCE = 3.0
MAIN_PRAISE, FILM_PRAISE = 450_000, 350_000  # clear praise is several times as frequent as clear dislike
CHUNK = 2_000
START = 0.3  # weight of a bucket, in units of its log-count ratio
RATIO_SCALE = 0.2


class Features:
    """Buckets of many texts end to end; text i has all[bounds[i]:bounds[i + 1]]."""

    def __init__(self, table: Tensor, rows: list[np.ndarray]) -> None:
        order = np.argsort([len(row) for row in rows], kind="stable")
        parts: list[np.ndarray] = [np.empty(0)] * len(rows)
        for first in range(0, len(order), CHUNK):
            chosen = order[first : first + CHUNK]
            arrays = pad([rows[place] for place in chosen])
            found, valid = (tensor.numpy() for tensor in buckets(table, *map(torch.from_numpy, arrays)))
            for place, line, there in zip(chosen, found.astype(np.int32), valid.astype(bool), strict=True):
                parts[place] = line[there]
        self.bounds = np.concatenate([[0], np.cumsum([len(part) for part in parts])])
        self.all = np.concatenate(parts)

    def slice(self, first: int, last: int) -> tuple[Tensor, Tensor]:
        start, end = self.bounds[first], self.bounds[last]
        return torch.from_numpy(self.all[start:end]), torch.from_numpy(self.bounds[first : last + 1] - start)


def logits(features: Features, first: int, last: int, weights: Tensor) -> Tensor:
    found, bounds = features.slice(first, last)
    return functional.embedding_bag(found.long(), weights[:, None], bounds[:-1], mode="sum")[:, 0]


def log_count_ratios(features: Features, labels: np.ndarray, importance: np.ndarray) -> Tensor:
    positive, negative = np.ones(BUCKETS), np.ones(BUCKETS)
    for first in range(0, len(labels), 20 * BATCH):
        last = min(len(labels), first + 20 * BATCH)
        found, bounds = (tensor.numpy() for tensor in features.slice(first, last))
        counts = np.diff(bounds)
        for sums, share in ((positive, labels[first:last]), (negative, 1 - labels[first:last])):
            sums += np.bincount(found, np.repeat(importance[first:last] * share, counts), minlength=BUCKETS)
    return torch.from_numpy(np.log((positive / positive.sum()) / (negative / negative.sum())).astype(np.float32))


def train(features: Features, labels: np.ndarray, importance: np.ndarray, seed: int) -> tuple[Tensor, float]:
    """AdaGrad on the logistic loss. Gives the weights and the bias."""
    ratios = log_count_ratios(features, labels, importance) * RATIO_SCALE
    weights, squares, bias = torch.full((BUCKETS,), START), torch.full((BUCKETS,), 1e-3), 0.0
    target, counted = torch.from_numpy(labels), torch.from_numpy(importance)
    random = np.random.default_rng(seed)
    starts = np.arange(0, len(labels), BATCH)
    for part in range(ROUNDS):
        for number, first in enumerate(random.permutation(starts)):
            last = min(len(labels), int(first) + BATCH)
            share = counted[first:last]
            error = (torch.sigmoid(logits(features, first, last, weights * ratios) + bias) - target[first:last]) * share
            error *= 100 / share.sum()
            found, bounds = features.slice(first, last)
            slope = torch.zeros(BUCKETS).index_add_(0, found, error.repeat_interleave(bounds.diff())).mul_(ratios)
            squares.addcmul_(slope, slope)
            rate = RATE * (1 - (part + number / len(starts)) / ROUNDS)
            weights.addcdiv_(slope, squares.sqrt(), value=-rate)
            bias -= 0.0002 * float(error.sum())
    return weights * ratios, bias


def draw(scores: np.ndarray, kinds: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Texts in random order, whether each praises, and how much it counts: praise as much as dislike in each kind."""
    chosen, importance = [], []
    for kind, weight, praise_count in ((MAIN, MAIN_IMPORTANCE, MAIN_PRAISE), (FILM, 1.0, FILM_PRAISE)):
        mine = kinds == kind
        negative = np.flatnonzero(mine & (scores > 0) & (scores <= NEGATIVE_UP_TO))
        positive = random.permutation(np.flatnonzero(mine & (scores >= POSITIVE_FROM)))[:praise_count]
        chosen += [negative, positive]
        importance += [
            np.full(len(negative), weight),
            np.full(len(positive), weight * len(negative) / max(1, len(positive))),
        ]
        print(f"kind {kind}: {len(negative)} dislike, {len(positive)} praise", flush=True)
    order = random.permutation(sum(map(len, chosen)))
    places = np.concatenate(chosen)[order]
    labels = (scores[places] >= POSITIVE_FROM).astype(np.float32)
    return places, labels, np.concatenate(importance)[order].astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder written by prepare.py")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--main-only", action="store_true", help="leave out all texts but the main corpus's")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=20261123)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    started = time.monotonic()

    def report(text: str) -> None:
        print(f"{(time.monotonic() - started) / 60:.1f} min: {text}", flush=True)

    tokenizer = Tokenizer.from_file(str(arguments.data / "tokenizer.json"))
    table = character_table(tokenizer)
    with np.load(arguments.data / "train.npz") as arrays:
        ids, bounds, scores, kinds = (arrays[name] for name in ("ids", "bounds", "scores", "kinds"))
    if arguments.main_only:
        scores = np.where(kinds == MAIN, scores, 0)
    chosen, labels, importance = draw(scores, kinds, np.random.default_rng(arguments.seed))
    features = Features(torch.from_numpy(table), [ids[bounds[place] : bounds[place + 1]] for place in chosen])
    report(f"{len(chosen)} texts, {len(features.all)} n-grams")

    weights, bias = train(features, labels, importance, arguments.seed)
    np.savez(arguments.out / "wide.npz", table=table, weights=weights.numpy(), bias=np.float32(bias))
    rows = list(read_rows(arguments.data / "eval.tsv"))
    held = Features(torch.from_numpy(table), [np.array(cut(tokenizer.encode(row.document).ids)) for row in rows])
    exact = logits(held, 0, len(rows), weights) + bias
    rounded = logits(held, 0, len(rows), Wide(table, weights.numpy(), bias).dequantised()) + bias
    right = torch.tensor([row.label for row in rows]) == 1
    report(
        f"accuracy {float(((exact > 0) == right).float().mean()):.4f}, "
        f"int8 {float(((rounded > 0) == right).float().mean()):.4f}"
    )


if __name__ == "__main__":
    main()
