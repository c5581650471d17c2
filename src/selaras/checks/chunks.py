"""Chunks that are met for the first time, many at once: what ``Lexicon`` tells of each, and where sentences may end.

A chunk is what stands between two spaces. All of them are joined, one a line, so that a pattern is run once, and what
is done with plain words is done by functions of C that go over them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import compress, repeat
from operator import ne

import numpy as np
from numpy.typing import NDArray

from .features import CAPITAL, CHARACTERS, LONGEST_PLAIN, PATTERNS, PLAIN, SENTENCE_BREAKS, Lexeme, Lexicon

Numbers = NDArray[np.int64]
Bits = NDArray[np.uint64]

# Of a chunk: words behind it, or before it, may begin a sentence.
BREAKS, ENDS, OPENS = 1, 2, 4
# Up to two marks, a plain word, up to two marks; what is of another kind has no word.
_PLAIN = re.compile(rf"^(?:([^\w\n]{{0,2}})([A-Za-z][a-z]{{1,{LONGEST_PLAIN - 1}}})([^\w\n]{{0,2}})|.*)$", re.MULTILINE)
# The rare character comes first and looks back: trying every letter would be slow.
_EDGES = (
    (BREAKS, re.compile(rf"[{re.escape(SENTENCE_BREAKS)}]$", re.MULTILINE)),
    (ENDS, re.compile(r"[.!?…](?<=[^\W\d_]{3}.)[.!?…]*[\"”’)]*$", re.MULTILINE)),
    (OPENS, re.compile(r"^[\"“‘(]*[A-Z]", re.MULTILINE)),
)
_LEAD = re.compile(r"^\w*", re.MULTILINE)


class Chunks:
    """Chunks with what a lexicon tells of them.

    Args:
        chunks: At least one.
        lexicon: Of their language.

    Attributes:
        lengths: Of each, in characters.
        features: Of each.
        tokens: Of each.
    """

    def __init__(self, chunks: Sequence[str], lexicon: Lexicon) -> None:
        self._chunks, self._lines = chunks, "\n".join(chunks)
        before, words, behind = zip(*_PLAIN.findall(self._lines), strict=True)
        self._lowered = [*map(str.lower, words)]
        self.lengths = np.fromiter(map(len, chunks), np.int64, len(chunks))
        self.tokens: list[tuple[str, ...]] = [*zip(words, strict=True)]
        features = np.fromiter(map(lexicon.words.get, self._lowered, repeat(0)), np.uint64, len(chunks))
        has_capital = np.fromiter(map(ne, words, self._lowered), np.bool_, len(chunks))
        self.features = features | np.uint64(PLAIN) | has_capital * np.uint64(CAPITAL)
        lengths_of_words = np.fromiter(map(len, words), np.int64, len(chunks))
        wrapped = np.flatnonzero((lengths_of_words > 0) & (lengths_of_words < self.lengths))
        shells = (lexicon.shells[f"{before[place]} {behind[place]}"] for place in wrapped.tolist())
        self.features[wrapped] |= np.fromiter(shells, np.uint64, len(wrapped))
        self._others: dict[int, Lexeme] = {}
        others = np.flatnonzero(lengths_of_words == 0)
        if len(others):
            self._take_apart(others, lexicon)

    def _take_apart(self, places: Numbers, lexicon: Lexicon) -> None:
        """Fill in what those without a plain word have."""
        chunks = [self._chunks[place] for place in places.tolist()]
        lexemes = [*map(lexicon.words_in, chunks)]
        features = np.array([lexeme.features for lexeme in lexemes], np.uint64)
        features |= _found_in("\n".join(chunks), self.lengths[places], (*PATTERNS, *CHARACTERS))
        self.features[places] = features
        for place, lexeme, bits in zip(places.tolist(), lexemes, features.tolist(), strict=True):
            self._others[place] = Lexeme(bits, *lexeme[1:])
            self.tokens[place] = lexeme.tokens

    def lexeme(self, place: int) -> Lexeme:
        """What the lexicon tells of one of them."""
        other = self._others.get(place)
        return other or Lexeme(int(self.features[place]), self.tokens[place], (self._lowered[place],))

    def edges(self) -> Bits:
        """Whether sentences may end or begin at each."""
        return _found_in(self._lines, self.lengths, _EDGES)

    def leads(self) -> list[str]:
        """For each that begins with a capital, what stands there up to the first mark; nothing for the others."""
        is_capital = [chunk[:1].isupper() for chunk in self._chunks]
        found = iter(_LEAD.findall("\n".join(compress(self._chunks, is_capital))))
        return [next(found) if capital else "" for capital in is_capital]


def _found_in(lines: str, lengths: Numbers, patterns: Iterable[tuple[int, re.Pattern[str]]]) -> Bits:
    """For each line, the bits of the patterns that match in it."""
    found = np.zeros(len(lengths), np.uint64)
    next_lines = np.cumsum(lengths + 1)
    for bit, pattern in patterns:
        places = [match.start() for match in pattern.finditer(lines)]
        found[np.searchsorted(next_lines, places, "right")] |= np.uint64(bit)
    return found
