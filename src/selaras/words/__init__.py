"""What is known of single words.

``training/words.py`` mined ``common_indonesian.txt`` and ``known_english.txt``; the others are written by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def common_words() -> frozenset[str]:
    """Words, in lower case, that Indonesian writes with a small letter inside a sentence: a capital makes no name."""
    return _words("common_indonesian.txt")


@cache
def english_words() -> frozenset[str]:
    """Words, in lower case, that English text has more than by chance, names among them."""
    return _words("known_english.txt")


@cache
def english_acronyms() -> frozenset[str]:
    """Acronyms of three letters that English has of its own."""
    return _words("english_acronyms.txt")


@cache
def plain_words() -> Mapping[str, str]:
    """Rare, colloquial or misspelt words of Indonesian -> plain ones, empty for a particle that says nothing."""
    return _table("plain.tsv")


@cache
def abbreviations() -> Mapping[str, str]:
    """Abbreviations of Indonesian news as they are written -> what they stand for."""
    return _table("abbreviations.tsv")


@cache
def institutions() -> Mapping[str, tuple[str, ...]]:
    """Names of institutions in Indonesian -> the English name, with its article, and what else is right."""
    rows = (line.split("\t") for line in _lines("institutions.tsv"))
    return MappingProxyType({name: (english, *"|".join(others).split("|")) for name, english, *others in rows})


@cache
def offices() -> frozenset[str]:
    """English words that an "of" joins to the institution behind them."""
    return _words("offices.txt")


def _table(name: str) -> Mapping[str, str]:
    return MappingProxyType(dict(line.split("\t") for line in _lines(name)))


def _words(name: str) -> frozenset[str]:
    return frozenset(_lines(name))


def _lines(name: str) -> list[str]:
    """``#`` starts a comment line."""
    lines = (files(__package__) / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
