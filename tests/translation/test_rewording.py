"""Rare words become plain ones for the model; everything else stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.checks import hard_failures
from selaras.translation.rewording import reworded
from selaras.words import abbreviations, plain_words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Polisi membekuk dua pelaku.", "Polisi menangkap dua pelaku."),
        ("Lantaran hujan, laga ditunda.", "Karena hujan, laga ditunda."),
        ("“Kaget saya,” katanya.", "“Terkejut saya,” katanya."),
        ("Duitnya habis.", "Uangnya habis."),
        ("Saya enggak tahu, lho.", "Saya tidak tahu."),
        ("Dia ga mau naik GA.", "Dia tidak mau naik GA."),
        ("Pemain ibarat kans-kans besar.", "Pemain ibarat kans-kans besar."),
        ("Ia bekerja di Mall Kondang.", "Ia bekerja di Mall Kondang."),
        ("Kapolres Blitar dan Menhub tiba.", "Kepala Kepolisian Blitar dan Menteri Perhubungan tiba."),
        ("Kementerian Agama (Kemenag) di kemenag.go.id", "Kementerian Agama (Kemenag) di kemenag.go.id"),
        ("", ""),
    ],
    ids=[
        "inside",
        "at the start",
        "in a quotation",
        "with -nya",
        "particle",
        "a negation, and an airline",
        "part of a word",
        "a name",
        "abbreviations",
        "abbreviations in brackets",
        "nothing",
    ],
)
def test_rare_words_become_plain_ones(text: str, plain: str) -> None:
    assert reworded(text) == plain


def test_short_words_of_a_headline_in_capitals_and_in_brackets_may_be_acronyms() -> None:
    assert reworded("Ga menambah penerbangan, penumpang kaget", was_in_capitals=True).split()[0] == "Ga"
    assert reworded("Unsur galium (Ga) langka.") == "Unsur galium (Ga) langka."


def test_a_negation_that_is_shown_as_tidak_is_one_to_the_checks() -> None:
    begun = [word for word, plain in plain_words().items() if word.startswith("ga") and plain.startswith("tidak ")]
    negators = [word for word, plain in plain_words().items() if plain in ("tidak", "belum", "jangan")] + begun
    assert {"ga", "gamau", "blm"} <= set(negators)
    assert not [word for word in negators if "A201" not in hard_failures(f"Warga {word} tahu.", "Residents know.")]


def test_the_tables_lead_to_plain_words_at_once() -> None:
    known = plain_words()
    assert all(word.isascii() and word.islower() for word in known)
    assert all(
        word.isalnum() and not any(map(abbreviations().__contains__, full.split()))
        for word, full in abbreviations().items()
    )
    assert not [word for full in abbreviations().values() for word in full.split() if word.lower() in known]
    assert not [word for plain in known.values() for word in plain.split() if word in known]


@given(st.text())
def test_it_is_done_after_one_time(text: str) -> None:
    assert reworded(reworded(text)) == reworded(text)
