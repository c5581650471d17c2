"""Finding inputs: files, folders, globs, a manifest, standard input."""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from glob import has_magic, iglob
from itertools import chain
from pathlib import Path

from ..errors import InputError
from ..scratch import DiskSet, sorted_rows
from .readers import SUFFIXES
from .sources import STDIN, Source

OnSkip = Callable[[Path, str], None]
_OnError = Callable[[InputError], None]
_WhyNot = Callable[[Path, bool], str | None]
_ROOT_MARK = "/./"


def discover(
    paths: Iterable[str | Path],
    *,
    files_from: str | Path | None = None,
    root: Path | None = None,
    on_skip: OnSkip | None = None,
    on_error: _OnError = lambda error: None,
    why_not: _WhyNot = lambda path, is_folder: None,
) -> Iterator[Source]:
    """Every input that ``paths`` name, each once, in the order given, folders sorted by name.

    A folder is searched through and through for files that a reader knows by their suffix; hidden
    ones are left out. A file that is named outright is taken whatever its suffix; ``folder/./sub/x.txt``
    is ``sub/x.txt`` of ``folder``. A path
    that does not exist is a source too: reading it says what is wrong. Where two inputs
    would have one name ("a/x.txt b/x.txt"), the later one is named from further up.

    Args:
        paths: Files, folders, glob patterns (``**`` goes down), ``-`` for standard input.
        files_from: A file that names one more path a line, relative to where the command
            runs; ``-`` reads the names from standard input. Empty lines and ``#`` lines do not count.
        root: What names are relative to; by default the folder that was named, or a file's own.
        on_skip: Told every file or folder that is passed over, and why.
        on_error: Told every folder that cannot be read, and every pattern that no file matches.
        why_not: Says why a file or folder that is found in a folder or by a pattern is no input, None where it is one.

    Raises:
        InputError: ``files_from`` cannot be read.
    """
    skip = on_skip or (lambda path, why: None)
    named, known = DiskSet(), DiskSet()
    for source in _candidates(chain(paths, _listed(files_from)), skip, on_error, why_not):
        if not known.add(os.path.realpath(source.path)) and source.path != STDIN:
            continue
        source = _distinct(source if root is None else Source(source.path, root), named)
        named.add(source.name)
        yield source


def listed(source: Source) -> str:
    """How a list of files names a source so that it is found under the same root: ``root/./path``, as rsync has it."""
    below = os.path.relpath(source.path, source.root)
    line = f"{source.root}{_ROOT_MARK}{below}" if os.sep in below else str(source.path)
    return f"./{line}" if line.startswith("#") else line


def _listed(files_from: str | Path | None) -> Iterator[str]:
    if files_from is None:
        return
    try:
        with nullcontext(sys.stdin.buffer) if Path(files_from) == STDIN else Path(files_from).open("rb") as stream:
            for content in stream:
                # Names of files need not be UTF-8.
                line = content.removeprefix(BOM_UTF8).decode("utf-8", "surrogateescape").strip()
                if "\0" in line:
                    raise InputError("zero bytes in the list of files", path=files_from, remedy="save it as UTF-8")
                if line and not line.startswith("#"):
                    yield line
    except OSError as error:
        raise InputError(
            f"the list of files cannot be read: {error.strerror}", path=files_from, remedy="check its path"
        ) from None


def _candidates(paths: Iterable[str | Path], skip: OnSkip, fail: _OnError, why_not: _WhyNot) -> Iterator[Source]:
    for given in paths:
        path = Path(given)
        if path == STDIN:
            yield Source(STDIN, Path())
        elif _is_folder(path):
            yield from _inside(path, skip, fail, why_not)
        elif has_magic(str(given)) and not os.path.exists(path):  # noqa: PTH110 (never raises)
            yield from _matching(str(given), skip, fail, why_not)
        else:
            root, mark, _ = str(given).partition(_ROOT_MARK)
            yield Source(path, Path(root or "/") if mark else path.parent)


