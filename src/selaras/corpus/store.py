"""The store: the only writer under ``corpus/``.

Texts, documents, edits, provenance and ``metadata.tsv`` are text files that people can
read, diff and edit. Every way in goes through ``load``, which absorbs what people typed
into a document file before anything is written.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, fields, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType, TracebackType

import portalocker

from ..errors import CorpusError
from ..ids import shard
from ..model import Metadata, Provenance, TranslationUnit
from ..saving import save, temporary_of, unwritable
from ..scratch import DiskMap, sorted_rows
from . import journal
from .corrections import is_fit
from .edits import Action, Edit, Signer, absorb, apply, format_edits, parse_edits
from .rebase import pending
from .records import Header, Presence, StoredDocument, format_document, parse_document, parse_header
from .recovery import merged

FORMAT = 1
LOCK = ".lock"
MANIFEST, _METADATA = "manifest.json", "metadata.tsv"
_READABLE, _BROKEN = "1", "2"
# The columns of metadata.tsv that people may fill in; the first names the document.
METADATA_COLUMNS = ("doc_id", *(f.name for f in fields(Metadata) if f.name not in ("dateline", "extra")))


class Corpus:
    """A corpus on disk, locked while open.

    Args:
        root: Its folder.
        create: Make it if it is not there.
        wait: Wait for another process that has it open instead of giving up.
        read_only: Write nothing at all, to look only; a corpus that is not there is an empty one.
        person: Who signs hand edits that are found; the user of the process by default.

    Raises:
        CorpusError: There is none, it is in use, or it is of another version.
    """

    def __init__(
        self,
        root: Path,
        *,
        create: bool = False,
        wait: bool = False,
        read_only: bool = False,
        person: str | None = None,
    ) -> None:
        self.root = root
        self.read_only = read_only
        # Files under documents/ that are no document, as far as they were met.
        self.strays: set[Path] = set()
        self._signer = Signer.present(person)
        if create or read_only:
            _refuse_other_folders(root)
        else:
            _refuse_other_versions(root)
        self._lock = io.BytesIO() if read_only and not (root / LOCK).is_file() else _lock(root, wait=wait)
        try:
            if create:
                _create(root)
            if not read_only or (root / MANIFEST).is_file():
                _refuse_other_versions(root)
            if not read_only:
                journal.recover(root, partial(merged, root, self._signer))
            elif journal.is_waiting(root):
                raise CorpusError("a build was interrupted as it saved", path=root, remedy="run selaras build first")
            self._corrections = _read_metadata_corrections(self.metadata_path)
        except BaseException:
            self.close()
            raise

    @property
    def metadata_path(self) -> Path:
        """The table in which people correct metadata."""
        return self.root / _METADATA

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the lock."""
        self._lock.close()

    def iter_headers(self) -> Iterator[Header]:
        """The first lines of all document files, in any order; broken ones are left out."""
        return (header for _, header in self._headed() if header)

    def doc_ids(self, *, withdrawn: bool = True) -> Iterator[str]:
        """The ids of all document files, broken or not, ordered by path where it can be read.

        Args:
            withdrawn: Whether withdrawn documents count.
        """
        return (doc_id for _, _, doc_id in sorted_rows(self._places(withdrawn), 3))

    def _places(self, withdrawn: bool) -> Iterator[tuple[str, str, str]]:
        for path, header in self._headed():
            if header is None:
                yield _BROKEN, "", path.stem
            elif withdrawn or header.presence is Presence.ACTIVE:
                yield _READABLE, header.path, header.doc_id

    def count(self) -> int:
        """How many documents there are, withdrawn ones among them."""
        return sum(1 for _ in self._document_paths())

    def load(self, doc_id: str) -> StoredDocument | None:
        """A document with what people decided, None if the corpus does not have it.

        Hand edits are absorbed into the log, durably, before this returns; read only, they are just applied.

        Raises:
            CorpusError: Its files are damaged; nothing was written.
        """
        path = self._path("documents", doc_id)
        if not path.is_file():
            return None
        stored = parse_document(path.read_bytes(), self._text(doc_id), path)
        log = self.edits(doc_id)
        found = absorb(stored.units, log, self._signer)
        if found and not self.read_only:
            journal.commit(self.root, {_name("edits", doc_id): format_edits([*log, *found])})
        return replace(stored, units=apply(stored.units, [*log, *found]))

    def edits(self, doc_id: str) -> list[Edit]:
        """The log of a document, oldest first."""
        path = self._path("edits", doc_id)
        return parse_edits(path.read_bytes(), path) if path.is_file() else []

    def pending(self) -> Iterator[Edit]:
        """The edits in force that no unit of their document shows, withdrawn documents among them, ordered by id.

        Documents that are damaged are left out until they are mended.
        """
        logs = (path for path in (self.root / "edits").glob("*/*.jsonl") if path == self._path("edits", path.stem))
        for (doc_id,) in sorted_rows(((path.stem,) for path in logs), 1):
            with suppress(CorpusError):
                stored = self.load(doc_id)
                yield from pending(stored.units if stored else (), self.edits(doc_id))

    def corrected(self, stored: StoredDocument) -> StoredDocument:
        """The document with the metadata that people corrected in ``metadata.tsv``."""
        corrections = self._corrections.get(stored.doc_id)
        if corrections is None:
            return stored
        metadata = replace(stored.document.metadata, **json.loads(corrections))
        return replace(stored, document=replace(stored.document, metadata=metadata))

    def unknown_corrections(self) -> Iterator[str]:
        """The ids in ``metadata.tsv`` that no document has."""
        return (doc_id for doc_id in self._corrections if not self._path("documents", doc_id).is_file())

    def unfit_corrections(self) -> Iterator[str]:
        """The dates and addresses in ``metadata.tsv`` that are none and are not taken, with line and column."""
        if self.metadata_path.is_file():
            for number, _, values in _rows(self.metadata_path):
                yield from (f"line {number}: {key} {text!r}" for key, text in values.items() if not is_fit(key, text))

    def commit(
        self,
        documents: Iterable[StoredDocument],
        carried: Mapping[str, Iterable[Edit]] = MappingProxyType({}),
        provenance: Provenance | None = None,
    ) -> None:
        """Save documents, edits that were carried over and the provenance of new text, all or nothing.

        What somebody typed into a document file since it was loaded is absorbed first.

        Raises:
            CorpusError: A document file was damaged since it was loaded; nothing was written.
            SelarasError: The corpus cannot be written to.
        """
        files: dict[str, bytes | None] = {}
        if provenance is not None:
            files[f"provenance/{provenance_name(provenance)}"] = _format_provenance(provenance)
        for stored in documents:
            doc_id = stored.doc_id
            typed = self._typed_meanwhile(stored)
            if new := [*typed, *carried.get(doc_id, ())]:
                files[_name("edits", doc_id)] = format_edits([*self.edits(doc_id), *new])
            files[_name("texts", doc_id)] = stored.document.text.encode()
            files[_name("documents", doc_id)] = format_document(replace(stored, units=apply(stored.units, typed)))
        try:
            journal.commit(self.root, files)
        except OSError as error:
            raise unwritable(self.root, error) from error

    def _typed_meanwhile(self, stored: StoredDocument) -> list[Edit]:
        """Decisions in the document file that are not in the log: a window is translated for minutes."""
        path = self._path("documents", stored.doc_id)
        content = path.read_bytes() if path.is_file() else b""
        if not content or content == format_document(stored):
            return []
        in_file = parse_document(content, self._text(stored.doc_id), path)
        return absorb(in_file.units, self.edits(stored.doc_id), self._signer)

    def edit(self, tuid: str, target: str, *, approve: bool = False) -> TranslationUnit:
        """Record a person's text for a unit, in the log and in the document file.

        Raises:
            CorpusError: There is no such unit, or it is not there to be translated.
        """
        stored = self.load(tuid.partition(".")[0])
        units = {unit.tuid: (n, unit) for n, unit in enumerate(stored.units, 1)} if stored else {}
        if stored is None or tuid not in units or not units[tuid][1].segment.translatable:
            raise CorpusError("no such unit to translate", path=self.root, tuid=tuid, remedy="check the tuid")
        position, unit = units[tuid]
        edit = Edit(
            tuid,
            unit.source,
            unit.mt,
            target,
            Action.APPROVE if approve else Action.EDIT,
            self._signer.person,
            self._signer.date,
            "program",
            position,
        )
        self.commit([replace(stored, units=apply(stored.units, [edit]))], {stored.doc_id: [edit]})
        return edit.apply(unit)

    def remove(self, doc_id: str) -> bool:
        """Remove a document that nobody ever edited; False if somebody did."""
        if self._path("edits", doc_id).is_file():
            return False
        journal.commit(self.root, {_name("documents", doc_id): None, _name("texts", doc_id): None})
        return True

    def provenances(self) -> dict[str, Provenance]:
        """How machine text was made, by signature."""
        made = (_parse_provenance(path) for path in sorted((self.root / "provenance").glob("*.json")))
        return {provenance.signature: provenance for provenance in made}

    def _path(self, area: str, doc_id: str) -> Path:
        return self.root / _name(area, doc_id)

    def _document_paths(self) -> Iterator[Path]:
        return (self.root / "documents").glob("*/*.jsonl")

    def _headed(self) -> Iterator[tuple[Path, Header | None]]:
        """The document files with their first lines; copies that editors and synchronisers leave are passed over."""
        for path in self._document_paths():
            header = _header_in(path)
            if path == self._path("documents", header.doc_id if header else path.stem):
                yield path, header
            else:
                self.strays.add(path)

    def _text(self, doc_id: str) -> str:
        path = self._path("texts", doc_id)
        try:
            return path.read_bytes().decode()
        except (OSError, UnicodeDecodeError) as error:
            raise CorpusError(
                "the stored text is missing or damaged",
                path=path,
                remedy="restore it, or remove the document file and build again",
            ) from error


