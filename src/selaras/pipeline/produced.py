"""What commands wrote themselves: found in a folder of articles, it is no article."""

from __future__ import annotations

import json
import os
from functools import cached_property
from pathlib import Path

from ..scratch import DiskSet
from .leftovers import record_of, recorded
from .overwriting import RECORD

# Every export leaves it, so it marks a folder of exports.
FINDINGS = "findings.jsonl"
_OF_MANIFEST = frozenset({"format", "source", "target"})


class Produced:
    """Tells corpora, folders of exports and the English of ``translate`` from what people gave."""

    def __init__(self) -> None:
        self._folders: dict[str, _Folder] = {}

    def reason(self, path: Path, is_folder: bool) -> str | None:
        """What was written there, None where it is people's."""
        folder = self._folder(os.path.abspath(path if is_folder else path.parent))  # noqa: PTH100 (links stay)
        if is_folder:
            return folder.contents
        return "a translation, no article" if folder.wrote(path.name) else None

    def _folder(self, path: str) -> _Folder:
        if path not in self._folders:
            above = os.path.dirname(path)  # noqa: PTH120 (texts are cheaper)
            self._folders[path] = _Folder(Path(path), None if above == path else self._folder(above))
        return self._folders[path]


class _Folder:
    """What is known about a folder, each thing once it is asked for."""

    def __init__(self, path: Path, above: _Folder | None) -> None:
        self._path, self._above = path, above

    @cached_property
    def contents(self) -> str | None:
        """What a command wrote here, None where it is people's."""
        if _is_corpus(self._path):
            return "a corpus"
        return "exports of a corpus" if (self._path / FINDINGS).is_file() else None

    def wrote(self, name: str) -> bool:
        """Whether a record here or further up has the file of this name, relative to this folder."""
        if self._english is not None and name in self._english:
            return True
        return self._above is not None and self._is_below_record and self._above.wrote(f"{self._path.name}/{name}")

    @cached_property
    def _is_below_record(self) -> bool:
        above = self._above
        return above is not None and (above._english is not None or above._is_below_record)

    @cached_property
    def _english(self) -> DiskSet | None:
        record = record_of(self._path, RECORD)
        return DiskSet(name for name, _ in recorded(record)) if record.is_file() else None


def _is_corpus(folder: Path) -> bool:
    from ..corpus.store import MANIFEST

    try:
        told = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.keys() >= _OF_MANIFEST
