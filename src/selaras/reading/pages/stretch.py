"""The article is the stretch of the page with most running text.

Every block counts its words outside links, less the words inside links and a fee for being a
block, and the stretch with the largest sum wins (the maximum subsequence method of Pasternack
and Roth, "Extracting article text from the web with maximum subsequence segmentation", WWW 2009).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..looks import SHORT, boilerplate_reason
from .pieces import SENTENCE_END, Piece

_BLOCK_FEE = 8
_LINK_FEE = 2
_RELATED_LINKS = 6
# Fewer words in short lines are a message of the site.
_ARTICLE_WORDS = 20


def densest(pieces: Sequence[Piece]) -> tuple[int, int]:
    """The stretch of blocks with the largest sum of weights; ``(0, 0)`` where none weighs anything."""
    return _heaviest(list(weights(pieces)))


def densest_short_lines(pieces: Sequence[Piece]) -> tuple[int, int]:
    """The same where every block is short and costs nothing; there must be a sentence in it."""
    start, end = _heaviest([weight + _BLOCK_FEE for weight in weights(pieces)])
    words = sum(len(piece.text.split()) for piece in pieces[start:end])
    is_text = words >= _ARTICLE_WORDS and any(SENTENCE_END.search(piece.text) for piece in pieces[start:end])
    return (start, end) if is_text else (0, 0)


def _heaviest(weights: Sequence[int]) -> tuple[int, int]:
    best = total = start = 0
    found = (0, 0)
    for number, weight in enumerate(weights):
        total += weight
        if total <= 0:
            total, start = 0, number + 1
        elif total > best:
            best, found = total, (start, number + 1)
    return found


def weights(pieces: Sequence[Piece]) -> Iterator[int]:
    """Words outside links, less words inside and a fee.

    Links below "Baca juga" in an article and rows of data cost nothing.
    """
    related = 0
    for piece in pieces:
        words = len(piece.text.split())
        if boilerplate_reason(piece.text[:SHORT]) == "related link":
            related = _RELATED_LINKS
            yield 0
        elif related and piece.linked * 2 > words:
            related -= 1
            yield 0
        elif piece.is_row and not piece.linked:
            yield 0
        else:
            related = 0
            yield words - (1 + _LINK_FEE) * piece.linked - _BLOCK_FEE
