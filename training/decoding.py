"""Translating piece numbers in bulk: with CTranslate2 on a CPU, with PyTorch on a GPU."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import sentencepiece
import torch
from torch import Tensor
from torch.nn import functional

from training.checkpoint import load_weights
from training.config import Config
from training.network import POSITIONS, Attention, DecoderLayer, Translator
from training.packed import Side, collate_source
from training.vocabulary import BEGIN, END, PADDING, UNKNOWN, load_vocabulary

_GPU_PIECES = 120_000
_CPU_PIECES = 8_000


@dataclass(frozen=True, slots=True)
class Decoding:
    """How hypotheses are chosen.

    Attributes:
        beam: Width of the beam; 1 with ``top_k`` above 1 samples instead.
        top_k: Sampling from the k likeliest pieces.
        length_penalty: Exponent of the length that scores are divided by.
    """

    beam: int = 1
    top_k: int = 1
    length_penalty: float = 0.6


class Decoder(Protocol):
    """Translates segments given as piece numbers."""

    def translate(self, segments: Side) -> list[list[int]]:
        """Hypotheses, in order."""
        ...


class CTranslate2Decoder:
    """An exported model on the CPU.

    Args:
        folder: What `training.export` wrote.
        vocabulary: That of the model.
        decoding: Beam or sampling.
    """

    def __init__(
        self, folder: Path, vocabulary: sentencepiece.SentencePieceProcessor, decoding: Decoding, threads: int = 2
    ) -> None:
        import ctranslate2

        self._vocabulary = vocabulary
        self._decoding = decoding
        self._translator = ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=threads)

    def translate(self, segments: Side) -> list[list[int]]:
        """Hypotheses, in order."""
        return [hypotheses[0] for hypotheses in self.hypotheses(segments, 1)]

    def hypotheses(self, segments: Side, count: int) -> list[list[list[int]]]:
        """So many hypotheses of each segment, the likeliest first."""
        results = self._translator.translate_batch(
            [self._vocabulary.id_to_piece(segments.segment(index)) for index in range(len(segments))],
            num_hypotheses=count,
            beam_size=self._decoding.beam,
            sampling_topk=self._decoding.top_k,
            length_penalty=self._decoding.length_penalty,
            max_decoding_length=POSITIONS - 12,
            max_batch_size=_CPU_PIECES,
            batch_type="tokens",
        )
        return [[self._vocabulary.piece_to_id(pieces) for pieces in result.hypotheses] for result in results]


class TorchDecoder:
    """Weights on the GPU (or, slowly, the CPU); greedy or sampling, no beam.

    Args:
        config: Shape of the network.
        weights: Snapshot, average or checkpoint.
        decoding: Only ``top_k`` counts.
    """

    def __init__(self, config: Config, weights: Path, decoding: Decoding) -> None:
        self._decoding = decoding
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        network = Translator(config.network, load_vocabulary(config).vocab_size())
        network.load_state_dict(load_weights(weights))
        network.eval().to(self._device)
        self._network = network.bfloat16() if self._device.type == "cuda" else network

    def translate(self, segments: Side) -> list[list[int]]:
        """Hypotheses, in order."""
        found: list[list[int]] = [[] for _ in range(len(segments))]
        order = np.argsort(-segments.lengths, kind="stable")
        start = 0
        while start < len(order):
            longest = int(segments.lengths[order[start]]) + 1
            indices = order[start : start + max(1, _GPU_PIECES // longest)]
            start += len(indices)
            source = torch.from_numpy(collate_source(segments, indices)).to(self._device)
            limit = min(POSITIONS - 12, int(longest * 1.6) + 10)
            for index, row in zip(indices, generate(self._network, source, limit, self._decoding.top_k), strict=True):
                found[index] = row
        return found


@torch.inference_mode()
def generate(network: Translator, source: Tensor, limit: int, top_k: int = 1) -> list[list[int]]:
    """Decode a batch piece by piece, keys and values kept.

    Args:
        network: In evaluation mode.
        source: Padded piece numbers with end marks, shape (batch, pieces).
        limit: Pieces at most.
        top_k: Sampling from the k likeliest; 1 takes the likeliest.

    Returns:
        Piece numbers of each segment, without the end mark.
    """
    memory, source_seen = network.encode(source)
    states = [_LayerState(layer, memory, limit) for layer in network.decoder]
    last = torch.full((len(source), 1), BEGIN, device=source.device)
    written = torch.full((len(source), limit), PADDING, device=source.device)
    over = torch.zeros(len(source), dtype=torch.bool, device=source.device)
    for place in range(limit):
        x = network.embed(last, place)
        for state in states:
            x = state.advance(x, place, source_seen)
        last = _choose(network.scores(network.decoder_norm(x))[:, 0].float(), top_k)
        last = torch.where(over[:, None], torch.full_like(last, PADDING), last)
        written[:, place] = last[:, 0]
        over |= last[:, 0] == END
        # Asking every time would make the GPU wait for the CPU at each piece.
        if place % 8 == 7 and bool(over.all()):
            break
    return [_until_end(row) for row in written.tolist()]


class _LayerState:
    """Keys and values of one decoder layer, for all pieces so far and for the source."""

    def __init__(self, layer: torch.nn.Module, memory: Tensor, limit: int) -> None:
        assert isinstance(layer, DecoderLayer)
        self.layer = layer
        self.source = _keys_values(layer.cross, layer.cross.key_value(memory))
        shape = (len(memory), layer.attention.heads, limit, memory.size(-1) // layer.attention.heads)
        self.keys, self.values = memory.new_empty(shape), memory.new_empty(shape)

    def advance(self, x: Tensor, place: int, source_seen: Tensor) -> Tensor:
        """One piece, shape (batch, 1, width), through the layer."""
        layer = self.layer
        query, *key_value = layer.attention.query_key_value(layer.attention_norm(x)).chunk(3, -1)
        for kept, new in zip((self.keys, self.values), key_value, strict=True):
            kept[:, :, place : place + 1] = layer.attention.split(new)
        keys, values = self.keys[:, :, : place + 1], self.values[:, :, : place + 1]
        x = x + layer.attention.attend(layer.attention.split(query), keys, values, None)
        query = layer.cross.split(layer.cross.query(layer.cross_norm(x)))
        x = x + layer.cross.attend(query, *self.source, source_seen)
        advanced: Tensor = x + layer.feed_forward(layer.feed_forward_norm(x))
        return advanced


def _keys_values(attention: Attention, projected: Tensor) -> tuple[Tensor, Tensor]:
    keys, values = projected.chunk(2, -1)
    return attention.split(keys), attention.split(values)


def _choose(scores: Tensor, top_k: int) -> Tensor:
    scores[:, [PADDING, UNKNOWN, BEGIN]] = -torch.inf
    if top_k == 1:
        return scores.argmax(-1, keepdim=True)
    likeliest, pieces = scores.topk(top_k, -1)
    return pieces.gather(1, torch.multinomial(functional.softmax(likeliest, -1), 1))


def _until_end(row: list[int]) -> list[int]:
    return row[: row.index(END)] if END in row else [piece for piece in row if piece != PADDING]
