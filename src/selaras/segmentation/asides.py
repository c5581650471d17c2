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
_FINISHED = re.compile(r"[.!?…][\"”’'»)\]]*\s*\Z")
_KINDS = {
    SegmentKind.RELATED_LINK: r"[(\[]?\s*(?i:baca(?:\s+juga)?|lihat\s+juga|simak(?:\s+juga)?)\s*:[\s\S]*",
    SegmentKind.URL: r"[(<\[]?(?:https?://|www\.)\S+[)>\]]?",
    SegmentKind.METADATA: r"\((?i:last\s+modified|terakhir\s+diubah|diperbarui|updated?)\b[^()]*\)",
    SegmentKind.SIGN_OFF: SIGN_OFF,
}
_KIND = re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _KINDS.items()))


def find_asides(text: str) -> list[tuple[int, int]]:
    """The stretches of a paragraph that stand apart from its sentences, in order.

    A related link stands apart behind an end mark, at the start, behind another one, and at the
    end; a sign-off only behind an end mark at the end. The end is where the last sentence ends,
    so it is sought backwards.
    """
    links = [match.span() for match in _RELATED.finditer(text)]
    apart: set[tuple[int, int]] = set()
    behind = 0
    for link in links:
        if _is_finished(text, link[0]) or _is_blank(text, behind, link[0]):
            apart.add(link)
            behind = link[1]
    found: list[tuple[int, int]] = []
    end = _sign_off(text, len(text), found)
    for link in reversed(links):
        if link[1] <= end and (link in apart or _is_blank(text, link[1], end)):
            found.append(link)
            end = _sign_off(text, link[0], found)
    return found[::-1]


def _sign_off(text: str, end: int, found: list[tuple[int, int]]) -> int:
    """Add the sign-offs that end ``text[:end]``; where the rest ends."""
    while True:
        low = max(0, end - 80)
        start = max(text.rfind("(", low, end), text.rfind("[", low, end))
        if start <= 0 or not _is_finished(text, start):
            return end
        match = _SIGN_OFF.fullmatch(text[start:end].rstrip())
        if not match:
            return end
        found.append((start, start + match.end()))
        end = start


def _is_finished(text: str, offset: int) -> bool:
    """Whether a sentence ends before an offset."""
    return _FINISHED.search(text, max(0, offset - 12), offset) is not None


def _is_blank(text: str, start: int, end: int) -> bool:
    return end - start < 9 and not text[start:end].strip()


def kind_of(sentence: str) -> SegmentKind:
    """What a cut stretch of a paragraph is, by its own text."""
    match = _KIND.fullmatch(sentence)
    return SegmentKind[match.lastgroup] if match and match.lastgroup else SegmentKind.SENTENCE
