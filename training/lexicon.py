"""Step: what rare words of Indonesian stand for, by the dictionary and in the pairs that the model learns from.

The words of a pair are aligned by Model 1 in both directions; what both agree on counts, and where the dictionary has
a word it knows better. The lexicon goes into the package; with it the program tells the model of words that it left
out (``selaras.translation.lexicon``).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selaras.translation.lexicon import WORD, stem
from selaras.translation.packages import LEXICON
from selaras.translation.rewording import begins_sentence
from training.config import Config, parse_arguments, read_config
from training.dictionary import Entry, read_dictionary
from training.model1 import Explanations, NumberedPair, explain
from training.pairs import Pair, read_pairs
from training.prepare import pairs_path

_KNOWLEDGE = Path(__file__).parent / "knowledge"
# Longer pairs are aligned by chance.
_LONGEST = 60
# A word with more is known to the model.
_RARE = 200
# Of what a word stands for: what is worth telling by itself, or with others that stand out beside it, as synonyms do
# (garbage, trash, waste), and what may stand for it as well.
_LEAST_SHARE, _LEAST_WEIGHT = 0.3, 4
_LEAST_OF_SYNONYM, _LEAST_TOGETHER = 0.1, 0.5
_OTHER_SHARE, _LEAST_LIKELY = 0.05, 0.05
# So often for each time that English writes a name, Indonesian writes it too.
_SHARED = 0.2
# A pair of single words is an entry of a dictionary, worth so many sentences.
_DICTIONARY = 5
_LEAST_LINK = 0.01


@dataclass(frozen=True, slots=True)
class Words:
    """Pairs as numbers of words.

    Attributes:
        indonesian: Words by number, as they are mostly written inside a sentence.
        english: The same.
        pairs: Indonesian and English side of each.
        weights: Of the pairs.
    """

    indonesian: Sequence[str]
    english: Sequence[str]
    pairs: Sequence[NumberedPair]
    weights: Sequence[float]


@dataclass(frozen=True, slots=True)
class Aligned:
    """What stands for what.

    Attributes:
        met: How often a word of Indonesian is met, by weight.
        links: How often an English word stands for it, by weight; words that mean nothing by themselves are left out.
        likely: English words that may stand for it as well.
    """

    met: Mapping[int, float]
    links: Mapping[int, Mapping[int, float]]
    likely: Mapping[int, set[int]]


Row = tuple[str, str, tuple[str, ...]]


def lexicon(pairs: Iterable[Pair]) -> list[Row]:
    """Rare words with the English word that mostly stands for them and others that may, in order."""
    words = _numbered(pairs)
    aligned = _align(words)
    counts = Counter(word for indonesian, _ in words.pairs for word in indonesian)
    rare = [word for word, count in counts.items() if count < _RARE]
    rows = [row for word in rare if (row := _row(word, words, aligned))]
    shared = _shared_names(words, counts)
    return sorted(row for row in rows if row[1] not in shared)


def _shared_names(words: Words, counts: Mapping[int, int]) -> set[str]:
    """Names of English that Indonesian writes alike: beside another name of somebody they stand for nothing."""
    ours = {words.indonesian[number].lower(): count for number, count in counts.items()}
    theirs = Counter(word for _, english in words.pairs for word in english)
    names = {words.english[number]: count for number, count in theirs.items() if not words.english[number].islower()}
    return {name for name, count in names.items() if ours.get(name.lower(), 0) >= _SHARED * count}


def merged(rows: Iterable[Row], entries: Iterable[Entry]) -> list[Row]:
    """Rows of the pairs and entries of the dictionary, in order.

    Where both have a word, the dictionary tells what it stands for, and what either knows says it. Words that count
    things say nothing behind a number (*tiga buah konsol*, three consoles), so nothing is told for them.
    """
    counting = _words_of("counters.txt")
    found = {word: (word, english, others) for word, english, others in rows if word not in counting}
    for entry in (entry for entry in entries if entry.indonesian not in counting):
        _, english, others = found.pop(entry.indonesian, ("", "", ()))
        also = sorted({*entry.others, *filter(None, [english.lower()]), *others} - {entry.english})
        if not entry.is_spelt_alike:
            found[entry.indonesian] = (entry.indonesian, entry.english, tuple(also))
    return sorted(found.values())


def write_lexicon(config: Config) -> None:
    """Make the lexicon of a model that reads Indonesian, of the dictionary and its pairs, their variants left out."""
    pairs = (pair for pair in read_pairs(pairs_path(config)) if "+" not in pair.origin)
    rows = merged(lexicon(pairs), read_dictionary(config.data.dictionary))
    config.folder.mkdir(parents=True, exist_ok=True)
    lines = (f"{word}\t{english}\t{';'.join(others)}\n" for word, english, others in rows)
    lexicon_path(config).write_text("".join(lines), "utf-8")
    print(f"{len(rows)} words in {lexicon_path(config)}")


def lexicon_path(config: Config) -> Path:
    """Where the lexicon of a model is."""
    return config.folder / LEXICON


class _Numbers:
    """Numbers of words in whatever case, from 0."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._forms: defaultdict[int, Counter[str]] = defaultdict(Counter)

    def of(self, text: str) -> list[int]:
        """The words of a text."""
        found = []
        for match in WORD.finditer(text):
            number = self._numbers.setdefault(match[0].lower(), len(self._numbers))
            if not begins_sentence(text, match.start()):
                self._forms[number][match[0]] += 1
            found.append(number)
        return found

    def words(self) -> list[str]:
        """By number, as they are mostly written inside a sentence."""
        return [self._usual(word, number) for word, number in self._numbers.items()]

    def _usual(self, word: str, number: int) -> str:
        forms = self._forms[number]
        return max(forms, key=lambda form: (forms[form], form)) if forms else word


