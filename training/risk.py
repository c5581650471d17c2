"""Step: minimum risk, the last of the training: hypotheses of the model itself, good ones made likelier than bad ones.

``python -m training.risk CONFIG`` goes in rounds through those of the project's own examples that are held out for it.
In each the model translates so many of them, every hypothesis is scored against the reference, and the model is changed
so that it has less to expect to lose (Shen et al. 2016, https://aclanthology.org/P16-1159), the likelihood of the
reference beside it (Edunov et al. 2018, https://aclanthology.org/N18-1033). It begins with the averaged weights and
writes ``risk.pt``, which ``training.export --weights`` takes; rounds that are done are not done again. The examples are
no part of the phases before: of what a model has learnt by heart it makes one good hypothesis and no bad ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from selaras.translation.lexicon import load_lexicon
from training.average import averaged_path
from training.candidates import Candidates, read_candidates, translate, write_candidates
from training.checkpoint import Checkpoint, load_weights, save_weights
from training.config import Config, Risk, parse_arguments, read_config
from training.dictionary import HELD_OUT
from training.export import export
from training.learner import Learner
from training.lexicon import lexicon_path
from training.log import Log
from training.pack import pack_pairs
from training.packed import Batch, collate_source, collate_target, cut, pack
from training.pairs import Pair, read_pairs
from training.prepare import pairs_path
from training.schedule import rate_at
from training.tell import telling
from training.vocabulary import PADDING, load_vocabulary

_LOG_STEPS = 20


@dataclass(frozen=True, slots=True)
class RiskBatch(Batch):
    """Sources of like length, each with as many targets in a row: its hypotheses and, last, the reference.

    Attributes:
        rewards: Of the hypotheses, shape (sources, targets - 1).
    """

    rewards: NDArray[np.float32]


class RiskLearner(Learner):
    """A learner that is shown hypotheses beside the references."""

    def learn_risk(self, batch: RiskBatch, rate: float, settings: Risk) -> float:
        """One update; returns the mean reward that was to be expected before it."""
        source, prefix, expected = self.tensors(batch)
        rewards = torch.from_numpy(batch.rewards).to(self.device)
        targets = rewards.size(1) + 1
        memory, seen = (part.repeat_interleave(targets, 0) for part in self.worker.encode(source))
        real = expected != PADDING
        states, pieces = self.worker.decode(prefix, memory, seen)[real], expected[real]
        lengths = real.sum(-1).view(-1, targets)
        likely = self._likelihoods(states, pieces, real).view(-1, targets)
        reward, of_hypotheses = expectation(likely[:, :-1], lengths[:, :-1], rewards, settings.sharpness)
        of_targets = functional.pad(settings.weight * of_hypotheses, (0, 1), value=1.0) / lengths[:, -1].sum()
        shares = of_targets.view(-1, 1).expand(expected.shape)[real]
        self.descend(self.loss(states, pieces, shares, smoothing=0.0), rate)
        return float(reward.mean())

    @torch.no_grad()
    def _likelihoods(self, states: Tensor, pieces: Tensor, real: Tensor) -> Tensor:
        """Log-probabilities of whole targets."""
        found = torch.zeros(real.shape, device=self.device)
        found[real] = -functional.cross_entropy(self.worker.scores(states).float(), pieces, reduction="none")
        return found.sum(-1)


def expectation(likely: Tensor, lengths: Tensor, rewards: Tensor, sharpness: float) -> tuple[Tensor, Tensor]:
    """The reward to expect if hypotheses are chosen by their log-probability a piece, and its gradient.

    Args:
        likely: Log-probabilities of whole hypotheses, shape (sources, hypotheses).
        lengths: Their pieces, the same shape.
        rewards: What they are worth, the same shape.
        sharpness: Factor of the log-probability a piece.

    Returns:
        The reward of each source, shape (sources,), and its gradient by ``likely``.
    """
    chance = functional.softmax(sharpness * likely / lengths, -1)
    expected = (chance * rewards).sum(-1, keepdim=True)
    return expected.squeeze(-1), sharpness / lengths * chance * (rewards - expected)


def plan(
    candidates: Iterable[Candidates], hypotheses: int, budget: int, random: np.random.Generator
) -> list[RiskBatch]:
    """One pass over the sources that have so many hypotheses, not all worth the same.

    Args:
        candidates: What is drawn from.
        hypotheses: Of a source.
        budget: Padded pieces of all targets in a batch, at most.
        random: Decides the order.
    """
    usable = [each for each in candidates if len(each.rewards) == hypotheses and len(set(each.rewards)) > 1]
    usable.sort(key=lambda each: each.longest)
    pieces = np.array([(hypotheses + 1) * each.longest for each in usable], np.int64)
    groups = list(cut(np.arange(len(usable)), pieces, budget))
    return [_collate([usable[index] for index in groups[place]]) for place in random.permutation(len(groups))]


def learn_round(config: Config, weights: Path, candidates: Iterable[Candidates], log: Log) -> RiskLearner:
    """One pass, the learning rate falling to zero."""
    settings = config.risk
    random = np.random.default_rng(config.training.seed)
    batches = plan(candidates, settings.hypotheses, config.training.batch_tokens, random)
    learner = RiskLearner(config, load_vocabulary(config).vocab_size(), Checkpoint(load_weights(weights)))
    rewards: list[float] = []
    for step, batch in enumerate(batches):
        rate = rate_at(settings.learning_rate, settings.warmup_steps, step, step / len(batches))
        rewards.append(learner.learn_risk(batch, rate, settings))
        done = step + 1
        if done % _LOG_STEPS == 0 or done == len(batches):
            log.note({"step": done, "reward": round(float(np.mean(rewards)), 4), "rate": float(f"{rate:.3g}")})
            rewards.clear()
    return learner


def learn(config: Config, weights: Path, folder: Path) -> Path:
    """All rounds that are not done yet; returns the weights of the last."""
    settings, examples = config.risk, held_out(config)
    for number in range(min(settings.rounds, -(-len(examples) // settings.sources))):
        done = folder / f"{number:02}.pt"
        if not done.exists():
            found = folder / f"{number:02}.jsonl"
            start = number * settings.sources
            _translate(config, weights, examples[start : start + settings.sources], found)
            learner = learn_round(config, weights, read_candidates(found), Log(folder / "log.jsonl"))
            save_weights(learner.master.state_dict(), done)
        weights = done
    return weights


def held_out(config: Config) -> list[Pair]:
    """What is learnt from: examples held out, their variants, and both with rare words told, in some order."""
    pairs = [pair for pair in read_pairs(pairs_path(config)) if pair.origin.partition("+")[0] == HELD_OUT]
    random = Random(config.training.seed)
    whole = [replace(pair, weight=1.0) for pair in pairs]
    mixed = [*whole, *telling(whole, load_lexicon(lexicon_path(config)), random)]
    random.shuffle(mixed)
    return mixed


def _translate(config: Config, weights: Path, pairs: Sequence[Pair], found: Path) -> None:
    if found.exists():
        return
    model, vocabulary = found.parent / "model", load_vocabulary(config)
    export(config, weights, model)
    write_candidates(translate(pack_pairs(pairs, vocabulary), model, vocabulary, config.risk), found)


def _collate(group: Sequence[Candidates]) -> RiskBatch:
    sources = pack([each.source for each in group])
    targets = pack([target for each in group for target in (*each.hypotheses, each.reference)])
    return RiskBatch(
        collate_source(sources, np.arange(len(sources))),
        *collate_target(targets, np.arange(len(targets))),
        np.array([each.rewards for each in group], np.float32),
    )


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(prog="training.risk", description=__doc__)
    parser.add_argument("--weights", type=Path, help="other weights to begin with than the averaged ones")
    arguments = parse_arguments(parser)
    config = read_config(arguments.config)
    folder = config.folder / "risk"
    last = learn(config, arguments.weights or averaged_path(config), folder)
    save_weights(load_weights(last), config.folder / "risk.pt")


if __name__ == "__main__":
    main()
