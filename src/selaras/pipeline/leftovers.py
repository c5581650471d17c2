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
    path = output / f".{record}.written.jsonl"
    for name, digest in _recorded(path):
        if name not in names and _digest_of(output / name) == digest:
            remove(output / name)
    if not any(True for _ in names):
        remove(path)
        return
    with replacing(path) as stream:
        for name in names:
            stream.write(f"{json.dumps({'name': name, 'sha256': _digest_of(output / name)})}\n".encode())


def _recorded(path: Path) -> Iterator[tuple[str, str]]:
    """Names inside the folder and their hashes; what is no record is passed over."""
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


def _digest_of(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
