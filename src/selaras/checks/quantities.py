"""Numbers in Indonesian and English text, in digits and in words, read by value.

``1.500.000,5`` and ``1,500,000.5``, ``5,5 juta`` and ``5.5 million``, ``dua puluh lima`` and
``twenty-five`` are equal here. Where a notation allows several readings (``10.30`` is a time
or a decimal number), all are kept, and one that the other side shares is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..model import Span
from .knowledge import table, word_list
from .memo import Memo
from .numerals import ENGLISH_NOTATION, INDONESIAN_NOTATION, Notation, Numeral, Piece, rounded

_NOTHING: frozenset[float] = frozenset()


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


_LETTERS = re.compile(r"[^\W\d_]+")
# The first digit comes first and looks back: trying every letter would be slow.
_FIGURE = re.compile(
    r"\d(?:(?<=[1-9])(?<![\d.,:/]\d)\d{0,2}(?:[ \u00a0]\d{3}){0,3}[ \u00a0]000(?![.,:/]?\d)(?P<spaced>)"
    r"|(?<![\d.,:]\d)\d?:\d{2}(?![\d:])(?P<time>)"
    r"|(?<![\d.,/]\d)\d?/\d{1,2}(?![\d/]|[.,]\d)(?P<slashed>)"
    r"|\d*(?:[.,]\d+)*(?P<digits>))"
)
_CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
_ROMAN = re.compile(r"(?<![\w.-])(?=[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})(?![\w'’])")
_MAY_BE_ROMAN = re.compile("[IVX]{2}")
# One letter is more often a pronoun or an initial.
_NUMBERED = "|".join(sorted(word_list("numbered")))
_MAY_BE_ONE_LETTER = re.compile(r" [IVX](?!\w)")
_ONE_LETTER = re.compile(rf"(?<![\w-])(?:{_NUMBERED}) ([IVX])(?![\w'’-]|\. ?[A-Z]\w*[a-z])")
_UNITS_OF_ROMAN = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_RANGE = re.compile(
    r"\s*(?:-|–|—|s/d|sd|sampai(?: dengan)?|hingga|ke|menjadi|atau|dan|to|and|or|until|through|up to|,)?\s*"
    r"(?:rp\.?|us\$|\$|€|£|idr|usd)?\s*",
    re.IGNORECASE,
)
_AMBIGUOUS_MONTHS = frozenset({"may", "mar", "march"})
_BEHIND = re.compile(r"[ -]?([^\W\d_]+)")
_SHORT_SCALE = re.compile(r" ?([kmbt]r?)\b", re.IGNORECASE)
_DECADE = re.compile(r"-?(?:an|s|'s|’s)\b")
_RUPIAH = re.compile(r"\bRp\.? ?(?:[\d.,]+ ?[-–] ?)?$")
_RUPIAH_SCALE = re.compile(r" ?([MT])\b")
_RUPIAH_SCALES = MappingProxyType({"M": 1e9, "T": 1e12})
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d\d[-/–]$")
_CLOCK_IN_FOUR = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
_ZONE = re.compile(r" ?(?:GMT|UTC|WIB|WITA|WIT|EDT|EST|local time)\b")
_AT = re.compile(r"\b(?:jam|pukul) $", re.IGNORECASE)
_PLACE = re.compile(rf"\b(?:{'|'.join(sorted(word_list('places.id')))}) $")
_LONGEST_BEFORE = 20
# How many of a smaller unit there are in one of the units.
_IN_ONE = {word: float(row[0]) for row in table("smaller_units") for word in f"{row[1]} {row[2]}".split()}
_ONE = re.compile(rf"[ -](?:an? )?({'|'.join(_IN_ONE)})\b", re.IGNORECASE)
_AND_A_HALF = re.compile(rf"\b({'|'.join(_IN_ONE)}) and a $", re.IGNORECASE)
ROMAN_NUMERALS = frozenset(
    f"{'X' * tens}{unit}" for tens in range(4) for unit in _UNITS_OF_ROMAN if len(unit) + tens > 1
)
# Abbreviated scales may as well be units of measure ("5 m"), so they only add a reading.
_SHORT_SCALES = MappingProxyType({"k": (1e3,), "m": (1e6, 1e9), "b": (1e9,), "t": (1e12,), "tr": (1e12,)})


def indonesian_quantities(text: str) -> list[Quantity]:
    """The numbers of an Indonesian text.

    >>> [sorted(q.readings) for q in indonesian_quantities("naik 5,5 juta menjadi dua puluh lima juta")]
    [[5500000.0], [25000000.0]]
    """
    return _quantities(text, INDONESIAN_NOTATION)


def english_quantities(text: str) -> list[Quantity]:
    """The numbers of an English text.

    >>> [sorted(q.readings) for q in english_quantities("rose 5.5 million to twenty-five million")]
    [[5500000.0], [25000000.0]]
    """
    return _quantities(text, ENGLISH_NOTATION)


def _quantities(text: str, notation: Notation) -> list[Quantity]:
    found = list(_read(text, notation))
    found.extend(_roman(text))
    return _with_range_scales(text, _with_half_hours(text, found))


def _read(text: str, notation: Notation) -> Iterator[Quantity]:
    run: Numeral | None = None
    for piece in _pieces_of(text, notation):
        if run and piece.kind == "word" and run.goes_on(text, piece, notation):
            continue
        if run:
            yield _finished(text, run, notation)
        run = None
        begun = _word(piece, notation) if piece.kind == "word" else _figure(piece, notation, text)
        if isinstance(begun, Numeral):
            run = begun
        elif begun:
            yield begun
    if run:
        yield _finished(text, run, notation)


def _pieces_of(text: str, notation: Notation) -> list[Piece]:
    """The figures and the words of numbers, in order."""
    # İ alone becomes two characters in lower case; the dotless one keeps the offsets.
    lowered = text.replace("İ", "ı").lower()
    pieces = [Piece(m.start(), m.end(), m.lastgroup or "", m.group()) for m in _FIGURE.finditer(text)]
    for word in notation.vocabulary.intersection(_LETTERS.findall(lowered)):
        pieces += [Piece(m.start(), m.end(), "word", text[m.start() : m.end()]) for m in _WHOLE[word].finditer(lowered)]
    return sorted(pieces)


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"{word}(?<![^\W\d_]{word})(?![^\W\d_])")


_WHOLE = Memo(_whole)


def _word(piece: Piece, notation: Notation) -> Numeral | Quantity | None:
    word = piece.text
    if word.lower() in notation.numerals:
        return Numeral.begun(piece, notation)
    month = notation.months.get(word.lower())
    if month and (word.lower() not in _AMBIGUOUS_MONTHS or word[0].isupper()):
        return Quantity(word, Span(piece.start, piece.end), frozenset({float(month)}), (), False)
    return None


def _figure(piece: Piece, notation: Notation, text: str) -> Numeral | Quantity:
    written = piece.text
    if piece.kind == "slashed":
        return _slashed(piece)
    if piece.kind == "time":
        return Quantity(written, Span(piece.start, piece.end), _NOTHING, _clock_parts(written) or _pieces(written))
    if piece.kind == "spaced":
        written = re.sub(r"\s", "", written)
    value = float(written) if written.isdecimal() else notation.value(written)
    if value is None:
        return _odd(piece, notation, text)
    return Numeral(piece.start, piece.end, small=value, last="digits", digits=written)


def _finished(text: str, run: Numeral, notation: Notation) -> Quantity:
    value = rounded(run.value)
    span = Span(run.start, run.end)
    readings = {value}
    if run.last == "half":
        readings |= _halves(text, run, value)
    if run.last == "ordinal" and 2 < value <= 10:
        readings.add(rounded(1 / value))
    if run.digits:
        readings |= _other_readings(text, run, value)
        if run.factor == 1 and ENGLISH_NOTATION.grouped.fullmatch(run.digits):
            readings.add(float(run.digits.replace(",", "")))
    factor = 1 if _is_in_name(text, run) else run.factor
    if factor == 1 and notation is INDONESIAN_NOTATION and (scale := _rupiah_scale(text, run)):
        factor = _RUPIAH_SCALES[scale[1]]
        readings, span = {rounded(value * factor)}, Span(run.start, scale.end())
    parts = _clock_parts(run.digits) or _clock_parts_in_four(text, run)
    return Quantity(span.of(text), span, frozenset(readings), parts, bool(run.digits), factor)


def _is_in_name(text: str, run: Numeral) -> bool:
    """Whether it is part of the name of a place: Kepulauan Seribu."""
    return not run.digits and text[run.start].isupper() and _PLACE.search(_before(text, run.start)) is not None


def _rupiah_scale(text: str, run: Numeral) -> re.Match[str] | None:
    """The abbreviated scale behind an amount of rupiah: ``Rp 5 M`` is five billion, never a million or metres."""
    match = _RUPIAH_SCALE.match(text, run.end)
    return match if match and _RUPIAH.search(_before(text, run.start)) else None


def _before(text: str, start: int) -> str:
    """The end of what stands in front."""
    return text[max(start - _LONGEST_BEFORE, 0) : start]


def _halves(text: str, run: Numeral, value: float) -> set[float]:
    """What a number that ends in a half may be besides: percent, or smaller units (half an hour, a year and a half)."""
    found = {50.0} if value == 0.5 else set()
    if behind := _ONE.match(text, run.end):
        found.add(rounded(value * _IN_ONE[behind[1].lower()]))
    if before := _AND_A_HALF.search(_before(text, run.start)):
        found |= {1.5, 1.5 * _IN_ONE[before[1].lower()]}
    return found


def _other_readings(text: str, run: Numeral, value: float) -> set[float]:
    """Readings by what stands around: a year (``'96``, ``2017-18``), a decade (``90-an``), an abbreviated scale."""
    if value < 100 and text[run.start - 1 : run.start] in ("'", "’"):
        return {value + 1900, value + 2000}
    if 10 <= value < 100 and (before := _YEAR_BEFORE.search(_before(text, run.start))):
        return {value + 100 * float(before[0][:2])}
    behind = text[run.end : run.end + 4]
    if _DECADE.match(behind):
        return {value - 1900, value - 2000} if value > 1900 else {value + 1900, value + 2000} if value < 100 else set()
    match = _SHORT_SCALE.match(behind)
    return {rounded(value * scale) for scale in _SHORT_SCALES.get(match.group(1).lower(), ())} if match else set()


def _slashed(piece: Piece) -> Quantity:
    """Day and month, or a fraction."""
    first, second = (float(number) for number in piece.text.split("/"))
    readings = frozenset({rounded(first / second)}) if 0 < first < second else _NOTHING
    parts = frozenset({first}), frozenset({second})
    return Quantity(piece.text, Span(piece.start, piece.end), readings, parts)


def _odd(piece: Piece, notation: Notation, text: str) -> Quantity:
    """A number that is not in the notation of its language: the other notation, a time, a version."""
    written = piece.text
    other = ENGLISH_NOTATION if notation is INDONESIAN_NOTATION else INDONESIAN_NOTATION
    value = other.value(written)
    end = piece.end
    factor = 1.0
    behind = _BEHIND.match(text[end:])
    entry = notation.numerals.get(behind.group(1).lower()) if behind else None
    if behind and entry and entry[1] == "scale":
        factor, end = entry[0], end + behind.end()
    readings = _NOTHING if value is None else frozenset({rounded(value * factor)})
    span = Span(piece.start, end)
    return Quantity(span.of(text), span, readings, _clock_parts(written) or _pieces(written), True, factor)


def _pieces(written: str) -> tuple[frozenset[float], ...]:
    return tuple(frozenset({float(piece)}) for piece in re.split(r"[.,:]", written))


def _clock_parts(written: str) -> tuple[frozenset[float], ...]:
    """Hour (on either clock) and minute of a time; a full hour has no minutes."""
    match = _CLOCK.fullmatch(written)
    if not match:
        return ()
    hour, minute = float(match.group(1)), float(match.group(2))
    hours = frozenset({hour, hour - 12, hour % 24} if hour > 12 else {hour, hour + 12})
    return (hours, frozenset({minute})) if minute else (hours,)


def _clock_parts_in_four(text: str, run: Numeral) -> tuple[frozenset[float], ...]:
    """The parts of a time in four digits: 0830 GMT."""
    match = _CLOCK_IN_FOUR.fullmatch(run.digits)
    return _clock_parts(f"{match[1]}:{match[2]}") if match and _ZONE.match(text, run.end) else ()


def _roman(text: str) -> Iterator[Quantity]:
    for match in _ROMAN.finditer(text) if _MAY_BE_ROMAN.search(text) else ():
        value = 10 * len(match.group(1)) + _UNITS_OF_ROMAN[match.group(2)]
        yield Quantity(match.group(), Span(*match.span()), frozenset({float(value)}), (), False)
    for match in _ONE_LETTER.finditer(text) if _MAY_BE_ONE_LETTER.search(text) else ():
        value = 10 if match[1] == "X" else _UNITS_OF_ROMAN[match[1]]
        yield Quantity(match[1], Span(*match.span(1)), frozenset({float(value)}), (), False)


def _with_half_hours(text: str, found: list[Quantity]) -> list[Quantity]:
    """Read ``jam setengah delapan`` as half an hour before eight and ``half past seven`` as half an hour behind it."""
    for i in range(len(found) - 2, -1, -1):
        here, ahead = found[i], found[i + 1]
        shift = _half_hour(text, here, text[here.span.end : ahead.span.start]) if 0.5 in here.readings else 0
        hours = [reading for reading in ahead.readings if reading in range(1, 13)] if shift else []
        if hours:
            span = Span(here.span.start, ahead.span.end)
            hour = (hours[0] + shift - 0.5) % 12
            parts = frozenset({hour, hour + 12}), frozenset({30.0})
            time = frozenset({hours[0] + shift})
            found[i : i + 2] = [Quantity(span.of(text), span, time, parts, ahead.is_written_in_digits)]
    return found


def _half_hour(text: str, half: Quantity, between: str) -> float:
    word = half.text.lower()
    if word == "setengah" and between == " " and _AT.search(_before(text, half.span.start)):
        return -0.5
    return 0.5 if word == "half" and between in (" past ", "-past ") else 0


def _with_range_scales(text: str, found: list[Quantity]) -> list[Quantity]:
    """Let ``5-6 juta`` and ``5 hingga 6 juta`` mean five to six million."""
    for i in range(len(found) - 2, -1, -1):
        here, ahead = found[i], found[i + 1]
        if here.factor == 1 and ahead.factor > 1 and here.span.end <= ahead.span.start:
            between = text[here.span.end : ahead.span.start]
            if len(between) < 24 and _RANGE.fullmatch(between):
                scaled = {rounded(reading * ahead.factor) for reading in here.readings if reading < 1000}
                found[i] = replace(here, readings=here.readings | scaled, factor=ahead.factor)
    return found
