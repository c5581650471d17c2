"""Quotations that a page sets large and its text repeats."""

from __future__ import annotations

from selaras.model import BlockKind
from selaras.reading import read_text

BODY = 'Petani senang. "Panen kali ini jauh lebih baik dari tahun lalu," kata Ani di Subang pada Senin siang.'


def kinds(text: str) -> list[tuple[BlockKind, str | None]]:
    return [(block.kind, block.reason) for block in read_text(text).blocks]


def test_a_pull_quote_is_told_from_the_text_that_holds_it() -> None:
    found = kinds(f"Panen Raya di Subang\n\n{BODY}\n\n“Panen kali ini jauh lebih baik dari tahun lalu”\n\n{BODY}")
    assert found[2] == (BlockKind.BOILERPLATE, "pull quote")
    assert found[1][0] is found[3][0] is BlockKind.PARAGRAPH


def test_a_quotation_that_stands_once_is_text() -> None:
    found = kinds(f'Panen Raya di Subang\n\n{BODY}\n\n"Harga gabah di tingkat petani juga ikut naik."\n')
    assert found[2] == (BlockKind.PARAGRAPH, None)


def test_a_short_answer_that_is_repeated_is_text() -> None:
    assert kinds('Wawancara dengan Ani Wijaya\n\n"Ya, benar."\n\n"Ya, benar," kata Ani, "panen kami baik sekali."')[
        1
    ] == (
        BlockKind.PARAGRAPH,
        None,
    )
