"""Words that Indonesian writes with a small letter inside a sentence: what a capital elsewhere does not make a name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def common_words() -> frozenset[str]:
    """The words of ``common_words.txt``, in lower case; ``#`` starts a comment line."""
    lines = (files(__package__) / "common_words.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
