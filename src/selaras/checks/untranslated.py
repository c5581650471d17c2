"""Source that was handed through: copied whole, in part, or word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..model import Severity, Side, Span
from .analysis import AnalysedText, Analysis
from .features import are_comparable, feature
from .inventory import mark
from .knowledge import ENGLISH_FUNCTION_WORDS, INDONESIAN_FUNCTION_WORDS, INDONESIAN_ONLY, word_list
from .rule import Hit, Hits, Rule, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

_SHORTEST_RUN = 3
# In words; comparing all with all takes the square of it.
_LONGEST_TEXT = 1000
_GRAMMAR = INDONESIAN_FUNCTION_WORDS - word_list("function_shared")
# Only where the source has them too: the English of a lexicon is never complete.
_COMMON = frozenset(form for word in INDONESIAN_ONLY - word_list("function_shared") for form in (word, f"{word}nya"))
_LEFTOVERS = _GRAMMAR | _COMMON
_LEFT_OVER = feature(english=_LEFTOVERS)


CAPITALISED = mark(english=lambda token: token[0].isupper(), sees_case=True)
_ALPHABETIC = mark(english=str.isalpha)
_INDONESIAN = mark(english=INDONESIAN_ONLY.__contains__)
# Wider than what is verbatim: every domain and glued word; an address keeps its words in any language.
_ADDRESS_HINT = r"@|://|\w\.[a-zA-Z]{2}"
_ADDRESS = re.compile(rf"\S*(?:{_ADDRESS_HINT})\S*")
_IN_ADDRESS = feature(pattern=_ADDRESS_HINT)
# The target is the source, nearly.
_WHOLE = 0.8


def copied(pair: Analysis, threshold: float) -> Hits:
    """The share of the target's words that the source has too, at least one of them Indonesian."""
    target = pair.target.vocabulary
    if len(pair.shared_words) < threshold * len(target) or not target:
        return ()
    share = len(pair.shared_words) / len(target)
    plain = _without_addresses(pair.target)
    if not _is_language(plain, pair.shared_words & plain.vocabulary):
        return ()
    return (Hit(round(share, 3), Side.TARGET, None, "the target is the source, not translated"),)


def _without_addresses(side: AnalysedText) -> AnalysedText:
    """The side with addresses blanked out, offsets kept."""
    if not side.features & _IN_ADDRESS:
        return side
    return AnalysedText(_ADDRESS.sub(lambda address: " " * len(address[0]), side.text), side.language)


def _is_language(side: AnalysedText, words: frozenset[str]) -> bool:
    """Whether the words are more than names, numbers and loans."""
    indonesian, english = len(words & INDONESIAN_ONLY), len(words & ENGLISH_FUNCTION_WORDS)
    if indonesian or english:
        return indonesian > english
    small = [token for token in side.tokens if token.islower() and token in words and len(token) > 3]
    return len(small) >= 3


def half_copied(pair: Analysis, threshold: float) -> Hits:
    """The longest run of words that both sides share, if it is more than a name; Indonesian words count twice."""
    shared = pair.shared_words
    small = shared.difference(map(str.lower, pair.target.capitalised))
    possible = sum(map(str.isalpha, small)) + (not small.isdisjoint(INDONESIAN_ONLY)) * len(small)
    if possible < threshold or len(shared) >= _WHOLE * len(pair.target.vocabulary):
        return ()
    target = _without_addresses(pair.target)
    run = _longest_shared_run(_without_addresses(pair.source), target)
    weight = sum(token.islower() for token in run) + sum(token.lower() in INDONESIAN_ONLY for token in run)
    if len(run) < _SHORTEST_RUN or weight < threshold or _is_english(run):
        return ()
    span = _span_of_run(target, run)
    return (Hit(weight, Side.TARGET, span, f"{len(run)} words in a row are not translated: “{' '.join(run)}”"),)


def _is_english(run: Sequence[str]) -> bool:
    """Whether the source itself has English there."""
    words = {token.lower() for token in run}
    return words.isdisjoint(INDONESIAN_ONLY) and not words.isdisjoint(ENGLISH_FUNCTION_WORDS)


