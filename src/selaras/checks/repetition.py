"""Loops and doubled words, the tics of neural machine translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from operator import eq
from typing import TYPE_CHECKING

from ..model import Severity, Side, Span
from .analysis import AnalysedText, Analysis
from .features import feature
from .knowledge import word_list
from .rule import Hit, Hits, Rule, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

_SHORTEST_STUTTER = 3
_STUTTERS = range(_SHORTEST_STUTTER, 12 + 1)
# Three words said twice are two pairs of neighbours that come again.
_FEWEST_REPEATED = 2
_LONG = 25
# İ becomes two characters in lower case.
_LONG_WORD = feature(pattern=rf"[\w'’-]{{{_LONG}}}|İ")
_MAY_DOUBLE = word_list("doubled.en")
# What any long English sentence says often; a loop of them has "the of" as well.
_BEFORE_THE = frozenset({"of", "in", "to", "on", "for", "and", "at", "by", "from", "with", "that"})


def loop(pair: Analysis, threshold: float) -> Hits:
    """How often the target's most frequent phrase comes, beyond what the source repeats."""
    words = pair.target.words
    # Phrases that come again are made of words that do.
    if len(words) - len(pair.target.vocabulary) < min(_SHORTEST_STUTTER, threshold - 1):
        return _letter_loop(pair, threshold)
    if len(words) - 1 - len(set(pairwise(words))) < _FEWEST_REPEATED:
        return _letter_loop(pair, threshold)
    phrase, times = _most_repeated(words)
    if times >= threshold and times - _repeats_of(pair.source.words) >= threshold - 1:
        return (Hit(times, Side.TARGET, pair.target.locate(phrase), f"“{phrase}” comes {times} times"),)
    return _stutter(pair, threshold) or _letter_loop(pair, threshold)


def _most_repeated(words: Sequence[str]) -> tuple[str, int]:
    """The most frequent pair of neighbouring words but those like "of the"."""
    pairs = Counter(pair for pair in pairwise(words) if pair[1] != "the" or pair[0] not in _BEFORE_THE)
    (first, second), times = next(iter(pairs.most_common(1)), (("", ""), 0))
    return f"{first} {second}", times


def _repeats_of(words: Sequence[str]) -> int:
    """How often the most frequent word pair or reduplicated word of the source comes, at least 1."""
    counts = Counter(pairwise(words))
    return max(counts.values(), default=1)


def _stutter(pair: Analysis, threshold: float) -> Hits:
    """How many words a phrase of three or more and its repetition at once have, which the source does not do."""
    found = next(_immediate_repeats(pair.target.words), None)
    if found is None or 2 * len(found) < threshold or next(_immediate_repeats(pair.source.words), None):
        return ()
    phrase = " ".join(found)
    return (Hit(2 * len(found), Side.TARGET, None, f"“{phrase}” is said twice in a row"),)


def _immediate_repeats(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for period in _STUTTERS:
        equal = 0
        for i in range(period, len(words)):
            equal = equal + 1 if words[i] == words[i - period] else 0
            if equal == period:
                yield words[i - period + 1 : i + 1]
                return


def _letter_loop(pair: Analysis, threshold: float) -> Hits:
    """How many letters a word of one letter or syllable without end has, where the source has no such word."""
    if not pair.target.features & _LONG_WORD:
        return ()
    longest = max(pair.target.words, key=len, default="")
    if len(longest) < max(_LONG, threshold) or longest in pair.source.vocabulary:
        return ()
    variety = len(set(longest)) / len(longest)
    if variety > 0.25:
        return ()
    return (Hit(len(longest), Side.TARGET, pair.target.locate(longest), f"a word of {len(longest)} letters"),)


def doubled_word(pair: Analysis, threshold: float) -> Hits:
    """Words of the target that stand twice in a row and do not in the source."""
    words = pair.target.words
    if len(words) == len(pair.target.vocabulary):
        return ()
    if not any(map(eq, words, islice(words, 1, None))):
        return ()
    doubled = {a for a, b in pairwise(words) if a == b and a.isalpha() and a not in _MAY_DOUBLE}
    doubled -= {a for a, b in pairwise(pair.source.words) if a == b}
    return tuple(
        Hit(1, Side.TARGET, span, f"“{word}” stands twice in a row")
        for word in sorted(doubled)
        if (span := _doubled_span(pair.target, word)) is not None
    )


def _may_loop(block: Block, threshold: float) -> Mask:
    """Pairs of neighbours that come again, and one of them often or a phrase at once."""
    pair, times = block.target.phrases(2)
    repeats = block.count(pair.repeat(times)) - block.count(pair)
    comes_again = repeats >= _FEWEST_REPEATED
    found = block.among(pair[times >= threshold]) | block.among(block.target.repeat_at_once(_STUTTERS, comes_again))
    return comes_again & found | block.target_has(_LONG_WORD)


def _may_double(block: Block, threshold: float) -> Mask:
    words, text = block.target.words, block.target.text_of_word
    return block.among(text[1:][(words[1:] == words[:-1]) & (text[1:] == text[:-1])])


def _doubled_span(side: AnalysedText, word: str) -> Span | None:
    """Where a word follows itself with nothing but space between."""
    return side.locate_pattern(rf"(?<![\w'’-]){word}\s+{word}(?![\w'’-])")


RULES = (
    Rule(
        unit_check("H101", "repetition loop", Severity.ERROR, "duplication"),
        measure=loop,
        screen=_may_loop,
        threshold=4,
        means="The target says the same words again and again and the source does not: the translator ran into a loop.",
        false_alarms="Slogans, songs and lists that repeat a phrase on purpose.",
        advice="Raise its threshold.",
        is_hard=True,
    ),
    Rule(
        unit_check("H102", "doubled word", Severity.WARNING, "duplication"),
        measure=doubled_word,
        screen=_may_double,
        means="A word stands twice in a row in the target and not in the source.",
        false_alarms="Doubled names and foreign words that the source spells differently.",
        is_hard=True,
    ),
)
