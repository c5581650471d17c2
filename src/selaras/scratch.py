"""What has to know a whole corpus and would outgrow memory: tables, maps, sets and sorted rows on disk.

Each lies in a private temporary database of SQLite, which keeps it in a small cache, opens a file
(in ``SQLITE_TMPDIR``, ``TMPDIR`` or ``/var/tmp``) only once that is full, and removes the file by itself.
All of them raise ``SelarasError`` when such a file cannot be written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any
from weakref import finalize

from .errors import SelarasError

# So many rows wait in memory before the database is asked.
AT_HAND = 2000
_CACHE_KIB = 1024


def packed(text: str) -> bytes:
    """A text for a column; names of files may hold what is no Unicode, which SQLite's own texts refuse.

    Bytes sort as the texts do.
    """
    return text.encode("utf-8", "surrogatepass")


def unpacked(content: bytes) -> str:
    """What ``packed`` packed."""
    return content.decode("utf-8", "surrogatepass")


class DiskTable:
    """Rows that are added one by one and asked for by SQL, where the table is called ``rows``.

    Args:
        columns: Their names; they hold whole numbers and bytes.
        index: Columns by which single rows are looked up, none without.
    """

    def __init__(self, columns: Sequence[str], index: str = "") -> None:
        self._database = _temporary(self, f"CREATE TABLE rows ({', '.join(columns)})")
        if index:
            self._database.execute(f"CREATE INDEX by_index ON rows ({index})")
        self._insert = f"INSERT INTO rows VALUES ({', '.join('?' * len(columns))})"
        self._waiting: list[tuple[int | bytes, ...]] = []

    def append(self, *row: int | bytes) -> None:
        """Add a row."""
        self.extend((row,))

    def extend(self, rows: Iterable[tuple[int | bytes, ...]]) -> None:
        """Add rows, all of which may be at hand at once."""
        self._waiting.extend(rows)
        if len(self._waiting) >= AT_HAND:
            self._flush()

    def select(self, sql: str, *values: float | bytes) -> Iterator[tuple[Any, ...]]:
        """The rows that a query gives, read as they are asked for; none may be added meanwhile."""
        self._flush()
        with _told():
            # No ``yield from``: a generator that is thrown away would close the cursor of a database that is gone.
            for row in self._database.execute(sql, values):  # noqa: UP028
                yield row

    def _flush(self) -> None:
        with _told():
            self._database.executemany(self._insert, self._waiting)
        self._waiting.clear()


class DiskMap:
    """Texts by text."""

    def __init__(self) -> None:
        self._database = _temporary(self, "CREATE TABLE map (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __setitem__(self, key: str, value: str) -> None:
        with _told():
            self._database.execute("INSERT OR REPLACE INTO map VALUES (?, ?)", (packed(key), packed(value)))

    def __iter__(self) -> Iterator[str]:
        with _told():
            yield from (unpacked(key) for (key,) in self._database.execute("SELECT key FROM map ORDER BY key"))

    def get(self, key: str) -> str | None:
        """The text of ``key``, None without one."""
        with _told():
            found = self._database.execute("SELECT value FROM map WHERE key = ?", (packed(key),)).fetchone()
        return unpacked(found[0]) if found else None

    def put_new(self, key: str, value: str) -> bool:
        """Give ``key`` a text unless it has one; whether it had none."""
        with _told():
            done = self._database.execute("INSERT OR IGNORE INTO map VALUES (?, ?)", (packed(key), packed(value)))
        return done.rowcount == 1


class DiskSet:
    """Distinct texts."""

    def __init__(self, members: Iterable[str] = ()) -> None:
        self._members = DiskMap()
        for member in members:
            self.add(member)

    def __contains__(self, member: object) -> bool:
        return member in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def add(self, member: str) -> bool:
        """Add a text; whether it is new."""
        return self._members.put_new(member, "")


def sorted_rows(rows: Iterable[tuple[str, ...]], width: int) -> Iterator[tuple[str, ...]]:
    """The rows as ``sorted`` has them, however many there are.

    Args:
        rows: Of texts alone.
        width: How many in each.
    """
    remaining = iter(rows)
    few = list(islice(remaining, AT_HAND))
    if len(few) < AT_HAND:
        yield from sorted(few)
        return
    columns = [f"c{number}" for number in range(width)]
    table = DiskTable(columns)
    for row in chain(few, remaining):
        table.append(*map(packed, row))
    few.clear()
    for found in table.select(f"SELECT * FROM rows ORDER BY {', '.join(columns)}"):
        yield tuple(map(unpacked, found))


def _temporary(owner: object, schema: str) -> sqlite3.Connection:
    """A database that lives as long as its owner."""
    # Threads may hand it on; they do not use it at once.
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    # One long transaction that is never undone needs no journal.
    database.executescript(
        f"PRAGMA journal_mode = OFF; PRAGMA secure_delete = OFF; PRAGMA cache_size = -{_CACHE_KIB}; {schema}; BEGIN;"
    )
    finalize(owner, database.close)
    return database


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        remedy = "free space in /var/tmp, or name another folder with SQLITE_TMPDIR"
        raise SelarasError(f"temporary files cannot be written: {error}", remedy=remedy) from error
