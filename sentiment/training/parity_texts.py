"""Composes 2,000 texts and writes what the model makes of them: golden values for the Rust side.

The texts are put together from the project's own words (sentences.json and the demo's reviews) and disturbed in all
ways in which people, keyboards and attackers disturb text. The same seed gives the same texts as long as both stay as
they are. Writes parity.json:

- `sentences`: the sentences of sentences.json with their token ids and P(positive);
- `texts`: [text, hash of its token ids, P(positive)] of the composed ones, normalised as the server stores them;
- `typed`: [text before that, place in `texts`] of those that normalising changes.

The hash is FNV-1a with 64 bits, a token id at a step.
"""

import argparse
import json
import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from scorer import Scorer, polarity, positive_probability, read_settings
from text import normalise

HERE = Path(__file__).parent
DEMO = HERE / "../../services/seed/reviews.json"
SEED = 20_261_123
COUNT = 2_000
TYPED = 400
# Results depend a little on the processor's instructions, those of int8 most.
TOLERANCE = 0.03
FNV_OFFSET, FNV_PRIME = 0xCBF29CE484222325, 0x100000001B3

SHOUTS = ["ㅋㅋㅋ", "ㅋㅋㅋㅋㅋㅋㅋㅋ", "ㅎㅎ", "ㅠㅠ", "ㅜㅜㅜㅜ", "ㅇㅇ", "ㄷㄷ", "ㄴㄴ", "ㅡㅡ;;", "ㅉㅉ", "ㄹㅇ", "ㄱㄱ", "ㅋㅎㅋㅎ"]
EMOJI = ["👍", "😭😭", "❤️", "🍿", "🎬", "😡", "👨‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇰🇷", "🤦🏻‍♀️", "✨", "♥", "★★★☆☆", "1️⃣", "💯", "🫠"]
FOREIGN = ["CG", "OST", "IMAX", "so good", "Worst Ever", "Café", "NAÏVE", "3D", "ＦＵＬＬ", "ﾊﾝｶｸ", "映画", "最高", "すごい",
           "ひどい映画", "大作", "韓國", "神", "笑", "Ёлка", "привет", "Ελλάδα", "İstanbul", "straße", "שלום", "مرحبا", "नमस्ते", "ไทย"]
NUMBERS = ["10점", "1/10", "0.5", "100%", "2시간 30분", "1,000,000", "8.7/10", "③", "Ⅳ", "½", "٣", "²", "2026-11-23", "007"]
MARKS = ["...", "…", "!!!", "?!", "~~~", "^^", "^_^;", "ㅡ", "♥♥♥", "--", "/", "()", "<b>", "&amp;", "「」", "『』", "·", "#", "@", "\\", "|", "＿"]
CONTROLS = ["\u0000", "\u0007", "\u001b[31m", "\u007f", "\u0085", "\u200b", "\u200c", "\u200d", "\u200e", "\u202e",
            "\u2066", "\u2069", "\u061c", "\ufeff", "\u00ad", "\u3164", "\u115f", "\u1160", "\u2060", "\t", "\n\n", "\r\n",
            "\u00a0", "\u2003", "\u3000", "\u2028", "\u2800", "\ufe0f", "\ufffd"]
BLOCKS = [(0x21, 0x7E), (0xA1, 0x17E), (0x391, 0x3C9), (0x410, 0x44F), (0x5D0, 0x5EA), (0x621, 0x64A), (0x1100, 0x1112),
          (0x1161, 0x1175), (0x11A8, 0x11C2), (0x2190, 0x21FF), (0x2460, 0x24FF), (0x2600, 0x26FF), (0x3041, 0x3096),
          (0x30A1, 0x30FA), (0x3131, 0x318E), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3), (0xF900, 0xFA2D), (0xFF01, 0xFFEE),
          (0x1F300, 0x1F5FF), (0x1F600, 0x1F64F), (0x20000, 0x20100), (0x1D400, 0x1D454)]  # fmt: skip


