"""What the pairs of anyone's file are called."""

from __future__ import annotations

from selaras.formats import ForeignUnit
from selaras.pipeline.identifying import Names


def names_of(*units: ForeignUnit) -> list[str]:
    names = Names()
    return [names.of(unit) for unit in units]


def unit(tuid: str, line: int, target_language: str = "en", file: str = "") -> ForeignUnit:
    return ForeignUnit(tuid, "Hujan turun.", "It rained.", "id", target_language, line=line, file=file)


def test_pairs_without_an_id_are_called_by_their_lines() -> None:
    assert names_of(unit("", 4), unit("4", 5), unit("", 6)) == ["line-4", "4", "line-6"]


def test_pairs_that_begin_on_one_line_are_counted() -> None:
    assert names_of(unit("", 1), unit("", 1), unit("", 1), unit("", 2)) == [
        "line-1",
        "line-1.pair-2",
        "line-1.pair-3",
        "line-2",
    ]


def test_a_unit_in_several_languages_is_not_a_repeated_id() -> None:
    found = names_of(unit("7", 9, "en-US"), unit("7", 9, "en-GB"), unit("7.2", 12))
    assert found == ["7", "7.pair-2", "7.2"]


def test_an_id_that_is_repeated_stays_so() -> None:
    assert names_of(unit("7", 9), unit("7", 10), unit("7", 10)) == ["7", "7", "7"]


def test_ids_need_be_unique_in_their_file_of_an_xliff_alone() -> None:
    found = names_of(unit("1", 3, file="a"), unit("2", 4, file="a"), unit("1", 9, file="b"), unit("3", 10, file="b"))
    assert found == ["1", "2", "file-2.1", "3"]
    assert names_of(unit("1", 3, file="a"), unit("1", 4, file="a")) == ["1", "1"]
