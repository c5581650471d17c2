"""``selaras validate``: whether files are what their formats ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import UsageError
from ..formats.validate import Problem
from ..formats.validate import validate as validate_file

SUFFIXES = (".tmx", ".tmx.gz", ".xml", ".xlf", ".xliff")


def validate(paths: Iterable[Path]) -> Iterator[tuple[Path, list[Problem]]]:
    """Every file with its problems, none if it is valid.

    Args:
        paths: Files, and folders that are searched for files with a suffix of ``SUFFIXES``.

    Raises:
        UsageError: A folder holds no such file.
    """
    for path in paths:
        for file in _files(path):
            yield file, validate_file(file)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*") if file.name.lower().endswith(SUFFIXES) and file.is_file())
    if not found:
        raise UsageError("no file to validate in it", path=path, remedy=f"give {', '.join(SUFFIXES)}")
    return found
