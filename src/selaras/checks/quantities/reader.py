"""Reading the numbers of a text: which figures and words belong together, and what they may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...model import Span
from ..memo import Memo
from .clock import clock_parts, clock_parts_in_four_digits, with_half_hours
from .numerals import ENGLISH_NOTATION, INDONESIAN_NOTATION, Notation, Numeral, Piece, rounded
from .quantity import Quantity
from .roman import roman_quantities
from .surroundings import behind, is_in_name, readings_of_digits, readings_of_half, rupiah_scale

_NOTHING: frozenset[float] = frozenset()
_LETTERS = re.compile(r"[^\W\d_]+")
# The first digit comes first and looks back: trying every letter would be slow.
_FIGURE = re.compile(
    r"\d(?:(?<=[1-9])(?<![\d.,:/]\d)\d{0,2}(?:[ \u00a0]\d{3}){0,3}[ \u00a0]000(?![.,:/]?\d)(?P<spaced>)"
    r"|(?<![\d.,:]\d)\d?:\d{2}(?![\d:])(?P<time>)"
    r"|(?<![\d.,/]\d)\d?/\d{1,2}(?![\d/]|[.,]\d)(?P<slashed>)"
    r"|\d*(?:[.,]\d+)*(?P<digits>))"
)
_RANGE = re.compile(
    r"\s*(?:-|–|—|s/d|sd|sampai(?: dengan)?|hingga|ke|menjadi|atau|dan|to|and|or|until|through|up to|,)?\s*"
    r"(?:rp\.?|us\$|\$|€|£|idr|usd)?\s*",
    re.IGNORECASE,
)
_LONGEST_RANGE = 24
_AMBIGUOUS_MONTHS = frozenset({"may", "mar", "march"})
_WORD_BEHIND = re.compile(r"[ -]?([^\W\d_]+)")


def _joining(notation: Notation) -> frozenset[str]:
    """The words that make one number of a figure and what stands beside it, or a number word as firm as a figure."""
    kinds = ("scale", "onescale", "multiplier", "half", "denominator")
    return frozenset(word for word, (_, kind) in notation.numerals.items() if kind in kinds)


# Behind an amount of rupiah, a letter may be a scale.
_INDONESIAN_JOINING = _joining(INDONESIAN_NOTATION) | {"m", "t"}
_ENGLISH_JOINING = _joining(ENGLISH_NOTATION)


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


def write_same_figures(source: str, target: str) -> bool:
    """Whether two texts write the same figures in the same order, and no word that may join them or weigh as much.

    Then each figure is paired with itself, and nothing firm is lost or added, whatever the figures say.

    >>> write_same_figures("Ruby 2.6 dirilis", "Ruby 2.6 was released")
    True
    >>> write_same_figures("naik 2.6 juta", "rose 2.6")
    False
    """
    if _figures(source) != _figures(target):
        return False
    return _INDONESIAN_JOINING.isdisjoint(_words(source)) and _ENGLISH_JOINING.isdisjoint(_words(target))


def _figures(text: str) -> list[str]:
    return [match[0] for match in _FIGURE.finditer(text)]


def _words(text: str) -> list[str]:
    return _LETTERS.findall(_lowered(text))


def _lowered(text: str) -> str:
    # İ alone becomes two characters in lower case; the dotless one keeps the offsets.
    return text.replace("İ", "ı").lower()


def _quantities(text: str, notation: Notation) -> list[Quantity]:
    found = [*_read(text, notation), *roman_quantities(text)]
    return _with_range_scales(text, with_half_hours(text, found))


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
    lowered = _lowered(text)
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
        parts = clock_parts(written, behind(text, piece.end)) or _parts(written)
        return Quantity(written, Span(piece.start, piece.end), _NOTHING, parts)
    if piece.kind == "spaced":
        written = re.sub(r"\s", "", written)
    value = float(written) if written.isdecimal() else notation.value(written)
    if value is None:
        return _odd(piece, notation, text)
    return Numeral(piece.start, piece.end, small=value, last="digits", digits=written)


def _slashed(piece: Piece) -> Quantity:
    """Day and month, or a fraction."""
    first, second = (float(number) for number in piece.text.split("/"))
    readings = frozenset({rounded(first / second)}) if 0 < first < second else _NOTHING
    parts = frozenset({first}), frozenset({second})
    return Quantity(piece.text, Span(piece.start, piece.end), readings, parts)


def _odd(piece: Piece, notation: Notation, text: str) -> Quantity:
    """A number that is not in the notation of its language: the other notation, a time, a version."""
    written, end, factor = piece.text, piece.end, 1.0
    other = ENGLISH_NOTATION if notation is INDONESIAN_NOTATION else INDONESIAN_NOTATION
    value = other.value(written)
    word = _WORD_BEHIND.match(text, end)
    entry = notation.numerals.get(word[1].lower()) if word else None
    if word and entry and entry[1] == "scale":
        factor, end = entry[0], word.end()
    readings = _NOTHING if value is None else frozenset({rounded(value * factor)})
    span = Span(piece.start, end)
    parts = clock_parts(written, behind(text, piece.end)) or _parts(written)
    return Quantity(span.of(text), span, readings, parts, True, factor)


def _parts(written: str) -> tuple[frozenset[float], ...]:
    return tuple(frozenset({float(part)}) for part in re.split(r"[.,:]", written))


def _finished(text: str, run: Numeral, notation: Notation) -> Quantity:
    rupiah = rupiah_scale(text, run) if run.factor == 1 and notation is INDONESIAN_NOTATION else None
    factor, end = rupiah or (1 if is_in_name(text, run) else run.factor, run.end)
    readings = {rounded(run.value * factor)} if rupiah else _readings(text, run)
    ahead = behind(text, run.end)
    parts = clock_parts(run.digits, ahead) or clock_parts_in_four_digits(run.digits, ahead)
    span = Span(run.start, end)
    return Quantity(span.of(text), span, frozenset(readings), parts, bool(run.digits), factor)


def _readings(text: str, run: Numeral) -> set[float]:
    """What the number may be, its plain value first of all."""
    value = run.value
    readings = {value}
    if run.last == "half":
        readings |= readings_of_half(text, run)
    if run.last == "ordinal" and 2 < value <= 10:
        readings.add(rounded(1 / value))
    if run.digits:
        readings |= readings_of_digits(text, run)
        if run.factor == 1 and ENGLISH_NOTATION.grouped.fullmatch(run.digits):
            readings.add(float(run.digits.replace(",", "")))
    return readings


def _with_range_scales(text: str, found: list[Quantity]) -> list[Quantity]:
    """Let ``5-6 juta`` and ``5 hingga 6 juta`` mean five to six million."""
    for i in range(len(found) - 2, -1, -1):
        here, ahead = found[i], found[i + 1]
        if here.factor == 1 and ahead.factor > 1 and here.span.end <= ahead.span.start:
            between = text[here.span.end : ahead.span.start]
            if len(between) < _LONGEST_RANGE and _RANGE.fullmatch(between):
                scaled = {rounded(reading * ahead.factor) for reading in here.readings if reading < 1000}
                found[i] = replace(here, readings=here.readings | scaled, factor=ahead.factor)
    return found
