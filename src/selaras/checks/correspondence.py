"""Do the two sides speak of the same things? Common words, numbers and names are looked for on the other side.

The dictionary is small on purpose: it need not translate, only notice when nothing at all corresponds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from ..model import Severity, Side
from .analysis import FIGURE, Analysis
from .features import DIGIT, ODD_DIGIT, are_comparable
from .inventory import inventory, mark, word_inventory
from .knowledge import table
from .memo import Memo
from .names import has_counterpart, names_of
from .rule import Hit, Hits, Rule, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

_FEWEST = 3
_ENCLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")


def _concepts_of_indonesian() -> Mapping[str, int]:
    """A bit for every concept."""
    found: dict[str, int] = {}
    for concept, row in enumerate(table("lexicon")):
        for form in row[0].split():
            found[form] = found.get(form, 0) | 1 << concept
    return found


def _concepts_of_english() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Whole words, and beginnings of words."""
    whole: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    for concept, row in enumerate(table("lexicon")):
        for form in row[1].split():
            found = beginnings if form.endswith("*") else whole
            key = form.rstrip("*")
            found[key] = found.get(key, 0) | 1 << concept
    return whole, beginnings


_INDONESIAN = _concepts_of_indonesian()
_WHOLE, _BEGINNINGS = _concepts_of_english()


def _lengths() -> Mapping[str, Sequence[int]]:
    """First two letters -> how long the beginnings are that begin with them."""
    found: dict[str, set[int]] = {}
    for beginning in _BEGINNINGS:
        found.setdefault(beginning[:2], set()).add(len(beginning))
    return {letters: sorted(lengths) for letters, lengths in found.items()}


_LENGTHS = _lengths()


def _indonesian(word: str) -> int:
    found = _INDONESIAN.get(word)
    if found is None and word.endswith(_ENCLITICS):
        found = _INDONESIAN.get(next(word.removesuffix(end) for end in _ENCLITICS if word.endswith(end)))
    return found or 0


def _english(word: str) -> int:
    found = _WHOLE.get(word, 0)
    for length in _LENGTHS.get(word[:2], ()):
        found |= _BEGINNINGS.get(word[:length], 0)
    return found


_OF_INDONESIAN = Memo(_indonesian)
_OF_ENGLISH = Memo(_english)


def _one_concept(word: str) -> Sequence[int]:
    """The first concept of a word, so that no word is counted twice."""
    concepts = _OF_INDONESIAN[word]
    return [(concepts & -concepts).bit_length()] if concepts else ()


def _every_concept(word: str) -> Sequence[int]:
    found, concepts = [], _OF_ENGLISH[word]
    while concepts:
        found.append(concepts.bit_length())
        concepts ^= 1 << found[-1] - 1
    return found


_KNOWN = mark(indonesian=_OF_INDONESIAN.__getitem__)
_CONCEPTS = word_inventory(indonesian=_one_concept, english=_every_concept)
_FIGURES = inventory(
    DIGIT, indonesian=lambda chunk, lexeme: FIGURE.findall(chunk), english=lambda chunk, lexeme: FIGURE.findall(chunk)
)


def _may_be_unrelated(block: Block, threshold: float) -> Mask:
    """By a share that is at most the true one: names and numbers that both sides have would only raise it."""
    from .block_names import lost_names

    words, concepts, figures = block.words, block.items(_CONCEPTS), block.items(_FIGURES)
    found = block.count(concepts.pair[(concepts.ours > 0) & (concepts.theirs > 0)])
    sought = block.count(words.pair[words.ours_have(_KNOWN)]) + block.count(block.ask(lost_names))
    sought += block.count(figures.pair[(figures.ours > 0) & (figures.theirs == 0)])
    is_told = (found + 1) / (sought + 1) > threshold
    return (~is_told | block.either_has(ODD_DIGIT)) & (block.target.word_counts >= _FEWEST)


def unrelated(pair: Analysis, threshold: float) -> Hits:
    """The share of the source's common words, names and numbers that the target has in some form."""
    if len(pair.target.words) < _FEWEST:
        return ()
    words = [*filter(None, map(_OF_INDONESIAN.__getitem__, pair.source.vocabulary))]
    if _is_soon_settled(words, pair, threshold):
        return ()
    found, sought = _correspondence(words, pair)
    # One added to both: four of four that are missing say more than two of two.
    share = (found + 1) / (sought + 1)
    if share > threshold:
        return ()
    message = f"of {sought} known words, names and numbers of the source, the target has {found}"
    return (Hit(round(share, 3), Side.TARGET, None, message),)


def _is_soon_settled(words: Sequence[int], pair: Analysis, threshold: float) -> bool:
    """Whether the words alone are enough, should every name and number of the source be missing."""
    others = len(pair.source.capitalised) + len(pair.source.figures)
    return _found(words, pair) + 1 > threshold * (len(words) + others + 1)


def _found(words: Iterable[int], pair: Analysis) -> int:
    target = reduce(or_, map(_OF_ENGLISH.__getitem__, pair.target.vocabulary), 0)
    return len([concepts for concepts in words if concepts & target])


def _correspondence(words: Sequence[int], pair: Analysis) -> tuple[int, int]:
    """How many known words, names and numbers of the source the target has, and how many there are."""
    names, figures = names_of(pair.source), pair.source.figures
    found = _found(words, pair) + _figures_kept(pair)
    found += sum(has_counterpart(name, pair.target) for name in names)
    return found, len(words) + len(names) + len(figures)


def _figures_kept(pair: Analysis) -> int:
    """How many figures of the source the target has; all where its numbers are equal by value (0,8 juta, 800,000)."""
    figures = pair.source.figures
    kept = figures & pair.target.figures
    return len(figures if kept != figures and not pair.unmatched.lost else kept)


RULES = (
    Rule(
        unit_check("H103", "unrelated target", Severity.ERROR, "mistranslation"),
        measure=unrelated,
        gate=are_comparable,
        screen=_may_be_unrelated,
        threshold=0.34,
        means="Next to none of the common words, names and numbers of the source come back in the target: it is "
        "probably the translation of another sentence.",
        false_alarms="Very free translations of short sentences; idioms and song lines.",
        advice="Lower its threshold.",
        is_hard=True,
    ),
)
