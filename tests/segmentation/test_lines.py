"""The line stage: what a line break means."""

from __future__ import annotations

import textwrap

import pytest

from selaras.reading.lines import Newlines, paragraph_spans

PARAGRAPHS = [
    "Pemerintah Kabupaten Sumberjaya akan membangun jembatan baru di atas Sungai Lawu pada awal tahun depan. "
    'Jembatan itu akan menghubungkan Desa Karangasri dengan Kecamatan Ngawen. "Kami sudah menyiapkan anggaran," '
    "kata Bupati Rahman Hakim, Senin (12/3).",
    "Warga menyambut rencana itu dengan gembira. Selama ini anak-anak sekolah harus menyeberang dengan perahu.",
    "Kepala Dinas Pekerjaan Umum, Ir. Sri Lestari, M.T., mengatakan pembangunan memakan waktu delapan bulan dan "
    "menelan biaya Rp12,5 miliar yang berasal dari anggaran daerah.",
    "Namun, sebagian petani khawatir sawah mereka tergusur. Pemerintah berjanji memberi ganti rugi yang layak.",
    "Peletakan batu pertama akan dihadiri Gubernur Jawa Tengah dan sejumlah anggota Dewan Perwakilan Rakyat Daerah.",
]


def units(text: str, newlines: Newlines = Newlines.AUTO) -> list[str]:
    return [" ".join(span.of(text).split()) for span in paragraph_spans(text, newlines)]


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
def test_wrapped_paragraphs_come_back(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in PARAGRAPHS)
    assert units(wrapped) == PARAGRAPHS


def test_unwrapped_lines_stay_apart() -> None:
    assert units("\n".join(PARAGRAPHS)) == PARAGRAPHS


def test_a_headline_above_wrapped_text_stays_apart() -> None:
    wrapped = textwrap.fill(PARAGRAPHS[0], 70)
    assert units(f"Jembatan Baru untuk Warga\n{wrapped}") == ["Jembatan Baru untuk Warga", PARAGRAPHS[0]]


def test_policies() -> None:
    text = "Harga beras naik di\nsejumlah daerah.\nWarga Mengeluh\n\nPasar sepi."
    assert units(text) == ["Harga beras naik di sejumlah daerah.", "Warga Mengeluh", "Pasar sepi."]
    assert units(text, Newlines.ALWAYS) == ["Harga beras naik di", "sejumlah daerah.", "Warga Mengeluh", "Pasar sepi."]
    assert units(text, Newlines.NEVER) == ["Harga beras naik di sejumlah daerah. Warga Mengeluh", "Pasar sepi."]


@pytest.mark.parametrize("line", ["• Beras", "- Gula", "3. Garam", "a) Kopi", "https://contoh.id/a", "Penulis: Rina"])
def test_these_lines_start_a_unit(line: str) -> None:
    assert units(f"Belanja hari ini dan\n{line}")[-1] == line


@pytest.mark.parametrize("text", ["", " \n\t\r\n ", "\u2028"])
def test_nothing_comes_from_nothing(text: str) -> None:
    assert paragraph_spans(text) == []
