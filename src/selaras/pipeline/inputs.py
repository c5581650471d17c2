"""The inputs of a run: every one is tried, every bad one is remembered, the good ones come."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError, SelarasError, UsageError, counted, one_line
from ..model import TRANSLATABLE_LANGUAGES, Document
from ..reading import ReadingOptions, Source, discover, iter_documents
from ..reading.sources import STDIN
from ..scratch import DiskMap, DiskTable, packed, unpacked
from .produced import Produced


@dataclass(frozen=True, slots=True)
class Selection:
    """Which inputs a run takes.

    Attributes:
        paths: Files, folders, globs, ``-`` for standard input.
        files_from: A file that names more of them.
        limit: Only so many inputs, None for all.
        shard: The i-th of n shares, counted from 1; None for all.
        reading: How to read them.
    """

    paths: tuple[str | Path, ...]
    files_from: str | Path | None = None
    limit: int | None = None
    shard: tuple[int, int] | None = None
    reading: ReadingOptions = field(default_factory=ReadingOptions)

    @property
    def is_whole(self) -> bool:
        """Whether what is not found in a folder that is named is really not there."""
        return not (self.files_from or self.limit or self.shard)


@dataclass(slots=True)
class Inputs:
    """What came of a selection, filled while ``documents`` is read.

    Attributes:
        selection: What was asked for.
        count: How many files there are, found when this is made.
        read: How many of them were read so far.
        owners: Path of the document that has an id.
        failed: Names of the sources that could not be read, wholly or in part.
        failures: Why.
        again: The files to try again, those among them that were read but could not be brought into the corpus.
        skipped: Files that no reader takes and what commands wrote themselves, with the reason.
        closed: Folders that could not be read.
        foreign: How many documents are in another language, so that nothing of them is translated.
        first_foreign: Path and language of the first of them.
    """

    selection: Selection
    count: int = 0
    read: int = 0
    owners: DiskMap = field(default_factory=DiskMap)
    failed: set[str] = field(default_factory=set)
    failures: list[SelarasError] = field(default_factory=list)
    again: dict[Source, None] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    closed: list[Path] = field(default_factory=list)
    foreign: int = 0
    first_foreign: tuple[str, str] = ("", "")
    _files: DiskTable = field(default_factory=lambda: DiskTable(("path", "root")))

    def __post_init__(self) -> None:
        sources = discover(
            self.selection.paths,
            files_from=self.selection.files_from,
            on_skip=lambda path, why: self.skipped.append(one_line(f"{path}: {why}")),
            on_error=self._fail_to_find,
            why_not=Produced().reason,
        )
        share, shares = self.selection.shard or (1, 1)
        number = 0
        for number, source in enumerate(sources, 1):
            if number % shares == share % shares and self.count != self.selection.limit:
                self.count += 1
                self._files.append(packed(str(source.path)), packed(str(source.root)))
        if not number and not self.skipped and not self.failures:
            raise UsageError("nothing to read", remedy="name files, folders or - for standard input")

    def sources(self) -> Iterator[Source]:
        """The files, in order."""
        for path, root in self._files.select("SELECT path, root FROM rows ORDER BY rowid"):
            yield Source(Path(unpacked(path)), Path(unpacked(root)))

    def documents(self, *, with_repeats: bool = False) -> Iterator[tuple[Source, Document]]:
        """Every document with its source; what cannot be read goes to ``failures``.

        Args:
            with_repeats: Take documents whose id another one has too, for work in which ids mean nothing.
        """
        for source in self.sources():
            self.read += 1
            try:
                for document in self._documents_of(source):
                    if self.owners.put_new(document.doc_id, document.path) or with_repeats:
                        self._note_language(document)
                        yield source, document
                    else:
                        self._fail(source, self._repeated(document, source))
            except InputError as error:
                self._fail(source, error)

    def remarks(self) -> tuple[str, ...]:
        """What a user should know of the documents that came."""
        if not self.foreign:
            return ()
        are, (path, language) = "is" if self.foreign == 1 else "are", self.first_foreign
        what = f"{counted(self.foreign, 'document')} {are} in another language and not translated"
        return (one_line(f"{what}: {path} ({language}){' …' * (self.foreign > 1)}; --any-language takes all"),)

    def _note_language(self, document: Document) -> None:
        if document.language not in TRANSLATABLE_LANGUAGES:
            self.first_foreign = self.first_foreign if self.foreign else (document.path, document.language)
            self.foreign += 1

    def try_again(self, source: Source) -> None:
        """Note that not all of a source was done."""
        if source.path != STDIN:
            self.again[source] = None

    def _documents_of(self, source: Source) -> Iterator[Document]:
        return iter_documents(
            source.path,
            root=source.root,
            options=self.selection.reading,
            on_error=lambda error: self._fail(source, error),
        )

    def _repeated(self, document: Document, source: Source) -> InputError:
        owner = self.owners.get(document.doc_id)
        what = (
            f"{document.path} is there twice, only the first is taken"
            if owner == document.path
            else f"{document.path} has the id {document.doc_id} of {owner}"
        )
        return InputError(what, path=source.path, remedy="rename one, or choose another --id-from, such as stem")

    def _fail_to_find(self, error: InputError) -> None:
        if os.path.isdir(path := error.path or ""):  # noqa: PTH112 (never raises)
            self.closed.append(Path(path))
        self.failures.append(error)

    def folders_read_whole(self) -> list[Path]:
        """The folders that were named and in which no folder kept from being read."""
        named = [Path(path) for path in self.selection.paths if os.path.isdir(path)]  # noqa: PTH112 (never raises)
        return [folder for folder in named if not any(path.is_relative_to(folder) for path in self.closed)]

    def _fail(self, source: Source, error: InputError) -> None:
        self.failed.add(source.name)
        self.try_again(source)
        self.failures.append(error)
