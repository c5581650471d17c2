"""The one text that people and machines see."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from selaras.normalise import normalise_source


@pytest.mark.parametrize(
    ("raw", "source"),
    [
        ("  Harga\u00a0naik\r\n  5,5 persen. ", "Harga naik 5,5 persen."),
        ("â€œHarga naik,â€\u009d kata dia.", "“Harga naik,” kata dia."),
        ("Kafe\u0301", "Kafé"),
        ("ha\u00adrga\u200b naik\ufeff", "harga naik"),
        ("nul\0 dan \x1b[31mmerah", "nul dan [31mmerah"),
        ("\u200b", ""),
        ("Rp5,2 triliun – naik 3%", "Rp5,2 triliun – naik 3%"),
    ],
)
def test_source_of_raw_text(raw: str, source: str) -> None:
    assert normalise_source(raw) == source


@given(st.text())
def test_normalising_again_changes_nothing(raw: str) -> None:
    assert normalise_source(normalise_source(raw)) == normalise_source(raw)


@given(st.text())
def test_the_result_is_one_trimmed_composed_line_that_xml_can_hold(raw: str) -> None:
    source = normalise_source(raw)
    assert source == " ".join(source.split())
    assert source == unicodedata.normalize("NFC", source)
    etree.Element("seg").text = source
