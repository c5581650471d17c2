"""What the user named, one input at a time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError

STDIN = Path("-")
_LARGEST = 1 << 30


@dataclass(frozen=True, slots=True)
class Source:
    """An input that is still to be read.

    Attributes:
        path: The file, or ``-`` for standard input; it need not exist.
        root: The folder that ids and names of documents are relative to.
    """

    path: Path
    root: Path

    @property
    def name(self) -> str:
        """The path relative to the root, POSIX: what the id of the document depends on."""
        return relative_name(self.path, self.root)

    @property
    def shown(self) -> str:
        """What error messages call it."""
        return shown(self.path)


def shown(path: Path) -> str:
    """What messages call an input."""
    return "stdin" if path == STDIN else str(path)


def relative_name(path: Path, root: Path | None) -> str:
    """``path`` relative to ``root`` (default: its own folder), with forward slashes, fit to be stored."""
    if path == STDIN:
        return "stdin"
    root = path.parent if root is None else root
    name = os.path.relpath(os.path.abspath(path), os.path.abspath(root))  # noqa: PTH100 (links are not followed)
    return storable(name.replace(os.sep, "/"))


def storable(name: str) -> str:
    r"""A name from the file system as Unicode: bytes that are not UTF-8 become visible.

    >>> storable("ber\udcefta.txt")
    'ber\\udcefta.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode()


def whole(stream: BinaryIO) -> bytes:
    """All bytes of an open file that must be read at once, unpacked where it was packed.

    Raises:
        InputError: There are more than fit in memory with comfort.
    """
    data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(f"is larger than {_LARGEST >> 20} MiB", remedy="split it, or give its articles as JSONL")
    return data
