"""Step: translate monolingual text of the target language back, to learn from the result.

``python -m training.backtranslate REVERSE.toml FORWARD.toml``: the reverse model translates the
shards of ``prepared/monolingual``, rare words told by the dictionary, and writes tagged pairs for the forward model,
one file a shard, going on where it stopped (tagged back-translation: Caswell et al. 2019,
https://aclanthology.org/W19-5206; sampling from the k likeliest: Edunov et al. 2018,
https://aclanthology.org/D18-1045).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from selaras.translation.lexicon import told
from training.average import averaged_path
from training.config import Config, read_config
from training.decoding import CTranslate2Decoder, Decoder, Decoding, TorchDecoder
from training.dictionary import read_dictionary
from training.english_lexicon import EnglishLexicon, count_words
from training.export import exported_path
from training.mixture import synthetic_folder
from training.packed import PackedPairs, Side, load_side, pack, save_pairs
from training.pairs import read_pairs
from training.prepare import pairs_path
from training.vocabulary import BACK_TRANSLATED, load_vocabulary

_LONGEST = 400
_REPEATS = 4


@dataclass(frozen=True, slots=True)
class BackTranslator:
    """Makes synthetic pairs of English sentences.

    Attributes:
        decoder: The reverse model.
        vocabulary: Its.
        lexicon: Tells it what rare words that it left out stand for.
    """

    decoder: Decoder
    vocabulary: sentencepiece.SentencePieceProcessor
    lexicon: EnglishLexicon

    def pairs(self, written: Side) -> PackedPairs:
        """Pairs of a tagged machine translation as source and the human text as target, bad ones left out."""
        english = self.vocabulary.decode([written.segment(index) for index in range(len(written))])
        translations = self.translate(written, english)
        # Sampled pieces need not be the ones that the text is cut into.
        encoded = self.vocabulary.encode(translations)
        invented = map(self.lexicon.invents, translations, english)
        kept = [
            index
            for index, (source, is_invented) in enumerate(zip(encoded, invented, strict=True))
            if not is_invented and is_plausible(source, written.segment(index))
        ]
        tag = self.vocabulary.piece_to_id(BACK_TRANSLATED)
        weight = np.ones(len(kept), np.float32)
        return PackedPairs(
            source=pack([[tag, *encoded[index]] for index in kept]),
            target=pack([written.segment(index) for index in kept]),
            weight=weight,
            cooldown_weight=weight,
        )

    def translate(self, written: Side, english: list[str]) -> list[str]:
        """Translations, those that leave out rare words made once more with the Indonesian in the English sentence."""
        found: list[str] = self.vocabulary.decode(self.decoder.translate(written))
        unsaid = [self.lexicon.unsaid(*texts) for texts in zip(english, found, strict=True)]
        poor = [index for index, words in enumerate(unsaid) if words]
        asked = self.vocabulary.encode([told(english[index], unsaid[index]) for index in poor])
        again = self.vocabulary.decode(self.decoder.translate(pack(asked)))
        for index, text in zip(poor, again, strict=True):
            if len(self.lexicon.unsaid(english[index], text)) < len(unsaid[index]):
                found[index] = text
        return found


def backtranslate(shards: list[Path], translator: BackTranslator, folder: Path, minutes: float) -> None:
    """Translate the shards that are not done yet, for so many minutes."""
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    for path in shards:
        done = folder / path.name
        if done.exists():
            continue
        if time.monotonic() - began > minutes * 60:
            break
        written = load_side(path)
        pairs = translator.pairs(written)
        save_pairs(pairs, done)
        print(f"{path.stem}: {len(pairs)} of {len(written)} kept, {time.monotonic() - began:.0f} s", flush=True)


def is_plausible(source: list[int], target: list[int]) -> bool:
    """Whether a machine translation may be one: like length, no copy, no loop."""
    if not source or len(source) > _LONGEST or source == target:
        return False
    if not 0.5 < (len(source) + 8) / (len(target) + 8) < 2.0:
        return False
    pairs, expected = Counter(pairwise(source)), Counter(pairwise(target))
    return max(pairs.values(), default=0) <= _REPEATS + max(expected.values(), default=0)


def english_lexicon(config: Config) -> EnglishLexicon:
    """What the dictionary tells a model that reads English of words that are rare in its pairs."""
    met = count_words(read_pairs(pairs_path(config)))
    return EnglishLexicon(read_dictionary(config.data.dictionary), met, config.training.seed)


def choose_decoder(config: Config, decoding: Decoding) -> Decoder:
    """PyTorch on a GPU, CTranslate2 otherwise."""
    if torch.cuda.is_available():
        return TorchDecoder(config, averaged_path(config), decoding)
    return CTranslate2Decoder(exported_path(config), load_vocabulary(config), decoding)


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(prog="training.backtranslate", description=__doc__)
    parser.add_argument("reverse", type=Path, help="configuration of the model that translates")
    parser.add_argument("forward", type=Path, help="configuration of the model that will learn")
    parser.add_argument("--minutes", type=float, default=1e9, help="begin no new shard after so many minutes")
    arguments = parser.parse_args()
    reverse, forward = read_config(arguments.reverse), read_config(arguments.forward)
    shards = sorted((reverse.prepared / "monolingual").glob("*.npz"))
    decoder = choose_decoder(reverse, Decoding(top_k=reverse.synthesis.top_k))
    translator = BackTranslator(decoder, load_vocabulary(reverse), english_lexicon(reverse))
    backtranslate(shards, translator, synthetic_folder(forward), arguments.minutes)


if __name__ == "__main__":
    main()
