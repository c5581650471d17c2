"""The project's own dictionary: Indonesian words, English for each, what else says the same, and sentences with them.

``knowledge/dictionary.tsv`` has a word a line: Indonesian, the English that mostly stands in its place, and other
English for it, with semicolons between. Words are those that news and the training pairs have and that the pairs have
too seldom to learn them. ``knowledge/examples.tsv`` has a sentence a line, Indonesian and English, made up to show them
in use.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.pairs import Pair

# What pairs of either are said to come from.
DICTIONARY, EXAMPLES, HELD_OUT = "selaras_dictionary", "selaras_examples", "selaras_examples_held"
_WEIGHT = 3.0
# One example in so many is held out for `training.risk`.
_HELD_OUT_OF = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A word and what stands for it.

    Attributes:
        indonesian: As it is written inside a sentence; one to three words.
        english: What mostly stands in its place, in that form.
        others: What else may.
    """

    indonesian: str
    english: str
    others: tuple[str, ...] = ()

    @property
    def is_spelt_alike(self) -> bool:
        """Whether both languages write it with the same letters, so that there is nothing to tell."""
        return self.english.lower() == self.indonesian.lower()


def read_dictionary(path: Path) -> tuple[Entry, ...]:
    """All entries, in order."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return tuple(Entry(word, english, tuple(filter(None, others.split(";")))) for word, english, others in rows)


def as_pairs(entries: Iterable[Entry]) -> Iterator[Pair]:
    """Entries to learn from by themselves; those that are spelt alike teach nothing."""
    for entry in entries:
        if not entry.is_spelt_alike:
            yield Pair(DICTIONARY, entry.indonesian, entry.english, None, _WEIGHT, _WEIGHT)


def read_examples(path: Path) -> Iterator[Pair]:
    """The sentences, in order; those held out have an origin of their own."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return (
        Pair(HELD_OUT if is_held_out(indonesian) else EXAMPLES, indonesian, english) for indonesian, english in rows
    )


def is_held_out(indonesian: str) -> bool:
    """Whether an example is kept for the last phase: by its words alone, so that more examples change nothing."""
    return zlib.crc32(indonesian.encode()) % _HELD_OUT_OF == 0
