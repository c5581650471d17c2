"""What hypotheses leave unexplained, and how that chooses among them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from selaras.errors import ModelError
from selaras.translation import resolve
from selaras.translation.adequacy import Adequacy, TokenTable, load_table, save_table

TOKENS = ("harga", "beras", "naik", "rice", "prices", "rose")
# rice-beras 1 bit, prices-harga 2, rose-naik 1, and "naik" without counterpart 4.
TABLE = TokenTable(
    TOKENS,
    np.array([3 * 6 + 1, 4 * 6 + 0, 5 * 6 + 2, 6 * 6 + 2]),
    np.array([16, 32, 16, 64], np.uint8),
    160,
)


def test_what_is_left_out_stays_unexplained() -> None:
    whole, part, nothing = Adequacy(TABLE).unexplained(
        ["harga", "beras", "naik"], [["rice", "prices", "rose"], ["rice", "prices"], []]
    )
    assert (whole, part, nothing) == (4 / 3, 7 / 3, 24 / 3)


def test_what_the_table_lacks_explains_and_is_explained_by_nothing() -> None:
    assert Adequacy(TABLE).unexplained(["kopi"], [["coffee"], ["rice"]]) == [10, 10]


def test_a_table_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_table(TABLE, tmp_path / f"{name}.npz")
    loaded = load_table(tmp_path / "one.npz")
    assert (tuple(loaded.tokens), loaded.most) == (TABLE.tokens, TABLE.most)
    assert (loaded.keys.tolist(), loaded.costs.tolist()) == (TABLE.keys.tolist(), TABLE.costs.tolist())
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + bytes(18)])
def test_a_damaged_table_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "adequacy.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="damaged"):
        load_table(path)


def test_columns_that_do_not_fit_are_told(tmp_path: Path) -> None:
    path = tmp_path / "adequacy.npz"
    save_table(replace(TABLE, costs=TABLE.costs[:2]), path)
    with pytest.raises(ModelError, match="damaged"):
        load_table(path)


def test_the_bundled_table_knows_words() -> None:
    path = resolve().adequacy_path
    assert path is not None
    house, dog = Adequacy(load_table(path)).unexplained(["▁rumah"], [["▁house"], ["▁dog"]])
    assert house < 3 < dog
