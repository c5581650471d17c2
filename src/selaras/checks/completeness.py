"""Is everything there? Empty and too short or too long targets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Severity, Side
from .analysis import Analysis
from .features import EMPTY, are_comparable
from .rule import Hit, Hits, Rule, unit_check

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .block import Block, Mask

# Added to both lengths, so that a short segment needs a larger difference to stand out.
_SMOOTHING = 15
# By how many characters a target is longer than its source at least, if it is too long.
_FEWEST_ADDED = 25
# How many characters an abbreviation may gain where it is spelled out, which matters in a short text alone.
_SPELLED_OUT, _SHORT = 15, 40
_MERGED = 0.85
_SPLIT = 1.25
# The mark comes first and looks back: trying every letter would be slow.
_BOUNDARY = re.compile(r"[.!?…](?<=[^\W\d_]{3}.)[.!?…]*[\"”’)]*\s+[\"“‘(]*(?=[A-Z])")


def length_ratio(pair: Analysis) -> float:
    """Characters of the target over characters of the source, 15 added to each."""
    return (len(pair.target.text) + _SMOOTHING) / (len(pair.source.text) + _SMOOTHING)


def empty_target(pair: Analysis, threshold: float) -> Hits:
    """One where the source says something and the target nothing."""
    return (Hit(1, Side.TARGET, None, "the target is empty"),)


def empty_source(pair: Analysis, threshold: float) -> Hits:
    """One where the target says something and the source nothing."""
    return (Hit(1, Side.SOURCE, None, "the source is empty but there is a target"),)


def too_short(pair: Analysis, threshold: float) -> Hits:
    """The smoothed length ratio where it is at most the threshold."""
    ratio = length_ratio(pair)
    if ratio > threshold:
        return ()
    return (_length_hit(pair, ratio, "short"),)


def too_long(pair: Analysis, threshold: float) -> Hits:
    """The smoothed length ratio where it is at least the threshold, were the abbreviations of the source longer."""
    ratio = length_ratio(pair)
    if ratio < threshold or len(pair.target.text) - len(pair.source.text) < _FEWEST_ADDED:
        return ()
    is_short = len(pair.source.text) < _SHORT
    spelled_out = _SPELLED_OUT * sum(map(_is_abbreviation, pair.source.capitalised)) * is_short
    if (len(pair.target.text) + _SMOOTHING) < threshold * (len(pair.source.text) + spelled_out + _SMOOTHING):
        return ()
    return (_length_hit(pair, ratio, "long"),)


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and 2 <= len(word) <= 6


def _length_hit(pair: Analysis, ratio: float, how: str) -> Hit:
    lengths = f"{len(pair.target.text)} characters for {len(pair.source.text)}"
    return Hit(round(ratio, 3), Side.TARGET, None, f"the target is very {how} for its source: {lengths}")


def fewer_sentences(pair: Analysis, threshold: float) -> Hits:
    """By how many sentences the target is short, where it is also shorter than sentences merged would be."""
    if length_ratio(pair) > _MERGED:
        return ()
    missing = _sentences(pair.source.text) - _sentences(pair.target.text)
    if missing < threshold:
        return ()
    return (Hit(missing, Side.TARGET, None, f"the target has {missing} sentences fewer than the source"),)


def more_sentences(pair: Analysis, threshold: float) -> Hits:
    """By how many sentences the target is over, where it is also longer than a sentence split would be."""
    if length_ratio(pair) < _SPLIT:
        return ()
    extra = _sentences(pair.target.text) - _sentences(pair.source.text)
    if extra < threshold:
        return ()
    return (Hit(extra, Side.TARGET, None, f"the target has {extra} sentences more than the source"),)


def _ratios(block: Block) -> NDArray[np.float64]:
    """``length_ratio`` of every pair."""
    return (block.target.lengths + _SMOOTHING) / (block.source.lengths + _SMOOTHING)


def _may_lack_sentences(block: Block, threshold: float) -> Mask:
    return (_ratios(block) <= _MERGED) & (block.source.boundaries >= threshold)


def _may_have_more_sentences(block: Block, threshold: float) -> Mask:
    return (_ratios(block) >= _SPLIT) & (block.target.boundaries >= threshold)


def _sentences(text: str) -> int:
    return 1 + len(_BOUNDARY.findall(text))


RULES = (
    Rule(
        unit_check("C101", "empty target", Severity.ERROR, "omission"),
        measure=empty_target,
        gate=lambda source, target: target & ~source & EMPTY,
        means="The source has text and the target has none.",
        false_alarms="None on finished translations; units that are still to be translated are empty too.",
        is_hard=True,
    ),
    Rule(
        unit_check("C102", "empty source", Severity.ERROR, "addition"),
        measure=empty_source,
        gate=lambda source, target: source & ~target & EMPTY,
        means="The target has text and the source has none.",
        false_alarms="Aligned human translations where the translator added a sentence.",
    ),
    Rule(
        unit_check("C103", "target too short", Severity.ERROR, "omission"),
        measure=too_short,
        gate=are_comparable,
        screen=lambda block, threshold: _ratios(block) <= threshold,
        threshold=0.58,
        means="The target has far fewer characters than the source: something was probably left out. "
        "15 is added to both lengths before they are divided.",
        false_alarms="Captions and headlines that the translator condensed.",
        advice="Lower its threshold.",
        is_hard=True,
    ),
    Rule(
        unit_check("C104", "target too long", Severity.ERROR, "addition"),
        measure=too_long,
        gate=are_comparable,
        screen=lambda block, threshold: _ratios(block) >= threshold,
        threshold=1.7,
        means="The target has far more characters than the source: something was probably added.",
        false_alarms="Short segments with an abbreviation that the target spells out.",
        advice="Raise its threshold.",
        is_hard=True,
    ),
    Rule(
        unit_check("C105", "fewer sentences", Severity.WARNING, "omission"),
        measure=fewer_sentences,
        gate=are_comparable,
        screen=_may_lack_sentences,
        means="The target has fewer sentences than the source and is markedly shorter: one was probably left out.",
        false_alarms="Translators who merge and condense sentences.",
    ),
    Rule(
        unit_check("C106", "more sentences", Severity.WARNING, "addition"),
        measure=more_sentences,
        gate=are_comparable,
        screen=_may_have_more_sentences,
        means="The target has more sentences than the source and is markedly longer: something was probably added.",
        false_alarms="Explanations of the translator.",
    ),
)
