"""What ``translate`` may write over: what it wrote itself and nobody changed since.

A hash goes into a record before the file is written, so that a run that dies in between leaves nothing that the next
one would not know.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ..saving import replacing, require_no_folder, require_writable, unwritable
from ..scratch import DiskSet
from .leftovers import digest_of, record_line, record_of, recorded

RECORD = "translate"


class OwnFiles:
    """The files that earlier runs and this one wrote into a folder.

    Args:
        folder: Where they are.

    Raises:
        SelarasError: Nothing can be written there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._record = record_of(folder, RECORD)
        require_writable(self._record)
        self._known = DiskSet(f"{digest} {name}" for name, digest in recorded(self._record))

    def save(self, name: str, content: bytes) -> bool:
        """Write a file; False, and nothing is written, where another text stands there that nobody here wrote.

        Raises:
            SelarasError: It cannot be written.
        """
        path, digest = self._folder / name, sha256(content).hexdigest()
        require_no_folder(path)
        there = digest_of(path) if path.exists() else digest
        if there != digest and f"{there} {name}" not in self._known:
            return False
        with replacing(path) as stream:
            stream.write(content)
            self._remember(name, digest)
        return True

    def _remember(self, name: str, digest: str) -> None:
        if not self._known.add(f"{digest} {name}"):
            return
        try:
            with self._record.open("ab") as record:
                record.write(record_line(name, digest))
        except OSError as error:
            raise unwritable(self._record, error) from error
