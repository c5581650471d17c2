"""Do the two sides speak of the same things? Common words, numbers and names are looked for on the other side.

The dictionary is small on purpose: it need not translate, only notice when nothing at all corresponds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ..model import Severity, Side
from .analysis import Analysis
from .knowledge import table
from .names import has_counterpart, names_of
from .rule import Hit, Hits, Rule, unit_check

_FEWEST = 3
_MOST_REMEMBERED = 200_000
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


class _Memo(dict[str, frozenset[int]]):
    """Concepts by word, worked out at the first meeting; a dict, for it is asked for every word of every pair."""

    def __init__(self, work_out: Callable[[str], frozenset[int]]) -> None:
        super().__init__()
        self.work_out = work_out

    def __missing__(self, word: str) -> frozenset[int]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        found = self[word] = self.work_out(word)
        return found


def _indonesian(word: str) -> frozenset[int]:
    found = _INDONESIAN.get(word)
    if found is None:
        stem = next((word.removesuffix(end) for end in _ENCLITICS if word.endswith(end)), word)
        found = _INDONESIAN.get(stem, _NOTHING)
    return found


def _english(word: str) -> frozenset[int]:
    found = _WHOLE.get(word, _NOTHING)
    for length in _LENGTHS:
        if length > len(word):
            break
        found |= _BEGINNINGS.get(word[:length], _NOTHING)
    return found


_OF_INDONESIAN = _Memo(_indonesian)
_OF_ENGLISH = _Memo(_english)


def unrelated(pair: Analysis, threshold: float) -> Hits:
    """The share of the source's common words, names and numbers that the target has in some form."""
    if pair.is_empty or len(pair.target.words) < _FEWEST:
        return ()
    words = [concepts for word in pair.source.vocabulary if (concepts := _OF_INDONESIAN[word])]
    if _is_soon_settled(words, pair, threshold):
        return ()
    found, sought = _correspondence(words, pair)
    # One added to both: four of four that are missing say more than two of two.
    share = (found + 1) / (sought + 1)
    if share > threshold:
        return ()
    message = f"of {sought} known words, names and numbers of the source, the target has {found}"
    return (Hit(round(share, 3), Side.TARGET, None, message),)


def _is_soon_settled(words: Sequence[frozenset[int]], pair: Analysis, threshold: float) -> bool:
    """Whether the words alone are enough, should every name and number of the source be missing."""
    others = len(pair.source.capitalised) + len(pair.source.figures)
    return _found(words, pair) + 1 > threshold * (len(words) + others + 1)


def _found(words: Iterable[frozenset[int]], pair: Analysis) -> int:
    target = _NOTHING.union(*map(_OF_ENGLISH.__getitem__, pair.target.vocabulary))
    return sum(not concepts.isdisjoint(target) for concepts in words)


def _correspondence(words: Sequence[frozenset[int]], pair: Analysis) -> tuple[int, int]:
    """How many known words, names and numbers of the source the target has, and how many there are."""
    names, figures = names_of(pair.source), pair.source.figures
    found = _found(words, pair) + len(figures & pair.target.figures)
    found += sum(has_counterpart(name, pair.target) for name in names)
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
