"""Step: fit the network, from the last checkpoint if there is one.

The main phase keeps its learning rate, so that it may go on for as long as there is time; a
cooldown branches off it at any point, lets the rate fall to zero and ends on the best pairs
(Hu et al. 2024, https://arxiv.org/abs/2404.06395). Both stop cleanly at a time limit or SIGTERM.
"""

from __future__ import annotations

import argparse
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import FrameType

import numpy as np

from training.checkpoint import Checkpoint, Progress, load_checkpoint, load_weights, save_checkpoint, save_weights
from training.config import Config, parse_arguments, read_config
from training.learner import Learner
from training.log import Log
from training.mixture import load_mixture
from training.pack import load_development
from training.packed import Batch, Integers, PackedPairs, collate, plan_batches
from training.schedule import advance, begin_cooldown, is_over, learning_rate
from training.sharing import Threads
from training.vocabulary import PADDING, load_vocabulary

_LOG_STEPS = 100
_SAVE_SECONDS = 300


class Run:
    """One phase of training in its folder.

    Args:
        config: The model.
        cooldown: Whether this is the cooldown.
        init: Weights to start from where there is no checkpoint.
    """

    def __init__(self, config: Config, cooldown: bool = False, init: Path | None = None) -> None:
        self.config = config
        self.cooldown = cooldown
        self.folder = config.folder / "cooldown" if cooldown else config.folder
        checkpoint = self._start() or (Checkpoint(load_weights(init)) if init else None)
        self.learner = Learner(config, load_vocabulary(config).vocab_size(), checkpoint)
        self.progress = checkpoint.progress if checkpoint else Progress()
        self.pairs, self.weight = load_mixture(config, cooldown)
        self.development = load_development(config)
        self.stopping = False
        self._forget_position_if_text_changed()

    def train(self, minutes: float | None = None) -> None:
        """Learn until the phase, the time or the patience of whoever sends SIGTERM ends.

        Args:
            minutes: The main phase stops after them; a cooldown reaches zero after them.
        """
        signal.signal(signal.SIGTERM, self._stop)
        settings, progress = self.config.training, self.progress
        smoothing = settings.cooldown_label_smoothing if self.cooldown else settings.label_smoothing
        log = Log(self.folder / "log.jsonl")
        threads = Threads()
        began = last = saved = time.monotonic()
        for batch in self._batches():
            rate = learning_rate(settings, progress)
            log.add(self.learner.learn(batch, rate, smoothing), int((batch.expected != PADDING).sum()))
            now = time.monotonic()
            advance(settings, progress, now - last, minutes)
            last = now
            threads.adapt()
            if progress.step % _LOG_STEPS == 0:
                progress.tokens += log.write(progress, rate)
            if progress.step % settings.snapshot_steps == 0 or is_over(settings, progress):
                self._snapshot(log)
            if now - saved > _SAVE_SECONDS:
                self._save()
                saved = now
            if self.stopping or (minutes and not self.cooldown and now - began > minutes * 60):
                break
        self._save()

    def _start(self) -> Checkpoint | None:
        main, branch = self.config.folder / "checkpoint.pt", self.folder / "checkpoint.pt"
        if not self.cooldown:
            return load_checkpoint(main) if main.exists() else None
        trunk = load_checkpoint(main)
        if branch.exists():
            begun = load_checkpoint(branch)
            over = is_over(self.config.training, begun.progress)
            if not over or begun.progress.cooldown_from == trunk.progress.step:
                return begun
        return replace(trunk, progress=begin_cooldown(trunk.progress))

    def _forget_position_if_text_changed(self) -> None:
        progress = self.progress
        if progress.batch and progress.pairs != len(self.pairs):
            progress.round, progress.batch = progress.round + 1, 0
        progress.pairs = len(self.pairs)

    def _batches(self) -> Iterator[Batch]:
        settings, progress = self.config.training, self.progress
        while not is_over(settings, progress):
            random = np.random.default_rng([settings.seed, progress.round])
            plan = plan_batches(self.pairs, self.weight, settings.batch_tokens, settings.longest, random)
            for batch in _ahead(self.pairs, plan[progress.batch :]):
                yield batch
                if is_over(settings, progress):
                    return
            progress.round, progress.batch = progress.round + 1, 0

    def _snapshot(self, log: Log) -> None:
        step = self.progress.step
        log.note({"step": step, "development_loss": round(self.learner.development_loss(self.development), 4)})
        folder = self.folder / "snapshots"
        save_weights(self.learner.master.state_dict(), folder / f"{step:07}.pt")
        for old in sorted(folder.glob("*.pt"))[: -self.config.training.snapshots]:
            old.unlink()

    def _save(self) -> None:
        save_checkpoint(self.learner.checkpoint(self.progress), self.folder / "checkpoint.pt")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True


def _ahead(pairs: PackedPairs, plan: list[Integers]) -> Iterator[Batch]:
    """Batches in order, the next one being put together while one is learnt from."""
    with ThreadPoolExecutor(1) as executor:
        ready: Future[Batch] | None = None
        for indices in plan:
            following = executor.submit(collate, pairs, indices)
            if ready:
                yield ready.result()
            ready = following
        if ready:
            yield ready.result()


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(prog="training.train", description=__doc__)
    parser.add_argument("--cooldown", action="store_true", help="branch off and let the learning rate fall to zero")
    parser.add_argument("--minutes", type=float, help="stop, or reach rate zero, after so many minutes")
    parser.add_argument("--init", type=Path, help="weights to start from where there is no checkpoint")
    arguments = parse_arguments(parser)
    Run(read_config(arguments.config), arguments.cooldown, arguments.init).train(arguments.minutes)


if __name__ == "__main__":
    main()
