"""Tables and lists of pages: what is data, what is layout, what is text and what a label of the page."""

from __future__ import annotations

import pytest

from selaras.model import BlockKind
from selaras.reading import ReadingOptions
from selaras.reading.pages import article_of

LEAD = "Harga beras di pasar induk naik lagi sejak awal pekan ini, kata para pedagang di kota itu kemarin."
MORE = "Warga meminta pemerintah segera turun tangan untuk menekan harga yang terus naik setiap hari."


def blocks_of(body: str) -> list[tuple[BlockKind, str]]:
    document = article_of(f"<article><h1>Harga Beras Naik</h1><p>{LEAD}</p>{body}</article>", options=ReadingOptions())
    return [(block.kind, block.span.of(document.text)) for block in document.blocks[2:]]


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows) + "</table>"


def items(*texts: str) -> list[tuple[BlockKind, str]]:
    return [(BlockKind.LIST_ITEM, text) for text in texts]


@pytest.mark.parametrize(
    ("rows", "blocks"),
    [
        (["Kota|Harga", "Medan|Rp12.000"], ["Kota; Harga", "Medan; Rp12.000"]),
        (["1|Medan|", "2|Padang|-"], ["1; Medan", "2; Padang; -"]),
        (["Daftar harga", "Kota|Harga", "Medan|12"], ["Daftar harga", "Kota; Harga", "Medan; 12"]),
        (["Luas:|5 ha", "Isi|: 3 ton"], ["Luas: 5 ha", "Isi: 3 ton"]),
        (["Kota|Harga", "Medan|12", "Sorong<br>(Papua)|15"], ["Kota; Harga", "Medan; 12", "Sorong (Papua); 15"]),
    ],
)
def test_a_row_of_data_is_one_item(rows: list[str], blocks: list[str]) -> None:
    assert blocks_of(table(*rows) + f"<p>{MORE}</p>") == [*items(*blocks), (BlockKind.PARAGRAPH, MORE)]


def test_terms_and_their_descriptions_are_one_item_each() -> None:
    found = blocks_of("<dl><dt>Nama</dt><dd>Rina Wati</dd><dt>Lahir:</dt><dd>1980</dd><dd>Padang</dd></dl>")
    assert found == items("Nama: Rina Wati", "Lahir: 1980", "Padang")


def test_credits_in_a_table_are_bylines() -> None:
    rows = table("Penulis|: Rina Wati", "Editor|Budi Santoso")
    document = article_of(f"<title>Harga Beras Naik</title><p>{LEAD}</p>{rows}", options=ReadingOptions())
    assert document.metadata.author == "Rina Wati"
    assert [block.kind for block in document.blocks[2:]] == [BlockKind.BYLINE, BlockKind.BYLINE]


def test_a_page_laid_out_as_a_table_keeps_its_paragraphs() -> None:
    texts = [text for _, text in blocks_of(table(f"<p>{LEAD}</p><p>{MORE}</p>|Cuaca", f"{MORE}|Kurs"))]
    assert texts[:2] == [LEAD, MORE]
    assert MORE in texts[2:]


def test_a_long_table_does_not_part_an_article() -> None:
    rows = table(*(f"{number}|Klub {number}" for number in range(40)))
    markup = f"<title>Klasemen Liga</title><div><p>{LEAD}</p>{rows}<p>{LEAD}</p><p>{MORE}</p></div>"
    document = article_of(markup, options=ReadingOptions())
    assert [block.kind for block in document.blocks].count(BlockKind.LIST_ITEM) == 40
    assert document.text.count(LEAD) == 2


@pytest.mark.parametrize(
    ("lead", "texts"),
    [
        ("", ["Kota", "Kategori", "Harga", "Stok"]),
        ("", ["Medan", "12", "Padang"]),
        ("Isinya:", ["Kota", "Kategori", "Forum", "Komentar"]),
        ("Nomor yang keluar:", ["12", "7", "45"]),
    ],
)
def test_items_that_look_like_labels_of_the_page_are_items(lead: str, texts: list[str]) -> None:
    listed = "".join(f"<li>{text}</li>" for text in texts)
    found = blocks_of(f"<p>{lead}</p><ul>{listed}</ul><p>Tags: beras, harga</p>")
    assert found[-len(texts) - 1 : -1] == items(*texts)
    assert found[-1][0] is BlockKind.BOILERPLATE


@pytest.mark.parametrize(
    "listed", ["<li>Facebook</li><li>Twitter</li><li>Komentar</li>", "<li>Tags:</li><li>beras</li><li>harga</li>"]
)
def test_lists_of_labels_are_boilerplate(listed: str) -> None:
    assert {kind for kind, _ in blocks_of(f"<ul>{listed}</ul><p>Bagikan</p>")} == {BlockKind.BOILERPLATE}


def test_a_list_behind_a_share_bar_is_text() -> None:
    found = blocks_of("<p>Share</p><h3>Penerima</h3><ul><li>Medan</li><li>Padang</li></ul><p>Tags: beras</p>")
    assert found[1:-1] == [(BlockKind.HEADING, "Penerima"), *items("Medan", "Padang")]


@pytest.mark.parametrize("home", ["article", "div"])
def test_a_link_to_another_article_does_not_part_the_last_list_from_its_article(home: str) -> None:
    related = '<p><a href="/1">Baca juga: Harga Cabai Naik</a></p>'
    listed = "<ol><li>Medan pukul 04.40</li><li>Padang pukul 04.41</li></ol>"
    markup = f"<{home}><h1>Harga Beras Naik</h1><p>{LEAD}</p><p>{MORE}</p>{related}{listed}</{home}>"
    document = article_of(markup, options=ReadingOptions())
    kept = [block.span.of(document.text) for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert kept == ["Medan pukul 04.40", "Padang pukul 04.41"]
