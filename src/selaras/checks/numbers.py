"""Numbers that changed on the way, compared by value across the notations of the two languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Severity, Side
from .analysis import Analysis
from .numerals import ENGLISH_NOTATION, INDONESIAN_NOTATION
from .quantities import Quantity
from .rule import Hit, Hits, Rule, unit_check


def number_lost(pair: Analysis, threshold: float) -> Hits:
    """Numbers in digits of the source that no number or number word of the target accounts for."""
    if not pair.source.has_digits or pair.is_empty:
        return ()
    return _hits(pair.numbers_lost, pair.numbers_added, Side.SOURCE, threshold)


def number_added(pair: Analysis, threshold: float) -> Hits:
    """Numbers in digits of the target that no number or number word of the source accounts for."""
    if not pair.target.has_digits or pair.is_empty:
        return ()
    return _hits(pair.numbers_added, pair.numbers_lost, Side.TARGET, threshold)


def _hits(unmatched: Iterable[Quantity], others: Iterable[Quantity], side: Side, threshold: float) -> Hits:
    unmatched = tuple(unmatched)
    if len(unmatched) < threshold:
        return ()
    found = ", ".join(quantity.text for quantity in others)
    return tuple(
        Hit(len(unmatched), side, quantity.span, _message(quantity.text, side, found)) for quantity in unmatched
    )


def _message(number: str, side: Side, others: str) -> str:
    if side is Side.SOURCE:
        return f"the number {number} is not in the target" + (f", which has {others} instead" if others else "")
    return f"the number {number} is not in the source" + (f", which has {others} instead" if others else "")


def indonesian_notation(pair: Analysis, threshold: float) -> Hits:
    """Numbers of the target that still have the separators of Indonesian."""
    if not (pair.source.has_digits and pair.target.has_digits):
        return ()
    written = {quantity.text.split()[0] for quantity in pair.source.quantities if quantity.is_written_in_digits}
    left = tuple(q for q in _in_digits(pair.target.quantities) if _is_indonesian(q.text.split()[0], written))
    if len(left) < threshold:
        return ()
    return tuple(Hit(len(left), Side.TARGET, q.span, f"{q.text} is written as in Indonesian") for q in left)


def _is_indonesian(number: str, source_numbers: Iterable[str]) -> bool:
    """Whether a number that was taken over as it stood says something else in English."""
    if number not in source_numbers or ENGLISH_NOTATION.grouped.fullmatch(number):
        return False
    value = INDONESIAN_NOTATION.value(number)
    return value is not None and value != ENGLISH_NOTATION.value(number)


def _in_digits(quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    return (quantity for quantity in quantities if quantity.is_written_in_digits)


RULES = (
    Rule(
        unit_check("A101", "number lost", Severity.ERROR, "numbers"),
        measure=number_lost,
        means="A number of the source has no counterpart in the target: in digits or words, as a date, a time, a range "
        "or with a scale word, in the notation of either language.",
        false_alarms="Dates in brackets and figures that the translator left out; units that were converted.",
        is_hard=True,
    ),
    Rule(
        unit_check("A102", "number added", Severity.ERROR, "numbers"),
        measure=number_added,
        means="A number of the target has no counterpart in the source.",
        false_alarms="Years and figures that a translator added as an explanation; units that were converted.",
        is_hard=True,
    ),
    Rule(
        unit_check("A103", "number in Indonesian notation", Severity.WARNING, "locale-violation"),
        measure=indonesian_notation,
        means="A number kept its Indonesian separators: 5,5 should be 5.5 and 1.500.000 should be 1,500,000.",
        false_alarms="Lists of numbers without spaces, section and version numbers.",
        is_hard=True,
    ),
)
