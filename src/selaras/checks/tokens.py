"""Tokens that must survive translation character for character."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..model import Span
from .features import feature

# What every kind below has in it: only then is it worth looking.
MAY_BE_VERBATIM = feature(chars="@#{<", pattern=r"\.[a-zA-Z]{2}|://|www\.|%(?:\(|[sd](?!\w))")

# A kind, what every one has in it, and how to find it.
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("e-mail address", "@", r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("URL", r"://|www\.", r"(?:https?|ftp)://[^\s<>\"“”]+|www\.[^\s<>\"“”]+"),
    (
        "domain",
        r"\.[a-zA-Z]{2}",
        r"(?<![\w@.])(?:[a-zA-Z0-9-]+\.)+(?:com|org|net|info|co|tv|io|go|ac|or|gov|edu|id)(?:\.[a-z]{2})?(?![\w.-]*\w)(?:/[^\s<>\"“”]*)?",
    ),
    ("handle", "@", r"(?<![\w.@/])@\w{2,}"),
    ("hashtag", "#", r"(?<![\w&/#])#\w*[^\W\d_]\w*"),
    ("placeholder", "[{%]", r"\{\{?\w*\}?\}|%\(\w+\)[sd]|%[sd](?!\w)|\$\{\w+\}"),
    ("tag", "<", r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>"),
    (
        "file name",
        r"\.[a-z]{2}",
        r"(?<![\w/.-])[\w-]+\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|zip|jpe?g|png|gif|mp[34]|html?|php|exe|json|xml)\b",
    ),
)
_HINTS = tuple(re.compile(hint).search for _, hint, _ in _KINDS)
_CLOSERS = ".,;:!?)]}'”’»…"


def verbatim_spans(text: str) -> list[tuple[Span, str]]:
    """The span and kind of every URL, address, handle, hashtag, placeholder, tag and file name.

    >>> [(kind, span.of("Tulis ke a@b.id.")) for span, kind in verbatim_spans("Tulis ke a@b.id.")]
    [('e-mail address', 'a@b.id')]
    """
    found = []
    for match in _pattern_of(tuple(bool(hint(text)) for hint in _HINTS)).finditer(text):
        kind = _KINDS[int((match.lastgroup or "k0")[1:])][0]
        end = match.end() if kind in ("placeholder", "tag") else _without_closers(text, match.start(), match.end())
        found.append((Span(match.start(), end), kind))
    return found


@cache
def _pattern_of(is_hinted: tuple[bool, ...]) -> re.Pattern[str]:
    """Finds the kinds that a text may have: each that it cannot have would be tried at every letter."""
    kinds = enumerate(pattern for _, _, pattern in _KINDS)
    return re.compile("|".join(f"(?P<k{number}>{pattern})" for number, pattern in kinds if is_hinted[number]) or "(?!)")


def without_spans(text: str, spans: Iterable[Span]) -> str:
    """``text`` with spaces where the spans are, so that offsets stay."""
    for span in spans:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return text


def _without_closers(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1] in _CLOSERS and not (text[end - 1] == ")" and "(" in text[start:end]):
        end -= 1
    return end
