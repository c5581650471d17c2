from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.model import BlockKind, Document
from selaras.reading import Newlines, ReadingOptions, read_text

LINES = st.sampled_from(
    [
        "Harga Beras Naik",
        "18 Februari 2016,",
        "JAKARTA, CONTOH.com – Harga beras naik.",
        "Baca juga:",
        "• Beras",
        "- Gula pasir",
        "1. Minyak",
        "Tags",
        "(RM)",
        "Foto: Antara",
        "https://contoh.id/a",
        "Oleh Budi Santoso",
        "",
        " ",
        "\u00a0",
        "di pasar kota",
        'Kata dia, "harga',
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(st.sampled_from('ab.A1 \n\r\t\u00a0\u200b\u2028\x0b\x0c\x1c\x85-•|"(:/'), max_size=120),
    st.lists(LINES, max_size=12).map("\n".join),
    st.lists(LINES, max_size=12).map("\r\n".join),
)


def assert_blocks_cover(document: Document) -> None:
    end = 0
    for block in document.blocks:
        assert not document.text[end : block.span.start].strip()
        raw = block.span.of(document.text)
        assert raw
        assert raw == raw.strip()
        end = block.span.end
    assert not document.text[end:].strip()


@settings(deadline=None)
@given(TEXTS, st.sampled_from(list(Newlines)))
def test_blocks_cover_all_but_white_space_in_order(text: str, newlines: Newlines) -> None:
    document = read_text(text, options=ReadingOptions(newlines=newlines))
    assert document.text == text
    assert_blocks_cover(document)


@settings(deadline=None)
@given(TEXTS)
def test_block_ids_are_unique_and_stay(text: str) -> None:
    document = read_text(text)
    names = [block.block_id for block in document.blocks]
    assert len(set(names)) == len(names)
    assert read_text(text) == document


@settings(deadline=None)
@given(TEXTS)
def test_metadata_points_into_the_text(text: str) -> None:
    metadata = read_text(text).metadata
    if metadata.dateline is not None:
        assert metadata.dateline.of(text).strip()
    for value in (metadata.title, metadata.author, metadata.place):
        assert value is None or value in " ".join(text.split())


def test_a_menu_needs_a_title_below_it() -> None:
    story = "Budi berjalan pulang lewat pematang sawah. Hari sudah gelap."
    kinds = [block.kind for block in read_text(f"Jalan Pulang\n\nCerita Pendek\n\nBudi Darma\n\n{story}\n").blocks]
    assert BlockKind.BOILERPLATE not in kinds
    menu = "Nasional\n\nEkonomi\n\nOlahraga\n\n"
    kinds = [block.kind for block in read_text(f"{menu}Jalan Pulang yang Panjang\n\n{story}\n").blocks]
    assert kinds == [*[BlockKind.BOILERPLATE] * 3, BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_furniture_above_lines_without_stops_does_not_swallow_them() -> None:
    document = read_text("Share\n\nJudul puisi\n\nangin malam\n\ndi tepi pantai\n\nmenunggu pagi\n")
    assert [block.kind for block in document.blocks].count(BlockKind.BOILERPLATE) == 1


@pytest.mark.parametrize(
    "line",
    [
        "http://" * 40 + " x",
        "http://a.id " * 24 + "x",
        "A-A" * 90 + "!",
        "A, " * 95 + "x.",
        "Oleh " + "A " * 140 + "!",
        "#a" * 140 + ".",
        "1 " * 140 + "x",
        "1-1-" * 70,
        "facebook " * 30 + "x",
        "a.b." * 70 + "com x",
        "(" * 299,
        "Baca juga: " + ". " * 140,
    ],
)
def test_lines_made_to_confuse_patterns_are_read(line: str) -> None:
    assert_blocks_cover(read_text(f"Judul\n\n{line}\n\n{line}\n"))


def test_every_real_article_keeps_every_character(shared: Path) -> None:
    archive = shared / "data" / "articles_id.tar.xz"
    if not archive.is_file():
        pytest.skip("needs the real articles")
    with tarfile.open(archive) as articles:
        for member in articles:
            content = articles.extractfile(member) if member.name.endswith(".txt") else None
            if content is not None:
                document = read_text(content.read().decode("utf-8"))
                assert_blocks_cover(document)
                assert document.metadata.title, member.name
                assert document.metadata.date, member.name
