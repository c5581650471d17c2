"""Pairs of segments and the files they are kept in: TSV, plain or xz."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast


@dataclass(frozen=True, slots=True)
class Pair:
    """An Indonesian (or Malay) segment and its English translation.

    Attributes:
        origin: Name of the source it comes from; ``NAME+AUGMENTATION`` for a variant of a pair.
        indonesian: Text.
        english: Text.
        score: Lexical score, 0 to 1, None if it was never computed.
        weight: How often a pass takes it in the main phase, on average.
        cooldown_weight: The same for the cooldown.
    """

    origin: str
    indonesian: str
    english: str
    score: float | None = None
    weight: float = 1.0
    cooldown_weight: float = 1.0

    def side(self, language: str) -> str:
        """The text in ``language``, ``id`` or ``en``."""
        return {"id": self.indonesian, "en": self.english}[language]


def open_text(path: Path, mode: str = "rt") -> IO[str]:
    """A text file, compressed if its name ends in ``.xz``."""
    if path.suffix == ".xz":
        return cast("IO[str]", lzma.open(path, mode, encoding="utf-8", newline="\n"))
    return cast("IO[str]", path.open(mode, encoding="utf-8", newline="\n"))


def read_published(path: Path) -> Iterator[Pair]:
    """Pairs of the published collection: source, language, score or empty, text, English."""
    for origin, _, score, indonesian, english in _rows(path):
        yield Pair(origin, indonesian, english, float(score) if score else None)


def read_pairs(path: Path) -> Iterator[Pair]:
    """Pairs that `write_pairs` wrote."""
    for origin, weight, cooldown_weight, indonesian, english in _rows(path):
        yield Pair(origin, indonesian, english, None, float(weight), float(cooldown_weight))


def write_pairs(pairs: Iterable[Pair], path: Path) -> int:
    """Write pairs one a line; returns how many.

    Their texts hold no tabs or line breaks, since cleaning made every white-space run one space.
    """
    count = 0
    with open_text(path, "wt") as file:
        for count, pair in enumerate(pairs, start=1):  # noqa: B007 - the last count is the result
            weights = f"{pair.weight:g}\t{pair.cooldown_weight:g}"
            file.write(f"{pair.origin}\t{weights}\t{pair.indonesian}\t{pair.english}\n")
    return count


def read_sentences(path: Path) -> Iterator[tuple[str, str]]:
    """Source name and sentence of every line of a monolingual collection."""
    return ((origin, sentence) for origin, sentence in _rows(path))


def _rows(path: Path) -> Iterator[list[str]]:
    with open_text(path) as file:
        for line in file:
            yield line.rstrip("\n").split("\t")
