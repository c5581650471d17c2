"""Figures that both sides write alike need no reading by value, unless words make others of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.checks.quantities import english_quantities, indonesian_quantities, match, write_same_figures

FIGURES = ["5", "5", "2.6", "1.9.3", "5,5", "1.500", "1,500", "10.30", "10:30", "14/8", "2005/06", "330", "000", "0830"]
PIECES = [
    piece.replace("_", " ")
    for line in (
        "_ _ _ - , . ( ' \u00a0 kata_ word_ -kata _of_ _and_ _a_ Rp Rp_ US$ _k _pm _GMT _s/d_ _to_ İ",
        "_M _T _juta -million -dollar ribu seribu_ dua_ three_ -half _setengah_ half_past_ jam_setengah_",
        "_dozen _puluh _perempat third_ sixty_ second_ Mei_ May_ _IX_ Bab_V_ puluhan_ hundred_",
    )
    for piece in line.split(" ")
]
beside = st.lists(st.sampled_from(PIECES), max_size=2).map("".join)


@st.composite
def texts_with_the_same_figures(draw: st.DrawFn) -> tuple[str, str]:
    figures = ["", *draw(st.lists(st.sampled_from(FIGURES), max_size=3))]
    source, target = ("".join(f"{draw(beside)}{figure}{draw(beside)} " for figure in figures) for _ in range(2))
    return source, target


@settings(deadline=None, max_examples=500)
@given(texts_with_the_same_figures())
def test_the_same_figures_are_all_accounted_for(texts: tuple[str, str]) -> None:
    source, target = texts
    if write_same_figures(source, target):
        unmatched = match(indonesian_quantities(source), english_quantities(target))
        assert not unmatched.lost
        assert not unmatched.added


@pytest.mark.parametrize(
    ("source", "target", "is_same"),
    [
        ("Ruby 1.9.3 dirilis 2.6 tahun lalu", "Ruby 1.9.3 was released 2.6 years ago", True),
        ("Ruby 1.9.3 dan 2.6", "Ruby 2.6 and 1.9.3", False),
        ("harganya 2.6 juta", "it costs 2.6", False),
        ("harganya Rp 2.500 M", "it costs Rp 2.500", False),
        ("pukul setengah 8", "at 8", False),
    ],
)
def test_figures_are_the_same_in_one_order_where_no_word_joins_them(source: str, target: str, is_same: bool) -> None:
    assert write_same_figures(source, target) is is_same
