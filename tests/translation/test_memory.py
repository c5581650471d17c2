"""What a memory answers depends on what is in it, never on the order in which it came."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.translation.memory import (
    CORPUS,
    FOREIGN_PENALTY,
    MOST_SUGGESTIONS,
    NO_MEMORY,
    Entry,
    Layer,
    LayeredMemory,
    MatchKind,
)

RICE = "Harga beras naik tiga persen di pasar induk."


def own(*entries: Entry) -> LayeredMemory:
    return LayeredMemory(Layer(CORPUS, entries))


def both(entries: list[Entry], foreign: list[Entry]) -> LayeredMemory:
    return LayeredMemory(Layer(CORPUS, entries), [Layer("client.tmx", foreign, FOREIGN_PENALTY)])


def test_an_exact_match_is_decided() -> None:
    match = own(Entry(RICE, "Rice is up.")).decided(RICE)
    assert match is not None
    assert (match.target, match.kind, match.score, match.layer) == ("Rice is up.", MatchKind.EXACT, 100, CORPUS)


def test_what_is_only_similar_is_suggested() -> None:
    memory = own(Entry(RICE, "Rice is up."))
    changed = RICE.replace("tiga", "lima")
    assert memory.decided(changed) is None
    (match,) = memory.matches(changed)
    assert (match.kind, match.target) == (MatchKind.FUZZY, "Rice is up.")
    assert 90 <= match.score < 100


def test_what_differs_in_a_mark_or_in_case_is_not_exact() -> None:
    memory = own(Entry(RICE, "Rice is up."))
    for changed in (RICE.removesuffix("."), RICE.upper().capitalize().replace("beras", "Beras")):
        assert memory.decided(changed) is None
        assert all(match.score < 100 for match in memory.matches(changed))


def test_two_targets_decide_only_where_the_neighbours_say_which() -> None:
    memory = own(Entry("Ya.", "Yes.", "Benarkah?", "Lalu?"), Entry("Ya.", "Indeed.", "Satu.", "Dua."))
    assert memory.decided("Ya.") is None
    assert memory.decided("Ya.", "Benarkah?", "") is None
    match = memory.decided("Ya.", "Benarkah?", "Lalu?")
    assert match is not None
    assert (match.target, match.kind) == ("Yes.", MatchKind.CONTEXT)
    assert [(m.target, m.score) for m in memory.matches("Ya.")] == [("Indeed.", 99), ("Yes.", 99)]


def test_two_missing_neighbours_are_no_context() -> None:
    match = own(Entry("Ya.", "Yes.")).decided("Ya.", "", "")
    assert match is not None
    assert match.kind is MatchKind.EXACT


def test_the_corpus_comes_before_files_and_context_before_both() -> None:
    memory = both([Entry("Ya.", "Yes.")], [Entry("Ya.", "Indeed.", "Satu.", "Dua.")])
    assert [m.target for m in (memory.decided("Ya."), memory.decided("Ya.", "Satu.", "Dua.")) if m] == [
        "Yes.",
        "Indeed.",
    ]
    assert [match.target for match in memory.matches("Ya.")] == ["Yes.", "Indeed."]


def test_files_that_disagree_decide_nothing() -> None:
    layers = [Layer("a.tmx", [Entry("Ya.", "Yes.")], 1), Layer("b.tmx", [Entry("Ya.", "Indeed.")], 1)]
    assert LayeredMemory(Layer(CORPUS, ()), layers).decided("Ya.") is None


def test_penalties_order_suggestions() -> None:
    approved, edited = Entry("Harga beras naik.", "A."), Entry("Harga beras naik!", "B.", approved=False)
    assert [match.target for match in own(approved, edited).matches("Harga beras naik?")] == ["A.", "B."]
    foreign = both([edited], [approved, Entry("Harga beras turun.", "C.")])
    assert [match.layer for match in foreign.matches("Harga beras naik?")][:2] == [CORPUS, "client.tmx"]


def test_suggestions_are_few_and_each_target_comes_once() -> None:
    entries = [Entry(RICE + mark, f"{number % 5}") for number, mark in enumerate("!?…;:,-*+=")]
    found = own(*entries).matches(RICE)
    assert len(found) == MOST_SUGGESTIONS
    assert len({match.target for match in found}) == len(found)


def test_an_empty_memory_knows_nothing() -> None:
    assert NO_MEMORY.decided(RICE) is None
    assert NO_MEMORY.matches(RICE) == []
    assert len(NO_MEMORY) == 0


WORDS = st.sampled_from(
    ["harga", "beras", "naik", "turun", "pasar", "induk", "tiga", "persen", "warga", "resah", "di", "pekan", "ini"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
ENTRIES = st.lists(
    st.builds(Entry, SENTENCES, st.sampled_from("ABC"), SENTENCES, SENTENCES, st.booleans()), max_size=30
)


@given(ENTRIES, ENTRIES, SENTENCES, st.randoms(use_true_random=False))
def test_the_order_of_entries_never_matters(
    entries: list[Entry], foreign: list[Entry], query: str, dice: random.Random
) -> None:
    one = both(entries, foreign)
    dice.shuffle(entries)
    dice.shuffle(foreign)
    other = both([*entries, *entries], foreign)
    assert one.matches(query) == other.matches(query)
    assert one.decided(query) == other.decided(query)
    for entry in entries[:3]:
        context = (entry.source, entry.before, entry.after)
        assert one.decided(*context) == other.decided(*context)
        assert all(match.score >= 75 for match in one.matches(*context))


@pytest.mark.parametrize("size", [10, 3000])
def test_a_sentence_with_one_changed_word_is_found(size: int) -> None:
    dice = random.Random(size)
    words = [f"kata{number}" for number in range(size)]
    texts = [" ".join(dice.choices(words, k=12)) for _ in range(size)]
    memory = own(*(Entry(text, text.upper()) for text in texts))
    for text in dice.sample(texts, 10):
        changed = text.split()
        changed[dice.randrange(12)] = "lain"
        assert memory.matches(" ".join(changed))[0].source == text
