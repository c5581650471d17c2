"""What a back-translation leaves out, with the Indonesian of the dictionary for it, and what it makes up.

The reverse model makes up something for English words that it hardly met, as the forward model does for Indonesian
ones; asked once more with the Indonesian word in the English sentence it takes that over, and the forward model learns
the word where people use it. Of what it wrote by itself every fourth sentence had a word that is none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from selaras.model import Span
from selaras.terminology.affixes import english_forms, indonesian_roots
from selaras.translation.lexicon import WORD, forms, stem
from training.dictionary import Entry
from training.pairs import Pair

# A word that the pairs have more often is known to the models; what they say for it may not be in the dictionary.
_RARE = 300
# What begins so is mostly a verb, whose form the sentence decides and not the dictionary.
_VERBS = ("me", "di", "ber", "ter")


@dataclass(frozen=True, slots=True)
class Met:
    """How often words in small letters are met in the pairs.

    Attributes:
        indonesian: Words.
        english: Stems of words.
    """

    indonesian: Mapping[str, int]
    english: Mapping[str, int]


def count_words(pairs: Iterable[Pair]) -> Met:
    """Count the words of both sides."""
    indonesian: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for pair in pairs:
        indonesian.update(WORD.findall(pair.indonesian.lower()))
        english.update(map(stem, WORD.findall(pair.english.lower())))
    return Met(indonesian, english)


class EnglishLexicon:
    """Tells which rare words of an English sentence its translation does not say, and whether that makes words up.

    Args:
        entries: The dictionary.
        met: By which a word is rare, and one Indonesian word likelier than another.
        seed: Decides between several Indonesian words, together with the sentence.
    """

    def __init__(self, entries: Iterable[Entry], met: Met, seed: int) -> None:
        entries = tuple(entries)
        self._met = met
        self._words = {entry.indonesian for entry in entries}.union(met.indonesian)
        self._seed = seed
        self._told: defaultdict[str, list[str]] = defaultdict(list)
        self._saying: defaultdict[str, set[str]] = defaultdict(set)
        for entry in entries:
            roots = {root for word in entry.indonesian.split() for root in indonesian_roots(word)}
            for english in (entry.english, *entry.others):
                self._saying[stem(english.lower())] |= roots
            if entry.english.islower() and entry.english.isalpha() and not entry.indonesian.startswith(_VERBS):
                for form in _numbers(entry.english):
                    self._told[form].append(entry.indonesian)

    def unsaid(self, english: str, indonesian: str) -> dict[Span, str]:
        """Where a sentence has words that its translation says nothing for, with the Indonesian for each."""
        found = [(Span(*match.span()), match[0]) for match in WORD.finditer(english) if self._is_told(match[0])]
        if not found:
            return {}
        said = {root for word in WORD.findall(indonesian.lower()) for root in indonesian_roots(word)}
        # Of the sentence alone, so that it does not matter what was translated before it.
        random = Random(f"{self._seed} {english}")
        return {
            span: self._choose(word, random)
            for span, word in found
            if said.isdisjoint(self._saying[stem(word)]) and word not in said
        }

    def invents(self, indonesian: str, english: str) -> bool:
        """Whether a translation has words in small letters that nobody has written, in either language."""
        written = set(WORD.findall(english.lower()))
        words = {word for word in WORD.findall(indonesian) if word.islower()} - written
        return any(self._words.isdisjoint(forms(word)) for word in words)

    def _is_told(self, word: str) -> bool:
        return word.islower() and word in self._told and self._met.english.get(stem(word), 0) < _RARE

    def _choose(self, english: str, random: Random) -> str:
        words = self._told[english]
        return random.choices(words, [1 + self._met.indonesian.get(word, 0) for word in words])[0]


def _numbers(word: str) -> set[str]:
    """A noun in the singular and the plural."""
    return {word, *(form for form in english_forms(word) if form.endswith("s"))}
