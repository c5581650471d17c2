"""What only the whole corpus can show: one source with several targets, one target for many sources, names, duplicates.

What matters of the pairs is recorded on disk, texts by their hashes; the questions are asked in SQL when all have come.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ..model import Severity, Side
from ..scratch import DiskTable, packed, unpacked
from .rule import Hit, Record, Rule, corpus_check

if TYPE_CHECKING:
    from .block import Block

_FEWEST_WORDS = 3
# Bits of ``traits``: both sides have text, and which side has words enough to be a sentence.
_COMPARABLE, _LONG_SOURCE, _LONG_TARGET = 1, 2, 4


def _units_of(block: Block) -> Iterator[tuple[int | bytes, ...]]:
    """Both texts of every pair by hash, the source once more in any case, what the pair is like, and its id."""
    source, target = block.source, block.target
    traits = _COMPARABLE + (source.word_counts >= _FEWEST_WORDS) * _LONG_SOURCE
    traits = (traits + (target.word_counts >= _FEWEST_WORDS) * _LONG_TARGET) * block.comparable
    folded = (hash(pair.source.casefold()) for pair in block.pairs)
    tuids = (packed(pair.tuid) for pair in block.pairs)
    return zip(source.hashes, target.hashes, folded, traits.tolist(), tuids, strict=True)


def _names_of(block: Block) -> Iterator[tuple[int | bytes, ...]]:
    """The names of the sources, each with how the target spells it, how often, and the first unit where it does so."""
    from .block_names import spellings_in

    pair, name, spelling, times = spellings_in(block)
    tuids = (packed(block.pairs[place].tuid) for place in pair.tolist())
    return zip(map(packed, block.told(name)), map(packed, block.told(spelling)), times.tolist(), tuids, strict=True)


_UNITS = Record(("source", "target", "folded_source", "traits", "tuid"), _units_of)
_NAMES = Record(("name", "spelling", "times", "tuid"), _names_of)

# CROSS keeps SQLite from reading all rows anew for each of those that were found.
_DIFFERING_TARGETS = f"""
    WITH several AS (
        SELECT source, count(DISTINCT target) AS targets FROM rows WHERE traits & {_LONG_SOURCE}
        GROUP BY source HAVING targets >= ?
    ), known AS (
        SELECT rows.rowid AS place, tuid, target, targets,
            first_value(target) OVER same AS first_target, first_value(tuid) OVER same AS first_tuid
        FROM rows CROSS JOIN several USING (source) WHERE traits & {_LONG_SOURCE}
        WINDOW same AS (PARTITION BY source ORDER BY rows.rowid)
    )
    SELECT tuid, targets, first_tuid FROM known WHERE target <> first_target ORDER BY place"""

# A target has its place where its second source came.
_SHARED_TARGETS = f"""
    WITH several AS (
        SELECT target FROM rows WHERE traits & {_LONG_TARGET}
        GROUP BY target HAVING count(DISTINCT folded_source) >= max(2, ?)
    ), firsts AS (
        SELECT target, tuid, min(rowid) AS place FROM rows CROSS JOIN several USING (target)
        WHERE traits & {_LONG_TARGET} GROUP BY target, folded_source
    ), counted AS (
        SELECT tuid, place, count(*) OVER same AS sources, nth_value(place, 2) OVER same AS second
        FROM firsts
        WINDOW same AS (
            PARTITION BY target ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        )
    )
    SELECT tuid, sources FROM counted ORDER BY second, place"""

_SPELLINGS = """
    WITH counted AS (
        SELECT name, spelling, tuid, sum(times) AS times, min(rowid) AS place FROM rows GROUP BY name, spelling
    )
    SELECT name, spelling, times, tuid
    FROM (SELECT *, min(place) OVER same AS first, count(*) OVER same AS spellings FROM counted
        WINDOW same AS (PARTITION BY name))
    WHERE spellings > 1 ORDER BY first, times DESC, place"""

_REPEATED_UNITS = f"""
    WITH several AS (
        SELECT source, target FROM rows WHERE traits & {_COMPARABLE} GROUP BY source, target HAVING count(*) > 1
    ), known AS (
        SELECT rows.rowid AS place, tuid,
            first_value(tuid) OVER same AS first, first_value(rows.rowid) OVER same AS first_place
        FROM rows CROSS JOIN several USING (source, target) WHERE traits & {_COMPARABLE}
        WINDOW same AS (PARTITION BY source, target ORDER BY rows.rowid)
    )
    SELECT tuid, first, count(*) OVER () FROM known WHERE place <> first_place ORDER BY place"""

_SHARED_TUIDS = "SELECT tuid, count(*) AS times FROM rows GROUP BY tuid HAVING times >= max(2, ?) ORDER BY min(rowid)"


def source_with_targets(units: DiskTable, threshold: float) -> Iterator[tuple[str, Hit]]:
    """The units whose target is not the first one of their source, by how many targets that has."""
    for tuid, count, first in units.select(_DIFFERING_TARGETS, threshold):
        message = f"the source has {count} different targets; the first stands in {unpacked(first)}"
        yield unpacked(tuid), Hit(count, Side.TARGET, None, message)


def target_for_sources(units: DiskTable, threshold: float) -> Iterator[tuple[str, Hit]]:
    """The first unit of each of the different sources that share a target, by how many they are."""
    for tuid, count in units.select(_SHARED_TARGETS, threshold):
        yield unpacked(tuid), Hit(count, Side.TARGET, None, f"{count} different sources have this target")


def name_spelt_differently(names: DiskTable, threshold: float) -> Iterator[tuple[str, Hit]]:
    """The first unit of every spelling that is rarer than another of the same name, by how often that comes."""
    for name, spellings in groupby(names.select(_SPELLINGS), lambda row: unpacked(row[0])):
        (_, usual, times, _), *others = spellings
        for _, spelling, count, tuid in others:
            if times >= threshold and times >= threshold * count:
                told = f"{name} is spelt {unpacked(spelling)} here and {unpacked(usual)} elsewhere ({times} times)"
                yield unpacked(tuid), Hit(times, Side.TARGET, None, told)


def duplicate_unit(units: DiskTable, threshold: float) -> Iterator[tuple[str, Hit]]:
    """The units that repeat an earlier one, by how many they are in all."""
    for tuid, first, count in units.select(_REPEATED_UNITS):
        if count >= threshold:
            yield unpacked(tuid), Hit(count, Side.SOURCE, None, f"the same unit as {unpacked(first)}")


def duplicate_id(units: DiskTable, threshold: float) -> Iterator[tuple[str, Hit]]:
    """The tuids that several units have, by how many."""
    for name, times in units.select(_SHARED_TUIDS, threshold):
        tuid = unpacked(name)
        yield tuid, Hit(times, Side.SOURCE, None, f"{times} units have the id {tuid}")


RULES = (
    Rule(
        corpus_check("K101", "source with different targets", Severity.INFO, "inconsistency"),
        record=_UNITS,
        report=source_with_targets,
        threshold=2,
        means="A source of three words or more has different targets in different places.",
        false_alarms="Sentences whose meaning depends on what stands around them.",
        advice="Raise its threshold.",
    ),
    Rule(
        corpus_check("K102", "target for many sources", Severity.WARNING, "inconsistency"),
        record=_UNITS,
        report=target_for_sources,
        threshold=3,
        means="One target of three words or more stands for three or more different sources: a phrase that the model "
        "falls back on, or an alignment that slipped.",
        false_alarms="Stock phrases of captions and bylines; sources that differ by a full stop.",
        advice="Raise its threshold.",
    ),
    Rule(
        corpus_check("K103", "name spelt differently", Severity.INFO, "inconsistent-entities"),
        record=_NAMES,
        report=name_spelt_differently,
        threshold=3,
        means="A name of the source is spelt in one way in most targets and in another way here.",
        false_alarms="Two people whose names differ by a letter.",
        advice="Raise its threshold, the ratio of the usual spelling to the rare one.",
    ),
    Rule(
        corpus_check("K104", "duplicate unit", Severity.INFO, "duplication"),
        record=_UNITS,
        report=duplicate_unit,
        means="The same source with the same target stood in the corpus before.",
        false_alarms="None; repetition is natural in news, but memories and training data may not want it.",
    ),
    Rule(
        corpus_check("S101", "duplicate id", Severity.ERROR, "non-conformance"),
        record=_UNITS,
        report=duplicate_id,
        threshold=2,
        means="Several units have one id, so tools that address units by id will mix them up.",
        false_alarms="None.",
    ),
)
