"""The article is the stretch of the page with most running text.

Every block counts its words outside links, less the words inside links and a fee for being a
block, and the stretch with the largest sum wins (the maximum subsequence method of Pasternack
and Roth, "Extracting article text from the web with maximum subsequence segmentation", WWW 2009).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..looks import SHORT, boilerplate_reason
from .pieces import Piece

_BLOCK_FEE = 8
_LINK_FEE = 2
_RELATED_LINKS = 6


def densest(pieces: Sequence[Piece]) -> tuple[int, int]:
    """The stretch of blocks with the largest sum of weights."""
    best = total = start = 0
    found = (0, 0)
    for number, weight in enumerate(weights(pieces)):
        total += weight
        if total <= 0:
            total, start = 0, number + 1
        elif total > best:
            best, found = total, (start, number + 1)
    return found


def weights(pieces: Sequence[Piece]) -> Iterator[int]:
    """Words outside links, less words inside and a fee; links below "Baca juga" in an article cost nothing."""
    related = 0
    for piece in pieces:
        words = len(piece.text.split())
        if boilerplate_reason(piece.text[:SHORT]) == "related link":
            related = _RELATED_LINKS
            yield 0
        elif related and piece.linked * 2 > words:
            related -= 1
            yield 0
        else:
            related = 0
            yield words - (1 + _LINK_FEE) * piece.linked - _BLOCK_FEE
