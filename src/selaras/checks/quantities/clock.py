"""Times of the day: hour and minute, on either clock."""

from __future__ import annotations

import re

from ...model import Span
from .quantity import Quantity
from .surroundings import before

Parts = tuple[frozenset[float], ...]
"""Hour and minute of a time, each with its readings; a full hour has no minutes."""

_TIME = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
_FOUR_DIGITS = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
_ZONE = re.compile(r" ?(?:GMT|UTC|WIB|WITA|WIT|EDT|EST|local time)\b")
_HALF_OF_DAY = re.compile(r" ?([ap])(?:\.m\.|m\b)", re.IGNORECASE)
# Without one of these words the zones of Indonesia go with twenty-four hours.
_ON_LONG_CLOCK = re.compile(r" ?(?:WIB|WITA|WIT)\b(?! (?:pagi|siang|sore|petang|malam)\b)")
_AT = re.compile(r"\b(?:jam|pukul) $", re.IGNORECASE)


def clock_parts(written: str, behind: str) -> Parts:
    """The parts of a time such as 22.30 or 10:30, empty for what is none.

    Args:
        written: Its digits and the separator.
        behind: The text behind it, where *p.m.* or *WIB* tell which half of the day it is.
    """
    match = _TIME.fullmatch(written)
    if not match:
        return ()
    hour, minute = int(match[1]), float(match[2])
    # A full hour may stand in the other language as a plain number: 22.00 WIB, 10 p.m.
    return (_hours(hour, behind), frozenset({minute})) if minute else (_hours(hour, ""),)


def clock_parts_in_four_digits(written: str, behind: str) -> Parts:
    """The parts of a time in four digits: 0830 GMT."""
    match = _FOUR_DIGITS.fullmatch(written)
    return clock_parts(f"{match[1]}:{match[2]}", behind) if match and _ZONE.match(behind) else ()


def _hours(hour: int, behind: str) -> frozenset[float]:
    """What the hour may be of twenty-four; midnight is 0 and 24."""
    if hour <= 12 and (half := _HALF_OF_DAY.match(behind)):
        hour = hour % 12 + (12 if half[1] in "pP" else 0)
        found = {hour} if hour else {0, 24}
    elif _ON_LONG_CLOCK.match(behind):
        found = {hour, hour % 24}
    else:
        found = {hour, hour - 12, hour % 24} if hour > 12 else {hour, hour + 12}
    return frozenset(map(float, found))


def with_half_hours(text: str, found: list[Quantity]) -> list[Quantity]:
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
    if word == "setengah" and between == " " and _AT.search(before(text, half.span.start)):
        return -0.5
    return 0.5 if word == "half" and between in (" past ", "-past ") else 0
