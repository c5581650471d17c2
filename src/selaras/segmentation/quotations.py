"""Quotations of a paragraph, for those who want them whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(r"[\"“”«»]")


def iter_quotations(text: str) -> Iterator[tuple[int, int]]:
    """The quotations in double marks, marks included, in order.

    A mark that opens while another is open starts the quotation anew, so a mark that was never
    closed costs the sentences in front of the next quotation nothing.

    >>> [text[a:b] for text in ['Kata dia, "Ya." “Tidak. “Ya.”'] for a, b in iter_quotations(text)]
    ['"Ya."', '“Ya.”']
    """
    opened = -1
    for match in _MARK.finditer(text):
        mark, offset = match[0], match.start()
        if mark in "“«" or (mark == '"' and _opens(text, offset, opened)):
            opened = offset
        elif opened >= 0:
            yield opened, offset + 1
            opened = -1


def _opens(text: str, offset: int, opened: int) -> bool:
    before, behind = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if not behind or behind.isspace():
        return False
    return opened < 0 or not before or before.isspace() or before in "([-–—"
