"""Step: the learning curve, as text and as a picture that one can commit.

Copies ``log.jsonl`` and ``scores.jsonl`` of a model to ``training/logs`` and draws
``training/logs/NAME.svg`` from them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from training.config import ROOT, Config, parse_arguments, read_config


def plot(config: Config, logs: Path) -> Path:
    """Collect the logs of a model in ``logs`` and draw them; returns the picture's path."""
    logs.mkdir(parents=True, exist_ok=True)
    trained = _collect([config.folder / "log.jsonl", config.folder / "cooldown" / "log.jsonl"], logs, config.name)
    scored = _collect([config.folder / "scores.jsonl"], logs, f"{config.name}.scores")
    picture = logs / f"{config.name}.svg"
    draw(config.name, trained, scored, picture)
    return picture


def draw(title: str, trained: list[dict[str, Any]], scored: list[dict[str, Any]], picture: Path) -> None:
    """Losses against steps, and scores of the development set where there are some."""
    import matplotlib as mpl

    mpl.use("svg")
    # The same log gives the same bytes.
    mpl.rcParams["svg.hashsalt"] = title
    from matplotlib import pyplot

    figure, losses = pyplot.subplots(figsize=(7, 4))
    for key, label in (("loss", "training loss"), ("development_loss", "development loss")):
        points = [(line["step"], line[key]) for line in trained if key in line]
        losses.plot(*zip(*points, strict=True), label=label) if points else None
    losses.set(xlabel="updates", ylabel="nats per piece", title=title)
    if scored:
        scores = losses.twinx()
        scores.plot([line["step"] for line in scored], [line["chrF2"] for line in scored], "o--", color="black")
        scores.set_ylabel("chrF2, FLORES dev (dots)")
    losses.legend(loc="best")
    figure.savefig(picture, metadata={"Date": None}, bbox_inches="tight")
    pyplot.close(figure)


def _collect(paths: list[Path], logs: Path, name: str) -> list[dict[str, Any]]:
    text = "".join(path.read_text(encoding="utf-8") for path in paths if path.exists())
    if text:
        (logs / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def main() -> None:
    """Run the step."""
    arguments = parse_arguments(argparse.ArgumentParser(prog="training.plot", description=__doc__))
    print(plot(read_config(arguments.config), ROOT / "training" / "logs"))


if __name__ == "__main__":
    main()
