"""The network: a pre-norm Transformer with one embedding for source, target and output.

Its parts are laid out as CTranslate2 wants them (Vaswani et al. 2017, https://arxiv.org/abs/1706.03762;
sines and cosines in halves, positions from 1), so that exporting is copying.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.config import Network as Shape
from training.vocabulary import PADDING

POSITIONS = 512
_HIDDEN = -1e4


class Attention(nn.Module):
    """Multi-head attention; over itself, or over a memory if ``cross``."""

    def __init__(self, width: int, heads: int, cross: bool = False) -> None:
        super().__init__()
        self.heads = heads
        self.cross = cross
        if cross:
            self.query = nn.Linear(width, width)
            self.key_value = nn.Linear(width, 2 * width)
        else:
            self.query_key_value = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor | None = None, seen: Tensor | None = None) -> Tensor:
        """Attend from ``x`` of shape (batch, pieces, width) to what ``seen`` allows."""
        if memory is None:
            query, key, value = self.query_key_value(x).chunk(3, -1)
        else:
            query, (key, value) = self.query(x), self.key_value(memory).chunk(2, -1)
        return self.attend(self.split(query), self.split(key), self.split(value), seen)

    def attend(self, query: Tensor, key: Tensor, value: Tensor, seen: Tensor | None) -> Tensor:
        """Mix values; all of shape (batch, heads, pieces, width / heads)."""
        mixed = (
            functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
            if query.is_cuda
            else _attend_on_cpu(query, key, value, seen)
        )
        merged: Tensor = self.output(mixed.transpose(1, 2).flatten(2))
        return merged

    def split(self, x: Tensor) -> Tensor:
        """(batch, pieces, width) to (batch, heads, pieces, width / heads)."""
        batch, pieces, width = x.shape
        return x.view(batch, pieces, self.heads, width // self.heads).transpose(1, 2)


class FeedForward(nn.Module):
    """Two linear maps with a ReLU between them."""

    def __init__(self, width: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Map each position by itself."""
        mapped: Tensor = self.outer(self.dropout(functional.relu(self.inner(x))))
        return mapped


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each normalised before and added to its input."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(shape.width)
        self.attention = Attention(shape.width, shape.heads)
        self.feed_forward_norm = nn.LayerNorm(shape.width)
        self.feed_forward = FeedForward(shape.width, shape.feed_forward, shape.dropout)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        """One layer over (batch, pieces, width)."""
        x = x + self.dropout(self.attention(self.attention_norm(x), seen=seen))
        mapped: Tensor = x + self.dropout(self.feed_forward(self.feed_forward_norm(x)))
        return mapped


class DecoderLayer(nn.Module):
    """An encoder layer that also attends to the source."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(shape.width)
        self.attention = Attention(shape.width, shape.heads)
        self.cross_norm = nn.LayerNorm(shape.width)
        self.cross = Attention(shape.width, shape.heads, cross=True)
        self.feed_forward_norm = nn.LayerNorm(shape.width)
        self.feed_forward = FeedForward(shape.width, shape.feed_forward, shape.dropout)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, memory: Tensor, seen: Tensor, source_seen: Tensor) -> Tensor:
        """One layer over (batch, pieces, width)."""
        x = x + self.dropout(self.attention(self.attention_norm(x), seen=seen))
        x = x + self.dropout(self.cross(self.cross_norm(x), memory, source_seen))
        mapped: Tensor = x + self.dropout(self.feed_forward(self.feed_forward_norm(x)))
        return mapped


class Translator(nn.Module):
    """Encoder, decoder and the embedding they share.

    Args:
        shape: Widths and depths.
        pieces: Size of the vocabulary.
    """

    positions: Tensor

    def __init__(self, shape: Shape, pieces: int) -> None:
        super().__init__()
        self.width = shape.width
        self.heads = shape.heads
        self.embedding = nn.Embedding(pieces, shape.width, padding_idx=PADDING)
        self.register_buffer("positions", sinusoids(POSITIONS, shape.width), persistent=False)
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.bias = nn.Parameter(torch.zeros(pieces))
        self.dropout = nn.Dropout(shape.dropout)
        self._initialise()

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """Memory of shape (batch, pieces, width), and which of it is not padding."""
        seen = (source != PADDING)[:, None, None, :]
        x = self.embed(source)
        for layer in self.encoder:
            x = layer(x, seen)
        return self.encoder_norm(x), seen

    def forward(self, source: Tensor, prefix: Tensor) -> Tensor:
        """Decoder states, one for each piece of the prefix; `scores` turns them into pieces."""
        return self.decode(prefix, *self.encode(source))

    def decode(self, prefix: Tensor, memory: Tensor, source_seen: Tensor) -> Tensor:
        """The same for sources that `encode` has read."""
        length = prefix.size(1)
        seen = torch.ones(length, length, dtype=torch.bool, device=prefix.device).tril()
        x = self.embed(prefix)
        for layer in self.decoder:
            x = layer(x, memory, seen, source_seen)
        states: Tensor = self.decoder_norm(x)
        return states

    def embed(self, pieces: Tensor, first: int = 0) -> Tensor:
        """Embeddings with positions; ``first`` is the position of the first piece."""
        positions = self.positions[first : first + pieces.size(1)].to(self.embedding.weight.dtype)
        embedded: Tensor = self.dropout(self.embedding(pieces) * math.sqrt(self.width) + positions)
        return embedded

    def scores(self, states: Tensor) -> Tensor:
        """Unnormalised log-probabilities of all pieces."""
        return functional.linear(states, self.embedding.weight, self.bias)

    def _initialise(self) -> None:
        nn.init.normal_(self.embedding.weight, std=self.width**-0.5)
        for name, parameter in self.named_parameters():
            if parameter.dim() > 1 and not name.startswith("embedding"):
                nn.init.xavier_uniform_(parameter)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)


def sinusoids(count: int, width: int) -> Tensor:
    """Position encodings in CTranslate2's layout, shape (count, width): sines, then cosines; positions from 1."""
    half = width // 2
    rates = torch.exp(torch.arange(half) * -(math.log(10000) / (half - 1)))
    angles = torch.arange(1, count + 1).float()[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], -1)


def _attend_on_cpu(query: Tensor, key: Tensor, value: Tensor, seen: Tensor | None) -> Tensor:
    # At the lengths of sentences the plain products take half the time of the fused kernel on a CPU.
    scores = torch.matmul(query * query.size(-1) ** -0.5, key.transpose(-1, -2))
    if seen is not None:
        scores = scores.masked_fill(~seen, _HIDDEN)
    return torch.matmul(torch.softmax(scores, -1), value)
