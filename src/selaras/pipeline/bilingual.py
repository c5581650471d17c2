"""Bilingual files of anyone's, opened by their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import FormatError, InputError
from ..formats import FORMATS, ForeignUnit, Format
from ..formats.packing import decompressed


def reader_for(path: Path) -> Format:
    """The format that reads this file, by its name.

    Raises:
        InputError: No format does.
    """
    name = path.name.lower().removesuffix(".gz")
    for one in FORMATS.values():
        if one.suffix and name.endswith(one.suffix) and one.read:
            return one
    known = ", ".join(one.suffix for one in FORMATS.values() if one.suffix and one.read)
    raise InputError("not a bilingual file that is read", path=path, remedy=f"give one of {known}")


def read_bilingual(path: Path) -> Iterator[ForeignUnit]:
    """The pairs of a TMX, XLIFF or table, packed or not.

    Raises:
        InputError: It cannot be opened.
        FormatError: It is not what its name says.
    """
    read = reader_for(path).read
    assert read is not None
    try:
        with path.open("rb") as stream:
            yield from read(decompressed(stream), str(path))
    except EOFError as error:
        raise FormatError("the packed file ends too early", path=path, remedy="fetch it again") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=path, remedy="check its path") from error
