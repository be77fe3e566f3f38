"""Turns the review corpora into a vocabulary, training arrays and a held-back evaluation file.

Writes to --out:
  tokenizer.json   WordPiece, lower-cased, repeated marks shortened, `[CLS] text [SEP]`, no truncation or padding
  train.npz        token ids of all texts end to end (uint16), their bounds, their scores (1 to 10; 0: unknown) and
                   their kinds (0: main corpus, 1: other film reviews, 2: other text)
  eval.tsv         id, document, label (0 negative, 1 positive), seen (1: the same text is in training)
  summary.json     counts
"""

import argparse
import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

import numpy as np
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from text import cut, normalise

POSITIVE_SCORES = (9, 10)
NEGATIVE_SCORES = (1, 2, 3, 4)
MAIN, FILM, OTHER = 0, 1, 2
SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ENCODE_CHUNK = 20_000
# Texts this long (letters and digits) that also occur in the held-back reviews are one review posted twice, and
# leave the training texts. Shorter ones ("최고") are what many people write; they stay, and are marked as seen.
REPOSTED_LENGTH = 8
# How emphatic somebody is shows in two or three marks; more of them only cost tokens. A run of full stops, exclamation
# or question marks becomes one character, and so one token.
REPEATED_MARKS = (
    ("[.]{2,}|…{2,}", "…"),
    ("!{2,}", "‼"),
    ("[?]{2,}", "⁇"),
    ("[~∼〜～]+", "~"),
    ("\\^{2,}", "^"),
    (";{2,}", ";;"),
    (",{2,}", ",,"),
    ("ㅋ{3,}", "ㅋㅋㅋ"),
    ("ㅎ{2,}", "ㅎㅎ"),
    ("[ㅠㅜ]{2,}", "ㅠㅠ"),
    ("ㅡ{2,}", "ㅡㅡ"),
)


class Review(NamedTuple):
    id: str
    document: str
    score: float
    kind: int


def open_text(path: Path) -> TextIO:
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")


def read_corpus(path: Path) -> Iterator[Review]:
    """Reads `id movie_id document rating`; quotes have no meaning in this file."""
    with open_text(path) as lines:
        next(lines)
        for line in lines:
            review_id, _movie, document, rating = line.rstrip("\n").split("\t")
            if text := normalise(document):
                yield Review(review_id, text, int(rating), MAIN)


def read_labelled(path: Path) -> Iterator[Review]:
    """Reads `source text score kind`: score from 0 to 1, kind `film` or something else."""
    with open_text(path) as lines:
        next(lines)
        for line in lines:
            _source, document, score, kind = line.rstrip("\n").split("\t")
            if text := normalise(document):
                yield Review("", text, 1 + 9 * float(score), FILM if kind == "film" else OTHER)


def read_plain(path: Path) -> Iterator[Review]:
    """Reads one text a line, without scores."""
    with open_text(path) as lines:
        for line in lines:
            if text := normalise(line):
                yield Review("", text, 0.0, OTHER)


def key(text: str) -> str:
    """What is left of a text when case, spaces and marks don't count."""
    return "".join(filter(str.isalnum, text.lower()))


def hold_back(reviews: list[Review], count: int, seed: int) -> tuple[list[Review], list[Review]]:
    """Splits off `count` polarised reviews, as many positive as negative."""
    chosen: set[int] = set()
    picker = random.Random(seed)
    for scores in (NEGATIVE_SCORES, POSITIVE_SCORES):
        places = [place for place, review in enumerate(reviews) if review.score in scores]
        chosen.update(picker.sample(places, count // 2))
    kept = [review for place, review in enumerate(reviews) if place not in chosen]
    held = [reviews[place] for place in sorted(chosen)]
    return kept, held


def without_reposts(reviews: list[Review], held: list[Review]) -> list[Review]:
    reposted = {text for text in (key(review.document) for review in held) if len(text) >= REPOSTED_LENGTH}
    return [review for review in reviews if key(review.document) not in reposted]


def train_tokenizer(documents: list[str], vocabulary: int, alphabet: int) -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.BertNormalizer(
                clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=True
            ),
            *(normalizers.Replace(Regex(pattern), mark) for pattern, mark in REPEATED_MARKS),
        ]
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
    return {
        "ids": np.concatenate(parts),
        "bounds": np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        "scores": np.array([review.score for review in reviews], dtype=np.float32),
        "kinds": np.array([review.kind for review in reviews], dtype=np.uint8),
    }


def write_evaluation(path: Path, held: list[Review], seen_texts: set[str]) -> int:
    seen_count = 0
    with path.open("w", encoding="utf-8") as out:
        out.write("id\tdocument\tlabel\tseen\n")
        for review in held:
            seen = review.document in seen_texts
            seen_count += seen
            out.write(f"{review.id}\t{review.document}\t{int(review.score in POSITIVE_SCORES)}\t{int(seen)}\n")
    return seen_count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="TSV `id movie_id document rating`, may be .xz")
    parser.add_argument("--labelled", type=Path, help="more reviews: TSV `source text score kind`, may be .xz")
    parser.add_argument("--plain", type=Path, help="texts without scores, one a line, may be .xz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the prepared files")
    parser.add_argument("--held-back", type=int, default=20_000, help="reviews kept for evaluation")
    parser.add_argument("--vocabulary", type=int, default=16_000)
    parser.add_argument("--alphabet", type=int, default=3_000, help="distinct characters the vocabulary keeps")
    parser.add_argument("--seed", type=int, default=20261123)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    reviews, held = hold_back(list(read_corpus(arguments.corpus)), arguments.held_back, arguments.seed)
    if arguments.labelled:
        reviews += read_labelled(arguments.labelled)
    if arguments.plain:
        reviews += read_plain(arguments.plain)
    found = len(reviews)
    reviews = without_reposts(reviews, held)
    dropped = found - len(reviews)
    print(f"{len(reviews)} texts to train on, {dropped} reposts dropped, {len(held)} held back", flush=True)
    seen = write_evaluation(arguments.out / "eval.tsv", held, {review.document for review in reviews})

    film_texts = [review.document for review in reviews if review.kind != OTHER]
    tokenizer = train_tokenizer(film_texts, arguments.vocabulary, arguments.alphabet)
    tokenizer.save(str(arguments.out / "tokenizer.json"))
    print(f"vocabulary of {tokenizer.get_vocab_size()} word pieces", flush=True)

    arrays = encode(tokenizer, reviews)
    np.savez(arguments.out / "train.npz", **arrays)
    summary = {
        "train": len(reviews),
        "train_by_kind": np.bincount(arrays["kinds"]).tolist(),
        "reposts_dropped": dropped,
        "held_back": len(held),
        "held_back_seen_in_training": seen,
        "tokens": len(arrays["ids"]),
        "unknown_tokens": int((arrays["ids"] == tokenizer.token_to_id("[UNK]")).sum()),
        "mean_tokens": round(len(arrays["ids"]) / len(reviews), 2),
    }
    (arguments.out / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(summary))


if __name__ == "__main__":
    main()
