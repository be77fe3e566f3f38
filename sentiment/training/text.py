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


def _control_table() -> dict[int, str]:
    controls = {code: " " for code in range(0x110000) if unicodedata.category(chr(code)) == "Cc"}
    return controls | {ord(mark): "" for mark in BIDI_CONTROLS}


_CONTROLS = _control_table()


def normalise(text: str) -> str:
    """NFC, control characters to spaces, bidi marks removed, whitespace collapsed and trimmed."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_CONTROLS).split())


def cut(ids: list[int]) -> list[int]:
    """Shortens `[CLS] … [SEP]` to at most MAX_TOKENS by dropping tokens from its middle."""
    if len(ids) <= MAX_TOKENS:
        return ids
    return ids[: 1 + HEAD_TOKENS] + ids[-(TAIL_TOKENS + 1) :]
