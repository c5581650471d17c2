"""Splitting a segment that is too long for the model at clause ends, and joining what came of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache

from ..model import Span
from ..words import institutions
from .articles import ARTICLE
from .punctuation import ended_as

_CONJUNCTIONS = (
    r"(?:dan|atau|tetapi|tapi|namun|sedangkan|sementara|karena|sebab|sehingga|meski|meskipun|walaupun|"
    r"jika|kalau|bila|ketika|saat|agar|supaya|yang|serta|lalu|kemudian|kata|ujar)\b"
)
# Best places first, each with the share of the limit above which a piece is cut there: a small model
# drops one of two sentences even when both are short, and no cut between two words is worth much.
# The shares are the best of those tried on FLORES dev (docs/translation.md). Patterns end where the next piece begins.
_PLACES = tuple(
    (re.compile(pattern), share)
    for pattern, share in (
        (r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z])", 0.4),
        (r"(?:[;:]|\s[–—-])\s+", 0.6),
        (rf",[\"”’]?\s+(?={_CONJUNCTIONS})", 0.6),
        (r",[\"”’]?\s+", 0.75),
        (rf"\s+(?={_CONJUNCTIONS})", 1),
        (r"\s+", 1.5),
        (r"(?<=\W)(?=\w)|(?<=\w)(?=\W)", 2),
        (r"(?<=.)(?=.)", 2),
    )
)
# A cut nearer to an end than this share of the text leaves a piece too short to be worth it.
_MARGIN = 0.2
_CONTINUING = frozenset(",;:")
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"(?:Septem|Octo|Novem|Decem)ber"
)


def split_clauses(text: str, size: Callable[[str], int], limit: float, whole: Sequence[Span] = ()) -> tuple[str, ...]:
    """Cut ``text`` at the best place near its middle, and the halves again, until the pieces are short.

    Args:
        text: What to split.
        size: Measures a piece, in tokens say.
        limit: About the largest size of a piece; half as much may pass where only a cut between any
            two words is possible, twice as much where there is nothing to cut at, more inside ``whole`` alone.
        whole: Spans, in order and apart, that are never cut.

    Returns:
        Pieces that give ``text`` when concatenated; the white space at a cut ends the earlier piece.

    >>> split_clauses("Hujan turun, dan jalan ke kota tertutup.", lambda piece: len(piece.split()), 7)
    ('Hujan turun, ', 'dan jalan ke kota tertutup.')
    """
    length = size(text)
    cut = _best_cut(text, length / limit, whole)
    if cut is None and length > 2 * limit:
        cut = _middle_edge(text, whole)
    if cut is None:
        return (text,)
    left = tuple(span for span in whole if span.end <= cut)
    right = tuple(Span(span.start - cut, span.end - cut) for span in whole if span.start >= cut)
    return split_clauses(text[:cut], size, limit, left) + split_clauses(text[cut:], size, limit, right)


def _best_cut(text: str, fullness: float, whole: Sequence[Span]) -> int | None:
    middle, low, high = len(text) / 2, len(text) * _MARGIN, len(text) * (1 - _MARGIN)
    for pattern, share in _PLACES:
        if fullness <= share:
            continue
        places = [
            match.end()
            for match in pattern.finditer(text, int(low))
            if low <= match.end() <= high and not _is_inside(match.end(), whole)
        ]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    return None


def _middle_edge(text: str, whole: Sequence[Span]) -> int | None:
    """Where the span begins or ends that leaves no other place near the middle."""
    edges = {edge for span in whole for edge in (span.start, span.end)} - {0, len(text)}
    return min(edges, key=lambda edge: (abs(edge - len(text) / 2), edge), default=None)


def _is_inside(place: int, spans: Sequence[Span]) -> bool:
    before = bisect_left(spans, place, key=lambda span: span.start)
    return before > 0 and place < spans[before - 1].end


def join_clauses(pieces: Sequence[str], translations: Sequence[str]) -> str:
    """One text of the translations of the pieces of :func:`split_clauses`.

    Where a piece did not end a sentence its translation does not either, and the next one goes on
    in lower case where the source does; white space stands where it stood in the source.

    >>> join_clauses(("Hujan turun, ", "dan jalan tertutup."), ("Rain fell.", "And the road is closed."))
    'Rain fell, and the road is closed.'
    """
    joined = ""
    last = len(pieces) - 1
    for number, (piece, translation) in enumerate(zip(pieces, translations, strict=True)):
        text = translation.strip()
        if number > 0:
            text = _continued(piece, text, joined)
        if number < last:
            text = ended_as(piece, text)
            text += " " if text and piece[-1:].isspace() else ""
        joined += text
    return joined.strip()


@cache
def _institutions() -> tuple[str, ...]:
    """Names that begin with an article, as they begin a sentence."""
    return tuple(
        english[0].upper() + english[1:] for english, *_ in institutions().values() if english.startswith(ARTICLE)
    )


def _continued(piece: str, text: str, before: str) -> str:
    """``text`` with a small initial if an institution begins it, or if ``piece`` has one and no name begins it."""
    if before[-2:-1] in _CONTINUING and text.startswith(_institutions()):
        return text[0].lower() + text[1:]
    word = re.match(r"[A-Z][a-z]*\b", text)
    if not word or not piece[:1].islower() or _CALENDAR.fullmatch(word[0]) or word[0] == "I":
        return text
    names = re.findall(r"\b[A-Z]\w+", piece)
    if any(name[:4] == word[0][:4] for name in names):
        return text
    return text[0].lower() + text[1:]
