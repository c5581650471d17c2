"""Rare words by what they stand for: a small model makes up something for *bumerang*, a lexicon knows better.

A package may hold ``lexicon.tsv`` (``training/lexicon.py``): words that the model met too seldom to know them, with
what stands for them. Where a translation says none of it, the model is asked once more with the English in the source,
which it takes over. Song et al., *Code-Switching for Enhancing NMT with Pre-Specified Translation* (2019), train a
model to do so; the bundled one does it by itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import ModelError
from ..model import Span
from ..terminology.affixes import english_base, without_enclitics
from .replacing import replaced
from .rewording import begins_sentence

# Not half of one with an apostrophe: Jum'at, Fir'aun.
WORD = re.compile(r"(?<![\w-])(?<!\w['’])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-]|['’]\w)")
_ENGLISH = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*")
_ENGLISH_PART = re.compile(r"[^\W\d_]+")
_ENDINGS = ("ing", "ed", "ly")
_SHORTEST_STEM = 3
# Words without their endings are told apart by chance if they are shorter.
_SHORTEST_BARE = 4
_MOST_TOGETHER = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word stands for.

    Attributes:
        english: The word or words to tell the model, as they are written inside a sentence.
        sayings: Of all that says it, that among them; the stems of each, since *carry it out* says *carry out*.
    """

    english: str
    sayings: frozenset[frozenset[str]]

    def is_said(self, said: Set[str]) -> bool:
        """Whether words with the stems ``said`` say it."""
        return any(saying <= said for saying in self.sayings)


def meaning(english: str, others: Iterable[str] = ()) -> Meaning:
    """What a word stands for, from the words to tell and from all others that say it.

    >>> meaning("boomerang").is_said({"boomerang"}), meaning("carry out", ["done"]).is_said({"carri"})
    (True, False)
    """
    return Meaning(english, frozenset(filter(None, map(stems, (english, *others)))))


class Lexicon:
    """Tells which rare words of a source a translation does not say.

    Args:
        meanings: Of Indonesian words, and of some that stand together, as they are written inside a sentence.
    """

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._meanings = meanings
        self._openings = {words.partition(" ")[0].lower() for words in meanings if " " in words}
        # A source is looked up for each of its hypotheses.
        self._find_once = lru_cache(maxsize=1000)(self._find)

    def unsaid(self, source: str, translation: str, in_title: bool = False) -> dict[Span, str]:
        """Where a source has words that the translation says nothing for, with the English for each.

        A word with a capital is a name inside a sentence, but not in a headline, ``in_title``. One that the
        translation has as it is may be a name everywhere, and is said.

        >>> lexicon = Lexicon({"bumerang": meaning("boomerang")})
        >>> lexicon.unsaid("Dua bumerang.", "Two brothers."), lexicon.unsaid("Dua bumerang.", "Two boomerangs.")
        ({Span(start=4, end=12): 'boomerang'}, {})
        """
        known = self.known_in(source, in_title)
        if not known:
            return {}
        copied = set(WORD.findall(translation))
        said = stems(translation)
        return {
            span: meaning.english
            for span, meaning in known
            if not meaning.is_said(said) and not _is_copied(span.of(source), copied)
        }

    def known_in(self, source: str, in_title: bool = False) -> tuple[tuple[Span, Meaning], ...]:
        """What it knows of a source: words that stand together rather than each of them."""
        return self._find_once(source, in_title) if self._meanings else ()

    def _find(self, source: str, in_title: bool) -> tuple[tuple[Span, Meaning], ...]:
        spans = [Span(*match.span()) for match in WORD.finditer(source)]
        found = []
        place = 0
        while place < len(spans):
            together = _MOST_TOGETHER if spans[place].of(source).lower() in self._openings else 1
            for last in range(min(place + together, len(spans)) - 1, place - 1, -1):
                span = Span(spans[place].start, spans[last].end)
                if meaning := self._meaning(source, span, in_title):
                    found.append((span, meaning))
                    place = last
                    break
            place += 1
        return tuple(found)

    def _meaning(self, source: str, span: Span, in_title: bool) -> Meaning | None:
        words, known = span.of(source), self._meanings
        first = words.partition(" ")[0]
        is_capitalised = first[0].isupper() and first[1:].islower()
        if is_capitalised and words not in known and (in_title or begins_sentence(source, span.start)):
            words = words.lower() if in_title else words[0].lower() + words[1:]
        return next((known[form] for form in forms(words) if form in known), None)


@lru_cache(maxsize=50_000)
def forms(words: str) -> tuple[str, ...]:
    """A word, and the same without what is put behind it or its repetition; of several words the last one.

    >>> forms("kebugarannya"), forms("pompa-pompa"), forms("kambing hitamnya")
    (('kebugarannya', 'kebugaran'), ('pompa-pompa', 'pompa'), ('kambing hitamnya', 'kambing hitam'))
    """
    if not words.islower():
        return (words,)
    *before, last = words.split(" ")
    once, _, again = last.partition("-")
    bare = [form for form in without_enclitics(last)[1:] if len(form) >= _SHORTEST_BARE]
    repeated = [once] if once in without_enclitics(again) else []
    return tuple(" ".join([*before, form]) for form in (last, *bare, *repeated))


def _is_copied(word: str, copied: Collection[str]) -> bool:
    return word[0].isupper() and word in copied


def told(source: str, words: Mapping[Span, str], in_title: bool = False) -> str:
    """A source with words in the places of its own, capitals as they were; small letters inside a headline.

    >>> told("Bumerang itu kembali.", {Span(0, 8): "boomerang"})
    'Boomerang itu kembali.'
    """

    def cased(span: Span, english: str) -> str:
        keeps = source[span.start].isupper() and not (in_title and not begins_sentence(source, span.start))
        return english[:1].upper() + english[1:] if keeps else english

    return replaced(source, {span: cased(span, english) for span, english in words.items()})


def stems(words: str) -> frozenset[str]:
    """Of the words of an English text."""
    return frozenset(map(stem, _ENGLISH_PART.findall(words.lower())))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """An English word in small letters without what changes its form; roughly, since both sides get it.

    >>> [stem(word) for word in ("boomerangs", "stimulate", "stimulating", "glass", "cities", "stopped", "paid")]
    ['boomerang', 'stimulat', 'stimulat', 'glass', 'citi', 'stop', 'pay']
    """
    word = english_base(word)
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
    """Read a lexicon: an Indonesian word, English for it, and what else says the same, with semicolons between.

    Raises:
        ModelError: The file is damaged.
    """
    try:
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        return Lexicon(_Rows({word: (english, others) for word, english, others in rows}))
    except (OSError, ValueError) as error:
        raise ModelError(f"damaged: {error}", path=path, remedy="get the package anew") from error


class _Rows(Mapping[str, Meaning]):
    """Rows of a file as meanings, each read when it is first asked for: of ten thousand a text needs a hundred."""

    def __init__(self, rows: Mapping[str, tuple[str, str]]) -> None:
        wrong = next((english for english, _ in rows.values() if not _ENGLISH.fullmatch(english)), None)
        if wrong is not None:
            raise ValueError(f"{wrong!r} is no English")
        self._rows = rows
        self._read = lru_cache(maxsize=None)(self._meaning)

    def __getitem__(self, word: str) -> Meaning:
        return self._read(word)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, word: object) -> bool:
        return word in self._rows

    def _meaning(self, word: str) -> Meaning:
        english, others = self._rows[word]
        return meaning(english, others.split(";"))
