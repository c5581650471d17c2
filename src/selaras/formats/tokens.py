"""Words and punctuation, for formats that want one token a line; no linguistics beyond that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# An address; a word or number with what joins its parts; a run of one mark; whatever is left, one by one.
_TOKEN = re.compile(r"(?:https?://|www\.)\S*[\w/]|[@#]?\w+(?:[-'’.,:/@&]\w+)*|([^\w\s])\1*|\S")


@dataclass(frozen=True, slots=True)
class Token:
    """A token and whether white space follows it."""

    form: str
    space_after: bool


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a text; joined again with their spaces they give it back, runs of white space as one.

    >>> [token.form for token in tokenize("“Harga Rp1.500,5 naik,” kata-nya...")]
    ['“', 'Harga', 'Rp1.500,5', 'naik', ',', '”', 'kata-nya', '...']
    """
    text = " ".join(text.split())
    for match in _TOKEN.finditer(text):
        yield Token(match[0], text[match.end() : match.end() + 1] == " ")
