"""What people decided earlier, used again where the same sentence comes.

A unit that a memory filled keeps the memory's text in ``mt`` under the signature ``tm:<layer>``, so
that nobody takes it for a hand edit, and is decided anew by every build.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..corpus import Corpus
from ..corpus.index import decided_entries, neighbours
from ..errors import InputError
from ..formats import ForeignUnit
from ..model import NO_MEASUREMENTS, Origin, Status, TranslationUnit
from ..normalise import normalise_source
from ..translation.memory import CORPUS, FOREIGN_PENALTY, Entry, Layer, LayeredMemory, Match, Memory
from .bilingual import indonesian_first, read_bilingual

_PREFIX = "tm:"
_BEFORE, _AFTER = ("context-pre", "prev"), ("context-post", "next")


def open_memory(store: Corpus, files: Sequence[Path] = ()) -> LayeredMemory:
    """What people had decided by now: in the corpus, and in the memories that the user names.

    Raises:
        InputError: A file cannot be read, or holds no Indonesian-English pair.
        FormatError: A file is not what its name says.
        CorpusError: The index of the corpus cannot be written.
    """
    foreign = _read_layers(files)
    return LayeredMemory(Layer(CORPUS, decided_entries(store)), foreign)


def _read_layers(files: Sequence[Path]) -> list[Layer]:
    by_name: defaultdict[str, list[Entry]] = defaultdict(list)
    for path in files:
        entries = [entry for unit in read_bilingual(path) if (entry := foreign_entry(unit))]
        if not entries:
            raise InputError(
                "no Indonesian-English pair that people made", path=path, remedy="check its languages and statuses"
            )
        by_name[path.name].extend(entries)
    return [Layer(name, entries, FOREIGN_PENALTY) for name, entries in by_name.items()]


def foreign_entry(unit: ForeignUnit) -> Entry | None:
    """A unit of somebody's memory as an entry; None for machine text, rejected text and other languages."""
    texts = indonesian_first(unit)
    if texts is None or unit.origin is Origin.MACHINE or unit.status in (Status.REJECTED, Status.NEEDS_REVIEW):
        return None
    source, target = map(normalise_source, texts)
    if not source or not target:
        return None
    approved = unit.status in (None, Status.APPROVED)
    return Entry(source, target, _context(unit, _BEFORE), _context(unit, _AFTER), approved)


def _context(unit: ForeignUnit, names: Sequence[str]) -> str:
    found = (value for key, value in unit.props if key.removeprefix("x-") in names)
    return normalise_source(next(found, ""))


def is_from_memory(unit: TranslationUnit) -> bool:
    """Whether a memory filled this unit, whatever people made of it since."""
    return unit.signature is not None and unit.signature.startswith(_PREFIX)


def is_settled(unit: TranslationUnit, memory: Memory) -> bool:
    """Whether no machine has to translate this unit: a memory that is at hand, or a person, did."""
    return is_from_memory(unit) and (unit.origin is Origin.HUMAN or (unit.signature or "")[3:] in memory.layers)


def reused_units(units: Sequence[TranslationUnit], memory: Memory) -> tuple[TranslationUnit, ...]:
    """The units of a document as the memory decides them; people's are left alone.

    Where the memory no longer knows a text that it gave, the unit is untranslated again. Text of a
    memory that is not at hand stays.
    """
    between = neighbours(units)
    return tuple(
        _reused(unit, memory.decided(unit.source, *between[unit.tuid]), memory)
        if unit.segment.translatable and unit.origin is not Origin.HUMAN
        else unit
        for unit in units
    )


def _reused(unit: TranslationUnit, match: Match | None, memory: Memory) -> TranslationUnit:
    if match:
        filled = unit.with_machine_text(match.target, _PREFIX + match.layer, NO_MEASUREMENTS)
        return replace(filled, origin=Origin.MEMORY)
    if not is_from_memory(unit):
        return unit
    if is_settled(unit, memory):
        return unit.with_machine_text(None, None, NO_MEASUREMENTS)
    return replace(unit, origin=Origin.MEMORY)
