"""The translator with a model that says what the test wants: choosing, retrying, joining, order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.model import Provenance
from selaras.terminology.glossary import Glossary, Term
from selaras.translation import DEFAULT, DecodingOptions, FailureCheck
from selaras.translation.choice import Candidate, agreement
from selaras.translation.decoding import Hypothesis, batches
from selaras.translation.engine import ArgosTranslator

Said = Mapping[str, Sequence[str]]


class Words:
    """Tokens are words."""

    spells_bytes = False

    def encode(self, text: str) -> list[str]:
        return text.split()

    def decode(self, tokens: list[str]) -> str:
        return " ".join(tokens)

    def count_unknown(self, tokens: Sequence[str]) -> int:
        return tokens.count("?")


class Script:
    """Says what stands in the script, on a retry what stands under "again", else the source in capitals."""

    def __init__(self, said: Said, again: Said | None = None) -> None:
        self.said, self.again = said, again or {}
        self.asked: list[str] = []

    def decode(
        self, sources: Sequence[Sequence[str]], options: DecodingOptions
    ) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        script = self.again if options.no_repeat_ngram_size else self.said
        for index in reversed(range(len(sources))):
            text = " ".join(sources[index])
            self.asked.append(text)
            said = script.get(text) or [text.upper()]
            yield index, tuple(Hypothesis(tuple(words.split()), -0.5, -0.5, "loop loop" in words) for words in said)


def translator(script: Script, failures: FailureCheck | None = None, piece_tokens: int = 100) -> ArgosTranslator:
    return ArgosTranslator(Words(), script, Provenance("fake", "fake", ""), piece_tokens, DEFAULT, failures)


def fails_on(*bad: str) -> Callable[[str, str], list[str]]:
    return lambda source, hypothesis: [word for word in bad if word in hypothesis]


def test_the_likeliest_is_taken_without_checks() -> None:
    (done,) = translator(Script({"satu dua": ["one", "two"]})).translate(["satu dua"])
    assert (done.text, done.measurements.steps) == ("one", ())
    assert done.measurements.score == -0.5


class Lengths:
    """Explains a source the better, the more tokens are said."""

    def unexplained(self, source: Sequence[str], hypotheses: Sequence[Sequence[str]]) -> list[float]:
        return [-float(len(tokens)) for tokens in hypotheses]


@pytest.mark.parametrize(("weight", "expected"), [(0, "one"), (0.5, "one two three")])
def test_what_accounts_for_the_source_is_taken_before_the_likeliest(weight: float, expected: str) -> None:
    script = Script({"satu dua": ["one", "one two", "one two three"]})
    options = replace(DEFAULT, adequacy=weight)
    chooser = ArgosTranslator(Words(), script, Provenance("fake", "fake", ""), 100, options, adequacy=Lengths())
    (done,) = chooser.translate(["satu dua"])
    assert (done.text, done.measurements.steps) == (expected, ("reranked",) if weight else ())


def test_checks_come_before_what_accounts_for_the_source() -> None:
    script = Script({"satu dua": ["one", "one two", "one bad three"]})
    provenance = Provenance("fake", "fake", "")
    chooser = ArgosTranslator(Words(), script, provenance, 100, DEFAULT, fails_on("bad"), adequacy=Lengths())
    assert chooser.translate(["satu dua"])[0].text == "one two"


def test_another_hypothesis_is_taken_when_the_best_fails() -> None:
    script = Script({"satu dua": ["bad one", "bad worse", "two"]})
    (done,) = translator(script, fails_on("bad", "worse")).translate(["satu dua"])
    assert (done.text, done.measurements.steps) == ("two", ("reranked",))
    assert script.asked == ["satu dua"]


def test_a_retry_when_all_fail() -> None:
    script = Script({"satu dua": ["bad"]}, again={"satu dua": ["good"]})
    (done,) = translator(script, fails_on("bad")).translate(["satu dua"])
    assert (done.text, done.measurements.steps) == ("good", ("retried",))


def test_fewer_failures_are_better_and_ties_keep_the_first() -> None:
    script = Script({"satu dua": ["bad worse", "bad"]}, again={"satu dua": ["bad again"]})
    (done,) = translator(script, fails_on("bad", "worse")).translate(["satu dua"])
    assert (done.text, done.measurements.steps) == ("bad", ("reranked",))


def test_what_never_ends_is_retried_without_any_checks() -> None:
    script = Script({"satu dua": ["loop loop loop"]}, again={"satu dua": ["fine"]})
    (done,) = translator(script).translate(["satu dua"])
    assert (done.text, done.measurements.steps) == ("fine", ("retried",))


def test_smaller_pieces_are_the_last_resort() -> None:
    source = "satu dua tiga, empat lima enam"
    script = Script({source: ["bad"]}, again={source: ["bad"], "satu dua tiga,": ["one,"], "empat lima enam": ["two"]})
    (done,) = translator(script, fails_on("bad")).translate([source])
    assert (done.text, done.measurements.steps) == ("one, two", ("split", "retried"))


def test_a_protected_token_is_never_lost() -> None:
    source = "Lihat contoh.id untuk kabar dari @ani."
    script = Script(
        {}, again={"Lihat X1 untuk kabar dari X2.": ["no"], "Lihat": ["See"], "untuk kabar dari": ["for news of"]}
    )
    script.said = {"Lihat X1 untuk kabar dari X2.": ["lost it"]}
    (done,) = translator(script).translate([source])
    assert done.text == "See contoh.id for news of @ani."
    assert done.measurements.steps == ("split", "protected", "retried")


KEPT = Glossary((Term("Pasar Senen", ("Pasar Senen",), keep=True), Term("hukum dan ham", ("law and rights",))))


def obedient(script: Script, piece_tokens: int = 100) -> ArgosTranslator:
    return ArgosTranslator(
        Words(), script, Provenance("fake", "fake", ""), piece_tokens, DEFAULT, KEPT.failures, glossary=KEPT
    )


def test_a_term_to_be_kept_is_hidden_where_the_model_changes_it() -> None:
    said = {"Ia ke Pasar Senennya.": ["He to Senen Market."], "Ia ke X1.": ["lost it", "He went to X1."]}
    script = Script(said)
    (done,) = obedient(script).translate(["Ia ke Pasar Senennya."])
    assert (done.text, done.measurements.steps) == ("He went to Pasar Senen.", ("protected", "reranked"))
    assert script.asked == list(said)


def test_a_term_that_the_model_keeps_is_not_hidden() -> None:
    script = Script({"Ia ke Pasar Senen.": ["He to Senen Market.", "He is at Pasar Senen."]})
    (done,) = obedient(script).translate(["Ia ke Pasar Senen."])
    assert (done.text, done.measurements.steps) == ("He is at Pasar Senen.", ("reranked",))
    assert script.asked == ["Ia ke Pasar Senen."]


def test_a_kept_institution_is_hidden_once_wherever_it_stands() -> None:
    glossary = Glossary((Term("Kejaksaan Agung", ("Kejaksaan Agung",), keep=True),))
    source = "Kejaksaan Agung membantah, kata Kejaksaan Agung RI."
    script = Script(
        {source: ["The court denied, said the court."], "X1 membantah, kata X2 RI.": ["X1 denied, said X2."]}
    )
    chooser = ArgosTranslator(
        Words(), script, Provenance("fake", "fake", ""), 100, DEFAULT, glossary.failures, glossary=glossary
    )
    assert chooser.translate([source])[0].text == "Kejaksaan Agung denied, said Kejaksaan Agung."


def test_nothing_but_a_term_to_be_kept_is_copied() -> None:
    assert obedient(Script({"Pasar Senen": ["Senen Market"]})).translate(["Pasar Senen"])[0].text == "Pasar Senen"


def test_a_term_is_not_cut_at_its_conjunction() -> None:
    script = Script({})
    obedient(script, piece_tokens=4).translate(["Menteri hukum dan ham tiba."])
    assert not any(piece.startswith("dan") for piece in script.asked)


def test_a_replacement_character_is_a_failure() -> None:
    script = Script({"satu dua": ["one \ufffd", "one two"]})
    assert translator(script).translate(["satu dua"])[0].text == "one two"


def test_silence_is_a_failure() -> None:
    assert translator(Script({"satu dua": [" ", "one two"]})).translate(["satu dua"])[0].text == "one two"


def test_a_replacement_character_of_the_source_is_none() -> None:
    script = Script({"satu \ufffd": ["one \ufffd", "one"]})
    assert translator(script).translate(["satu \ufffd"])[0].text == "one \ufffd"


def test_agreement_and_unknown_words_are_measured() -> None:
    (done,) = translator(Script({"satu dua": ["one ?", "one ?"]})).translate(["satu dua"])
    assert done.measurements.agreement == 1
    assert done.measurements.unknown == 1


def test_long_segments_are_split_and_joined() -> None:
    script = Script({"Hujan turun lama,": ["Rain fell."], "dan jalan ditutup.": ["And roads closed."]})
    (done,) = translator(script, piece_tokens=5).translate(["Hujan turun lama, dan jalan ditutup."])
    assert (done.text, done.measurements.steps) == ("Rain fell, and roads closed.", ("split",))


def test_parts_between_escapes_are_translated_each_by_itself() -> None:
    script = Script({"Halo semua,": ["Hello all,"], "selamat pagi.": ["Good morning."]})
    (done,) = translator(script).translate([r"Halo semua,\nselamat pagi."])
    assert done.text == r"Hello all,\ngood morning."


def test_what_the_model_does_not_see_makes_no_segment_long() -> None:
    script = Script({"Lihat X1 hari ini.": ["See X1 today."]})
    word = "abcdefghij" * 50
    (done,) = translator(script, piece_tokens=4).translate([f"Lihat {word} hari ini."])
    assert (done.text, script.asked) == (f"See {word} today.", ["Lihat X1 hari ini."])


def test_equal_texts_are_translated_once() -> None:
    script = Script({})
    translator(script).translate(["satu", "dua", "satu", "satu"])
    assert sorted(script.asked) == ["dua", "satu"]


@given(st.lists(st.sampled_from(["", " ", "satu", "dua tiga.", "https://a.id", "1,5", "a, b, c, d, e, f, g, h"])))
def test_order_and_progress(sources: list[str]) -> None:
    told: list[int] = []
    done = translator(Script({}), piece_tokens=4).translate(sources, told.append)
    assert len(done) == len(sources) == sum(told)
    alone = translator(Script({}), piece_tokens=4)
    assert done == [alone.translate([source])[0] for source in sources]


def test_failures_weigh_more_than_words_unsaid_and_these_more_than_words_invented() -> None:
    flawless, fails = Candidate("", 0), Candidate("", 1)
    invents, leaves_out = Candidate("", 0, invented=9), Candidate("", 0, unsaid=1)
    assert flawless.flaws < invents.flaws < leaves_out.flaws < fails.flaws
    assert not flawless.is_flawed


@pytest.mark.parametrize(("others", "expected"), [([], None), (["abc"], 1.0), (["abc", "xyz"], 0.5)])
def test_agreement(others: list[str], expected: float | None) -> None:
    assert agreement("abc", others) == expected


@given(st.lists(st.integers(1, 50), max_size=60), st.integers(1, 120))
def test_batches_hold_everything_once_and_fit(lengths: list[int], most: int) -> None:
    made = list(batches(lengths, most))
    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) == 1 or len(batch) * max(lengths[index] for index in batch) <= most
