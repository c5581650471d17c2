"""Step: encode the prepared text with the vocabulary, once for both directions.

Writes ``prepared/real.npz`` (Indonesian as source), ``prepared/development.npz`` and
``prepared/monolingual/NNN.npz``, each shard small enough to carry alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import sentencepiece

from training.cleaning import tidy
from training.config import Config, parse_arguments, read_config
from training.packed import PackedPairs, load_pairs, pack, save_pairs, save_side
from training.pairs import Pair, read_pairs, read_sentences
from training.prepare import monolingual_path, pairs_path
from training.vocabulary import load_vocabulary

# Positions the network has; what is longer never fits, whatever the configuration says.
_LONGEST = 500


def pack_all(config: Config) -> None:
    """Pack pairs, development set and monolingual sentences."""
    vocabulary = load_vocabulary(config)
    save_pairs(pack_pairs(read_pairs(pairs_path(config)), vocabulary), config.prepared / "real.npz")
    development = _development(config.data.development)
    save_pairs(pack_pairs(development, vocabulary), config.prepared / "development.npz")
    folder = config.prepared / "monolingual"
    folder.mkdir(exist_ok=True)
    sentences = (sentence for _, sentence in read_sentences(monolingual_path(config)))
    for number, shard in enumerate(_shards(islice(sentences, config.synthesis.sentences), config.synthesis.shard)):
        save_side(pack(_encode(vocabulary, shard)), folder / f"{number:03}.npz")


def pack_pairs(pairs: Iterable[Pair], vocabulary: sentencepiece.SentencePieceProcessor) -> PackedPairs:
    """Pairs as piece numbers, Indonesian as source."""
    listed = list(pairs)
    return PackedPairs(
        source=pack(_encode(vocabulary, [pair.indonesian for pair in listed])),
        target=pack(_encode(vocabulary, [pair.english for pair in listed])),
        weight=np.array([pair.weight for pair in listed], np.float32),
        cooldown_weight=np.array([pair.cooldown_weight for pair in listed], np.float32),
    )


def load_real(config: Config) -> PackedPairs:
    """The prepared pairs in the direction of a configuration."""
    return in_direction(load_pairs(config.prepared / "real.npz"), config)


def load_development(config: Config) -> PackedPairs:
    """The development set in the direction of a configuration."""
    return in_direction(load_pairs(config.prepared / "development.npz"), config)


def in_direction(pairs: PackedPairs, config: Config) -> PackedPairs:
    """Indonesian–English pairs with the sides exchanged if the model reads English."""
    if config.source == "id":
        return pairs
    return PackedPairs(pairs.target, pairs.source, pairs.weight, pairs.cooldown_weight)


def _encode(vocabulary: sentencepiece.SentencePieceProcessor, texts: list[str]) -> list[list[int]]:
    return [pieces[:_LONGEST] for pieces in vocabulary.encode(texts)]


def _development(prefix: Path) -> Iterator[Pair]:
    sides = (
        prefix.with_name(prefix.name + suffix).read_text(encoding="utf-8").splitlines() for suffix in (".id", ".en")
    )
    for indonesian, english in zip(*sides, strict=True):
        yield Pair("development", tidy(indonesian), tidy(english))


def _shards(sentences: Iterator[str], size: int) -> Iterator[list[str]]:
    while shard := list(islice(sentences, size)):
        yield shard


def main() -> None:
    """Run the step."""
    arguments = parse_arguments(argparse.ArgumentParser(prog="training.pack", description=__doc__))
    pack_all(read_config(arguments.config))


if __name__ == "__main__":
    main()
