"""Step: clean, weigh, vary and hold out, and add the dictionary; what comes out is what every model learns from.

Writes ``prepared/pairs.tsv.xz``, ``prepared/monolingual.tsv.xz`` and a report of what was
dropped and why, ``training/logs/prepare.json``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from random import Random

from training.augmentation import augment
from training.cleaning import clean, read_weights, tidy, weight_of
from training.config import ROOT, Config, parse_arguments, read_config
from training.dictionary import as_pairs, read_dictionary, read_examples
from training.exclusion import TestSets, read_test_sets, test_files
from training.pairs import Pair, open_text, read_published, read_sentences, write_pairs

_SHORTEST_SENTENCE, _LONGEST_SENTENCE = 15, 600


def prepare(config: Config, report: Path) -> None:
    """Prepare the text of a configuration and report on it."""
    config.prepared.mkdir(parents=True, exist_ok=True)
    test_sets = read_test_sets(config.data.test_sets)
    dropped: Counter[str] = Counter()
    pairs = list(_kept_pairs(config, test_sets, dropped))
    variants = list(augment(pairs, config.data.augmentation, Random(config.training.seed)))
    entries = list(as_pairs(read_dictionary(config.data.dictionary)))
    write_pairs([*pairs, *variants, *entries], pairs_path(config))
    sentences = _write_monolingual(config, test_sets, dropped)
    told = {
        "test_files": [path.name for path in test_files(config.data.test_sets)],
        "test_sentences": len(test_sets),
        "pairs": len(pairs),
        "dictionary": len(entries),
        "variants": dict(sorted(Counter(pair.origin.rpartition("+")[2] for pair in variants).items())),
        "sentences": sentences,
        "dropped": dict(sorted(dropped.items())),
    }
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(told, ensure_ascii=False))


def pairs_path(config: Config) -> Path:
    """The file of prepared pairs."""
    return config.prepared / "pairs.tsv.xz"


def monolingual_path(config: Config) -> Path:
    """The file of prepared English sentences, in the order in which they are translated."""
    return config.prepared / "monolingual.tsv.xz"


def _kept_pairs(config: Config, test_sets: TestSets, dropped: Counter[str]) -> Iterator[Pair]:
    weights = read_weights(config.data.weights)
    for published in chain(read_published(config.data.parallel), read_examples(config.data.examples)):
        pair = clean(published, weight_of(published.origin, weights))
        if isinstance(pair, str):
            dropped[pair] += 1
        elif test_sets.matches(pair.indonesian) or test_sets.matches(pair.english):
            dropped[f"test-set:{pair.origin}"] += 1
        else:
            yield pair


def _write_monolingual(config: Config, test_sets: TestSets, dropped: Counter[str]) -> int:
    rank = {origin: place for place, origin in enumerate(config.synthesis.order)}
    rows = _kept_sentences(config.data.monolingual, test_sets, dropped)
    ordered = sorted(rows, key=lambda row: rank.get(row[0], len(rank)))
    with open_text(monolingual_path(config), "wt") as file:
        file.writelines(f"{origin}\t{sentence}\n" for origin, sentence in ordered)
    return len(ordered)


def _kept_sentences(path: Path, test_sets: TestSets, dropped: Counter[str]) -> Iterable[tuple[str, str]]:
    for origin, raw in read_sentences(path):
        sentence = tidy(raw)
        if not _SHORTEST_SENTENCE <= len(sentence) <= _LONGEST_SENTENCE:
            dropped["sentence-length"] += 1
        elif test_sets.matches(sentence):
            dropped[f"test-set:{origin}"] += 1
        else:
            yield origin, sentence


def main() -> None:
    """Run the step."""
    arguments = parse_arguments(argparse.ArgumentParser(prog="training.prepare", description=__doc__))
    prepare(read_config(arguments.config), ROOT / "training" / "logs" / "prepare.json")


if __name__ == "__main__":
    main()
