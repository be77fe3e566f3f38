"""The classifier: a small pre-norm Transformer encoder with mean pooling and two logits."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from text import MAX_TOKENS

HIDDEN = -10_000.0  # added to the attention score of padding


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    layers: int = 4
    width: int = 256
    heads: int = 4
    feed_forward: int = 1024
    dropout: float = 0.1


class Block(nn.Module):
    """Self-attention, then a feed-forward net; each reads a normalised input and adds to it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attention_norm = nn.LayerNorm(shape.width)
        self.query_key_value = nn.Linear(shape.width, 3 * shape.width)
        self.attention_out = nn.Linear(shape.width, shape.width)
        self.feed_forward_norm = nn.LayerNorm(shape.width)
        self.feed_forward = nn.Sequential(
            nn.Linear(shape.width, shape.feed_forward), nn.GELU(), nn.Linear(shape.feed_forward, shape.width)
        )
        self.dropout = nn.Dropout(shape.dropout)

    def attend(self, states: Tensor, visible: Tensor) -> Tensor:
        batch, tokens, width = states.shape
        parts = self.query_key_value(states).view(batch, tokens, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: on a CPU the fused operator's backward pass takes longer for reviews of some 20 tokens.
        scores = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads) + visible
        mixed = scores.softmax(dim=-1).to(value.dtype) @ value
        return self.attention_out(mixed.transpose(1, 2).reshape(batch, tokens, width))

    def forward(self, states: Tensor, visible: Tensor) -> Tensor:
        states = states + self.attend(self.attention_norm(states), visible)
        return states + self.dropout(self.feed_forward(self.feed_forward_norm(states)))


class Classifier(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(MAX_TOKENS, shape.width)
        self.dropout = nn.Dropout(shape.dropout)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)
        self.head = nn.Linear(shape.width, 2)
        self.apply(_initialise)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits [batch, 2]: negative, positive. The mask is 1 on tokens and 0 on padding."""
        positions = torch.arange(input_ids.shape[1], device=input_ids.device)
        states = self.dropout(self.word(input_ids) + self.position(positions))
        visible = (1 - attention_mask[:, None, None, :].to(states.dtype)) * HIDDEN
        for block in self.blocks:
            states = block(states, visible)
        weight = attention_mask[:, :, None].to(states.dtype)
        mean = (self.norm(states) * weight).sum(dim=1) / weight.sum(dim=1)
        return self.head(self.dropout(mean))


def _initialise(module: nn.Module) -> None:
    if isinstance(module, nn.Linear | nn.Embedding):
        nn.init.normal_(module.weight, std=0.02 if isinstance(module, nn.Embedding) else 0.04)
    if isinstance(module, nn.Linear):
        nn.init.zeros_(module.bias)
