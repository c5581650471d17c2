"""A number as a text has it."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        text: As written.
        span: Where.
        readings: What it may be as one number.
        parts: What it may be as several numbers in a row (hour and minute), each with its readings.
        is_written_in_digits: Not in words, as a month or in Roman numerals.
        factor: Of the scale word behind it, 1 without.
    """

    text: str
    span: Span
    readings: frozenset[float]
    parts: tuple[frozenset[float], ...] = ()
    is_written_in_digits: bool = True
    factor: float = 1

    @property
    def is_firm(self) -> bool:
        """Whether it must be accounted for: number words without a scale are often idiom."""
        return self.is_written_in_digits or self.factor >= 1000

    def equals(self, other: Quantity) -> bool:
        """Whether some reading of the two is the same number."""
        if self.text == other.text or not self.readings.isdisjoint(other.readings):
            return True
        if not self.parts or len(self.parts) != len(other.parts):
            return False
        return all(any(not here.isdisjoint(there) for there in other.parts) for here in self.parts)

    @property
    def offers(self) -> frozenset[float]:
        """Every number of the other side that this one accounts for."""
        return self.readings.union(*self.parts)

    def is_among(self, offered: frozenset[float]) -> bool:
        """Whether the numbers of the other side account for this one."""
        if not self.readings.isdisjoint(offered):
            return True
        return bool(self.parts) and all(not part.isdisjoint(offered) for part in self.parts)
