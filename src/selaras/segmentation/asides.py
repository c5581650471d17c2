"""Stretches of a paragraph that are no sentence of it: sign-offs, related links, bylines, addresses, stamps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selaras.model import SegmentKind

from .lexicon import Knowledge

_LINK_LABEL = r"(?i:baca(?:\s+juga)?|lihat\s+juga|simak(?:\s+juga)?|artikel\s+terkait)\s*:"
_IN_BRACKETS = rf"{_LINK_LABEL}[^()\[\]]{{1,300}}(?:\([^()]{{0,80}}\)[^()\[\]]{{0,300}})?[)\]]"
RELATED_LINK = rf"[(\[]{_IN_BRACKETS}"
# A title without brackets ends where somebody is quoted: 'Baca juga: Harga Naik "Kami rugi," ujar Rini.'
_QUOTED = r"[\"“][^\"“”]{1,400}?(?:[.!?…]\s|[,.!?…][\"”])"
LINK_BEFORE_QUOTE = rf"{_LINK_LABEL}(?:[^\"“.!?…]|\.(?=\d)){{0,200}}(?=\s*{_QUOTED})"
BYLINE = r"Laporan\s(?:Wartawan|Reporter|Kontributor)(?:\s[A-Z][\w.'’]*){1,3},(?:\s[A-Z][\w.'’]*){1,5}"
# Initials, agencies, names, "(yan moruk/Kominfo)": one to six of them, never words of a sentence.
_PART = "[A-Za-z0-9*]{1,14}"
_NAME = "[A-Z][A-Za-z*]{0,13}"
_ONE = rf"(?:{_NAME}(?:\s{{1,2}}{_NAME}){{0,5}}|[a-z*][a-z0-9*]{{0,3}})"
SIGN_OFF = (
    rf"[(\[](?=[^)\]]*[A-Za-z*])(?:\*{{1,3}}|/?{_PART}|{_ONE}(?:\s?[,&\-–]\s?{_ONE}){{0,5}}"
    rf"|(?=[^)\]]*/)/?{_PART}(?:[/,&\-–\s]{{1,3}}{_PART}){{0,5}}"
    r"|[A-Za-z0-9]{2,20}\.(?:com|co|id|co\.id)(?:/[\w\s]{2,40})?)[)\]]\.?"
)
_AT_START = re.compile(rf"\s*(?:{LINK_BEFORE_QUOTE}|{BYLINE}(?=\s[A-Z]{{4,}}\.COM\b))")
# One class of characters in front, which a search skips to.
_LINK = re.compile(rf"[(\[)\].!?…\"”](?:(?<=[(\[]){_IN_BRACKETS}|(?<![(\[])\s*({LINK_BEFORE_QUOTE}))")
_SIGN_OFF = re.compile(SIGN_OFF)
_SMALL_WORD = re.compile(r"[(\[]([a-z]{5,})[)\]]\.?")
_FINISHED = re.compile(r"[.!?…][\"”’'»)\]]*\s*\Z")
_ABBREVIATED = re.compile(r"([^\s(\"“]+)\.\s*\Z")
_KINDS = {
    # Without brackets, what ends in a full stop may hold a sentence, and none is to be lost.
    SegmentKind.RELATED_LINK: rf"{RELATED_LINK}\.?|{_LINK_LABEL}(?:[\s\S]*(?<!\.)(?<!\.[\"”’)])|[\s\S]*\.\.)",
    SegmentKind.BYLINE: BYLINE,
    SegmentKind.URL: r"[(<\[]?(?:https?://|www\.)\S+[)>\]]?",
    SegmentKind.METADATA: r"\((?i:last\s+modified|terakhir\s+diubah|diperbarui|updated?)\b[^()]*\)",
}
_KIND = re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _KINDS.items()))


def find_asides(text: str, known: Knowledge) -> list[tuple[int, int]]:
    """The stretches of a paragraph that stand apart from its sentences, in order.

    A related link stands apart behind an end mark, at the start, behind another one, and at the
    end; a sign-off only behind an end mark at the end. The end is where the last sentence ends,
    so it is sought backwards.
    """
    links = list(_links(text))
    apart: set[tuple[int, int]] = set()
    behind = 0
    for link in links:
        if _is_finished(text, link[0]) or _is_blank(text, behind, link[0]):
            apart.add(link)
            behind = link[1]
    found: list[tuple[int, int]] = []
    end = _sign_off(text, len(text), found, known)
    for link in reversed(links):
        if link[1] <= end and (link in apart or _is_blank(text, link[1], end)):
            found.append(link)
            end = _sign_off(text, link[0], found, known)
    return found[::-1]


def _links(text: str) -> Iterator[tuple[int, int]]:
    """Related links, wherever they stand, and what opens the paragraph."""
    opening = _AT_START.match(text)
    if opening:
        yield opening.span()
    for match in _LINK.finditer(text, opening.end() if opening else 0):
        yield match.span(1) if match[1] else match.span()


def _sign_off(text: str, end: int, found: list[tuple[int, int]], known: Knowledge) -> int:
    """Add the sign-offs that end ``text[:end]``; where the rest ends."""
    while True:
        low = max(0, end - 80)
        start = max(text.rfind("(", low, end), text.rfind("[", low, end))
        if start <= 0 or not _is_finished(text, start):
            return end
        stretch = text[start:end].rstrip()
        if not is_sign_off(stretch, known) or (stretch.isupper() and _is_abbreviated(text, start, known)):
            return end
        found.append((start, start + len(stretch)))
        end = start


def is_sign_off(text: str, known: Knowledge) -> bool:
    """Whether a bracket holds initials or names: "(ant/dpa)", but not "(tertawa)"."""
    if not _SIGN_OFF.fullmatch(text):
        return False
    word = _SMALL_WORD.fullmatch(text)
    return word is None or word[1] not in known.common


def _is_finished(text: str, offset: int) -> bool:
    """Whether a sentence ends before an offset."""
    return _FINISHED.search(text, max(0, offset - 12), offset) is not None


def _is_abbreviated(text: str, offset: int, known: Knowledge) -> bool:
    """Whether the stop before an offset may belong to an abbreviation, which a code in capitals explains."""
    word = _ABBREVIATED.search(text, max(0, offset - 24), offset)
    return word is not None and (word[1] in known.abbreviations or len(word[1]) == 1)


def _is_blank(text: str, start: int, end: int) -> bool:
    return end - start < 9 and not text[start:end].strip()


def kind_of(sentence: str, known: Knowledge) -> SegmentKind:
    """What a cut stretch of a paragraph is, by its own text."""
    if match := _KIND.fullmatch(sentence):
        return SegmentKind[match.lastgroup or ""]
    return SegmentKind.SIGN_OFF if is_sign_off(sentence, known) else SegmentKind.SENTENCE
