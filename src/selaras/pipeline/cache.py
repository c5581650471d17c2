"""Windows that were translated before, by any build of any corpus: the same work is paid for once.

Whole windows are kept, under the hash of all that their text depends on. So a hit is exactly what the
translator would say, and a result never depends on what happens to be in the cache.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import time
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from .._version import __version__
from ..model import Measurements, Translation
from ..saving import cache_folder
from ..translation import DecodingOptions
from .mapping import Done, Job, Mapper
from .progress import SILENT, Progress

T = TypeVar("T")

# Its number is counted up whenever the same file would mean something else.
NAME = "translations.1.sqlite"
LIMIT_BYTES = 512 << 20
# Beyond the limit so much is made free at once, the longest unused first.
_FREED = 0.1
_PATIENCE_S = 10.0
_SCHEMA = """
PRAGMA auto_vacuum = INCREMENTAL;
CREATE TABLE IF NOT EXISTS window (key BLOB PRIMARY KEY, used INTEGER, size INTEGER, content BLOB);
"""


def open_cache(options: DecodingOptions) -> WindowCache | None:
    """The cache of this user, None where there can be none.

    Args:
        options: That translators decode with.
    """
    try:
        return WindowCache(cache_folder("translations") / NAME, surroundings(options))
    except (OSError, RuntimeError):
        return None


def surroundings(options: DecodingOptions) -> str:
    """What shapes texts beside the signature of a translator: how batches are cut, and what computes them."""
    chosen = {name: value for name, value in os.environ.items() if name.startswith(("CT2_", "CUDA_"))}
    has_gpu = Path("/dev/nvidia0").exists()
    told = [__version__, options.batch_tokens, options.device, has_gpu, _processor(), sorted(chosen.items())]
    return json.dumps(told)


class WindowCache:
    """Translated windows in a file that several processes may use at once; where that fails it holds nothing.

    Args:
        path: The file.
        surroundings: What texts depend on beside the signature of their translator.
        limit: Bytes of translations to keep, the longest unused make room.

    Attributes:
        hits: How many segments it has given.
    """

    def __init__(self, path: Path, surroundings: str = "", limit: int = LIMIT_BYTES) -> None:
        self.hits = 0
        self._path = path
        self._surroundings = surroundings
        self._limit = limit

    def get(self, signature: str, sources: Sequence[str]) -> list[Translation] | None:
        """What a translator of this signature said of these sources together, None if that is not known."""
        try:
            with self._opened() as database:
                found = self._get(database, self._key(signature, sources))
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if found is None or len(found) != len(sources):
            return None
        self.hits += len(found)
        return found

    def put(self, signature: str, sources: Sequence[str], translations: Sequence[Translation]) -> None:
        """Keep what a translator of this signature said of these sources together."""
        content = _packed(translations)
        row = (self._key(signature, sources), time.time_ns(), len(content), content)
        try:
            with self._opened() as database, database:
                database.executescript(_SCHEMA)
                database.execute("INSERT OR REPLACE INTO window VALUES (?, ?, ?, ?)", row)
                self._make_room(database)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _opened(self) -> closing[sqlite3.Connection]:
        """Opened anew for every window: they come minutes apart, and the file may go at any time."""
        if not self._path.exists():
            with suppress(OSError):
                # What people translate is nobody else's business.
                os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))
        return closing(sqlite3.connect(self._path, timeout=_PATIENCE_S))

    def _key(self, signature: str, sources: Sequence[str]) -> bytes:
        return sha256(json.dumps([self._surroundings, signature, *sources]).encode()).digest()

    def _get(self, database: sqlite3.Connection, key: bytes) -> list[Translation] | None:
        row = database.execute("SELECT content FROM window WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        # A file that can only be read is of use as well.
        with suppress(sqlite3.OperationalError), database:
            database.execute("UPDATE window SET used = ? WHERE key = ?", (time.time_ns(), key))
        return _unpacked(row[0])

    def _make_room(self, database: sqlite3.Connection) -> None:
        ((total,),) = database.execute("SELECT sum(size) FROM window")
        if total <= self._limit:
            return
        wanted = self._limit * (1 - _FREED)
        for key, size in database.execute("SELECT key, size FROM window ORDER BY used").fetchall():
            if total <= wanted:
                break
            database.execute("DELETE FROM window WHERE key = ?", (key,))
            total -= size
        database.execute("PRAGMA incremental_vacuum").fetchall()

    def _give_up(self, error: Exception) -> None:
        """A damaged file is made anew; one that is busy, full or not ours is left alone."""
        if not isinstance(error, (OSError, sqlite3.OperationalError)):
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def remembering(
    mapper: Mapper[T], cache: WindowCache | None, signature: str, progress: Progress = SILENT, *, afresh: bool = False
) -> Mapper[T]:
    """A mapper that has only those windows translated that the cache does not know.

    Args:
        mapper: Has windows translated.
        cache: Asked first, and told of what was translated; None for ``mapper`` alone.
        signature: Of the translator behind ``mapper``.
        progress: Told of segments that the cache knows.
        afresh: Have everything translated, and only tell the cache.
    """

    if cache is None:
        return mapper

    def run(jobs: Iterable[Job[T]]) -> Iterator[Done[T]]:
        asked: deque[tuple[Job[T], list[Translation] | None]] = deque()

        def unknown() -> Iterator[Job[T]]:
            for job in jobs:
                found = cache.get(signature, job.sources) if job.sources and not afresh else None
                asked.append((job, found))
                yield Job(job.window, ()) if found else job

        for _, translations in mapper(unknown()):
            job, found = asked.popleft()
            if found:
                progress.advance(len(found))
            elif job.sources:
                cache.put(signature, job.sources, translations)
            yield job, found or translations

    return run


def _packed(translations: Iterable[Translation]) -> bytes:
    rows = [
        (one.text, one.measurements.score, one.measurements.agreement, one.measurements.unknown, one.measurements.steps)
        for one in translations
    ]
    return zlib.compress(json.dumps(rows).encode())


def _unpacked(content: bytes) -> list[Translation] | None:
    try:
        rows = json.loads(zlib.decompress(content))
        return [
            Translation(text, Measurements(score, agreement, unknown, tuple(steps)))
            for text, score, agreement, unknown, steps in rows
        ]
    except (zlib.error, ValueError, TypeError):
        return None


def _processor() -> str:
    """The kind of processor, on which CTranslate2's arithmetic depends."""
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(errors="replace").splitlines()
        told = {line for line in lines if line.startswith(("model name", "flags", "Features", "CPU part"))}
        return sha256("\n".join(sorted(told)).encode()).hexdigest()
    return f"{platform.machine()} {platform.processor()}"
