"""How much of a source a hypothesis accounts for, so that what says it all is chosen before what merely sounds likely.

A package may hold ``adequacy.npz``: which tokens of the source the tokens of a translation stand for, by Model 1 of
Brown et al., *The Mathematics of Statistical Machine Translation* (Computational Linguistics 19(2), 1993), learnt from
the pairs that the model learnt from (``training/adequacy.py``). A word that was left out stands unexplained there.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import ModelError

# Costs are kept in sixteenths of a bit, which sum to the same on every machine.
PARTS_OF_BIT = 16


@dataclass(frozen=True, slots=True)
class TokenTable:
    """What tokens stand for; the costs are -log2 of probabilities, in sixteenths of a bit.

    Attributes:
        tokens: Of both languages, by number.
        keys: The number of a token that was said times that of tokens, plus the number of one that it stands for;
            in order. The number behind the last token is said by nobody: it stands for what has no counterpart.
        costs: For every key.
        most: The cost of a pair without a key.
    """

    tokens: Sequence[str]
    keys: NDArray[np.int64]
    costs: NDArray[np.uint8]
    most: int


class AdequacyModel(Protocol):
    """What the engine asks when it orders hypotheses."""

    def unexplained(self, source: Sequence[str], hypotheses: Sequence[Sequence[str]]) -> list[float]:
        """See :meth:`Adequacy.unexplained`."""


class Adequacy:
    """Tells what a hypothesis leaves unexplained.

    Args:
        table: Of the package.
    """

    def __init__(self, table: TokenTable) -> None:
        self._numbers = {token: number for number, token in enumerate(table.tokens)}
        self._table = table

    def unexplained(self, source: Sequence[str], hypotheses: Sequence[Sequence[str]]) -> list[float]:
        """Bits that each hypothesis leaves open for a token of the source, on average; the fewer the better.

        Args:
            source: Its tokens, at least one.
            hypotheses: The tokens of each.
        """
        said = self._known(token for tokens in hypotheses for token in tokens)
        places = {number: place for place, number in enumerate(said)}
        costs = self._costs(np.array(said), np.array([self._numbers.get(token, -1) for token in source]))
        return [
            float(costs[[*map(places.__getitem__, self._known(tokens))]].min(axis=0).sum())
            / (PARTS_OF_BIT * len(source))
            for tokens in hypotheses
        ]

    def _known(self, tokens: Iterable[str]) -> list[int]:
        """The distinct numbers of tokens, and of what nobody says."""
        found = {number for token in set(tokens) if (number := self._numbers.get(token)) is not None}
        return [*sorted(found), len(self._numbers)]

    def _costs(self, said: NDArray[np.int64], meant: NDArray[np.int64]) -> NDArray[np.int64]:
        """Shape (said, meant); -1 stands for a token of the source that the table lacks."""
        table = self._table
        keys = said[:, None] * len(self._numbers) + meant
        places = np.minimum(np.searchsorted(table.keys, keys), len(table.keys) - 1)
        return np.where((table.keys[places] == keys) & (meant >= 0), table.costs[places], table.most)


def save_table(table: TokenTable, path: Path) -> None:
    """Write a table, compressed; equal tables give equal bytes."""
    size = len(table.tokens)
    counts = np.bincount(table.keys // size, minlength=size + 1).astype(np.uint16)
    meant = (table.keys % size).astype(np.uint16)
    np.savez_compressed(
        path, tokens=np.array(table.tokens), counts=counts, meant=meant, costs=table.costs, most=np.int64(table.most)
    )


def load_table(path: Path) -> TokenTable:
    """Read what ``save_table`` wrote.

    Raises:
        ModelError: The file is damaged.
    """
    try:
        with np.load(path) as stored:
            tokens, counts = stored["tokens"].tolist(), stored["counts"]
            said = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
            keys = said * len(tokens) + stored["meant"]
            if not 0 < len(keys) == len(stored["costs"]):
                raise ValueError("columns of different lengths")
            return TokenTable(tokens, keys, stored["costs"], int(stored["most"]))
    except (OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError("the table of tokens is damaged", path=path, remedy="get the package anew") from error
