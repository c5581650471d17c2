"""Step: variants of real pairs in which the English of rare words stands in the source, as the program tells it.

They are put beside the back-translations of a model that reads Indonesian. A model that learnt from them takes such a
word over and bends the sentence to it (Song et al. 2019, https://aclanthology.org/N19-1044).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from random import Random

from selaras.translation.lexicon import WORD, Lexicon, load_lexicon, stem, told
from training.config import Config, parse_arguments, read_config
from training.lexicon import lexicon_path
from training.mixture import synthetic_folder
from training.pack import pack_pairs
from training.packed import save_pairs
from training.pairs import Pair, read_pairs
from training.prepare import pairs_path
from training.vocabulary import load_vocabulary

TOLD = "told.npz"
# So that the model meets words that it is told beside such that it is not.
_CHANCE = 0.7


def telling(pairs: Iterable[Pair], lexicon: Lexicon, random: Random) -> Iterator[Pair]:
    """The pairs whose English has a word that the lexicon tells, with that word in the source as the English has it."""
    for pair in pairs:
        forms = {stem(word.lower()): word for word in WORD.findall(pair.english)}
        words = {
            span: form.lower() if english.islower() else form
            for span, english in lexicon.unsaid(pair.indonesian, "").items()
            if (form := forms.get(stem(english.lower()))) and random.random() < _CHANCE
        }
        if words:
            yield Pair(f"{pair.origin}+told", told(pair.indonesian, words), pair.english, None, pair.weight)


def write_telling(config: Config) -> int:
    """Write them as one more shard of synthetic pairs; returns how many there are."""
    pairs = read_pairs(pairs_path(config))
    variants = [*telling(pairs, load_lexicon(lexicon_path(config)), Random(config.training.seed))]
    folder = synthetic_folder(config)
    folder.mkdir(parents=True, exist_ok=True)
    save_pairs(pack_pairs(variants, load_vocabulary(config)), folder / TOLD)
    return len(variants)


def main() -> None:
    """Run the step."""
    arguments = parse_arguments(argparse.ArgumentParser(prog="training.tell", description=__doc__))
    print(f"{write_telling(read_config(arguments.config))} variants")


if __name__ == "__main__":
    main()
