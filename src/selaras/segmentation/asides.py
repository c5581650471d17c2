"""Stretches of a paragraph that are no sentence of the article: sign-offs, related links, addresses, stamps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selaras.model import SegmentKind

_RELATED = re.compile(
    r"[(\[](?i:baca(?: juga)?|lihat juga|simak juga|simak|artikel terkait)\s*:"
    r"[^()\[\]]{1,300}(?:\([^()]{0,80}\)[^()\[\]]{0,300})?[)\]]"
)
# Initials, agencies, "(yan moruk/Kominfo)": one to five words or initials, never a clause with a stop inside.
_SIGN_OFF = re.compile(
    r"[(\[](?:\*{1,3}|/?[A-Za-z0-9*]{1,14}(?:[/,&\-–\s]{1,3}[A-Za-z0-9*]{1,14}){0,5}"
    r"|[A-Za-z0-9]{2,20}\.(?:com|co|id|co\.id)(?:/[\w\s]{2,40})?)[)\]]\.?\s*\Z"
)
_END = ".!?…\"”’'»)"
_KINDS = (
    (SegmentKind.RELATED_LINK, re.compile(r"[(\[]?\s*(?i:baca juga|baca|lihat juga|simak juga)\s*:.*", re.DOTALL)),
    (SegmentKind.URL, re.compile(r"[(<\[]?(?:https?://|www\.)\S+[)>\]]?")),
    (SegmentKind.METADATA, re.compile(r"\((?i:last modified|terakhir diubah|diperbarui|updated?)\b[^()]*\)")),
    (SegmentKind.SIGN_OFF, _SIGN_OFF),
)


def iter_asides(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a paragraph that stand apart from its sentences, in order."""
    for match in _RELATED.finditer(text):
        behind = text[max(0, match.start() - 9) : match.start()].rstrip()
        if behind[-1:] in _END or not text[match.end() : match.end() + 9].strip():
            yield match.span()
    start = max(text.rfind("(", -60), text.rfind("[", -60))
    if start > 0 and text[max(0, start - 9) : start].rstrip()[-1:] in _END:
        sign_off = _SIGN_OFF.match(text, start)
        if sign_off:
            yield start, start + len(sign_off[0].rstrip())


def kind_of(sentence: str) -> SegmentKind:
    """What a cut stretch of a paragraph is, by its own text."""
    for kind, pattern in _KINDS:
        if pattern.fullmatch(sentence):
            return kind
    return SegmentKind.SENTENCE