def _longest_shared_run(ours: AnalysedText, theirs: AnalysedText) -> Sequence[str]:
    """The longest stretch of target tokens that stands in the source in the same order."""
    source, target = ours.words[:_LONGEST_TEXT], theirs.tokens[:_LONGEST_TEXT]
    lowered = theirs.words[:_LONGEST_TEXT]
    after: dict[str, list[int]] = {}
    for i, word in enumerate(source):
        after.setdefault(word, []).append(i)
    best = best_end = 0
    lengths: dict[int, int] = {}
    for j, word in enumerate(lowered):
        places = after.get(word)
        lengths = {i: lengths.get(i - 1, 0) + 1 for i in places} if places else {}
        longest = max(lengths.values()) if lengths else 0
        if longest > best:
            best, best_end = longest, j + 1
    return target[best_end - best : best_end]


def _span_of_run(side: AnalysedText, run: Sequence[str]) -> Span | None:
    return side.locate_pattern(r"\W+".join(map(_escaped, run)))


def _escaped(word: str) -> str:
    return "".join(f"\\{c}" if c in "-'’" else c for c in word)


def _may_be_copied(block: Block, threshold: float) -> Mask:
    words = block.words
    theirs = block.count(words.pair[words.in_target])
    return (theirs > 0) & (block.count(words.pair[words.in_source & words.in_target]) >= threshold * theirs)


def _may_be_half_copied(block: Block, threshold: float) -> Mask:
    """By the words that stand on both sides and are no names, wherever they stand."""
    words = block.words
    is_shared = words.in_source & words.in_target
    small = is_shared & ~words.theirs_have(CAPITALISED)
    is_alphabetic = small & words.theirs_have(_ALPHABETIC)
    is_indonesian = small & words.theirs_have(_INDONESIAN)
    possible = block.count(words.pair[is_alphabetic])
    possible += block.among(words.pair[is_indonesian]) * block.count(words.pair[small])
    shared, theirs = block.count(words.pair[is_shared]), block.count(words.pair[words.in_target])
    some = (possible >= threshold) & (shared < _WHOLE * theirs)
    return some & block.shares_phrases(_SHORTEST_RUN, some, without=_IN_ADDRESS)


def leftover_words(pair: Analysis, threshold: float) -> Hits:
    """Indonesian function words in lower case inside the target, and common words that the source has there too."""
    left = pair.target.vocabulary & _GRAMMAR | pair.shared_words & _COMMON
    if len(left) < threshold:
        return ()
    left = frozenset(token for token in _without_addresses(pair.target).tokens if token in left)
    if len(left) < threshold or len(pair.shared_words) >= _WHOLE * len(pair.target.vocabulary):
        return ()
    words = sorted(left)
    named = ", ".join(words[:4])
    return (Hit(len(words), Side.TARGET, pair.target.locate(words[0]), f"Indonesian words are left: {named}"),)


RULES = (
    Rule(
        unit_check("U101", "copied source", Severity.ERROR, "untranslated"),
        measure=copied,
        gate=are_comparable,
        screen=_may_be_copied,
        threshold=_WHOLE,
        means="The target is the source text, handed through without translation.",
        false_alarms="Song titles, names of institutions and quotations that stay in Indonesian.",
        is_hard=True,
    ),
    Rule(
        unit_check("U102", "half-copied source", Severity.ERROR, "untranslated"),
        measure=half_copied,
        gate=are_comparable,
        screen=_may_be_half_copied,
        threshold=4,
        means="A stretch of running text of the source stands untranslated in the target.",
        false_alarms="Quoted titles and lists of names with small words between them; source that is English itself.",
        advice="Raise its threshold.",
        is_hard=True,
    ),
    Rule(
        unit_check("U103", "leftover source word", Severity.WARNING, "untranslated"),
        measure=leftover_words,
        gate=lambda source, target: target & _LEFT_OVER,
        means="Indonesian grammar words or common words of the source stand in the English text.",
        false_alarms="Indonesian titles and quotations that are given in the original on purpose.",
        is_hard=True,
    ),
)
