"""Exports encoder and wide part as one ONNX graph, quantises it to int8, calibrates it and writes the model folder.

Writes to --out: model.onnx, tokenizer.json, model.json and parity.json (golden values for the Rust crate).
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from data import Row, pad, read_rows
from model import Classifier, Shape
from parity_texts import write_parity
from scorer import Scorer, calibration_error, fit_temperature, positive_probability
from text import HEAD_TOKENS, MAX_TOKENS, TAIL_TOKENS, cut
from wide import Wide, load_wide

VERSION = "reviews-wide-2"
OPSET = 18
FIT_BATCH = 100
ACCEPTED_LOSS = 0.002  # accuracy that int8 may cost


class Combined(nn.Module):
    """What is exported: from token ids to logits [batch, 2], negative and positive."""

    def __init__(self, encoder: Classifier, wide: Wide) -> None:
        super().__init__()
        self.encoder, self.wide = encoder, wide
        self.shares = (1.0, 1.0)  # of the wide part and the encoder
        self.bias = 0.0

    def parts(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """What each part says for praise and against dislike, as logits [batch]."""
        logits = self.encoder(input_ids, attention_mask)
        return self.wide(input_ids, attention_mask), logits[:, 1] - logits[:, 0]

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        wide, encoder = self.parts(input_ids, attention_mask)
        praise = self.shares[0] * wide + self.shares[1] * encoder + self.bias
        return torch.stack([torch.zeros_like(praise), praise], dim=1)

    def fit(self, rows: list[Row], tokenizer: Tokenizer) -> None:
        """Weighs the two parts by the smallest log loss: each alone is surer of itself than it should be."""
        pairs = [(cut(tokenizer.encode(row.document).ids), row.label) for row in rows]
        order = sorted(pairs, key=lambda pair: len(pair[0]))
        parts = []
        with torch.inference_mode():
            for first in range(0, len(order), FIT_BATCH):
                arrays = pad([ids for ids, _ in order[first : first + FIT_BATCH]])
                parts.append(torch.stack(self.parts(*map(torch.from_numpy, arrays)), dim=1))
        columns = torch.cat(parts).clone().double()
        columns = torch.cat([columns, torch.ones(len(columns), 1, dtype=torch.float64)], dim=1)
        labels = torch.tensor([label for _, label in order], dtype=torch.float64)
        weights = torch.tensor([1.0, 1.0, 0.0], dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

        def loss() -> Tensor:
            optimizer.zero_grad()
            value = functional.binary_cross_entropy_with_logits(columns @ weights, labels)
            value.backward()
            return value

        optimizer.step(loss)
        *shares, self.bias = weights.tolist()
        self.shares = (shares[0], shares[1])
        print(f"shares of wide part and encoder {shares[0]:.3f} and {shares[1]:.3f}, bias {self.bias:.3f}", flush=True)


def load(checkpoints: list[Path], wide: Path) -> Combined:
    """The moving averages of the weights, which score better than the last weights; averaged over the checkpoints."""
    states = [torch.load(path, weights_only=True, map_location="cpu") for path in checkpoints]
    averages = [state["average"] for state in states]
    encoder = Classifier(Shape(**states[0]["shape"]))
    encoder.load_state_dict({name: sum(each[name] for each in averages) / len(averages) for name in averages[0]})
    return Combined(encoder, load_wide(wide)).eval()


def write_onnx(model: Combined, path: Path) -> None:
    input_ids = torch.tensor([[2, 7, 8, 9, 3], [2, 7, 3, 0, 0]])
    attention_mask = (input_ids != 0).long()
    free = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", min=2, max=MAX_TOKENS)}
    torch.onnx.export(
        model,
        (input_ids, attention_mask),
        path,
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_shapes={"input_ids": free, "attention_mask": free},
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    forget_sources(path)


def forget_sources(path: Path) -> None:
    """Removes the exporter's stack traces, with paths of this machine, from a graph."""
    graph = onnx.load(path)
    for node in graph.graph.node:
        del node.metadata_props[:]
    onnx.save(graph, path)


def quantise(source: Path, target: Path) -> None:
    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(source, prepared, skip_symbolic_shape=True)
    # Seven bits: processors without VNNI add pairs of 8-bit products in 16 bits, where eight would overflow.
    quantize_dynamic(prepared, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def all_logits(scorer: Scorer, rows: list[Row]) -> np.ndarray:
    return np.array([scorer.logits(row.document) for row in rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder written by prepare.py")
    parser.add_argument("--wide", type=Path, required=True, help="folder written by train_wide.py")
    parser.add_argument(
        "--checkpoint", type=Path, required=True, nargs="+", help="written by train.py; several of one run are averaged"
    )
    parser.add_argument("--out", type=Path, required=True, help="model folder")
    parser.add_argument("--version", default=VERSION, help="name of the model, stored with every label")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    rows = list(read_rows(arguments.data / "eval.tsv"))
    labels = np.array([row.label for row in rows])
    vocabulary = arguments.data / "tokenizer.json"

    with tempfile.TemporaryDirectory() as folder:
        candidates = {"fp32": Path(folder) / "fp32.onnx", "int8": Path(folder) / "int8.onnx"}
        model = load(arguments.checkpoint, arguments.wide)
        model.fit(rows[::2], Tokenizer.from_file(str(vocabulary)))
        write_onnx(model, candidates["fp32"])
        quantise(candidates["fp32"], candidates["int8"])
        logits = {name: all_logits(Scorer(path, vocabulary), rows) for name, path in candidates.items()}
        right = {name: values.argmax(axis=1) == labels for name, values in logits.items()}
        accuracy = {name: round(float(hits.mean()), 4) for name, hits in right.items()}
        accuracy |= {f"{name}, odd rows": round(float(hits[1::2].mean()), 4) for name, hits in right.items()}
        chosen = "int8" if accuracy["fp32"] - accuracy["int8"] < ACCEPTED_LOSS else "fp32"
        onnx.checker.check_model(onnx.load(candidates[chosen]))
        shutil.copy(candidates[chosen], arguments.out / "model.onnx")
    shutil.copy(vocabulary, arguments.out / "tokenizer.json")

    # Shares, bias and temperature are fitted on even rows, and judged on odd rows.
    temperature = fit_temperature(logits[chosen][::2], labels[::2])
    settings = {
        "version": arguments.version,
        "labels": ["negative", "positive"],
        "max_tokens": MAX_TOKENS,
        "head_tokens": HEAD_TOKENS,
        "tail_tokens": TAIL_TOKENS,
        "temperature": temperature,
    }
    (arguments.out / "model.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    write_parity(arguments.out)

    errors = [
        round(calibration_error(positive_probability(logits[chosen][1::2], value), labels[1::2]), 4)
        for value in (1.0, temperature)
    ]
    kilobytes = sum((arguments.out / name).stat().st_size for name in ("model.onnx", "tokenizer.json")) // 1000
    print(f"{chosen}, {kilobytes} kB with the tokenizer, accuracy {accuracy}")
    print(f"temperature {temperature}: calibration error {errors[0]} before, {errors[1]} after")


if __name__ == "__main__":
    main()
