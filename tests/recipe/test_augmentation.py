from __future__ import annotations

import re
from random import Random

import pytest

from training.augmentation import AUGMENTATIONS, augment, bare_verb, random_number, random_verbatim, title_case
from training.pairs import Pair

PAIR = Pair("news", "Petani di Sukamaju menjual 25 karung beras.", "Farmers in Sukamaju sold 25 sacks of rice.")
NEXT = Pair("news", "Hujan turun sepanjang malam.", "It rained all night.")
QUOTED = Pair("news", '"Kami siap," kata Rina.', '"We are ready," said Rina.')
FRAGMENT = Pair("news", "Harga beras", "The price of rice")


def vary(kind: str, pair: Pair = PAIR, seed: int = 1) -> Pair | None:
    return AUGMENTATIONS[kind](pair, [NEXT], Random(seed))


def varied(kind: str, pair: Pair = PAIR, seed: int = 1) -> Pair:
    variant = vary(kind, pair, seed)
    assert variant is not None
    return variant


def test_capitals_on_both_sides() -> None:
    assert varied("capitals").indonesian == "PETANI DI SUKAMAJU MENJUAL 25 KARUNG BERAS."
    assert varied("capitals").english.isupper()


def test_headlines_have_title_case_and_no_stop() -> None:
    assert varied("headline").indonesian == "Petani di Sukamaju Menjual 25 Karung Beras"
    assert varied("headline").english == "Farmers in Sukamaju Sold 25 Sacks of Rice"


def test_telegraphic_segments_have_bare_verbs_and_no_stop() -> None:
    assert varied("telegraphic").indonesian == "Petani di Sukamaju jual 25 karung beras"
    assert varied("telegraphic").english == "Farmers in Sukamaju sold 25 sacks of rice"
    assert vary("telegraphic", NEXT) is None
    assert vary("telegraphic", Pair("news", "Mereka tiba di Meksiko.", "They arrived in Mexico.")) is None


@pytest.mark.parametrize(
    ("verb", "bare"),
    [
        ("menulis", "tulis"),
        ("memilih", "pilih"),
        ("memulai", "mulai"),
        ("mengirimkan", "kirimkan"),
        ("mengambil", "ambil"),
        ("menggelar", "gelar"),
        ("menyelesaikan", "selesaikan"),
        ("melihat", "lihat"),
        ("mencari", "cari"),
        ("mereka", "mereka"),
        ("menteri", "menteri"),
        ("metode", "metode"),
    ],
)
def test_verbs_without_their_prefix(verb: str, bare: str) -> None:
    assert bare_verb(verb) == bare


def test_small_words_are_capital_only_in_front() -> None:
    assert title_case("di rumah dan di jalan") == "Di Rumah dan di Jalan"


def test_final_stops_go_from_both_sides() -> None:
    variant = varied("no_final_stop")
    assert (variant.indonesian[-5:], variant.english[-4:]) == ("beras", "rice")


def test_neighbours_become_one_segment_up_to_a_length() -> None:
    assert varied("neighbours").english == f"{PAIR.english} {NEXT.english}"
    long = Pair("news", "kata " * 149 + "akhir.", "word " * 149 + "end.")
    assert vary("neighbours", long) is None


def test_quotations_name_the_same_speaker_on_both_sides() -> None:
    variant = varied("attribution")
    speech = re.fullmatch(r'"Petani di Sukamaju menjual 25 karung beras," \w+ (.+)\.', variant.indonesian)
    assert speech
    assert variant.english.startswith('"Farmers in Sukamaju sold 25 sacks of rice," ')
    last_name = speech[1].split(",")[0].split()[-1]
    assert last_name in variant.english


def test_quotes_are_curled_only_where_both_sides_have_them_in_pairs() -> None:
    assert varied("typographic_quotes", QUOTED).indonesian == "“Kami siap,” kata Rina."
    assert varied("typographic_quotes", QUOTED).english == "“We are ready,” said Rina."
    assert vary("typographic_quotes") is None


