"""A spreadsheet for people who review: a row a unit, what was found in colour, nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from math import ceil
from typing import TYPE_CHECKING, Any, BinaryIO

from ..model import BilingualDocument, Finding, Severity, Side, Status, TranslationUnit
from .exchange import ExportContext, Written
from .its import marks_of
from .remarks import codes_of, findings_by_tuid, said_once
from .selection import Selection
from .xmltext import line_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook

# Heading and width in characters.
COLUMNS: Mapping[str, int] = {
    "tuid": 26,
    "source": 60,
    "target": 60,
    "status": 13,
    "severity": 10,
    "findings": 12,
    "messages": 48,
    "origin": 8,
    "kind": 10,
    "person": 14,
    "date": 21,
    "article": 30,
}
# Excel takes 1,048,576 rows with the heading, 32,767 characters in a cell, and 409 points of height.
ROWS_OF_SHEET = 1_000_000
LONGEST_CELL = 32_767
HIGHEST_ROW = 409.0
_FILLS = {Severity.ERROR: "#F8D0D0", Severity.WARNING: "#FFEDB8", Severity.INFO: "#DCE9F7"}
_SIDES = {"source": Side.SOURCE, "target": Side.TARGET}
_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")
_AS_TEXT = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def write(documents: Iterable[BilingualDocument], stream: BinaryIO, context: ExportContext) -> Written:
    """Write a workbook, a row at a time; after a million rows the next sheet begins.

    Found places are red in the texts. Cells longer than a spreadsheet allows are cut and end with an ellipsis.
    """
    from xlsxwriter import Workbook

    selection = Selection(context)
    # Rows go to disk as they come; equal input gives equal bytes because the date is told.
    with Workbook(stream, {"constant_memory": True, **_AS_TEXT}) as book:
        book.set_properties({"title": context.title, "created": context.date.astimezone(UTC).replace(tzinfo=None)})
        table = _Table(book)
        for document in documents:
            found = findings_by_tuid(document.findings)
            for unit in selection.of(document):
                table.add(unit, found.get(unit.tuid, []), document.document.path)
        table.end()
    return selection.written


class _Table:
    """The rows of the workbook, on as many sheets as they need."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        cell: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9D9D9"}
        self._heading = book.add_format({**cell, "bold": True, "bg_color": "#E7E6E6"})
        self._plain = book.add_format(cell)
        self._filled = {severity: book.add_format({**cell, "bg_color": fill}) for severity, fill in _FILLS.items()}
        self._found = book.add_format({"font_color": "#C00000", "bold": True})
        self._row = 0
        self._begin()

    def _begin(self) -> None:
        number = len(self._book.worksheets()) + 1
        self._sheet = self._book.add_worksheet("units" if number == 1 else f"units {number}")
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        for column, (name, width) in enumerate(COLUMNS.items()):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, name, self._heading)
        self._row = 0

    def add(self, unit: TranslationUnit, findings: Sequence[Finding], path: str) -> None:
        """One more row."""
        if self._row == ROWS_OF_SHEET:
            self.end()
            self._begin()
        self._row += 1
        worst = max((finding.severity for finding in findings), default=None)
        colour = self._filled[worst] if worst else self._plain
        cells = _cells(unit, findings, path)
        self._sheet.set_row(self._row, _height(cells))
        for column, (name, text) in enumerate(cells.items()):
            shape = colour if name in ("severity", "findings", "messages") else self._plain
            if name not in _SIDES or not self._write_found(column, text, findings, _SIDES[name]):
                self._sheet.write_string(self._row, column, text, shape)

    def end(self) -> None:
        """What a sheet has once all its rows are there."""
        self._sheet.autofilter(0, 0, self._row, len(COLUMNS) - 1)
        names = list(COLUMNS)
        choice = {"validate": "list", "source": [str(status) for status in Status]}
        self._sheet.data_validation(1, names.index("status"), max(1, self._row), names.index("status"), choice)

    def _write_found(self, column: int, text: str, findings: Sequence[Finding], side: Side) -> bool:
        """Write a text with what was found in it in red, if that is a part of it."""
        fragments: list[Any] = []
        done = 0
        for mark in marks_of(findings, side, text):
            if len(mark.span) < len(text):
                before = text[done : mark.span.start]
                fragments += [before] if before else []
                fragments += [self._found, mark.span.of(text)]
                done = mark.span.end
        # XlsxWriter escapes what looks like an escape twice in texts of several colours.
        if not fragments or _ESCAPE.search(text):
            return False
        fragments += [text[done:]] if text[done:] else []
        return bool(self._sheet.write_rich_string(self._row, column, *fragments, self._plain) == 0)


def _cells(unit: TranslationUnit, findings: Sequence[Finding], path: str) -> dict[str, str]:
    """The cells of a row, each on one line: a line break would tear the row where the sheet is saved as text."""
    worst = max((finding.severity for finding in findings), default="")
    cells = {
        "tuid": unit.tuid,
        "source": unit.source,
        "target": unit.target or "",
        "status": unit.status,
        "severity": str(worst),
        "findings": " ".join(codes_of(findings)),
        "messages": "; ".join(line_text(f"{finding.code}: {finding.message}") for finding in said_once(findings)),
        "origin": unit.origin or "",
        "kind": unit.segment.kind,
        "person": unit.person or "",
        "date": unit.date or "",
        "article": line_text(path),
    }
    return {name: _fitting(cells[name]) for name in COLUMNS}


def _height(cells: Mapping[str, str]) -> float:
    """Points for the longest cell: not every program finds the height of wrapped text by itself."""
    lines = max(
        sum(ceil((len(line) + 1) / (0.95 * width)) for line in cells[name].split("\n"))
        for name, width in COLUMNS.items()
    )
    return min(15.0 * lines, HIGHEST_ROW)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
