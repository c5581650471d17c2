"""Words that the model hardly met, said with plainer ones: *menyambangi* with *mengunjungi*, *Kapolres* written out.

A small model makes something up for a word that its training text had a few times; the synonym costs nothing. A row of
``words/plain.tsv`` is for a word with fewer than sixty pairs in that text. Where four or more pairs with a word or with
an abbreviation (``words/abbreviations.tsv``) could be measured, their chrF2 did not fall.
"""

from __future__ import annotations

import re
from functools import cache

from ..words import abbreviations, plain_words

# So short a word in capitals may be anybody's: GA is Garuda, BSA a make of motorcycles.
_LONGEST_ACRONYM = 3
# A particle that goes takes the comma in front along.
# One that stands in brackets alone explains what is in front.
_WORD, _LONG_WORD = (
    re.compile(rf"(,? ?)(?<![\w-])(?!(?<=\()\w+\))([A-Za-z][a-z]{{{shortest - 1},}}(?:-[a-z]+)*)(?![\w-])")
    for shortest in (2, _LONGEST_ACRONYM + 1)
)
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s|[\"“‘(]|[-–—] )$")
_LONGEST_START = 2
_POSSESSIVE = "nya"


def reworded(text: str, was_in_capitals: bool = False) -> str:
    """The text with plain words for rare ones; a capital inside a sentence makes a name, which stays.

    Args:
        text: With capitals as in a sentence.
        was_in_capitals: Whether all of it was written in capitals, so that short words may be acronyms, which stay.

    >>> reworded("Kaget, Budi menyambangi temennya di Sosok, lho.")
    'Terkejut, Budi mengunjungi temannya di Sosok.'
    """
    written_out = _abbreviation().sub(lambda match: abbreviations()[match[0]], text)
    return (_LONG_WORD if was_in_capitals else _WORD).sub(_plain, written_out)


def begins_sentence(text: str, place: int) -> bool:
    """Whether a word has its capital from its place and not from being a name.

    >>> text = 'Ia tidur. "Lalu pulang," kata Ani.'
    >>> [begins_sentence(text, text.index(word)) for word in ("Ia", "Lalu", "Ani")]
    [True, True, False]
    """
    return _SENTENCE_START.search(text, max(place - _LONGEST_START, 0), place) is not None


@cache
def _abbreviation() -> re.Pattern[str]:
    """Any of them by itself; in brackets it explains what stands in front, and in an address it is none."""
    return re.compile(rf"(?<![\w./(-])(?:{'|'.join(abbreviations())})(?![\w)-]|[./]\w)")


def _plain(match: re.Match[str]) -> str:
    before, word = match.groups()
    plain = _plain_word(word.lower())
    if plain is None:
        return match[0]
    if word[0].isupper():
        if not begins_sentence(match.string, match.start(2)):
            return match[0]
        plain = plain[:1].upper() + plain[1:]
    return f"{before}{plain}" if plain else ""


def _plain_word(word: str) -> str | None:
    known = plain_words()
    if word in known:
        return known[word]
    noun = known.get(word.removesuffix(_POSSESSIVE)) if word.endswith(_POSSESSIVE) else None
    return f"{noun}{_POSSESSIVE}" if noun else None
