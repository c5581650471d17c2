"""What a format writes it reads back, whatever the text."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bilingual_samples import CONTEXT, Files, document_of, sample_document
from selaras.errors import FormatError
from selaras.formats import FORMATS, ForeignUnit, moses, tei
from selaras.formats.xmltext import line_text
from selaras.model import BilingualDocument, Origin, Status

NASTY = st.one_of(
    st.sampled_from(
        ["]]>", "&amp;", "&#x0;", "<b>", "<!--", "\x00", "\x0b", "\x85", "\u2028", "\r\n", "\t", "\u00a0", "\ufeff"]
    ),
    st.sampled_from(
        ["=1+1", "@x", "'", '"', "''=", "😀", "\U0010ffff", "\ufffe", "שלום", "\u202eمرحبا", "e\u0301", "{0}", "-"]
    ),
    st.characters(exclude_categories=["Cs"]),
)
TEXT = st.lists(NASTY, max_size=6).map("".join)
TRANSLATED = st.sampled_from([Status.DRAFT, Status.EDITED, Status.APPROVED, Status.NEEDS_REVIEW])
UNIT = st.one_of(
    st.tuples(TEXT, TEXT, TRANSLATED, st.sampled_from(Origin)),
    st.tuples(TEXT, st.none(), st.just(Status.UNTRANSLATED), st.none()),
)
DOCUMENT = st.lists(UNIT, max_size=4).map(document_of)

Told = tuple[str, str, str, Status | None, Origin | None]


def told(units: list[ForeignUnit]) -> list[Told]:
    return [(unit.tuid, unit.source, unit.target, unit.status, unit.origin) for unit in units]


def expected(document: BilingualDocument) -> list[Told]:
    texts = [(line_text(unit.source), line_text(unit.target or "")) for unit in document.units]
    lines = [(unit.tuid, *text, unit.status, unit.origin) for unit, text in zip(document.units, texts, strict=True)]
    return [line for line in lines if line[1] and line[2]]


def round_trip(name: str, document: BilingualDocument) -> list[ForeignUnit]:
    form = FORMATS[name]
    assert form.write is not None
    assert form.read is not None
    stream = BytesIO()
    form.write([document], stream, CONTEXT)
    stream.seek(0)
    return list(form.read(stream))


@pytest.mark.parametrize("name", ["tmx", "tsv"])
@given(document=DOCUMENT)
@settings(max_examples=150, deadline=None)
def test_memories_and_tables(name: str, document: BilingualDocument) -> None:
    assert told(round_trip(name, document)) == expected(document)


@pytest.mark.parametrize("name", ["xliff12", "xliff21"])
@given(document=DOCUMENT.filter(lambda document: bool(document.units)))
@settings(deadline=None)
def test_interchange_files_hold_every_unit(name: str, document: BilingualDocument) -> None:
    assert told(round_trip(name, document)) == [
        (
            unit.tuid,
            line_text(unit.source),
            line_text(unit.target or ""),
            None if unit.target is None else unit.status,
            unit.origin,
        )
        for unit in document.units
    ]


@given(document=DOCUMENT)
@settings(deadline=None)
def test_json_lines_lose_nothing(document: BilingualDocument) -> None:
    units = round_trip("jsonl", document)
    assert [unit.translatable for unit in units] == [unit.segment.translatable for unit in document.units]
    assert told(units) == [
        (unit.tuid, unit.source, unit.target or "", unit.status, unit.origin) for unit in document.units
    ]


@given(document=DOCUMENT)
@settings(deadline=None)
def test_moses_pairs(document: BilingualDocument) -> None:
    files = Files()
    moses.write_files([document], files, CONTEXT)
    source, target, tuids = (BytesIO(files[f"corpus.{suffix}"]) for suffix in ("id", "en", "tuid"))
    got = [(unit.tuid, unit.source, unit.target) for unit in moses.read_pair(source, target, tuids)]
    assert got == [line[:3] for line in expected(document)]


@given(document=DOCUMENT)
@settings(deadline=None)
def test_tei_holds_every_text(document: BilingualDocument) -> None:
    for language in ("id", "en"):
        stream = BytesIO()
        tei.write_article(document, language, stream, CONTEXT)
        found = [item.text or "" for item in etree.fromstring(stream.getvalue()).iter("{*}s")]
        texts = [unit.source if language == "id" else unit.target or "" for unit in document.units]
        assert found == [line_text(text) for text in texts]


@given(text=TEXT)
def test_line_text_is_settled_at_once(text: str) -> None:
    assert line_text(line_text(text)) == line_text(text)
    assert "\n" not in line_text(text)


@pytest.mark.parametrize("name", ["tmx", "tsv", "jsonl", "xliff12", "xliff21"])
@given(data=st.data())
@settings(deadline=None)
def test_damaged_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    form = FORMATS[name]
    assert form.write is not None
    assert form.read is not None
    stream = BytesIO()
    form.write([sample_document()], stream, CONTEXT)
    text = stream.getvalue()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    damaged = text[:start] + data.draw(st.binary(max_size=6)) + text[end:]
    with suppress(FormatError):
        assert all(isinstance(unit.source, str) for unit in form.read(BytesIO(damaged), "a"))
