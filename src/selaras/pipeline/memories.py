"""Translation memories that the user names: every one is tried, and what is of no use in it is told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ..errors import InputError, SelarasError, counted
from ..formats import ForeignUnit
from ..formats.statuses import DECIDED
from ..model import Origin, Status
from ..normalise import normalise_source
from ..translation.memory import FOREIGN_PENALTY, Entry, Layer
from .bilingual import indonesian_first, read_bilingual

_BEFORE, _AFTER = ("context-pre", "prev"), ("context-post", "next")
_UNFINISHED = frozenset({Status.UNTRANSLATED, Status.REJECTED, Status.NEEDS_REVIEW})


class Useless(StrEnum):
    """Why a pair is no entry of a memory."""

    LANGUAGES = "of other languages"
    MACHINE = "that a machine made"
    STATUS = "that are unfinished, rejected or wait for review"
    EMPTY = "with an empty side"


@dataclass(slots=True)
class MemoryFiles:
    """The memories of a run, and what came of reading them.

    Attributes:
        paths: Files, each with Indonesian-English pairs in either direction.
        failures: What could not be read. A file that is damaged is left alone as a whole, so that texts it once
            gave stay; of a table or of JSON lines only the bad lines are.
        passed_over: How many pairs are of no use, by file and reason.
    """

    paths: Sequence[Path] = ()
    failures: list[SelarasError] = field(default_factory=list)
    passed_over: dict[Path, Counter[Useless]] = field(default_factory=dict)

    def layers(self) -> list[Layer]:
        """A layer for each file name; what cannot be read goes to ``failures``."""
        by_name: defaultdict[str, list[Entry]] = defaultdict(list)
        for path in dict.fromkeys(self.paths):
            try:
                entries = self._entries(path)
            except SelarasError as error:
                self.failures.append(error)
            else:
                by_name[path.name] += entries
        return [Layer(name, entries, FOREIGN_PENALTY) for name, entries in by_name.items()]

    def remarks(self) -> Iterator[str]:
        """A line for each file of which something is of no use."""
        for path, reasons in self.passed_over.items():
            told = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
            yield f"{path}: {counted(reasons.total(), 'pair')} not used: {told}"

    def _entries(self, path: Path) -> list[Entry]:
        """The entries of a file.

        Raises:
            InputError: It cannot be read, or holds no Indonesian-English pair that people made.
            FormatError: It is not what it looks like.
        """
        bad: list[SelarasError] = []
        entries: list[Entry] = []
        useless: Counter[Useless] = Counter()
        for unit in read_bilingual(path, bad.append):
            found = foreign_entry(unit)
            if isinstance(found, Entry):
                entries.append(found)
            else:
                useless[found] += 1
        if useless:
            self.passed_over[path] = useless
        if not entries:
            what, remedy = "no Indonesian-English pair that people made", "check its languages and statuses"
            raise bad[0] if bad else InputError(what, path=path, remedy=remedy)
        self.failures += bad
        return entries


def foreign_entry(unit: ForeignUnit) -> Entry | Useless:
    """A unit of somebody's memory as an entry, or why it is none."""
    texts = indonesian_first(unit)
    if texts is None:
        return Useless.LANGUAGES
    # What a person decided is a person's, whoever wrote it first: tools set the state and leave the origin alone.
    if unit.origin is Origin.MACHINE and unit.status not in DECIDED:
        return Useless.MACHINE
    source, target = normalise_source(texts.indonesian), normalise_source(texts.english)
    if not source or not target:
        return Useless.EMPTY
    if unit.status in _UNFINISHED:
        return Useless.STATUS
    approved = unit.status in (None, Status.APPROVED)
    return Entry(source, target, _context(unit, _BEFORE), _context(unit, _AFTER), approved)


def _context(unit: ForeignUnit, names: Sequence[str]) -> str:
    found = (value for key, value in unit.props if key.removeprefix("x-") in names)
    return normalise_source(next(found, ""))
