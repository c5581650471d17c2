"""One table of formats, and reading a file by it."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from ..errors import InputError
from ..model import Document
from . import docx, jsonl, pages, tables
from .encodings import Decoded, decode
from .identity import with_doc_id
from .options import DEFAULT, ReadingOptions
from .sources import STDIN, relative_name, shown, whole
from .text import SIGNATURE as TEXT
from .text import read_plain

OnError = Callable[[InputError], None]
_Read = Callable[[BinaryIO, str, ReadingOptions], Iterator[Document | InputError]]


@dataclass(frozen=True, slots=True)
class Reader:
    """How one format is read.

    Attributes:
        signature: Name and version, stored with every document it made.
        read: Gives the documents of an open file, and an error for each row that cannot be one.
    """

    signature: str
    read: _Read


_PLAIN = Reader(TEXT, read_plain)
_HTML = Reader(pages.SIGNATURE, pages.read_html)
_JSONL = Reader(jsonl.JSONL, jsonl.read_jsonl)
READERS: dict[str, Reader] = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".docx": Reader(docx.SIGNATURE, docx.read_docx),
    ".jsonl": _JSONL,
    ".ndjson": _JSONL,
    ".json": Reader(jsonl.JSON, jsonl.read_json),
    ".csv": Reader(tables.CSV, tables.read_csv),
    ".tsv": Reader(tables.TSV, tables.read_tsv),
}
SUFFIXES: tuple[str, ...] = (*READERS, *(f"{suffix}.gz" for suffix in READERS))


def read(path: str | Path, *, root: Path | None = None, options: ReadingOptions = DEFAULT) -> list[Document]:
    """The documents in a file: one article, or one a row.

    Args:
        path: The file, ``-`` for standard input. A suffix that READERS does not have is read as plain text.
        root: The folder that names and ids are relative to; by default the file's own.
        options: What the user chose.

    Raises:
        InputError: The file is missing, unreadable, empty, binary or damaged.
    """
    return list(iter_documents(path, root=root, options=options))


def iter_documents(
    path: str | Path,
    *,
    root: Path | None = None,
    options: ReadingOptions = DEFAULT,
    on_error: OnError | None = None,
) -> Iterator[Document]:
    """The documents in a file, one at a time, for files with many rows.

    Args:
        path: The file, ``-`` for standard input.
        root: The folder that names and ids are relative to; by default the file's own.
        options: What the user chose.
        on_error: Told about a row that cannot be read, the others still come; without it the first one raises.

    Raises:
        InputError: The file is missing, unreadable, empty, binary or damaged.
    """
    path = Path(path)
    with _told_where(path), _opened(path) as stream:
        empty = True
        for found in reader_of(path, options).read(stream, relative_name(path, root), options):
            empty = False
            try:
                if isinstance(found, InputError):
                    raise found
                yield with_doc_id(found, options.id_from)
            except InputError as error:
                if on_error is None:
                    raise
                on_error(_located(error, path))
        if empty:
            raise InputError("no text in it", remedy="give a file with an article in it")


def decode_file(path: str | Path, encoding: str | None = None) -> Decoded:
    """The whole text of a file, unpacked where it was packed, its format and its articles left aside.

    Args:
        path: The file, ``-`` for standard input.
        encoding: Its name where it is known, None to find it out.

    Raises:
        InputError: The file is missing, unreadable, binary or damaged.
    """
    path = Path(path)
    with _told_where(path), _opened(path) as stream:
        return decode(whole(stream), encoding)


def reader_of(path: Path, options: ReadingOptions = DEFAULT) -> Reader:
    """The reader for a file by ``options.format`` or its suffix, plain text where none fits."""
    if options.format is not None:
        suffix = "." + options.format.lower().lstrip(".")
        if suffix not in READERS:
            raise InputError(f"unknown format {options.format!r}", remedy=f"choose one of {', '.join(READERS)}")
        return READERS[suffix]
    return READERS.get(_suffix(path), _PLAIN)


def _suffix(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path == STDIN:
        yield sys.stdin.buffer
        return
    if path.is_dir():
        raise InputError("is a folder, not a file", remedy="name the files in it")
    with path.open("rb") as file:
        yield cast(BinaryIO, gzip.GzipFile(fileobj=file)) if path.name.lower().endswith(".gz") else file


@contextmanager
def _told_where(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong with a file into an InputError that names it."""
    try:
        yield
    except InputError as error:
        raise _located(error, path) from None
    except FileNotFoundError:
        raise InputError("no such file or folder", path=path, remedy="check the path") from None
    except PermissionError:
        raise InputError("no permission to read it", path=path, remedy="change its permissions") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(f"damaged gzip data: {error}", path=path, remedy="make or fetch it again") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=path, remedy="check the file") from None


def _located(error: InputError, path: Path) -> InputError:
    return InputError(error.what, path=error.path or shown(path), line=error.line, tuid=error.tuid, remedy=error.remedy)
