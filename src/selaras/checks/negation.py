"""Negations that were dropped or appeared on the way.

Each side has negators proper (tidak, not) and words with a negation inside (gagal, unable). Words that
translate each other (gagal, fail) account for themselves; what is left is counted and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model import Severity, Side
from .analysis import AnalysedText, Analysis
from .features import are_comparable, feature
from .inventory import inventory, word_inventory
from .knowledge import table, word_list
from .memo import Memo
from .rule import Hit, Hits, Rule, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

_INDONESIAN_NEGATORS = word_list("negation.id")
# In capitals these are names and abbreviations, such as Garuda's.
_NAMES_IN_CAPITALS = frozenset({"GA", "GK"})
_ENGLISH_NEGATORS = word_list("negation.en")
_NEGATIVE_INDONESIAN = word_list("negative.id")
_NEGATIVE_ENGLISH = word_list("negative.en")
_SELDOM_FOR_A_NEGATOR = word_list("negative_seldom.en")
_NOT_NEGATIVE = word_list("negative_affixes.en")
_CONTRACTIONS = ("n't", "n’t")
_NEGATES = feature(indonesian=_INDONESIAN_NEGATORS, english=_ENGLISH_NEGATORS, pattern="(?i:n['’]t)")
_INDONESIAN_AFFIX = re.compile(r"(?:non|anti|ketidak|nir)[\w-]{3,}")
_ENGLISH_AFFIX = re.compile(
    r"(?:un(?!der|i[floqtv]|anim|leash|veil|fold|earth)|non-?|anti-?)[a-z-]{3,}|[a-z]{3,}less(?:ly|ness)?"
)
_NOT_ONLY = re.compile(r"\b(?:tidak|tak|bukan) (?:hanya|saja|cuma|sekadar|sekedar|sebatas)\b")
_ONLY = frozenset({"only", "just", "merely", "simply", "limited"})
_PHRASE_HINTS = ("yet to", "far from", "rather than", "short of", "less ")
_ENGLISH_PHRASE = re.compile(r"\b(?:yet to|far from|rather than|short of|less \w+ than)\b")
# What says without a negation that something is not so.
_POSITIVE_PHRASE = re.compile(
    r"\b(?:let alone|out of reach|barring|(?:stay|stays|stayed|keep|kept) (?:off|away)"
    r"|(?:keep|keeps|kept|keeping)\b[^.,;:!?]{1,60}? from)\b",
    re.IGNORECASE,
)
_SOME = re.compile(r"\ba (?:few|little)\b", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_INDONESIAN_OR = frozenset({"atau", "ataupun", "maupun"})


Idioms = Mapping[str, Sequence[tuple[int, list[str]]]]


def _idioms(name: str, negators: frozenset[str]) -> Idioms:
    """Negator -> the idioms that it stands in, each with its place there."""
    found: dict[str, list[tuple[int, list[str]]]] = {}
    for phrase in map(str.split, word_list(name)):
        for place, word in enumerate(phrase):
            if word in negators:
                found.setdefault(word, []).append((place, phrase))
    return found


def _renderings() -> Mapping[str, frozenset[str]]:
    """Negative word of either language -> the words of the other that translate it."""
    found: dict[str, frozenset[str]] = {}
    for indonesian, english in (map(str.split, row) for row in table("negative_pairs")):
        for words, others in ((indonesian, english), (english, indonesian)):
            for word in words:
                found[word] = found.get(word, frozenset()).union(others)
    return found


_INDONESIAN_IDIOMS = _idioms("negation_idioms.id", _INDONESIAN_NEGATORS)
_ENGLISH_IDIOMS = _idioms("negation_idioms.en", _ENGLISH_NEGATORS)
_RENDERINGS = _renderings()
_POSITIVE = {word: frozenset(english.split()) for words, english in table("negated") for word in words.split()}
_SHARED_PREFIXES = ("non", "anti")
# In an idiom.
_ANY_FIGURE = "0"
# “Neither … nor” negates once, with so many words between the two at most.
_WITHIN = 12


@dataclass(frozen=True, slots=True)
class Negations:
    """How one side negates.

    Attributes:
        proper: Negators outside idioms, in order.
        in_idioms: How many stand in idioms that negate nothing.
        inside: Words with a negation inside.
    """

    proper: Sequence[str]
    in_idioms: int
    inside: Sequence[str]


_NONE = Negations((), 0, ())


def negation_lost(pair: Analysis, threshold: float) -> Hits:
    """How many negators of the source are more than the target has negations of any kind."""
    ours, theirs = _indonesian(pair.source), _english(pair.target)
    available = len(theirs.proper) + theirs.in_idioms + len(_unexplained(theirs.inside, ours.inside))
    available += _alternatives(pair, theirs) if theirs.proper else 0
    if not available and not pair.target.vocabulary.isdisjoint(_ONLY) and _NOT_ONLY.search(pair.source.text.lower()):
        message = "the source says “not only”, the target has no negation"
        return (Hit(1, Side.SOURCE, pair.source.locate_pattern(_NOT_ONLY.pattern), message),)
    surplus = len(ours.proper) - available
    if surplus >= threshold:
        surplus -= _put_positively(pair)
    if surplus < threshold:
        return ()
    word = ours.proper[0]
    found = "has no negation" if not available else "has fewer negations"
    return (Hit(surplus, Side.SOURCE, pair.source.locate(word), f"the source says “{word}”, the target {found}"),)


def negation_added(pair: Analysis, threshold: float) -> Hits:
    """How many negations of the target, at least one of them a negator, are more than the source has of any kind."""
    theirs = _english(pair.target)
    if not theirs.proper:
        return ()
    ours = _indonesian(pair.source)
    available = len(ours.proper) + ours.in_idioms + len(_unexplained(ours.inside, theirs.inside))
    # “Baru datang siang” is “did not come until noon”.
    available += "baru" in pair.source.vocabulary and "until" in pair.target.vocabulary
    beside = [word for word in _unexplained(theirs.inside, ours.inside) if word not in _SELDOM_FOR_A_NEGATOR]
    surplus = len(theirs.proper) + len(beside) - available
    if surplus < threshold:
        return ()
    word = theirs.proper[0]
    found = "has no negation" if not available else "has fewer negations"
    return (Hit(surplus, Side.TARGET, pair.target.locate(word), f"the target says “{word}”, the source {found}"),)


def _put_positively(pair: Analysis) -> int:
    """How many negated words of the source the target says without a negation: *tidak banyak*, “few”."""
    left = set(pair.target.vocabulary)
    if _SOME.search(pair.target.text):
        left -= {"few", "little"}
    words, found = pair.source.words, 0
    for place, (negator, word) in enumerate(pairwise(words)):
        said = left & _POSITIVE.get(word, frozenset()) if negator in _INDONESIAN_NEGATORS else None
        if said and not _is_in_idiom(words, place, _INDONESIAN_IDIOMS):
            left -= said
            found += 1
    return found + len(_POSITIVE_PHRASE.findall(pair.target.text))


def _alternatives(pair: Analysis, theirs: Negations) -> int:
    """How many words a negator negates as well: “not eat or drink” is *tidak makan, tidak minum*."""
    behind = re.search(rf"(?i:{re.escape(theirs.proper[0])})([^.;:!?]*)", pair.target.text)
    ors = len(_OR.findall(behind[1])) if behind else 0
    return max(0, ors - sum(word in _INDONESIAN_OR for word in pair.source.words))


@lru_cache(maxsize=1)
def _indonesian(side: AnalysedText) -> Negations:
    inside = [*filter(_IS_NEGATIVE_IN_INDONESIAN.__getitem__, side.words)]
    if side.vocabulary.isdisjoint(_INDONESIAN_NEGATORS):
        return Negations((), 0, inside) if inside else _NONE
    may_be_name = any(name in side.text for name in _NAMES_IN_CAPITALS)
    words = _without_names(side.tokens) if may_be_name else side.words
    everything = [*filter(_INDONESIAN_NEGATORS.__contains__, words)]
    proper = _outside_idioms(words, _INDONESIAN_IDIOMS, _INDONESIAN_NEGATORS)
    return Negations(proper, len(everything) - len(proper), inside)


@lru_cache(maxsize=1)
def _english(side: AnalysedText) -> Negations:
    inside = [*filter(_IS_NEGATIVE_IN_ENGLISH.__getitem__, side.words)]
    if any(phrase in side.text for phrase in _PHRASE_HINTS):
        inside += _ENGLISH_PHRASE.findall(side.text)
    everything = [*filter(_NEGATES_IN_ENGLISH.__getitem__, side.words)]
    if not everything:
        return Negations((), 0, inside) if inside else _NONE
    proper = _outside_idioms(side.words, _ENGLISH_IDIOMS, frozenset(everything))
    return Negations(proper, len(everything) - len(proper), inside)


def _without_names(tokens: Iterable[str]) -> list[str]:
    """The words in lower case, but for names that would be negators there."""
    return [token if token in _NAMES_IN_CAPITALS else token.lower() for token in tokens]


def _is_negative_in_indonesian(word: str) -> bool:
    return word in _NEGATIVE_INDONESIAN or _INDONESIAN_AFFIX.fullmatch(word) is not None


def _is_negative_in_english(word: str) -> bool:
    if word in _NEGATIVE_ENGLISH:
        return True
    if not word.startswith(("un", "non", "anti")) and "less" not in word:
        return False
    return _ENGLISH_AFFIX.fullmatch(word) is not None and word not in _NOT_NEGATIVE


def _negates_in_english(word: str) -> bool:
    return word in _ENGLISH_NEGATORS or word.endswith(_CONTRACTIONS)


_NEGATES_IN_ENGLISH = Memo(_negates_in_english)
_IS_NEGATIVE_IN_INDONESIAN = Memo(_is_negative_in_indonesian)
_IS_NEGATIVE_IN_ENGLISH = Memo(_is_negative_in_english)


_BEGIN_PHRASES = tuple(hint.split()[0] for hint in _PHRASE_HINTS)
_NEGATORS = inventory(
    _NEGATES,
    indonesian=lambda chunk, lexeme: filter(_INDONESIAN_NEGATORS.__contains__, _without_names(lexeme.tokens)),
    english=lambda chunk, lexeme: filter(_NEGATES_IN_ENGLISH.__getitem__, lexeme.words),
)


def _may_be_negative(word: str) -> Sequence[str]:
    """A word with a negation inside, and once more if a phrase with one may begin with it."""
    return (word,) * (_is_negative_in_english(word) + word.endswith(_BEGIN_PHRASES))


_NEGATIVE = word_inventory(english=_may_be_negative)


def _may_be_lost(block: Block, threshold: float) -> Mask:
    """By the negators, were none of them part of an idiom; “not only” is looked for where the target has none."""
    ours, theirs = block.totals(_NEGATORS)
    may_be_lost: Mask = (ours - theirs >= threshold) | (theirs == 0)
    return may_be_lost


def _may_be_added(block: Block, threshold: float) -> Mask:
    """By the negators, were all words with a negation inside without counterpart."""
    ours, theirs = block.totals(_NEGATORS)
    return theirs + block.totals(_NEGATIVE)[1] - ours >= threshold


def _outside_idioms(words: Sequence[str], idioms: Idioms, negators: frozenset[str]) -> Sequence[str]:
    return [word for i, word in enumerate(words) if word in negators and not _is_in_idiom(words, i, idioms)]


def _is_in_idiom(words: Sequence[str], i: int, idioms: Idioms) -> bool:
    if words[i] == "nor" and "neither" in words[max(0, i - _WITHIN) : i]:
        return True
    negator = "not" if words[i].endswith(_CONTRACTIONS) else words[i]
    for place, phrase in idioms.get(negator, ()):
        start = i - place
        if start >= 0 and _are_phrase([*words[start:i], negator, *words[i + 1 : start + len(phrase)]], phrase):
            return True
    return False


def _are_phrase(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return len(words) == len(phrase) and all(
        word == wanted or (wanted == _ANY_FIGURE and word[0].isdigit())
        for word, wanted in zip(words, phrase, strict=True)
    )


def _unexplained(words: Iterable[str], others: Sequence[str]) -> list[str]:
    """The negative words of one side that no negative word of the other translates."""
    return [word for word in words if not any(_translate(word, other) for other in others)]


def _translate(word: str, other: str) -> bool:
    if other in _RENDERINGS.get(word, ()):
        return True
    return any(word.startswith(prefix) and other.startswith(prefix) for prefix in _SHARED_PREFIXES)


RULES = (
    Rule(
        unit_check("A201", "negation lost", Severity.WARNING, "mistranslation"),
        measure=negation_lost,
        screen=_may_be_lost,
        gate=lambda source, target: source & _NEGATES and are_comparable(source, target),
        means="The source says tidak, bukan, belum, jangan, tanpa or tak more often than the target negates in any "
        "way: by a negator, by un- or -less, by a word such as unable or lack.",
        false_alarms="Renderings by a positive word (“tidak sadar” as “passed out”).",
        is_hard=True,
    ),
    Rule(
        unit_check("A202", "negation added", Severity.WARNING, "mistranslation"),
        measure=negation_added,
        screen=_may_be_added,
        gate=lambda source, target: target & _NEGATES and are_comparable(source, target),
        means="The target says not, no, never or without and negates more often than the source does in any way.",
        false_alarms="Renderings of a positive word by a negation (“sama” as “no different”).",
        is_hard=True,
    ),
)
