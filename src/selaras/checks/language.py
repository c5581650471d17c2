"""Is the target English, and the source Indonesian?

Function words decide nearly always; the language identifier is loaded only for the rest.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Protocol

from ..model import ENGLISH, TRANSLATABLE_LANGUAGES, Severity, Side
from .analysis import AnalysedText, Analysis
from .features import are_comparable, feature
from .inventory import mark
from .knowledge import ENGLISH_FUNCTION_WORDS, INDONESIAN_FUNCTION_WORDS
from .rule import Hit, Hits, Rule, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

_SHORTEST = 30
_FEWEST_ENGLISH = 3
_FOREIGN_SCRIPT = re.compile(r"[\u0370-\u1cff\u2e80-\ua4cf\ua960-\uabff\uf900-\ufaff\uff66-\uffdc]")

_IS_FOREIGN = feature(pattern=_FOREIGN_SCRIPT.pattern)
_SPEAKS_INDONESIAN = feature(indonesian=INDONESIAN_FUNCTION_WORDS, english=INDONESIAN_FUNCTION_WORDS)
_SPEAKS_ENGLISH = feature(indonesian=ENGLISH_FUNCTION_WORDS, english=ENGLISH_FUNCTION_WORDS)


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


@cache
def _identifier() -> _Identifier:
    """py3langid with its bundled model, told to give probabilities."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier


def wrong_language(pair: Analysis, threshold: float) -> Hits:
    """The probability of another language than English where function words do not speak for English."""
    english = _hits_of(pair.target, ENGLISH_FUNCTION_WORDS)
    indonesian = _hits_of(pair.target, INDONESIAN_FUNCTION_WORDS)
    if english > indonesian:
        return ()
    if indonesian >= 3 and indonesian >= 3 * english:
        return (_not_english(1.0, "Indonesian"),)
    return _identified(pair, threshold)


def _hits_of(side: AnalysedText, words: frozenset[str]) -> int:
    return len(side.vocabulary & words)


def _identified(pair: Analysis, threshold: float) -> Hits:
    text = _running_text(pair.target)
    if len(text) < _SHORTEST:
        return ()
    language, probability = _identifier().rank(text)[0]
    if language == ENGLISH or probability < threshold:
        return ()
    name = "Indonesian" if language in TRANSLATABLE_LANGUAGES else f"“{language}”"
    return (_not_english(round(probability, 3), name),)


def _running_text(side: AnalysedText) -> str:
    """The words in lower case: names say nothing about the language around them."""
    return " ".join(token for token in side.tokens if token.islower() and token.isalpha())


def _not_english(probability: float, language: str) -> Hit:
    return Hit(probability, Side.TARGET, None, f"the target should be English and looks like {language}")


def foreign_script(pair: Analysis, threshold: float) -> Hits:
    """Letters of another script than Latin that the source does not have."""
    found = _FOREIGN_SCRIPT.finditer(pair.target.text)
    letters = [match for match in found if match.group() not in pair.source.text]
    if len(letters) < threshold:
        return ()
    span = pair.target.locate_pattern(re.escape(letters[0].group()))
    return (Hit(len(letters), Side.TARGET, span, f"{len(letters)} letters of another script"),)


_IS_ENGLISH = mark(indonesian=ENGLISH_FUNCTION_WORDS.__contains__)


def _may_be_english(block: Block, threshold: float) -> Mask:
    words = block.words
    return block.count(words.pair[words.ours_have(_IS_ENGLISH)]) >= _FEWEST_ENGLISH


def source_is_english(pair: Analysis, threshold: float) -> Hits:
    """The share of English among the function words of the source."""
    english = _hits_of(pair.source, ENGLISH_FUNCTION_WORDS)
    if english < _FEWEST_ENGLISH:
        return ()
    share = english / (english + _hits_of(pair.source, INDONESIAN_FUNCTION_WORDS))
    if share < threshold:
        return ()
    return (Hit(round(share, 3), Side.SOURCE, None, "the source is English already"),)


def _may_be_foreign(source: int, target: int) -> bool:
    is_english = target & _SPEAKS_ENGLISH and not target & _SPEAKS_INDONESIAN
    return are_comparable(source, target) and not is_english


RULES = (
    Rule(
        unit_check("L101", "target is not English", Severity.ERROR, "non-conformance"),
        measure=wrong_language,
        gate=_may_be_foreign,
        threshold=0.9,
        means="The target is in another language: Indonesian by its grammar words, or any other as identified.",
        false_alarms="Lists of foreign names, quotations in a third language, very short segments.",
        advice="Raise its threshold.",
        identifies_language=True,
    ),
    Rule(
        unit_check("L102", "other script", Severity.ERROR, "characters"),
        measure=foreign_script,
        gate=lambda source, target: target & _IS_FOREIGN,
        means="The target has letters of another script than Latin that the source does not have.",
        false_alarms="Names that a translator added in their original spelling.",
        is_hard=True,
    ),
    Rule(
        unit_check("L103", "source is English", Severity.INFO, "other"),
        measure=source_is_english,
        screen=_may_be_english,
        gate=lambda source, target: source & _SPEAKS_ENGLISH,
        threshold=0.8,
        means="The source is English already, so there was nothing to translate.",
        false_alarms="English quotations and titles inside Indonesian text.",
    ),
)
