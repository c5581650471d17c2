"""How an export is spread over files: compressed, in parts, or one file an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from gzip import GzipFile
from io import BufferedIOBase
from typing import BinaryIO, cast

from ..model import BilingualDocument, Document
from .exchange import NOTHING_WRITTEN, ExportContext, Sink, Written

Write = Callable[[Iterable[BilingualDocument], BinaryIO, ExportContext], Written]


@contextmanager
def compressed(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A stream that gzips into ``stream``; equal text gives equal bytes, for no name or time is stored."""
    with GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as packed:
        yield cast(BinaryIO, packed)


def decompressed(stream: BinaryIO) -> BinaryIO:
    """``stream`` itself, or what it holds where it is gzipped; the stream must be seekable."""
    start = stream.tell()
    head = stream.read(2)
    stream.seek(start)
    return cast(BinaryIO, GzipFile(fileobj=stream, mode="rb")) if head == b"\x1f\x8b" else stream


def write_per_article(
    write: Write,
    documents: Iterable[BilingualDocument],
    name_of: Callable[[Document], str],
    sink: Sink,
    context: ExportContext,
) -> Written:
    """Write a file for every article, under the name that ``name_of`` gives it."""
    total = NOTHING_WRITTEN
    for document in documents:
        with sink(name_of(document.document)) as stream:
            total += write([document], stream, context)
    return total


def write_parts(
    write: Write,
    documents: Iterable[BilingualDocument],
    name: str,
    sink: Sink,
    context: ExportContext,
    *,
    max_units: int | None = None,
    max_bytes: int | None = None,
) -> Written:
    """Write ``name`` in numbered parts, ``corpus.tmx`` as ``corpus.001.tmx``, ``corpus.002.tmx`` …

    A part ends with the article that reaches a limit, so leave room for one article. Under
    ``context.deduplicate`` equal pairs are written once a part.

    Args:
        write: Of a format of one file.
        documents: In the order of the corpus.
        name: File name with its suffix.
        sink: Opens the parts.
        context: What the export depends on.
        max_units: Units of the documents, whether written or left out.
        max_bytes: Before compression.
    """
    stem, dot, suffix = name.partition(".")
    remaining = iter(documents)
    total = NOTHING_WRITTEN
    for number, first in enumerate(remaining, 1):
        with sink(f"{stem}.{number:03d}{dot}{suffix}") as stream:
            counter = _Counter(stream)
            part = _until_full(first, remaining, counter, max_units, max_bytes)
            total += write(part, cast(BinaryIO, counter), context)
    return total


def _until_full(
    first: BilingualDocument,
    remaining: Iterator[BilingualDocument],
    counter: _Counter,
    max_units: int | None,
    max_bytes: int | None,
) -> Iterator[BilingualDocument]:
    units = len(first.units)
    yield first
    while (max_units is None or units < max_units) and (max_bytes is None or counter.count < max_bytes):
        document = next(remaining, None)
        if document is None:
            return
        units += len(document.units)
        yield document


class _Counter(BufferedIOBase):
    """Passes bytes on and counts them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self.count += len(data)
        return self._stream.write(data)
