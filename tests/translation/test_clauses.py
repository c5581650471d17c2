"""Splitting long segments and joining their translations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.model import Span
from selaras.translation.clauses import join_clauses, split_clauses


def words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("Satu dua tiga.", 3, ["Satu dua tiga."]),
        ("Hujan turun. Jalan ditutup polisi.", 10, ["Hujan turun. ", "Jalan ditutup polisi."]),
        ("Hujan turun di kota; jalan ditutup polisi.", 10, ["Hujan turun di kota; ", "jalan ditutup polisi."]),
        (
            "Ia datang, lalu pergi, karena hujan turun lagi.",
            12,
            ["Ia datang, lalu pergi, ", "karena hujan turun lagi."],
        ),
        ("Ani membeli beras di pasar dan Budi ikan.", 7, ["Ani membeli beras di pasar ", "dan Budi ikan."]),
        ("Ani membeli beras di pasar dan Budi ikan.", 8, ["Ani membeli beras di pasar dan Budi ikan."]),
    ],
)
def test_the_best_place_near_the_middle(text: str, limit: int, pieces: list[str]) -> None:
    assert list(split_clauses(text, words, limit)) == pieces


def test_a_whole_span_is_not_cut() -> None:
    text = "lihat berkas laporan akhir tahun, bagian dua"
    start = text.index("laporan")
    whole = Span(start, text.index(", bagian dua") + len(", bagian dua"))
    assert split_clauses(text, words, 5) == ("lihat berkas laporan akhir tahun, ", "bagian dua")
    assert split_clauses(text, words, 4, [whole]) == ("lihat berkas ", "laporan akhir tahun, bagian dua")


def test_a_whole_span_is_never_cut() -> None:
    assert split_clauses("a" * 50, len, 10, [Span(0, 50)]) == ("a" * 50,)
    text = f"satu {'a' * 50} dua"
    assert split_clauses(text, len, 10, [Span(5, 55)]) == ("satu ", "a" * 50, " dua")


@given(st.text(alphabet='ab, .;"A1\u3042-', max_size=200), st.integers(1, 20))
def test_nothing_is_lost_and_nothing_is_far_too_long(text: str, limit: int) -> None:
    pieces = split_clauses(text, len, limit)
    assert "".join(pieces) == text
    assert all(len(piece) <= 2 * limit for piece in pieces)


def test_a_long_text_without_spaces_is_split() -> None:
    assert len(split_clauses("a" * 100_000, len, 100)) >= 500


@pytest.mark.parametrize(
    ("pieces", "translations", "joined"),
    [
        (("Satu, ", "dua."), ("One.", "Two."), "One, two."),
        (("Satu ", "dan dua."), ("One.", "And two."), "One and two."),
        (("Satu. ", "Dua."), ("One.", "Two."), "One. Two."),
        (("katanya, ", "saya pergi."), ("he said,", "I went."), "he said, I went."),
        (("Ia pergi, ", "pada hari Senin."), ("He went.", "Monday."), "He went, Monday."),
        (("Ia pergi ke ", "kota Jakarta."), ("He went to", "Jakarta city."), "He went to Jakarta city."),
        (("abc", "def"), ("Abc", "def"), "Abcdef"),
        (("Satu; ", "dua."), ("", "Two."), "; two."),
        (("Satu.",), ("One.",), "One."),
    ],
)
def test_joining(pieces: tuple[str, ...], translations: tuple[str, ...], joined: str) -> None:
    assert join_clauses(pieces, translations) == joined
