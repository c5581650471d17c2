"""Ids of units, and the links between the segments of two documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..model import Alignment, Severity, Side
from .analysis import Analysis
from .rule import Hit, Hits, Rule, document_check, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

_TUID = re.compile(r"[A-Za-z0-9._-]+")


def malformed_id(pair: Analysis, threshold: float) -> Hits:
    """One for an id that TMX readers may not take."""
    if _TUID.fullmatch(pair.tuid):
        return ()
    told = f"the id “{pair.tuid}” has characters that are not safe in every tool" if pair.tuid else "the unit has no id"
    return (Hit(1, Side.SOURCE, None, told),)


def _may_be_malformed(block: Block, threshold: float) -> Mask:
    """All or none: ids of one file are alike."""
    tuids = [pair.tuid for pair in block.pairs]
    return block.all_or_none(not (all(tuids) and _TUID.fullmatch("".join(tuids))))


def dangling_links(
    links: Sequence[Alignment], source_ids: Sequence[str], target_ids: Sequence[str]
) -> Iterator[tuple[str, Hit]]:
    """The ends of links that are no segment."""
    ours, theirs = frozenset(source_ids), frozenset(target_ids)
    for link in links:
        for side, linked, known in ((Side.SOURCE, link.source_ids, ours), (Side.TARGET, link.target_ids, theirs)):
            for missing in (seg_id for seg_id in linked if seg_id not in known):
                yield missing, Hit(1, side, None, f"a link ends at {missing}, which is no segment of the {side.value}")


def crossing_links(
    links: Sequence[Alignment], source_ids: Sequence[str], target_ids: Sequence[str]
) -> Iterator[tuple[str, Hit]]:
    """The links whose target stands before that of an earlier link; the measure is by how many segments."""
    ours, theirs = _positions(source_ids), _positions(target_ids)
    complete = [link for link in links if _is_complete(link, ours, theirs)]
    last = -1
    for link in sorted(complete, key=lambda link: min(ours[seg_id] for seg_id in link.source_ids)):
        places = [theirs[seg_id] for seg_id in link.target_ids]
        if min(places) < last:
            yield link.source_ids[0], Hit(last - min(places), Side.SOURCE, None, "the link crosses an earlier one")
        last = max(last, *places)


def _positions(seg_ids: Sequence[str]) -> Mapping[str, int]:
    return {seg_id: position for position, seg_id in enumerate(seg_ids)}


def _is_complete(link: Alignment, ours: Mapping[str, int], theirs: Mapping[str, int]) -> bool:
    """Whether a link has both ends, all of them existing."""
    if not link.source_ids or not link.target_ids:
        return False
    return all(seg_id in ours for seg_id in link.source_ids) and all(seg_id in theirs for seg_id in link.target_ids)


RULES = (
    Rule(
        unit_check("S102", "malformed id", Severity.WARNING, "non-conformance"),
        measure=malformed_id,
        screen=_may_be_malformed,
        means="The unit has an empty id, or one that not every reader of TMX takes: letters, digits, stop, hyphen and "
        "underscore are safe.",
        false_alarms="Files of other tools, whose ids may be anything.",
    ),
    Rule(
        document_check("S103", "dangling link", Severity.ERROR, "non-conformance"),
        links=dangling_links,
        means="A link of the alignment ends at a segment that does not exist.",
        false_alarms="None.",
    ),
    Rule(
        document_check("S104", "crossing links", Severity.INFO, "non-conformance"),
        links=crossing_links,
        means="Two links of the alignment cross: the translation has the sentences in another order.",
        false_alarms="Translators do change the order of sentences.",
    ),
)
