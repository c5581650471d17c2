"""What stands around a number and changes what it says."""

from __future__ import annotations

import re
from types import MappingProxyType

from ..knowledge import table, word_list
from .numerals import Numeral, rounded

_LONGEST = 20
_DECADE = re.compile(r"-?(?:an|s|'s|’s)\b")
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d\d[-/–]$")
_PLACE = re.compile(rf"\b(?:{'|'.join(sorted(word_list('places.id')))}) $")
_RUPIAH = re.compile(r"\bRp\.? ?(?:[\d.,]+ ?[-–] ?)?$")
_RUPIAH_SCALE = re.compile(r" ?([MT])\b")
_RUPIAH_SCALES = MappingProxyType({"M": 1e9, "T": 1e12})
# Abbreviated scales may as well be units of measure ("5 m"), so they only add a reading.
_SHORT_SCALE = re.compile(r" ?([kmbt]r?)\b", re.IGNORECASE)
_SHORT_SCALES = MappingProxyType({"k": (1e3,), "m": (1e6, 1e9), "b": (1e9,), "t": (1e12,), "tr": (1e12,)})
# How many of a smaller unit there are in one of the units.
_IN_ONE = {word: float(row[0]) for row in table("smaller_units") for word in f"{row[1]} {row[2]}".split()}
_ONE = re.compile(rf"[ -](?:an? )?({'|'.join(_IN_ONE)})\b", re.IGNORECASE)
_AND_A_HALF = re.compile(rf"\b({'|'.join(_IN_ONE)}) and a $", re.IGNORECASE)


def before(text: str, start: int) -> str:
    """The end of what stands in front of a place, as far as it matters."""
    return text[max(start - _LONGEST, 0) : start]


def behind(text: str, end: int) -> str:
    """The beginning of what stands behind a place, as far as it matters."""
    return text[end : end + _LONGEST]


def is_in_name(text: str, run: Numeral) -> bool:
    """Whether a number is part of the name of a place: Kepulauan Seribu."""
    return not run.digits and text[run.start].isupper() and _PLACE.search(before(text, run.start)) is not None


def rupiah_scale(text: str, run: Numeral) -> tuple[float, int] | None:
    """The abbreviated scale behind an amount of rupiah: ``Rp 5 M`` is five billion, never a million or metres.

    Returns:
        What it multiplies by and where it ends, None where there is none.
    """
    match = _RUPIAH_SCALE.match(text, run.end)
    return (_RUPIAH_SCALES[match[1]], match.end()) if match and _RUPIAH.search(before(text, run.start)) else None


def readings_of_half(text: str, run: Numeral) -> set[float]:
    """What a number that ends in a half may be besides: percent, or smaller units (half an hour, a year and a half)."""
    found = {50.0} if run.value == 0.5 else set()
    if unit := _ONE.match(text, run.end):
        found.add(rounded(run.value * _IN_ONE[unit[1].lower()]))
    if unit := _AND_A_HALF.search(before(text, run.start)):
        found |= {1.5, 1.5 * _IN_ONE[unit[1].lower()]}
    return found


def readings_of_digits(text: str, run: Numeral) -> set[float]:
    """What digits may be besides: a year (``'96``, ``2017-18``), a decade (``90-an``), with an abbreviated scale."""
    value, ahead = run.value, behind(text, run.end)
    if value < 100 and text[run.start - 1 : run.start] in ("'", "’"):
        return {value + 1900, value + 2000}
    if 10 <= value < 100 and (year := _YEAR_BEFORE.search(before(text, run.start))):
        return {value + 100 * float(year[0][:2])}
    if _DECADE.match(ahead):
        return {value - 1900, value - 2000} if value > 1900 else {value + 1900, value + 2000} if value < 100 else set()
    scale = _SHORT_SCALE.match(ahead)
    return {rounded(value * factor) for factor in _SHORT_SCALES.get(scale[1].lower(), ())} if scale else set()
