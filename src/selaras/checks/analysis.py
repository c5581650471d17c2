"""A pair as the checks see it: every view of a text is computed once, and only when somebody asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import itemgetter, or_
from typing import Generic, TypeVar, overload

from ..model import NO_MEASUREMENTS, Measurements, Pair, Span
from .features import (
    DIGIT,
    EMPTY,
    ENGLISH_LEXICON,
    INDONESIAN_LEXICON,
    MEASURED,
    Lexeme,
    Lexicon,
    feature,
    features_of_whole,
)
from .quantities import (
    ENGLISH_NOTATION,
    INDONESIAN_NOTATION,
    SMALLEST_FIRM_WORD,
    Notation,
    Quantity,
    Unmatched,
    english_quantities,
    indonesian_quantities,
    match,
    write_same_figures,
)
from .tokens import MAY_BE_VERBATIM, verbatim_spans, without_spans

_T = TypeVar("_T")

FIGURE = re.compile(r"\d+")
NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
# The first digit comes first and looks back: trying every letter would be slow.
_SCALED = re.compile(r"(\d(?<!\d\d)(?<!\d[.,:/]\d)\d*(?:[.,:/]\d+)*)[ -]([^\W\d_]+)")
EXCHANGED = str.maketrans(".,", ",.")
_FEATURES, _TOKENS, _WORDS = map(itemgetter, range(3))


class lazy(Generic[_T]):  # noqa: N801 - reads as a decorator, like property
    """A property that is computed at the first look and then is an ordinary attribute.

    ``functools.cached_property`` takes a lock at every first look, which dominates here.
    """

    def __init__(self, compute: Callable[..., _T]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[_T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> _T: ...
    def __get__(self, instance: object | None, owner: type) -> _T | lazy[_T]:
        if instance is None:
            return self
        value = self.compute(instance)
        setattr(instance, self.name, value)
        return value


@dataclass(frozen=True, slots=True)
class Language:
    """What one side needs to know about its language.

    Attributes:
        numerals: Number words from three up and what they stand for.
        scales: Words that multiply by a thousand or more, and by what.
        quantities: Reads the numbers of a text.
        lexicon: What is known of its words.
    """

    numerals: Mapping[str, float]
    scales: Mapping[str, float]
    quantities: Callable[[str], list[Quantity]]
    lexicon: Lexicon


def _language(notation: Notation, quantities: Callable[[str], list[Quantity]], lexicon: Lexicon) -> Language:
    large = {word: value for word, (value, _) in notation.numerals.items() if value >= SMALLEST_FIRM_WORD}
    return Language(large, notation.scales, quantities, lexicon)


INDONESIAN = _language(INDONESIAN_NOTATION, indonesian_quantities, INDONESIAN_LEXICON)
ENGLISH = _language(ENGLISH_NOTATION, english_quantities, ENGLISH_LEXICON)
NUMERAL = feature(indonesian=INDONESIAN.numerals, english=ENGLISH.numerals)
SCALE = feature(indonesian=INDONESIAN.scales, english=ENGLISH.scales)
# With these, the words of a time may stand for other numbers than one by one.
HALF_HOUR = feature(indonesian=["setengah"], english=["past", "half-past"])


class AnalysedText:
    """One side of a pair.

    Args:
        text: As it stands in the corpus or file.
        language: The language it should be in.
    """

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language

    @lazy
    def lexemes(self) -> list[Lexeme]:
        """What stands between spaces, in order."""
        return [*map(self.language.lexicon.__getitem__, self.text.split())]

    @lazy
    def features(self) -> int:
        """A bit for each feature that it has."""
        return reduce(or_, map(_FEATURES, self.lexemes), features_of_whole(self.text))

    @lazy
    def vocabulary(self) -> frozenset[str]:
        """The distinct words in lower case."""
        return frozenset(self.words)

    @lazy
    def tokens(self) -> list[str]:
        """Words and numbers in order, as written; ``anak-anak`` and ``don't`` are one each."""
        return [*chain.from_iterable(map(_TOKENS, self.lexemes))]

    @lazy
    def words(self) -> list[str]:
        """The tokens in lower case."""
        return [*chain.from_iterable(map(_WORDS, self.lexemes))]

    @lazy
    def capitalised(self) -> list[str]:
        """The tokens that begin with a capital, in order."""
        return [token for token in self.tokens if token[0].isupper()]

    @property
    def has_digits(self) -> bool:
        """Whether there is an ASCII digit."""
        return bool(self.features & DIGIT)

    @lazy
    def numeral_values(self) -> frozenset[float]:
        """What the number words stand for one by one, from three up."""
        known = self.language.numerals
        if self.vocabulary.isdisjoint(known):
            return frozenset()
        return frozenset(known[word] for word in self.vocabulary if word in known)

    @property
    def has_scale(self) -> bool:
        """Whether there is a word such as thousand or million."""
        return bool(self.features & SCALE)

    @lazy
    def verbatim(self) -> list[tuple[Span, str]]:
        """URLs, e-mail addresses, handles, hashtags and the like: what must survive as it is."""
        return verbatim_spans(self.text) if self.features & MAY_BE_VERBATIM else []

    @lazy
    def prose(self) -> str:
        """The text with everything verbatim blanked out, offsets kept."""
        return without_spans(self.text, [span for span, _ in self.verbatim]) if self.verbatim else self.text

    @lazy
    def numbers(self) -> list[str]:
        """Numbers in digits as written, with the separators inside them."""
        return NUMBER.findall(self.prose) if self.has_digits else []

    @lazy
    def scaled_numbers(self) -> list[tuple[str, float]] | None:
        """Numbers in English notation with the value of their scale word, None where one has no digits before it."""
        scales = self.language.scales
        found = [(number, scales[word]) for number, word in _SCALED.findall(self.prose.lower()) if word in scales]
        if len(found) < sum(word in scales for word in self.words):
            return None
        numbers = Counter(self.numbers)
        numbers.subtract(number for number, _ in found)
        found += [(number, 1) for number in numbers.elements()]
        if self.language is INDONESIAN:
            found = [(number.translate(EXCHANGED), scale) for number, scale in found]
        return sorted(found)

    @lazy
    def figures(self) -> frozenset[str]:
        """The runs of digits."""
        return frozenset(FIGURE.findall(self.text)) if self.has_digits else frozenset()

    @lazy
    def quantities(self) -> list[Quantity]:
        """Numbers in digits and in words."""
        return self.language.quantities(self.prose)

    def locate(self, word: str) -> Span | None:
        """Where a word stands, as it is written or else in any case, None if it cannot be found again."""
        return self._locate(word, self.text) or self._locate(*map(_in_small_letters, (word, self.text)))

    @staticmethod
    def _locate(word: str, text: str) -> Span | None:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not text[end : end + 1].isalnum() and not (start and text[start - 1].isalnum()):
                return Span(start, end)
            start = text.find(word, start + 1)
        return None

    def locate_pattern(self, pattern: str) -> Span | None:
        """Where a regular expression first matches, in any case."""
        match = re.search(pattern, self.text, re.IGNORECASE)
        return Span(*match.span()) if match else None


