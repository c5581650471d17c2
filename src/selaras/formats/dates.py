"""Dates as the formats write them."""

from __future__ import annotations

from datetime import UTC, datetime


def parse_date(text: str | None) -> datetime | None:
    """The moment that an ISO 8601 date or date-time names, in UTC; None where it names none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


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
