"""What stands above the stretch and belongs to it: the headline, the date, the byline, the photo."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..dates import find_date
from ..looks import METADATA, SHORT, byline_names, own_role
from ..metadata import is_of_change
from .pieces import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LINES_ABOVE = 12
# A heading of the first order is no headline but the name of a section where it is shorter.
_HEADLINE_WORDS = 3
_LINES_BESIDE = 3
# So many characters in front of it, as in "In Picture: ", leave a title a title.
_KICKER = 30
_DATED_LINE = 120


def headlines(root: HtmlElement, title: str | None) -> list[str]:
    """What may stand over the article, the likeliest first: its title, else a heading of the first order."""
    headings = [" ".join(element.text_content().split()) for element in root.iter("h1")]
    likely = [text for text in reversed(headings) if title is None or len(text.split()) >= _HEADLINE_WORDS]
    return [text for text in (title, *likely) if text]


def top_of(pieces: Sequence[Piece], start: int, home: int | None, headlines: Sequence[str]) -> int:
    """Where the headline above the stretch is, else where the home of the stretch begins."""
    inside = next((number for number in range(start) if home in pieces[number].homes), start)
    lines = range(start - 1, max(min(inside, start - LINES_ABOVE), 0) - 1, -1)
    for headline in headlines:
        for number in lines:
            if is_same(pieces[number].text, headline):
                return number
    return inside


def is_same(text: str, title: str) -> bool:
    """Whether two lines differ in nothing but capitals and raised or lowered digits."""
    return unicodedata.normalize("NFKC", text).casefold() == unicodedata.normalize("NFKC", title).casefold()


def above(pieces: Sequence[Piece]) -> list[Piece]:
    """What stands between the headline and the article: date, byline, photo, but no links."""
    return [piece for piece in pieces if not piece.is_links or byline_names(piece.text)]


def date_beside(title: str, pieces: Iterable[Piece]) -> str | None:
    """The date line right below or above the title; others on a page are its clock and the dates of other articles."""
    lines = list(pieces)
    for number, piece in enumerate(lines):
        if is_same(piece.text[-len(title) :], title) and len(piece.text) <= len(title) + _KICKER:
            before = reversed(lines[max(number - _LINES_BESIDE, 0) : number])
            near = (*lines[number + 1 : number + 1 + _LINES_BESIDE], *before)
            if found := next(filter(None, (_date_in_line(line.text) for line in near)), None):
                return found
    return None


def _date_in_line(text: str) -> str | None:
    is_told = len(text) <= SHORT and own_role(text) == METADATA and not is_of_change(text)
    return find_date(text) if is_told else None


def date_above(pieces: Sequence[Piece]) -> str | None:
    """The date printed closest above the stretch."""
    near = (piece.text for piece in reversed(pieces[-LINES_ABOVE:]) if len(piece.text) < _DATED_LINE)
    return next((found for text in near if (found := find_date(text))), None)
