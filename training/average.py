"""Step: average the last snapshots, or any weights that began alike, which is better than any of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.checkpoint import Weights, load_weights, save_weights
from training.config import Config, parse_arguments, read_config


def average(paths: list[Path]) -> Weights:
    """Mean of the weights of several snapshots.

    Raises:
        ValueError: There are none.
    """
    if not paths:
        raise ValueError("no snapshots to average: train first")
    total = load_weights(paths[0])
    for path in paths[1:]:
        for name, value in load_weights(path).items():
            total[name] += value
    return {name: value / len(paths) for name, value in total.items()}


def averaged_path(config: Config) -> Path:
    """Where the averaged weights of a model are."""
    return config.folder / "averaged.pt"


def newest_snapshots(config: Config, count: int) -> list[Path]:
    """The last snapshots: of the main phase, and of the cooldown behind it unless the main phase went on since."""
    main, cooldown = (sorted((config.folder / part).glob("snapshots/*.pt")) for part in (".", "cooldown"))
    if cooldown and main and cooldown[-1].stem < main[-1].stem:
        cooldown = []
    return [*main, *cooldown][-count:]


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(prog="training.average", description=__doc__)
    parser.add_argument("--last", type=int, default=4, help="how many snapshots (default 4)")
    parser.add_argument("--of", type=Path, action="append", help="weights to average instead, once for each file")
    arguments = parse_arguments(parser)
    config = read_config(arguments.config)
    chosen = arguments.of or newest_snapshots(config, arguments.last)
    print("averaging", *chosen)
    save_weights(average(chosen), averaged_path(config))


if __name__ == "__main__":
    main()
