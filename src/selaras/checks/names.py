"""Names and acronyms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model import Severity, Side
from .analysis import AnalysedText, Analysis
from .features import CAPITAL, SENTENCE_BREAKS, STOP, are_comparable, feature
from .inventory import inventory, mark
from .knowledge import ENGLISH_FUNCTION_WORDS, INDONESIAN_FUNCTION_WORDS, table, word_list
from .memo import Memo
from .quantities import ROMAN_NUMERALS
from .rule import Hit, Hits, Rule, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

_EXONYMS: Mapping[str, frozenset[str]] = {
    name.lower(): frozenset(row[1].lower().split("|")) for row in table("exonyms") for name in row[0].split("|")
}
_ACRONYMS: Mapping[str, frozenset[str]] = {row[0]: frozenset(row[1].lower().split()) for row in table("acronyms")}
LEXICON = frozenset(form for row in table("lexicon") for form in row[0].split()) | INDONESIAN_FUNCTION_WORDS
_COMMON = (LEXICON | word_list("common.id") | word_list("titles.id")) - _EXONYMS.keys()
# Nouns made of other words (pemberantasan, ketenagakerjaan): too many to list, and hardly ever names.
DERIVED = re.compile(r"(?:pem|peng?|per|ke)[a-z]{3,}an")
_GRAMMAR = INDONESIAN_FUNCTION_WORDS | ENGLISH_FUNCTION_WORDS
_SHORTEST_CONTENT = 4
# For each word in small letters in a headline.
_FEWEST_CAPITALS = 3
# A known word that may stand for more has one letter more at least, or an asterisk behind these.
_STEM = 3
_SPELLINGS = tuple(row for row in table("spellings"))
# In consonants; shorter ones say too little: Suai and see are not one name.
SHORTEST_SOUND = 2
_NOTHING: frozenset[str] = frozenset()
_ENGLISH_NAMES = frozenset(word for forms in _EXONYMS.values() for word in forms)
_ACRONYM = feature(pattern="[^\\W\\d_a-z]{2}")
_EXONYM = feature(english=_ENGLISH_NAMES)
_DOUBLED = re.compile(r"(.)\1+")
_WITHOUT_VOWELS = str.maketrans("", "", "aeiouhy")
_STARTER = re.compile(rf"[{re.escape(SENTENCE_BREAKS)}]\s(\w+)")


def names_of(side: AnalysedText, but: frozenset[str] = frozenset()) -> list[str]:
    """Capitalised words inside sentences that are neither common words nor spelt in capitals throughout.

    Args:
        side: The text.
        but: Words in lower case that are left out.
    """
    likely = [name for name in dict.fromkeys(side.capitalised) if name.lower() not in but and _MAY_BE_NAME[name]]
    if not likely:
        return []
    starters = starters_of(side)
    return [name for name in likely if name not in starters]


def starters_of(side: AnalysedText) -> frozenset[str]:
    """The first words of sentences, which have their capital for another reason."""
    return frozenset((*side.tokens[:1], *_STARTER.findall(side.text)))


def _may_be_name(word: str) -> bool:
    if not word.isalpha() or word.isupper():
        return False
    return word.lower() not in _COMMON and not DERIVED.fullmatch(word.lower())


_MAY_BE_NAME = Memo(_may_be_name)
NAME = mark(indonesian=lambda token: token[0].isupper() and _may_be_name(token), sees_case=True)


def acronyms_of(side: AnalysedText) -> list[str]:
    """Words of two to six capitals, Roman numerals left out."""
    return [*filter(_is_acronym, dict.fromkeys(side.capitalised))]


def _is_acronym(token: str) -> bool:
    return token.isupper() and 2 <= len(token) <= 6 and token.isalpha() and token not in ROMAN_NUMERALS


_IS_ACRONYM = mark(indonesian=_is_acronym, sees_case=True)


def _renderings() -> Mapping[str, frozenset[str]]:
    """English name -> the Indonesian names that it stands for."""
    found: dict[str, set[str]] = {}
    for name, forms in _EXONYMS.items():
        for form in forms:
            found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


_RENDERED = _renderings()


def _known_english() -> Mapping[str, tuple[str, ...]]:
    """The common English words that may stand for more, by their first letters."""
    found: dict[str, tuple[str, ...]] = {}
    for form in (form for row in table("lexicon") for form in row[1].split() if len(form) > _STEM):
        found[form[:_STEM]] = (*found.get(form[:_STEM], ()), form.rstrip("*"))
    return found


_KNOWN_ENGLISH = _known_english()
EXONYMS = inventory(
    _EXONYM, english=lambda chunk, lexeme: (name for word in lexeme.words for name in _RENDERED.get(word, ()))
)


def _may_lose_names(block: Block, threshold: float) -> Mask:
    from .block_names import lost_names

    return block.count(block.ask(lost_names)) >= threshold


def _may_change_names(block: Block, threshold: float) -> Mask:
    words = block.words
    added = block.count(words.pair[~words.in_source & words.theirs_have(_MAY_BE_ADDED)])
    return _may_lose_names(block, threshold) & (added >= threshold)


def _may_lose_acronyms(block: Block, threshold: float) -> Mask:
    words = block.words
    return block.count(words.pair[~words.in_target & words.ours_have(_IS_ACRONYM)]) >= threshold


def has_counterpart(name: str, side: AnalysedText) -> bool:
    """Whether a name stands on the other side, as it is, under its English name or nearly so."""
    lowered = name.lower()
    if lowered in side.vocabulary or not _EXONYMS.get(lowered, _NOTHING).isdisjoint(side.vocabulary):
        return True
    sound = _SKELETONS[lowered]
    return len(sound) >= SHORTEST_SOUND and sound in map(_SKELETONS.__getitem__, side.vocabulary)


def skeleton(name: str) -> str:
    """The first four consonants of a name in lower case, spelt one way: Krimea and Crimea are equal."""
    return _SKELETONS[name]


def _skeleton(name: str) -> str:
    for written, sounds in _SPELLINGS:
        name = name.replace(written, sounds)
    consonants = _DOUBLED.sub(r"\1", name[:1] + name[1:].translate(_WITHOUT_VOWELS))
    return consonants[:4]


_SKELETONS = Memo(_skeleton)


def name_changed(pair: Analysis, threshold: float) -> Hits:
    """Names of the target that the source lacks, where the source has a name that the target lacks."""
    lost = _lost_names(pair)
    if not lost or is_title(pair.target) or is_title(pair.source):
        return ()
    added = [name for name in names_of(pair.target, but=pair.source.vocabulary) if _is_foreign_to(name, pair.source)]
    if min(len(lost), len(added)) < threshold:
        return ()
    message = f"the name {added[0]} is not in the source, which has {lost[0]}"
    return (Hit(len(added), Side.TARGET, pair.target.locate(added[0]), message),)


def name_lost(pair: Analysis, threshold: float) -> Hits:
    """Names of the source that the target lacks."""
    lost = _lost_names(pair)
    if len(lost) < threshold or is_title(pair.source):
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


def is_title(side: AnalysedText) -> bool:
    """Whether hardly a word but those of grammar is in small letters, as in a headline: capitals then tell no names."""
    if side.features & STOP:
        return False
    small = sum(token.islower() and len(token) >= _SHORTEST_CONTENT and token not in _GRAMMAR for token in side.tokens)
    return _FEWEST_CAPITALS * small < len(side.capitalised)


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
    return not _is_known_in_english(name.lower()) and not has_counterpart(name, source)


def _is_known_in_english(word: str) -> bool:
    if word in _ENGLISH_NAMES or word in ENGLISH_FUNCTION_WORDS:
        return True
    return word.startswith(_KNOWN_ENGLISH.get(word[:_STEM], ()))


_MAY_BE_ADDED = mark(
    english=lambda token: token[0].isupper() and _may_be_name(token) and not _is_known_in_english(token.lower()),
    sees_case=True,
)


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
        screen=_may_change_names,
        gate=lambda source, target: source & target & CAPITAL,
        means="The source has a name that the target lacks, and the target one that the source lacks. Exonyms (Suriah, "
        "Syria) and names that begin alike are taken for one.",
        false_alarms="Names that are translated word by word (Liga Inggris as Premier League).",
    ),
    Rule(
        unit_check("A302", "name lost", Severity.INFO, "inconsistent-entities"),
        measure=name_lost,
        screen=_may_lose_names,
        gate=lambda source, target: source & CAPITAL and are_comparable(source, target),
        means="A capitalised word inside a sentence of the source has no counterpart in the target.",
        false_alarms="Rare words in the names of institutions; places and second names that a translator left out.",
    ),
    Rule(
        unit_check("A303", "acronym lost", Severity.INFO, "inconsistent-entities"),
        measure=acronym_lost,
        screen=_may_lose_acronyms,
        gate=lambda source, target: source & _ACRONYM and are_comparable(source, target),
        means="An acronym of the source is neither in the target nor are English words that stand for it.",
        false_alarms="Institutions that the translator called by their full English name.",
    ),
)
