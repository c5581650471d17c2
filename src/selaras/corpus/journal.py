"""Writing several files as one: all of them, or none that anybody ever sees.

The new contents go to one journal file first, which is saved atomically. Should the
process die while the files are written, the next one finishes the work from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from ..errors import CorpusError
from ..saving import discard, remove, save, settle_folders, temporary_of, unwritable

JOURNAL = ".journal.json"
Merge = Callable[[Mapping[str, bytes | None], Sequence[str]], Mapping[str, bytes | None]]


def commit(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write all files; None removes one.

    Args:
        root: The folder that the names are relative to.
        files: Content by relative POSIX name; files that have it already are not touched.

    Raises:
        SelarasError: The disk is full or cannot be written to. What had begun is finished later.
    """
    recover(root)
    changed = {name: content for name, content in files.items() if _read(root / name) != content}
    if not changed:
        return
    _begin(root, changed)
    _finish(root, changed)


def is_waiting(root: Path) -> bool:
    """Whether a process that died had begun something."""
    return (root / JOURNAL).is_file()


def recover(root: Path, merge: Merge | None = None) -> bool:
    """Finish what a process that died had begun; True if there was anything.

    Args:
        root: As for ``commit``.
        merge: Given all files and the names of those that somebody changed since, gives the contents that keep
            both; without it such a file is not written.

    Raises:
        CorpusError: The journal is damaged, or somebody changed a file that it is to write.
        SelarasError: The disk is full or cannot be written to.
    """
    journal = root / JOURNAL
    discard(temporary_of(journal))
    if not journal.is_file():
        return False
    try:
        record = json.loads(journal.read_bytes())
        texts: dict[str, str | None] = record["files"]
        before: dict[str, str | None] = record["before"]
        files = {name: None if text is None else text.encode() for name, text in texts.items()}
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise CorpusError("damaged journal", path=journal, remedy="remove it and build again") from error
    except OSError as error:
        raise unwritable(journal, error) from error
    if any((root / name).resolve() == root.resolve() or not _is_inside(root, name) for name in files):
        raise CorpusError("the journal names files outside the corpus", path=journal, remedy="remove it")
    typed = [name for name, content in files.items() if _is_typed(root / name, before.get(name), _hash(content))]
    if typed:
        if merge is None:
            raise CorpusError("changed by hand just now", path=root / typed[0], remedy="run the same command again")
        files = {**files, **merge(files, typed)}
        _begin(root, files)
    _finish(root, files)
    return True


def _is_typed(path: Path, before: str | None, after: str | None) -> bool:
    """What somebody typed after the process died stands in neither version."""
    return _hash(_read(path)) not in (None, before, after)


def _begin(root: Path, files: Mapping[str, bytes | None]) -> None:
    texts = {name: None if content is None else content.decode() for name, content in files.items()}
    before = {name: _hash(_read(root / name)) for name in files}
    save(root / JOURNAL, json.dumps({"files": texts, "before": before}, ensure_ascii=False).encode())
    settle_folders([root])


def _finish(root: Path, files: Mapping[str, bytes | None]) -> None:
    for name, content in files.items():
        if content is None:
            remove(root / name)
        else:
            save(root / name, content)
            discard(temporary_of(root / name))
    settle_folders(_folders_of(root, files))
    # Only now: while the journal is there, all of this can be done again.
    (root / JOURNAL).unlink(missing_ok=True)


def _folders_of(root: Path, names: Iterable[str]) -> list[Path]:
    """The folders of the files and those that these are in, deepest first."""
    folders = {folder for name in names for folder in (root / name).parents if folder.is_relative_to(root)}
    return sorted(folders, key=lambda folder: -len(folder.parts))


def _is_inside(root: Path, name: str) -> bool:
    return (root / name).resolve().is_relative_to(root.resolve())


def _hash(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
