"""Measures what reading a review costs elsewhere, and prints one table with what `server sentiment bench` found.

ONNX Runtime in Python with the same model; and, where torch is installed, PyTorch with the same architecture and with
one of KoELECTRA-base's shape, both with random weights unless a checkpoint is given: how long they take does not depend
on the weights. One thread; the time from the text to the logits, tokens included. Everything reads the same texts as
the server; what is slow reads fewer of them, and the table says how many.
"""

import argparse
import itertools
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from scorer import Scorer, read_settings
from text import normalise

HERE = Path(__file__).parent
DEMO = HERE / "../../services/seed/reviews.json"
REVIEWS = 1_000
WARM_UP = 0.1  # of the time for each measurement
BATCHES = (8, 32)
LEAST = 3  # runs, however long they take

Rows = list[list[int]]


def texts_of(path: Path | None) -> list[str]:
    if path:
        lines = path.read_text(encoding="utf-8-sig").split("\n")[1:]
        texts = [line.split("\t")[1] for line in lines if line]
    else:
        texts = [review["content"] for review in json.loads(DEMO.read_text(encoding="utf-8"))]
    return list(itertools.islice(itertools.cycle(map(normalise, texts)), REVIEWS))


def timed(work: Callable[[list[str]], object], texts: list[str], size: int, seconds: float) -> tuple[list[float], int]:
    """Milliseconds per review of each run of `size` texts, and how many were read within `seconds`."""
    milliseconds: list[float] = []
    began = time.perf_counter()
    for first in range(0, len(texts) - size + 1, size):
        started = time.perf_counter()
        work(texts[first : first + size])
        milliseconds.append(1000 * (time.perf_counter() - started) / size)
        if time.perf_counter() - began > seconds and len(milliseconds) >= LEAST:
            break
    return milliseconds, size * len(milliseconds)


def measure(work: Callable[[list[str]], object], texts: list[str], seconds: float) -> dict:
    timed(work, texts, 1, seconds * WARM_UP)
    single, count = timed(work, texts, 1, seconds)
    batches = [
        {"size": size, "times": {"ms_median": float(np.median(timed(work, texts, size, seconds)[0]))}}
        for size in BATCHES
    ]
    times = {"ms_median": float(np.median(single)), "ms_p99": float(np.percentile(single, 99))}
    return {"reviews": count, "single": times, "batches": batches}


def in_torch(scorer: Scorer, checkpoint: Path | None) -> list[tuple[str, Callable[[list[str]], object]]]:
    """The contestants on PyTorch; none where it is not installed."""
    try:
        import torch
        from torch import nn
    except ImportError:
        return []
    from model import Classifier, Shape
    from wide import BUCKETS, Wide, character_table

    torch.set_num_threads(1)
    torch.manual_seed(0)
    if checkpoint:
        state = torch.load(checkpoint, map_location="cpu", weights_only=True)
        encoder = Classifier(Shape(**state["shape"]))
        encoder.load_state_dict(state["average"])
    else:
        encoder = Classifier(Shape(scorer.tokenizer.get_vocab_size()))
    weights = np.random.default_rng(0).standard_normal(BUCKETS, dtype=np.float32)
    wide = Wide(character_table(scorer.tokenizer), weights, 0.0).eval()
    encoder.eval()

    class Base(nn.Module):
        """As KoELECTRA-base: 12 layers, 768 wide, 12 heads, 35,000 word pieces, 512 places."""

        def __init__(self) -> None:
            super().__init__()
            self.word, self.place = nn.Embedding(35_000, 768), nn.Embedding(512, 768)
            self.norm = nn.LayerNorm(768)
            layer = nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", batch_first=True)
            self.layers = nn.TransformerEncoder(layer, 12, enable_nested_tensor=False)
            self.dense, self.head = nn.Linear(768, 768), nn.Linear(768, 2)

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            states = self.norm(self.word(ids) + self.place(torch.arange(ids.shape[1])))
            hidden = (mask == 0) if (mask == 0).any() else None
            states = self.layers(states, src_key_padding_mask=hidden)
            return self.head(nn.functional.gelu(self.dense(states[:, 0])))

    base = Base().eval()

    def arrays(texts: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
        rows = [scorer.ids(text) for text in texts]
        width = max(map(len, rows))
        ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
        return ids, (ids != 0).long()

    @torch.inference_mode()
    def same(texts: list[str]) -> object:
        ids, mask = arrays(texts)
        logits = encoder(ids, mask)
        return wide(ids, mask) + logits[:, 1] - logits[:, 0]

    @torch.inference_mode()
    def original(texts: list[str]) -> object:
        return base(*arrays(texts))

    weights_of = f"encoder weights of {checkpoint.name}" if checkpoint else "random weights"
    return [
        (f"PyTorch {torch.__version__.split('+')[0]}, same architecture, {weights_of}", same),
        ("PyTorch, shape of KoELECTRA-base, random weights", original),
    ]


def table(rows: list[tuple[str, dict]]) -> str:
    batches = [f"in runs of {size}" for size in BATCHES]
    cells = [["one thread, ms per review", "reviews", "median", "p99", *batches, "added MB"]]
    for name, found in rows:
        by_size = {each["size"]: each["times"]["ms_median"] for each in found["batches"]}
        times = [found["single"]["ms_median"], found["single"]["ms_p99"], *(by_size[size] for size in BATCHES)]
        memory = found.get("memory", {}).get("mb_after")
        figures = [f"{found['reviews']:,}", *(f"{value:.2f}" for value in times), f"{memory:.0f}" if memory else ""]
        cells.append([name, *figures])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = []
    for first, *rest in cells:
        padded = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        lines.append(f"| {' | '.join([first.ljust(widths[0]), *padded])} |")
    rules = ["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])]
    lines.insert(1, f"|{'|'.join(rules)}|")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reviews", type=Path, nargs="?", help="TSV, id document label; without it the demo's reviews")
    parser.add_argument("--model", type=Path, default=HERE / "../model", help="model folder")
    parser.add_argument("--beside", type=Path, help="what `server sentiment bench --json` printed")
    parser.add_argument("--checkpoint", type=Path, help="written by train.py, for PyTorch instead of random weights")
    parser.add_argument("--seconds", type=float, default=20, help="at most for each measurement")
    arguments = parser.parse_args()

    texts = texts_of(arguments.reviews)
    scorer = Scorer(arguments.model / "model.onnx", arguments.model / "tokenizer.json", read_settings(arguments.model))
    contestants = [("ONNX Runtime in Python, same model", lambda some: scorer.run([scorer.ids(text) for text in some]))]
    contestants += in_torch(scorer, arguments.checkpoint)
    rows = []
    if arguments.beside:
        found = json.loads(arguments.beside.read_text(encoding="utf-8"))
        rows.append((f"this server, {found['version']}", found))
    for name, work in contestants:
        rows.append((name, measure(work, texts, arguments.seconds)))
    print(table(rows))
    if len(contestants) == 1:
        print("PyTorch is not installed for this Python: the rows for it are missing.")


if __name__ == "__main__":
    main()
