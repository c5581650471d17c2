"""What the reader knows about pages, as data files: one entry a line, ``#`` lines are comments."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


def entries(name: str) -> list[str]:
    """The lines of a data file that are neither empty nor comments."""
    text = (files("selaras.reading") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("# ")]


def table(name: str) -> list[tuple[str, str]]:
    """The lines of a data file with two columns."""
    rows = (line.split("\t") for line in entries(name))
    return [(key, value) for key, value in rows]


def alternatives(words: list[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def boilerplate() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern for all boilerplate lines; its n-th group stands for the n-th reason."""
    rows = table("boilerplate.tsv")
    groups = "|".join(f"({pattern})" for pattern, _ in rows)
    return re.compile(rf"(?:{groups})(?:[\s:!…»>→-]|\.\.\.)*", re.IGNORECASE), tuple(reason for _, reason in rows)


@cache
def captions() -> re.Pattern[str]:
    """What is found in the line under a photo."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in entries("captions.txt")))


@cache
def bylines() -> re.Pattern[str]:
    """A line that starts with a byline label; group 1 the label, group 2 the names."""
    return re.compile(rf"({alternatives(entries('bylines.txt'))})\s*[:/]\s*(.*)", re.IGNORECASE | re.DOTALL)
