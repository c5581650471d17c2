"""How the two languages write numbers, and the grammar of their number words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ..knowledge import table


@dataclass(frozen=True)
class Notation:
    """How a language writes numbers.

    Attributes:
        group: Separator of thousands.
        decimal: Separator of decimals.
        numerals: Number word -> value and kind, as the files ``numerals.*.tsv`` have them.
        months: Month name in lower case -> number.
        fillers: Words that may stand inside a number ("one hundred *and* five").
        openers: Multipliers that stand for one of their kind ("*hundred* and five").
        grouped: Matches a number with separators of thousands.
        fractional: Matches a number with decimals.
        vocabulary: Every word that may belong to a number.
    """

    group: str
    decimal: str
    numerals: Mapping[str, tuple[float, str]]
    months: Mapping[str, int]
    fillers: frozenset[str]
    openers: frozenset[str]
    grouped: re.Pattern[str] = field(init=False)
    fractional: re.Pattern[str] = field(init=False)
    vocabulary: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        group, decimal = re.escape(self.group), re.escape(self.decimal)
        object.__setattr__(self, "grouped", re.compile(rf"[1-9]\d{{0,2}}(?:{group}\d{{3}})+(?:{decimal}\d+)?"))
        object.__setattr__(self, "fractional", re.compile(rf"\d+{decimal}\d+"))
        object.__setattr__(self, "vocabulary", frozenset({*self.numerals, *self.months, *self.fillers}))

    @property
    def scales(self) -> Mapping[str, float]:
        """The words that multiply by a thousand or more, and by what."""
        return {word: value for word, (value, kind) in self.numerals.items() if kind in ("scale", "onescale")}

    def value(self, written: str) -> float | None:
        """The value of a number in digits, None where it is not in this notation."""
        if self.grouped.fullmatch(written) or self.fractional.fullmatch(written):
            return rounded(float(written.replace(self.group, "").replace(self.decimal, ".")))
        return None


def _notation(language: str, group: str, decimal: str, fillers: Iterable[str], openers: Iterable[str]) -> Notation:
    column = {"id": 2, "en": 3}[language]
    numerals = {word: (float(value), kind) for word, value, kind in table(f"numerals.{language}")}
    months = {name: int(row[1]) for row in table("calendar") if row[0] == "month" for name in row[column].split()}
    words = MappingProxyType(numerals), MappingProxyType(months)
    return Notation(group, decimal, *words, frozenset(fillers), frozenset(openers))


_OPENERS = ("hundred", "thousand", "million", "billion", "trillion", "dozen")
_OF = " of "
INDONESIAN_NOTATION = _notation("id", ".", ",", (), ())
ENGLISH_NOTATION = _notation("en", ",", ".", ("and", "a", "an"), _OPENERS)


class Piece(NamedTuple):
    """A figure or a word that may belong to a number.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        kind: ``word``, ``digits``, ``spaced`` (330 000), ``time`` (10:30) or ``slashed`` (14/8).
        text: As written.
    """

    start: int
    end: int
    kind: str
    text: str


@dataclass(slots=True)
class Numeral:
    """A number in the making.

    Attributes:
        start: Where its first word begins.
        end: Where its last word ends.
        total: Sum of the finished scales ("dua juta").
        current: Hundreds and tens that a scale may still multiply.
        small: Units that a hundred, ten or scale may still multiply.
        last: Kind of the last word.
        factor: The last scale.
        digits: What was written in digits, empty for number words alone.
        filler_end: Where a filler behind the last word ends.
    """

    start: int
    end: int
    total: float = 0
    current: float = 0
    small: float = 0
    last: str = ""
    factor: float = 1
    digits: str = ""
    filler_end: int = 0

    @classmethod
    def begun(cls, piece: Piece, notation: Notation) -> Numeral | None:
        """The number that a number word opens, None for one that cannot stand in front."""
        word = piece.text.lower()
        value, kind = notation.numerals[word]
        is_bound = kind in ("multiplier", "scale") and word not in notation.openers
        if is_bound or kind in ("teen", "denominator"):
            return None
        numeral = cls(piece.start, piece.end)
        numeral.add(kind, value, piece.end)
        return numeral

    def goes_on(self, text: str, piece: Piece, notation: Notation) -> bool:
        """Whether a word belongs to the number; it is added then."""
        behind = max(self.end, self.filler_end)
        if piece.start - behind > len(_OF) or not self._may_stand_before(text[behind : piece.start]):
            return False
        word = piece.text.lower()
        value, kind = notation.numerals.get(word, (0, ""))
        if kind and self.takes(kind, value):
            self.add(kind, value, piece.end)
            return True
        if word in notation.fillers and self.last != "ordinal":
            self.filler_end = piece.end
            return True
        return False

    def _may_stand_before(self, between: str) -> bool:
        """Whether the number may go on behind this; behind a fraction, “of” may too (a quarter of a million)."""
        return between in ("", " ", "-", "\u00a0") or (between == _OF and 0 < self.value < 1)

    @property
    def value(self) -> float:
        """Of what has been read so far."""
        return rounded(self.total + self.current + self.small)

    def takes(self, kind: str, value: float) -> bool:
        """Whether a numeral of this kind continues the number."""
        if kind == "unit":
            return self.last in ("ten", "multiplier", "hundred", "scale", "onescale") and not self.digits
        if kind in ("ten", "whole", "hundred"):
            return self.last in ("multiplier", "hundred", "scale", "onescale") and not self.digits and value >= 10
        if kind == "teen" or (kind == "multiplier" and value == 10):
            return self.last in ("unit", "ordinal") or (kind == "multiplier" and self.last == "digits")
        if kind == "multiplier":
            return self.last in ("unit", "ten", "whole", "digits") or (value == 100 and self.last == "teen")
        if kind == "scale":
            return (self.last not in ("ordinal", "denominator") and self.factor == 1) or value < self.factor
        if kind == "half":
            return self.last in ("unit", "digits", "ten", "teen", "multiplier")
        if kind == "ordinal":
            return self.last in ("ten", "multiplier") and value < 20 and not self.digits
        return kind == "denominator" and self.last in ("unit", "digits")

    def add(self, kind: str, value: float, end: int) -> None:
        """Continue the number."""
        if kind == "multiplier":
            self.current += (self.small or 1) * value
            self.small = 0
        elif kind in ("scale", "onescale"):
            self.total += (self.current + self.small or 1) * value
            self.current = self.small = 0
            self.factor = value
        elif kind == "denominator":
            self.small /= value
        elif kind == "teen":
            self.small += value
        elif kind == "hundred":
            self.current += value
        else:
            self.small += value
        self.last, self.end = kind, end


@lru_cache(maxsize=10_000)
def rounded(value: float) -> float:
    """The value to twelve digits, so that equal numbers are equal after different sums and products."""
    return float(f"{value:.12g}")
