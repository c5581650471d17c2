"""What people may write into ``metadata.tsv``."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

_YEAR_OR_MONTH = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


def is_fit(column: str, value: str) -> bool:
    """Whether a value can be what its column says: an ISO 8601 date, a web address; any other text can.

    >>> is_fit("date", "2019-03"), is_fit("modified", "2019-99-99"), is_fit("url", "contoh.id")
    (True, False, False)
    """
    if column in ("date", "modified"):
        return _is_date(value)
    return column != "url" or _is_address(value)


def _is_date(value: str) -> bool:
    if _YEAR_OR_MONTH.fullmatch(value):
        return True
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)