class Composer:
    """Makes texts; each way of disturbing one takes a text and gives another."""

    def __init__(self, sentences: list[str], reviews: list[str], seed: int) -> None:
        self.random = random.Random(seed)
        parts = [part.strip() for review in reviews for part in re.split(r"(?<=[.!?…])\s+|\n+", review)]
        self.sentences = [normalise(text) for text in sentences + parts if 2 <= len(text.strip()) <= 90]
        self.words = sorted({word for sentence in self.sentences for word in sentence.split()})
        self.kinds: list[tuple[int, Callable[[], str]]] = [
            (14, self.plain),
            (8, lambda: " ".join(self.random.sample(self.words, self.random.randint(1, 7)))),
            (8, lambda: self.inserted(SHOUTS)),
            (8, lambda: self.inserted(EMOJI)),
            (8, lambda: self.inserted(FOREIGN)),
            (5, lambda: self.inserted(NUMBERS)),
            (6, lambda: self.inserted(MARKS)),
            (8, lambda: self.inserted(CONTROLS, self.random.choice(["", " "]))),
            (8, lambda: self.plain().replace(" ", "")),
            (4, lambda: re.sub(" ", lambda _: " " * self.random.randint(0, 4), self.plain())),
            (7, lambda: unicodedata.normalize(self.random.choice(["NFD", "NFKD"]), self.plain())),
            (5, self.repeated),
            (3, self.typo),
            (3, self.long),
            (4, self.single),
            (3, lambda: "".join(self.random.choices(MARKS + EMOJI, k=self.random.randint(1, 5)))),
            (5, lambda: "".join(self.character() for _ in range(self.random.randint(2, 14)))),
            (2, lambda: self.plain().swapcase() + " " + self.random.choice(FOREIGN).swapcase()),
        ]

    def plain(self) -> str:
        return " ".join(self.random.choices(self.sentences, k=self.random.choice([1, 1, 1, 1, 2])))

    def inserted(self, pieces: list[str], glue: str = "") -> str:
        words = self.random.choice(self.sentences).split()
        for _ in range(self.random.randint(1, 3)):
            place = self.random.randint(0, len(words))
            words.insert(place, glue + self.random.choice(pieces))
        return self.random.choice(["", " "]).join(words)

    def repeated(self) -> str:
        text = self.plain()
        place = self.random.randrange(len(text))
        return text[:place] + text[place] * self.random.randint(2, 30) + text[place:]

    def typo(self) -> str:
        letters = list(self.plain())
        for _ in range(3):
            place = self.random.randrange(len(letters))
            letters[place] = self.random.choice([letters[place - 1], "", chr(self.random.randint(0xAC00, 0xD7A3))])
        return "".join(letters)

    def long(self) -> str:
        return self.random.choice([" ", "\n", ""]).join(self.random.sample(self.sentences, self.random.randint(9, 14)))

    def single(self) -> str:
        return self.random.choice([self.character, lambda: self.random.choice(self.random.choice(self.sentences))])()

    def character(self) -> str:
        while True:
            first, last = self.random.choice(BLOCKS)
            letter = chr(self.random.randint(first, last))
            if unicodedata.category(letter) != "Cn":
                return letter

    def texts(self, count: int) -> list[str]:
        """Texts of which no two are stored the same way."""
        found: dict[str, str] = {}
        weights = [weight for weight, _ in self.kinds]
        while len(found) < count:
            text = self.random.choices([make for _, make in self.kinds], weights)[0]()
            if stored := normalise(text):
                found.setdefault(stored, text)
        return list(found.values())


def compose() -> list[str]:
    sentences = json.loads((HERE / "sentences.json").read_text(encoding="utf-8"))
    reviews = [review["content"] for review in json.loads(DEMO.read_text(encoding="utf-8"))]
    return Composer(sentences, reviews, SEED).texts(COUNT)


def fingerprint(ids: list[int]) -> int:
    value = FNV_OFFSET
    for token in ids:
        value = ((value ^ token) * FNV_PRIME) & (2**64 - 1)
    return value


def write_parity(folder: Path) -> None:
    """Writes parity.json into a model folder."""
    settings = read_settings(folder)
    scorer = Scorer(folder / "model.onnx", folder / "tokenizer.json", settings)
    order = polarity(settings["labels"])

    def positive(text: str) -> float:
        return round(float(positive_probability(scorer.logits(text)[order], settings.get("temperature", 1.0))), 5)

    sentences = [normalise(text) for text in json.loads((HERE / "sentences.json").read_text(encoding="utf-8"))]
    typed = compose()
    texts = [normalise(text) for text in typed]
    content = {
        "version": settings["version"],
        "tolerance": TOLERANCE,
        "sentences": [{"text": text, "ids": scorer.ids(text), "positive": positive(text)} for text in sentences],
        "texts": [[text, fingerprint(scorer.ids(text)), positive(text)] for text in texts],
        "typed": [[text, place] for place, text in enumerate(typed) if text != texts[place]][:TYPED],
    }
    lines = json.dumps(content, ensure_ascii=False).replace('{"text"', '\n{"text"').replace("], [", "],\n[")
    (folder / "parity.json").write_text(lines + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="model folder")
    write_parity(parser.parse_args().model)


if __name__ == "__main__":
    main()
