"""Rare words: which of them a translation leaves out, and what comes of telling the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from selaras.errors import ModelError
from selaras.model import Provenance, Span
from selaras.terminology.glossary import Glossary, Term
from selaras.translation import DEFAULT, DecodingOptions, FailureCheck, resolve
from selaras.translation.engine import ArgosTranslator
from selaras.translation.lexicon import Lexicon, load_lexicon, meaning
from selaras.translation.packages import read_package
from translation.test_choosing import Script, Words, fails_on

LEXICON = Lexicon(
    {
        "bumerang": meaning("boomerang"),
        "usus": meaning("intestine", ["bowel"]),
        "ban": meaning("tire"),
        "kupu-kupu": meaning("butterfly"),
        "Bukares": meaning("Bucharest"),
        "karhutla": meaning("forest fires", ["wildfire"]),
        "menjual": meaning("sell"),
        "kambing": meaning("goat"),
        "kambing hitam": meaning("scapegoat"),
    }
)


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Dua bumerang.", "Two brothers.", ["boomerang"]),
        ("Dua bumerang.", "Two boomerangs.", []),
        ("Ususnya sakit, usus besar.", "It hurts.", ["intestine", "intestine"]),
        ("Karhutla meluas.", "The fires spread.", ["forest fires"]),
        ("Karhutla meluas.", "Fires in the forest spread.", []),
        ("Karhutla meluas.", "Wildfires spread.", []),
        ("Dia menjual ususnya.", "He sold his bowels.", []),
        ("Usus besar.", "The large bowel.", []),
        ("Bumerang dan Ban Ki-moon.", "He and Ban Ki-moon.", ["boomerang"]),
        ("Bumerang menolak.", "Bumerang refused.", []),
        ("Ia lempar bumerang.", "A boomerang-shaped thing.", []),
        ("Kupu-kupu terbang.", "They fly.", ["butterfly"]),
        ("Bumerang'at dan Kupu'at.", "It.", []),
        ("Penyanyi Bumerang di Bukares.", "The singer in Bucureski.", ["Bucharest"]),
        ("Bumerang-bumerang dan bumerang-bumerangnya.", "Two.", ["boomerang", "boomerang"]),
        ("Sebuah ban.", "A banner.", ["tire"]),
        ("Kambing hitamnya kambing jantan.", "A black goat.", ["scapegoat"]),
        ("Kambing, hitam.", "Black.", ["goat"]),
    ],
)
def test_words_that_a_translation_leaves_out(source: str, translation: str, expected: list[str]) -> None:
    assert [*LEXICON.unsaid(source, translation).values()] == expected


def test_a_capital_of_a_headline_makes_no_name() -> None:
    title = "Ban Pecah, Kambing Hitam Ditahan"
    assert [*LEXICON.unsaid(title, "A burst", in_title=True).values()] == ["tire", "scapegoat"]
    assert [*LEXICON.unsaid(title, "Ban and a scapegoat", in_title=True).values()] == []


def test_a_headline_is_told_in_small_letters() -> None:
    said = {
        "Harga Beras Naik di Pasar dan Bumerang Kembali": ["It rose"],
        "Harga beras naik di Pasar dan Bumerang kembali": ["It rose"],
        "Harga beras naik di Pasar dan boomerang kembali": ["It is a boomerang"],
    }
    asked, (text, steps) = told(said)
    assert asked == [*said][1:]
    assert (text, steps) == ("It is a boomerang", ("title", "told"))


def told(
    said: dict[str, list[str]], failures: FailureCheck | None = None, options: DecodingOptions = DEFAULT
) -> tuple[list[str], tuple[str, Sequence[str]]]:
    """What the model was asked for the first sentence of the script, and what was made of it."""
    script = Script(said)
    translator = ArgosTranslator(
        Words(), script, Provenance("fake", "fake", ""), 100, options, failures, lexicon=LEXICON
    )
    (done,) = translator.translate([next(iter(said))])
    return script.asked, (done.text, done.measurements.steps)


def test_the_model_is_told_of_a_word_that_it_left_out() -> None:
    said = {"Dua bumerang.": ["Two brothers."], "Dua boomerang.": ["Two things.", "Two boomerangs."]}
    assert told(said) == ([*said], ("Two boomerangs.", ("told", "reranked")))


def test_what_does_not_say_it_either_is_not_taken() -> None:
    said = {"Dua bumerang.": ["Two brothers."], "Dua boomerang.": ["Two things."]}
    assert told(said) == ([*said], ("Two brothers.", ()))


def test_what_fails_a_check_for_it_is_not_taken() -> None:
    said = {"Dua bumerang.": ["Two brothers."], "Dua boomerang.": ["A boomerang."]}
    assert told(said, fails_on("A ")) == ([*said], ("Two brothers.", ()))


def test_a_hypothesis_that_says_the_word_is_taken_without_asking_again() -> None:
    said = {"Dua bumerang.": ["Two brothers.", "Two boomerangs."]}
    assert told(said) == ([*said], ("Two boomerangs.", ("reranked",)))


def test_the_model_is_not_told_if_it_shall_not_be() -> None:
    said = {"Dua bumerang.": ["Two brothers.", "Two boomerangs."]}
    assert told(said, options=replace(DEFAULT, lexicon=False)) == ([*said], ("Two brothers.", ()))


def test_the_model_is_told_of_a_term_that_it_renders_otherwise() -> None:
    glossary = Glossary((Term("bupati", ("regent",)), Term("bumerang", ("throwing stick",))))
    said = {
        "Bupati punya bumerang.": ["The mayor has it."],
        "Regent punya throwing stick.": ["The regent has a throwing stick."],
    }
    script = Script(said)
    provenance = Provenance("fake", "fake", "")
    translator = ArgosTranslator(
        Words(), script, provenance, 100, DEFAULT, glossary.failures, glossary=glossary, lexicon=LEXICON
    )
    (done,) = translator.translate(["Bupati punya bumerang."])
    assert (script.asked, done.text) == ([*said], "The regent has a throwing stick.")
    assert done.measurements.steps == ("told",)


def test_a_term_of_the_glossary_is_no_rare_word() -> None:
    glossary = Glossary((Term("bumerang", ("throwing stick",)),))
    script = Script({"Dua bumerang.": ["Two throwing sticks.", "Two throwing sticks boomerangs."]})
    provenance = Provenance("fake", "fake", "")
    translator = ArgosTranslator(
        Words(), script, provenance, 100, DEFAULT, glossary.failures, glossary=glossary, lexicon=LEXICON
    )
    assert [done.text for done in translator.translate(["Dua bumerang."])] == ["Two throwing sticks."]
    assert script.asked == ["Dua bumerang."]


def test_what_was_hidden_stays_hidden() -> None:
    said = {
        "Kejaksaan Agung melihat bumerang.": ["The court saw it."],
        "X1 melihat bumerang.": ["X1 saw it."],
        "X1 melihat boomerang.": ["X1 saw a boomerang."],
    }
    text = "The Attorney General's Office saw a boomerang."
    assert told(said) == ([*said], (text, ("protected", "told")))


def test_a_lexicon_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("bumerang\tboomerang\t\nusus\tintestine\tbowel;gut\n", "utf-8")
    lexicon = load_lexicon(path)
    assert lexicon.unsaid("Usus dan bumerang.", "His gut.") == {Span(9, 17): "boomerang"}


@pytest.mark.parametrize(
    "content", [b"usus\n", b"usus\tbowel\n", b"\xff\tbowel\t\n", b"usus\t\t\n", b"usus\tlarge (bowel)\t\n"]
)
def test_a_damaged_lexicon_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="damaged"):
        load_lexicon(path)


def test_the_bundled_lexicon_knows_words() -> None:
    path = resolve().lexicon_path
    assert path is not None
    assert load_lexicon(path).unsaid("Dua bumerang.", "Two brothers.") == {Span(4, 12): "boomerang"}


def test_a_package_with_another_lexicon_is_another(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "model").mkdir(parents=True)
        (tmp_path / name / "model" / "model.bin").touch()
        (tmp_path / name / "sentencepiece.model").touch()
        (tmp_path / name / "metadata.json").write_text("{}", "utf-8")
        (tmp_path / name / "lexicon.tsv").write_text("usus\tintestine\t\n", "utf-8")
    one, two = (read_package(tmp_path / name) for name in ("one", "two"))
    assert one.sha256 == two.sha256
    (tmp_path / "two" / "lexicon.tsv").write_text("usus\tbowel\t\n", "utf-8")
    assert one.sha256 != two.sha256
