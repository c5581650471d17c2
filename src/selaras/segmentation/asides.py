"""Stretches of a paragraph that are no sentence of the article: sign-offs, related links, addresses, stamps."""

from __future__ import annotations

import re

from selaras.model import SegmentKind

RELATED_LINK = (
    r"[(\[](?i:baca(?:\s+juga)?|lihat\s+juga|simak(?:\s+juga)?|artikel\s+terkait)\s*:"
    r"[^()\[\]]{1,300}(?:\([^()]{0,80}\)[^()\[\]]{0,300})?[)\]]"
)
# Initials, agencies, "(yan moruk/Kominfo)": one to six words or initials, never a clause with a stop inside.
SIGN_OFF = (
    r"[(\[](?=[^)\]]*[A-Za-z*])(?:\*{1,3}|/?[A-Za-z0-9*]{1,14}(?:[/,&\-–\s]{1,3}[A-Za-z0-9*]{1,14}){0,5}"
    r"|[A-Za-z0-9]{2,20}\.(?:com|co|id|co\.id)(?:/[\w\s]{2,40})?)[)\]]\.?"
)
_RELATED = re.compile(RELATED_LINK)
_SIGN_OFF = re.compile(SIGN_OFF)
_END_MARKS = frozenset(".!?…\"”’'»)")
_END = _END_MARKS | {""}
_KINDS = {
    SegmentKind.RELATED_LINK: r"[(\[]?\s*(?i:baca(?:\s+juga)?|lihat\s+juga|simak(?:\s+juga)?)\s*:[\s\S]*",
    SegmentKind.URL: r"[(<\[]?(?:https?://|www\.)\S+[)>\]]?",
    SegmentKind.METADATA: r"\((?i:last\s+modified|terakhir\s+diubah|diperbarui|updated?)\b[^()]*\)",
    SegmentKind.SIGN_OFF: SIGN_OFF,
}
_KIND = re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _KINDS.items()))


def find_asides(text: str) -> list[tuple[int, int]]:
    """The stretches of a paragraph that stand apart from its sentences, in order.

    A related link stands apart behind an end mark, at the start, and at the end; a sign-off only
    behind an end mark at the end. The end is where the last sentence ends, so it is sought backwards.
    """
    found: list[tuple[int, int]] = []
    end = _sign_off(text, len(text), found)
    for match in reversed(list(_RELATED.finditer(text))):
        start, close = match.span()
        behind = text[max(0, start - 9) : start].rstrip()
        if close <= end and (behind[-1:] in _END or not text[close : min(end, close + 9)].strip()):
            found.append((start, close))
            end = _sign_off(text, start, found)
    return found[::-1]


def _sign_off(text: str, end: int, found: list[tuple[int, int]]) -> int:
    """Add the sign-offs that end ``text[:end]``; where the rest ends."""
    while True:
        low = max(0, end - 80)
        start = max(text.rfind("(", low, end), text.rfind("[", low, end))
        if start <= 0 or text[max(0, start - 9) : start].rstrip()[-1:] not in _END_MARKS:
            return end
        match = _SIGN_OFF.fullmatch(text[start:end].rstrip())
        if not match:
            return end
        found.append((start, start + match.end()))
        end = start


def kind_of(sentence: str) -> SegmentKind:
    """What a cut stretch of a paragraph is, by its own text."""
    match = _KIND.fullmatch(sentence)
    return SegmentKind[match.lastgroup] if match and match.lastgroup else SegmentKind.SENTENCE
