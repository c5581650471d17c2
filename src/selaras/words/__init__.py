"""Words that tell whether a capital makes a name, and whether English has a word; mined by ``training/words.py``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def common_words() -> frozenset[str]:
    """Words, in lower case, that Indonesian writes with a small letter inside a sentence: a capital makes no name."""
    return _words("common_indonesian.txt")


@cache
def english_words() -> frozenset[str]:
    """Words, in lower case, that English text has more than by chance, names among them."""
    return _words("known_english.txt")


def _words(name: str) -> frozenset[str]:
    """One in a line; ``#`` starts a comment line."""
    lines = (files(__package__) / name).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
