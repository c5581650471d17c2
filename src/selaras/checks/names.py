"""Names and acronyms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ..model import Severity, Side
from .analysis import AnalysedText, Analysis
from .features import CAPITAL, are_comparable, feature
from .knowledge import ENGLISH_FUNCTION_WORDS, INDONESIAN_FUNCTION_WORDS, table
from .memo import Memo
from .rule import Hit, Hits, Rule, unit_check

_EXONYMS: Mapping[str, frozenset[str]] = {
    name.lower(): frozenset(row[1].lower().split("|")) for row in table("exonyms") for name in row[0].split("|")
}
_ACRONYMS: Mapping[str, frozenset[str]] = {row[0]: frozenset(row[1].lower().split()) for row in table("acronyms")}
_KNOWN_WORDS = frozenset(form for row in table("lexicon") for form in row[0].split()) | INDONESIAN_FUNCTION_WORDS
_KNOWN_ENGLISH = tuple({form.rstrip("*") for row in table("lexicon") for form in row[1].split() if len(form) > 3})
_SPELLINGS = tuple(row for row in table("spellings"))
_NOTHING: frozenset[str] = frozenset()
_ENGLISH_NAMES = frozenset(word for forms in _EXONYMS.values() for word in forms)
_ACRONYM = feature(pattern="[^\\W\\d_a-z]{2}")
_STARTER = re.compile(r"[.!?:;“\"'‘(\[–—-]\s(\w+)")


def names_of(side: AnalysedText, but: frozenset[str] = frozenset()) -> list[str]:
    """Capitalised words inside sentences that are neither common words nor spelt in capitals throughout.

    Args:
        side: The text.
        but: Words in lower case that are left out.
    """
    likely = [name for name in dict.fromkeys(side.capitalised) if name.lower() not in but and _MAY_BE_NAME[name]]
    if not likely:
        return []
    # The first word of a sentence has its capital for another reason.
    starters = {side.first_token, *_STARTER.findall(side.text)}
    return [name for name in likely if name not in starters]


def _may_be_name(word: str) -> bool:
    return word.isalpha() and not word.isupper() and word.lower() not in _KNOWN_WORDS


_MAY_BE_NAME = Memo(_may_be_name)


def acronyms_of(side: AnalysedText) -> list[str]:
    """Words of two to six capitals."""
    return [
        token for token in dict.fromkeys(side.tokens) if 2 <= len(token) <= 6 and token.isupper() and token.isalpha()
    ]


def has_counterpart(name: str, side: AnalysedText) -> bool:
    """Whether a name stands on the other side, as it is, under its English name or nearly so."""
    lowered = name.lower()
    if lowered in side.vocabulary or not _EXONYMS.get(lowered, _NOTHING).isdisjoint(side.vocabulary):
        return True
    return _SKELETONS[lowered] in map(_SKELETONS.__getitem__, side.vocabulary)


def skeleton(name: str) -> str:
    """The first four consonants of a name in lower case, spelt one way: Krimea and Crimea are equal."""
    return _SKELETONS[name]


def _skeleton(name: str) -> str:
    for written, sounds in _SPELLINGS:
        name = name.replace(written, sounds)
    consonants = re.sub(r"(.)\1+", r"\1", name[:1] + re.sub("[aeiouhy]", "", name[1:]))
    return consonants[:4]


_SKELETONS = Memo(_skeleton)


def name_changed(pair: Analysis, threshold: float) -> Hits:
    """Names of the target that the source lacks, where the source has a name that the target lacks."""
    lost = _lost_names(pair)
    if not lost or _is_title(pair.target) or _is_title(pair.source):
        return ()
    added = [name for name in names_of(pair.target, but=pair.source.vocabulary) if _is_foreign_to(name, pair.source)]
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
    if pair.source.text.isupper():
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
    names = names_of(pair.source, but=pair.target.vocabulary)
    return [name for name in names if not has_counterpart(name, pair.target)]


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
        gate=lambda source, target: source & target & CAPITAL,
        means="The source has a name that the target lacks, and the target one that the source lacks. Exonyms (Suriah, "
        "Syria) and names that begin alike are taken for one.",
        false_alarms="Names that are translated word by word, titles of offices and institutions.",
    ),
    Rule(
        unit_check("A302", "name lost", Severity.INFO, "inconsistent-entities"),
        measure=name_lost,
        gate=lambda source, target: source & CAPITAL and are_comparable(source, target),
        means="A capitalised word inside a sentence of the source has no counterpart in the target.",
        false_alarms="Institutions and offices whose names are translated; second names left out.",
    ),
    Rule(
        unit_check("A303", "acronym lost", Severity.INFO, "inconsistent-entities"),
        measure=acronym_lost,
        gate=lambda source, target: source & _ACRONYM and are_comparable(source, target),
        means="An acronym of the source is neither in the target nor are English words that stand for it.",
        false_alarms="Institutions that the translator called by their full English name.",
    ),
)
