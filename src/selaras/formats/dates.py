"""Dates as the formats write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_MINUTES = re.compile(r"(T\d\d:\d\d)(?=[Z+-]|$)", re.ASCII)
_TIME = r"T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_W3C_DATE = re.compile(rf"\d{{4}}(?:-\d\d(?:-\d\d(?:{_TIME})?)?)?", re.ASCII)


def parse_date(text: str | None) -> datetime | None:
    """The moment that an ISO 8601 date or date-time names, in UTC; None where it names none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def w3c_date(text: str) -> str | None:
    """A day, month, year or moment as XML Schema has it; None where the text is no such.

    >>> w3c_date("2019-03"), w3c_date("2019-03-12T10:25+07:00"), w3c_date("2019-13"), w3c_date("20190312")
    ('2019-03', '2019-03-12T10:25:00+07:00', None, None)
    """
    # XML Schema wants seconds, which a printed time seldom has.
    date = _MINUTES.sub(r"\1:00", text)
    day = date + "-01-01"[len(date) - 4 :]
    return date if _W3C_DATE.fullmatch(date) and parse_date(day) else None


def format_tmx_date(moment: datetime) -> str:
    """``YYYYMMDDTHHMMSSZ``, the one form that TMX allows.

    >>> format_tmx_date(datetime(2026, 11, 20, 10, 0, tzinfo=UTC))
    '20261120T100000Z'
    """
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def format_iso_date(moment: datetime) -> str:
    """ISO 8601 in UTC with ``Z``, as XML Schema has it.

    >>> format_iso_date(datetime(2026, 11, 20, 10, 0, tzinfo=UTC))
    '2026-11-20T10:00:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
