"""A pair as the checks see it: every view of a text is computed once, and only when somebody asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Generic, TypeVar, overload

from ..model import Measurements, Pair, Span
from .knowledge import ENGLISH_FUNCTION_WORDS, INDONESIAN_FUNCTION_WORDS
from .quantities import Quantity, english_quantities, indonesian_quantities
from .tokens import VERBATIM_MARKS, verbatim_spans, without_spans

_T = TypeVar("_T")

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
DIGITS = frozenset("0123456789")


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
        instance.__dict__[self.name] = value
        return value


class AnalysedText:
    """One side of a pair.

    Args:
        text: As it stands in the corpus or file.
    """

    function_words: frozenset[str] = frozenset()

    def __init__(self, text: str) -> None:
        self.text = text

    @lazy
    def chars(self) -> frozenset[str]:
        """The characters that occur: the cheapest way to know what need not be looked for."""
        return frozenset(self.text)

    @lazy
    def tokens(self) -> list[str]:
        """Words and numbers in order, as written; ``anak-anak`` and ``don't`` are one each."""
        return _WORD.findall(self.text)

    @lazy
    def words(self) -> list[str]:
        """The tokens in lower case."""
        return _WORD.findall(self.text.lower())

    @lazy
    def vocabulary(self) -> frozenset[str]:
        """The distinct words."""
        return frozenset(self.words)

    @lazy
    def has_digits(self) -> bool:
        """Whether there is an ASCII digit."""
        return not self.chars.isdisjoint(DIGITS)

    @lazy
    def verbatim(self) -> list[tuple[Span, str]]:
        """URLs, e-mail addresses, handles, hashtags and the like: what must survive as it is."""
        return [] if self.chars.isdisjoint(VERBATIM_MARKS) else verbatim_spans(self.text)

    @lazy
    def prose(self) -> str:
        """The text with everything verbatim blanked out, offsets kept."""
        return without_spans(self.text, [span for span, _ in self.verbatim])

    def locate(self, word: str) -> Span | None:
        """Where a word stands, in any case, None if it cannot be found again."""
        return self.locate_pattern(rf"(?<!\w){re.escape(word)}(?!\w)")

    def locate_pattern(self, pattern: str) -> Span | None:
        """Where a regular expression first matches, in any case."""
        match = re.search(pattern, self.text, re.IGNORECASE)
        return Span(*match.span()) if match else None


class IndonesianText(AnalysedText):
    """The source side."""

    function_words = INDONESIAN_FUNCTION_WORDS

    @lazy
    def quantities(self) -> list[Quantity]:
        """Numbers in digits and in words."""
        return indonesian_quantities(self.prose)


class EnglishText(AnalysedText):
    """The target side."""

    function_words = ENGLISH_FUNCTION_WORDS

    @lazy
    def quantities(self) -> list[Quantity]:
        """Numbers in digits and in words."""
        return english_quantities(self.prose)


class Analysis:
    """A pair with all the views that checks share.

    Args:
        pair: The pair; an empty target is one without visible characters.
        source: Its source side, where that has been analysed before.
    """

    __slots__ = ("__dict__", "measurements", "source", "target", "tuid")

    source: IndonesianText
    target: EnglishText
    measurements: Measurements

    def __init__(self, pair: Pair, source: IndonesianText | None = None) -> None:
        self.tuid = pair.tuid
        self.source = source or IndonesianText(pair.source)
        self.target = EnglishText(pair.target)
        self.measurements = pair.measurements

    @lazy
    def is_empty(self) -> bool:
        """Whether one side has nothing to compare; most checks are silent then."""
        return not (self.source.text.strip() and self.target.text.strip())

    @lazy
    def is_ascii(self) -> bool:
        """Whether both sides are plain ASCII."""
        return self.source.text.isascii() and self.target.text.isascii()

    @lazy
    def numbers_lost(self) -> tuple[Quantity, ...]:
        """Numbers in digits of the source that nothing in the target accounts for."""
        return _unaccounted(self.source.quantities, self.target.quantities)

    @lazy
    def numbers_added(self) -> tuple[Quantity, ...]:
        """Numbers in digits of the target that nothing in the source accounts for."""
        return _unaccounted(self.target.quantities, self.source.quantities)

    @lazy
    def shared_words(self) -> frozenset[str]:
        """Words that stand on both sides."""
        return self.source.vocabulary & self.target.vocabulary


def _unaccounted(here: list[Quantity], there: list[Quantity]) -> tuple[Quantity, ...]:
    offered = frozenset[float]().union(*(quantity.offers for quantity in there))
    written = {quantity.text for quantity in there}
    return tuple(
        quantity
        for quantity in here
        if quantity.is_written_in_digits and quantity.text not in written and not quantity.is_among(offered)
    )
