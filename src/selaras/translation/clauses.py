"""Splitting a segment that is too long for the model at clause ends, and joining what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ..model import Span

# Best places first. Every pattern ends where the next piece begins.
_CUTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z])",
        r"(?:[;:]|\s[–—-])\s+",
        r",[\"”’]?\s+(?=(?:dan|atau|tetapi|tapi|namun|sedangkan|sementara|karena|sebab|sehingga|"
        r"meski|meskipun|walaupun|jika|kalau|bila|ketika|saat|agar|supaya|yang|serta|lalu|kemudian|kata|ujar)\b)",
        r",[\"”’]?\s+",
        r"\s+(?=(?:dan|atau|tetapi|tapi|karena|sehingga|meskipun|walaupun|jika|ketika|agar|supaya|yang|serta)\b)",
        r"\s+",
        r"(?<=\W)(?=\w)|(?<=\w)(?=\W)",
        r"(?<=.)(?=.)",
    )
)
# A cut nearer to an end than this share of the text leaves a piece too short to be worth it.
_MARGIN = 0.2
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"(?:Septem|Octo|Novem|Decem)ber"
)


def split_clauses(text: str, size: Callable[[str], int], limit: int, whole: Iterable[Span] = ()) -> tuple[str, ...]:
    """Cut ``text`` into pieces of at most ``limit``, in halves, at the best place near the middle of each.

    Args:
        text: What to split.
        size: Measures a piece, in tokens say.
        limit: Largest size of a piece; a piece of one character may still exceed it.
        whole: Spans that are not cut (unless nothing else can be).

    Returns:
        Pieces that give ``text`` when concatenated; the white space at a cut ends the earlier piece.

    >>> split_clauses("Hujan turun, dan jalan ke kota tertutup.", lambda piece: len(piece.split()), 5)
    ('Hujan turun, ', 'dan jalan ke kota tertutup.')
    """
    if size(text) <= limit or len(text) < 2:
        return (text,)
    spans = tuple(whole)
    cut = _best_cut(text, spans) or _best_cut(text, ()) or len(text) // 2
    left = tuple(span for span in spans if span.end <= cut)
    right = tuple(Span(span.start - cut, span.end - cut) for span in spans if span.start >= cut)
    return split_clauses(text[:cut], size, limit, left) + split_clauses(text[cut:], size, limit, right)


def _best_cut(text: str, whole: Sequence[Span]) -> int | None:
    middle, low, high = len(text) / 2, len(text) * _MARGIN, len(text) * (1 - _MARGIN)
    for pattern in _CUTS:
        places = [
            match.end()
            for match in pattern.finditer(text, int(low))
            if low <= match.end() <= high
            and match.end() not in (0, len(text))
            and not any(span.start < match.end() < span.end for span in whole)
        ]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    return None


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
            text = _continued(piece, text)
        if number < last:
            text = _ended_as(piece, text)
            text += " " if text and piece[-1:].isspace() else ""
        joined += text
    return joined.strip()


def _continued(piece: str, text: str) -> str:
    """``text`` with a small initial if ``piece`` has one, unless its first word is a name."""
    word = re.match(r"[A-Z][a-z]*\b", text)
    if not word or not piece[:1].islower() or _CALENDAR.fullmatch(word[0]) or word[0] == "I":
        return text
    names = re.findall(r"\b[A-Z]\w+", piece)
    if any(name[:4] == word[0][:4] for name in names):
        return text
    return text[0].lower() + text[1:]


def _ended_as(piece: str, text: str) -> str:
    """``text`` with the end mark that ``piece`` has, where it is not the end of the segment."""
    end = piece.rstrip()[-1:]
    if end in ".!?…\"'”’»)]":
        return text
    bare = text[:-1].rstrip() if text.endswith((".", ",", ";", ":")) and len(text) > 1 else text
    return bare + end if end in ",;:" else bare
