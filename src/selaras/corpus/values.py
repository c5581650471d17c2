"""The values of a stored record, held to their types: people edit these files by hand.

What passes here can be written in UTF-8 again, so nothing later has to ask.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ..errors import CorpusError
from ..model import Span

T = TypeVar("T")
Record = Mapping[str, Any]


def parsed(path: Path, line: int, parse: Callable[[], T]) -> T:
    """What ``parse`` makes of a line.

    Raises:
        CorpusError: The line lacks a key, or a value is not what it should be.
    """
    try:
        return parse()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"no key {error}" if isinstance(error, KeyError) else str(error)
        raise CorpusError(
            f"broken line: {what}", path=path, line=line, remedy="mend the line; nothing was changed"
        ) from error


def text(record: Record, key: str) -> str:
    """The text that a record must have.

    Raises:
        KeyError: It has none.
        TypeError: It is something else.
        ValueError: It holds half a character, as ``"\\ud83d"`` alone is one.
    """
    return _text(record[key], key, "a text in quotation marks")


def text_or_none(record: Record, key: str) -> str | None:
    """The text that a record may have; raises as ``text`` does."""
    value = record.get(key)
    return None if value is None else _text(value, key, "a text in quotation marks or null")


def texts(record: Record, key: str) -> tuple[str, ...]:
    """The list of texts that a record may have; raises as ``text`` does."""
    values = record.get(key, [])
    expected = "a list of texts in quotation marks"
    if not isinstance(values, list):
        raise TypeError(f'"{key}" must be {expected}')
    return tuple(_text(value, key, expected) for value in values)


def flag(record: Record, key: str) -> bool:
    """The yes or no that a record must have; raises as ``text`` does."""
    if not isinstance(record[key], bool):
        raise TypeError(f'"{key}" must be true or false')
    return bool(record[key])


def number_or_none(record: Record, key: str) -> float | None:
    """The number that a record may have; raises as ``text`` does."""
    value = record.get(key)
    if value is not None and not (_is_number(value, int, float) and math.isfinite(value)):
        raise TypeError(f'"{key}" must be a number or null')
    return value


def whole_number(record: Record, key: str) -> int:
    """The whole number that a record may have, 0 without one; raises as ``text`` does."""
    value = record.get(key, 0)
    if not _is_number(value, int):
        raise TypeError(f'"{key}" must be a whole number')
    return int(value)


def span(record: Record, key: str) -> Span:
    """The place in the text that a record must have; raises as ``text`` does."""
    value = record[key]
    if not isinstance(value, list) or len(value) != 2 or not all(_is_number(part, int) for part in value):
        raise TypeError(f'"{key}" must be two whole numbers in square brackets')
    return Span(*value)


def _text(value: object, key: str, expected: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f'"{key}" must be {expected}')
    try:
        value.encode()
    except UnicodeEncodeError as error:
        half = ascii(value[error.start])[1:-1]
        raise ValueError(f'"{key}" holds half a character, {half}') from error
    return value


def _is_number(value: object, *types: type) -> bool:
    return isinstance(value, types) and not isinstance(value, bool)
