"""Negations that were dropped or appeared on the way."""

from __future__ import annotations

import re

from ..model import Severity, Side
from .analysis import AnalysedText, Analysis
from .knowledge import table, word_list
from .rule import Hit, Hits, Rule, unit_check

_INDONESIAN_NEGATORS = word_list("negation.id")
_ENGLISH_NEGATORS = word_list("negation.en")
_NEGATIVE_INDONESIAN = word_list("negative.id") | _INDONESIAN_NEGATORS
_NEGATIVE_ENGLISH = word_list("negative.en") | _ENGLISH_NEGATORS
_IDIOMS = tuple(row[0] for row in table("negation_idioms"))
_IDIOM = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _IDIOMS), key=len, reverse=True)) + r")\b")
_NEGATIVE_PREFIX = re.compile(r"(?:un|in|im|il|ir|dis|non|mis|anti)[a-z-]{3,}|[a-z]{3,}less(?:ly|ness)?")


def negation_lost(pair: Analysis, threshold: float) -> Hits:
    """Negators of the source where the target has no negation of any kind."""
    source = pair.source.vocabulary
    if source.isdisjoint(_INDONESIAN_NEGATORS) or _says_no_in_english(pair.target) or pair.is_empty:
        return ()
    negators = _negators(pair.source)
    if len(negators) < threshold:
        return ()
    word = negators[0]
    message = f"the source says “{word}”, the target has no negation"
    return (Hit(len(negators), Side.SOURCE, pair.source.locate(word), message),)


def negation_added(pair: Analysis, threshold: float) -> Hits:
    """Negators of the target where the source has no negation of any kind."""
    negators = [word for word in pair.target.words if word in _ENGLISH_NEGATORS or word.endswith(("n't", "n’t"))]
    if len(negators) < threshold or pair.is_empty or _says_no_in_indonesian(pair.source):
        return ()
    word = negators[0]
    message = f"the target says “{word}”, the source has no negation"
    return (Hit(len(negators), Side.TARGET, pair.target.locate(word), message),)


def _negators(side: AnalysedText) -> list[str]:
    """The negators that do negate: without those of idioms such as ``tidak hanya``."""
    text = _IDIOM.sub(" ", side.text.lower())
    return [word for word in re.findall(r"\w+", text) if word in _INDONESIAN_NEGATORS]


def _says_no_in_english(side: AnalysedText) -> bool:
    if not side.vocabulary.isdisjoint(_NEGATIVE_ENGLISH):
        return True
    return any(word.endswith(("n't", "n’t")) or _NEGATIVE_PREFIX.fullmatch(word) for word in side.vocabulary)


def _says_no_in_indonesian(side: AnalysedText) -> bool:
    if not side.vocabulary.isdisjoint(_NEGATIVE_INDONESIAN):
        return True
    return any(word.startswith(("non", "anti", "tidak", "bukan", "tak-", "ketidak", "nir")) for word in side.vocabulary)


RULES = (
    Rule(
        unit_check("A201", "negation lost", Severity.WARNING, "mistranslation"),
        measure=negation_lost,
        means="The source says tidak, bukan, belum, jangan, tanpa or tak, and nothing in the target "
        "negates: no negator, no un- or -less, no verb such as fail, lack or refuse.",
        false_alarms="Free renderings by the positive (“tidak sadar” as “passed out”).",
        is_hard=True,
    ),
    Rule(
        unit_check("A202", "negation added", Severity.WARNING, "mistranslation"),
        measure=negation_added,
        means="The target says not, no, never or without, and nothing in the source negates.",
        false_alarms="Free renderings of positive words by a negation (“sama” as “no different”).",
        is_hard=True,
    ),
)
