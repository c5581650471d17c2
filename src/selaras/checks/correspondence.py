"""Do the two sides speak of the same things? Common words, numbers and names are looked for on the other side.

The dictionary is small on purpose: it need not translate, only notice when nothing at all corresponds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..model import Severity, Side
from .analysis import Analysis
from .knowledge import table
from .names import has_counterpart, names_of
from .rule import Hit, Hits, Rule, unit_check

_FEWEST = 3
_ENCLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")


def _concepts_of_indonesian() -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for concept, row in enumerate(table("lexicon")):
        for form in row[0].split():
            found[form] = found.get(form, frozenset()) | {concept}
    return found


def _concepts_of_english() -> tuple[Mapping[str, frozenset[int]], Mapping[str, frozenset[int]]]:
    """Whole words, and beginnings of words."""
    whole: dict[str, frozenset[int]] = {}
    beginnings: dict[str, frozenset[int]] = {}
    for concept, row in enumerate(table("lexicon")):
        for form in row[1].split():
            found = beginnings if form.endswith("*") else whole
            key = form.rstrip("*")
            found[key] = found.get(key, frozenset()) | {concept}
    return whole, beginnings


_INDONESIAN = _concepts_of_indonesian()
_WHOLE, _BEGINNINGS = _concepts_of_english()
_LENGTHS = range(2, max(map(len, _BEGINNINGS)) + 1)
_NOTHING: frozenset[int] = frozenset()


@lru_cache(maxsize=100_000)
def _indonesian(word: str) -> frozenset[int]:
    found = _INDONESIAN.get(word)
    if found is None:
        stem = next((word.removesuffix(end) for end in _ENCLITICS if word.endswith(end)), word)
        found = _INDONESIAN.get(stem, _NOTHING)
    return found


@lru_cache(maxsize=100_000)
def _english(word: str) -> frozenset[int]:
    found = _WHOLE.get(word, _NOTHING)
    for length in _LENGTHS:
        if length > len(word):
            break
        found |= _BEGINNINGS.get(word[:length], _NOTHING)
    return found


def unrelated(pair: Analysis, threshold: float) -> Hits:
    """The share of the source's common words, names and numbers that the target has in some form."""
    if pair.is_empty or len(pair.target.words) < _FEWEST:
        return ()
    found, sought = correspondence(pair)
    # One added to both: four of four that are missing say more than two of two.
    share = (found + 1) / (sought + 1)
    if share > threshold:
        return ()
    message = f"of {sought} known words, names and numbers of the source, the target has {found}"
    return (Hit(round(share, 3), Side.TARGET, None, message),)


def correspondence(pair: Analysis) -> tuple[int, int]:
    """How many known words, names and numbers of the source the target has, and how many there are."""
    target = _NOTHING.union(*map(_english, pair.target.vocabulary))
    words = [concepts for word in pair.source.vocabulary if (concepts := _indonesian(word))]
    found = sum(not concepts.isdisjoint(target) for concepts in words)
    names = names_of(pair.source)
    found += sum(has_counterpart(name, pair.target) for name in names)
    figures = pair.source.figures
    found += len(figures & pair.target.figures)
    return found, len(words) + len(names) + len(figures)


RULES = (
    Rule(
        unit_check("H103", "unrelated target", Severity.ERROR, "mistranslation"),
        measure=unrelated,
        threshold=0.34,
        means="Next to none of the common words, names and numbers of the source come back in the target: it is "
        "probably the translation of another sentence.",
        false_alarms="Very free translations of short sentences; idioms and song lines.",
        advice="Lower its threshold.",
        is_hard=True,
    ),
)
