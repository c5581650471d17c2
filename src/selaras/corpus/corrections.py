"""What people may write into ``metadata.tsv``."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..formats.dates import w3c_date


def is_fit(column: str, value: str) -> bool:
    """Whether a value can be what its column says: a date that TEI can write, a web address; any other text can.

    >>> is_fit("date", "2019-03"), is_fit("modified", "2019-99-99"), is_fit("url", "contoh.id")
    (True, False, False)
    """
    if column in ("date", "modified"):
        return w3c_date(value) is not None
    return column != "url" or _is_address(value)


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)
