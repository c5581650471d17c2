"""A block of pairs only rules out: the findings are those of the pairs one by one, in the same order."""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.test_checks import ALL_CASES, Case
from selaras.checks import CHECKS, CheckSettings, check, check_pair
from selaras.checks import register as registers
from selaras.checks.analysis import ENGLISH, INDONESIAN, AnalysedText
from selaras.checks.block import Block, blocks_of
from selaras.checks.block_names import names_in
from selaras.checks.names import names_of
from selaras.checks.register import Register
from selaras.checks.run import findings_of_block
from selaras.model import Measurements, Pair, Scope

UNITS = CheckSettings(ignore=("K", "S101"), identify_language=False)
# Low thresholds open what high ones rule out, and the other way round.
THRESHOLDS = {"H101": 2, "C105": 2, "A302": 2, "A201": 2, "A101": 2, "H103": 0.6, "U102": 2, "U101": 0.5, "N103": 100}
OTHER = CheckSettings(profile="strict", thresholds=THRESHOLDS, ignore=("K", "S101"), identify_language=False)

# What the screens look at, in forms that are easily missed.
PIECES = [
    piece
    for line in (
        "di yang tidak tidakkah Tidak bukan TIDAK hanya tanpa",
        "belum gagal harga rumah orang presiden Presiden mengatakan kata",
        "the of not NOT don’t DON’T isn't never",
        "unable less only said house people price president The",
        "Jakarta Jakarta's Suriah Syria Krimea Crimea Budi “Budi Budi,",
        "Al-Qaeda Al PBB UN DPR-RI IX XVI İstanbul ISTANBUL",
        "5 5,5 5.5 1.500.000 1,500,000 10.30 16/02 ٥ ５",
        "tiga three tiga-puluh ribu thousand jutaan millions 5juta 5-6",
        "Rp5.000 Rp 5000 $5 US$5 usd USD rm RM 50 idr dolar",
        "dollars persen percent % 5% per cent km kilometer metres tahun 13-month",
        "Minggu minggu Sunday Senin Monday Mei May may Februari February",
        "pukul setengah delapan half past eight noon puluhan tens Seribu Kepulauan of 000 0830 GMT",
        "(1/10) (8/6/2017) Kamis Thursday Jan. October 10 M War Dunia I V (I) 2017/18",
        "a@b.id www.x.id {name} <b> &amp; #tag .. ... ,, ?? ! ? : ; . – — ( ) [a] ' \" “ ” ‘ya’",
        "desa. desa, Desa: Desa. kata: na\u0308h â€œ",
        "\ufffd \u200b \x00 \x1c \u2028 Ünder aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    )
    for piece in line.split(" ")
]
SPACES = (" ", " ", " ", " ", " ", "", "  ", "\n", "\t", "\u00a0", "\u3000", "-", ". ", ", ")
texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SPACES)), max_size=14).map(
    lambda parts: "".join(piece + space for piece, space in parts)
)
pairs_of = st.lists(
    st.builds(
        Pair,
        st.sampled_from(["unit.1", "unit.2", "", "a b"]),
        texts | st.text(max_size=20),
        texts | st.text(max_size=20),
        st.sampled_from([Measurements(), Measurements(score=-9.0, agreement=0.1, unknown=2)]),
    ),
    min_size=1,
    max_size=7,
)


def assert_blocks_find_the_same(pairs: Sequence[Pair], asked: CheckSettings, most: int) -> None:
    together = [found for block in blocks_of(pairs, most) for found in findings_of_block(block, asked)]
    assert together == [found for pair in pairs for found in check_pair(pair, asked)]


@settings(deadline=None)
@given(pairs_of, st.integers(1, 8))
def test_any_pairs_have_the_findings_that_they_have_one_by_one(pairs: list[Pair], most: int) -> None:
    for asked in (UNITS, OTHER):
        assert_blocks_find_the_same(pairs, asked, most)


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=5))
def test_a_block_knows_features_and_names_of_each_text(sources: list[str]) -> None:
    block = Block([Pair("unit.1", source, source) for source in sources], Register())
    pair, form, word = block.ask(names_in)
    names = list(zip(pair.tolist(), block.told(form), block.told(word), strict=True))
    sides = [AnalysedText(source, INDONESIAN) for source in sources]
    assert block.source.features.tolist() == [side.features for side in sides]
    assert block.target.features.tolist() == [AnalysedText(source, ENGLISH).features for source in sources]
    assert names == [(place, name, name.lower()) for place, side in enumerate(sides) for name in names_of(side)]


