"""Makes two tiny classifiers with random weights, and from them the fixtures of the Rust tests.

They tell nothing about films; they have the shape of what Hugging Face holds. An ELECTRA exported with two inputs,
whose labels stand in config.json, and a BERT exported with four, whose labels stand in model.json. Beside each lies
golden.json: token ids and P(positive) of some sentences, as transformers and PyTorch say them, without code of ours.
"""

import argparse
import json
import tempfile
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    ElectraConfig,
    ElectraForSequenceClassification,
    PreTrainedTokenizerFast,
)

from export_hugging_face import INPUTS, export, probability_in_torch
from text import normalise

SEED = 20_261_123
VOCABULARY = 420
POSITIONS = 64
SHAPE = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "max_position_embeddings": POSITIONS,
    "initializer_range": 0.3,  # so that texts differ in what the model makes of them
    "pad_token_id": 0,
}
LONGEST_GOLDEN = 60  # tokens: what nobody cuts


def tokenizer_of(sentences: list[str]) -> PreTrainedTokenizerFast:
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(sentences, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = {"unk": "[UNK]", "sep": "[SEP]", "pad": "[PAD]", "cls": "[CLS]", "mask": "[MASK]"}
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=POSITIONS,
        **{f"{name}_token": token for name, token in names.items()},
    )


def write_golden(source: str, folder: Path, sentences: list[str]) -> None:
    tokenizer = AutoTokenizer.from_pretrained(source)
    texts = [text for text in sentences if len(tokenizer(text).input_ids) <= LONGEST_GOLDEN]
    golden = [
        [text, tokenizer(text).input_ids, round(float(positive), 6)]
        for text, positive in zip(texts, probability_in_torch(source, texts), strict=True)
    ]
    lines = json.dumps(golden, ensure_ascii=False).replace("], [", "],\n[")
    (folder / "golden.json").write_text(lines + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder of the fixtures")
    out = parser.parse_args().out
    here = Path(__file__).parent
    sentences = [normalise(text) for text in json.loads((here / "sentences.json").read_text(encoding="utf-8"))]
    tokenizer = tokenizer_of(sentences)
    size = tokenizer.vocab_size
    torch.manual_seed(SEED)
    electra = ElectraForSequenceClassification(
        ElectraConfig(vocab_size=size, embedding_size=32, id2label={0: "부정", 1: "긍정"}, **SHAPE)
    )
    bert = BertForSequenceClassification(
        BertConfig(vocab_size=size, id2label={0: "positive", 1: "neutral", 2: "negative"}, **SHAPE)
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, model, inputs in (("electra", electra, INPUTS[:2]), ("bert", bert, INPUTS)):
            source = f"{folder}/tiny-{name}"
            model.save_pretrained(source)
            tokenizer.save_pretrained(source)
            export(source, out / name, inputs=inputs)
            write_golden(source, out / name, sentences)
        # As an operator has it who exports by other means.
        (out / "electra/model.json").unlink()
        (out / "electra/config.json").write_bytes(Path(f"{folder}/tiny-electra/config.json").read_bytes())


if __name__ == "__main__":
    main()
