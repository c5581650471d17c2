"""The line stage: which line breaks of a raw text end a unit, and which only wrap it.

A blank line always ends a unit. A single line break ends one unless there is evidence that the
text was wrapped by hand or by a mailer: a word cut by a hyphen, a line that cannot end there, a
next line that goes on in small letters, or lines so equally long that the next word had no room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from selaras.model import Span

_BULLET = re.compile(r"[•●▪◦‣·○■□➢➤✓✔*+–—-]\s+\S|[•●▪◦‣➢➤✓✔]\S|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s+\S|#{1,6}\s")
_URL_LINE = re.compile(r"[(<\[]?(?:https?://|www\.)\S+[)>\]]?")
_LABEL = re.compile(r"[^\W\d_][\w ./-]{0,24}\s?:(?:\s|\Z)")
_END_MARK = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
_HYPHEN = re.compile(r"[^\W\d_]{2}-\Z")
# Words that cannot be the last of a line that ends there.
_OPEN_END = re.compile(
    r"(?:,|\b(?:di|ke|dari|dan|atau|yang|untuk|dengan|pada|oleh|bahwa|karena|serta|para|sebuah|seorang|adalah|ialah"
    r"|bagi|agar|supaya|tentang|terhadap|sebagai|kepada|dalam|akan|telah|dapat|tidak|antara|hingga|sampai|maupun|si|sang"
    r"|Tn\.|Ny\.|Dr\.|dr\.|Prof\.|Ir\.|Drs\.|Jl\.|Jalan|PT|CV|St\.|No\.|H\.|Hj\.))\Z"
)
_WIDTH_LIMIT = 140
_SHORT = 30


class Newlines(StrEnum):
    """What a single line break means; a blank line always ends a unit."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def paragraph_spans(text: str, newlines: Newlines = Newlines.AUTO) -> list[Span]:
    """The units of a raw text that stand apart by its lines: paragraphs, headings, list items, captions, addresses.

    The spans are trimmed, in order, do not overlap and cover everything but white space.

    >>> text = "Harga Naik\\nHarga beras naik di\\nsejumlah daerah.\\n\\n- Medan"
    >>> [span.of(text) for span in paragraph_spans(text)]
    ['Harga Naik', 'Harga beras naik di\\nsejumlah daerah.', '- Medan']
    """
    spans: list[Span] = []
    for lines in _groups(text):
        width = max(len(line) for line in lines) if len(lines) > 1 else 0
        begin = previous = lines[0]
        for line in lines[1:]:
            if not _is_wrap(previous.of(text), line.of(text), width, newlines):
                spans.append(Span(begin.start, previous.end))
                begin = line
            previous = line
        spans.append(Span(begin.start, previous.end))
    return spans


def _groups(text: str) -> Iterator[list[Span]]:
    """The trimmed lines of the text, grouped between blank lines."""
    group: list[Span] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        content = line.strip()
        if content:
            start = offset + len(line) - len(line.lstrip())
            group.append(Span(start, start + len(content)))
        elif group and line:
            yield group
            group = []
        offset += len(line)
    if group:
        yield group


def _is_wrap(line: str, following: str, width: int, newlines: Newlines) -> bool:
    """Whether the break between two lines is inside a unit."""
    if newlines is not Newlines.AUTO:
        return newlines is Newlines.NEVER
    if _BULLET.match(following) or _URL_LINE.fullmatch(following) or _URL_LINE.fullmatch(line):
        return False
    return True if _HYPHEN.search(line) and following[0].islower() else _goes_on(line, following, width)


def _goes_on(line: str, following: str, width: int) -> bool:
    if following[0].islower():
        if _END_MARK.search(line):
            return _is_full(line, following, width)
        return len(line) > _SHORT or bool(_OPEN_END.search(line))
    if _LABEL.match(following) or _BULLET.match(line) and not _is_full(line, following, width):
        return False
    if _OPEN_END.search(line) and not line.endswith(","):
        return True
    return False


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next word had no room in a text of this width."""
    return _SHORT < width <= _WIDTH_LIMIT and len(line) + 1 + len(following.split(None, 1)[0]) > width
