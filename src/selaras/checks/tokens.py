"""Tokens that must survive translation character for character."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model import Span
from .features import feature

# What every kind below has in it: only then is it worth looking.
MAY_BE_VERBATIM = feature(chars="@#{<", pattern=r"\.[a-zA-Z]{2}|://|www\.|%(?:\(|[sd](?!\w))")

_KINDS: tuple[tuple[str, str], ...] = (
    ("e-mail address", r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("URL", r"(?:https?|ftp)://[^\s<>\"“”]+|www\.[^\s<>\"“”]+"),
    (
        "domain",
        r"(?<![\w@.])(?:[a-zA-Z0-9-]+\.)+(?:com|org|net|info|co|tv|io|go|ac|or|gov|edu|id)(?:\.[a-z]{2})?(?![\w.-]*\w)(?:/[^\s<>\"“”]*)?",
    ),
    ("handle", r"(?<![\w.@/])@\w{2,}"),
    ("hashtag", r"(?<![\w&/#])#\w*[^\W\d_]\w*"),
    ("placeholder", r"\{\{?\w*\}?\}|%\(\w+\)[sd]|%[sd](?!\w)|\$\{\w+\}"),
    ("tag", r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>"),
    (
        "file name",
        r"(?<![\w/.-])[\w-]+\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|zip|jpe?g|png|gif|mp[34]|html?|php|exe|json|xml)\b",
    ),
)
_VERBATIM = re.compile("|".join(f"({pattern})" for _, pattern in _KINDS))
_CLOSERS = ".,;:!?)]}'”’»…"


def verbatim_spans(text: str) -> list[tuple[Span, str]]:
    """The span and kind of every URL, address, handle, hashtag, placeholder, tag and file name.

    >>> [(kind, span.of("Tulis ke a@b.id.")) for span, kind in verbatim_spans("Tulis ke a@b.id.")]
    [('e-mail address', 'a@b.id')]
    """
    found = []
    for match in _VERBATIM.finditer(text):
        kind = _KINDS[(match.lastindex or 1) - 1][0]
        end = match.end() if kind in ("placeholder", "tag") else _without_closers(text, match.start(), match.end())
        found.append((Span(match.start(), end), kind))
    return found


def without_spans(text: str, spans: Iterable[Span]) -> str:
    """``text`` with spaces where the spans are, so that offsets stay."""
    for span in spans:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return text


def _without_closers(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1] in _CLOSERS and not (text[end - 1] == ")" and "(" in text[start:end]):
        end -= 1
    return end