def provenance_name(provenance: Provenance) -> str:
    """A file name for a provenance: signatures hold characters that file systems refuse, and grow long."""
    model = re.sub(r"[^A-Za-z0-9._-]", "_", provenance.model)[:80]
    return f"{model}.{sha256(provenance.signature.encode()).hexdigest()[:8]}.json"


def _name(area: str, doc_id: str) -> str:
    suffix = "txt" if area == "texts" else "jsonl"
    return f"{area}/{shard(doc_id)}/{doc_id}.{suffix}"


def _refuse_other_folders(root: Path) -> None:
    """The folder of a corpus to be may hold what a process that died as it made one left there, but nothing else."""
    begun = {LOCK, ".gitkeep", _METADATA, temporary_of(root / _METADATA).name, temporary_of(root / MANIFEST).name}
    try:
        found = {path.name for path in root.iterdir()} if root.exists() else set()
    except OSError as error:
        raise unwritable(root, error) from error
    if MANIFEST not in found and found - begun:
        raise CorpusError("not a corpus, and not empty", path=root, remedy="name another folder with --corpus")


def _header_in(path: Path) -> Header | None:
    with suppress(CorpusError, OSError), path.open("rb") as stream:
        return parse_header(stream.readline(), path)
    return None


def _create(root: Path) -> None:
    if (root / MANIFEST).is_file():
        return
    content = json.dumps({"format": FORMAT, "source": "id", "target": "en"}) + "\n"
    save(root / _METADATA, ("\t".join(METADATA_COLUMNS) + "\n").encode())
    save(root / MANIFEST, content.encode())


