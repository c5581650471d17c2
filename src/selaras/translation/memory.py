"""Translation memory: what people decided about the same sentence, or one much like it.

Pure lookups in layers of entries: the human text of the corpus first, files that the user
names after it. The order in which entries are given never matters.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from heapq import nsmallest
from math import log
from typing import Protocol

from rapidfuzz.distance import Levenshtein

CORPUS = "corpus"
SUGGESTED_FROM = 75
COUNTED_FROM = 50
MOST_SUGGESTIONS = 3

# Penalties in points of similarity: they order suggestions and never decide what is an exact match.
FOREIGN_PENALTY = 1
UNAPPROVED_PENALTY = 1
MULTIPLE_PENALTY = 1

# A lookup looks at about so many postings, rarest words first, and measures so many candidates;
# benchmarks/memory.py shows what larger numbers would find.
_POSTINGS = 4000
_CANDIDATES = 48
# A text that is alike enough can lack words of no more than this share of the letters that may differ, about:
# a word that differs by an affix only is lacking as well, and costs less.
_COVERED = 1.5
_NOWHERE: Sequence[int] = ()
_WORD = re.compile(r"\w+")


class MatchKind(IntEnum):
    """How a match was found, the best first."""

    CONTEXT = 1
    EXACT = 2
    FUZZY = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A pair that people made.

    Attributes:
        source: As ``normalise_source`` gives it.
        target: Its translation.
        before: The source of the translatable segment before it, empty where there is none or nobody knows.
        after: The same for the one after it.
        approved: Whether somebody approved it.
    """

    source: str
    target: str
    before: str = ""
    after: str = ""
    approved: bool = True

    def stands_between(self, before: str, after: str) -> bool:
        """Whether it has these neighbours; two missing ones say nothing."""
        return bool(before or after) and (self.before, self.after) == (before, after)


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that answers a lookup.

    Attributes:
        kind: How it was found.
        similarity: Of the sources, percent; below 100 for all but equal ones.
        penalty: Points to take off.
        source: Of the entry.
        target: Of the entry.
        layer: Name of the layer.
    """

    kind: MatchKind
    similarity: int
    penalty: int
    source: str
    target: str
    layer: str

    @property
    def score(self) -> int:
        """Similarity less the penalties, 0 to 100."""
        return max(0, self.similarity - self.penalty)


class Memory(Protocol):
    """Answers what is known about a source text."""

    layers: frozenset[str]

    def decided(self, source: str, before: str = "", after: str = "") -> Match | None:
        """The text to use: the one target known for this source in this context, else for this source at all.

        Args:
            source: What is to be translated.
            before: The source of the translatable segment before it.
            after: The same for the one after it.

        Returns:
            None where nothing is known, or different targets are.
        """

    def matches(self, source: str, before: str = "", after: str = "", least: int = SUGGESTED_FROM) -> list[Match]:
        """The best answers with a score of at least ``least``, best first, every target once."""


class Layer:
    """The entries of one origin.

    Args:
        name: Names it in signatures and suggestions.
        entries: In any order, with any repeats.
        penalty: For all of its matches.
    """

    def __init__(self, name: str, entries: Iterable[Entry], penalty: int = 0) -> None:
        self.name = name
        self.penalty = penalty
        by_source: defaultdict[str, set[Entry]] = defaultdict(set)
        for entry in entries:
            by_source[entry.source].add(entry)
        self._entries: Mapping[str, tuple[Entry, ...]] = {
            source: tuple(sorted(by_source[source])) for source in sorted(by_source)
        }

    def __len__(self) -> int:
        return len(self._entries)

    def exact(self, source: str) -> tuple[Entry, ...]:
        """The entries with this source."""
        return self._entries.get(source, ())

    def fuzzy(self, source: str, least: int) -> list[tuple[int, str]]:
        """Similarity in percent and text of the sources that are much like this one, not equal to it."""
        return [one for one in self._index.similar(source, least) if one[1] != source]

    def match(self, entry: Entry, kind: MatchKind, similarity: int) -> Match:
        """The match that an entry of this layer makes."""
        targets = {other.target for other in self._entries[entry.source]}
        penalty = self.penalty + UNAPPROVED_PENALTY * (not entry.approved) + MULTIPLE_PENALTY * (len(targets) > 1)
        return Match(kind, similarity, penalty, entry.source, entry.target, self.name)

    @cached_property
    def _index(self) -> _WordIndex:
        return _WordIndex(tuple(self._entries))


class LayeredMemory:
    """The memory made of several layers; see ``Memory``.

    Args:
        own: What people decided in the corpus.
        foreign: Files that the user named; none of them is better than another.
    """

    def __init__(self, own: Layer, foreign: Iterable[Layer] = ()) -> None:
        self._own = own
        self._foreign = tuple(sorted(foreign, key=lambda layer: layer.name))
        self.layers = frozenset(layer.name for layer in self._all)

    def __len__(self) -> int:
        return sum(map(len, self._all))

    @property
    def _all(self) -> tuple[Layer, ...]:
        return (self._own, *self._foreign)

    def decided(self, source: str, before: str = "", after: str = "") -> Match | None:
        """See ``Memory``: context before exact, the corpus before files; several targets decide nothing."""
        found = self._equal(source, before, after)
        for kind in (MatchKind.CONTEXT, MatchKind.EXACT):
            for layers in ((self._own.name,), tuple(layer.name for layer in self._foreign)):
                known = [match for match in found if match.kind <= kind and match.layer in layers]
                if known:
                    same = len({match.target for match in known}) == 1
                    return min(known, key=_order) if same else None
        return None

    def matches(self, source: str, before: str = "", after: str = "", least: int = SUGGESTED_FROM) -> list[Match]:
        """See ``Memory``."""
        found = self._equal(source, before, after)
        found += [
            layer.match(entry, MatchKind.FUZZY, similarity)
            for layer in self._all
            for similarity, similar in layer.fuzzy(source, least)
            for entry in layer.exact(similar)
        ]
        best: dict[str, Match] = {}
        for match in sorted(found, key=_order):
            if match.score >= least:
                best.setdefault(match.target, match)
        return list(best.values())[:MOST_SUGGESTIONS]

    def _equal(self, source: str, before: str, after: str) -> list[Match]:
        return [
            layer.match(entry, MatchKind.CONTEXT if entry.stands_between(before, after) else MatchKind.EXACT, 100)
            for layer in self._all
            for entry in layer.exact(source)
        ]


def _order(match: Match) -> tuple[int, int, bool, str, str, str]:
    return (
        match.kind if match.kind is MatchKind.CONTEXT else MatchKind.EXACT,
        -match.score,
        match.layer != CORPUS,
        match.layer,
        match.source,
        match.target,
    )


class _WordIndex:
    """Finds texts that share rare words with another, then measures how alike they are."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._lengths = array("I", map(len, texts))
        postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, text in enumerate(texts):
            for word in _words(text):
                postings[word].append(number)
        self._postings = dict(postings)

    def similar(self, text: str, least: int) -> list[tuple[int, str]]:
        """Similarity by characters (Levenshtein, percent, rounded down) and text, of at least ``least``."""
        cutoff = least / 100
        measured = (
            (int(100 * Levenshtein.normalized_similarity(text, other, score_cutoff=cutoff)), other)
            for other in self._candidates(text, cutoff)
        )
        return [one for one in measured if one[0] >= least]

    def _candidates(self, text: str, cutoff: float) -> list[str]:
        """The texts of like length that share the most weight of words."""
        shortest, longest = len(text) * cutoff, len(text) / cutoff
        weights: dict[int, float] = {}
        read = covered = 0
        for word, numbers in self._rarest(_words(text)):
            is_enough = covered > _COVERED * (1 - cutoff) * len(text)
            if weights and (is_enough or read + len(numbers) > _POSTINGS):
                break
            read += len(numbers)
            covered += len(word)
            weight = log(1 + len(self._texts) / max(1, len(numbers)))
            for number in numbers:
                weights[number] = weights.get(number, 0.0) + weight
        alike = ((-weight, n) for n, weight in weights.items() if shortest <= self._lengths[n] <= longest)
        return [self._texts[number] for _, number in nsmallest(_CANDIDATES, alike)]

    def _rarest(self, words: Iterable[str]) -> list[tuple[str, Sequence[int]]]:
        found = [(word, self._postings.get(word, _NOWHERE)) for word in words]
        return sorted(found, key=lambda one: (len(one[1]), one[0]))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


NO_MEMORY = LayeredMemory(Layer(CORPUS, ()))
