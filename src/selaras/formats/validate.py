"""Is this file what its format asks for? For people who have no official schemas at hand.

The rules and the two small grammars in ``schemas/`` are our own; docs/formats.md lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from ..errors import FormatError, UsageError
from . import jsonl, tsv
from .packing import decompressed
from .problems import Problem, problem_of
from .tei_rules import tei_problems
from .tmx_rules import TmxRules
from .xmlread import root_name

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
    suffix = path.name.removesuffix(".gz").rpartition(".")[2].lower()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    with path.open("rb") as file, closing(decompressed(file)) as stream:
        root = root_name(stream, str(path))
    if root not in _BY_ROOT:
        raise UsageError(f"there are no rules for <{root}>", path=path, remedy="give a TMX, TEI, JSONL or TSV file")
    return _BY_ROOT[root]


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


_BY_ROOT: Mapping[str, Callable[[Path], Iterator[Problem]]] = {
    "tmx": _tmx,
    "tei": tei_problems,
    "teicorpus": tei_problems,
}
_BY_SUFFIX: Mapping[str, Callable[[Path], Iterator[Problem]]] = {"jsonl": _jsonl, "tsv": _tsv}
