"""What a row with named columns says about its article; the formats of rows are elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from ..errors import InputError
from ..ids import doc_id_of
from ..model import BlockKind, Document, Metadata, Span
from .dates import find_date
from .identity import legal_id
from .knowledge import table
from .options import ReadingOptions
from .pages import pieces_of
from .text import block_spans, compose, lay_out

# What rows may lack, one or all.
_OPTIONAL = ("title", "date", "url")
_MARKUP = re.compile(r"<(?:p|br|div)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file.

    Attributes:
        line: Where it begins, from 1.
        values: By name of the column, in their order.
        digest: sha256 of its bytes, hex.
        encoding: That they were decoded from.
        notes: What was noticed.
    """

    line: int
    values: Mapping[str, str]
    digest: str
    encoding: str
    notes: tuple[str, ...] = ()


def documents_of(
    rows: Iterator[Row | InputError], name: str, reader: str, options: ReadingOptions
) -> Iterator[Document | InputError]:
    """A document of each row, an error in place of each that cannot be one; at last what no row has."""
    unseen = {field: named for field in _OPTIONAL if (named := getattr(options, f"{field}_column")) is not None}
    row: Row | InputError | None = None
    for row in rows:
        if isinstance(row, InputError):
            yield row
            continue
        unseen = {field: named for field, named in unseen.items() if named not in row.values}
        try:
            yield _document(row, name, reader, options)
        except InputError as error:
            yield InputError(error.what, line=row.line, remedy=error.remedy)
    for field, named in unseen.items() if row else ():
        yield InputError(f"has no column {named!r} in any row", remedy=f"name the right one with --{field}-column")


def _document(row: Row, name: str, reader: str, options: ReadingOptions) -> Document:
    columns = columns_of(tuple(row.values), options)
    given = {field: row.values.get(column, "").strip() for field, column in columns.items()}
    if not given["text"]:
        raise InputError(f"has no text in column {columns['text']!r}", remedy="fill or remove the row")
    text, spans, known = _laid_out(given.get("title", ""), given["text"], options)
    if not text:
        raise InputError("has markup but no text", remedy="fill or remove the row")
    document = compose(
        text,
        spans,
        path=f"{name}#{given.get('id') or row.line}",
        reader=reader,
        options=options,
        known=known,
        given=_metadata(row, columns, given),
    )
    return replace(
        document,
        doc_id=_doc_id(row, given, document.path, name, options),
        bytes_sha256=row.digest,
        encoding=row.encoding,
        notes=row.notes + document.notes,
    )


def _laid_out(title: str, body: str, options: ReadingOptions) -> tuple[str, list[Span], dict[int, BlockKind]]:
    """The stored text, the title on a line above the article unless it stands there already, and its blocks."""
    known: dict[int, BlockKind] = {}
    if _MARKUP.search(body):
        body, spans, known = lay_out(pieces_of(body), options)
    else:
        spans = block_spans(body, options.newlines)
    title = " ".join(title.split())
    if not spans or not title or " ".join(body.split("\n", 1)[0].split()) == title:
        return body, spans, known | ({0: BlockKind.HEADING} if title else {})
    offset = len(title) + 2
    below = (Span(span.start + offset, span.end + offset) for span in spans)
    known = {0: BlockKind.HEADING} | {number + 1: kind for number, kind in known.items()}
    return f"{title}\n\n{body}", [Span(0, len(title)), *below], known


def _metadata(row: Row, columns: Mapping[str, str], given: Mapping[str, str]) -> Metadata:
    fields = {field: given[field] for field in ("title", "subtitle", "author", "publisher", "url") if given.get(field)}
    dates = {field: find_date(given[field]) for field in ("date", "modified") if given.get(field)}
    told = {columns[field] for field in fields} | {columns["text"]}
    told |= {columns[field] for field, date in dates.items() if date == given[field]}
    extra = tuple((column, value) for column, value in row.values.items() if column not in told)
    return Metadata(**fields, **dates, extra=extra)  # type: ignore[arg-type]


def _doc_id(row: Row, given: Mapping[str, str], path: str, name: str, options: ReadingOptions) -> str:
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


@lru_cache(maxsize=256)
def columns_of(names: tuple[str, ...], options: ReadingOptions) -> dict[str, str]:
    """The column of each field that the rows have: the one the user named, else by its usual name.

    Raises:
        InputError: No column holds the text.
    """
    columns: dict[str, str] = {}
    by_usual = {name.strip().lower().replace(" ", "_"): name for name in reversed(names)}
    for usual, field in table("columns.tsv"):
        if usual in by_usual:
            columns.setdefault(field, by_usual[usual])
    for field in ("text", *_OPTIONAL):
        named = getattr(options, f"{field}_column")
        if named is not None:
            columns[field] = named
    if columns.get("text") not in names:
        wanted = options.text_column or "text"
        raise InputError(
            f"has no column {wanted!r} among {', '.join(names)[:200]}", remedy="name it with --text-column"
        )
    return columns
