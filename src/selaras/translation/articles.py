"""Names that begin with an article, put where the model left room for a name."""

from __future__ import annotations

import re
from functools import cache

from ..words import offices

ARTICLE = "the "
# Not behind an abbreviation: "U.S.", "Gen.", "vs.".
_SENTENCE_START = re.compile(
    r"(?:(?<=[\w)\"”][a-z0-9)\"”])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\bvs)\.|[!?]|^)[\s\"“‘'(•*–—-]*$"
    r"|[,:] [\"“‘]$"
)
_CONTRACTED = re.compile(r"\b(?:it|that|there|here|he|she|what|who)['’]s $", re.IGNORECASE)
_DETERMINER = re.compile(
    r"(?:\b(?:the|an?|this|its|his|her|their|our|my|your|each|every|no|former|new|the \d+)|\w['’]s?) $", re.IGNORECASE
)
# Of a country: the Indonesian High Court.
_ADJECTIVE = re.compile(r"\w\W+[A-Z]\w*(?:[ie]an|rican|ese|ish|ch) $")


def in_its_place(name: str, before: str) -> str:
    """A name with the article that it begins with only where it takes one.

    Args:
        name: What does not begin with an article stays as it is.
        before: The text in front of it.

    >>> in_its_place("the High Court", "He went to "), in_its_place("the High Court", "Judges of the ")
    ('the High Court', 'High Court')
    >>> in_its_place("the High Court", ""), in_its_place("the High Court", "Then the Indonesian ")
    ('The High Court', 'High Court')
    >>> in_its_place("the High Court", "A spokesman "), in_its_place("the High Court", "On Monday ")
    ('of the High Court', 'the High Court')
    >>> in_its_place("the High Court", "In 2018 "), in_its_place("the High Court", "He told the U.S. ")
    ('the High Court', 'the High Court')
    """
    if not name.startswith(ARTICLE):
        return name
    if _SENTENCE_START.search(before):
        return name[0].upper() + name[1:]
    if _office().search(before):
        return f"of {name}"
    return name.removeprefix(ARTICLE) if _is_determined(before) else name


def _is_determined(before: str) -> bool:
    if _CONTRACTED.search(before):
        return False
    return bool(_ADJECTIVE.search(before) or _DETERMINER.search(before))


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(offices()))}) $", re.IGNORECASE)
