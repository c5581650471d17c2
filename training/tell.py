"""Step: variants of real pairs in which the English of rare words stands in the source, as the program tells it.

They are put beside the back-translations of a model that reads Indonesian. A model that learnt from them takes such a
word over and bends the sentence to it (Song et al. 2019, https://aclanthology.org/N19-1044).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from random import Random

from selaras.translation.lexicon import WORD, Lexicon, Meaning, load_lexicon, stem, stems, told
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
# So many of the pairs that weigh one; all of those that weigh much more, which are nearest to news.
_SHARE = 0.4


def telling(pairs: Iterable[Pair], lexicon: Lexicon, random: Random) -> Iterator[Pair]:
    """The pairs whose English says what the lexicon tells, with that in the source."""
    for pair in pairs:
        if random.random() >= _SHARE * pair.weight:
            continue
        written = {stem(word.lower()): word for word in WORD.findall(pair.english)}
        words = {
            span: english
            for span, meaning in lexicon.known_in(pair.indonesian)
            if (english := _as_told(meaning, written)) and random.random() < _CHANCE
        }
        source = told(pair.indonesian, words)
        if words and source != pair.english:
            yield Pair(f"{pair.origin}+told", source, pair.english, None, pair.weight)


def _as_told(meaning: Meaning, written: Mapping[str, str]) -> str:
    """The words to tell if a text says them, in whatever form: a model has to learn to bend them.

    Where it says something else that the word stands for, that as it is written; nothing where it says nothing.

    Args:
        meaning: Of a word of the source.
        written: The words of the text by their stems.
    """
    said = [saying for saying in meaning.sayings if saying <= written.keys()]
    if not said or stems(meaning.english) in said:
        return meaning.english if said else ""
    longest = min(said, key=lambda saying: (-len(saying), sorted(saying)))
    return " ".join(word.lower() for stem_, word in written.items() if stem_ in longest)


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
