"""Model 1 of Brown et al., *The Mathematics of Statistical Machine Translation* (Computational Linguistics 19, 1993).

What one side says explains what the other means: every token of the meant side stands for one of the said side, or for
nothing that was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 5
_PAIRS_AT_A_TIME = 10_000

# Numbers of what is meant, and of what is said.
NumberedPair = tuple[Sequence[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Part:
    """Every meant token of some pairs with every said one and with nothing.

    Attributes:
        keys: All that stands together in these pairs, each once and in order.
        links: Places in ``keys``, pair by pair, meant token by meant token.
        shapes: Of each pair: meant tokens, and said ones with nothing among them.
    """

    keys: NDArray[np.int64]
    links: NDArray[np.int64]
    shapes: Sequence[tuple[int, int]]

    def totals(self, shares: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum of the shares of all that may explain a meant token, for each link of that token."""
        widths = np.repeat([said for _, said in self.shapes], [meant for meant, _ in self.shapes])
        sums = np.add.reduceat(shares, np.cumsum(widths) - widths)
        return np.repeat(sums, widths)


@dataclass(frozen=True, slots=True)
class Explanations:
    """What explains what.

    Attributes:
        meant: How many different tokens are meant; the said token number ``said`` and the meant one number ``m`` have
            the key ``said * meant + m``. The number behind the last said token is that of nothing.
        keys: Of all that stood in one pair together, in order.
        probabilities: For every key, of what is meant where that is said.
        counts: For every key, how often the one stands for the other.
        parts: Of the pairs.
    """

    meant: int
    keys: NDArray[np.int64]
    probabilities: NDArray[np.float32]
    counts: NDArray[np.float32]
    parts: Sequence[_Part]

    def tables(self) -> Iterator[NDArray[np.float32]]:
        """Probabilities in each pair; shape (meant tokens, said tokens)."""
        for part in self.parts:
            shares, start = self.probabilities[part.links], 0
            for meant, said in part.shapes:
                yield shares[start : start + meant * said].reshape(meant, said)[:, :-1]
                start += meant * said


def explain(pairs: Iterable[NumberedPair], meant: int, said: int) -> Explanations:
    """Fit the model by expectation and maximisation.

    Args:
        pairs: None of their sides is empty.
        meant: How many numbers there are on the meant side.
        said: The same for the said side.
    """
    found = [*_parts(iter(pairs), meant, said)]
    keys = np.unique(np.concatenate([part.keys for part in found]))
    # Each part's keys are in order, and looked up fast, once.
    parts = [replace(part, links=np.searchsorted(keys, part.keys)[part.links]) for part in found]
    said_of = keys // meant
    probabilities = np.ones(len(keys), np.float32)
    for _ in range(_ROUNDS):
        counts = np.zeros(len(keys), np.float32)
        for part in parts:
            shares = probabilities[part.links]
            counts += np.bincount(part.links, shares / part.totals(shares), len(keys))
        probabilities = (counts / np.maximum(np.bincount(said_of, counts), 1e-9)[said_of]).astype(np.float32)
    return Explanations(meant, keys, probabilities, counts, parts)


def _parts(pairs: Iterator[NumberedPair], meant: int, nothing: int) -> Iterator[_Part]:
    while some := list(islice(pairs, _PAIRS_AT_A_TIME)):
        keys = np.concatenate(
            [(np.array([*theirs, nothing]) * meant + np.array(ours)[:, None]).ravel() for ours, theirs in some]
        )
        known, links = np.unique(keys, return_inverse=True)
        yield _Part(known, links, [(len(ours), len(theirs) + 1) for ours, theirs in some])
