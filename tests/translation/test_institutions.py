"""Institutions go by their English names."""

from __future__ import annotations

import pytest

from selaras.translation import Translator
from selaras.translation.institutions import misnamed
from selaras.translation.verbatim import Masked
from selaras.words import institutions

AGO = "the Attorney General's Office"


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("Ia ke Kejaksaan Agung.", ["Kejaksaan Agung"]),
        ("Kejaksaan Agung RI dan Komisi Yudisial", ["Kejaksaan Agung RI", "Komisi Yudisial"]),
        ("Komisi Pemberantasan Korupsi (KPK)", ["Komisi Pemberantasan Korupsi"]),
        ("Menteri (Kejaksaan Agung), Kejaksaan Agung Malaysia, Komisi Yudisial Farid Wajdi", []),
        ("kejaksaan agung, Kementerian Sosial dan Budaya, Kementerian Sosial-Ekonomi", []),
    ],
)
def test_names_are_found_whole_and_as_they_are_written(source: str, named: list[str]) -> None:
    assert [span.of(source) for span in misnamed(source, "")] == named


def test_what_is_right_is_left_alone() -> None:
    assert misnamed("Kata Bursa Efek Indonesia.", "The Indonesian Stock Exchange says.") == {}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("X1 denied it.", f"The {AGO[4:]} denied it."),
        ("- X1 denied it.", f"- The {AGO[4:]} denied it."),
        ("He said: X1 denied it.", f"He said: {AGO} denied it."),
        ("He left the X1 today.", f"He left {AGO} today."),
        ("Indonesia's X1 and Indonesian x1", None),
        ("The new Indonesian X1", f"The new Indonesian {AGO[4:]}"),
        ("He said that X1 refused. That's X1!", None),
        ("He said that X1 refused.", f"He said that {AGO} refused."),
        ("In 2018 X1 spoke.", f"In 2018 {AGO} spoke."),
        ("He told the U.S. X1 spoke.", f"He told the U.S. {AGO} spoke."),
        ("In Jakarta X1 spoke.", f"In Jakarta {AGO} spoke."),
        ("On Monday X1 spoke.", f"On Monday {AGO} spoke."),
        ("That's X1.", f"That's {AGO}."),
        ("A spokesman X1 spoke.", f"A spokesman of {AGO} spoke."),
        ('He said, "X1 lies."', f'He said, "The {AGO[4:]} lies."'),
        ("The 5 X1 men", f"The 5 {AGO[4:]} men"),
        ("The case went to X1th today.", f"The case went to {AGO} today."),
    ],
)
def test_the_article_stands_once(said: str, expected: str | None) -> None:
    assert Masked("X1", "X", (AGO,)).restore(said) == expected


def test_every_name_of_the_table_is_found_and_right_by_itself() -> None:
    for name, (english, *_) in institutions().items():
        assert list(misnamed(f"Kata {name}.", "").values()) == [english]
        assert misnamed(name, english) == {}


@pytest.mark.model
def test_the_model_does_not_rename_them(translator: Translator) -> None:
    (done,) = translator.translate(["Badan Kepegawaian Negara membantah kabar itu kemarin."])
    assert done.text.startswith("The National Civil Service Agency ")
    assert "protected" in done.measurements.steps
