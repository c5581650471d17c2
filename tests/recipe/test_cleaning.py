from __future__ import annotations

import pytest

from training.cleaning import SourceWeight, clean, read_weights, restore_final_mark, tidy, weight_of, why_dropped
from training.config import ROOT
from training.exclusion import TestSets, words_of
from training.pairs import Pair

KEPT = SourceWeight(1, 1, 0, marks_lost=False)
LOST = SourceWeight(1, 1, 0, marks_lost=True)


def test_tidying_composes_straightens_and_collapses() -> None:
    assert tidy(" ‘Halo’\u00a0kata\u200b cafe\u0301 ") == "'Halo' kata café"


@pytest.mark.parametrize(
    ("indonesian", "english", "marks_lost", "expected"),
    [
        ("Dia pulang", "He went home.", False, ("Dia pulang.", "He went home.")),
        ("Dia pulang?", "Did he go home", False, ("Dia pulang?", "Did he go home?")),
        ("Harga beras naik lagi hari ini", "Rice is dearer again today", True, None),
        ("Harga Beras Naik", "Rice Is Dearer", True, ("Harga Beras Naik", "Rice Is Dearer")),
        ("Harga beras naik lagi hari ini", "Rice is dearer again today", False, "same"),
    ],
)
def test_final_marks_are_restored_where_a_source_lost_them(
    indonesian: str, english: str, marks_lost: bool, expected: tuple[str, str] | str | None
) -> None:
    pair = restore_final_mark(Pair("s", indonesian, english), marks_lost)
    wanted = {None: (indonesian + ".", english + "."), "same": (indonesian, english)}.get(expected, expected)  # type: ignore[arg-type]
    assert (pair.indonesian, pair.english) == wanted


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        (Pair("s", "", "Something."), "empty"),
        (Pair("s", "Ya.", "This English side says far more than the other one ever did."), "length-ratio"),
        (Pair("s", "Kalimat biasa.", "Another sentence.", score=0.1), "score"),
        (Pair("s", "copy of the same text", "copy of the same text"), "untranslated"),
        (Pair("s", "a" * 1300, "b" * 1300), "too-long"),
        (Pair("s", "Kalimat biasa.", "A plain sentence.", score=0.9), None),
        (Pair("s", "Jakarta", "Jakarta"), None),
    ],
)
def test_bad_pairs_are_dropped_with_a_reason(pair: Pair, reason: str | None) -> None:
    assert why_dropped(pair, lowest_score=0.3) == reason


def test_a_clean_pair_carries_the_weights_of_its_source() -> None:
    cleaned = clean(Pair("s", "Ia  datang", "He came."), SourceWeight(2, 3, 0, marks_lost=False))
    assert cleaned == Pair("s", "Ia datang.", "He came.", None, 2, 3)
    assert clean(Pair("s", "Ia datang", ""), LOST) == "empty"


def test_weights_fall_back_to_the_kind_of_source_and_then_to_all() -> None:
    weights = read_weights(ROOT / "training" / "knowledge" / "weights.tsv")
    assert weight_of("vuejs_ui", weights) is weights["*_ui"]
    assert weight_of("smeru", weights).marks_lost
    assert weight_of("never-seen", weights) is weights["*"]
    assert weights["panl_int"].weight > weights["*_ui"].weight


TEST_SENTENCE = "The harbor master counted forty boats before the storm reached the coast."


def test_exact_and_near_matches_of_test_sentences_are_found() -> None:
    tests = TestSets([TEST_SENTENCE, "Good morning."])
    assert tests.matches(TEST_SENTENCE.upper().replace(".", "!"))
    assert tests.matches("Yesterday the harbor master counted forty boats before the storm reached the city.")
    assert tests.matches("good morning")


def test_other_sentences_are_not_excluded() -> None:
    tests = TestSets([TEST_SENTENCE, "Good morning."])
    assert not tests.matches("Good morning, everyone.")
    assert not tests.matches("The harbor master went home, and nobody knows who counted the boats that night.")
    assert not tests.matches("")


def test_a_sentence_inside_a_longer_text_is_found() -> None:
    tests = TestSets([TEST_SENTENCE])
    assert tests.matches(
        f"It was a quiet evening in the village and nobody expected it. {TEST_SENTENCE} Then it rained."
    )


def test_words_ignore_case_and_marks() -> None:
    assert words_of("Rp5,2 triliun – “NAIK”!") == ("rp5", "2", "triliun", "naik")
