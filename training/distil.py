"""Step: let a large model write what a small one learns.

``python -m training.distil TEACHER.toml STUDENT.toml``: the teacher translates the source side of
the real pairs and of its own synthetic ones; the student learns from that beside the real pairs
(sequence-level distillation: Kim and Rush 2016, https://aclanthology.org/D16-1139).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from training.backtranslate import choose_decoder, is_plausible
from training.config import Config, read_config
from training.decoding import Decoder, Decoding
from training.mixture import load_mixture, synthetic_folder
from training.packed import Integers, PackedPairs, Side, pack, save_pairs

_BEAM = 4


def distil(teacher: Config, decoder: Decoder, folder: Path, shard: int, minutes: float) -> None:
    """Translate shard after shard of what the teacher learnt from, for so many minutes."""
    folder.mkdir(parents=True, exist_ok=True)
    pairs, _ = load_mixture(teacher, cooldown=False)
    began = time.monotonic()
    for number, start in enumerate(range(0, len(pairs), shard)):
        done = folder / f"distilled-{number:03}.npz"
        if done.exists():
            continue
        if time.monotonic() - began > minutes * 60:
            break
        source = _part(pairs.source, np.arange(start, min(start + shard, len(pairs))))
        save_pairs(taught_pairs(source, decoder.translate(source)), done)
        print(f"{done.stem}: {time.monotonic() - began:.0f} s", flush=True)


def taught_pairs(source: Side, translations: list[list[int]]) -> PackedPairs:
    """Sources with the teacher's translations, bad ones left out."""
    kept = [index for index, target in enumerate(translations) if is_plausible(target, source.segment(index))]
    weight = np.ones(len(kept), np.float32)
    return PackedPairs(
        source=_part(source, np.array(kept, np.int64)),
        target=pack([translations[index] for index in kept]),
        weight=weight,
        cooldown_weight=weight,
    )


def _part(side: Side, indices: Integers) -> Side:
    return pack([side.segment(index) for index in indices])


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(prog="training.distil", description=__doc__)
    parser.add_argument("teacher", type=Path, help="configuration of the model that translates")
    parser.add_argument("student", type=Path, help="configuration of the model that will learn")
    parser.add_argument("--minutes", type=float, default=1e9, help="begin no new shard after so many minutes")
    arguments = parser.parse_args()
    teacher, student = read_config(arguments.teacher), read_config(arguments.student)
    decoder = choose_decoder(teacher, Decoding(beam=_BEAM))
    distil(teacher, decoder, synthetic_folder(student), teacher.synthesis.shard, arguments.minutes)


if __name__ == "__main__":
    main()
