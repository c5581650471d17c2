"""Articles in tables: CSV and TSV with a header."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import BinaryIO, Protocol

from ..errors import InputError
from ..model import Document
from ..separators import announced_separator
from .encodings import decode, decode_escaped, encoding_of_mark, utf16_by_zeros
from .options import ReadingOptions
from .rows import Row, columns_of, documents_of

CSV = "csv/1"
TSV = "tsv/1"

_LARGEST_FIELD = 2**31 - 1
_SAMPLE = 4096


class _Records(Protocol):
    """What ``csv.reader`` gives."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def read_csv(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document | InputError]:
    """The articles in a comma- or semicolon-separated file with a header."""
    with _text_of(stream, options) as text:
        csv.field_size_limit(_LARGEST_FIELD)
        header = text.readline()
        announced = announced_separator(header)
        if announced:
            header = text.readline()
        delimiter = announced or max(",;\t|", key=header.count)
        columns = _header(next(csv.reader([header], delimiter=delimiter), []), options)
        records = _numbered(csv.reader(text, delimiter=delimiter), first=3 if announced else 2)
        rows = (_table_row(line, columns, fields, text.encoding) for line, fields in records)
        yield from documents_of(rows, name, CSV, options)


def read_tsv(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document | InputError]:
    """The articles in a tab-separated file with a header; a quotation mark in it is a character."""
    with _text_of(stream, options) as text:
        columns = _header(_tab_fields(text.readline()), options)
        records = enumerate(map(_tab_fields, text), start=2)
        rows = (_table_row(line, columns, fields, text.encoding) for line, fields in records if any(fields))
        yield from documents_of(rows, name, TSV, options)


@contextmanager
def _text_of(stream: BinaryIO, options: ReadingOptions) -> Iterator[io.TextIOWrapper]:
    """The stream as text; bytes that are not in its encoding stay escaped."""
    start: bytes = stream.peek(_SAMPLE)[:_SAMPLE]  # type: ignore[attr-defined]
    even = start[: len(start) // 2 * 2]
    encoding = options.encoding or encoding_of_mark(start) or utf16_by_zeros(even)
    if encoding is None:
        # Refuses what is no text at all; what it makes of the sample does not matter.
        decode(start)
        encoding = "utf-8"
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise InputError(f"unknown encoding {encoding!r}", remedy="name one that Python knows, such as utf-8") from None
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
    try:
        yield text
    except UnicodeDecodeError as error:
        raise InputError(f"damaged {encoding} text: {error.reason}", remedy="save it again as UTF-8") from None
    finally:
        # Whoever opened the stream closes it.
        text.detach()


def _tab_fields(line: str) -> list[str]:
    return [_unquoted(field) for field in line.rstrip("\r\n").split("\t")]


def _unquoted(field: str) -> str:
    """What a spreadsheet put into quotes, without them; any other quotation mark stays."""
    inside = field[1:-1]
    quoted = len(field) > 1 and field[0] == field[-1] == '"' and '"' not in inside.replace('""', "")
    return inside.replace('""', '"') if quoted else field


def _header(columns: list[str], options: ReadingOptions) -> list[str]:
    columns = [column.strip() for column in columns]
    repeated = [column for column, count in Counter(columns).items() if column and count > 1]
    if repeated:
        raise InputError(f"has several columns {repeated[0]!r}", line=1, remedy="give every column a name of its own")
    if any(columns):
        columns_of(tuple(columns), options)
    return columns


def _numbered(records: _Records, first: int) -> Iterator[tuple[int, list[str] | InputError]]:
    """The records below a header with the number of their first line, blank lines left out.

    The file goes on at line ``first``.
    """
    while True:
        line = records.line_num + first
        try:
            fields = next(records, None)
        except csv.Error as error:
            yield line, InputError(f"is not CSV: {error}", line=line, remedy="save the table again")
            continue
        if fields is None:
            return
        if fields:
            yield line, fields


def _table_row(line: int, columns: list[str], fields: list[str] | InputError, encoding: str) -> Row | InputError:
    if isinstance(fields, InputError):
        return fields
    if len(fields) != len(columns):
        what = f"has {len(fields)} fields where the header has {len(columns)}"
        return InputError(what, line=line, remedy="check its separators and quotation marks")
    digest = sha256("\x00".join(fields).encode("utf-8", "surrogatepass")).hexdigest()
    decoded = [decode_escaped(field) for field in fields]
    mixed = decoded != fields
    return Row(
        line,
        dict(zip(columns, decoded, strict=True)),
        digest,
        "utf-8+windows-1252" if mixed else encoding.removesuffix("-sig"),
        ("Mixed encoding: bytes that are not UTF-8 were read as windows-1252.",) if mixed else (),
    )