def _refuse_other_versions(root: Path) -> None:
    manifest = root / MANIFEST
    if not manifest.is_file():
        raise CorpusError("there is no corpus", path=root, remedy="run selaras build first, or name one with --corpus")
    try:
        version = json.loads(manifest.read_bytes())["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError("damaged manifest", path=manifest, remedy=f'it should say "format": {FORMAT}') from error
    if version != FORMAT:
        raise CorpusError(
            f"a corpus of format {version}, this selaras reads {FORMAT}", path=manifest, remedy="use its selaras"
        )


def _lock(root: Path, *, wait: bool) -> io.IOBase:
    flags = portalocker.LockFlags.EXCLUSIVE
    try:
        root.mkdir(parents=True, exist_ok=True)
        stream = (root / LOCK).open("ab")
        portalocker.lock(stream, flags if wait else flags | portalocker.LockFlags.NON_BLOCKING)
    except portalocker.exceptions.LockException as error:
        stream.close()
        raise CorpusError("in use by another selaras", path=root, remedy="wait for it, or say --wait") from error
    except OSError as error:
        raise unwritable(root / LOCK, error) from error
    return stream


def _read_metadata_corrections(path: Path) -> DiskMap:
    """What is corrected of each document, as JSON."""
    corrections = DiskMap()
    if path.is_file():
        for _, doc_id, values in _rows(path):
            known = json.loads(corrections.get(doc_id) or "{}")
            fit = {column: value for column, value in values.items() if is_fit(column, value)}
            corrections[doc_id] = json.dumps(known | fit)
    return corrections


def _rows(path: Path) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The line, id and values of every row of ``metadata.tsv``."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _corrections(stream, path)
    except UnicodeDecodeError as error:
        raise CorpusError("not UTF-8", path=path, remedy="save it as UTF-8 text") from error


def _corrections(stream: Iterable[str], path: Path) -> Iterator[tuple[int, str, dict[str, str]]]:
    reader = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    unknown = set(reader.fieldnames or ()) - set(METADATA_COLUMNS)
    if unknown or "doc_id" not in (reader.fieldnames or ("doc_id",)):
        raise CorpusError(
            f"columns {', '.join(sorted(map(str, unknown))) or 'without doc_id'}",
            path=path,
            line=1,
            remedy=f"use {', '.join(METADATA_COLUMNS)}",
        )
    for row in reader:
        if None in row:
            raise CorpusError("more cells than columns", path=path, line=reader.line_num, remedy="mend the line")
        values = {column: value for column, value in row.items() if value and column != "doc_id"}
        yield reader.line_num, row["doc_id"], values


def _format_provenance(provenance: Provenance) -> bytes:
    record = asdict(replace(provenance, versions=dict(provenance.versions), options=dict(provenance.options)))
    return (json.dumps({"signature": provenance.signature, **record}, ensure_ascii=False, indent=1) + "\n").encode()


def _parse_provenance(path: Path) -> Provenance:
    try:
        record = json.loads(path.read_bytes())
        record.pop("signature")
        return Provenance(**record)
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError("damaged provenance", path=path, remedy="restore it from a backup") from error


__all__ = ["METADATA_COLUMNS", "Corpus", "Header", "Presence", "StoredDocument"]
