"""Training keeps to the cores that other programs leave."""

from __future__ import annotations

import pytest

pytest.importorskip("torch", reason="the recipe needs PyTorch")

from training.sharing import Load, read_load, spare_cores


@pytest.mark.parametrize(
    ("everybody", "own", "expected"),
    [(20.0, 20.0, 2), (20.0, 10.0, 1), (13.0, 10.0, 2), (20.0, 1.0, 1), (0.0, 0.0, 2)],
)
def test_threads_are_as_many_as_there_are_spare_cores(everybody: float, own: float, expected: int) -> None:
    assert spare_cores(Load(0, 0, 0), Load(everybody, own, 10), 2) == expected


def test_the_load_of_everybody_holds_the_own() -> None:
    load = read_load()
    assert load is None or load.everybody >= load.own >= 0
