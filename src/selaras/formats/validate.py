"""Is this file what its format asks for? For people who have no official schemas at hand.

The rules and the two small grammars in ``schemas/`` are our own; docs/formats.md lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from ..errors import FormatError, UsageError
from . import jsonl, tsv
from .detect import format_of
from .packing import decompressed
from .problems import Problem, problem_of
from .tei_rules import tei_problems
from .tmx_rules import TmxRules
from .xliff_rules import xliff_problems

__all__ = ["Problem", "iter_problems", "validate"]


def validate(path: str | Path) -> list[Problem]:
    """All problems of a file, in its order; its format is told by its root element, else by its suffix.

    A large memory is read as a stream; ``iter_problems`` gives its problems as they are found.

    Raises:
        UsageError: A format that there are no rules for.
        OSError: The file cannot be read.
    """
    return list(iter_problems(path))


def iter_problems(path: str | Path) -> Iterator[Problem]:
    """The problems of a file as they are found; see ``validate``."""
    path = Path(path)
    try:
        yield from _rules_for(path)(path)
    except FormatError as error:
        yield problem_of(error, str(path))


def _rules_for(path: Path) -> Callable[[Path], Iterator[Problem]]:
    with path.open("rb") as file, closing(decompressed(file)) as stream:
        name = format_of(stream, path.name)
    if name not in _RULES:
        raise UsageError("a format without rules", path=path, remedy="give a TMX, TEI, XLIFF, JSONL or TSV file")
    return _RULES[name]


def _tmx(path: Path) -> Iterator[Problem]:
    with path.open("rb") as file, closing(decompressed(file)) as stream:
        yield from TmxRules(str(path)).problems(stream)


def _jsonl(path: Path) -> Iterator[Problem]:
    with path.open("rb") as file, closing(decompressed(file)) as stream:
        for _ in jsonl.read(stream, str(path)):
            pass
    yield from ()


def _tsv(path: Path) -> Iterator[Problem]:
    with path.open("rb") as file, closing(decompressed(file)) as stream:
        for _ in tsv.read(stream, str(path)):
            pass
    yield from ()


def _xliff(path: Path) -> Iterator[Problem]:
    with path.open("rb") as file, closing(decompressed(file)) as stream:
        yield from xliff_problems(stream, str(path))


_RULES: Mapping[str | None, Callable[[Path], Iterator[Problem]]] = {
    "tmx": _tmx,
    "tei": tei_problems,
    "xliff12": _xliff,
    "xliff21": _xliff,
    "jsonl": _jsonl,
    "tsv": _tsv,
}
