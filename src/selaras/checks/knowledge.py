"""What the checks know about the two languages, read from the files of ``data/``.

A word list has one entry a line; a table has columns separated by tabs. ``#`` starts a comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def word_list(name: str) -> frozenset[str]:
    """The entries of ``data/NAME.txt``."""
    return frozenset(_lines(f"{name}.txt"))


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``data/NAME.tsv``."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in _lines(f"{name}.tsv"))


def _lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        entry = line.split("#", 1)[0].rstrip() if not line.startswith("\\#") else line[1:]
        if entry.strip():
            yield entry


INDONESIAN_FUNCTION_WORDS = word_list("function.id")
ENGLISH_FUNCTION_WORDS = word_list("function.en")


def _indonesian_only() -> frozenset[str]:
    """Common Indonesian words that are neither English nor likely in names: their presence tells the language."""
    rows = table("lexicon")
    indonesian = {form for row in rows for form in row[0].split()} | INDONESIAN_FUNCTION_WORDS
    english = {form.rstrip("*") for row in rows for form in row[1].split()}
    either = {form for form in indonesian if any(form[:end] in english for end in range(2, len(form) + 1))}
    return frozenset(indonesian - either - ENGLISH_FUNCTION_WORDS - word_list("function_shared"))


INDONESIAN_ONLY = _indonesian_only()
