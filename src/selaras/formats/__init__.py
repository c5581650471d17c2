"""File formats: one module each, one shape, streaming both ways.

``FORMATS`` is the table; a new format is a new module and a new row. Modules are imported
when their functions are first asked for, so the table costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import BinaryIO, cast

from ..model import BilingualDocument
from .exchange import ExportContext, ForeignUnit, Sink, Written

__all__ = ["FORMATS", "ExportContext", "ForeignUnit", "Format", "Sink", "Written"]

# What a user may ask of an export, by names of options: of one file, of memories and tables, of texts that are
# read, of what holds every unit anyway.
_FILE = frozenset({"per-article", "gzip", "split-units", "split-bytes"})
_CHOSEN = frozenset({"approved", "deduplicate", "untranslatable"})
_READ = frozenset({"approved"})
_WHOLE = frozenset({"untranslatable"})

Write = Callable[[Iterable[BilingualDocument], BinaryIO, ExportContext], Written]
WriteFiles = Callable[[Iterable[BilingualDocument], Sink, ExportContext], Written]
Read = Callable[..., Iterator[ForeignUnit]]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format and what can be done with it.

    Attributes:
        name: As users say it.
        suffix: Of its files, with the dot; empty for formats of several files.
        description: One line.
        module: Its module.
        wishes: Options of an export that it heeds, or fulfils anyway.
        by_line: Whether it is read line by line, so that a bad one leaves the others readable.
        package: That holds the module.
    """

    name: str
    suffix: str
    description: str
    module: str
    wishes: frozenset[str] = frozenset()
    by_line: bool = False
    package: str = __name__

    @property
    def write(self) -> Write | None:
        """Writes one file of all documents: ``write(documents, stream, context)``."""
        return cast("Write | None", self._function("write"))

    @property
    def write_files(self) -> WriteFiles | None:
        """Writes several files that belong together: ``write_files(documents, sink, context)``."""
        return cast("WriteFiles | None", self._function("write_files"))

    @property
    def read(self) -> Read | None:
        """Gives the pairs of a file: ``read(stream, path)``, by line also ``read(stream, path, on_error)``."""
        return cast("Read | None", self._function("read"))

    def _function(self, name: str) -> object:
        return getattr(import_module(f".{self.module}", self.package), name, None)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format(
                "tmx", ".tmx", "translation memory for OmegaT, Trados, memoQ, Weblate (TMX 1.4)", "tmx", _FILE | _CHOSEN
            ),
            Format("tei", "", "TEI P5: one file an article and language, and a corpus file a language", "tei", _WHOLE),
            Format("xliff12", ".xlf", "XLIFF 1.2 with all units, their states and findings", "xliff12", _FILE | _WHOLE),
            Format("xliff21", ".xliff", "XLIFF 2.1, the same in the newer standard", "xliff21", _FILE | _WHOLE),
            Format(
                "jsonl",
                ".jsonl",
                "one JSON object a unit with all that is known about it",
                "jsonl",
                _FILE | _WHOLE,
                by_line=True,
            ),
            Format("tsv", ".tsv", "tab-separated table for spreadsheets", "tsv", _FILE | _CHOSEN, by_line=True),
            Format(
                "xlsx",
                ".xlsx",
                "spreadsheet for reviewers: a row a unit, findings in colour",
                "xlsx",
                _FILE - {"gzip"} | _CHOSEN,
            ),
            Format(
                "vrt",
                "",
                "verticalised text of both sides and their alignment, for CWB and Sketch Engine",
                "vrt",
                _READ,
            ),
            Format(
                "conllu",
                ".conllu",
                "CoNLL-U of the source side with the translations as comments",
                "conllu",
                _FILE | _READ,
            ),
            Format("moses", "", "two line-aligned text files and one of tuids", "moses", _CHOSEN),
            Format("txt", "", "plain text, one file an article and language", "txt", _READ),
        )
    }
)
