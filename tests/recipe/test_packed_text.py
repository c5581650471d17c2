from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.mixture import balance
from training.packed import PackedPairs, collate, join, load_pairs, load_side, pack, plan_batches, save_pairs, save_side
from training.vocabulary import BEGIN, END, PADDING

SEGMENTS = st.lists(st.lists(st.integers(4, 60_000), min_size=1, max_size=30), min_size=1, max_size=40)


def pairs_of(segments: list[list[int]]) -> PackedPairs:
    weight = np.ones(len(segments), np.float32)
    return PackedPairs(pack(segments), pack([segment[::-1] for segment in segments]), weight, weight)


@given(SEGMENTS)
def test_packed_segments_come_back(segments: list[list[int]]) -> None:
    side = pack(segments)
    assert [side.segment(index) for index in range(len(side))] == segments


@given(SEGMENTS, st.integers(64, 200))
def test_a_pass_takes_every_pair_once_within_the_budget(segments: list[list[int]], budget: int) -> None:
    pairs = pairs_of(segments)
    plan = plan_batches(pairs, pairs.weight, budget, 100, np.random.default_rng(1))
    assert sorted(int(index) for batch in plan for index in batch) == list(range(len(segments)))
    assert all(len(batch) * (max(len(segments[index]) for index in batch) + 1) <= budget for batch in plan)


def test_weights_say_how_often_a_pair_is_taken() -> None:
    pairs = pairs_of([[5]] * 3000)
    weight = np.array([0, 2, 0.5] * 1000, np.float32)
    plan = plan_batches(pairs, weight, 100, 100, np.random.default_rng(1))
    taken = np.bincount(np.concatenate(plan), minlength=3000).reshape(-1, 3).sum(0)
    assert taken[0] == 0
    assert taken[1] == 2000
    assert 400 < taken[2] < 600


def test_pairs_that_are_too_long_are_left_out() -> None:
    pairs = pairs_of([[5] * 50, [6] * 5])
    assert np.concatenate(plan_batches(pairs, pairs.weight, 100, 20, np.random.default_rng(1))).tolist() == [1]


def test_collating_adds_marks_and_padding() -> None:
    batch = collate(pairs_of([[11, 12, 13], [21]]), np.array([0, 1]))
    assert batch.source.shape == (2, 8)
    assert batch.source[0].tolist() == [11, 12, 13, END, *[PADDING] * 4]
    assert batch.prefix[0].tolist() == [BEGIN, 13, 12, 11, *[PADDING] * 4]
    assert batch.expected[0].tolist() == [13, 12, 11, END, *[PADDING] * 4]
    assert batch.prefix[1].tolist() == [BEGIN, 21, *[PADDING] * 6]


def test_a_target_that_fills_its_row_keeps_its_last_piece() -> None:
    batch = collate(pairs_of([list(range(10, 17))]), np.array([0]))
    assert batch.expected[0].tolist() == [16, 15, 14, 13, 12, 11, 10, END]
    assert batch.prefix[0].tolist() == [BEGIN, 16, 15, 14, 13, 12, 11, 10]


def test_files_give_back_what_was_saved(tmp_path: Path) -> None:
    pairs = join([pairs_of([[7, 8], [9]]), pairs_of([[10]])])
    save_pairs(pairs, tmp_path / "pairs.npz")
    loaded = load_pairs(tmp_path / "pairs.npz")
    assert [loaded.source.segment(index) for index in range(3)] == [[7, 8], [9], [10]]
    assert loaded.weight.tolist() == [1, 1, 1]
    save_side(pairs.target, tmp_path / "side.npz")
    assert load_side(tmp_path / "side.npz").segment(0) == [8, 7]


@pytest.mark.parametrize(("share", "real", "each"), [(0.0, 2, 0.0), (0.5, 2, 0.25), (4.0, 1, 1.0), (8.0, 0.5, 1.0)])
def test_synthetic_pairs_weigh_a_share_of_the_real_ones(share: float, real: float, each: float) -> None:
    weight = balance(np.array([2, 0, 1, 1, 1, 1], np.float32), real=2, share=share)
    assert weight.tolist() == [real, 0, each, each, each, each]
