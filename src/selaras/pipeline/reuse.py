"""What people decided earlier, used again where the same sentence comes.

A unit that a memory filled keeps the memory's text in ``mt`` under the signature ``tm:<layer>``, so
that nobody takes it for a hand edit, and is decided anew by every build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..corpus import Corpus
from ..corpus.index import decided_entries, neighbours
from ..model import NO_MEASUREMENTS, Origin, TranslationUnit
from ..translation.memory import CORPUS, Layer, LayeredMemory, Match, Memory
from .memories import MemoryFiles

_PREFIX = "tm:"


def open_memory(store: Corpus, files: MemoryFiles) -> LayeredMemory:
    """What people had decided by now: in the corpus, and in the memories that the user names.

    Raises:
        CorpusError: The index of the corpus cannot be written.
    """
    return LayeredMemory(Layer(CORPUS, decided_entries(store)), files.layers())


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
