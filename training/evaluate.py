"""Step: translate the development set and score it, beside the systems that lie there.

Adds a line to ``scores.jsonl`` in the model's folder; ``--compare`` tests every other
translation of the set against the model's, by paired bootstrap.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from selaras.evaluate import evaluate, read_segments
from training.backtranslate import choose_decoder
from training.checkpoint import Progress, load_checkpoint
from training.config import Config, parse_arguments, read_config
from training.decoding import Decoder, Decoding
from training.pack import load_development
from training.vocabulary import load_vocabulary


def translate_development(config: Config, decoder: Decoder) -> list[str]:
    """The development set as the model translates it."""
    vocabulary = load_vocabulary(config)
    return [vocabulary.decode(pieces) for pieces in decoder.translate(load_development(config).source)]


def score(config: Config, hypotheses: list[str]) -> dict[str, Any]:
    """BLEU, chrF2 and chrF++ with their signatures."""
    reference = read_segments(_side(config, config.target))
    (system,) = evaluate({config.name: hypotheses}, reference, metrics=["bleu", "chrf", "chrf++"]).systems
    scores = {each.metric: round(each.value, 2) for each in system.scores}
    return {**scores, "signatures": [each.signature for each in system.scores]}


def compare(config: Config, hypotheses: list[str]) -> list[dict[str, Any]]:
    """Other systems' translations of the development set against the model's."""
    prefix = config.data.development
    others = {
        path.name.removeprefix(f"{prefix.name}.").removesuffix(f".{config.target}"): read_segments(path)
        for path in sorted(prefix.parent.glob(f"{prefix.name}.*.{config.target}"))
    }
    reference = read_segments(_side(config, config.target))
    systems = {config.name: hypotheses, **others}
    return [asdict(system) for system in evaluate(systems, reference, baseline=config.name).systems]


def _progress(config: Config) -> Progress:
    """Of the main phase or the cooldown, whichever went further; none where only weights were brought."""
    checkpoints = [config.folder / part / "checkpoint.pt" for part in (".", "cooldown")]
    found = [load_checkpoint(path).progress for path in checkpoints if path.exists()]
    return max(found, key=lambda progress: progress.step, default=Progress())


def _side(config: Config, language: str) -> Path:
    return config.data.development.with_name(f"{config.data.development.name}.{language}")


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(prog="training.evaluate", description=__doc__)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--compare", action="store_true", help="test the other systems against the model")
    arguments = parse_arguments(parser)
    config = read_config(arguments.config)
    hypotheses = translate_development(config, choose_decoder(config, Decoding(beam=arguments.beam)))
    (config.folder / "development.txt").write_text("\n".join(hypotheses) + "\n", encoding="utf-8")
    progress = _progress(config)
    line = {"step": progress.step, "minutes": round(progress.seconds / 60, 1), "beam": arguments.beam}
    line |= score(config, hypotheses)
    with (config.folder / "scores.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    print(json.dumps(line))
    if arguments.compare:
        print(json.dumps(compare(config, hypotheses), indent=1))


if __name__ == "__main__":
    main()
