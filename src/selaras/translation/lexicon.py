"""Rare words by what they stand for: a small model makes up something for *bumerang*, its training text knows better.

A package may hold ``lexicon.tsv`` (``training/lexicon.py``): words that its training text had a few times, with what
stood for them there. Where a translation says none of it, the model is asked once more with the English word in the
source, which it takes over. Song et al., *Code-Switching for Enhancing NMT with Pre-Specified Translation* (2019),
train a model to do so; the bundled one does it by itself.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import ModelError
from ..model import Span
from .replacing import replaced
from .rewording import begins_sentence

# Not half of one with an apostrophe: Jum'at, Fir'aun.
WORD = re.compile(r"(?<![\w-])(?<!\w['’])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-]|['’]\w)")
_ENGLISH_PART = re.compile(r"[^\W\d_]+")
_ENDINGS = ("ing", "ed", "ly")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word stands for.

    Attributes:
        english: The word to tell the model, as it is written inside a sentence.
        stems: Of all that says it, that word among them; in small letters.
    """

    english: str
    stems: frozenset[str]


class Lexicon:
    """Tells which rare words of a source a translation does not say.

    Args:
        meanings: Of Indonesian words as they are written inside a sentence.
    """

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._meanings = meanings

    def unsaid(self, source: str, translation: str) -> dict[Span, str]:
        """Where a source has words that the translation says nothing for, with the English for each.

        A word with a capital that the translation has as it is may be a name, and is said.

        >>> lexicon = Lexicon({"bumerang": Meaning("boomerang", frozenset({"boomerang"}))})
        >>> lexicon.unsaid("Dua bumerang.", "Two brothers."), lexicon.unsaid("Dua bumerang.", "Two boomerangs.")
        ({Span(start=4, end=12): 'boomerang'}, {})
        """
        found = [(Span(*match.span()), meaning) for match in WORD.finditer(source) if (meaning := self._meaning(match))]
        if not found:
            return {}
        copied = set(WORD.findall(translation))
        words = (*WORD.findall(translation.lower()), *_ENGLISH_PART.findall(translation.lower()))
        said = {stem(word) for word in words}
        return {
            span: meaning.english
            for span, meaning in found
            if said.isdisjoint(meaning.stems) and not _is_copied(span.of(source), copied)
        }

    def _meaning(self, match: re.Match[str]) -> Meaning | None:
        word = match[0]
        is_capitalised = word[0].isupper() and word[1:].islower()
        if word not in self._meanings and is_capitalised and begins_sentence(match.string, match.start()):
            word = word.lower()
        return self._meanings.get(word)


def _is_copied(word: str, copied: Container[str]) -> bool:
    return word[0].isupper() and word in copied


def told(source: str, words: Mapping[Span, str]) -> str:
    """A source with words in the places of its own, capitals as they were.

    >>> told("Bumerang itu kembali.", {Span(0, 8): "boomerang"})
    'Boomerang itu kembali.'
    """
    return replaced(source, {span: _cased_as(span.of(source), english) for span, english in words.items()})


def _cased_as(word: str, english: str) -> str:
    return english[:1].upper() + english[1:] if word[0].isupper() else english


def stem(word: str) -> str:
    """An English word in small letters without the endings that change its form; roughly, since both sides get it.

    >>> [stem(word) for word in ("boomerangs", "stimulate", "stimulating", "glass", "cities", "city", "stopped")]
    ['boomerang', 'stimulat', 'stimulat', 'glass', 'citi', 'citi', 'stop']
    """
    if word.endswith("s") and not word.endswith("ss") and len(word) > _SHORTEST_STEM:
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word.removesuffix(ending)
            break
    if len(word) <= _SHORTEST_STEM:
        return word
    if word.endswith("e"):
        return word[:-1]
    if word.endswith("y"):
        return word[:-1] + "i"
    return word[:-1] if word[-1] == word[-2] and word[-1] not in "ls" else word


def load_lexicon(path: Path) -> Lexicon:
    """Read a lexicon: an Indonesian word, an English one, and others that say the same, with blanks between.

    Raises:
        ModelError: The file is damaged.
    """
    try:
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        return Lexicon({word: _read_meaning(english, others) for word, english, others in rows})
    except (OSError, ValueError) as error:
        raise ModelError(f"damaged: {error}", path=path, remedy="get the package anew") from error


def _read_meaning(english: str, others: str) -> Meaning:
    if not WORD.fullmatch(english):
        raise ValueError(f"{english!r} is no word")
    return Meaning(english, frozenset(map(stem, (english.lower(), *others.split()))))
