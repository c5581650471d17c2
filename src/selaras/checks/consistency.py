"""What only the whole corpus can show: one source with several targets, one target for many sources, names, duplicates.

Texts are remembered by their hashes, so memory grows by about 200 bytes for every distinct segment.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from ..model import Severity, Side
from .analysis import Analysis
from .names import names_of, skeleton
from .rule import Hit, Rule, corpus_check

_FEWEST_WORDS = 3


class SourceWithTargets:
    """Remembers the first target of every source and the units that differ from it."""

    def __init__(self) -> None:
        self.first: dict[int, tuple[int, str]] = {}
        self.targets: dict[int, set[int]] = {}
        self.differing: list[tuple[str, int]] = []

    def add(self, pair: Analysis) -> None:
        """Compare a pair with the first of the same source."""
        if pair.is_empty or len(pair.source.words) < _FEWEST_WORDS:
            return
        source, target = hash(pair.source.text), hash(pair.target.text)
        first, _ = self.first.setdefault(source, (target, pair.tuid))
        if target != first:
            self.targets.setdefault(source, {first}).add(target)
            self.differing.append((pair.tuid, source))

    def report(self, threshold: float) -> Iterator[tuple[str, Hit]]:
        """The units whose target is not the first one of their source."""
        for tuid, source in self.differing:
            count = len(self.targets[source])
            if count >= threshold:
                message = f"the source has {count} different targets; the first stands in {self.first[source][1]}"
                yield tuid, Hit(count, Side.TARGET, None, message)


class TargetForSources:
    """Remembers the sources of every target."""

    def __init__(self) -> None:
        self.first: dict[int, tuple[int, str]] = {}
        self.sources: dict[int, dict[int, str]] = {}

    def add(self, pair: Analysis) -> None:
        """Note the source of a target."""
        if pair.is_empty or len(pair.target.words) < _FEWEST_WORDS:
            return
        source, target = hash(pair.source.text.casefold()), hash(pair.target.text)
        first, tuid = self.first.setdefault(target, (source, pair.tuid))
        if source != first:
            self.sources.setdefault(target, {first: tuid}).setdefault(source, pair.tuid)

    def report(self, threshold: float) -> Iterator[tuple[str, Hit]]:
        """The units whose target stands for several different sources."""
        for sources in self.sources.values():
            if len(sources) >= threshold:
                for tuid in sources.values():
                    yield (
                        tuid,
                        Hit(len(sources), Side.TARGET, None, f"{len(sources)} different sources have this target"),
                    )


class NameSpellings:
    """Counts under which spellings a name of the source stands in targets."""

    def __init__(self) -> None:
        self.spellings: dict[str, Counter[str]] = defaultdict(Counter)
        self.units: dict[tuple[str, str], str] = {}

    def add(self, pair: Analysis) -> None:
        """Note how the names of a pair are spelt."""
        if pair.is_empty:
            return
        theirs = {token for token in pair.target.tokens if token[0].isupper()}
        for name in names_of(pair.source):
            spelling = name if name in theirs else _similar(name, theirs)
            if spelling is not None:
                self.spellings[name][spelling] += 1
                self.units.setdefault((name, spelling), pair.tuid)

    def report(self, threshold: float) -> Iterator[tuple[str, Hit]]:
        """The first unit of every spelling that is rarer than another of the same name."""
        for name, counts in self.spellings.items():
            (usual, times), *others = counts.most_common()
            for spelling, count in others:
                if times >= threshold and times >= threshold * count:
                    message = f"{name} is spelt {spelling} here and {usual} elsewhere ({times} times)"
                    yield self.units[name, spelling], Hit(times, Side.TARGET, None, message)


def _similar(name: str, candidates: set[str]) -> str | None:
    """A candidate that sounds like the name and has nearly its length."""
    sound = skeleton(name.lower())
    if len(sound) < 3:
        return None
    similar = (c for c in sorted(candidates) if c[0] == name[0] and abs(len(c) - len(name)) <= 2)
    return next((c for c in similar if skeleton(c.lower()) == sound), None)


class DuplicateUnits:
    """Remembers every pair once."""

    def __init__(self) -> None:
        self.first: dict[int, str] = {}
        self.repeats: list[tuple[str, str]] = []

    def add(self, pair: Analysis) -> None:
        """Compare a pair with all before it."""
        if pair.is_empty:
            return
        first = self.first.setdefault(hash((pair.source.text, pair.target.text)), pair.tuid)
        if first != pair.tuid:
            self.repeats.append((pair.tuid, first))

    def report(self, threshold: float) -> Iterator[tuple[str, Hit]]:
        """The units that repeat an earlier one."""
        if len(self.repeats) < threshold:
            return
        for tuid, first in self.repeats:
            yield tuid, Hit(1, Side.SOURCE, None, f"the same unit as {first}")


class DuplicateTuids:
    """Remembers every tuid."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def add(self, pair: Analysis) -> None:
        """Count a tuid."""
        self.seen[pair.tuid] += 1

    def report(self, threshold: float) -> Iterator[tuple[str, Hit]]:
        """The tuids that several units have."""
        for tuid, times in self.seen.items():
            if times >= threshold:
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