def _numbered(pairs: Iterable[Pair]) -> Words:
    indonesian, english = _Numbers(), _Numbers()
    numbered: list[NumberedPair] = []
    weights = []
    for pair in pairs:
        ours, theirs = indonesian.of(pair.indonesian), english.of(pair.english)
        if ours and theirs and max(len(ours), len(theirs)) <= _LONGEST:
            numbered.append((ours, theirs))
            weights.append(pair.weight * (_DICTIONARY if len(ours) == len(theirs) == 1 else 1))
    return Words(indonesian.words(), english.words(), numbered, weights)


def _align(words: Words) -> Aligned:
    sizes = len(words.indonesian), len(words.english)
    to_english = explain([(theirs, ours) for ours, theirs in words.pairs], sizes[1], sizes[0])
    to_indonesian = explain(words.pairs, *sizes)
    empty = {number for number, word in enumerate(words.english) if word.lower() in _words_of("function_words.txt")}
    met: Counter[int] = Counter()
    links: defaultdict[int, Counter[int]] = defaultdict(Counter)
    tables = zip(to_english.tables(), to_indonesian.tables(), strict=True)
    for (ours, theirs), weight, (english, indonesian) in zip(words.pairs, words.weights, tables, strict=True):
        for word in ours:
            met[word] += weight  # type: ignore[assignment]
        for place, best in _agreed(english.T, indonesian):
            if theirs[best] not in empty:
                links[ours[place]][theirs[best]] += weight  # type: ignore[assignment]
    return Aligned(met, links, _likely(to_english, to_indonesian, empty))


def _agreed(english: NDArray[np.float32], indonesian: NDArray[np.float32]) -> Iterator[tuple[int, int]]:
    """Places of words that are each other's likeliest counterparts.

    Args:
        english: Probabilities of the English words where the Indonesian ones stand; shape (Indonesian, English).
        indonesian: The other way round, in the same shape.
    """
    for place, best in enumerate(indonesian.argmax(axis=1).tolist()):
        likely = min(english[place, best], indonesian[place, best]) > _LEAST_LINK
        if likely and english[:, best].argmax() == place:
            yield place, best


def _likely(to_english: Explanations, to_indonesian: Explanations, empty: set[int]) -> Mapping[int, set[int]]:
    """English words that may stand for one of Indonesian: those for which either often stands where the other does."""
    ours, theirs = to_english.keys // to_english.meant, to_english.keys % to_english.meant
    known = (ours < to_indonesian.meant) & (to_english.probabilities >= _LEAST_LIKELY**2)
    ours, theirs = ours[known], theirs[known]
    back = to_indonesian.probabilities[np.searchsorted(to_indonesian.keys, theirs * to_indonesian.meant + ours)]
    chosen = np.sqrt(to_english.probabilities[known] * back) >= _LEAST_LIKELY
    found: defaultdict[int, set[int]] = defaultdict(set)
    for word, english in zip(ours[chosen].tolist(), theirs[chosen].tolist(), strict=True):
        if english not in empty:
            found[word].add(english)
    return found


def _row(word: int, words: Words, aligned: Aligned) -> Row | None:
    """None where nothing stands for the word often enough."""
    ours, forms = words.indonesian[word], aligned.links.get(word, {})
    weights: Counter[str] = Counter()
    for form, weight in forms.items():
        weights[_stem(words.english[form])] += weight  # type: ignore[assignment]
    if not weights:
        return None
    best = min(weights, key=lambda group: (-weights[group], group))
    said = [form for form in forms if _stem(words.english[form]) == best]
    english = words.english[min(said, key=lambda form: (-forms[form], words.english[form]))]
    is_sure = weights[best] >= _LEAST_WEIGHT and _stands_out(weights, aligned.met[word])
    # A name for a name, a word for a word, and nothing that the model takes over by itself.
    is_told = english.islower() == ours.islower() and english.lower() != ours.lower() and english.isascii()
    if not (is_sure and is_told):
        return None
    others = {words.english[form] for form in aligned.likely.get(word, ())}
    least = _OTHER_SHARE * aligned.met[word]
    others |= {words.english[form] for form in forms if weights[_stem(words.english[form])] >= least}
    return ours, english, _one_a_stem(others, best)


def _stands_out(weights: Mapping[str, float], met: float) -> bool:
    together = sum(weight for weight in weights.values() if weight >= _LEAST_OF_SYNONYM * met)
    return max(weights.values()) >= _LEAST_SHARE * met or together >= _LEAST_TOGETHER * met


def _stem(word: str) -> str:
    return stem(word.lower())


def _one_a_stem(words: Iterable[str], told: str) -> tuple[str, ...]:
    """The first word of every stem but that of the word that is told, in small letters."""
    found: dict[str, str] = {}
    for word in sorted(word.lower() for word in words):
        found.setdefault(stem(word), word)
    return tuple(sorted(word for group, word in found.items() if group != told))


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset((_KNOWLEDGE / name).read_text("utf-8").split())


def main() -> None:
    """Run the step."""
    arguments = parse_arguments(argparse.ArgumentParser(prog="training.lexicon", description=__doc__))
    write_lexicon(read_config(arguments.config))


if __name__ == "__main__":
    main()
