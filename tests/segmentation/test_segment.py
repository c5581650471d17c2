"""From a document to segments: kinds, what is translated, options."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from selaras.errors import InputError
from selaras.model import Block, BlockKind, Document, SegmentKind, Span
from selaras.reading import read_text
from selaras.segmentation import (
    SEGMENTER,
    AbbreviationClass,
    SegmentationOptions,
    read_abbreviations,
    segment,
    sentence_spans,
)


def document(text: str, kind: BlockKind = BlockKind.PARAGRAPH, language: str | None = None) -> Document:
    return Document("a.txt", text, (Block("b.1", kind, Span(0, len(text)), language=language),))


def cut(text: str, options: SegmentationOptions) -> list[str]:
    return [span.of(text) for span in sentence_spans(text, options=options)]


def test_segments_point_into_the_text() -> None:
    text = "Ia datang.\u00a0 Lalu\npergi."
    first, second = segment(document(text))
    assert (first.raw, second.raw) == ("Ia datang.", "Lalu\npergi.")
    assert second.raw == second.span.of(text)
    assert second.source == "Lalu pergi."
    assert (second.seg_id, second.block_id) == ("", "b.1")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("(RM)", SegmentKind.SIGN_OFF),
        ("(ant/dpa)", SegmentKind.SIGN_OFF),
        ("(Baca juga: Harga Naik)", SegmentKind.RELATED_LINK),
        ("(Baca juga: Harga Naik.)", SegmentKind.RELATED_LINK),
        ("Baca juga: Harga Naik Lagi", SegmentKind.RELATED_LINK),
        ('Baca juga: Apa Itu "Dwell Time"?', SegmentKind.RELATED_LINK),
        ("Laporan Wartawan Kabar.com, Budi Santoso KABAR.COM, JAKARTA - Ia pergi.", SegmentKind.BYLINE),
        ("https://contoh.id/berita?id=5", SegmentKind.URL),
        ("(last modified 2024-09-19T03:41:45+00:00 )", SegmentKind.METADATA),
        ("Ia pergi.", SegmentKind.SENTENCE),
    ],
)
def test_kinds_inside_paragraphs(text: str, kind: SegmentKind) -> None:
    segments = segment(document(text))
    assert {item.kind for item in segments} <= {kind, SegmentKind.SENTENCE}
    assert segments[0].kind is kind
    assert segments[0].translatable is (kind is SegmentKind.SENTENCE)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ('Baca juga: Harga Naik "Kami rugi," ujar Rini.', ['"Kami rugi," ujar Rini.']),
        ('Baca Juga:,"Kami rugi. Kami lelah," ujar Rini.', ['"Kami rugi.', 'Kami lelah," ujar Rini.']),
        ("Baca juga: Harga Naik Eko mengatakan, ia rugi.", ["Baca juga: Harga Naik Eko mengatakan, ia rugi."]),
    ],
)
def test_no_sentence_is_lost_in_a_related_link(text: str, sentences: list[str]) -> None:
    assert [item.raw for item in segment(document(text)) if item.translatable] == sentences


@pytest.mark.parametrize(
    ("bracket", "is_sign_off"),
    [
        ("(rnd/nwk)", True), ("(Antara)", True), ("(Budi Santoso)", True), ("(yan moruk/Kominfo Lembata)", True),
        ("(advertorial)", True), ("(tertawa)", False), ("(Dia tertawa)", False), ("(Skor akhir 3-0)", False),
        ("(Skor 3-0)", False), ("(Belum termasuk pajak)", False),
    ],
)  # fmt: skip
def test_a_sign_off_holds_initials_or_names(bracket: str, is_sign_off: bool) -> None:
    last = segment(document(f"Ia pergi. {bracket}"))[-1]
    assert (last.kind is SegmentKind.SIGN_OFF, last.translatable) == (is_sign_off, not is_sign_off)


def test_a_glued_sign_off_is_a_segment() -> None:
    segments = segment(document("Kedua negara melawan unilateralisme AS.(sl)"))
    assert [(item.raw, item.kind) for item in segments] == [
        ("Kedua negara melawan unilateralisme AS.", SegmentKind.SENTENCE),
        ("(sl)", SegmentKind.SIGN_OFF),
    ]


@pytest.mark.parametrize(
    ("kind", "expected", "translatable"),
    [
        (BlockKind.HEADING, SegmentKind.HEADING, True),
        (BlockKind.LIST_ITEM, SegmentKind.LIST_ITEM, True),
        (BlockKind.CAPTION, SegmentKind.CAPTION, True),
        (BlockKind.BYLINE, SegmentKind.BYLINE, False),
        (BlockKind.METADATA_LINE, SegmentKind.METADATA, False),
        (BlockKind.BOILERPLATE, SegmentKind.BOILERPLATE, False),
    ],
)
def test_kinds_of_blocks(kind: BlockKind, expected: SegmentKind, translatable: bool) -> None:
    (item,) = segment(document("Petani panen raya", kind))
    assert (item.kind, item.translatable) == (expected, translatable)


@pytest.mark.parametrize(("language", "translatable"), [(None, True), ("id", True), ("ms", True), ("en", False)])
def test_only_indonesian_and_malay_are_translated(language: str | None, translatable: bool) -> None:
    (item,) = segment(document("He left.", language=language))
    assert item.translatable is translatable


def test_the_language_of_the_document_counts_where_the_block_has_none() -> None:
    (item,) = segment(replace(document("He left."), language="en"))
    assert not item.translatable


def test_invisible_text_is_kept_and_not_translated() -> None:
    (item,) = segment(document("\u200b"))
    assert (item.raw, item.source, item.translatable) == ("\u200b", "", False)


@pytest.mark.parametrize("letter", ["e", "é"])
def test_a_control_character_hides_no_boundary(letter: str) -> None:
    segments = segment(document(f"Kaf{letter} itu tutup.\x07 Pemiliknya pergi."))
    assert [item.source for item in segments] == [f"Kaf{letter} itu tutup.", "Pemiliknya pergi."]


def test_every_visible_character_of_the_seeds_is_in_one_segment(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        read = read_text(path.read_text("utf-8-sig"))
        segments = segment(read)
        assert "".join("".join(item.raw.split()) for item in segments) == "".join(read.text.split())
        assert all(a.span.end <= b.span.start for a, b in pairwise(segments))


def test_quotations_are_cut_or_kept_whole() -> None:
    text = '"Kami lelah. Kami lapar," ujar Rini. Ia duduk. “Mari. Kita pulang.'
    assert cut(text, SegmentationOptions()) == [
        '"Kami lelah.', 'Kami lapar," ujar Rini.', "Ia duduk.", "“Mari.", "Kita pulang.",
    ]  # fmt: skip
    assert cut(text, SegmentationOptions(split_quotations=False)) == [
        '"Kami lelah. Kami lapar," ujar Rini.', "Ia duduk.", "“Mari.", "Kita pulang.",
    ]  # fmt: skip


def test_own_abbreviations(tmp_path: Path) -> None:
    path = tmp_path / "abbreviations.tsv"
    path.write_text("# desa kami\nKadusn.\tnever\tkepala dusun\nProf\tmaybe\n", "utf-8")
    options = SegmentationOptions(abbreviations=read_abbreviations(path))
    assert options.abbreviations == (("Kadusn", AbbreviationClass.NEVER), ("Prof", AbbreviationClass.MAYBE))
    assert cut("Ia menemui Kadusn. Marto.", options) == ["Ia menemui Kadusn. Marto."]
    assert cut("Ia menemui Kadusn. Marto.", SegmentationOptions()) == ["Ia menemui Kadusn.", "Marto."]
    assert cut("Ia seorang Prof. Gajinya besar.", options) == ["Ia seorang Prof.", "Gajinya besar."]


@pytest.mark.parametrize("line", ["Kadusn", "Kadusn\tsometimes", "Kadusn never"])
def test_a_malformed_abbreviation_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "abbreviations.tsv"
    path.write_text(f"Prof\tnever\n{line}\n", "utf-8")
    with pytest.raises(InputError, match=r"abbreviations\.tsv:2: not an abbreviation"):
        read_abbreviations(path)


def test_a_missing_abbreviations_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv: cannot read"):
        read_abbreviations(tmp_path / "none.tsv")


def test_the_signature_tells_what_shapes_the_segments() -> None:
    assert SegmentationOptions().signature == SEGMENTER
    own = SegmentationOptions(split_quotations=False, abbreviations=(("Kadusn", AbbreviationClass.NEVER),))
    assert own.signature.startswith(f"{SEGMENTER}|quotations:whole|abbreviations:")
    other = SegmentationOptions(abbreviations=(("Kadusn", AbbreviationClass.MAYBE),))
    assert own.signature.rpartition("|")[2] != other.signature.rpartition("|")[2]
