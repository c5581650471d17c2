"""Bilingual files of anyone's: what they are is told by their content, a Moses pair by its names."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from gzip import BadGzipFile
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple, cast

from ..errors import FormatError, InputError
from ..formats import FORMATS, ForeignUnit
from ..formats.detect import format_of
from ..formats.moses import read_pair
from ..formats.packing import decompressed
from ..formats.textread import OnError, refuse
from ..languages import same_language
from ..model import ENGLISH, INDONESIAN
from ..reading.sources import STDIN, shown


def read_bilingual(path: Path, on_error: OnError = refuse) -> Iterator[ForeignUnit]:
    """The pairs of a TMX, XLIFF, table or JSON lines, or of a Moses pair that one of its files names; packed or not.

    Args:
        path: The file, ``-`` for standard input.
        on_error: Told of each bad line of a table or of JSON lines; the others come.

    Raises:
        InputError: It cannot be opened, or is none of these.
        FormatError: It is not what it looks like.
    """
    pair = moses_pair(path)
    with reading(path):
        yield from _read_moses(*pair) if pair else _read_one(path, on_error)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What the system says against a file, as an error of ours.

    Raises:
        InputError: It cannot be opened.
        FormatError: It is packed and damaged.
    """
    name = shown(path)
    try:
        yield
    except EOFError as error:
        raise FormatError("the packed file ends too early", path=name, remedy="fetch it again") from error
    except (zlib.error, BadGzipFile) as error:
        raise FormatError("the packed file is damaged", path=name, remedy="fetch it again") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=name, remedy="check its path") from error


class IndonesianFirst(NamedTuple):
    """The texts of a pair, and whether its file has them the other way round."""

    indonesian: str
    english: str
    is_turned: bool


def indonesian_first(unit: ForeignUnit) -> IndonesianFirst | None:
    """A pair in either direction, None for other languages.

    A language that the file does not tell is taken for the one that makes the pair.
    """
    if _may_be(unit.source_language, INDONESIAN) and _may_be(unit.target_language, ENGLISH):
        return IndonesianFirst(unit.source, unit.target, is_turned=False)
    if _may_be(unit.source_language, ENGLISH) and _may_be(unit.target_language, INDONESIAN):
        return IndonesianFirst(unit.target, unit.source, is_turned=True)
    return None


def _may_be(told: str, language: str) -> bool:
    return not told or same_language(told, language)


def moses_pair(path: Path) -> tuple[Path, Path] | None:
    """``NAME.id`` and ``NAME.en`` where ``path`` is one of them and both are there."""
    packed = ".gz" if path.name.endswith(".gz") else ""
    stem, _, language = path.name.removesuffix(packed).rpartition(".")
    if not stem or language not in (INDONESIAN, ENGLISH):
        return None
    source, target = (path.with_name(f"{stem}.{side}{packed}") for side in (INDONESIAN, ENGLISH))
    return (source, target) if source.is_file() and target.is_file() else None


def _read_one(path: Path, on_error: OnError) -> Iterator[ForeignUnit]:
    name = shown(path)
    with _opened(path) as file:
        stream = decompressed(file)
        one = FORMATS.get(format_of(stream, path.name) or "")
        if one is None or one.read is None:
            raise InputError("not a bilingual file that is read", path=name, remedy=f"give {_KNOWN}, or a Moses pair")
        yield from one.read(stream, name, on_error) if one.by_line else one.read(stream, name)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path != STDIN:
        with path.open("rb") as file:
            yield file
        return
    # The beginning tells the format, so it is read twice.
    with TemporaryFile() as copy:
        copyfileobj(sys.stdin.buffer, copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _read_moses(source: Path, target: Path) -> Iterator[ForeignUnit]:
    stem, _, packed = source.name.rpartition(f".{INDONESIAN}")
    names = source.with_name(f"{stem}.tuid{packed}")
    with ExitStack() as stack:

        def opened(path: Path) -> BinaryIO:
            return decompressed(stack.enter_context(path.open("rb")))

        yield from read_pair(opened(source), opened(target), opened(names) if names.is_file() else None, str(source))


_KNOWN = "TMX, XLIFF, TSV or JSON lines"
