"""Step: which source tokens the tokens of a translation stand for, by Model 1 of Brown et al. (1993).

The table goes into the package; with it the engine chooses among hypotheses (``selaras.translation.adequacy``).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selaras.translation.adequacy import PARTS_OF_BIT, TokenTable, save_table
from selaras.translation.packages import ADEQUACY
from training.config import Config, parse_arguments, read_config
from training.pack import load_real
from training.packed import PackedPairs, Side
from training.vocabulary import load_vocabulary

_ROUNDS = 5
# Longer segments tell little and cost the square of their length.
_LONGEST = 50
_PAIRS_AT_A_TIME = 10_000
# What is rarer says nothing.
_LEAST_PROBABILITY, _LEAST_COUNT = 1e-3, 0.5

Links = tuple[NDArray[np.int64], NDArray[np.int64]]


def token_table(pairs: PackedPairs, tokens: list[str]) -> TokenTable:
    """Fit the model by expectation and maximisation.

    Args:
        pairs: What the model reads and writes; longer ones are left out.
        tokens: All pieces, by number.
    """
    size = len(tokens)
    chosen = np.flatnonzero(_is_short(pairs.source) & _is_short(pairs.target))
    parts = [*_links(pairs, chosen, size)]
    probability = np.full((size + 1) * size, 1 / size, np.float32)
    for turn in range(_ROUNDS):
        count = np.zeros_like(probability)
        surprise = 0.0
        for keys, place in parts:
            share = probability[keys]
            total = np.bincount(place, share)
            np.add.at(count, keys, (share / total[place]).astype(np.float32))
            surprise -= float(np.log2(total).sum())
        of_said = count.reshape(size + 1, size)
        probability = (of_said / np.maximum(of_said.sum(axis=1, keepdims=True), 1e-9)).ravel()
        print(f"round {turn}: {surprise / sum(place[-1] + 1 for _, place in parts):.3f} bits a piece", flush=True)
    kept = np.flatnonzero((probability > _LEAST_PROBABILITY) & (count > _LEAST_COUNT))
    costs = np.rint(-np.log2(probability[kept]) * PARTS_OF_BIT).astype(np.uint8)
    most = round((1 - np.log2(_LEAST_PROBABILITY)) * PARTS_OF_BIT)
    return TokenTable(tokens, kept, costs, most)


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


def _links(pairs: PackedPairs, chosen: NDArray[np.int64], size: int) -> Iterator[Links]:
    """Every piece of a source with every piece of its target and with nothing, some pairs at a time.

    Yields:
        The keys of the links, and for each the place of its source piece.
    """
    for start in range(0, len(chosen), _PAIRS_AT_A_TIME):
        keys, places, met = [], [], 0
        for index in chosen[start : start + _PAIRS_AT_A_TIME].tolist():
            meant = np.array(pairs.source.segment(index))
            said = np.array([*pairs.target.segment(index), size])
            keys.append((said * size + meant[:, None]).ravel())
            places.append(np.repeat(np.arange(met, met + len(meant)), len(said)))
            met += len(meant)
        yield np.concatenate(keys), np.concatenate(places)


def main() -> None:
    """Run the step."""
    arguments = parse_arguments(argparse.ArgumentParser(prog="training.adequacy", description=__doc__))
    config = read_config(arguments.config)
    write_table(config)
    print(adequacy_path(config))


if __name__ == "__main__":
    main()
