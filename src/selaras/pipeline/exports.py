"""What a corpus can be written as: the file formats, and the reader."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..errors import UsageError
from ..formats import FORMATS, Format

READER = Format("html", "", "pages to read side by side, findings marked, offline", "reader", "selaras.report")
EXPORTS: Mapping[str, Format] = MappingProxyType({**FORMATS, READER.name: READER})


def format_named(name: str) -> Format:
    """The row of ``EXPORTS``.

    Raises:
        UsageError: There is none that can be written.
    """
    one = EXPORTS.get(name)
    if one is None or not (one.write or one.write_files):
        known = ", ".join(sorted(key for key, row in EXPORTS.items() if row.write or row.write_files))
        raise UsageError(f"unknown format {name!r}", remedy=f"choose among {known}")
    return one
