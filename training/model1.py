"""Model 1 of Brown et al., *The Mathematics of Statistical Machine Translation* (Computational Linguistics 19, 1993).

What one side says explains what the other means: every token of the meant side stands for one of the said side, or for
nothing that was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 5
_PAIRS_AT_A_TIME = 10_000

# Numbers of what is meant, and of what is said.
NumberedPair = tuple[Sequence[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Explanations:
    """What explains what.

    Attributes:
        meant: How many different tokens are meant; the said token number ``said`` and the meant one number ``m`` have
            the key ``said * meant + m``. The number behind the last said token is that of nothing.
        keys: Of all that stood in one pair together, in order.
        probabilities: For every key, of what is meant where that is said.
        counts: For every key, how often the one stands for the other.
    """

    meant: int
    keys: NDArray[np.int64]
    probabilities: NDArray[np.float32]
    counts: NDArray[np.float32]

    def of(self, said: NDArray[np.int64], meant: NDArray[np.int64]) -> NDArray[np.float32]:
        """Probabilities of tokens that stood in one pair; shape (said, meant)."""
        found: NDArray[np.float32] = self.probabilities[np.searchsorted(self.keys, said[:, None] * self.meant + meant)]
        return found


@dataclass(frozen=True, slots=True)
class _Links:
    """Every meant token of some pairs with every said one; for each link its key and the place of its meant token."""

    keys: NDArray[np.int64]
    places: NDArray[np.int64]


def explain(pairs: Iterable[NumberedPair], meant: int, said: int) -> Explanations:
    """Fit the model by expectation and maximisation; prints how the surprise falls.

    Args:
        pairs: None of their sides is empty.
        meant: How many numbers there are on the meant side.
        said: The same for the said side.
    """
    parts = [*_parts(iter(pairs), meant, said)]
    keys = np.unique(np.concatenate([np.unique(part.keys) for part in parts]))
    parts = [_Links(np.searchsorted(keys, part.keys), part.places) for part in parts]
    said_of = keys // meant
    probabilities = np.full(len(keys), 1 / meant, np.float32)
    for turn in range(_ROUNDS):
        counts = np.zeros(len(keys), np.float32)
        surprise = 0.0
        for part in parts:
            share = probabilities[part.keys]
            total = np.bincount(part.places, share)
            counts += np.bincount(part.keys, share / total[part.places], len(keys))
            surprise -= float(np.log2(total).sum())
        probabilities = (counts / np.maximum(np.bincount(said_of, counts), 1e-9)[said_of]).astype(np.float32)
        print(f"round {turn}: {surprise / sum(part.places[-1] + 1 for part in parts):.3f} bits a token", flush=True)
    return Explanations(meant, keys, probabilities, counts)


def _parts(pairs: Iterator[NumberedPair], meant: int, nothing: int) -> Iterator[_Links]:
    while some := list(islice(pairs, _PAIRS_AT_A_TIME)):
        yield _links(some, meant, nothing)


def _links(pairs: Sequence[NumberedPair], meant_size: int, nothing: int) -> _Links:
    keys, places, met = [], [], 0
    for meant, said in pairs:
        explained, explaining = np.array(meant), np.array([*said, nothing])
        keys.append((explaining * meant_size + explained[:, None]).ravel())
        places.append(np.repeat(np.arange(met, met + len(explained)), len(explaining)))
        met += len(explained)
    return _Links(np.concatenate(keys), np.concatenate(places))
