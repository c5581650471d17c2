"""What the model may say: no Indonesian words that its vocabulary has as pieces of their own, except in names.

CTranslate2 reads ``vmap.txt`` beside a model, and with ``use_vmap`` multiplies by the rows of the output layer that it
names alone. The one rule here holds for all sources, so what stands with a text in a batch changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from selaras.translation.adequacy import TokenTable

# A name may need any piece with a capital, and any that goes on with a word; one letter spells whatever there is.
_SMALL_WORD = re.compile("▁[a-z]{2,}")


def vocabulary_map(table: TokenTable) -> str:
    """The file's content.

    Args:
        table: What pieces stood for in the pairs; one that stood for nothing was hardly ever said there.
    """
    # What stands behind an empty n-gram is allowed always.
    return f"\t{' '.join(sayable(table))}\n"


def sayable(table: TokenTable) -> Iterator[str]:
    """All pieces but words in small letters that stand for nothing in the table."""
    said = set(np.unique(table.keys // len(table.tokens)).tolist())
    for number, piece in enumerate(table.tokens):
        if number in said or not _SMALL_WORD.fullmatch(piece):
            yield piece
