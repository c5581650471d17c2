"""What lies on disk behaves as what lies in memory."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras import scratch
from selaras.errors import SelarasError
from selaras.scratch import DiskMap, DiskSet, DiskTable, packed, sorted_rows, unpacked

# Names of files may hold bytes that are no Unicode: lone surrogates in Python.
TEXTS = st.text(st.characters(exclude_categories=[]), max_size=5)


@pytest.fixture(autouse=True, scope="module")
def _little_at_hand() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scratch, "AT_HAND", 3)
        yield


@given(st.lists(st.tuples(TEXTS, TEXTS)))
def test_rows_are_sorted_as_in_memory(rows: list[tuple[str, str]]) -> None:
    assert list(sorted_rows(rows, 2)) == sorted(rows)


@given(st.lists(TEXTS))
def test_a_set_knows_its_members(texts: list[str]) -> None:
    known: set[str] = set()
    members = DiskSet()
    for text in texts:
        assert (text in members) == (text in known)
        assert members.add(text) == (text not in known)
        known.add(text)
    assert list(members) == sorted(known)


@given(st.lists(st.tuples(TEXTS, TEXTS)))
def test_a_map_gives_what_was_put_in(pairs: list[tuple[str, str]]) -> None:
    kept, known = DiskMap(), dict[str, str]()
    for key, value in pairs:
        assert kept.put_new(key, value) == (key not in known)
        known.setdefault(key, value)
    kept["x"] = known["x"] = "another"
    assert {key: kept.get(key) for key in kept} == known
    assert DiskMap().get("x") is None


@given(st.lists(TEXTS))
def test_a_table_keeps_its_order(texts: list[str]) -> None:
    table = DiskTable(("text", "number"), index="number")
    for number, text in enumerate(texts):
        table.append(packed(text), number % 2)
    assert [unpacked(text) for (text,) in table.select("SELECT text FROM rows ORDER BY rowid")] == texts
    odd = table.select("SELECT text FROM rows WHERE number = ? ORDER BY rowid", 1)
    assert [unpacked(text) for (text,) in odd] == texts[1::2]


def test_a_full_disk_is_one_line() -> None:
    table = DiskTable(("text",))
    table._database.execute("PRAGMA max_page_count = 4")
    for _ in range(2):
        table.append(b"x" * 10_000)
    with pytest.raises(SelarasError, match=r"full.*SQLITE_TMPDIR"):
        list(table.select("SELECT * FROM rows"))


def test_a_question_may_be_given_up_with_its_table() -> None:
    table = DiskTable(("text",))
    for number in range(9):
        table.append(number)
    rows = table.select("SELECT * FROM rows")
    next(rows)
    held: list[object] = [table, rows]
    held.append(held)
    del table, rows, held
    gc.collect()
