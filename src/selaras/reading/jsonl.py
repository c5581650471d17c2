"""Articles in JSON: one object a line, or a file with a list of objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from ..errors import InputError
from ..model import Document
from .encodings import Decoded, decode
from .options import ReadingOptions
from .rows import Row, documents_of
from .sources import whole

JSONL = "jsonl/1"
JSON = "json/1"

_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = b" \t\r\n\x00\xef\xbb\xbf"


def read_jsonl(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document | InputError]:
    """The articles in a file with one JSON object a line."""
    lines = ((number, line) for number, line in enumerate(stream, start=1) if line.strip(_BLANK))
    yield from documents_of((_json_row(number, line, options) for number, line in lines), name, JSONL, options)


def read_json(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document | InputError]:
    """The articles in a JSON file: one object, a list of them, or an object that holds such a list."""
    decoded = decode(whole(stream), options.encoding)
    try:
        found = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON: {error}", remedy="check it, or give JSONL") from None
    rows = (_object_row(number, item, decoded) for number, item in enumerate(_list_in(found), start=1))
    yield from documents_of(rows, name, JSON, options)


def _json_row(line: int, data: bytes, options: ReadingOptions) -> Row | InputError:
    remedy = "put one JSON object on each line"
    try:
        decoded = decode(data, options.encoding)
        found = json.loads(decoded.text)
    except InputError as error:
        return InputError(error.what, line=line, remedy=error.remedy)
    except ValueError as error:
        return InputError(f"is not JSON: {error}", line=line, remedy=remedy)
    except RecursionError:
        return InputError("is JSON nested too deeply", line=line, remedy=remedy)
    return _object_row(line, found, decoded, data)


def _object_row(line: int, found: object, decoded: Decoded, data: bytes | None = None) -> Row | InputError:
    if not isinstance(found, dict):
        return InputError("is not a JSON object", line=line, remedy="put each article into one JSON object")
    given = {str(key): _as_text(value) for key, value in found.items() if value is not None}
    values = {_SURROGATE.sub("\ufffd", key): _SURROGATE.sub("\ufffd", value) for key, value in given.items()}
    notes = decoded.notes if values == given else (*decoded.notes, "Broken surrogates replaced by U+FFFD.")
    content = data if data is not None else json.dumps(found, ensure_ascii=True).encode("ascii")
    return Row(line, values, sha256(content).hexdigest(), decoded.encoding, notes)


def _list_in(found: object) -> list[object]:
    if isinstance(found, list):
        return found
    values = list(found.values()) if isinstance(found, dict) else []
    lists = [value for value in values if isinstance(value, list) and value and isinstance(value[0], dict)]
    return lists[0] if len(lists) == 1 else [found]


def _as_text(value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
