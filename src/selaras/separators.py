"""How spreadsheets announce the separator of a table: ``sep=;`` above the header."""

from __future__ import annotations

import re

_ANNOUNCEMENT = re.compile(r'"?sep=([^\w\s"]|\t)"?[ \r\n]*', re.IGNORECASE)


def announced_separator(line: str) -> str | None:
    r"""The separator that a first line announces, None where it announces none.

    >>> announced_separator("sep=;\n"), announced_separator('"sep=\t"'), announced_separator("sep=x")
    (';', '\t', None)
    """
    found = _ANNOUNCEMENT.fullmatch(line)
    return found[1] if found else None
