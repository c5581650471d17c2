"""The folder that a corpus is exported to: what somebody changed there moves aside before its place is taken."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO

from ..corpus import Corpus
from ..corpus.exported import ExportRecord, export_record
from ..errors import few
from ..saving import remove, replacing, unwritable
from .leftovers import digest_of
from .naming import LONGEST_NAME, shortened


class OutputFolder:
    """Where exports go.

    Args:
        path: The folder.
        record: What was written there before; a file that it does not know is taken for an export.

    Attributes:
        kept: Copies of what somebody had changed, made in this run.
    """

    def __init__(self, path: Path, record: ExportRecord) -> None:
        self.path = path
        self.kept: list[Path] = []
        self._record = record

    @contextmanager
    def replacing(self, name: str) -> Iterator[BinaryIO]:
        """As ``saving.replacing``, for the file of this name below the folder; a changed one is kept beside it.

        Raises:
            SelarasError: The file, or the copy to be kept, cannot be written.
        """
        path = self.path / name
        with replacing(path, before=partial(self._make_way, name)) as stream:
            yield stream
        if not self._record.is_noted(name, path):
            self._record.note(name, digest_of(path) or "", path)

    def remove(self, name: str) -> None:
        """Remove a file that may be gone already; a changed one is kept beside it.

        Raises:
            SelarasError: It cannot be removed, or the copy cannot be written.
        """
        self._keep_if_changed(name)
        remove(self.path / name)
        self._record.forget(name)

    def remarks(self) -> Iterator[str]:
        """A line if something was kept."""
        if self.kept:
            names = few(path.relative_to(self.path).as_posix() for path in self.kept)
            yield f"{self.path}: kept beside what was written anew, since somebody had changed it: {names}"

    def _make_way(self, name: str, new: Path) -> None:
        if self._record.digests(name):
            self._keep_if_changed(name)
            # A process that dies from here on leaves the old file or the new one, and both are known.
            self._record.expect(name, digest_of(new) or "")

    def _keep_if_changed(self, name: str) -> None:
        path, known = self.path / name, self._record.digests(name)
        if known and path.is_file() and digest_of(path) not in known:
            self.kept.append(_kept_aside(path))


@contextmanager
def opened_output(store: Corpus, path: Path) -> Iterator[OutputFolder]:
    """The folder for exports of a corpus, with what this machine remembers of it."""
    with export_record(store, path) as record:
        yield OutputFolder(path, record)


def is_kept(path: Path) -> bool:
    """Whether a file is a copy of what somebody had changed, by its name."""
    return path.name.endswith("~")


def _kept_aside(path: Path) -> Path:
    """A numbered copy of a file beside it, as GNU programs name them; one that is there already will do.

    Raises:
        SelarasError: It cannot be written.
    """
    for number in count(1):
        ending = f".~{number}~"
        aside = path.with_name(shortened(path.name, LONGEST_NAME - len(ending)) + ending)
        try:
            if not aside.exists():
                _copy(path, aside)
                return aside
            if filecmp.cmp(path, aside, shallow=False):
                return aside
        except OSError as error:
            raise unwritable(aside, error) from error
    raise AssertionError("numbers do not end")


def _copy(path: Path, aside: Path) -> None:
    try:
        os.link(path, aside)
    except OSError:
        shutil.copy2(path, aside)
