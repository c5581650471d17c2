"""Other words in the places of some of a text."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Span


def replaced(text: str, words: Mapping[Span, str]) -> str:
    """The text with words in the places of its own; no span overlaps another.

    >>> replaced("Ke pasar lama.", {Span(9, 13): "baru", Span(0, 2): "Dari"})
    'Dari pasar baru.'
    """
    parts, at = [], 0
    for span in sorted(words):
        parts += [text[at : span.start], words[span]]
        at = span.end
    return "".join(parts) + text[at:]
