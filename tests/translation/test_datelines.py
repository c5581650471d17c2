"""Datelines stand in front of a report and are left as they are."""

from __future__ import annotations

import pytest

from selaras.translation.datelines import dateline_end
from selaras.translation.preparation import prepare
from selaras.translation.verbatim import find_verbatim


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSKOW, KABARKITA.COM – ",
        "KABARKITA.COM, JAKARTA - ",
        "Kabarkita6.com, Jakarta - ",
        "Bogor, Kabarkita.co.id — ",
        "Jakarta (ANTARA News) - ",
        "Jakarta, CNN Indonesia -- ",
        "GENOA - ",
        "KABARKITA.CO.ID, BANDA ACEH -- ",
    ],
)
def test_a_dateline_is_cut_off_and_copied(dateline: str) -> None:
    assert dateline_end(f"{dateline}Menteri tiba di kota itu pada Senin.") == len(dateline)
    assert prepare(dateline.strip()).text == ""
    assert prepare(dateline.strip()).copied() == dateline.strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "Presiden Jokowi - yang tiba kemarin - pulang hari ini.",
        "Kereta Jakarta - Bandung berangkat pagi.",
        "Menteri tiba di kota itu pada Senin.",
        "- Kecelakaan terjadi di Jalan Lenteng Agung.",
        "KPK",
        "",
    ],
)
def test_other_dashes_begin_no_report(sentence: str) -> None:
    assert dateline_end(sentence) == 0


def test_an_address_in_capitals_is_protected_and_a_glued_sentence_is_not() -> None:
    assert [span.of("Baca KABARKITA.COM.") for span in find_verbatim("Baca KABARKITA.COM.")] == ["KABARKITA.COM"]
    assert find_verbatim("Rapat selesai.Info lengkap menyusul.") == ()
