"""Dates as Indonesian sites print them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from .knowledge import alternatives, entries, table

_NUMERIC = (
    r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})|(?P<d2>\d{1,2})[-/.](?P<m2>\d{1,2})[-/.](?P<y2>\d{4})"
)
_LABEL = (
    r"(?:di)?(?:terbit(?:kan)?|publikasi(?:kan)?|posting|unggah|perbarui|muat|tayang(?:kan)?)|tanggal|waktu|published|posted"
    r"|created|date|on|pada|(?:last )?(?:updated?|modified)|update terakhir|terakhir (?:diubah|diperbarui)"
)


def find_date(text: str) -> str | None:
    """The first date in ``text``, with its time where a time zone is printed too.

    A time without a zone is left out: nobody can tell which of the three it is in.

    >>> find_date("Kamis, 18 Februari 2016 10:25 WIB")
    '2016-02-18T10:25+07:00'
    >>> find_date("Aug 15, 2017 18:09 Asia/Jakarta")
    '2017-08-15T18:09+07:00'
    >>> find_date("17/09/2019 | 10.25")
    '2019-09-17'
    """
    for match in _date().finditer(text):
        day = _day_of(match)
        if day is not None:
            return day + _time_of(match)
    return None


def is_date_line(text: str) -> bool:
    """Whether ``text`` is a date and nothing else: weekday, time, zone and a label may be with it."""
    match = _date_line().fullmatch(text)
    return match is not None and find_date(text) is not None


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for name, number in table("months.tsv")}


@cache
def _zones() -> dict[str, str]:
    return dict(table("zones.tsv"))


@cache
def _date() -> re.Pattern[str]:
    month = alternatives(list(_months()))
    named = (
        rf"(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<m3>{month})\b\.?,?[ -](?P<y3>\d{{4}}|(?<=-)\d{{2}}(?![\d:]))"
        rf"|\b(?P<m4>{month})\b\.? (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>\d{{4}})"
    )
    return re.compile(rf"(?<!\d)(?:{_NUMERIC}|{named})(?!\d)(?:{_time()})?", re.IGNORECASE)


def _time() -> str:
    zone = rf"(?:{alternatives(list(_zones()))})(?![\w/+])|[+-]\d{{2}}:?\d{{2}}"
    return (
        r"(?:[\s,|@/–-]{0,5}|T)(?:(?:pukul|pkl|jam|at)\.? ?)?"
        rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}})(?:\.\d+)?)?(?!\d)"
        rf" ?(?P<half>[ap]m\b)? ?(?P<zone>{zone})?"
    )


@cache
def _date_line() -> re.Pattern[str]:
    day = alternatives(entries("weekdays.txt"))
    anonymous = re.sub(r"\?P<\w+>", "?:", _date().pattern)
    return re.compile(
        rf"[\s(\[-]*(?:(?:{_LABEL})(?: (?:pada|on))? ?:? ?)?(?:(?:{day})\b[\s,(|/-]*)?{anonymous}[\s,.;:)\]|-]*",
        re.IGNORECASE,
    )


def _day_of(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    year, month, day = next(
        (groups[f"y{form}"], groups[f"m{form}"], groups[f"d{form}"]) for form in "1234" if groups[f"y{form}"]
    )
    year = year if len(year) == 4 else f"20{year}"
    number = _months().get(month.lower()) or int(month)
    for month_number, day_number in ((number, int(day)), (int(day), number)):
        try:
            return date(int(year), month_number, day_number).isoformat()
        except ValueError:
            if not month.isdigit():
                break
    return None


def _time_of(match: re.Match[str]) -> str:
    hour, minute, second, half, zone = match.group("hour", "minute", "second", "half", "zone")
    if hour is None or zone is None:
        return ""
    number = int(hour) % 12 + (12 if half.lower() == "pm" else 0) if half else int(hour)
    if number > 23 or int(minute) > 59 or int(second or 0) > 59:
        return ""
    offset = _zones().get(zone.lower()) or (zone if ":" in zone else f"{zone[:3]}:{zone[3:]}")
    return f"T{number:02d}:{minute}" + (f":{second}" if second else "") + offset
