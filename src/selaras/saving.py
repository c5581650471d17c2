"""Saving files so that a reader sees the old bytes or the new ones, never half of them."""

from __future__ import annotations

import filecmp
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from .errors import SelarasError


@contextmanager
def replacing(path: Path, *, durable: bool = False) -> Iterator[BinaryIO]:
    """Open a stream whose content replaces ``path`` on success, if it differs; an exception leaves the old file.

    Args:
        path: The file.
        durable: Wait until the bytes are on the disk. What can be made again need not wait.

    Raises:
        SelarasError: The folder cannot be written to, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".tmp")
    except OSError as error:
        raise unwritable(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        _replace_if_different(temporary, path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def save(path: Path, content: bytes) -> bool:
    """Save ``content`` durably; True if the file was new or different.

    Raises:
        SelarasError: As ``replacing``.
    """
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    with replacing(path, durable=True) as stream:
        stream.write(content)
    return True


def remove(path: Path) -> None:
    """Remove a file that may be gone already, and its folder if it is empty then."""
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()


def unwritable(path: Path, error: OSError) -> SelarasError:
    """The one-line error for a place that cannot be written to."""
    return SelarasError(
        f"cannot be written: {error.strerror or error}", path=path, remedy="check permissions and free space"
    )


def _replace_if_different(temporary: Path, path: Path) -> None:
    if path.is_file() and filecmp.cmp(temporary, path, shallow=False):
        return
    temporary.chmod(0o666 & ~_umask())
    temporary.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
