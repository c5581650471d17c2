"""Carrying human work over to a new version of an article.

When the article or the segmenter changed, every edit finds its place by the first rule
that fits: the same unit; the same source elsewhere, nearest first; a source that joins
edited neighbours; a source that changed a little. The rest stays pending, for ever if
need be. A human text is never split by a machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from ..model import Segment, TranslationUnit
from .edits import Action, Edit, apply, latest

LITTLE_CHANGED = 0.8
LONGEST_JOIN = 6


@dataclass(frozen=True, slots=True)
class Rebased:
    """A document after its source changed.

    Attributes:
        units: One for each new segment, with the machine's and people's text that still fits.
        carried: New log entries, for edits that moved to another unit.
        pending: Edits in force that found no place.
    """

    units: tuple[TranslationUnit, ...]
    carried: tuple[Edit, ...]
    pending: tuple[Edit, ...]


def rebase(segments: Sequence[Segment], old_units: Sequence[TranslationUnit], edits: Sequence[Edit]) -> Rebased:
    """Give the new segments what is known about the old ones.

    Args:
        segments: Of the new version, with their tuids.
        old_units: Of the stored version, in order; empty for a new document.
        edits: The log of the document.
    """
    units = _with_machine_text(segments, old_units)
    carried = _carry(segments, old_units, edits)
    log = [*edits, *carried]
    return Rebased(apply(units, log), tuple(carried), pending(units, log))


def pending(units: Iterable[TranslationUnit], edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits in force that no unit shows: not its own, not carried over, not a copy of one that came back."""
    settled = {unit.tuid for unit in units}
    present = frozenset(settled)
    for edit in reversed(edits):
        if edit.tuid in settled:
            settled.update(edit.replaces)
    return tuple(
        edit
        for tuid, edit in latest(edits).items()
        if tuid not in settled and edit.action is not Action.RESET and not present.intersection(edit.replaces)
    )


def _with_machine_text(segments: Sequence[Segment], old_units: Sequence[TranslationUnit]) -> list[TranslationUnit]:
    """Machine text follows its source text, wherever that went."""
    by_tuid = {unit.tuid: unit for unit in old_units}
    by_source = {unit.source: unit for unit in reversed(old_units) if unit.mt is not None}
    return [_unit(segment, by_tuid.get(segment.seg_id) or by_source.get(segment.source)) for segment in segments]


def _unit(segment: Segment, old: TranslationUnit | None) -> TranslationUnit:
    unit = TranslationUnit(segment)
    return unit.with_machine_text(old.mt, old.signature, old.measurements) if old and segment.translatable else unit


def _carry(segments: Sequence[Segment], old_units: Sequence[TranslationUnit], edits: Sequence[Edit]) -> list[Edit]:
    in_force = latest(edits)
    homeless = {edit.tuid: edit for edit in pending(map(TranslationUnit, segments), edits)}
    free = {
        position: segment
        for position, segment in enumerate(segments, 1)
        if segment.seg_id not in in_force and segment.translatable
    }
    carried: list[Edit] = []

    def settle(position: int, edit: Edit, *origins: Edit) -> None:
        carried.append(edit)
        del free[position]
        for origin in origins:
            homeless.pop(origin.tuid, None)

    for edit, position in _same_source(homeless, free):
        settle(position, _moved(edit, free[position], position, edit.action, "same source"), edit)
    old_targets = [unit for unit in apply(old_units, edits) if unit.target]
    for run, position in _joins(old_targets, homeless, free):
        settle(
            position,
            _joined(run, in_force, free[position], position),
            *(homeless[u.tuid] for u in run if u.tuid in homeless),
        )
    for edit, position in _little_changed(homeless, free):
        settle(position, _moved(edit, free[position], position, Action.REVIEW, "source changed a little"), edit)
    return carried


def _same_source(homeless: Mapping[str, Edit], free: Mapping[int, Segment]) -> list[tuple[Edit, int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position, segment in free.items():
        places[segment.source].append(position)
    found = []
    for edit in homeless.values():
        if places[edit.source]:
            nearest = min(places[edit.source], key=lambda position: abs(position - edit.position))
            places[edit.source].remove(nearest)
            found.append((edit, nearest))
    return found


def _joins(
    old_targets: Sequence[TranslationUnit], homeless: Mapping[str, Edit], free: Mapping[int, Segment]
) -> list[tuple[Sequence[TranslationUnit], int]]:
    """Runs of old units, edited ones among them, whose sources together are one new source."""
    places = {segment.source: position for position, segment in free.items()}
    found = []
    for start in range(len(old_targets)):
        source = old_targets[start].source
        for end in range(start + 1, min(start + LONGEST_JOIN, len(old_targets))):
            source = f"{source} {old_targets[end].source}"
            run = old_targets[start : end + 1]
            if source in places and any(unit.tuid in homeless for unit in run):
                found.append((run, places.pop(source)))
                break
    return found


def _little_changed(homeless: Mapping[str, Edit], free: Mapping[int, Segment]) -> list[tuple[Edit, int]]:
    scored = sorted(
        (
            (-ratio, abs(position - edit.position), position, edit.tuid)
            for edit in homeless.values()
            for position, segment in free.items()
            if (ratio := fuzz.ratio(edit.source, segment.source, score_cutoff=100 * LITTLE_CHANGED) / 100)
            and not _is_part_of_split(segment.source, position, edit.source, free)
        ),
    )
    found: list[tuple[Edit, int]] = []
    taken: set[int | str] = set()
    for _, _, position, tuid in scored:
        if position not in taken and tuid not in taken:
            taken |= {position, tuid}
            found.append((homeless[tuid], position))
    return found


def _is_part_of_split(source: str, position: int, old_source: str, free: Mapping[int, Segment]) -> bool:
    """Whether the old source was cut in two and this is one of the pieces."""
    neighbours = [free[p].source for p in (position - 1, position, position + 1) if p in free]
    return any(f"{a} {b}" in old_source and source in (a, b) for a, b in pairwise(neighbours))


def _moved(edit: Edit, segment: Segment, position: int, action: Action, why: str) -> Edit:
    return replace(
        edit,
        tuid=segment.seg_id,
        source=segment.source,
        action=action,
        via=f"rebase: {why}",
        position=position,
        replaces=(edit.tuid,),
    )


def _joined(run: Sequence[TranslationUnit], in_force: Mapping[str, Edit], segment: Segment, position: int) -> Edit:
    edits = [in_force[unit.tuid] for unit in run if unit.tuid in in_force]
    newest = max(edits, key=lambda edit: edit.date)
    return Edit(
        tuid=segment.seg_id,
        source=segment.source,
        mt=None,
        target=" ".join(unit.target or "" for unit in run),
        action=Action.REVIEW,
        person=newest.person,
        date=newest.date,
        via="rebase: neighbours joined",
        position=position,
        replaces=tuple(edit.tuid for edit in edits),
    )
