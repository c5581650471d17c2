"""Files of an earlier export that this one no longer makes.

An export of many files leaves a record of their names and hashes beside them. What the record before names, this
export did not write and nobody changed since is removed; any other file is somebody's and stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path, PurePosixPath

from ..saving import remove, replacing
from ..scratch import DiskSet


def remove_leftovers(output: Path, record: str, names: DiskSet) -> None:
    """Remove what the record of this name tells and ``names`` does not, then record ``names``.

    Args:
        output: The folder that names are relative to.
        record: Which files belong together ("txt").
        names: What was written now.

    Raises:
        SelarasError: A file cannot be removed, or the record cannot be written.
    """
    path = record_of(output, record)
    for name, digest in recorded(path):
        if name not in names and digest_of(output / name) == digest:
            remove(output / name)
    if not any(True for _ in names):
        remove(path)
        return
    with replacing(path) as stream:
        for name in names:
            stream.write(record_line(name, digest_of(output / name)))


def record_of(output: Path, record: str) -> Path:
    """The record of what was written into a folder."""
    return output / f".{record}.written.jsonl"


def record_line(name: str, digest: str | None) -> bytes:
    """A line of a record."""
    return f"{json.dumps({'name': name, 'sha256': digest})}\n".encode()


def recorded(path: Path) -> Iterator[tuple[str, str]]:
    """Names inside the folder of a record and their hashes; what is no record is passed over."""
    if not path.is_file():
        return
    with path.open("rb") as stream:
        for line in stream:
            try:
                told = json.loads(line)
                name, digest = str(told["name"]), str(told["sha256"])
            except (ValueError, TypeError, KeyError):
                continue
            if ".." not in PurePosixPath(name).parts and not PurePosixPath(name).is_absolute():
                yield name, digest


def digest_of(path: Path) -> str | None:
    """The hash of a file, None where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
