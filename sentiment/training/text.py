"""Text as the model sees it: normalisation, tokens, and the cut for long reviews.

The server does the same: it normalises a review when it comes in, and the Rust crate beside this folder makes the
tokens and the cut. Whatever changes here must change there; `../model/parity.json` holds golden values that catch
a difference.
"""

import unicodedata

# Limits of the model, written to `model.json` by export.py and read from there by the Rust crate.
MAX_TOKENS = 128
# Opinions stand at the beginning and at the end of a long review, so the middle is what gets lost.
# [CLS] + 96 + 30 + [SEP] = 128.
HEAD_TOKENS = 96
TAIL_TOKENS = 30

# Marks that only steer the direction of text: ALM, LRM, RLM, embeddings, overrides and isolates.
BIDI_CONTROLS = "\u061c\u200e\u200f" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
# Characters that show nothing: zero-width blanks, byte order marks, soft hyphens, fillers of Hangul.
FILLERS = "\u00ad\u115f\u1160\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0\ufffe\uffff"
# A text of these and blanks alone shows nothing either.
INVISIBLE = set("\u200c\u200d\u2800" + "".join(map(chr, range(0xFE00, 0xFE10))))


def _control_table() -> dict[int, str]:
    controls = {code: " " for code in range(0x110000) if unicodedata.category(chr(code)) == "Cc"}
    return controls | {ord(mark): "" for mark in BIDI_CONTROLS + FILLERS}


_CONTROLS = _control_table()


def normalise(text: str) -> str:
    """As services/src/text.rs does it, but on one line: control characters to spaces, what is invisible removed, NFC,
    whitespace collapsed and trimmed. Line breaks are blanks to the tokenizer, so they need not stay.
    """
    text = " ".join(unicodedata.normalize("NFC", text.translate(_CONTROLS)).split())
    return "" if all(letter == " " or letter in INVISIBLE for letter in text) else text


def cut(
    ids: list[int], max_tokens: int = MAX_TOKENS, head_tokens: int = HEAD_TOKENS, tail_tokens: int = TAIL_TOKENS
) -> list[int]:
    """Shortens `[CLS] … [SEP]` to at most max_tokens by dropping tokens from its middle."""
    if len(ids) <= max_tokens:
        return ids
    tail = min(tail_tokens, max_tokens - 2)
    head = min(head_tokens, max_tokens - 2 - tail)
    return ids[: 1 + head] + ids[len(ids) - 1 - tail :]
