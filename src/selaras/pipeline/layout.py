"""How an export lies in the output folder: one file, parts, packed, or a file for each article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..formats import ExportContext, Format, Written
from ..formats.packing import compressed, write_parts, write_per_article
from ..model import BilingualDocument, Document
from ..saving import remove, replacing
from ..scratch import DiskSet
from .naming import OutputNames

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


def write_format(
    one: Format, documents: Iterable[BilingualDocument], output: Path, context: ExportContext, layout: Layout
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

        return write_per_article(one.write, documents, name_of, sink, context), [f"{one.name}/"]
    if layout.max_units or layout.max_bytes:
        written = write_parts(
            one.write, documents, name, sink, context, max_units=layout.max_units, max_bytes=layout.max_bytes
        )
        return written, list(names)
    with sink(name) as stream:
        return one.write(documents, stream, context), list(names)


def _write_folder(
    one: Format, documents: Iterable[BilingualDocument], output: Path, context: ExportContext
) -> tuple[Written, list[str]]:
    names = DiskSet()
    assert one.write_files is not None
    written = one.write_files(documents, _sink_into(output / one.name, names), context)
    _remove_others(output / one.name, names)
    return written, [f"{one.name}/"]


def _sink_into(folder: Path, written: DiskSet, *, packed: bool = False) -> Sink:
    """Opens files under ``folder`` that are replaced only on success, and remembers their names."""

    @contextmanager
    def sink(name: str) -> Iterator[BinaryIO]:
        name = f"{name}.gz" if packed else name
        written.add(name)
        with replacing(folder / name) as stream:
            if packed:
                with compressed(stream) as inner:
                    yield inner
            else:
                yield stream

    return sink


def _remove_others(folder: Path, names: DiskSet) -> None:
    """Remove files of documents that are gone and of processes that died; they are ours by their place."""
    for path in folder.glob("[0-9a-f][0-9a-f]/*"):
        if (".xml" in path.name or ".html" in path.name) and path.relative_to(folder).as_posix() not in names:
            remove(path)
