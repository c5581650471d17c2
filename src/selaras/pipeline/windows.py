"""Canonical windows: which segments are translated together.

CTranslate2's text can depend on the company in a batch. So consecutive documents form
windows of a fixed size, whatever is translated already, and a window is translated and
committed as one: a run that was killed and resumed keeps the same company.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TypeVar

from ..model import Translation, TranslationUnit

WINDOW_SEGMENTS = 2000

T = TypeVar("T")
Due = Callable[[TranslationUnit], bool]


class Retranslate(StrEnum):
    """Which machine text is made anew."""

    NONE = "none"
    OUTDATED = "outdated"
    ALL = "all"


def windows(items: Iterable[T], size_of: Callable[[T], int], limit: int = WINDOW_SEGMENTS) -> Iterator[list[T]]:
    """Consecutive items, cut after the one with which a window reaches ``limit``.

    >>> list(windows([1, 2, 3, 4], lambda size: size, limit=3))
    [[1, 2], [3], [4]]
    """
    window: list[T] = []
    size = 0
    for item in items:
        window.append(item)
        size += size_of(item)
        if size >= limit:
            yield window
            window, size = [], 0
    if window:
        yield window


def count_translatable(units: Iterable[TranslationUnit]) -> int:
    """How many units a translator would see if nothing were translated yet."""
    return sum(unit.segment.translatable for unit in units)


def is_outdated(unit: TranslationUnit, signature: str) -> bool:
    """Whether another model or other options made the machine text of this unit."""
    return unit.segment.translatable and unit.mt is not None and unit.signature != signature


def is_due(unit: TranslationUnit, policy: Retranslate, signature: str) -> bool:
    """Whether this unit is to be translated now."""
    if not unit.segment.translatable:
        return False
    if unit.mt is None:
        return unit.target is None or policy is not Retranslate.NONE
    return policy is Retranslate.ALL or (policy is Retranslate.OUTDATED and is_outdated(unit, signature))


def due_sources(documents: Iterable[Iterable[TranslationUnit]], due: Due) -> tuple[str, ...]:
    """The texts of a window that are to be translated, in order."""
    return tuple(unit.source for units in documents for unit in units if due(unit))


def renewed_units(
    documents: Iterable[Iterable[TranslationUnit]], due: Due, translations: Iterable[Translation], signature: str
) -> list[tuple[TranslationUnit, ...]]:
    """The units of a window with fresh machine text where it was due.

    Args:
        documents: The units of each document of the window.
        due: Which of them were translated.
        translations: Of ``due_sources``, in their order.
        signature: Of the translator.
    """
    fresh = iter(translations)

    def renewed(unit: TranslationUnit) -> TranslationUnit:
        if not due(unit):
            return unit
        translation = next(fresh)
        return unit.with_machine_text(translation.text, signature, translation.measurements)

    return [tuple(map(renewed, units)) for units in documents]
