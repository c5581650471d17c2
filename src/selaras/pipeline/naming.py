"""Names of files for articles: inside the output folder, short enough for a disk, each given once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from itertools import count

from ..scratch import DiskSet

# What file systems take, in bytes: a name, less what may follow it (".gz"), and a path below some other folder.
LONGEST_NAME = 255 - len(".gz")
_LONGEST_PATH = 3000
_ENDINGS = (".txt", ".html")


class OutputNames:
    """The files of one kind in one folder, each named after its article; no two articles share a file.

    Args:
        suffix: Of every file, with the dot.
    """

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._files = DiskSet()
        self._folders = DiskSet()

    def of(self, path: str) -> str:
        """A file for the article at ``path``, POSIX, that no article before has.

        The first one goes without its ``.txt`` or ``.html``, the next one keeps it, others are numbered.
        """
        short = path.removesuffix(_ENDINGS[0]).removesuffix(_ENDINGS[1])
        folder, stem = self._placed(short)
        candidates = self._candidates(stem, self._placed(path)[1])
        return next(name for one in candidates if self._takes(name := f"{folder}{one}{self._suffix}"))

    def _candidates(self, stem: str, whole: str) -> Iterator[str]:
        room = LONGEST_NAME - len(self._suffix)
        yield shortened(stem, room)
        yield shortened(whole, room)
        for number in count(2):
            ending = f"-{number}"
            yield shortened(stem, room - len(ending)) + ending

    def _placed(self, path: str) -> tuple[str, str]:
        """The folder with its slash, empty for none, and the name in it."""
        parts = [_legal(part) for part in path.replace("#", "/").split("/")]
        if sum(len(_bytes(part)) + 1 for part in parts) > _LONGEST_PATH:
            parts = ["_".join(parts)]
        folder = ""
        for part in parts[:-1]:
            folder += shortened(part, LONGEST_NAME)
            while _key(folder) in self._files:
                folder += "_"
            self._folders.add(_key(folder))
            folder += "/"
        return folder, parts[-1]

    def _takes(self, name: str) -> bool:
        key = _key(name)
        return key not in self._folders and self._files.add(key)


def _legal(part: str) -> str:
    # Half a surrogate pair cannot be in a name, but a byte of a name that is not UTF-8 reads as one.
    part = "".join("_" if c == "\0" or "\ud800" <= c < "\udc80" or "\udcff" < c <= "\udfff" else c for c in part)
    return "_" if part in ("", ".", "..") else part


def shortened(name: str, longest: int) -> str:
    """``name`` if it has no more bytes than ``longest``, else its beginning and a hash of all of it."""
    data = _bytes(name)
    if len(data) <= longest:
        return name
    ending = f"-{sha256(data).hexdigest()[:16]}"
    return data[: longest - len(ending)].decode("utf-8", "ignore") + ending


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _key(name: str) -> str:
    """What some file systems go by: "A.txt" and "a.txt" are one file to them."""
    return unicodedata.normalize("NFC", name).casefold()
