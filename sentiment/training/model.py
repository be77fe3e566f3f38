"""The network: a small pre-norm Transformer encoder over word pieces and hashed pairs and triples of them.

Pairs and triples of neighbouring word pieces get embeddings of their own, looked up by hash. That costs next to no
computing, and gives the first layer what bags of n-grams know, so the encoder can spend its layers on the rest.
Everything is computed from `input_ids`, inside the exported graph.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from text import MAX_TOKENS

HIDDEN = -10_000.0  # added to the attention score of padding
SCORES = 10
NEGATIVE = slice(0, 4)  # scores 1 to 4
POSITIVE = slice(8, 10)  # scores 9 and 10
# Odd multipliers of the hash; the products stay far below 2**63.
PAIR_FACTORS = (1_000_003, 8_191)
TRIPLE_FACTORS = (15_485_863, 131_071, 524_287)


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    layers: int = 4
    width: int = 256
    heads: int = 4
    feed_forward: int = 1024
    buckets: int = 2**17 - 1  # of each n-gram table; a prime
    bucket_width: int = 48
    dropout: float = 0.1  # of n-grams and of what the heads read; the hidden tokens do the same for the layers


class Linear(nn.Linear):
    """Works in the precision of its input; the weights themselves stay in fp32."""

    def forward(self, states: Tensor) -> Tensor:
        return functional.linear(states, self.weight.to(states.dtype), self.bias.to(states.dtype))


class Norm(nn.LayerNorm):
    def forward(self, states: Tensor) -> Tensor:
        weight, bias = self.weight.to(states.dtype), self.bias.to(states.dtype)
        return functional.layer_norm(states, self.normalized_shape, weight, bias, self.eps)


class Block(nn.Module):
    """Self-attention, then a feed-forward net; each reads a normalised input and adds to it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attention_norm = Norm(shape.width)
        self.query_key_value = Linear(shape.width, 3 * shape.width)
        self.attention_out = Linear(shape.width, shape.width)
        self.feed_forward_norm = Norm(shape.width)
        self.inner = Linear(shape.width, shape.feed_forward)
        self.outer = Linear(shape.feed_forward, shape.width)

    def attend(self, states: Tensor, visible: Tensor | None) -> Tensor:
        batch, tokens, width = states.shape
        parts = self.query_key_value(states).view(batch, tokens, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: on a CPU the fused operator's backward pass takes longer for reviews of some 20 tokens.
        scores = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads)
        if visible is not None:
            scores = scores + visible
        mixed = scores.softmax(dim=-1) @ value
        return self.attention_out(mixed.transpose(1, 2).reshape(batch, tokens, width))

    def forward(self, states: Tensor, visible: Tensor | None) -> Tensor:
        states = states + self.attend(self.attention_norm(states), visible)
        inner = functional.gelu(self.inner(self.feed_forward_norm(states)), approximate="tanh")
        return states + self.outer(inner)


class Encoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.buckets = shape.buckets
        self.word = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(MAX_TOKENS, shape.width)
        self.pair = nn.Embedding(shape.buckets, shape.bucket_width)
        self.triple = nn.Embedding(shape.buckets, shape.bucket_width)
        self.from_ngrams = Linear(2 * shape.bucket_width, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = Norm(shape.width)
        self.dropout = nn.Dropout(shape.dropout)

    def ngrams(self, input_ids: Tensor) -> Tensor:
        """Embeddings of the pair and the triple that end at each token, [batch, tokens, 2 * bucket_width]."""
        before = functional.pad(input_ids, (1, 0))[:, :-1]
        earlier = functional.pad(input_ids, (2, 0))[:, :-2]
        pair = (input_ids * PAIR_FACTORS[0] + before * PAIR_FACTORS[1]) % self.buckets
        triple = (
            input_ids * TRIPLE_FACTORS[0] + before * TRIPLE_FACTORS[1] + earlier * TRIPLE_FACTORS[2]
        ) % self.buckets
        return torch.cat([self.pair(pair), self.triple(triple)], dim=-1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor | None, precision: torch.dtype) -> Tensor:
        """States [batch, tokens, width]. Without a mask every token counts: rows of equal length."""
        positions = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word(input_ids) + self.position(positions)
        states = words.to(precision) + self.from_ngrams(self.dropout(self.ngrams(input_ids)).to(precision))
        visible = None
        if attention_mask is not None:
            visible = (1 - attention_mask[:, None, None, :].to(precision)) * HIDDEN
        for block in self.blocks:
            states = block(states, visible)
        return self.norm(states)


class Classifier(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        self.dropout = nn.Dropout(shape.dropout)
        self.head = Linear(2 * shape.width, SCORES)
        # Guesses hidden words while training; not exported.
        self.guess = Linear(shape.width, shape.width)
        self.apply(_initialise)

    def pool(self, states: Tensor, attention_mask: Tensor | None) -> Tensor:
        """Mean and maximum over the tokens, [batch, 2 * width], fp32."""
        states = states.float()
        if attention_mask is None:
            return torch.cat([states.mean(dim=1), states.amax(dim=1)], dim=-1)
        weight = attention_mask[:, :, None].to(states.dtype)
        mean = (states * weight).sum(dim=1) / weight.sum(dim=1)
        return torch.cat([mean, (states + (1 - weight) * HIDDEN).amax(dim=1)], dim=-1)

    def scores(self, states: Tensor, attention_mask: Tensor | None = None) -> Tensor:
        """Logits of the ten scores, [batch, 10]."""
        return self.head(self.dropout(self.pool(states, attention_mask)))

    def forward(self, input_ids: Tensor, attention_mask: Tensor | None) -> Tensor:
        """Logits [batch, 2]: negative, positive. The mask is 1 on tokens and 0 on padding."""
        return polarity(self.scores(self.encoder(input_ids, attention_mask, torch.float32), attention_mask))


def polarity(scores: Tensor) -> Tensor:
    """From logits of the ten scores to logits [batch, 2]: as likely as all negative, all positive scores together."""
    return torch.stack([scores[:, NEGATIVE].logsumexp(dim=1), scores[:, POSITIVE].logsumexp(dim=1)], dim=1)


def _initialise(module: nn.Module) -> None:
    if isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=0.02 if module.embedding_dim > 64 else 0.05)
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=module.in_features**-0.5)
        nn.init.zeros_(module.bias)
