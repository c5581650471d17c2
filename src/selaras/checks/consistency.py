"""What only the whole corpus can show: one source with several targets, one target for many sources, names, duplicates.

Pairs are remembered on disk, texts by their hashes; the questions are asked in SQL when all have come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import compress, groupby
from typing import TYPE_CHECKING

from ..model import Severity, Side
from ..scratch import DiskTable, packed, unpacked
from .names import skeleton
from .rule import Hit, Rule, corpus_check
from .untranslated import CAPITALISED

if TYPE_CHECKING:
    from .block import Block

_FEWEST_WORDS = 3


class SourceWithTargets:
    """Remembers the targets of every source."""

    # CROSS keeps SQLite from reading all rows anew for each of several.
    _DIFFERING = """
        WITH several AS (
            SELECT source, count(DISTINCT target) AS targets FROM rows GROUP BY source HAVING targets >= ?
        ), known AS (
            SELECT rows.rowid AS place, tuid, target, targets,
                first_value(target) OVER same AS first_target, first_value(tuid) OVER same AS first_tuid
            FROM rows CROSS JOIN several USING (source)
            WINDOW same AS (PARTITION BY source ORDER BY rows.rowid)
        )
        SELECT tuid, targets, first_tuid FROM known WHERE target <> first_target ORDER BY place"""

    def __init__(self) -> None:
        self._pairs = DiskTable(("source", "target", "tuid"))

    def add(self, block: Block) -> None:
        """Note the targets of sources."""
        is_noted = block.comparable & (block.source.word_counts >= _FEWEST_WORDS)
        rows = zip(block.source.hashes, block.target.hashes, block.packed_tuids, strict=True)
        self._pairs.extend(compress(rows, is_noted.tolist()))

    def report(self, threshold: float) -> Iterator[tuple[str, Hit]]:
        """The units whose target is not the first one of their source."""
        for tuid, count, first in self._pairs.select(self._DIFFERING, threshold):
            message = f"the source has {count} different targets; the first stands in {unpacked(first)}"
            yield unpacked(tuid), Hit(count, Side.TARGET, None, message)


class TargetForSources:
    """Remembers the sources of every target."""

    # A target has its place where its second source came.
    _SHARED = """
        WITH firsts AS (
            SELECT target, tuid, min(rowid) AS place FROM rows GROUP BY target, source
        ), counted AS (
            SELECT tuid, place, count(*) OVER same AS sources, nth_value(place, 2) OVER same AS second
            FROM firsts
            WINDOW same AS (
                PARTITION BY target ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            )
        )
        SELECT tuid, sources FROM counted WHERE sources >= max(2, ?) ORDER BY second, place"""

    def __init__(self) -> None:
        self._pairs = DiskTable(("target", "source", "tuid"))

    def add(self, block: Block) -> None:
        """Note the sources of targets."""
        is_noted = block.comparable & (block.target.word_counts >= _FEWEST_WORDS)
        sources = (hash(pair.source.casefold()) for pair in block.pairs)
        rows = zip(block.target.hashes, sources, block.packed_tuids, strict=True)
        self._pairs.extend(compress(rows, is_noted.tolist()))

    def report(self, threshold: float) -> Iterator[tuple[str, Hit]]:
        """The first unit of each of the different sources that share a target."""
        for tuid, count in self._pairs.select(self._SHARED, threshold):
            yield unpacked(tuid), Hit(count, Side.TARGET, None, f"{count} different sources have this target")


class NameSpellings:
    """Counts under which spellings a name of the source stands in targets."""

    _SPELLINGS = """
        WITH counted AS (
            SELECT name, spelling, tuid, count(*) AS times, min(rowid) AS place FROM rows GROUP BY name, spelling
        )
        SELECT name, spelling, times, tuid FROM (SELECT *, min(place) OVER (PARTITION BY name) AS first FROM counted)
        ORDER BY first, times DESC, place"""

    def __init__(self) -> None:
        self._names = DiskTable(("name", "spelling", "tuid"))

    def add(self, block: Block) -> None:
        """Note how the names of the pairs are spelt."""
        from .block import is_among, keys_of
        from .block_names import names_in

        pair, form, _ = block.ask(names_in)
        side = block.target
        is_capital = side.have(CAPITALISED)
        text, forms = side.text_of_word[is_capital], side.forms[is_capital]
        is_kept = is_among(keys_of(pair, form), keys_of(text, forms))
        is_wanted = block.among(pair[~is_kept])[text]
        theirs: defaultdict[int, set[str]] = defaultdict(set)
        for place, token in zip(text[is_wanted].tolist(), block.told(forms[is_wanted]), strict=True):
            theirs[place].add(token)
        for place, name, same in zip(pair.tolist(), block.told(form), is_kept.tolist(), strict=True):
            spelling = name if same else _similar(name, theirs[place])
            if spelling is not None:
                self._names.append(packed(name), packed(spelling), block.packed_tuids[place])

    def report(self, threshold: float) -> Iterator[tuple[str, Hit]]:
        """The first unit of every spelling that is rarer than another of the same name."""
        for name, spellings in groupby(self._names.select(self._SPELLINGS), lambda row: unpacked(row[0])):
            (_, usual, times, _), *others = spellings
            for _, spelling, count, tuid in others:
                if times >= threshold and times >= threshold * count:
                    told = f"{name} is spelt {unpacked(spelling)} here and {unpacked(usual)} elsewhere ({times} times)"
                    yield unpacked(tuid), Hit(times, Side.TARGET, None, told)


def _similar(name: str, candidates: set[str]) -> str | None:
    """A candidate that sounds like the name and has nearly its length."""
    sound = skeleton(name.lower())
    if len(sound) < 3:
        return None
    similar = (c for c in sorted(candidates) if c[0] == name[0] and abs(len(c) - len(name)) <= 2)
    return next((c for c in similar if skeleton(c.lower()) == sound), None)


class DuplicateUnits:
    """Remembers every pair."""

    _REPEATS = """
        FROM (
            SELECT rowid AS place, tuid, first_value(tuid) OVER (PARTITION BY pair ORDER BY rowid) AS first FROM rows
        ) WHERE tuid <> first"""

    def __init__(self) -> None:
        self._pairs = DiskTable(("pair", "tuid"))

    def add(self, block: Block) -> None:
        """Note the pairs."""
        rows = zip((hash((pair.source, pair.target)) for pair in block.pairs), block.packed_tuids, strict=True)
        self._pairs.extend(compress(rows, block.comparable.tolist()))

    def report(self, threshold: float) -> Iterator[tuple[str, Hit]]:
        """The units that repeat an earlier one."""
        ((count,),) = self._pairs.select(f"SELECT count(*) {self._REPEATS}")
        if count < threshold:
            return
        for tuid, first in self._pairs.select(f"SELECT tuid, first {self._REPEATS} ORDER BY place"):
            yield unpacked(tuid), Hit(1, Side.SOURCE, None, f"the same unit as {unpacked(first)}")


class DuplicateTuids:
    """Remembers every tuid."""

    _SHARED = "SELECT tuid, count(*) AS times FROM rows GROUP BY tuid HAVING times >= ? ORDER BY min(rowid)"

    def __init__(self) -> None:
        self._units = DiskTable(("tuid",))

    def add(self, block: Block) -> None:
        """Note the tuids."""
        self._units.extend(zip(block.packed_tuids))

    def report(self, threshold: float) -> Iterator[tuple[str, Hit]]:
        """The tuids that several units have."""
        for name, times in self._units.select(self._SHARED, threshold):
            tuid = unpacked(name)
            yield tuid, Hit(times, Side.SOURCE, None, f"{times} units have the id {tuid}")


RULES = (
    Rule(
        corpus_check("K101", "source with different targets", Severity.INFO, "inconsistency"),
        accumulator=SourceWithTargets,
        threshold=2,
        means="A source of three words or more has different targets in different places.",
        false_alarms="Sentences whose meaning depends on what stands around them.",
        advice="Raise its threshold.",
    ),
    Rule(
        corpus_check("K102", "target for many sources", Severity.WARNING, "inconsistency"),
        accumulator=TargetForSources,
        threshold=3,
        means="One target of three words or more stands for three or more different sources: a phrase that the model "
        "falls back on, or an alignment that slipped.",
        false_alarms="Stock phrases of captions and bylines; sources that differ by a full stop.",
        advice="Raise its threshold.",
    ),
    Rule(
        corpus_check("K103", "name spelt differently", Severity.INFO, "inconsistent-entities"),
        accumulator=NameSpellings,
        threshold=3,
        means="A name of the source is spelt in one way in most targets and in another way here.",
        false_alarms="Two people whose names differ by a letter.",
        advice="Raise its threshold, the ratio of the usual spelling to the rare one.",
    ),
    Rule(
        corpus_check("K104", "duplicate unit", Severity.INFO, "duplication"),
        accumulator=DuplicateUnits,
        means="The same source with the same target stood in the corpus before.",
        false_alarms="None; repetition is natural in news, but memories and training data may not want it.",
    ),
    Rule(
        corpus_check("S101", "duplicate id", Severity.ERROR, "non-conformance"),
        accumulator=DuplicateTuids,
        threshold=2,
        means="Several units have one id, so tools that address units by id will mix them up.",
        false_alarms="None.",
    ),
)
