"""Names that the model misspelt, put right: Habibie that became Habie, Makassar with three s, TASS that became TAS.

A small model spells a name that it does not know from pieces of words, and slips. What it then writes is a word that
no English text has, nearly like a name of the source that the translation lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Indel

from ..words import common_words, english_acronyms, english_words

_WORD = re.compile(r"[^\W\d_]{4,}")
# Of shorter words only acronyms are names that a model misspells.
_ACRONYM_LETTERS = 3
_NAME = re.compile(rf"{_WORD.pattern}|(?<![^\W\d_])[A-Z]{{{_ACRONYM_LETTERS}}}(?![^\W\d_])")
# Of letters in common; below it, what is alike is alike by chance: Predictment and Predikat.
_LEAST_LIKENESS = 0.66
# Two that are nearly as like leave it open which is meant.
_LEAST_LEAD = 0.05
# What English makes of such words is a translation, if a poor one: Klimatology, Sikhism.
_LOANS = (
    ("isme", "ism"),
    ("logi", "logy"),
    ("grafi", "graphy"),
    ("asi", "ation"),
    ("itas", "ity"),
    ("ika", "ics"),
    ("ik", "ic"),
    ("if", "ive"),
    ("men", "ment"),
)
_DERIVED = re.compile("(?:[ai]?ns?|ese|s)")
_likeness = Indel.normalized_similarity


def count_invented(source: str, target: str) -> int:
    """How many words of the target are neither English nor like a word of the source, as rare but right ones often are.

    >>> count_invented("Gadis itu kena skoliosis.", "The gorsip was hit by scoliosis.")
    1
    """
    ours = {word.lower() for word in _WORD.findall(source)}
    unknown = [word for word in {word.lower() for word in _WORD.findall(target)} - ours if not _is_english(word)]
    return sum(max((_likeness(word, own) for own in ours), default=0) < _LEAST_LIKENESS for word in unknown)


def with_names_of(source: str, target: str) -> str:
    """The target with its misspelt names spelt as in the source.

    >>> with_names_of("Habibie dan Widodo bertemu di Makasar.", "Habie and Widododo met in Makassar.")
    'Habibie and Widodo met in Makassar.'
    """
    theirs = dict.fromkeys(_NAME.findall(target))
    invented = [word for word in theirs if word[0].isupper() and not _is_english(word)]
    if not invented:
        return target
    ours = dict.fromkeys(_NAME.findall(source))
    shared = {word.lower() for word in ours} & {word.lower() for word in theirs}
    lost = [word for word in ours if word.lower() not in shared]
    for word in invented:
        name = _meant(word, lost) if word.lower() not in shared else None
        if name and _is_name(name) and (len(word) > _ACRONYM_LETTERS or _is_acronym_for(word, name)):
            target = re.sub(rf"(?<![^\W\d_]){word}(?![^\W\d_])", name, target)
    return target


def _is_english(word: str) -> bool:
    if len(word) == _ACRONYM_LETTERS:
        return word in english_acronyms()
    known, lower = english_words(), word.lower()
    return lower in known or (lower.endswith("s") and lower[:-1] in known)


def _is_name(word: str) -> bool:
    return word[0].isupper() and common_words().isdisjoint({word.lower(), word.lower().removesuffix("nya")})


def _is_acronym_for(word: str, name: str) -> bool:
    """Whether a letter was changed or lost at one end: USN for ASN, TAS for TASS, and not EEZ for ZEE."""
    return name.isupper() and (word[:2] == name[:2] or word[-2:] == name[-2:])


def _meant(word: str, lost: Iterable[str]) -> str | None:
    """The word of the source that one must stand for, None where none or several may be meant, or English made it."""
    likeness = sorted(((_likeness(word.lower(), other.lower()), other) for other in lost), reverse=True)
    if not likeness or likeness[0][0] < _LEAST_LIKENESS:
        return None
    if len(likeness) > 1 and likeness[1][0] > likeness[0][0] - _LEAST_LEAD:
        return None
    meant = likeness[0][1]
    return None if _is_made_of(meant.lower(), word.lower()) else meant


def _is_made_of(name: str, word: str) -> bool:
    """Whether English made the word of the name, as Situbondoans or Sikhism."""
    if word.startswith(name) and _DERIVED.fullmatch(word, len(name)):
        return True
    return any(name.endswith(ours) and word.endswith(theirs) for ours, theirs in _LOANS)
