"""Turns the NSMC raw corpus into a vocabulary, training arrays and a held-back evaluation file.

Writes to --out:
  tokenizer.json   WordPiece, lower-cased, `[CLS] text [SEP]`, without truncation or padding
  train.npz        token ids of all reviews end to end (uint16), their bounds, their ratings
  eval.tsv         id, document, label (0 negative, 1 positive), seen (1: the same text is in training)
  summary.json     counts
"""

import argparse
import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from text import cut, normalise

POSITIVE_RATINGS = (9, 10)
NEGATIVE_RATINGS = (1, 2, 3, 4)
SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ENCODE_CHUNK = 20_000


class Review(NamedTuple):
    id: str
    document: str
    rating: int


def read_corpus(path: Path) -> Iterator[Review]:
    """Reads `id movie_id document rating`; quotes have no meaning in this file."""
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
    with opened as lines:
        next(lines)
        for line in lines:
            review_id, _movie, document, rating = line.rstrip("\n").split("\t")
            if text := normalise(document):
                yield Review(review_id, text, int(rating))


def hold_back(reviews: list[Review], count: int, seed: int) -> tuple[list[Review], list[Review]]:
    """Splits off `count` polarised reviews, as many positive as negative."""
    chosen: set[int] = set()
    picker = random.Random(seed)
    for ratings in (NEGATIVE_RATINGS, POSITIVE_RATINGS):
        places = [place for place, review in enumerate(reviews) if review.rating in ratings]
        chosen.update(picker.sample(places, count // 2))
    kept = [review for place, review in enumerate(reviews) if place not in chosen]
    held = [reviews[place] for place in sorted(chosen)]
    return kept, held


def train_tokenizer(documents: list[str], vocabulary: int, alphabet: int) -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=True
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(
        vocab_size=vocabulary, limit_alphabet=alphabet, special_tokens=SPECIAL_TOKENS, show_progress=False
    )
    tokenizer.train_from_iterator(documents, trainer, length=len(documents))
    start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", start), ("[SEP]", end)]
    )
    return tokenizer


def encode(tokenizer: Tokenizer, reviews: list[Review]) -> dict[str, np.ndarray]:
    """All token ids in one flat array; review i is ids[bounds[i]:bounds[i + 1]]."""
    parts, lengths = [], []
    for start in range(0, len(reviews), ENCODE_CHUNK):
        documents = [review.document for review in reviews[start : start + ENCODE_CHUNK]]
        for encoding in tokenizer.encode_batch_fast(documents):
            ids = cut(encoding.ids)
            parts.append(np.array(ids, dtype=np.uint16))
            lengths.append(len(ids))
    bounds = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    ratings = np.array([review.rating for review in reviews], dtype=np.uint8)
    return {"ids": np.concatenate(parts), "bounds": bounds, "ratings": ratings}


def write_evaluation(path: Path, held: list[Review], seen_texts: set[str]) -> int:
    seen_count = 0
    with path.open("w", encoding="utf-8") as out:
        out.write("id\tdocument\tlabel\tseen\n")
        for review in held:
            seen = review.document in seen_texts
            seen_count += seen
            out.write(f"{review.id}\t{review.document}\t{int(review.rating in POSITIVE_RATINGS)}\t{int(seen)}\n")
    return seen_count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="TSV `id movie_id document rating`, may be .xz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the prepared files")
    parser.add_argument("--held-back", type=int, default=20_000, help="reviews kept for evaluation")
    parser.add_argument("--vocabulary", type=int, default=16_000)
    parser.add_argument("--alphabet", type=int, default=3_000, help="distinct characters the vocabulary keeps")
    parser.add_argument("--seed", type=int, default=20261123)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    kept, held = hold_back(list(read_corpus(arguments.corpus)), arguments.held_back, arguments.seed)
    documents = [review.document for review in kept]
    print(f"{len(kept)} reviews to train on, {len(held)} held back", flush=True)
    seen = write_evaluation(arguments.out / "eval.tsv", held, set(documents))

    tokenizer = train_tokenizer(documents, arguments.vocabulary, arguments.alphabet)
    tokenizer.save(str(arguments.out / "tokenizer.json"))
    print(f"vocabulary of {tokenizer.get_vocab_size()} word pieces", flush=True)

    arrays = encode(tokenizer, kept)
    np.savez(arguments.out / "train.npz", **arrays)
    unknown = int((arrays["ids"] == tokenizer.token_to_id("[UNK]")).sum())
    summary = {
        "train": len(kept),
        "held_back": len(held),
        "held_back_seen_in_training": seen,
        "tokens": len(arrays["ids"]),
        "unknown_tokens": unknown,
        "mean_tokens": round(len(arrays["ids"]) / len(kept), 2),
        "longest": int(np.diff(arrays["bounds"]).max()),
    }
    (arguments.out / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(summary))


if __name__ == "__main__":
    main()
