"""The dateline in front of a report ("MOSKOW, ARRAHMAHNEWS.COM –"): names that no model should touch."""

from __future__ import annotations

import re

_SITE = r"[\w-]+(?:\.[\w-]+)*\.(?i:com|co\.id|id|net|org|co|tv|news|info)"
_WORD = r"[A-Z][\w'’.&/-]*"
_AGENCY = r"\([A-Z][^()\d]{1,30}\)"
_DASH = r"\s*(?:--+|[–—-])\s+"
_DATELINE = re.compile(
    rf"(?P<names>(?:(?:{_SITE}|{_WORD}|{_AGENCY}),?\s){{0,6}}(?:{_SITE}|{_WORD}|{_AGENCY})){_DASH}(?=\S)"
)
# What tells a dateline from a title or a contrast ("Presiden Jokowi - yang …"): a site, an agency, capitals.
_EVIDENCE = re.compile(rf"{_SITE}|{_AGENCY}|\b[A-Z][A-Z.]{{3,}}\b|, (?:CNN|CNBC|BBC|VOA|DW)\b")
_LONGEST = 90


def dateline_end(text: str) -> int:
    """Where the report begins behind its dateline, 0 without one.

    >>> text = "MOSKOW, KABAR.COM – Menteri tiba."
    >>> text[dateline_end(text) :]
    'Menteri tiba.'
    >>> dateline_end("Presiden Jokowi - yang tiba kemarin - pulang.")
    0
    """
    match = _DATELINE.match(text[:_LONGEST])
    return match.end() if match and _EVIDENCE.search(match["names"]) else 0


def is_dateline(piece: str) -> bool:
    """Whether this is a dateline and nothing else.

    >>> is_dateline("MOSKOW, KABAR.COM –")
    True
    """
    return dateline_end(f"{piece} X") == len(piece) + 1
