"""The line stage: which line breaks of a raw text end a unit, and which only wrap it.

A blank line always ends a unit. A single line break ends one unless there is evidence that the
text was wrapped by hand or by a mailer: a word cut by a hyphen, a line that cannot end there, a
next line that goes on in small letters, or lines so equally long that the next word had no room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

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
# Nobody wraps by hand to more characters than this, nor prose to fewer than that.
_WIDTH_LIMIT = 140
_SHORT = 30
# A line of no more characters may be an item of a list in small letters.
_ITEM = 20
# So many wrapped groups show that the whole text was wrapped.
_SEVERAL = 3


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
    groups = list(_groups(text))
    if newlines is not Newlines.AUTO:
        whole = newlines is Newlines.NEVER
        return [span for lines in groups for span in ([Span(lines[0].start, lines[-1].end)] if whole else lines)]
    contents = [[line.of(text) for line in lines] for lines in groups]
    layouts = _layouts(contents)
    return [span for unit in zip(groups, contents, layouts, strict=True) for span in _units(*unit)]


def _groups(text: str) -> Iterator[list[Span]]:
    """The trimmed lines of the text, grouped between blank lines."""
    group: list[Span] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        content = line.strip()
        if content:
            start = offset + len(line) - len(line.lstrip())
            group.append(Span(start, start + len(content)))
        elif group:
            yield group
            group = []
        offset += len(line)
    if group:
        yield group


def _units(lines: list[Span], contents: list[str], layout: _Layout) -> Iterator[Span]:
    """The lines of one group, joined where a break only wraps."""
    begin = 0
    for index in range(1, len(lines)):
        if not layout.is_wrap(contents[index - 1], contents[index]):
            yield Span(lines[begin].start, lines[index - 1].end)
            begin = index
    yield Span(lines[begin].start, lines[-1].end)


def _layouts(groups: list[list[str]]) -> list[_Layout]:
    """The layout of every group; where several were wrapped, the whole text was, to the same width."""
    layouts = [_Layout.of(lines) for lines in groups]
    widths = [layout.width for layout in layouts if layout.wrapped]
    if len(widths) < _SEVERAL:
        return layouts
    width = max(widths)
    return [layout if layout.width > width else _Layout(width, True) for layout in layouts]


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the lines of a group tell together.

    Attributes:
        width: Length of the longest line.
        wrapped: Whether its lines show that it was wrapped by hand.
    """

    width: int
    wrapped: bool

    @classmethod
    def of(cls, lines: list[str]) -> _Layout:
        layout = cls(max(map(len, lines)), False)
        full = [layout.is_full(line, following) for line, following in pairwise(lines)]
        goes_on = [not _END_MARK.search(line) for line in lines]
        in_small_letters = any(
            was_full and unfinished and following[0].islower()
            for was_full, unfinished, following in zip(full, goes_on, lines[1:], strict=False)
        )
        one_sentence = len(lines) > 2 and all(full) and all(goes_on[:-1]) and not goes_on[-1]
        return replace(layout, wrapped=in_small_letters or one_sentence)

    def is_full(self, line: str, following: str) -> bool:
        """Whether the next word had no room."""
        return _SHORT < self.width <= _WIDTH_LIMIT and len(line) + 1 + len(following.split(None, 1)[0]) > self.width

    def is_wrap(self, line: str, following: str) -> bool:
        """Whether the break between two lines is inside a unit."""
        if _BULLET.match(following) or _URL_LINE.fullmatch(following) or _URL_LINE.fullmatch(line):
            return False
        if following[0].islower():
            if _END_MARK.search(line):
                return self.is_full(line, following)
            return len(line) > _ITEM or bool(_BULLET.match(line) or _OPEN_END.search(line) or _HYPHEN.search(line))
        if self.wrapped and self.is_full(line, following):
            return True
        return bool(_OPEN_END.search(line)) and not line.endswith(",") and not _LABEL.match(following)
