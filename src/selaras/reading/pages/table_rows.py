"""The rows of tables of data as one block each: ``Medan; Rp12.000``, ``Lahir: 12 Mei 1980``.

A page that is laid out as a table has text in its cells, not data, and keeps a block a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ...model import BlockKind
from ..looks import SHORT, byline_labels
from .pieces import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_Row = list[Piece]


def with_joined_rows(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The blocks of a page, those of a row of data joined to one that is an item of a list."""
    for table, inside in groupby(pieces, key=_table_around):
        rows = [list(row) for _, row in groupby(inside, key=_row_around)]
        is_data = table is not None and _is_data(rows)
        for row in rows:
            yield from [_joined(row)] if is_data and _is_short(row) else row


def _row_around(piece: Piece) -> HtmlElement | None:
    """The ``tr`` of a cell; the term right in front of a description, else the term or description itself."""
    cell = piece.cell
    if cell is None:
        return None
    if cell.tag in ("td", "th"):
        return next(cell.iterancestors("tr"), None)
    before = cell.getprevious()
    return before if cell.tag == "dd" and before is not None and before.tag == "dt" else cell


def _table_around(piece: Piece) -> HtmlElement | None:
    row = _row_around(piece)
    return None if row is None else next(row.iterancestors("table", "dl"), None)


def _is_data(rows: Sequence[_Row]) -> bool:
    """Whether most rows hold one short block a cell, several of them more than one."""
    records = [row for row in rows if _is_short(row) and len({piece.cell for piece in row}) == len(row)]
    linked = sum(piece.is_links for row in rows for piece in row)
    several = sum(len(row) > 1 for row in records) > 1
    return several and len(records) * 2 > len(rows) and linked * 2 < sum(map(len, rows))


def _is_short(row: _Row) -> bool:
    plain = all(piece.kind == BlockKind.PARAGRAPH for piece in row)
    return plain and sum(len(piece.text) for piece in row) <= SHORT


def _joined(row: _Row) -> Piece:
    fields = [" ".join(piece.text for piece in cell) for _, cell in groupby(row, key=lambda piece: piece.cell)]
    label, rest = fields[0].rstrip(" :"), "; ".join(fields[1:])
    is_byline = len(fields) == 2 and label.casefold() in byline_labels()
    is_labelled = is_byline or _is_term(row[0]) or fields[0] != label or rest.startswith(":")
    text = f"{label}: {rest.lstrip(' :')}" if rest and is_labelled else "; ".join(fields)
    kind = BlockKind.PARAGRAPH if is_byline else BlockKind.LIST_ITEM
    return replace(row[0], text=text, kind=kind, linked=sum(piece.linked for piece in row), is_row=True)


def _is_term(piece: Piece) -> bool:
    return piece.cell is not None and piece.cell.tag == "dt"
