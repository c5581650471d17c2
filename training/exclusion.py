"""Keeping test sets out of the training text: exact and near matches, on either side."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

_WORD = re.compile(r"\w+")
_GRAM = 5
_SHARE = 0.5
# Shorter texts are only excluded when equal: half of four words means nothing.
_SHORTEST_NEAR = 6
_SUFFIXES = frozenset({".id", ".en", ".ms", ".ind", ".eng", ".txt", ".tsv"})

Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """Lower-case words, without marks and spacing.

    >>> words_of('"Ya," kata Ani.')
    ('ya', 'kata', 'ani')
    """
    return tuple(_WORD.findall(text.lower()))


class TestSets:
    """The sentences that must not be trained on.

    A text matches when its words are those of a test sentence, or when half of its (or of the
    test sentence's) five-word runs stand in one test sentence.
    """

    __test__ = False

    def __init__(self, sentences: Iterable[str]) -> None:
        self._exact: set[Words] = set()
        self._runs: dict[Words, list[int]] = defaultdict(list)
        self._counts: list[int] = []
        for sentence in sentences:
            self._add(words_of(sentence))

    def __len__(self) -> int:
        return len(self._exact)

    def matches(self, text: str) -> bool:
        """Whether the text is in the test sets, or nearly."""
        words = words_of(text)
        if words in self._exact:
            return True
        if len(words) < _SHORTEST_NEAR:
            return False
        runs = _runs(words)
        shared = Counter(index for run in runs for index in self._runs.get(run, ()))
        return any(count >= _SHARE * min(len(runs), self._counts[index]) for index, count in shared.items())

    def _add(self, words: Words) -> None:
        if not words or words in self._exact:
            return
        self._exact.add(words)
        if len(words) < _SHORTEST_NEAR:
            return
        runs = _runs(words)
        for run in runs:
            self._runs[run].append(len(self._counts))
        self._counts.append(len(runs))


def read_test_sets(folder: Path) -> TestSets:
    """Every line (every field of a TSV) of the text files in a folder and the folders in it."""
    return TestSets(field for path in test_files(folder) for field in _fields(path))


def test_files(folder: Path) -> list[Path]:
    """The files that `read_test_sets` reads, sorted."""
    return sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())


def _fields(path: Path) -> Iterable[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield from line.split("\t")


def _runs(words: Words) -> set[Words]:
    return {words[start : start + _GRAM] for start in range(len(words) - _GRAM + 1)}
