"""Step: which source tokens the tokens of a translation stand for, by Model 1.

The table goes into the package; with it the engine chooses among hypotheses (``selaras.translation.adequacy``).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selaras.translation.adequacy import PARTS_OF_BIT, TokenTable, save_table
from selaras.translation.packages import ADEQUACY
from training.config import Config, parse_arguments, read_config
from training.model1 import explain
from training.pack import load_real
from training.packed import PackedPairs, Side
from training.vocabulary import load_vocabulary

# Longer segments tell little and cost the square of their length.
_LONGEST = 50
# What is rarer says nothing.
_LEAST_PROBABILITY, _LEAST_COUNT = 1e-3, 0.5


def token_table(pairs: PackedPairs, tokens: list[str]) -> TokenTable:
    """What tokens stand for, by Model 1.

    Args:
        pairs: What the model reads and writes; longer ones are left out.
        tokens: All pieces, by number.
    """
    size = len(tokens)
    chosen = np.flatnonzero(_is_short(pairs.source) & _is_short(pairs.target))
    numbered = ((pairs.source.segment(index), pairs.target.segment(index)) for index in chosen.tolist())
    found = explain(numbered, size, size)
    kept = (found.probabilities > _LEAST_PROBABILITY) & (found.counts > _LEAST_COUNT)
    costs = np.rint(-np.log2(found.probabilities[kept]) * PARTS_OF_BIT).astype(np.uint8)
    most = round((1 - np.log2(_LEAST_PROBABILITY)) * PARTS_OF_BIT)
    return TokenTable(tokens, found.keys[kept], costs, most)


def write_table(config: Config) -> None:
    """Fit the table of a model to the real pairs."""
    vocabulary = load_vocabulary(config)
    tokens = [vocabulary.id_to_piece(number) for number in range(vocabulary.vocab_size())]
    config.folder.mkdir(parents=True, exist_ok=True)
    save_table(token_table(load_real(config), tokens), adequacy_path(config))


def adequacy_path(config: Config) -> Path:
    """Where the table of a model is."""
    return config.folder / ADEQUACY


def _is_short(side: Side) -> NDArray[np.bool_]:
    return (side.lengths > 0) & (side.lengths <= _LONGEST)


def main() -> None:
    """Run the step."""
    arguments = parse_arguments(argparse.ArgumentParser(prog="training.adequacy", description=__doc__))
    config = read_config(arguments.config)
    write_table(config)
    print(adequacy_path(config))


if __name__ == "__main__":
    main()
