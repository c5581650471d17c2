"""What a validator finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

from ..errors import FormatError, one_line
from ..model import Severity
from .xmlread import line_of


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that keeps a program from loading it, or from using all of it.

    Attributes:
        path: The file.
        line: Where, from 1; 0 for the whole file.
        what: What is wrong.
        remedy: What to do.
        severity: An error breaks a rule of the format; a warning costs matches or programs.
    """

    path: str
    line: int
    what: str
    remedy: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return one_line(f"{where}: {self.severity}: {self.what} ({self.remedy})")


def problem_of(error: FormatError, path: str) -> Problem:
    """What a reader could not go on with, as a problem."""
    return Problem(path, error.line or 0, error.what, error.remedy or "repair the file")


@cache
def grammar(name: str) -> etree.RelaxNG:
    """A RELAX NG grammar of ours, ``schemas/<name>.rng``."""
    text = files(__package__).joinpath("schemas", f"{name}.rng").read_bytes()
    return etree.RelaxNG(etree.fromstring(text))


def grammar_problems(schema: etree.RelaxNG, item: etree._Element | etree._ElementTree, path: str) -> list[Problem]:
    """What a grammar has against an element: the first complaint, for the others follow from it."""
    if schema.validate(item):
        return []
    complaints = [entry for entry in schema.error_log if "failed to validate content" not in entry.message]
    entry = (complaints or list(schema.error_log))[0]
    line = entry.line or (line_of(item) if isinstance(item, etree._Element) else 0)
    return [Problem(path, line, entry.message, "see docs/formats.md for what is written there")]
