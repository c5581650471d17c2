"""Rare words become plain ones for the model; everything else stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.translation.rewording import reworded
from selaras.words import plain_words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Polisi membekuk dua pelaku.", "Polisi menangkap dua pelaku."),
        ("Lantaran hujan, laga ditunda.", "Karena hujan, laga ditunda."),
        ("“Kaget saya,” katanya.", "“Terkejut saya,” katanya."),
        ("Duitnya habis.", "Uangnya habis."),
        ("Saya enggak tahu, lho.", "Saya tidak tahu."),
        ("Pemain ibarat kans-kans besar.", "Pemain ibarat kans-kans besar."),
        ("Ia bekerja di Mall Kondang.", "Ia bekerja di Mall Kondang."),
        ("", ""),
    ],
    ids=["inside", "at the start", "in a quotation", "with -nya", "particle", "part of a word", "a name", "nothing"],
)
def test_rare_words_become_plain_ones(text: str, plain: str) -> None:
    assert reworded(text) == plain


def test_the_table_leads_to_plain_words_at_once() -> None:
    known = plain_words()
    assert all(word.isascii() and word.islower() for word in known)
    assert not [word for plain in known.values() for word in plain.split() if word in known]


@given(st.text())
def test_it_is_done_after_one_time(text: str) -> None:
    assert reworded(reworded(text)) == reworded(text)
