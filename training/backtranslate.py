"""Step: translate monolingual text of the target language back, to learn from the result.

``python -m training.backtranslate REVERSE.toml FORWARD.toml``: the reverse model translates the
shards of ``prepared/monolingual`` and writes tagged pairs for the forward model, one file a
shard, going on where it stopped (tagged back-translation: Caswell et al. 2019,
https://aclanthology.org/W19-5206; sampling from the k likeliest: Edunov et al. 2018,
https://aclanthology.org/D18-1045).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from training.average import averaged_path
from training.config import Config, read_config
from training.decoding import CTranslate2Decoder, Decoder, Decoding, TorchDecoder
from training.export import exported_path
from training.mixture import synthetic_folder
from training.packed import PackedPairs, Side, load_side, pack, save_pairs
from training.vocabulary import BACK_TRANSLATED, load_vocabulary

_LONGEST = 400
_REPEATS = 4


def backtranslate(
    shards: list[Path], decoder: Decoder, vocabulary: sentencepiece.SentencePieceProcessor, folder: Path, minutes: float
) -> None:
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
        pairs = synthetic_pairs(decoder.translate(written), written, vocabulary)
        save_pairs(pairs, done)
        print(f"{path.stem}: {len(pairs)} of {len(written)} kept, {time.monotonic() - began:.0f} s", flush=True)


def synthetic_pairs(
    translations: list[list[int]], written: Side, vocabulary: sentencepiece.SentencePieceProcessor
) -> PackedPairs:
    """Pairs of a tagged machine translation as source and the human text as target, bad ones left out."""
    texts = [vocabulary.decode(pieces) for pieces in translations]
    # Sampled pieces need not be the ones that the text is cut into.
    encoded = vocabulary.encode(texts)
    kept = [index for index, source in enumerate(encoded) if is_plausible(source, written.segment(index))]
    tag = vocabulary.piece_to_id(BACK_TRANSLATED)
    weight = np.ones(len(kept), np.float32)
    return PackedPairs(
        source=pack([[tag, *encoded[index]] for index in kept]),
        target=pack([written.segment(index) for index in kept]),
        weight=weight,
        cooldown_weight=weight,
    )


def is_plausible(source: list[int], target: list[int]) -> bool:
    """Whether a machine translation may be one: like length, no copy, no loop."""
    if not source or len(source) > _LONGEST or source == target:
        return False
    if not 0.5 < (len(source) + 8) / (len(target) + 8) < 2.0:
        return False
    pairs, expected = Counter(pairwise(source)), Counter(pairwise(target))
    return max(pairs.values(), default=0) <= _REPEATS + max(expected.values(), default=0)


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
    backtranslate(shards, decoder, load_vocabulary(reverse), synthetic_folder(forward), arguments.minutes)


if __name__ == "__main__":
    main()
