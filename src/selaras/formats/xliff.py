"""What both versions of XLIFF share: an article is a file, a block is a group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from ..errors import FormatError
from ..model import BilingualDocument, Severity, Status, TranslationUnit
from .exchange import ExportContext, ForeignUnit, Written
from .remarks import translation_props
from .xmltext import line_text

# Of notes: 1 is the highest of ten.
PRIORITIES = {Severity.ERROR: "1", Severity.WARNING: "4", Severity.INFO: "8"}


@dataclass(frozen=True, slots=True)
class Interchange:
    """A file of articles.

    Attributes:
        start: Start tag of the root.
        end: Its end tag.
        file: One article as text.
    """

    start: str
    end: str
    file: Callable[[BilingualDocument, ExportContext], str]

    def write(self, documents: Iterable[BilingualDocument], stream: BinaryIO, context: ExportContext) -> Written:
        """Write the articles that have units, one in memory at a time.

        Raises:
            FormatError: There are none.
        """
        seen = written = units = 0
        for document in documents:
            seen += 1
            if not document.units:
                continue
            if not written:
                stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{self.start}\n'.encode())
            stream.write(self.file(document, context).encode())
            written += 1
            units += len(document.units)
        if not written:
            raise FormatError("an XLIFF file without articles", remedy="build the corpus first")
        stream.write(f"{self.end}\n".encode())
        return Written(seen, units)


def in_segments(unit: ForeignUnit, segments: Iterable[tuple[str, str, Status | None]]) -> Iterator[ForeignUnit]:
    """The segments of a unit as units of their own: a tool may leave one untranslated while the next is approved.

    Args:
        unit: What they share.
        segments: Source, target and status of each; the second of unit ``7`` is called ``7.pair-2``.
    """
    for number, (source, target, status) in enumerate(segments, 1):
        tuid = f"{unit.tuid}.pair-{number}" if unit.tuid and number > 1 else unit.tuid
        yield replace(unit, tuid=tuid, source=source, target=target, status=status)


def unit_props(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    """What neither version has a word for: who made the target and how, who changed it and when."""
    for name, value in (("origin", unit.origin), ("person", unit.person), ("date", unit.date)):
        if value:
            yield name, line_text(value)
    yield from translation_props(unit)
