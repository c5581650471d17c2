"""``selaras validate``: whether files are what their formats ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import InputError, SelarasError
from ..formats.validate import Problem
from ..formats.validate import validate as validate_file
from .bilingual import reading

SUFFIXES = (".tmx", ".tmx.gz", ".xml", ".xlf", ".xliff")


def validate(paths: Iterable[Path], failures: list[SelarasError]) -> Iterator[tuple[Path, list[Problem]]]:
    """Every file with its problems, none if it is valid.

    Args:
        paths: Files, and folders that are searched for files with a suffix of ``SUFFIXES``.
        failures: Takes what could not be looked at: files that cannot be read or have a format without rules,
            folders without such files.
    """
    for path in paths:
        files = _files(path)
        if not files:
            remedy = f"give {', '.join(SUFFIXES)}"
            failures.append(InputError("no file to validate in it", path=path, remedy=remedy))
        for file in files:
            try:
                with reading(file):
                    problems = validate_file(file)
            except SelarasError as error:
                failures.append(error)
            else:
                yield file, problems


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.name.lower().endswith(SUFFIXES) and file.is_file())
