"""Finding inputs: files, folders, globs, a manifest, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from glob import has_magic, iglob
from pathlib import Path

from ..errors import InputError
from .readers import SUFFIXES
from .sources import STDIN, Source

OnSkip = Callable[[Path, str], None]


def discover(
    paths: Iterable[str | Path],
    *,
    files_from: str | Path | None = None,
    root: Path | None = None,
    on_skip: OnSkip | None = None,
) -> Iterator[Source]:
    """Every input that ``paths`` name, each once, in the order given, folders sorted by name.

    A folder is searched through and through for files that a reader knows by their suffix; hidden
    ones are left out. A file that is named outright is taken whatever its suffix. A path
    that does not exist is a source too: reading it says what is wrong. Where two inputs
    would have one name ("a/x.txt b/x.txt"), the later one is named from further up.

    Args:
        paths: Files, folders, glob patterns (``**`` goes down), ``-`` for standard input.
        files_from: A file that names one more path a line, relative to where the command
            runs; ``-`` reads the names from standard input. Empty lines and ``#`` lines do not count.
        root: What names are relative to; by default the folder that was named, or a file's own.
        on_skip: Told every file that is passed over, and why.

    Raises:
        InputError: ``files_from`` cannot be read.
    """
    skip = on_skip or (lambda path, why: None)
    named: set[str] = set()
    known: set[str] = set()
    for source in _candidates([*paths, *_listed(files_from)], skip):
        where = os.path.realpath(source.path)
        if source.path != STDIN and where in known:
            continue
        known.add(where)
        source = _distinct(source if root is None else Source(source.path, root), named)
        named.add(source.name)
        yield source


def _listed(files_from: str | Path | None) -> list[str]:
    if files_from is None:
        return []
    try:
        data = sys.stdin.buffer.read() if Path(files_from) == STDIN else Path(files_from).read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(
            f"the list of files cannot be read: {error.strerror}", path=files_from, remedy="check its path"
        ) from None
    except UnicodeDecodeError:
        raise InputError("the list of files is not UTF-8", path=files_from, remedy="save it as UTF-8") from None
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _candidates(paths: Iterable[str | Path], skip: OnSkip) -> Iterator[Source]:
    for given in paths:
        path = Path(given)
        if path == STDIN:
            yield Source(STDIN, Path())
        elif path.is_dir():
            yield from _inside(path, skip)
        elif has_magic(str(given)) and not path.exists():
            yield from _matching(str(given), skip)
        else:
            yield Source(path, path.parent)


def _inside(folder: Path, skip: OnSkip) -> Iterator[Source]:
    empty = True
    for place, folders, files in os.walk(folder, onerror=lambda e: skip(Path(e.filename), str(e.strerror))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(place, name)
            if name.lower().endswith(SUFFIXES):
                empty = False
                yield Source(path, folder)
            else:
                skip(path, f"{path.suffix or 'no suffix'} is not a format that is read")
    if empty:
        skip(folder, "nothing to read in this folder")


def _matching(pattern: str, skip: OnSkip) -> Iterator[Source]:
    fixed = Path(*_before_magic(Path(pattern).parts))
    matches = sorted(iglob(pattern, recursive=True))  # noqa: PTH207 (patterns may be absolute)
    if not matches:
        skip(Path(pattern), "no file matches this pattern")
    for match in matches:
        path = Path(match)
        if path.is_dir():
            continue
        if match.lower().endswith(SUFFIXES):
            yield Source(path, fixed)
        else:
            skip(path, f"{path.suffix or 'no suffix'} is not a format that is read")


def _before_magic(parts: tuple[str, ...]) -> Iterator[str]:
    for part in parts[:-1]:
        if has_magic(part):
            return
        yield part


def _distinct(source: Source, named: set[str]) -> Source:
    root = Path(os.path.abspath(source.root))  # noqa: PTH100 (links are not followed)
    while source.name in named and root != root.parent and source.path != STDIN:
        root = root.parent
        source = Source(source.path, root)
    return source