def test_a_number_is_replaced_in_each_notation() -> None:
    for seed in range(20):
        variant = varied("number", seed=seed)
        indonesian = re.search(r"menjual (\S+) karung", variant.indonesian)
        english = re.search(r"sold (\S+) sacks", variant.english)
        assert indonesian
        assert english
        assert indonesian[1].replace(".", "").replace(",", ".") == english[1].replace(",", "")


@pytest.mark.parametrize("text", ["Pada 2019 ia 5,5 persen.", "Ada 16/02 di sini.", "Tidak ada."])
def test_years_decimals_and_dates_are_left_alone(text: str) -> None:
    assert vary("number", Pair("news", text, text)) is None


def test_numbers_have_the_same_value_in_both_notations() -> None:
    for seed in range(50):
        indonesian, english = random_number(Random(seed))
        assert indonesian.replace(".", "").replace(",", ".") == english.replace(",", "")


def test_a_shared_name_is_replaced_on_both_sides() -> None:
    variant = varied("name")
    new = variant.english.split()[2]
    assert new != "Sukamaju"
    assert variant.indonesian.split()[2] == new
    assert vary("name", NEXT) is None


def test_verbatim_text_is_the_same_on_both_sides_and_keeps_the_stop() -> None:
    variant = varied("verbatim")
    added = variant.english.removeprefix("Farmers in Sukamaju sold 25 sacks of rice").removesuffix(".")
    assert added
    assert variant.indonesian == f"Petani di Sukamaju menjual 25 karung beras{added}."


def test_verbatim_text_has_no_spaces() -> None:
    kinds = {random_verbatim(Random(seed)) for seed in range(100)}
    assert len(kinds) > 90
    assert not any(" " in text for text in kinds)
    assert any(text.startswith("https://") for text in kinds)
    assert any(text.startswith("@") for text in kinds)


def test_times_and_sums_take_each_language_s_notation() -> None:
    random = Random(1)
    tried = [AUGMENTATIONS["clock_and_date"](PAIR, [], random) for _ in range(200)]
    variants = [pair for pair in tried if pair]
    times = [pair for pair in variants if "pukul" in pair.indonesian]
    sums = [pair for pair in variants if re.search(r"\d,\d+ triliun", pair.indonesian)]
    assert times
    assert all(re.search(r"pukul \d\d\.\d\d", pair.indonesian) for pair in times)
    assert all(re.search(r"at \d\d:\d\d", pair.english) for pair in times)
    assert sums
    assert all(re.search(r"\d\.\d+ trillion", pair.english) for pair in sums)


def test_datelines_and_sign_offs_stand_around_the_sentence() -> None:
    assert varied("dateline").english.endswith(f" {PAIR.english}")
    assert re.fullmatch(rf"{re.escape(PAIR.english)} \([\w/]+\)", varied("sign_off").english)


@pytest.mark.parametrize("kind", sorted(set(AUGMENTATIONS) - {"capitals", "name", "number", "typographic_quotes"}))
def test_fragments_are_not_treated_as_sentences(kind: str) -> None:
    assert vary(kind, FRAGMENT) is None


def test_variants_keep_their_source_and_come_out_the_same_every_time() -> None:
    shares = dict.fromkeys(AUGMENTATIONS, 0.5)
    pairs = [PAIR, NEXT, QUOTED, Pair("other", "Ia pulang.", "He went home.")]
    once, again = (list(augment(pairs, shares, Random(3))) for _ in range(2))
    assert once == again
    assert once
    assert all(variant.origin.split("+")[0] in ("news", "other") for variant in once)
    assert all(variant.origin.split("+")[1] in AUGMENTATIONS for variant in once)


def test_sources_are_never_joined() -> None:
    other = Pair("other", "Ia pulang.", "He went home.")
    assert list(augment([PAIR, other], {"neighbours": 1.0}, Random(1))) == []


def test_an_unknown_augmentation_is_refused() -> None:
    with pytest.raises(KeyError):
        list(augment([PAIR], {"shuffle": 0.1}, Random(1)))
