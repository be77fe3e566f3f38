"""Exports a sequence classifier of Hugging Face (ELECTRA, BERT and their like) as a model folder for the server.

Writes to --out: model.onnx, tokenizer.json and model.json. The classifier needs two outputs or more, of which one is
called positive (or 긍정) and one negative (or 부정); two that are called LABEL_0 and LABEL_1 are read as in NSMC, where
1 is praise. Then start the server with SENTIMENT_MODEL naming that folder. Needs requirements-hugging-face.txt.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from transformers import AutoModelForSequenceClassification, AutoTokenizer, PreTrainedModel

from export import OPSET, forget_sources, quantise
from scorer import LONGEST, Scorer, describe, polarity, positive_probability
from text import normalise

INPUTS = ("input_ids", "attention_mask", "token_type_ids", "position_ids")
# Greatest difference of probabilities between PyTorch and ONNX.
TOLERANCE = {"fp32": 1e-4, "int8": 0.05}


class Classifier(nn.Module):
    """Takes its inputs in a fixed order, and answers the logits alone."""

    def __init__(self, model: PreTrainedModel, inputs: tuple[str, ...]) -> None:
        super().__init__()
        self.model, self.inputs = model, inputs

    def forward(self, *given: Tensor) -> Tensor:
        return self.model(**dict(zip(self.inputs, given, strict=True)), return_dict=True).logits


def positions(model: PreTrainedModel) -> int:
    """Most tokens that the network can tell the places of."""
    count = getattr(model.config, "max_position_embeddings", LONGEST)
    # RoBERTa and its like begin to count behind the number of their padding.
    return count - model.config.pad_token_id - 1 if "roberta" in model.config.model_type else count


def write_onnx(model: PreTrainedModel, path: Path, inputs: tuple[str, ...]) -> None:
    ids = torch.tensor([[2, 7, 8, 9, 3], [2, 7, 3, 0, 0]])
    given = {
        "input_ids": ids,
        "attention_mask": (ids != 0).long(),
        "token_type_ids": torch.zeros_like(ids),
        "position_ids": torch.arange(ids.shape[1]).expand_as(ids).contiguous(),
    }
    free = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", min=2, max=positions(model))}
    torch.onnx.export(
        Classifier(model, inputs).eval(),
        tuple(given[name] for name in inputs),
        path,
        input_names=list(inputs),
        output_names=["logits"],
        dynamic_shapes={"given": tuple(free for _ in inputs)},
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    forget_sources(path)
    onnx.checker.check_model(onnx.load(path))


def export(
    source: str, out: Path, version: str | None = None, int8: bool = False, inputs: tuple[str, ...] = INPUTS[:2]
) -> dict:
    """Writes the model folder and answers what stands in its model.json."""
    model = AutoModelForSequenceClassification.from_pretrained(source, attn_implementation="eager").eval()
    labels = [model.config.id2label[number] for number in sorted(model.config.id2label)]
    polarity(labels)  # refuses what the server would refuse
    settings = describe(version or Path(source).name, labels, positions(model))
    tokenizer = AutoTokenizer.from_pretrained(source).backend_tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "model.onnx"
        write_onnx(model, graph, inputs)
        if int8:
            quantise(graph, out / "model.onnx")
        else:
            shutil.copy(graph, out / "model.onnx")
    tokenizer.save(str(out / "tokenizer.json"))
    (out / "model.json").write_text(json.dumps(settings, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return settings


def probability_in_torch(source: str, texts: list[str]) -> np.ndarray:
    """P(positive) of each text, by transformers alone. Texts are cut where the model ends."""
    model = AutoModelForSequenceClassification.from_pretrained(source).eval()
    tokenizer = AutoTokenizer.from_pretrained(source)
    order = polarity([model.config.id2label[number] for number in sorted(model.config.id2label)])
    found = []
    with torch.inference_mode():
        for text in texts:
            given = tokenizer(text, return_tensors="pt", truncation=True, max_length=positions(model))
            found.append(float(model(**given).logits[0, order].softmax(dim=0)[1]))
    return np.array(found)


def check(source: str, out: Path, settings: dict, tolerance: float) -> None:
    """Compares the folder with PyTorch on the sentences that neither of them cuts."""
    sentences = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))
    scorer = Scorer(out / "model.onnx", out / "tokenizer.json", settings)
    texts = [text for text in map(normalise, sentences) if len(scorer.ids(text)) < settings["max_tokens"]]
    order = polarity(settings["labels"])
    ours = np.array([positive_probability(scorer.logits(text)[order], 1.0) for text in texts])
    gap = float(np.abs(ours - probability_in_torch(source, texts)).max())
    print(f"{len(texts)} sentences: greatest difference to PyTorch {gap:.2g}, {tolerance} is accepted")
    if gap > tolerance:
        raise SystemExit("The exported model differs from the original.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="folder or hub name of a fine-tuned classifier")
    parser.add_argument("--out", type=Path, required=True, help="model folder")
    parser.add_argument("--version", help="name of the model, stored with every label; without it the source's name")
    parser.add_argument("--int8", action="store_true", help="a quarter of the size, and faster")
    parser.add_argument("--inputs", nargs="+", choices=INPUTS, default=INPUTS[:2], help="what the graph asks for")
    parser.add_argument("--check", action="store_true", help="compare the result with PyTorch")
    arguments = parser.parse_args()
    try:
        settings = export(
            arguments.source, arguments.out, arguments.version, arguments.int8, tuple(arguments.inputs)
        )
    except ValueError as fault:
        raise SystemExit(f"{arguments.source} cannot be exported: {fault}") from fault
    if arguments.check:
        check(arguments.source, arguments.out, settings, TOLERANCE["int8" if arguments.int8 else "fp32"])
    size = sum(path.stat().st_size for path in arguments.out.glob("*")) // 1000
    print(f"{arguments.out}: {settings['version']}, {', '.join(settings['labels'])}, {size} kB")


if __name__ == "__main__":
    main()
