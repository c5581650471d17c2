"""Names and acronyms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ..model import Severity, Side
from .analysis import AnalysedText, Analysis
from .knowledge import ENGLISH_FUNCTION_WORDS, INDONESIAN_FUNCTION_WORDS, table
from .rule import Hit, Hits, Rule, unit_check

_EXONYMS: Mapping[str, frozenset[str]] = {
    name.lower(): frozenset(row[1].lower().split("|")) for row in table("exonyms") for name in row[0].split("|")
}
_ACRONYMS: Mapping[str, frozenset[str]] = {row[0]: frozenset(row[1].lower().split()) for row in table("acronyms")}
_KNOWN_WORDS = frozenset(form for row in table("lexicon") for form in row[0].split()) | INDONESIAN_FUNCTION_WORDS
_KNOWN_ENGLISH = tuple({form.rstrip("*") for row in table("lexicon") for form in row[1].split() if len(form) > 3})
_SPELLINGS = tuple(row for row in table("spellings"))
_ENGLISH_NAMES = frozenset(word for forms in _EXONYMS.values() for word in forms)
_STARTER = re.compile(r"[.!?:;“\"'‘(\[–—-]\s(\w+)")


def names_of(side: AnalysedText) -> list[str]:
    """Capitalised words inside sentences that are neither common words nor spelt in capitals throughout."""
    capitalised = side.capitalised
    if not capitalised:
        return []
    # The first word of a sentence has its capital for another reason.
    starters = {side.tokens[0], *_STARTER.findall(side.text)}
    return [
        name
        for name in dict.fromkeys(capitalised)
        if name not in starters and name.isalpha() and not name.isupper() and name.lower() not in _KNOWN_WORDS
    ]


def acronyms_of(side: AnalysedText) -> list[str]:
    """Words of two to six capitals."""
    return [
        token for token in dict.fromkeys(side.tokens) if 2 <= len(token) <= 6 and token.isupper() and token.isalpha()
    ]


def has_counterpart(name: str, side: AnalysedText) -> bool:
    """Whether a name stands on the other side, as it is, under its English name or nearly so."""
    lowered = name.lower()
    if lowered in side.vocabulary or not _EXONYMS.get(lowered, frozenset()).isdisjoint(side.vocabulary):
        return True
    return skeleton(lowered) in {skeleton(word) for word in side.vocabulary}


@lru_cache(maxsize=100_000)
def skeleton(name: str) -> str:
    """The first four consonants, spelt one way: Krimea and Crimea, Karibia and Caribbean are equal."""
    for written, sounds in _SPELLINGS:
        name = name.replace(written, sounds)
    consonants = re.sub(r"(.)\1+", r"\1", name[:1] + re.sub("[aeiouhy]", "", name[1:]))
    return consonants[:4]


def name_changed(pair: Analysis, threshold: float) -> Hits:
    """Names of the target that the source lacks, where the source has a name that the target lacks."""
    lost = _lost_names(pair)
    if not lost or _is_title(pair.target) or _is_title(pair.source):
        return ()
    added = [name for name in names_of(pair.target) if _is_foreign_to(name, pair.source)]
    if min(len(lost), len(added)) < threshold:
        return ()
    message = f"the name {added[0]} is not in the source, which has {lost[0]}"
    return (Hit(len(added), Side.TARGET, pair.target.locate(added[0]), message),)


def name_lost(pair: Analysis, threshold: float) -> Hits:
    """Names of the source that the target lacks."""
    lost = _lost_names(pair)
    if len(lost) < threshold:
        return ()
    return _lost_hits(pair, "name", lost)


def acronym_lost(pair: Analysis, threshold: float) -> Hits:
    """Acronyms of the source that the target has neither as they are nor in English."""
    if pair.is_empty or pair.source.text.isupper():
        return ()
    lost = [name for name in acronyms_of(pair.source) if not _has_acronym(name, pair.target)]
    if len(lost) < threshold:
        return ()
    return tuple(
        Hit(len(lost), Side.SOURCE, pair.source.locate(name), f"the acronym {name} is not in the target")
        for name in lost
    )


def _is_title(side: AnalysedText) -> bool:
    """Whether most words begin with a capital, as in a headline: capitals then do not tell names."""
    return 2 * len(side.capitalised) > len(side.tokens)


def _lost_hits(pair: Analysis, what: str, lost: list[str]) -> Hits:
    return tuple(
        Hit(len(lost), Side.SOURCE, pair.source.locate(name), f"the {what} {name} is not in the target")
        for name in lost
    )


@lru_cache(maxsize=1)
def _lost_names(pair: Analysis) -> list[str]:
    """Cached, since two checks ask one after the other."""
    if pair.is_empty:
        return []
    return [name for name in names_of(pair.source) if not has_counterpart(name, pair.target)]


def _is_foreign_to(name: str, source: AnalysedText) -> bool:
    lowered = name.lower()
    if lowered in _ENGLISH_NAMES or lowered in ENGLISH_FUNCTION_WORDS or lowered.startswith(_KNOWN_ENGLISH):
        return False
    return not has_counterpart(name, source)


def _has_acronym(name: str, target: AnalysedText) -> bool:
    if name.lower() in target.vocabulary:
        return True
    known = _ACRONYMS.get(name)
    if known:
        return any(word in target.vocabulary or word in target.text.lower() for word in known)
    initials = "".join(word[0] for word in target.words)
    return name.lower() in initials


RULES = (
    Rule(
        unit_check("A301", "name changed", Severity.INFO, "inconsistent-entities"),
        measure=name_changed,
        means="The source has a name that the target lacks, and the target one that the source lacks. Exonyms (Suriah, "
        "Syria) and names that begin alike are taken for one.",
        false_alarms="Names that are translated word by word, titles of offices and institutions.",
    ),
    Rule(
        unit_check("A302", "name lost", Severity.INFO, "inconsistent-entities"),
        measure=name_lost,
        means="A capitalised word inside a sentence of the source has no counterpart in the target.",
        false_alarms="Institutions and offices whose names are translated; second names left out.",
    ),
    Rule(
        unit_check("A303", "acronym lost", Severity.INFO, "inconsistent-entities"),
        measure=acronym_lost,
        means="An acronym of the source is neither in the target nor are English words that stand for it.",
        false_alarms="Institutions that the translator called by their full English name.",
    ),
)
