"""Articles in rows with named columns, one row at a time: JSONL, CSV, TSV; JSON at once."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from ..errors import InputError
from ..ids import doc_id_of
from ..model import BlockKind, Document, Metadata, Span
from .dates import find_date
from .encodings import Decoded, decode, decode_escaped, encoding_of_mark
from .identity import legal_id
from .knowledge import table
from .options import ReadingOptions
from .text import block_spans, compose

JSONL = "jsonl/1"
JSON = "json/1"
CSV = "csv/1"
TSV = "tsv/1"

_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST_FIELD = 2**31 - 1
_SAMPLE = 4096
_BLANK = b" \t\r\n\x00\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its place, its values by column, and what its bytes were."""

    line: int
    values: Mapping[str, str]
    digest: str
    encoding: str
    notes: tuple[str, ...] = ()


class _Records(Protocol):
    """What ``csv.reader`` gives."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def read_jsonl(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document | InputError]:
    """The articles in a file with one JSON object a line."""
    lines = ((number, line) for number, line in enumerate(stream, start=1) if line.strip(_BLANK))
    yield from _documents((_json_row(number, line, options) for number, line in lines), name, JSONL, options)


def read_json(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document | InputError]:
    """The articles in a JSON file: one object, a list of them, or an object that holds such a list."""
    decoded = decode(stream.read(), options.encoding)
    try:
        found = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON: {error}", remedy="check it, or give JSONL") from None
    rows = (_object_row(number, item, decoded) for number, item in enumerate(_list_in(found), start=1))
    yield from _documents(rows, name, JSON, options)


def read_csv(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document | InputError]:
    """The articles in a comma- or semicolon-separated file with a header."""
    with _text_of(stream, options) as text:
        csv.field_size_limit(_LARGEST_FIELD)
        header = text.readline()
        delimiter = max(",;\t|", key=header.count)
        columns = _header(next(csv.reader([header], delimiter=delimiter), []), options)
        records = _numbered(csv.reader(text, delimiter=delimiter))
        rows = (_table_row(line, columns, fields, text.encoding) for line, fields in records)
        yield from _documents(rows, name, CSV, options)


def read_tsv(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document | InputError]:
    """The articles in a tab-separated file with a header; a quotation mark in it is a character."""
    with _text_of(stream, options) as text:
        columns = _header(_tab_fields(text.readline()), options)
        records = enumerate(map(_tab_fields, text), start=2)
        rows = (_table_row(line, columns, fields, text.encoding) for line, fields in records if any(fields))
        yield from _documents(rows, name, TSV, options)


def _documents(
    rows: Iterator[_Row | InputError], name: str, reader: str, options: ReadingOptions
) -> Iterator[Document | InputError]:
    for row in rows:
        if isinstance(row, InputError):
            yield row
            continue
        try:
            yield _document(row, name, reader, options)
        except InputError as error:
            yield InputError(error.what, line=row.line, remedy=error.remedy)


def _json_row(line: int, data: bytes, options: ReadingOptions) -> _Row | InputError:
    remedy = "put one JSON object on each line"
    try:
        decoded = decode(data, options.encoding)
        found = json.loads(decoded.text)
    except InputError as error:
        return InputError(error.what, line=line, remedy=error.remedy)
    except ValueError as error:
        return InputError(f"is not JSON: {error}", line=line, remedy=remedy)
    except RecursionError:
        return InputError("is JSON nested too deeply", line=line, remedy=remedy)
    return _object_row(line, found, decoded, data)


def _object_row(line: int, found: object, decoded: Decoded, data: bytes | None = None) -> _Row | InputError:
    if not isinstance(found, dict):
        return InputError("is not a JSON object", line=line, remedy="put each article into one JSON object")
    values = {str(key): _as_text(value) for key, value in found.items() if value is not None}
    content = data if data is not None else json.dumps(found, ensure_ascii=True).encode("ascii")
    return _Row(line, values, sha256(content).hexdigest(), decoded.encoding, decoded.notes)


def _list_in(found: object) -> list[object]:
    if isinstance(found, list):
        return found
    values = list(found.values()) if isinstance(found, dict) else []
    lists = [value for value in values if isinstance(value, list) and value and isinstance(value[0], dict)]
    return lists[0] if len(lists) == 1 else [found]


def _as_text(value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@contextmanager
def _text_of(stream: BinaryIO, options: ReadingOptions) -> Iterator[io.TextIOWrapper]:
    """The stream as text; bytes that are not in its encoding stay escaped."""
    start: bytes = stream.peek(_SAMPLE)[:_SAMPLE]  # type: ignore[attr-defined]
    encoding = options.encoding or encoding_of_mark(start)
    if encoding is None:
        # Refuses what is no text at all; what it makes of the sample does not matter.
        decode(start)
        encoding = "utf-8"
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
    try:
        yield text
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
    if any(columns):
        _columns_of(tuple(columns), options)
    return columns


def _numbered(records: _Records) -> Iterator[tuple[int, list[str] | InputError]]:
    """The records below a header with the number of their first line, blank lines left out."""
    while True:
        line = records.line_num + 2
        try:
            fields = next(records, None)
        except csv.Error as error:
            yield line, InputError(f"is not CSV: {error}", line=line, remedy="save the table again")
            continue
        if fields is None:
            return
        if fields:
            yield line, fields


def _table_row(line: int, columns: list[str], fields: list[str] | InputError, encoding: str) -> _Row | InputError:
    if isinstance(fields, InputError):
        return fields
    if len(fields) != len(columns):
        what = f"has {len(fields)} fields where the header has {len(columns)}"
        return InputError(what, line=line, remedy="check its separators and quotation marks")
    digest = sha256("\x00".join(fields).encode("utf-8", "surrogatepass")).hexdigest()
    decoded = [decode_escaped(field) for field in fields]
    mixed = decoded != fields
    return _Row(
        line,
        dict(zip(columns, decoded, strict=True)),
        digest,
        "utf-8+windows-1252" if mixed else encoding.removesuffix("-sig"),
        ("Mixed encoding: bytes that are not UTF-8 were read as windows-1252.",) if mixed else (),
    )


def _document(row: _Row, name: str, reader: str, options: ReadingOptions) -> Document:
    columns = _columns_of(tuple(row.values), options)
    given = {field: row.values.get(column, "").strip() for field, column in columns.items()}
    if not given["text"]:
        raise InputError(f"has no text in column {columns['text']!r}", remedy="fill or remove the row")
    title, body = _well_formed(given.get("title", "")), _well_formed(given["text"])
    text, spans = _with_title(title, body, options)
    document = compose(
        text,
        spans,
        path=f"{name}#{given.get('id') or row.line}",
        reader=reader,
        options=options,
        known={0: BlockKind.HEADING} if title else {},
        given=_metadata(row, columns, given),
    )
    lost = "\ufffd" in text and "\ufffd" not in given["text"] + given.get("title", "")
    notes = (*row.notes, *document.notes, *(("Broken surrogates replaced by U+FFFD.",) if lost else ()))
    return replace(
        document,
        doc_id=_doc_id(row, given, document.path, name, options),
        bytes_sha256=row.digest,
        encoding=row.encoding,
        notes=notes,
    )


def _with_title(title: str, body: str, options: ReadingOptions) -> tuple[str, list[Span]]:
    """The stored text, the title on a line above the article unless it stands there already."""
    first = body.split("\n", 1)[0]
    title = " ".join(title.split())
    if not title or " ".join(first.split()) == title:
        return body, block_spans(body, options.newlines)
    offset = len(title) + 2
    below = (Span(span.start + offset, span.end + offset) for span in block_spans(body, options.newlines))
    return f"{title}\n\n{body}", [Span(0, len(title)), *below]


def _metadata(row: _Row, columns: Mapping[str, str], given: Mapping[str, str]) -> Metadata:
    fields = {field: given[field] for field in ("title", "subtitle", "author", "publisher", "url") if given.get(field)}
    dates = {field: find_date(given[field]) for field in ("date", "modified") if given.get(field)}
    told = {columns[field] for field in fields} | {columns["text"]}
    told |= {columns[field] for field, date in dates.items() if date == given[field]}
    extra = tuple((column, value) for column, value in row.values.items() if column not in told)
    return Metadata(**fields, **dates, extra=extra)  # type: ignore[arg-type]


def _doc_id(row: _Row, given: Mapping[str, str], path: str, name: str, options: ReadingOptions) -> str:
    if options.id_from == "path":
        return doc_id_of(given.get("id") or given.get("url") or path)
    if options.id_from == "url":
        if not given.get("url"):
            raise InputError("has no URL to make an id from", remedy="choose another --id-from")
        return doc_id_of(given["url"])
    if options.id_from == "stem":
        return legal_id(f"{PurePosixPath(name.removesuffix('.gz')).stem}_{row.line}")
    if options.id_from not in row.values:
        raise InputError(f"has no column {options.id_from!r} to take an id from", remedy="choose another --id-from")
    return legal_id(row.values[options.id_from].strip())


@cache
def _columns_of(names: tuple[str, ...], options: ReadingOptions) -> dict[str, str]:
    """The column of each field that the rows have: the one the user named, else by its usual name."""
    columns: dict[str, str] = {}
    by_usual = {name.strip().lower().replace(" ", "_"): name for name in reversed(names)}
    for usual, field in table("columns.tsv"):
        if usual in by_usual:
            columns.setdefault(field, by_usual[usual])
    for field in ("text", "title", "date", "url"):
        named = getattr(options, f"{field}_column")
        if named is not None:
            columns[field] = named
    if columns.get("text") not in names:
        wanted = options.text_column or "text"
        raise InputError(
            f"has no column {wanted!r} among {', '.join(names)[:200]}", remedy="name it with --text-column"
        )
    return columns


def _well_formed(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
