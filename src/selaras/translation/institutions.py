"""Institutions by the English name that they go by: *Kejaksaan Agung* is the Attorney General's Office, no court.

Where the model says something else, the piece is translated once more with the name hidden, as a term to be kept is
(``words/institutions.tsv``).
"""

from __future__ import annotations

import re
from functools import cache

from ..model import Span
from ..words import institutions
from .articles import ARTICLE


def misnamed(source: str, translation: str) -> dict[Span, str]:
    """Where a source names institutions that the translation calls otherwise, with what should stand for them.

    >>> misnamed("Ia ke Kejaksaan Agung RI.", "He went to the Supreme Court.")
    {Span(start=6, end=24): "the Attorney General's Office"}
    >>> misnamed("Ia ke Kejaksaan Agung.", "He went to the attorney general's office.")
    {}
    """
    said = translation.lower()
    found = {}
    for match in _names().finditer(source):
        english, *others = institutions()[match[1]]
        right = [english.removeprefix(ARTICLE), *filter(None, others)]
        if not any(name.lower() in said for name in right):
            found[Span(*match.span())] = english
    return found


@cache
def _names() -> re.Pattern[str]:
    """Any of them, the longest first; not where a name goes on, as with a place or a person, or stands in brackets."""
    names = sorted(institutions(), key=len, reverse=True)
    goes_on = rf"[\w-]| [A-Z]|,? dan (?!{_firsts()})[A-Z]"
    return re.compile(rf"(?<![\w(-])({'|'.join(map(re.escape, names))})(?: RI\b| Republik Indonesia\b)?(?!{goes_on})")


def _firsts() -> str:
    """Words by which another name begins, where the one before does not go on."""
    return "|".join(sorted({name.split()[0] for name in institutions()}))
