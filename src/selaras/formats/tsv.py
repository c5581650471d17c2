"""Tab-separated tables that spreadsheets open without running a formula or losing a quotation mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from ..errors import FormatError
from ..model import BilingualDocument, Finding, TranslationUnit
from .exchange import ExportContext, ForeignUnit, Written
from .remarks import codes_of, findings_by_tuid, said_once
from .selection import Selection
from .statuses import origin_of, status_of
from .textread import OnError, iter_lines, refuse
from .xmltext import line_text

COLUMNS = ("tuid", "source", "target", "status", "origin", "kind", "person", "date", "findings", "messages")
# What the columns of the texts are called; the first two that are there are taken.
_TEXT_COLUMNS = (("source", "target"), ("id", "en"), ("id", "target"))
# A cell that starts so runs as a formula (OWASP, CSV injection); an apostrophe in front makes it text.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def write(documents: Iterable[BilingualDocument], stream: BinaryIO, context: ExportContext) -> Written:
    """Write a table with a header row, one unit a line."""
    selection = Selection(context)
    stream.write(_row(COLUMNS))
    for document in documents:
        found = findings_by_tuid(document.findings)
        for unit in selection.of(document):
            stream.write(_row(_cells(unit, found.get(unit.tuid, []))))
    return selection.written


def _cells(unit: TranslationUnit, findings: Sequence[Finding]) -> tuple[str, ...]:
    messages = "; ".join(f"{finding.code}: {finding.message}" for finding in said_once(findings))
    return (
        unit.tuid, unit.source, unit.target or "", unit.status, unit.origin or "", unit.segment.kind,
        unit.person or "", unit.date or "", " ".join(codes_of(findings)), messages,
    )  # fmt: skip


def _row(cells: Sequence[str]) -> bytes:
    return ("\t".join(format_cell(cell) for cell in cells) + "\n").encode()


def format_cell(text: str) -> str:
    """A text as one cell: on one line, never a formula, quoted where it holds a quotation mark."""
    text = line_text(text)
    if _FORMULA.match(text):
        text = f"'{text}"
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if '"' in text else text


def parse_cell(text: str) -> str:
    """What ``format_cell`` was given."""
    if _QUOTED.fullmatch(text):
        text = text[1:-1].replace('""', '"')
    return text[1:] if _GUARDED.match(text) else text


def read(stream: BinaryIO, path: str = "", on_error: OnError = refuse) -> Iterator[ForeignUnit]:
    """The pairs of a table: columns by the names of a header row, else source and target first.

    Args:
        stream: The file.
        path: For messages.
        on_error: Told of each line that is not text or has no target column; it is left out.
    """
    names: Sequence[str] | None = None
    for number, line in iter_lines(stream, path, on_error):
        if not line.strip():
            continue
        cells = [parse_cell(cell) for cell in line.split("\t")]
        if names is None:
            names = _header(cells)
            if names:
                continue
            names = ("source", "target")
        try:
            yield _unit(names, cells, number, path)
        except FormatError as error:
            on_error(error)


def _header(cells: Sequence[str]) -> Sequence[str]:
    """The column names where the row is one of names, with ``source`` and ``target`` for the columns of the texts."""
    names = [cell.strip().lower() for cell in cells]
    for source, target in _TEXT_COLUMNS:
        if {source, target} <= set(names):
            ours = {"source": "x-source", "target": "x-target"} | {source: "source", target: "target"}
            return [ours.get(name, name) for name in names]
    return ()


def _unit(names: Sequence[str], cells: Sequence[str], number: int, path: str) -> ForeignUnit:
    fields = dict(zip(names, cells, strict=False))
    if not {"source", "target"} <= set(fields):
        raise FormatError(
            "no target column", path=path or None, line=number, remedy="separate source and target by a tab"
        )
    others = ((name, value) for name, value in fields.items() if name not in _FIELDS and value)
    return ForeignUnit(
        tuid=fields.get("tuid", ""),
        source=fields["source"],
        target=fields["target"],
        status=status_of(fields.get("status")),
        origin=origin_of(fields.get("origin")),
        props=tuple(others),
        change_id=fields.get("person") or None,
        change_date=fields.get("date") or None,
        line=number,
    )


_FIELDS = frozenset({"tuid", "source", "target", "status", "origin", "person", "date"})
