"""``index.sqlite``: what people decided, found again without reading every document.

The index is derived: it holds nothing that the document and edits files would not give, and a
document is read anew as soon as the file system says that one of its files may have changed.
Beside that it notes where folders lie on this machine, which is of no use on another.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType

from ..errors import CorpusError
from ..model import TranslationUnit
from ..scratch import packed, unpacked
from ..translation.memory import Entry
from .edits import Action, Edit, latest
from .store import Corpus

NAME = "index.sqlite"
# Counted up whenever the same files would give other rows.
VERSION = 2
# A file that was written so shortly before it was looked at may change again within one tick of its clock.
_UNSETTLED_NS = 2_000_000_000
_SCHEMA = """
CREATE TABLE document (doc_id TEXT PRIMARY KEY, stamp TEXT NOT NULL);
CREATE TABLE decision (doc_id TEXT, source TEXT, target TEXT, before TEXT, after TEXT, approved INTEGER);
CREATE INDEX decision_of_document ON decision (doc_id);
CREATE TABLE folder (label TEXT PRIMARY KEY, path BLOB NOT NULL);
"""


def decided_entries(store: Corpus) -> list[Entry]:
    """Every text that people edited or approved, with the neighbours of its unit, up to date.

    Hand edits in document files are absorbed on the way. A document that is damaged is left out
    until it is mended.

    Raises:
        CorpusError: The index cannot be written.
    """
    if store.read_only:
        return [entry for doc_id in store.doc_ids() for entry in _entries_in(store, doc_id)]
    path = store.root / NAME
    try:
        return _entries(store, path)
    except sqlite3.DatabaseError:
        # Damaged, of another version, or no database: it can be made again.
        path.unlink(missing_ok=True)
    try:
        return _entries(store, path)
    except sqlite3.DatabaseError as error:
        raise CorpusError(
            f"the index cannot be written: {error}", path=path, remedy="check permissions and free space"
        ) from error


def _entries(store: Corpus, path: Path) -> list[Entry]:
    with _Index(path) as index:
        index.refresh(store)
        return index.entries()


def _entries_in(store: Corpus, doc_id: str) -> list[Entry]:
    try:
        stored = store.load(doc_id)
        return list(entries_of(stored.units if stored else (), store.edits(doc_id)))
    except CorpusError:
        return []


def known_folders(store: Corpus) -> dict[str, Path]:
    """Where folders that lie elsewhere than the corpus were last read from, by label; none without an index."""
    path = store.root / NAME
    if not path.is_file():
        return {}
    try:
        with closing(sqlite3.connect(path)) as database:
            rows = database.execute("SELECT label, path FROM folder").fetchall()
    except sqlite3.DatabaseError:
        return {}
    return {label: Path(unpacked(folder)) for label, folder in rows}


def note_folder(store: Corpus, label: str, folder: Path) -> None:
    """Note where a folder lies, if there is an index."""
    if store.read_only or not (store.root / NAME).is_file():
        return
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(store.root / NAME)) as database, database:
        database.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", (label, packed(str(folder))))


class _Index:
    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)

    def __enter__(self) -> _Index:
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version != VERSION:
            self._begin_anew()
        elif self._database.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def _begin_anew(self) -> None:
        if self._database.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
            raise sqlite3.DatabaseError("of another version")
        self._database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")

    def refresh(self, store: Corpus) -> None:
        """Read the documents whose files may have changed; all or nothing."""
        self._database.execute("CREATE TEMP TABLE present (doc_id TEXT PRIMARY KEY)")
        with self._database:
            for path in (store.root / "documents").glob("*/*.jsonl"):
                self._database.execute("INSERT OR IGNORE INTO present VALUES (?)", (path.stem,))
                if not self._is_current(path):
                    self._read(store, path.stem, path)
            for table in ("document", "decision"):
                self._database.execute(f"DELETE FROM {table} WHERE doc_id NOT IN (SELECT doc_id FROM present)")

    def entries(self) -> list[Entry]:
        """All that is known, in no order that matters."""
        columns = "source, target, before, after, approved"
        with closing(self._database.execute(f"SELECT {columns} FROM decision")) as rows:
            return [
                Entry(source, target, before, after, bool(approved)) for source, target, before, after, approved in rows
            ]

    def _is_current(self, path: Path) -> bool:
        known = self._database.execute("SELECT stamp FROM document WHERE doc_id = ?", (path.stem,)).fetchone()
        return known is not None and known[0] == _stamp(path)

    def _read(self, store: Corpus, doc_id: str, path: Path) -> None:
        for table in ("document", "decision"):
            self._database.execute(f"DELETE FROM {table} WHERE doc_id = ?", (doc_id,))
        seen = _file_stamp(path)
        try:
            stored = store.load(doc_id)
            log = store.edits(doc_id)
        except CorpusError:
            return
        rows = [
            (doc_id, entry.source, entry.target, entry.before, entry.after, int(entry.approved))
            for entry in entries_of(stored.units if stored else (), log)
        ]
        self._database.executemany("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?)", rows)
        if seen == _file_stamp(path) and (stamp := _stamp(path)):
            self._database.execute("INSERT INTO document VALUES (?, ?)", (doc_id, stamp))


def entries_of(units: Sequence[TranslationUnit], log: Sequence[Edit]) -> Iterator[Entry]:
    """What the log of a document says people decided, texts without a unit among them."""
    between = neighbours(units)
    for tuid, edit in latest(log).items():
        if edit.action in (Action.EDIT, Action.APPROVE) and edit.target.strip():
            before, after = between.get(tuid, ("", ""))
            yield Entry(edit.source, edit.target, before, after, edit.action is Action.APPROVE)


def neighbours(units: Sequence[TranslationUnit]) -> dict[str, tuple[str, str]]:
    """The sources of the translatable units before and after each translatable one, by tuid; empty at the ends."""
    inner = [unit for unit in units if unit.segment.translatable]
    sources = ["", *(unit.source for unit in inner), ""]
    return {unit.tuid: (sources[n], sources[n + 2]) for n, unit in enumerate(inner)}


def _stamp(path: Path) -> str | None:
    """What changes whenever the files of a document do; None where it is too early to tell."""
    log = path.parents[2] / "edits" / path.parent.name / path.name
    parts = (_file_stamp(path), _file_stamp(log) if log.is_file() else "none")
    return None if None in parts else "|".join(map(str, parts))


def _file_stamp(path: Path) -> str | None:
    found = path.stat()
    if time.time_ns() - found.st_mtime_ns < _UNSETTLED_NS:
        return None
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}"
