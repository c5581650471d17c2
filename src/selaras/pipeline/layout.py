"""How an export lies in the output folder: one file, parts, packed, or a file for each article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from ..formats import ExportContext, Format, Written
from ..formats.packing import compressed, write_parts, write_per_article
from ..ids import shard
from ..model import BilingualDocument, Document
from ..scratch import DiskSet
from .leftovers import record_of, remove_leftovers
from .naming import OutputNames
from .outputs import OutputFolder, is_kept

Sink = Callable[[str], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of an export.

    Attributes:
        per_article: A file for each article instead of one for all.
        packed: Files are gzipped.
        max_units: Parts of about so many units, None for one file.
        max_bytes: Parts of about so many bytes before packing, None for one file.
    """

    per_article: bool = False
    packed: bool = False
    max_units: int | None = None
    max_bytes: int | None = None

    def wishes(self) -> Mapping[str, object]:
        """What was asked, by names of options."""
        return {
            "per-article": self.per_article,
            "gzip": self.packed,
            "split-units": self.max_units,
            "split-bytes": self.max_bytes,
        }


ONE_FILE = Layout()
# Formats that lay articles in folders by their ids, and what else of theirs an empty corpus has not.
_BY_PLACE: Mapping[str, tuple[str, ...]] = {"tei": ("corpus.id.xml", "corpus.en.xml"), "html": ()}


def place_of(one: Format, layout: Layout) -> str:
    """A file below the output folder that can be written if ``write_format`` can write its own."""
    if one.write_files or layout.per_article:
        return f"{one.name}/.written"
    if layout.max_units or layout.max_bytes:
        return record_of(Path(), f"{one.name}.parts").name
    return f"corpus{one.suffix}{'.gz' if layout.packed else ''}"


def write_format(
    one: Format, documents: Iterable[BilingualDocument], output: OutputFolder, context: ExportContext, layout: Layout
) -> tuple[Written, list[str]]:
    """Write the documents in one format.

    Returns:
        What was written, and the names to tell people: files, or a folder with a slash.
    """
    if one.write_files:
        return _write_folder(one, documents, output, context)
    names = DiskSet()
    sink = _sink_into(output, names, packed=layout.packed)
    name = f"corpus{one.suffix}"

    assert one.write is not None
    if layout.per_article:
        articles = OutputNames(one.suffix)

        def name_of(article: Document) -> str:
            return f"{one.name}/{articles.of(article.path)}"

        written = write_per_article(one.write, documents, name_of, sink, context)
        remove_leftovers(output.path, one.name, names)
        return written, _told(one, written)
    if layout.max_units or layout.max_bytes:
        written = write_parts(
            one.write, documents, name, sink, context, max_units=layout.max_units, max_bytes=layout.max_bytes
        )
        remove_leftovers(output.path, f"{one.name}.parts", names)
        return written, list(names)
    with sink(name) as stream:
        return one.write(documents, stream, context), list(names)


def _write_folder(
    one: Format, documents: Iterable[BilingualDocument], output: OutputFolder, context: ExportContext
) -> tuple[Written, list[str]]:
    names = DiskSet()
    assert one.write_files is not None
    written = one.write_files(documents, _sink_into(output, names, below=f"{one.name}/"), context)
    if one.name in _BY_PLACE:
        _remove_others(output, one.name, names)
    else:
        remove_leftovers(output.path, one.name, names)
    return written, _told(one, written)


def _told(one: Format, written: Written) -> list[str]:
    return [f"{one.name}/"] if written.files else []


def _sink_into(output: OutputFolder, written: DiskSet, *, below: str = "", packed: bool = False) -> Sink:
    """Opens files under ``output`` that are replaced only on success, and remembers their names.

    Args:
        output: The folder that names are relative to.
        written: Takes the names.
        below: What names begin with.
        packed: Whether files are gzipped.
    """

    @contextmanager
    def sink(name: str) -> Iterator[BinaryIO]:
        name = f"{below}{name}.gz" if packed else f"{below}{name}"
        written.add(name)
        with output.replacing(name) as stream:
            if packed:
                with compressed(stream) as inner:
                    yield inner
            else:
                yield stream

    return sink


def _remove_others(output: OutputFolder, folder: str, names: DiskSet) -> None:
    """Remove files of documents that are gone and of processes that died; they are ours by their place."""
    sharded = (output.path / folder).glob("[0-9a-f][0-9a-f]/*")
    ours = (path for path in sharded if _is_of_article(path))
    for path in chain(ours, (output.path / folder / name for name in _BY_PLACE[folder])):
        if (name := path.relative_to(output.path).as_posix()) not in names:
            output.remove(name)


def _is_of_article(path: Path) -> bool:
    doc_id = path.name.removeprefix(".").partition(".")[0]
    is_export = (".xml" in path.name or ".html" in path.name) and not is_kept(path)
    return is_export and shard(doc_id) == path.parent.name
