"""Saving files so that a reader sees the old bytes or the new ones, never half of them."""

from __future__ import annotations

import errno
import filecmp
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from .errors import SelarasError

# What a disk gives out at once: a page, a block.
_PROBE_BYTES = 4096


@contextmanager
def replacing(
    path: Path, *, durable: bool = False, before: Callable[[Path], None] = lambda _: None
) -> Iterator[BinaryIO]:
    """Open a stream whose content replaces ``path`` on success, if it differs; an exception leaves the old file.

    Args:
        path: The file.
        durable: Wait until the bytes are on the disk. What can be made again need not wait.
        before: Given the new file before it takes the place of one that differs.

    Raises:
        SelarasError: The folder cannot be written to, the disk is full, or another process writes the same file.
    """
    temporary = temporary_of(path)
    try:
        stream = _open_afresh(temporary)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        with stream:
            yield stream
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
            ours = os.fstat(stream.fileno())
        _replace_if_different(temporary, ours, path, before)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        discard(temporary)


def require_writable(path: Path) -> None:
    """See that a file can be saved, before the long work that makes its content; nothing is left behind.

    Raises:
        SelarasError: A folder stands in its place, its folder cannot be made or written to, or the disk is full.
    """
    require_no_folder(path)
    made = [folder for folder in path.parents if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.write(bytes(_PROBE_BYTES))
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()


def require_no_folder(path: Path) -> None:
    """See that no folder stands in the place of a file.

    Raises:
        SelarasError: One does.
    """
    if path.is_dir():
        raise unwritable(path, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))


def temporary_of(path: Path) -> Path:
    """Where the content of ``path`` grows: always the same file, so what a killed process left is written over.

    The name is short enough for every file system, whatever the length of the other.
    """
    return path.with_name(f".{path.name[:50]}.{sha256(path.name.encode()).hexdigest()[:8]}.tmp")


def discard(temporary: Path) -> None:
    """Remove a temporary file if it is there and can be removed."""
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
    """Remove a file that may be gone already, and its folder if it is empty then.

    Raises:
        SelarasError: It cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
    with suppress(OSError):
        path.parent.rmdir()


def settle_folders(folders: Iterable[Path]) -> None:
    """Wait until the names in these folders are on the disk; a file's own bytes say nothing about its name."""
    for folder in folders:
        # Some systems cannot open folders, and some file systems cannot settle them.
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def unwritable(path: Path, error: OSError) -> SelarasError:
    """The one-line error for a place that cannot be written to."""
    remedy = "check permissions and free space"
    if isinstance(error, IsADirectoryError):
        remedy = "a folder stands in its place, move it away"
    elif isinstance(error, (NotADirectoryError, FileExistsError)):
        remedy = "a file stands in the place of its folder, move it away"
    return SelarasError(f"cannot be written: {error.strerror or error}", path=path, remedy=remedy)


def is_of_whole_disk(error: SelarasError) -> bool:
    """Whether ``unwritable`` made this of what keeps every other file from being written as well."""
    return getattr(error.__cause__, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


def cache_folder(name: str) -> Path:
    """The user's folder of this name for what can be made again, under ``XDG_CACHE_HOME`` (else ``~/.cache``).

    Raises:
        OSError: It cannot be made or written to.
        RuntimeError: Nobody knows where the user is at home.
    """
    base = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(base) if base else Path.home() / ".cache") / "selaras" / name
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        return folder


def _open_afresh(temporary: Path) -> BinaryIO:
    temporary.parent.mkdir(parents=True, exist_ok=True)
    temporary.unlink(missing_ok=True)
    return temporary.open("xb")


def _replace_if_different(temporary: Path, ours: os.stat_result, path: Path, before: Callable[[Path], None]) -> None:
    if not os.path.samestat(temporary.stat(), ours):
        raise OSError("another process writes the same file")
    if path.is_file():
        if filecmp.cmp(temporary, path, shallow=False):
            return
        before(temporary)
    temporary.replace(path)
