"""Which units go into a memory or a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from ..model import BilingualDocument, TranslationUnit
from ..scratch import DiskSet
from .blocks import is_content
from .exchange import ExportContext, Written
from .xmltext import line_text


class Selection:
    """Chooses the units of one export and counts what it leaves out."""

    def __init__(self, context: ExportContext) -> None:
        self._context = context
        self._seen = DiskSet()
        self._left_out: Counter[str] = Counter()
        self._units = 0
        self._documents = 0

    def of(self, document: BilingualDocument) -> Iterator[TranslationUnit]:
        """The chosen units in text order, their texts on one line each."""
        self._documents += 1
        for unit in document.units:
            chosen = self._with_line_texts(unit)
            reason = self._reason_against(chosen)
            if reason:
                self._left_out[reason] += 1
            else:
                self._units += 1
                yield chosen

    @property
    def written(self) -> Written:
        """What has been chosen and left out so far."""
        return Written(self._documents, self._units, MappingProxyType(dict(sorted(self._left_out.items()))))

    def _with_line_texts(self, unit: TranslationUnit) -> TranslationUnit:
        source = line_text(unit.source)
        target = unit.target
        if target is None and self._copies(unit):
            target = source
        segment = unit.segment if source == unit.source else replace(unit.segment, source=source)
        return replace(unit, segment=segment, target=None if target is None else line_text(target))

    def _copies(self, unit: TranslationUnit) -> bool:
        return self._context.include_untranslatable and not is_content(unit)

    def _reason_against(self, unit: TranslationUnit) -> str | None:
        if not is_content(unit) and not self._context.include_untranslatable:
            return "untranslatable"
        if unit.target is None:
            return "untranslated"
        if not self._copies(unit) and unit.status not in self._context.statuses:
            return "status"
        if not unit.source or not unit.target:
            return "empty"
        return "duplicate" if self._context.deduplicate and self._is_repeated(unit) else None

    def _is_repeated(self, unit: TranslationUnit) -> bool:
        return not self._seen.add(f"{unit.source}\n{unit.target}")
