"""Gates spare a clean pair most checks and let through whatever a check may find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.checks import CHECKS, check_pair
from selaras.checks.analysis import ENGLISH, INDONESIAN, AnalysedText
from selaras.checks.features import ENGLISH_LEXICON, INDONESIAN_LEXICON, Gated, Lexicon
from selaras.model import Pair


def test_what_stands_behind_open_gates_is_asked_in_order() -> None:
    gated = Gated(
        [(None, "always"), (lambda source, target: source & 1, "one"), (lambda source, target: target, "two")]
    )
    assert gated(0, 0) == ("always",)
    assert gated(1, 4) == ("always", "one", "two")
    assert gated(2, 4) == ("always", "two")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anak-anak Jum'at ke-5", ["anak-anak", "jum'at", "ke-5"]),
        ("Sunday's “News”, 5.5", ["sunday", "s", "news", "5", "5"]),
        ("x" * 500 + " İstanbul", ["x" * 500, "i̇stanbul"]),
        ("\u00a0a\u2003b\n", ["a", "b"]),
        (" … – ", []),
    ],
)
def test_words_are_the_same_at_the_first_and_the_second_meeting(text: str, words: list[str]) -> None:
    for language in (INDONESIAN, ENGLISH, INDONESIAN):
        side = AnalysedText(text, language)
        assert side.words == words
        assert side.vocabulary == frozenset(words)


marks = st.text("\"'“”‘’„«»()[]{}<>.,;:!?…–—-/&%#@*°$£+=|^~`\\⁇\u200b", max_size=3)


@given(
    st.sampled_from((INDONESIAN_LEXICON, ENGLISH_LEXICON)),
    marks,
    st.sampled_from(
        ["tidak", "tiga", "juta", "Senin", "Suriah", "not", "million", "dollars", "Zz", "zqx", "kepulauan"]
    ),
    marks,
)
def test_marks_around_a_word_tell_the_same_whatever_the_word(
    lexicon: Lexicon, before: str, word: str, behind: str
) -> None:
    assert lexicon.work_out(before + word + behind) == lexicon._taken_apart(before + word + behind)


def test_a_clean_pair_passes_few_gates() -> None:
    pair = Pair("unit.1", "Mereka pulang ke desa.", "They went home to the village.")
    assert check_pair(pair) == []
    source, target = AnalysedText(pair.source, INDONESIAN), AnalysedText(pair.target, ENGLISH)
    gated = Gated((rule.gate, code) for code, rule in CHECKS.items() if rule.measure)
    asked = gated(source.features, target.features)
    assert not {"A101", "A107", "A201", "T101", "T102", "E101", "E102", "L101"} & set(asked)


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("\x1c", "", "E101"),
        ("Dia pergi.", "He went\naway.", "T109"),
        ("Harganya Rp5.000.", "It costs $5,000.", "A108"),
        ("Dia bilang 'ya'.", "He said yes.", "T103"),
        ("Kata saya.", "w" * 25 + ".", "H101"),
        ("Kata ini tidak dikenal.", "This word <unk> is not known.", "H106"),
        ("KAMI TAHU ITU SEMUA.", "WE DON'T KNOW ALL THAT.", "A202"),
        ("Harganya (Rp 5.000).", "It costs $5,000.", "A108"),
        ("Lihat Foo.Bar www.x di sana", "See Foo.Bar there", "A401"),
    ],
)
def test_gates_let_rare_cases_through(source: str, target: str, code: str) -> None:
    assert code in {finding.code for finding in check_pair(Pair("unit.1", source, target))}
