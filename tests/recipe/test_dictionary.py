"""The dictionary: its file, what is learnt from it, and what it tells the reverse model."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from training.cleaning import SourceWeight, clean
from training.config import ROOT, read_config
from training.dictionary import Entry, as_pairs, read_dictionary, read_examples
from training.english_lexicon import EnglishLexicon, Met, count_words
from training.lexicon import merged
from training.pairs import Pair

DATA = read_config(ROOT / "training" / "configs" / "id_en.toml").data
ENTRIES = [
    Entry("bumerang", "boomerang"),
    Entry("peluru", "bullet", ("ammunition", "shell")),
    Entry("pelor", "bullet"),
    Entry("kambing hitam", "scapegoat"),
    Entry("menggelar", "hold", ("stage",)),
    Entry("Yunani", "Greece"),
    Entry("visa", "visa"),
    Entry("Asia", "Asia", ("Asian",)),
    Entry("buah", "fruit"),
]
_WORDS = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*")


def lexicon(*pairs: Pair) -> EnglishLexicon:
    return EnglishLexicon(ENTRIES, count_words([Pair("news", "Sebuah peluru.", "A bullet."), *pairs]), seed=1)


def test_every_entry_has_words_and_no_word_two_entries() -> None:
    entries = read_dictionary(DATA.dictionary)
    words = [entry.indonesian for entry in entries]
    assert words == sorted(set(words))
    assert all(_WORDS.fullmatch(entry.indonesian) and _WORDS.fullmatch(entry.english) for entry in entries)
    assert all(other and other != entry.english for entry in entries for other in entry.others)


def test_examples_are_clean_pairs_and_none_stands_twice() -> None:
    pairs = [*read_examples(DATA.examples)]
    assert len({pair.indonesian for pair in pairs}) == len(pairs)
    assert all(
        clean(pair, SourceWeight(4, 5, 0, marks_lost=False)) == replace(pair, weight=4, cooldown_weight=5)
        for pair in pairs
    )


def test_entries_are_pairs_unless_they_are_spelt_alike() -> None:
    pairs = [(pair.indonesian, pair.english) for pair in as_pairs(ENTRIES)]
    assert ("bumerang", "boomerang") in pairs
    assert not [pair for pair in pairs if "visa" in pair or "Asia" in pair]


def test_the_dictionary_knows_better_than_the_pairs() -> None:
    rows = [("menggelar", "roll", ("spread",)), ("petani", "farmer", ())]
    found = {word: (english, others) for word, english, others in merged(rows, ENTRIES)}
    assert found["menggelar"] == ("hold", ("roll", "spread", "stage"))
    assert found["petani"] == ("farmer", ())
    assert not {"visa", "Asia", "buah"} & set(found)


@pytest.mark.parametrize(
    ("english", "indonesian", "expected"),
    [
        ("Two boomerangs.", "Dua barang.", ["bumerang"]),
        ("Two boomerangs.", "Dua bumerang.", []),
        ("The shell hit him.", "Ia kena peluru.", []),
        ("He is a scapegoat.", "Ia disalahkan.", ["kambing hitam"]),
        ("He is a scapegoat.", "Ia kambing hitam.", []),
        ("They hold it.", "Mereka begitu.", []),  # the form of a verb is for the sentence to decide
        ("In Greece.", "Di sana.", []),  # names come through by themselves
    ],
)
def test_what_a_back_translation_leaves_out(english: str, indonesian: str, expected: list[str]) -> None:
    assert [*lexicon().unsaid(english, indonesian).values()] == expected


def test_a_likelier_word_is_told_more_often() -> None:
    known = lexicon(*[Pair("news", "Peluru.", "It.")] * 50)
    words = [word for number in range(50) for word in known.unsaid(f"{number} bullets.", "Satu.").values()]
    assert 40 < words.count("peluru") < 50


def test_what_is_told_depends_on_the_sentence_alone() -> None:
    sentences = [f"{number} bullets." for number in range(9)]
    ahead, alone = lexicon(), lexicon()
    ahead.unsaid("Ten bullets.", "Dua.")
    words = [[*told.unsaid(sentence, "Dua.").values()] for told in (ahead, alone) for sentence in sentences]
    assert words[:9] == words[9:]
    assert {"peluru", "pelor"} == {word for chosen in words for word in chosen}


def test_what_the_pairs_have_often_is_not_told() -> None:
    assert lexicon(*[Pair("news", "Bum.", "Boomerangs.")] * 300).unsaid("Two boomerangs.", "Dua.") == {}


@pytest.mark.parametrize(
    ("indonesian", "expected"),
    [
        ("Sebuah pelurunya.", False),
        ("Sebuah pelurak.", True),
        ("Sebuah Pelurak.", False),
        ("Sebuah scapegoat.", False),
    ],
)
def test_words_that_nobody_has_written(indonesian: str, expected: bool) -> None:
    assert lexicon().invents(indonesian, "A scapegoat.") is expected


def test_words_are_counted_by_stem_in_english() -> None:
    met = count_words([Pair("news", "Dua peluru, peluru.", "Two bullets, a bullet.")])
    assert met == Met({"dua": 1, "peluru": 2}, {"two": 1, "bullet": 2, "a": 1})
