"""What training says while it goes on: JSON lines in a file and on the terminal."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.checkpoint import Progress


class Log:
    """Means over the last updates.

    Args:
        path: File that lines are added to.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._losses: list[Tensor] = []
        self._tokens = 0
        self._since = time.monotonic()

    def add(self, loss: Tensor, tokens: int) -> None:
        """Take in one update."""
        self._losses.append(loss)
        self._tokens += tokens

    def write(self, progress: Progress, rate: float) -> int:
        """Write a line and begin anew; returns the target tokens it stands for."""
        tokens, seconds = self._tokens, time.monotonic() - self._since
        self.note(
            {
                "step": progress.step,
                "round": progress.round,
                "loss": round(float(torch.stack(self._losses).mean()), 4),
                "rate": float(f"{rate:.3g}"),
                "tokens_per_second": round(tokens / seconds),
                "minutes": round(progress.seconds / 60, 2),
            }
        )
        self._losses, self._tokens, self._since = [], 0, time.monotonic()
        return tokens

    def note(self, line: dict[str, Any]) -> None:
        """Write a line."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        print(json.dumps(line), flush=True)
