"""The wide part of the network: a weight for every sequence of one to five characters, added up.

Like an NB-SVM over character n-grams, in a form that a graph computes: token ids become characters again (a table of
the vocabulary's characters), runs of characters become buckets (a polynomial hash), and every bucket has one weight.
It knows the many small signs of praise and dislike that a small encoder has no room for.
"""

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

LONGEST_NGRAM = 5
BUCKETS = 4_194_301  # a prime
HASH_PRIME = 2**31 - 1
HASH_FACTOR = 10_000_031  # the hash never leaves 63 bits
BOUNDARY = 1  # the character before each word and after the last
LARGEST = 0.9998  # quantile of the weights that int8 still holds; larger ones are cut off
UNKNOWN = 2  # stands for any token that has no text


def character_table(tokenizer: Tokenizer) -> np.ndarray:
    """Characters of each token, int16 [vocabulary, longest], 0 where a token has fewer."""
    numbers: dict[str, int] = {}
    rows = []
    for place in range(tokenizer.get_vocab_size()):
        token = tokenizer.id_to_token(place)
        if token in ("[PAD]", "[CLS]"):
            row = []
        elif token == "[SEP]":
            row = [BOUNDARY]
        elif token in ("[UNK]", "[MASK]"):
            row = [BOUNDARY, UNKNOWN]
        else:
            inside = token.startswith("##") and len(token) > 2
            row = [] if inside else [BOUNDARY]
            row += [numbers.setdefault(letter, len(numbers) + 3) for letter in (token[2:] if inside else token)]
        rows.append(row)
    table = np.zeros((len(rows), max(map(len, rows))), dtype=np.int16)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return table


def buckets(table: Tensor, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
    """Buckets of all n-grams, int64 [batch, n-grams], and 1 or 0 for whether the place holds one."""
    spread = (table[input_ids].long() * attention_mask[:, :, None]).flatten(1)
    there = (spread > 0).long()
    # Characters move to the front of their row; the gaps go to one place at its end, which is cut off.
    places = torch.where(there > 0, there.cumsum(dim=1) - 1, spread.shape[1])
    letters = torch.zeros(spread.shape[0], spread.shape[1] + 1, dtype=torch.int64, device=spread.device)
    letters = letters.scatter(1, places, spread)[:, :-1]
    found, valid = [], []
    hashed = torch.zeros_like(letters)
    for length in range(1, LONGEST_NGRAM + 1):
        rest = letters[:, length - 1 :]
        hashed = (hashed[:, : rest.shape[1]] * HASH_FACTOR + rest) % HASH_PRIME
        found.append(hashed % BUCKETS)
        valid.append((rest > 0).long())
    return torch.cat(found, dim=1), torch.cat(valid, dim=1)


class Wide(nn.Module):
    """Logit of praise against dislike, [batch]. Weights are int8 with a common scale."""

    def __init__(self, table: np.ndarray, weights: np.ndarray, bias: float) -> None:
        super().__init__()
        scale = float(np.quantile(np.abs(weights[weights != 0]), LARGEST)) / 127
        self.register_buffer("table", torch.from_numpy(table))
        self.register_buffer("weights", torch.from_numpy(np.rint(weights / scale).clip(-127, 127).astype(np.int8)))
        self.scale, self.bias = scale, bias

    def dequantised(self) -> Tensor:
        return self.weights.float() * self.scale

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        found, valid = buckets(self.table, input_ids, attention_mask)
        return (self.weights[found].float() * valid.float()).sum(dim=1) * self.scale + self.bias


def load_wide(folder: Path) -> Wide:
    """Reads what train_wide.py wrote."""
    with np.load(folder / "wide.npz") as arrays:
        return Wide(arrays["table"], arrays["weights"], float(arrays["bias"]))
