"""What was exported, as this machine remembers it: enough to tell whether somebody changed a file since."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ..scratch import packed
from .index import NAME
from .store import Corpus

_SCHEMA = """
CREATE TABLE IF NOT EXISTS exported
(folder BLOB, name BLOB, digest TEXT, stamp TEXT, PRIMARY KEY (folder, name, digest)) WITHOUT ROWID
"""


class ExportRecord:
    """The hashes of the files that a corpus was exported to in one folder; what cannot be noted is not known.

    Args:
        database: That holds them.
        folder: Where the files are.
    """

    def __init__(self, database: sqlite3.Connection, folder: Path) -> None:
        self._database = database
        self._folder = packed(os.path.realpath(folder))
        with suppress(sqlite3.DatabaseError):
            database.execute(_SCHEMA)

    def digests(self, name: str) -> set[str]:
        """What a file may hold that nobody changed; none if nothing is known of it."""
        return {digest for digest, _ in self._rows(name)}

    def is_noted(self, name: str, path: Path) -> bool:
        """Whether the file is as it was when its hash was noted, by what the file system says."""
        return [stamp for _, stamp in self._rows(name)] == [_stamp(path)]

    def expect(self, name: str, digest: str) -> None:
        """Note, at once, that a file is about to hold something else."""
        with suppress(sqlite3.DatabaseError):
            row = (self._folder, packed(name), digest, "")
            self._database.execute("INSERT OR IGNORE INTO exported VALUES (?, ?, ?, ?)", row)
            self._database.commit()

    def note(self, name: str, digest: str, path: Path) -> None:
        """Note what a file holds now; on the disk when the record is closed."""
        with suppress(sqlite3.DatabaseError):
            self.forget(name)
            row = (self._folder, packed(name), digest, _stamp(path))
            self._database.execute("INSERT INTO exported VALUES (?, ?, ?, ?)", row)

    def forget(self, name: str) -> None:
        """Note that a file is gone."""
        with suppress(sqlite3.DatabaseError):
            self._database.execute("DELETE FROM exported WHERE folder = ? AND name = ?", (self._folder, packed(name)))

    def _rows(self, name: str) -> list[tuple[str, str]]:
        sql = "SELECT digest, stamp FROM exported WHERE folder = ? AND name = ?"
        try:
            return self._database.execute(sql, (self._folder, packed(name))).fetchall()
        except sqlite3.DatabaseError:
            return []


@contextmanager
def export_record(store: Corpus, folder: Path) -> Iterator[ExportRecord]:
    """The record of a folder, in the index of this machine; an empty one where there is no index."""
    path = store.root / NAME
    place = path if path.is_file() and not store.read_only else ":memory:"
    with closing(sqlite3.connect(place)) as database:
        # Nothing depends on it but whether a copy is kept that is not needed.
        database.execute("PRAGMA synchronous = OFF")
        yield ExportRecord(database, folder)
        with suppress(sqlite3.DatabaseError):
            database.commit()


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}"
