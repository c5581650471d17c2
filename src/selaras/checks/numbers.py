"""Numbers that changed on the way, compared by value across the notations of the two languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..model import Severity, Side, Span
from .analysis import (
    ENGLISH,
    EXCHANGED,
    HALF_HOUR,
    INDONESIAN,
    NUMBER,
    NUMERAL,
    SCALE,
    AnalysedText,
    Analysis,
    Language,
)
from .calendar import ENGLISH_MONTHS, WEEKDAYS
from .features import DIGIT, ODD_DIGIT, Lexeme, are_comparable, feature
from .inventory import Items, inventory
from .knowledge import table
from .magnitudes import SIZE, sizes_of_source
from .quantities import ENGLISH_NOTATION, INDONESIAN_NOTATION, ROMAN_NUMERALS, Quantity
from .rule import Hit, Hits, Rule, unit_check
from .tokens import MAY_BE_VERBATIM

if TYPE_CHECKING:
    from .block import Block, Mask


_ROMAN = feature(pattern=r"(?<!\w)[IVX]+(?!\w)")
_MAY_BE_ROMAN = ROMAN_NUMERALS | {"I", "V", "X"}
_DATE_OF_DAY = re.compile(
    rf"\b(?:{'|'.join(map(str.capitalize, WEEKDAYS[0]))}),? \(\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\)"
)

_MOST_NAMED = 5
_THIS_YEAR = re.compile(
    r"\b(?:(?:this|last|next|that|same|current|previous|following) year|a year (?:ago|earlier|before))"
)
_TAHUN_INI = re.compile(r"\b(?:tahun|bulan) (?:ini|lalu|depan|itu|sebelumnya|berikutnya|yang sama)|\blalu\b")
_MORE_THAN = re.compile(r"\b(?:more than|over|at least|upwards of|above|several|a few) (?:an? )?$", re.IGNORECASE)
_UNITS = "|".join(re.escape(form) for row in table("units") for form in row[2].split())
_UNIT_IN_BRACKET = re.compile(rf"[ -]?(?:{_UNITS})\)", re.IGNORECASE)


def _have_numbers(source: int, target: int) -> bool:
    return bool((source | target) & (DIGIT | SCALE)) and are_comparable(source, target)


_NUMBERS = inventory(
    DIGIT,
    indonesian=lambda chunk, lexeme: (number.translate(EXCHANGED) for number in NUMBER.findall(chunk)),
    english=lambda chunk, lexeme: NUMBER.findall(chunk),
)
# What is blanked out, or read in another way than one by one, is left to those who look closely.
_NOT_PLAIN = SCALE | MAY_BE_VERBATIM | ODD_DIGIT


def _may_differ(block: Block, threshold: float) -> Mask:
    """Not where the numbers are the same once separators are exchanged."""
    numbers = block.items(_NUMBERS)
    return block.among(numbers.pair[numbers.ours != numbers.theirs]) | block.either_has(_NOT_PLAIN)


def number_changed(pair: Analysis, threshold: float) -> Hits:
    """Numbers of the target without counterpart where the source has such a number too."""
    lost, added = pair.unmatched.lost, pair.unmatched.added
    if min(len(lost), len(added)) < threshold:
        return ()
    expected = ", ".join(quantity.text for quantity in lost[:_MOST_NAMED])
    return tuple(
        Hit(len(added), Side.TARGET, q.span, f"{q.text} is not in the source, which has {expected}") for q in added
    )


def number_lost(pair: Analysis, threshold: float) -> Hits:
    """Numbers of the source without counterpart where the target has no such number."""
    lost = _due(pair)
    if len(lost) < threshold or pair.unmatched.added or all(map(_is_year, lost)):
        return ()
    return tuple(Hit(len(lost), Side.SOURCE, q.span, f"the number {q.text} is not in the target") for q in lost)


def number_added(pair: Analysis, threshold: float) -> Hits:
    """Numbers of the target without counterpart where the source has no such number."""
    added = _unexplained(pair)
    if len(added) < threshold or pair.unmatched.lost or all(map(_is_year, added)):
        return ()
    if all(_is_conversion(pair.target.text, quantity) for quantity in added):
        return ()
    return tuple(Hit(len(added), Side.TARGET, q.span, f"the number {q.text} is not in the source") for q in added)


def _unexplained(pair: Analysis) -> tuple[Quantity, ...]:
    """The added numbers without the sizes of the source: *ratusan ribu* as more than 100,000, *ribuan* as thousand."""
    added, text = pair.unmatched.added, pair.target.text
    if not added or not pair.source.features & SIZE:
        return added
    values = {size.value for size in sizes_of_source(pair.source)}
    return tuple(
        q
        for q in added
        if values.isdisjoint(q.readings) or not (q.text.isalpha() or _MORE_THAN.search(text[: q.span.start]))
    )


def year_lost(pair: Analysis, threshold: float) -> Hits:
    """Years of the source that the target has neither as they are nor as this year, last year and the like."""
    lost = _due(pair)
    if len(lost) < threshold or pair.unmatched.added or not all(map(_is_year, lost)):
        return ()
    if _THIS_YEAR.search(pair.target.text.lower()):
        return ()
    return tuple(Hit(len(lost), Side.SOURCE, q.span, f"the year {q.text} is not in the target") for q in lost)


def year_added(pair: Analysis, threshold: float) -> Hits:
    """Years of the target that the source has neither as they are nor as tahun ini, tahun lalu and the like."""
    added = pair.unmatched.added
    if len(added) < threshold or pair.unmatched.lost or not all(map(_is_year, added)):
        return ()
    if _TAHUN_INI.search(pair.source.text.lower()):
        return ()
    return tuple(Hit(len(added), Side.TARGET, q.span, f"the year {q.text} is not in the source") for q in added)


def _due(pair: Analysis) -> tuple[Quantity, ...]:
    """The lost numbers without those of a date in brackets, of which the target gives the day of the week alone.

    Its year may be left out beside day and month too.
    """
    lost = pair.unmatched.lost
    if not lost or "/" not in pair.source.text or pair.target.vocabulary.isdisjoint(WEEKDAYS[1]):
        return lost
    is_dated = not pair.target.vocabulary.isdisjoint(ENGLISH_MONTHS)
    spans = [match.span() for match in _DATE_OF_DAY.finditer(pair.source.text)]
    return tuple(q for q in lost if (is_dated and not _is_year(q)) or not _is_inside(q, spans))


def _is_inside(quantity: Quantity, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= quantity.span.start < end for start, end in spans)


def _is_year(quantity: Quantity) -> bool:
    return len(quantity.text) == 4 and quantity.text.isdecimal() and 1900 <= int(quantity.text) <= 2100


def _is_conversion(text: str, quantity: Quantity) -> bool:
    """Whether it is a measure in brackets behind the same in other units: 35 kilometres (21 miles)."""
    return (
        text[quantity.span.start - 1 : quantity.span.start] == "("
        and _UNIT_IN_BRACKET.match(text, quantity.span.end) is not None
    )


def roman_changed(pair: Analysis, threshold: float) -> Hits:
    """Roman numerals of the target without counterpart where the source has such a numeral too."""
    if _MAY_BE_ROMAN.isdisjoint(pair.source.capitalised) or _MAY_BE_ROMAN.isdisjoint(pair.target.capitalised):
        return ()
    lost = _roman_only(pair.source.quantities, pair.target.quantities)
    added = _roman_only(pair.target.quantities, pair.source.quantities)
    if min(len(lost), len(added)) < threshold:
        return ()
    message = f"{added[0].text} is not in the source, which has {lost[0].text}"
    return (Hit(len(added), Side.TARGET, added[0].span, message),)


def _roman_only(here: Iterable[Quantity], there: Iterable[Quantity]) -> list[Quantity]:
    """The Roman numerals that no number of the other side accounts for."""
    offered = frozenset[float]().union(*(quantity.offers for quantity in there))
    return [quantity for quantity in here if quantity.text in _MAY_BE_ROMAN and not quantity.is_among(offered)]


def indonesian_notation(pair: Analysis, threshold: float) -> Hits:
    """Numbers of the target that still have the separators of Indonesian."""
    taken_over = dict.fromkeys(pair.source.numbers).keys() & pair.target.numbers
    left = [number for number in taken_over if not number.isdecimal() and _is_indonesian(number)]
    if len(left) < threshold:
        return ()
    return tuple(
        Hit(len(left), Side.TARGET, _place_of(number, pair.target), f"{number} is written as in Indonesian")
        for number in sorted(left)
    )


def _place_of(number: str, side: AnalysedText) -> Span | None:
    """Where a number stands, also behind a letter: Rp45.000."""
    return next((Span(*found.span()) for found in NUMBER.finditer(side.prose) if found[0] == number), None)


def _is_indonesian(number: str) -> bool:
    """Whether a number that was taken over as it stood says something else in English."""
    if ENGLISH_NOTATION.grouped.fullmatch(number):
        return False
    value = INDONESIAN_NOTATION.value(number)
    return value is not None and value != ENGLISH_NOTATION.value(number)


def _taken_over(chunk: str, lexeme: Lexeme) -> Iterator[str]:
    return (number for number in NUMBER.findall(chunk) if not number.isdecimal() and _is_indonesian(number))


_TAKEN_OVER = inventory(DIGIT, indonesian=_taken_over, english=_taken_over)


def _may_be_taken_over(block: Block, threshold: float) -> Mask:
    numbers = block.items(_TAKEN_OVER)
    return block.among(numbers.pair[(numbers.ours > 0) & (numbers.theirs > 0)]) | block.either_has(_NOT_PLAIN ^ SCALE)


def _values(language: Language) -> Items:
    known = language.numerals
    return lambda chunk, lexeme: (known[word] for word in lexeme.words if word in known)


_NUMERALS = inventory(NUMERAL, indonesian=_values(INDONESIAN), english=_values(ENGLISH))


def _words_may_differ(block: Block, threshold: float) -> Mask:
    """Not where one side has all number words of the other, unless half hours are read in two ways."""
    numerals = block.items(_NUMERALS)
    differ = block.among(numerals.pair[numerals.theirs == 0]) & block.among(numerals.pair[numerals.ours == 0])
    return differ | block.target_has(HALF_HOUR)


def number_word_changed(pair: Analysis, threshold: float) -> Hits:
    """Number words that only one side has, when both sides have such a word."""
    lost, added = pair.unmatched_words
    if min(len(lost), len(added)) < threshold:
        return ()
    message = f"the source says “{lost[0].text}”, the target “{added[0].text}”"
    return (Hit(len(added), Side.TARGET, added[0].span, message),)


RULES = (
    Rule(
        unit_check("A101", "number changed", Severity.ERROR, "numbers"),
        measure=number_changed,
        gate=_have_numbers,
        screen=_may_differ,
        means="Each side has a number that the other lacks. Numbers are compared by value, in the notation of their "
        "language, in digits or words, as dates, times, ranges, or with a scale word (5,5 juta).",
        false_alarms="Rounded figures (Rp6,7 triliun as Rp7 trillion) and converted units; most hits on human "
        "translations are mistakes of theirs.",
        is_hard=True,
    ),
    Rule(
        unit_check("A102", "number lost", Severity.ERROR, "numbers"),
        measure=number_lost,
        gate=_have_numbers,
        screen=_may_differ,
        means="A number of the source, in digits or with a scale word, has no counterpart in the target.",
        false_alarms="Figures that the translator left out on purpose.",
        is_hard=True,
    ),
    Rule(
        unit_check("A103", "number added", Severity.WARNING, "numbers"),
        measure=number_added,
        gate=_have_numbers,
        screen=_may_differ,
        means="A number of the target, in digits or with a scale word, has no counterpart in the source.",
        false_alarms="Figures that a translator added as an explanation.",
        is_hard=True,
    ),
    Rule(
        unit_check("A104", "number in Indonesian notation", Severity.WARNING, "locale-violation"),
        measure=indonesian_notation,
        screen=_may_be_taken_over,
        gate=lambda source, target: source & target & DIGIT,
        means="A number kept its Indonesian separators: 5,5 should be 5.5 and 1.500.000 should be 1,500,000.",
        false_alarms="Lists of numbers without spaces, section and version numbers.",
        is_hard=True,
    ),
    Rule(
        unit_check("A105", "number word changed", Severity.WARNING, "numbers"),
        measure=number_word_changed,
        screen=_words_may_differ,
        gate=lambda source, target: source & target & NUMERAL,
        means="The source has a number in words, from three up, and the target another number.",
        false_alarms="Free renderings such as “a handful” with another number word nearby.",
        is_hard=True,
    ),
    Rule(
        unit_check("A111", "year lost", Severity.WARNING, "numbers"),
        measure=year_lost,
        gate=_have_numbers,
        screen=_may_differ,
        means="A year of the source is not in the target, which does not say “this year” or “last year” either.",
        false_alarms="Years that translators take as understood.",
        is_hard=True,
    ),
    Rule(
        unit_check("A112", "year added", Severity.WARNING, "numbers"),
        measure=year_added,
        gate=_have_numbers,
        screen=_may_differ,
        means="A year of the target is not in the source, which does not say “tahun ini” or “tahun lalu” either.",
        false_alarms="Years that translators add as an explanation.",
        is_hard=True,
    ),
    Rule(
        unit_check("A113", "Roman numeral changed", Severity.ERROR, "numbers"),
        measure=roman_changed,
        gate=lambda source, target: source & target & _ROMAN,
        means="Each side has a Roman numeral that the other has neither as such nor in digits or words.",
        false_alarms="Abbreviations that look like numerals.",
        is_hard=True,
    ),
)
