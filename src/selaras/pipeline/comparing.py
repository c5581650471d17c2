"""``selaras diff``: what changed in the translations between two states of a corpus."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..corpus import Corpus
from ..corpus.records import parse_document, parse_header
from ..corpus.store import MANIFEST
from ..errors import CorpusError, SelarasError, UsageError
from ..model import TranslationUnit
from ..scratch import DiskSet, sorted_rows


class Difference(StrEnum):
    """How a unit differs between two states."""

    ADDED = "added"
    REMOVED = "removed"
    MACHINE = "machine text"
    TARGET = "target"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that is not what it was.

    Attributes:
        tuid: The unit.
        path: Source path of its document.
        difference: What changed first: existence, target, machine text, status.
        source: Source text.
        before: Target (or machine text, or status) then, None if there was none.
        after: The same now.
    """

    tuid: str
    path: str
    difference: Difference
    source: str
    before: str | None
    after: str | None


def diff(corpus: Path, before: str, failures: list[SelarasError]) -> Iterator[UnitChange]:
    """What changed from ``before`` to the corpus as it is now.

    Args:
        corpus: The corpus.
        before: Folder of another corpus, or a git revision of this one.
        failures: Takes what is damaged on either side; all other documents are compared.

    Raises:
        UsageError: ``before`` is neither.
        CorpusError: ``corpus`` is no corpus.
    """
    with Corpus(corpus):
        pass  # finishes what an interrupted command began, refuses a folder that is no corpus
    if (Path(before) / MANIFEST).is_file():
        yield from _compare(Path(before), corpus, failures)
        return
    with _checked_out(corpus, before) as folder:
        yield from _compare(folder, corpus, failures)


@contextmanager
def _checked_out(corpus: Path, revision: str) -> Iterator[Path]:
    remedy = "give another corpus folder, or keep the corpus in git"
    if revision.startswith("-"):
        raise UsageError(f"{revision!r} is not a revision", remedy=remedy)
    command = ["git", "-C", str(corpus), "archive", "--format=tar", revision]
    with tempfile.TemporaryDirectory() as folder:
        try:
            with (
                subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as git,
                tarfile.open(fileobj=git.stdout, mode="r|") as archive,
            ):
                archive.extractall(folder, filter="data")
        except FileNotFoundError as error:
            raise UsageError("git is not installed", path=corpus, remedy="give another corpus folder") from error
        except tarfile.ReadError as error:
            # What git refuses is an empty stream.
            what = f"{revision!r} is neither a corpus nor a git revision of this one"
            raise UsageError(what, path=corpus, remedy=remedy) from error
        yield Path(folder)


def _compare(before: Path, after: Path, failures: list[SelarasError]) -> Iterator[UnitChange]:
    names = DiskSet(
        path.relative_to(root).as_posix() for root in (before, after) for path in root.glob("documents/*/*.jsonl")
    )
    for _, name in sorted_rows(((_source_path(before, after, name), name) for name in names), 2):
        try:
            yield from _compare_documents(before, after, name)
        except CorpusError as error:
            failures.append(error)


def _source_path(before: Path, after: Path, name: str) -> str:
    path = (after if (after / name).is_file() else before) / name
    with suppress(CorpusError, OSError), path.open("rb") as stream:
        return parse_header(stream.readline(), path).path
    return ""  # comparing it tells what is wrong


def _compare_documents(before: Path, after: Path, name: str) -> Iterator[UnitChange]:
    old_path, old = _units(before, name)
    new_path, new = _units(after, name)
    for tuid in [*new, *(tuid for tuid in old if tuid not in new)]:
        change = _change(old.get(tuid), new.get(tuid))
        if change:
            difference, was, now = change
            source = (new.get(tuid) or old[tuid]).source
            yield UnitChange(tuid, new_path or old_path, difference, source, was, now)


def _units(root: Path, name: str) -> tuple[str, dict[str, TranslationUnit]]:
    path = root / name
    if not path.is_file():
        return "", {}
    text_path = (root / name.replace("documents/", "texts/", 1)).with_suffix(".txt")
    try:
        text = _content(text_path).decode()
    except UnicodeDecodeError as error:
        raise CorpusError("the stored text is damaged", path=text_path, remedy="restore it") from error
    stored = parse_document(_content(path), text, path)
    return stored.document.path, {unit.tuid: unit for unit in stored.units if unit.segment.translatable}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"cannot be read: {error.strerror}", path=path, remedy="restore it") from error


def _change(
    old: TranslationUnit | None, new: TranslationUnit | None
) -> tuple[Difference, str | None, str | None] | None:
    if new is None:
        return Difference.REMOVED, old.target if old else None, None
    if old is None:
        return Difference.ADDED, None, new.target
    if old.target != new.target:
        return Difference.TARGET, old.target, new.target
    if old.mt != new.mt:
        return Difference.MACHINE, old.mt, new.mt
    if old.status != new.status:
        return Difference.STATUS, old.status, new.status
    return None
