"""Step: learn the vocabulary that both languages and all models share.

Bytes spell what has no piece, so that no character is unknown; digits are pieces of their own,
so that numbers are copied; text is taken as it is, since the program normalises before.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from itertools import islice
from random import Random

import sentencepiece

from training.config import Config, parse_arguments, read_config
from training.pairs import open_text, read_pairs
from training.prepare import monolingual_path, pairs_path

BACK_TRANSLATED = "<bt>"
PADDING, UNKNOWN, BEGIN, END = range(4)
# Only the first is used; the others are kept free for a later model with this vocabulary.
_CONTROLS = [BACK_TRANSLATED, "<news>", "<caps>", "<2id>"]
_LIGHTEST = 0.5


def learn_vocabulary(config: Config) -> None:
    """Learn from the pairs that weigh something and from English sentences."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_drawn_lines(config)),
        model_writer=model,
        vocab_size=config.vocabulary.size,
        model_type="unigram",
        character_coverage=config.vocabulary.character_coverage,
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="identity",
        control_symbols=_CONTROLS,
        pad_id=PADDING,
        unk_id=UNKNOWN,
        bos_id=BEGIN,
        eos_id=END,
        max_sentence_length=8000,
        minloglevel=1,
    )
    config.sentencepiece.write_bytes(model.getvalue())


def load_vocabulary(config: Config) -> sentencepiece.SentencePieceProcessor:
    """The shared vocabulary."""
    return sentencepiece.SentencePieceProcessor(model_file=str(config.sentencepiece))


def _drawn_lines(config: Config) -> list[str]:
    lines = list(_lines(config))
    random = Random(config.training.seed)
    return random.sample(lines, min(len(lines), config.vocabulary.lines))


def _lines(config: Config) -> Iterator[str]:
    for pair in read_pairs(pairs_path(config)):
        if pair.weight >= _LIGHTEST:
            yield pair.indonesian
            yield pair.english
    with open_text(monolingual_path(config)) as file:
        for line in islice(file, config.vocabulary.monolingual_lines):
            yield line.rstrip("\n").split("\t")[1]


def main() -> None:
    """Run the step."""
    arguments = parse_arguments(argparse.ArgumentParser(prog="training.vocabulary", description=__doc__))
    learn_vocabulary(read_config(arguments.config))


if __name__ == "__main__":
    main()
