"""Exports a checkpoint as ONNX, quantises it to int8, calibrates it and writes the model folder.

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

from data import Row, read_rows
from model import Classifier, Shape
from scorer import Scorer, calibration_error, fit_temperature, positive_probability
from text import HEAD_TOKENS, MAX_TOKENS, TAIL_TOKENS, normalise

VERSION = "nsmc-small-1"
OPSET = 18
ACCEPTED_LOSS = 0.002  # accuracy that int8 may cost
# int8 results depend a little on the processor's instructions.
PARITY_TOLERANCE = 0.03


def load_average(checkpoint: Path) -> Classifier:
    """The moving average of the weights, which scores better than the last weights themselves."""
    state = torch.load(checkpoint, weights_only=True)
    model = Classifier(Shape(**state["shape"]))
    prefix = "module."
    weights = {name.removeprefix(prefix): w for name, w in state["average"].items() if name.startswith(prefix)}
    model.load_state_dict(weights)
    return model.eval()


def write_onnx(model: Classifier, path: Path) -> None:
    input_ids = torch.tensor([[2, 7, 8, 9, 3], [2, 7, 3, 0, 0]])
    attention_mask = (input_ids != 0).long()
    free = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=MAX_TOKENS)}
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
    graph = onnx.load(path)
    for node in graph.graph.node:
        del node.metadata_props[:]  # the exporter's stack traces, with paths of this machine
    onnx.save(graph, path)


def quantise(source: Path, target: Path) -> None:
    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(source, prepared)
    # Seven bits: processors without VNNI add pairs of 8-bit products in 16 bits, where eight would overflow.
    quantize_dynamic(prepared, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def all_logits(scorer: Scorer, rows: list[Row]) -> np.ndarray:
    return np.array([scorer.logits(row.document) for row in rows])


def write_parity(path: Path, scorer: Scorer, temperature: float) -> None:
    """Texts stand there normalised, as the server hands them to the model."""
    sentences = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))
    golden = [
        {
            "text": text,
            "ids": scorer.ids(text),
            "positive": round(float(positive_probability(scorer.logits(text), temperature)), 5),
        }
        for text in map(normalise, sentences)
    ]
    content = {"version": VERSION, "tolerance": PARITY_TOLERANCE, "sentences": golden}
    lines = json.dumps(content, ensure_ascii=False).replace('{"text"', '\n{"text"')
    path.write_text(lines + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder written by prepare.py")
    parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint.pt written by train.py")
    parser.add_argument("--out", type=Path, required=True, help="model folder")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    rows = list(read_rows(arguments.data / "eval.tsv"))
    labels = np.array([row.label for row in rows])
    vocabulary = arguments.data / "tokenizer.json"

    with tempfile.TemporaryDirectory() as folder:
        candidates = {"fp32": Path(folder) / "fp32.onnx", "int8": Path(folder) / "int8.onnx"}
        write_onnx(load_average(arguments.checkpoint), candidates["fp32"])
        quantise(candidates["fp32"], candidates["int8"])
        logits = {name: all_logits(Scorer(path, vocabulary), rows) for name, path in candidates.items()}
        accuracy = {name: float((values.argmax(axis=1) == labels).mean()) for name, values in logits.items()}
        chosen = "int8" if accuracy["fp32"] - accuracy["int8"] < ACCEPTED_LOSS else "fp32"
        onnx.checker.check_model(onnx.load(candidates[chosen]))
        shutil.copy(candidates[chosen], arguments.out / "model.onnx")
    shutil.copy(vocabulary, arguments.out / "tokenizer.json")

    # Fitted on even rows, judged on odd rows.
    temperature = fit_temperature(logits[chosen][::2], labels[::2])
    settings = {
        "version": VERSION,
        "labels": ["negative", "positive"],
        "max_tokens": MAX_TOKENS,
        "head_tokens": HEAD_TOKENS,
        "tail_tokens": TAIL_TOKENS,
        "temperature": temperature,
    }
    (arguments.out / "model.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    scorer = Scorer(arguments.out / "model.onnx", arguments.out / "tokenizer.json")
    write_parity(arguments.out / "parity.json", scorer, temperature)

    errors = [
        round(calibration_error(positive_probability(logits[chosen][1::2], value), labels[1::2]), 4)
        for value in (1.0, temperature)
    ]
    kilobytes = (arguments.out / "model.onnx").stat().st_size // 1000
    print(f"{chosen}, {kilobytes} kB, accuracy {accuracy}")
    print(f"temperature {temperature}: calibration error {errors[0]} before, {errors[1]} after")


if __name__ == "__main__":
    main()
