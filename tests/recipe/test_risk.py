"""Learning from hypotheses: what they are worth, which are taken, and where that leads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch, which the program does not")
torch.set_num_threads(1)

from training.candidates import Candidates, Rewards, choose, read_candidates, write_candidates  # noqa: E402
from training.checkpoint import load_weights, save_weights  # noqa: E402
from training.config import Config  # noqa: E402
from training.learner import Learner  # noqa: E402
from training.lexicon import write_lexicon  # noqa: E402
from training.pack import load_real  # noqa: E402
from training.packed import collate  # noqa: E402
from training.risk import RiskLearner, expectation, learn, plan  # noqa: E402
from training.vocabulary import load_vocabulary  # noqa: E402


@pytest.fixture(scope="module")
def config(prepared: Config) -> Config:
    write_lexicon(prepared)
    return prepared


@pytest.fixture(scope="module")
def weights(config: Config) -> Path:
    learner = Learner(config, load_vocabulary(config).vocab_size())
    batch = collate(load_real(config), np.arange(60))
    for _ in range(40):
        learner.learn(batch, 1e-2, smoothing=0.0)
    save_weights(learner.master.state_dict(), config.folder / "begun.pt")
    return config.folder / "begun.pt"


def candidates(*rewards: float) -> Candidates:
    return Candidates([9, 10], [11, 12], [[20 + index] for index in range(len(rewards))], rewards)


def test_a_better_hypothesis_is_worth_more() -> None:
    rewards = Rewards(bleu=0.35)
    reference = "The mayor opened the market on Monday."
    worth = [
        rewards.of(text, reference)
        for text in (reference, "The mayor opened a market on Monday.", "A market was opened.", "")
    ]
    assert worth[0] == 1.0
    assert worth == sorted(worth, reverse=True)
    assert worth[-1] == 0.0


def test_the_likeliest_is_taken_then_the_best_and_the_worst() -> None:
    chosen = choose(candidates(0.5, 0.4, 0.9, 0.1, 0.6), 3)
    assert chosen.rewards == [0.5, 0.9, 0.1]
    assert chosen.hypotheses == [[20], [22], [23]]
    assert choose(candidates(0.5, 0.4), 3).rewards == [0.5, 0.4]


def test_candidates_are_read_as_they_were_written(tmp_path: Path) -> None:
    written = choose(candidates(0.5, 0.4), 2)
    write_candidates([written, written], tmp_path / "found.jsonl")
    assert read_candidates(tmp_path / "found.jsonl") == [written, written]


def test_the_gradient_is_that_of_the_expected_reward() -> None:
    torch.manual_seed(1)
    likely = (-10 * torch.rand(5, 4)).requires_grad_()
    lengths, rewards = torch.randint(3, 9, (5, 4)), torch.rand(5, 4)
    expected = (torch.softmax(7 * likely / lengths, -1) * rewards).sum(-1)
    expected.sum().backward()
    found, gradient = expectation(likely.detach(), lengths, rewards, sharpness=7)
    assert torch.allclose(found, expected)
    assert torch.allclose(gradient, likely.grad, atol=1e-6)


def test_sources_without_a_choice_are_left_out() -> None:
    random = np.random.default_rng(1)
    batches = plan([candidates(0.5, 0.4), candidates(0.5, 0.5), candidates(0.5)], 2, 1000, random)
    assert [batch.rewards.tolist() for batch in batches] == [pytest.approx(np.array([[0.5, 0.4]]))]
    assert batches[0].source.shape[0] == 1
    assert batches[0].expected.shape[0] == 3


def test_batches_keep_to_their_budget() -> None:
    many = [candidates(0.5, 0.4)] * 50
    batches = plan(many, 2, 60, np.random.default_rng(1))
    assert sum(len(batch.rewards) for batch in batches) == 50
    assert max(len(batch.rewards) for batch in batches) == 60 // (3 * 3)


def test_the_better_hypothesis_becomes_likelier(config: Config) -> None:
    only_risk = replace(config.risk, hypotheses=2, weight=1e6, learning_rate=1e-2, warmup_steps=1)
    pairs = load_real(config)
    good, bad = pairs.target.segment(0), pairs.target.segment(1)
    choice = Candidates(pairs.source.segment(0), good, [bad, good], [0.1, 0.9])
    learner = RiskLearner(config, load_vocabulary(config).vocab_size(), None)
    (batch,) = plan([choice], 2, 1000, np.random.default_rng(1))
    rewards = [learner.learn_risk(batch, 1e-3, only_risk) for _ in range(6)]
    assert rewards[-1] > rewards[0] + 0.05


def test_rounds_begin_where_the_last_one_ended_and_are_not_done_twice(config: Config, weights: Path) -> None:
    settings = replace(config, risk=replace(config.risk, sources=5, rounds=2, beam=4, hypotheses=3, learning_rate=5e-3))
    folder = config.folder / "risk"
    folder.mkdir(parents=True)
    last = learn(settings, weights, folder)
    rounds = sorted(folder.glob("*.pt"))
    assert len(rounds) == 2
    assert last == rounds[-1]
    names = load_weights(weights).keys()
    moved = [float((load_weights(last)[name] - load_weights(weights)[name]).abs().max()) for name in names]
    assert max(moved) > 0
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*.*")}
    assert learn(settings, weights, folder) == last
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*.*")} == before
