"""Names that the model misspelt come back as the source has them, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.translation.names import with_names_of


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        (
            "Habibie wafat di RSPAD Gatot Soebroto.",
            "Habie died at the RSPAD Gatot Soebroto.",
            "Habibie died at the RSPAD Gatot Soebroto.",
        ),
        ("Istri Habibie hadir.", "Habie's wife was present.", "Habibie's wife was present."),
        ("Presiden Joko Widodo tiba.", "President Joko Widododo arrived.", "President Joko Widodo arrived."),
        ("Ketua KONI Sukabumi hadir.", "The chairman of CONI Sukabumi came.", "The chairman of KONI Sukabumi came."),
        ("Warga Airlangga menunggu.", "Residents of Walangga waited.", "Residents of Airlangga waited."),
        ("Kantor berita TASS melapor.", "The TAS news agency reported.", "The TASS news agency reported."),
        ("Ribuan ASN pindah.", "Thousands of USN moved.", "Thousands of ASN moved."),
        ("KEPALA MAKASSAR TIBA", "THE HEAD OF MAKASSSAR ARRIVES", "THE HEAD OF MAKASSAR ARRIVES"),
    ],
    ids=[
        "a syllable lost",
        "possessive",
        "a syllable twice",
        "another letter",
        "the beginning",
        "an acronym",
        "its first letter",
        "in capitals",
    ],
)
def test_a_misspelt_name_is_spelt_as_in_the_source(source: str, target: str, mended: str) -> None:
    assert with_names_of(source, target) == mended


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Ia terbang ke Moskow dan Roma.", "He flew to Moscow and Rome."),
        ("Direktorat itu berada di Eropa.", "The Directorate is in Europe."),
        ("Warga Situbondo datang.", "The Situbondoans came."),
        ("Ahli Klimatologi itu tiba.", "The expert of Klimatology arrived."),
        ("Relawan tiba hari Selasa.", "The Relaws arrived on Tuesday."),
        ("Rahasianya terungkap.", "The Rahasia was revealed."),
        ("Sandra dan Sandri tiba.", "Sandru arrived."),
        ("Budi tiba.", "Mr. Prabowohadi arrived."),
        ("Habibie tiba.", "Habibie, called Habie, arrived."),
        ("Warga UEA dan TBC.", "Residents of the UAE and TB."),
        ("Tasnya hilang.", "The TAS is gone."),
        ("Kapal masuk ZEE.", "The ship entered the EEX."),
    ],
    ids=[
        "exonyms",
        "cognates",
        "derived in English",
        "a loan",
        "no name",
        "a common word with its ending",
        "two may be meant",
        "nothing alike",
        "the name is there",
        "acronyms of English",
        "no acronym",
        "another acronym",
    ],
)
def test_what_is_no_misspelt_name_stays(source: str, target: str) -> None:
    assert with_names_of(source, target) == target


@given(st.text(), st.text())
def test_only_words_change(source: str, target: str) -> None:
    mended = with_names_of(source, target)
    assert [char for char in mended if not char.isalpha()] == [char for char in target if not char.isalpha()]
    assert with_names_of(source, mended) == mended


@given(st.text())
def test_a_copy_stays(text: str) -> None:
    assert with_names_of(text, text) == text