def _inside(folder: Path, skip: OnSkip, fail: _OnError, why_not: _WhyNot) -> Iterator[Source]:
    empty = True
    for path in _files_below(folder, skip, fail, why_not):
        if path.name.lower().endswith(SUFFIXES):
            empty = False
            if _may_be_read(path, skip):
                yield Source(path, folder)
        else:
            skip(path, f"{path.suffix or 'no suffix'} is not a format that is read")
    if empty:
        skip(folder, "nothing to read in this folder")


def _files_below(folder: Path, skip: OnSkip, fail: _OnError, why_not: _WhyNot) -> Iterator[Path]:
    """All that is not hidden, the files of a folder before its folders; links to folders are not followed."""
    try:
        with os.scandir(folder) as entries:
            names = ((_rank(entry), entry.name) for entry in entries if not entry.name.startswith("."))
            for rank, name in sorted_rows(names, 2):
                if rank == _FOLDER and os.path.islink(folder / name):  # noqa: PTH114 (a text is cheaper)
                    continue
                if why := why_not(folder / name, rank == _FOLDER):
                    skip(folder / name, why)
                elif rank == _FILE:
                    yield folder / name
                else:
                    yield from _files_below(folder / name, skip, fail, why_not)
    except OSError as error:
        what = f"this folder cannot be read: {error.strerror or error}"
        fail(InputError(what, path=folder, remedy="change its permissions"))


_FILE, _FOLDER = "1", "2"


def _rank(entry: os.DirEntry[str]) -> str:
    try:
        return _FOLDER if entry.is_dir() else _FILE
    except OSError:
        return _FILE


def _matching(pattern: str, skip: OnSkip, fail: _OnError, why_not: _WhyNot) -> Iterator[Source]:
    fixed = Path(*_before_magic(Path(pattern).parts))
    matches = iglob(pattern, recursive=True)  # noqa: PTH207 (patterns may be absolute)
    match, told = None, None
    for (match,) in sorted_rows(((match,) for match in matches), 1):
        path = Path(match)
        if _is_folder(path):
            continue
        if refused := _refused(path, fixed, why_not):
            if refused != told:
                skip(*refused)
            told = refused
        elif match.lower().endswith(SUFFIXES):
            if _may_be_read(path, skip):
                yield Source(path, fixed)
        else:
            skip(path, f"{path.suffix or 'no suffix'} is not a format that is read")
    if match is None:
        fail(InputError("no file matches this pattern", path=pattern, remedy="check it"))


def _refused(path: Path, root: Path, why_not: _WhyNot) -> tuple[Path, str] | None:
    """The outermost folder below ``root`` that is no input and holds a file, or the file itself, and why."""
    folders = [root / folder for folder in path.relative_to(root).parents][-2::-1]
    places = (*((folder, True) for folder in folders), (path, False))
    return next(((place, why) for place, is_folder in places if (why := why_not(place, is_folder))), None)


def _is_folder(path: Path) -> bool:
    """Whether this is a folder, as far as can be told; whoever reads it says what is wrong."""
    return os.path.isdir(path)  # noqa: PTH112 (a Path raises where a folder above may not be entered)


def _may_be_read(path: Path, skip: OnSkip) -> bool:
    """Not a pipe, a socket or a device, which may never end; a file that is gone is told when it is read."""
    is_odd = not path.is_file() and path.exists()
    if is_odd:
        skip(path, "not a file")
    return not is_odd


def _before_magic(parts: tuple[str, ...]) -> Iterator[str]:
    for part in parts[:-1]:
        if has_magic(part):
            return
        yield part


def _distinct(source: Source, named: DiskSet) -> Source:
    root = Path(os.path.abspath(source.root))  # noqa: PTH100 (links are not followed)
    while source.name in named and root != root.parent and source.path != STDIN:
        root = root.parent
        source = Source(source.path, root)
    return source
