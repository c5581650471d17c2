"""Training state on disk: atomic, resumable, and in pieces where files must be small.

``python -m training.checkpoint split FILE FOLDER`` and ``… join FOLDER FILE`` cut a file into
parts of at most 15 MiB and put it together again.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

Weights = dict[str, Tensor]
PART_BYTES = 15 * 2**20


@dataclass(slots=True)
class Progress:
    """How far training has come.

    Attributes:
        step: Updates done.
        round: Passes over the text begun, from 0.
        batch: Batches done in this round.
        pairs: Pairs there were when the round began; with more of them a new round begins.
        cooldown_from: Step at which the cooldown began, None in the main phase.
        cooled: Share of the cooldown that is over.
        seconds: Time spent in training.
        tokens: Target tokens seen.
    """

    step: int = 0
    round: int = 0
    batch: int = 0
    pairs: int = 0
    cooldown_from: int | None = None
    cooled: float = 0.0
    seconds: float = 0.0
    tokens: int = 0


@dataclass(slots=True)
class Checkpoint:
    """Everything that training goes on from.

    Attributes:
        weights: Full-precision weights by name.
        optimizer: State of the optimizer; empty to start with a fresh one.
        progress: Position in the text and the schedule.
    """

    weights: Weights
    optimizer: dict[str, Any] = field(default_factory=dict)
    progress: Progress = field(default_factory=Progress)


def save_checkpoint(checkpoint: Checkpoint, path: Path) -> None:
    """Write a checkpoint; a kill leaves the previous one."""
    _save(
        {
            "weights": checkpoint.weights,
            "optimizer": checkpoint.optimizer,
            "progress": asdict(checkpoint.progress),
        },
        path,
    )


def load_checkpoint(path: Path) -> Checkpoint:
    """Read a checkpoint onto the CPU."""
    stored = torch.load(path, map_location="cpu", weights_only=True)
    return Checkpoint(stored["weights"], stored["optimizer"], Progress(**stored["progress"]))


def save_weights(weights: Weights, path: Path) -> None:
    """Write weights alone, in half precision: a sixth of a checkpoint."""
    _save({name: value.half() for name, value in weights.items()}, path)


def load_weights(path: Path) -> Weights:
    """Weights of a snapshot or of a checkpoint, in full precision."""
    stored = torch.load(path, map_location="cpu", weights_only=True)
    return {name: value.float() for name, value in stored.get("weights", stored).items()}


def split(file: Path, folder: Path, part_bytes: int = PART_BYTES) -> list[Path]:
    """Cut a file into numbered parts."""
    folder.mkdir(parents=True, exist_ok=True)
    content = file.read_bytes()
    parts: list[Path] = []
    for start in range(0, len(content), part_bytes):
        part = folder / f"{file.name}.{len(parts):02}"
        part.write_bytes(content[start : start + part_bytes])
        parts.append(part)
    return parts


def join(folder: Path, file: Path) -> None:
    """Put the parts of ``file``'s name together."""
    parts = sorted(folder.glob(f"{file.name}.[0-9][0-9]"))
    if not parts:
        raise FileNotFoundError(f"{folder}: no parts of {file.name}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"".join(part.read_bytes() for part in parts))


def _save(content: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished")
    torch.save(content, unfinished)
    unfinished.replace(path)


def main() -> None:
    """Split or join."""
    parser = argparse.ArgumentParser(prog="training.checkpoint", description=__doc__)
    parser.add_argument("action", choices=["split", "join"])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    arguments = parser.parse_args()
    if arguments.action == "split":
        split(arguments.first, arguments.second)
    else:
        join(arguments.first, arguments.second)


if __name__ == "__main__":
    main()