def spoiled(pair: Pair, rng: random.Random, others: Sequence[Pair]) -> Pair:
    """The pair with a target as machines, people and files spoil it."""
    words, other = pair.target.split(), rng.choice(others)
    start = rng.randrange(len(words) + 1)
    target = rng.choice(
        [
            pair.source,
            other.target,
            other.source,
            "",
            pair.target.upper(),
            pair.target.lower(),
            f"{pair.target} {other.target}",
            " ".join(words[:start]),
            " ".join(words + words[start : start + 3] * 4),
            " ".join(words[:start] + pair.source.split()[start:]),
            " ".join(words[:start] + words[start - 1 : start] + words[start:]),
            "".join(rng.choice("123456789") if char.isdigit() else char for char in pair.target),
            pair.target.replace("million", "billion").replace("percent", "degrees").replace("US$", "€"),
            pair.target.replace(" not", "").replace(" is ", " is not "),
            pair.target.replace(" ", "  ", 2),
            pair.target[:start] + rng.choice("\x00\x0b\x1b\u200b\ufffd") + pair.target[start:],
            pair.target.replace("'", "’").encode().decode("cp1252", errors="ignore"),
        ]
    )
    return Pair(pair.tuid, pair.source, target)


def with_spoiled(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, twice, the second time spoiled."""
    rng = random.Random(1)
    return [*pairs, *(spoiled(pair, rng, pairs) for pair in pairs)]


def test_pairs_of_the_seeds_good_and_spoiled(root: Path) -> None:
    import selaras

    with selaras.open_corpus(root / "corpus") as corpus:
        pairs = [unit.pair for document in corpus.documents() for unit in document.units if unit.target]
    assert pairs
    assert_blocks_find_the_same(with_spoiled(pairs), UNITS, 50)


def test_pairs_of_news_good_and_spoiled(shared: Path) -> None:
    pairs = with_spoiled([*islice(news_pairs(shared / "data" / "parallel.tsv.xz"), 0, 60_000, 100)])
    for asked in (UNITS, OTHER):
        assert_blocks_find_the_same(pairs, asked, 400)


def news_pairs(path: Path) -> Iterator[Pair]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            _, language, _, source, target = line.rstrip("\n").split("\t")
            if language == "id":
                yield Pair(f"unit.{number}", source, target)


def test_very_long_and_empty_texts_share_a_block() -> None:
    long = "Harga beras naik 5,5 persen di Jakarta pada bulan Mei, kata Budi. " * 3000
    pairs = [Pair("unit.1", long, long), Pair("unit.2", "", ""), Pair("unit.3", " \n", "x" * 100_000)]
    assert_blocks_find_the_same([*pairs, Pair("unit.4", "Dia pergi.", "He went.")], UNITS, 10)
    assert len([*blocks_of([Pair("unit.1", long * 5, long)] * 3)]) == 3


def test_a_full_register_is_begun_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "_MOST_CHUNKS", 8)
    pairs = [case.pairs[0] for case in ALL_CASES if case.is_hit and case.pairs]
    assert_blocks_find_the_same(pairs, UNITS, 3)


HITS = [case for case in ALL_CASES if case.is_hit and CHECKS[case.code].screen]


@pytest.mark.parametrize("case", HITS, ids=str)
def test_a_screen_lets_every_hit_through(case: Case) -> None:
    rule = CHECKS[case.code]
    assert rule.screen is not None
    neighbour = Pair("unit.9", "Mereka pulang ke desa.", "They went home to the village.")
    block = Block([neighbour, *case.pairs, neighbour], Register())
    assert rule.screen(block, rule.threshold)[1:-1].all()


@pytest.mark.parametrize("code", [code for code, rule in CHECKS.items() if rule.screen])
def test_a_screen_rules_a_clean_pair_out(code: str) -> None:
    rule = CHECKS[code]
    assert rule.screen is not None
    assert rule.check.scope is Scope.UNIT
    pair = Pair("unit.1", "Budi tidak membeli 3 rumah di desa itu.", "Budi did not buy 3 houses in that village.")
    assert not rule.screen(Block([pair], Register()), rule.threshold).any()


def test_what_was_found_before_the_pairs_ended_in_an_error_is_told() -> None:
    def pairs() -> Iterator[Pair]:
        yield Pair("unit.1", "Dia pergi.", "")
        raise OSError("the file ends here")

    findings = check(pairs())
    assert next(findings).code == "C101"
    with pytest.raises(OSError, match="ends here"):
        list(findings)
