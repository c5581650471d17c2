"""The home of an article: the innermost element that the markup says is one."""

from __future__ import annotations

from collections.abc import Sequence

from .pieces import Piece

_LINKS_OF_HOME = 0.5


def home_of(pieces: Sequence[Piece], start: int, end: int) -> int | None:
    """The innermost element marked as an article with most of the stretch in it, unless it is full of links."""
    words = [len(piece.text.split()) for piece in pieces]
    homes = {home for piece in pieces[start:end] for home in piece.homes}
    for home in sorted(homes, reverse=True):
        inside = [number for number, piece in enumerate(pieces) if home in piece.homes]
        if sum(words[number] for number in inside if start <= number < end) * 2 > sum(words[start:end]):
            linked = sum(pieces[number].linked for number in inside)
            return home if linked <= sum(words[number] for number in inside) * _LINKS_OF_HOME else None
    return None
