"""What can go wrong, told in one line: where, what, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

_FEW = 3


class SelarasError(Exception):
    """Something that keeps selaras from going on with one input or the whole run.

    Args:
        what: What is wrong, in a few words.
        path: The file or folder it is about.
        line: Line number in that file, from 1.
        tuid: The translation unit it is about.
        remedy: What the user can do, as an imperative.
    """

    def __init__(
        self,
        what: str,
        *,
        path: str | Path | None = None,
        line: int | None = None,
        tuid: str | None = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.path = None if path is None else str(path)
        self.line = line
        self.tuid = tuid
        self.remedy = remedy

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.path, self.line, self.tuid) if part is not None)
        told = f"{where}: {self.what}" if where else self.what
        return one_line(f"{told} ({self.remedy})" if self.remedy else told)


class InputError(SelarasError):
    """An input that cannot be read; the others are still done."""


class UsageError(SelarasError):
    """A request that makes no sense, such as an unknown format or check code."""


class ModelError(SelarasError):
    """A translation package that is missing, broken or for other languages."""


class CorpusError(SelarasError):
    """A corpus that is locked, damaged or of another version."""


class FormatError(SelarasError):
    """A file that is not what its format asks for."""


def counted(count: int, noun: str) -> str:
    """How many there are, in words.

    >>> counted(1, "document"), counted(2, "document")
    ('1 document', '2 documents')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def few(names: Iterable[str]) -> str:
    """The first names where there may be thousands.

    >>> few("abcd"), few("ab")
    ('a, b, c, …', 'a, b')
    """
    found = list(islice(names, _FEW + 1))
    return ", ".join([*found[:_FEW], *("…" for _ in found[_FEW:])])


def one_line(text: str) -> str:
    """``text`` with line breaks and control characters made visible, fit for a terminal.

    >>> one_line("a\\nb\\x1b[31m")
    'a\\\\nb\\\\x1b[31m'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
