"""What words stand for, learnt from pairs that say the same."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from selaras.translation.lexicon import Lexicon, meaning
from training.lexicon import lexicon
from training.model1 import explain
from training.pairs import Pair
from training.tell import telling

FOUND = [
    ("Petani membeli beras.", "The farmer bought rice."),
    ("Petani menjual ikan.", "The farmer sold fish."),
    ("Guru membeli ikan.", "The teacher bought fish."),
    ("Nelayan melihat ikan.", "The fisherman saw fish."),
    ("Guru melihat beras.", "The teacher saw rice."),
    ("Nelayan menjual beras.", "The fisherman sold rice."),
    ("Guru menjual bumerang.", "The teacher sold boomerangs."),
    ("Nelayan membeli bumerang.", "The fisherman bought boomerangs."),
    ("Petani melihat bumerang.", "The farmer saw boomerangs."),
]


def pairs(*found: tuple[str, str]) -> list[Pair]:
    return [Pair("news", indonesian, english) for indonesian, english in found]


def test_what_goes_together_explains_each_other() -> None:
    # One means 10 and two means 11, and nothing tells them apart but the second pair.
    found = explain([([0, 1], [0, 1]), ([0], [0])], meant=2, said=2)
    both, alone = found.tables()
    assert both.shape == (2, 2)
    assert alone.shape == (1, 1)
    assert both[0].argmax() == 0
    assert both[1].argmax() == 1
    of_first = found.probabilities[found.keys // 2 == 0]
    assert np.isclose(of_first.sum(), 1)


def test_rare_words_with_what_mostly_stands_for_them() -> None:
    entries = {word: english for word, english, _ in lexicon(pairs(*FOUND * 3))}
    assert entries["bumerang"] == "boomerangs"
    assert entries["beras"] == "rice"
    assert entries["petani"] == "farmer"


def test_an_entry_of_a_dictionary_is_believed() -> None:
    assert lexicon(pairs(("usus", "intestine"))) == [("usus", "intestine", ())]


def test_what_else_may_stand_for_a_word_is_kept() -> None:
    found = lexicon(pairs(("usus", "intestine"), ("usus", "intestines"), ("usus", "bowel")))
    assert found == [("usus", "intestine", ("bowel",))]


def test_synonyms_stand_out_together() -> None:
    found = lexicon(pairs(*[("usus", word) for word in ("intestine", "bowel", "gut", "tripe")]))
    assert found == [("usus", "bowel", ("gut", "intestine", "tripe"))]


@pytest.mark.parametrize(
    "told",
    [
        [("baris", "line")] * 200,  # the model knows what is frequent
        [("origami", "origami")],  # it takes over what is the same
        [("usus", word) for word in "abcdefghijkl"],  # nothing stands out
        [("sang", "the")],  # means nothing by itself
    ],
)
def test_what_is_not_worth_telling(told: list[tuple[str, str]]) -> None:
    assert lexicon(pairs(*told)) == []


def test_a_name_is_told_unless_indonesian_writes_the_english_one_too() -> None:
    abroad = [
        ("Hujan di Bukares.", "Rain in Bucharest."),
        ("Hujan di pasar, kata guru.", "Rain in markets, said teachers."),
    ] * 9
    person = [("Hujan, kata Yusuf.", "Rain, said Kalla.")] * 9
    assert {"Bukares", "Yusuf"} <= {word for word, *_ in lexicon(pairs(*abroad, *person))}
    both = [*abroad, *person, *[("Hujan, kata Kalla.", "Rain, said Kalla.")] * 9]
    assert {"Bukares", "Yusuf"} & {word for word, *_ in lexicon(pairs(*both))} == {"Bukares"}


def test_a_rare_word_is_told_where_the_english_says_it() -> None:
    known = Lexicon({"bumerang": meaning("boomerang", ["throwing stick"])})
    told = [
        ("Bumerang itu jatuh.", "Boomerangs fell."),
        ("Dua bumerang.", "Two sticks for throwing."),
        ("Dua bumerang.", "Two toys."),
        ("Dua buku.", "Two books."),
        ("bumerang", "boomerang"),
    ]
    variants = [*telling(pairs(*told * 30), known, Random(1))]
    assert {(pair.indonesian, pair.english) for pair in variants} == {
        ("Boomerang itu jatuh.", "Boomerangs fell."),
        ("Dua sticks throwing.", "Two sticks for throwing."),
    }
    assert 0 < len(variants) < 60
