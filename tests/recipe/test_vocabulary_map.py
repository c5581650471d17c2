from __future__ import annotations

import numpy as np

from selaras.translation.adequacy import TokenTable
from training.vocabulary_map import vocabulary_map

TOKENS = ("</s>", "<0x41>", "▁harga", "▁price", "▁Angkasa", "▁b", "nya", "▁PBB")


def test_the_model_says_what_translations_said_and_what_names_need() -> None:
    # "▁price" was said, for "▁harga"; nobody said "▁harga".
    table = TokenTable(TOKENS, np.array([3 * len(TOKENS) + 2]), np.array([1], np.uint8), 160)
    assert vocabulary_map(table) == "\t</s> <0x41> ▁price ▁Angkasa ▁b nya ▁PBB\n"