def _in_small_letters(text: str) -> str:
    """The text in lower case, offsets kept: İ alone would become two characters there."""
    return text.replace("İ", "ı").lower()


def has_measurements(pair: Pair) -> bool:
    """Whether a model told anything of its translation; a pair from another process has its own empty ones."""
    return pair.measurements is not NO_MEASUREMENTS and pair.measurements != NO_MEASUREMENTS


class Analysis:
    """A pair with all the views that checks share.

    Args:
        pair: The pair; an empty target is one without visible characters.
        source: Its source side, where that has been analysed before.
        target: Its target side, likewise, with what is known of the measurements.
    """

    __slots__ = ("__dict__", "measurements", "source", "target", "tuid")

    def __init__(self, pair: Pair, source: AnalysedText | None = None, target: AnalysedText | None = None) -> None:
        self.tuid = pair.tuid
        self.source = source or AnalysedText(pair.source, INDONESIAN)
        self.target = target or AnalysedText(pair.target, ENGLISH)
        self.measurements: Measurements = pair.measurements
        if target is None and has_measurements(pair):
            self.target.features |= MEASURED

    @property
    def is_empty(self) -> bool:
        """Whether one side has nothing to compare; most checks are silent then."""
        return bool((self.source.features | self.target.features) & EMPTY)

    @lazy
    def unmatched(self) -> Unmatched:
        """Numbers of either side that the other does not account for; number words are told by ``unmatched_words``."""
        if self._has_equal_figures() or write_same_figures(self.source.prose, self.target.prose):
            return Unmatched()
        return match(self.source.quantities, self.target.quantities)

    def _has_equal_figures(self) -> bool:
        """Whether the numbers are equal once separators are exchanged, which needs no reading by value."""
        if self.source.has_scale or self.target.has_scale:
            ours, theirs = self.source.scaled_numbers, self.target.scaled_numbers
            return ours is not None and ours == theirs
        return sorted(number.translate(EXCHANGED) for number in self.source.numbers) == sorted(self.target.numbers)

    @lazy
    def unmatched_words(self) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
        """Number words of source and target that nothing on the other side accounts for."""
        ours, theirs = self.source.numeral_values, self.target.numeral_values
        if (ours <= theirs or theirs <= ours) and not self.source.features & self.target.features & HALF_HOUR:
            return (), ()
        unmatched = match(self.source.quantities, self.target.quantities)
        return unmatched.words_lost, unmatched.words_added

    @lazy
    def shared_words(self) -> frozenset[str]:
        """Words that stand on both sides."""
        return self.source.vocabulary & self.target.vocabulary
