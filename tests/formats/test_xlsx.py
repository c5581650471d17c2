"""The spreadsheet: a row a unit, text that stays text, findings in colour."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bilingual_samples import CONTEXT, document_of, sample_document
from selaras.formats import tsv, xlsx
from selaras.formats.tsv import format_cell
from selaras.formats.xmltext import line_text
from selaras.model import BilingualDocument, Finding, Origin, Severity, Side, Span, Status

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Rows = list[dict[str, str]]


def written(*documents: BilingualDocument) -> bytes:
    stream = BytesIO()
    xlsx.write(documents, stream, CONTEXT)
    return stream.getvalue()


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def unescaped(text: str) -> str:
    """The characters that a spreadsheet program shows for ``_x000B_`` and the like."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def rows(content: bytes, sheet: str = "xl/worksheets/sheet1.xml") -> Rows:
    """The rows below the heading, by the names of the columns."""
    table = [
        ["".join(unescaped(text.text or "") for text in cell.iter(f"{MAIN}t")) for cell in row]
        for row in part(content, sheet).iter(f"{MAIN}row")
    ]
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def test_a_row_for_each_unit_with_its_findings() -> None:
    content = written(sample_document())
    (first,) = [row for row in rows(content) if row["source"].startswith("SUKAMAJU")]
    assert first["target"] == "SUKAMAJU – Farmers harvested 1,500.5 tonnes of rice on Monday (16/2)."
    assert (first["tuid"], first["status"], first["severity"]) == ("d3f9ac1b2e4f5.13fffa5586", "draft", "error")
    assert (first["findings"], first["article"]) == ("N101 L201", "desa/panen.txt")
    assert first["messages"] == "N101: 1.500,5 is not in the English; L201: source & target differ in length"


def test_a_sheet_saved_as_text_is_a_table_that_is_read_back() -> None:
    document = sample_document()
    table = rows(written(document))
    lines = ["\t".join(table[0]), *("\t".join(map(format_cell, row.values())) for row in table)]
    units = list(tsv.read(BytesIO("\n".join(lines).encode("utf-16"))))
    told = {unit.tuid: (unit.target, unit.status, unit.origin) for unit in document.units}
    assert all("\n" not in cell for row in table for cell in row.values())
    assert [(unit.target, unit.status, unit.origin) for unit in units] == [told[unit.tuid] for unit in units]


def test_the_heading_stays_in_sight_and_cells_wrap() -> None:
    content = written(sample_document())
    sheet = part(content, "xl/worksheets/sheet1.xml")
    (pane,) = sheet.iter(f"{MAIN}pane")
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    assert sheet.find(f"{MAIN}autoFilter") is not None
    shapes = part(content, "xl/styles.xml").find(f"{MAIN}cellXfs")
    assert shapes is not None
    cells = [cell for row in list(sheet.iter(f"{MAIN}row")) for cell in row]
    assert all(shapes[int(cell.get("s") or 0)].find(f"{MAIN}alignment[@wrapText='1']") is not None for cell in cells)


def test_severity_has_a_colour_and_what_was_found_is_red() -> None:
    content = written(sample_document())
    styles, sheet = part(content, "xl/styles.xml"), part(content, "xl/worksheets/sheet1.xml")
    colours = [fill.get("rgb") for fill in styles.iter(f"{MAIN}fgColor")]
    assert {"FFF8D0D0", "FFFFEDB8"} <= set(colours)
    red = [
        "".join(map(str, run.find(f"{MAIN}t").itertext()))  # type: ignore[union-attr]
        for run in sheet.iter(f"{MAIN}r")
        if run.find(f"{MAIN}rPr/{MAIN}color[@rgb='FFC00000']") is not None
    ]
    assert red == ["1,500.5"]


NASTY = st.lists(
    st.sampled_from(["=1+1", "@x", "+", "-1", "http://a.id", "12", "'", '"', "<b>", "&amp;"])
    | st.sampled_from(["_x0041_", "\x0b", " ", "é", "😀"])
    | st.characters(exclude_categories=["Cs"]),
    max_size=5,
).map("".join)


@given(source=NASTY, target=NASTY, ends=st.tuples(st.integers(0, 8), st.integers(0, 8)))
@settings(deadline=None, max_examples=60)
def test_text_stays_text(source: str, target: str, ends: tuple[int, int]) -> None:
    document = document_of([(source, target, Status.DRAFT, Origin.MACHINE)])
    span = Span(min(ends), max(ends))
    found = Finding("N101", Severity.INFO, document.units[0].tuid, Side.TARGET, span, target)
    content = written(replace(document, findings=(found,)))
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert not list(sheet.iter(f"{MAIN}f", f"{MAIN}hyperlink"))
    expected = [(line_text(source), line_text(target))] if line_text(source) and line_text(target) else []
    assert [(row["source"], row["target"]) for row in rows(content)] == expected


def test_equal_input_gives_equal_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1.0e9)
    first = written(sample_document())
    monkeypatch.setattr("time.time", lambda: 1.9e9)
    assert written(sample_document()) == first


def test_cells_that_are_too_long_end_with_an_ellipsis() -> None:
    document = document_of([("a" * 40_000, "b", Status.DRAFT, Origin.MACHINE)])
    (row,) = rows(written(document))
    assert row["source"] == "a" * 32_766 + "…"


def test_many_rows_go_on_the_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS_OF_SHEET", 2)
    content = written(document_of([(f"Kata {number}.", "Word.", Status.DRAFT, Origin.MACHINE) for number in range(3)]))
    assert [row["source"] for row in rows(content)] == ["Kata 0.", "Kata 1."]
    assert [row["source"] for row in rows(content, "xl/worksheets/sheet2.xml")] == ["Kata 2."]
