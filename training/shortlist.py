"""Which target pieces each source piece may call for, so that the model weighs hundreds and not all of them.

Translation probabilities of single pieces come from IBM model 1, fitted by expectation
maximisation on real pairs (Brown et al. 1993, https://aclanthology.org/J93-2003); the idea of a
lexical shortlist from Jean et al. 2015 (https://aclanthology.org/P15-1001). CTranslate2 reads the
list as ``vmap.txt``, where the line without a source piece always counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.packed import Integers, PackedPairs

NAME = "vmap.txt"
_PASSES = 5
_LONGEST = 60
_PAIRS = 120_000
# Pieces that begin no word of either language: bytes, digits, letters and marks spell what is copied.
_SHORTEST_WORD_PIECE = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the list is.

    Attributes:
        each: Target pieces for one source piece, at most.
        least: Probability below which a target piece is left out.
        frequent: How many of the most frequent target pieces are always there.
    """

    each: int = 40
    least: float = 0.002
    frequent: int = 300


def shortlist(pairs: PackedPairs, pieces: Sequence[str], limits: Limits = Limits()) -> dict[str, list[str]]:
    """Target pieces by source piece; under the empty name those that are always there.

    Args:
        pairs: Real pairs.
        pieces: All pieces of the vocabulary that both languages share, by number.
        limits: How long the list may be.
    """
    chosen = [index for index in range(len(pairs)) if 0 < pairs.source.lengths[index] <= _LONGEST]
    sources, targets, probability = fit(pairs, chosen[:_PAIRS])
    found: dict[str, list[str]] = {"": _always(pairs, pieces, limits.frequent)}
    for source, rows in _rows_by_source(sources, probability, limits):
        found[pieces[source]] = [pieces[target] for target in targets[rows]]
    for piece in pieces:
        found.setdefault(piece, [])
        if piece not in found[piece]:
            found[piece].append(piece)
    return found


def fit(pairs: PackedPairs, chosen: Sequence[int]) -> tuple[Integers, Integers, NDArray[np.float64]]:
    """Probability of a target piece given a source piece, for all that stand in one pair: three equal rows."""
    many = int(max(pairs.source.pieces.max(), pairs.target.pieces.max())) + 1
    keys, positions = _cooccurrences(pairs, chosen, many)
    known, places = np.unique(keys, return_inverse=True)
    sources, targets = known // many, known % many
    probability = np.ones(len(known))
    for _ in range(_PASSES):
        share = probability[places]
        share /= np.bincount(positions, share)[positions]
        counts = np.bincount(places, share)
        probability = counts / np.bincount(sources, counts)[sources]
    return sources, targets, probability


def _cooccurrences(pairs: PackedPairs, chosen: Sequence[int], many: int) -> tuple[Integers, Integers]:
    """Every source piece with every target piece of its pair, as one number, and which target position that is."""
    keys, positions, first = [], [], 0
    for index in chosen:
        source = np.asarray(pairs.source.segment(index), np.int64)
        target = np.asarray(pairs.target.segment(index)[:_LONGEST], np.int64)
        keys.append((source[None, :] * many + target[:, None]).ravel())
        positions.append(np.repeat(np.arange(first, first + len(target)), len(source)))
        first += len(target)
    return np.concatenate(keys), np.concatenate(positions)


def _rows_by_source(
    sources: Integers, probability: NDArray[np.float64], limits: Limits
) -> Iterator[tuple[int, Integers]]:
    """Rows of each source piece that are probable enough, the likeliest first."""
    order = np.lexsort((-probability, sources))
    order = order[probability[order] >= limits.least]
    numbers, starts = np.unique(sources[order], return_index=True)
    for number, rows in zip(numbers, np.split(order, starts[1:]), strict=True):
        yield int(number), rows[: limits.each]


def _always(pairs: PackedPairs, pieces: Sequence[str], frequent: int) -> list[str]:
    counts = np.bincount(pairs.target.pieces, minlength=len(pieces))
    common = {pieces[index] for index in np.argsort(-counts, kind="stable")[:frequent]}
    spelling = {piece for piece in pieces if len(piece.lstrip("▁")) < _SHORTEST_WORD_PIECE or piece.startswith("<0x")}
    return [piece for piece in pieces if piece in common or piece in spelling]


def format_shortlist(found: Mapping[str, Sequence[str]]) -> str:
    """In the notation of CTranslate2: source piece, tab, target pieces parted by spaces."""
    return "".join(f"{source}\t{' '.join(targets)}\n" for source, targets in sorted(found.items()))
