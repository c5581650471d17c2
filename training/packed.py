"""Text as piece numbers, 16 bits each, and the batches that are made of it.

A packed file is a NumPy archive small enough to carry: all numbers of a side in one row, and
where each segment ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.vocabulary import BEGIN, END, PADDING

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Side:
    """Segments of one language.

    Attributes:
        pieces: Numbers of all pieces, one segment after the other.
        ends: Where each segment ends in ``pieces``, a zero in front.
    """

    pieces: NDArray[np.uint16]
    ends: Integers

    def __len__(self) -> int:
        return len(self.ends) - 1

    @property
    def lengths(self) -> Integers:
        """Pieces of each segment, end mark not counted."""
        return np.diff(self.ends)

    def segment(self, index: int) -> list[int]:
        """The pieces of one segment."""
        pieces: list[int] = self.pieces[self.ends[index] : self.ends[index + 1]].tolist()
        return pieces

    def rows(self, indices: Integers) -> Integers:
        """The segments, padded to one length; shape (segments, longest)."""
        starts, lengths = self.ends[indices], self.lengths[indices]
        columns = np.arange(lengths.max(initial=0))
        inside = columns < lengths[:, None]
        places = np.where(inside, starts[:, None] + columns, 0)
        return np.where(inside, self.pieces[places].astype(np.int64), PADDING)


@dataclass(frozen=True, slots=True)
class PackedPairs:
    """Pairs of segments with their weights.

    Attributes:
        source: What the model reads.
        target: What it learns to write.
        weight: Of each pair in the main phase.
        cooldown_weight: Of each pair in the cooldown.
    """

    source: Side
    target: Side
    weight: NDArray[np.float32]
    cooldown_weight: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded piece numbers, each of shape (segments, pieces).

    Attributes:
        source: With its end mark.
        prefix: Target behind the begin mark: what the decoder sees.
        expected: Target with its end mark: what it should write.
    """

    source: Integers
    prefix: Integers
    expected: Integers


def pack(segments: Sequence[Sequence[int]]) -> Side:
    """Lists of piece numbers as a side."""
    lengths = [len(segment) for segment in segments]
    pieces = np.fromiter((piece for segment in segments for piece in segment), np.uint16, sum(lengths))
    return Side(pieces, np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64))


def save_side(side: Side, path: Path) -> None:
    """Write one side, compressed."""
    np.savez_compressed(path, pieces=side.pieces, lengths=side.lengths.astype(np.uint16))


def load_side(path: Path) -> Side:
    """Read what `save_side` wrote."""
    with np.load(path) as stored:
        return _side(stored["pieces"], stored["lengths"])


def save_pairs(pairs: PackedPairs, path: Path) -> None:
    """Write pairs, compressed; no half-written file is ever seen under ``path``."""
    unfinished = path.with_name(f"unfinished-{path.name}")
    np.savez_compressed(
        unfinished,
        source=pairs.source.pieces,
        source_lengths=pairs.source.lengths.astype(np.uint16),
        target=pairs.target.pieces,
        target_lengths=pairs.target.lengths.astype(np.uint16),
        weight=pairs.weight.astype(np.float16),
        cooldown_weight=pairs.cooldown_weight.astype(np.float16),
    )
    unfinished.replace(path)


def load_pairs(path: Path) -> PackedPairs:
    """Read what `save_pairs` wrote."""
    with np.load(path) as stored:
        return PackedPairs(
            source=_side(stored["source"], stored["source_lengths"]),
            target=_side(stored["target"], stored["target_lengths"]),
            weight=stored["weight"].astype(np.float32),
            cooldown_weight=stored["cooldown_weight"].astype(np.float32),
        )


def join(parts: Sequence[PackedPairs]) -> PackedPairs:
    """Several files of pairs as one."""
    return PackedPairs(
        source=_join([part.source for part in parts]),
        target=_join([part.target for part in parts]),
        weight=np.concatenate([part.weight for part in parts]),
        cooldown_weight=np.concatenate([part.cooldown_weight for part in parts]),
    )


def plan_batches(
    pairs: PackedPairs,
    weight: NDArray[np.float32],
    budget: int,
    longest: int,
    random: np.random.Generator,
) -> list[Integers]:
    """One pass over the pairs: indices of each batch, pairs of like length together.

    A pair is taken as often as its weight says; the fraction is left to chance. Lengths are
    blurred a little, so that batches differ from pass to pass.

    Args:
        pairs: What is drawn from.
        weight: One a pair.
        budget: Padded pieces of the longer side in a batch, at most.
        longest: Pairs with a longer side are left out.
        random: Decides fractions and order.
    """
    length = np.maximum(pairs.source.lengths, pairs.target.lengths) + 1
    usable = (length <= longest) & (pairs.source.lengths > 0) & (pairs.target.lengths > 0)
    times = np.where(usable, np.floor(weight + random.random(len(pairs))), 0).astype(np.int64)
    drawn = np.repeat(np.arange(len(pairs)), times)
    drawn = drawn[np.argsort(length[drawn] + random.random(len(drawn)) * 2, kind="stable")]
    batches = list(cut(drawn, length, budget))
    return [batches[index] for index in random.permutation(len(batches))]


def collate(pairs: PackedPairs, indices: Integers) -> Batch:
    """Begin and end marks added, padded to a multiple of eight."""
    return Batch(collate_source(pairs.source, indices), *collate_target(pairs.target, indices))


def collate_source(side: Side, indices: Integers) -> Integers:
    """Segments as the encoder reads them: with end mark, padded to a multiple of eight."""
    return _append(side, indices, END)


def collate_target(side: Side, indices: Integers) -> tuple[Integers, Integers]:
    """Segments as the decoder sees them, behind the begin mark, and as it should write them, with end mark."""
    expected = _append(side, indices, END)
    prefix = np.roll(np.where(expected == END, PADDING, expected), 1, axis=1)
    prefix[:, 0] = BEGIN
    return prefix, expected


def cut(drawn: Integers, length: Integers, budget: int) -> Iterator[Integers]:
    """Batches of what was drawn, in order, each as large as the budget of padded pieces allows.

    Args:
        drawn: Indices, one at a time if it is longer than the budget.
        length: Pieces of everything that may be drawn.
        budget: Of a batch.
    """
    start, longest = 0, 0
    for place, index in enumerate(drawn):
        longest = max(longest, int(length[index]))
        if place > start and longest * (place + 1 - start) > budget:
            yield drawn[start:place]
            start, longest = place, int(length[index])
    if start < len(drawn):
        yield drawn[start:]


def _append(side: Side, indices: Integers, mark: int) -> Integers:
    rows, lengths = side.rows(indices), side.lengths[indices]
    width = -(-(rows.shape[1] + 1) // 8) * 8
    padded = np.full((len(indices), width), PADDING, np.int64)
    padded[:, : rows.shape[1]] = rows
    padded[np.arange(len(indices)), lengths] = mark
    return padded


def _side(pieces: NDArray[np.uint16], lengths: NDArray[np.uint16]) -> Side:
    return Side(pieces, np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64))


def _join(sides: Sequence[Side]) -> Side:
    lengths = np.concatenate([side.lengths for side in sides])
    return _side(np.concatenate([side.pieces for side in sides]), lengths)
