"""The home of an article: the innermost element that the markup says is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .pieces import Piece

_LINKS_OF_HOME = 0.5


def home_of(pieces: Sequence[Piece], start: int, end: int) -> int | None:
    """The innermost element marked as an article with most of the stretch in it, unless it is full of links."""
    words, linked, of_stretch = Counter[int](), Counter[int](), Counter[int]()
    for number, piece in enumerate(pieces):
        length = len(piece.text.split())
        for home in piece.homes:
            words[home] += length
            linked[home] += piece.linked
            of_stretch[home] += length if start <= number < end else 0
    most = sum(len(piece.text.split()) for piece in pieces[start:end]) / 2
    innermost = max((home for home in of_stretch if of_stretch[home] > most), default=None)
    return None if innermost is None or linked[innermost] > words[innermost] * _LINKS_OF_HOME else innermost
