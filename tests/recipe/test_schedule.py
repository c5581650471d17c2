from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="training needs PyTorch, which the program does not")

from training.checkpoint import Progress
from training.config import ROOT, read_config
from training.schedule import advance, begin_cooldown, is_over, learning_rate

SETTINGS = replace(
    read_config(ROOT / "training" / "configs" / "id_en.toml").training,
    learning_rate=1.0,
    warmup_steps=10,
    steps=30,
    cooldown_steps=20,
)


def test_the_rate_rises_and_stays() -> None:
    rates = [learning_rate(SETTINGS, Progress(step=step)) for step in (0, 4, 9, 10, 29)]
    assert rates == pytest.approx([0.1, 0.5, 1, 1, 1])


def test_the_main_phase_ends_after_its_steps() -> None:
    assert not is_over(SETTINGS, Progress(step=29))
    assert is_over(SETTINGS, Progress(step=30))


def test_a_cooldown_falls_to_zero_in_its_steps() -> None:
    progress = begin_cooldown(Progress(step=30, round=2, batch=7))
    rates = []
    while not is_over(SETTINGS, progress):
        rates.append(learning_rate(SETTINGS, progress))
        advance(SETTINGS, progress, seconds=1, minutes=None)
    assert rates == pytest.approx([1 - step / 20 for step in range(20)])
    assert (progress.step, progress.round, progress.cooldown_from) == (50, 3, 30)


def test_a_cooldown_with_less_time_falls_faster() -> None:
    progress = begin_cooldown(Progress(step=30))
    for _ in range(4):
        advance(SETTINGS, progress, seconds=15, minutes=1)
    assert is_over(SETTINGS, progress)
    assert progress.step == 34
