from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.model import Document
from selaras.reading import find_duplicates, read_text

RICE = (
    "Harga beras di pasar induk naik sejak awal pekan ini karena pasokan dari daerah penghasil berkurang. "
    "Pedagang mengatakan kenaikan itu sudah diperkirakan sebelumnya oleh pemerintah daerah setempat."
)
FISH = (
    "Nelayan di pesisir selatan kembali melaut setelah gelombang tinggi mereda pada akhir pekan lalu. "
    "Mereka berharap hasil tangkapan tahun ini lebih baik daripada hasil tangkapan tahun kemarin."
)


def documents(*texts: str) -> list[Document]:
    return [replace(read_text(text), doc_id=f"d{number}") for number, text in enumerate(texts)]


def test_the_same_article_under_another_headline_is_linked() -> None:
    (link,) = find_duplicates(documents(f"Beras Naik\n\n{RICE}", FISH, f"Harga Beras Kembali Naik\n\n{RICE}"))
    assert (link.doc_id, link.of_doc_id, link.similarity, link.block_id) == ("d2", "d0", 1.0, None)


def test_an_edited_article_is_a_near_duplicate() -> None:
    edited = documents(RICE, RICE.replace("awal pekan ini", "awal bulan ini"))
    (link,) = find_duplicates(edited, threshold=0.7)
    assert 0.7 <= link.similarity < 1.0
    assert list(find_duplicates(edited, threshold=0.95)) == []


def test_a_shared_paragraph_is_linked_between_different_articles() -> None:
    first, second = documents(f"{FISH}\n\n{RICE}", f"{RICE}\n\n{FISH[:60]} tetapi cerita selanjutnya sama sekali lain.")
    (link,) = find_duplicates([first, second])
    assert (link.block_id, link.of_block_id) == (second.blocks[0].block_id, first.blocks[1].block_id)


def test_short_paragraphs_and_different_articles_are_not_linked() -> None:
    assert list(find_duplicates(documents(f"Berikut daftarnya.\n\n{RICE}", f"Berikut daftarnya.\n\n{FISH}"))) == []


@settings(deadline=None)
@given(st.lists(st.text(max_size=80), max_size=6))
def test_links_point_backwards_and_any_text_is_fine(texts: list[str]) -> None:
    for link in find_duplicates(documents(*texts)):
        assert int(link.of_doc_id[1:]) <= int(link.doc_id[1:])
        assert 0.8 <= link.similarity <= 1.0
