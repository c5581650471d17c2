"""What a corpus can be written as: the file formats, and the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ..errors import UsageError
from ..formats import FORMATS, Format

READER = Format(
    "html",
    "",
    "pages to read side by side, findings marked, offline",
    "reader",
    frozenset({"untranslatable"}),
    package="selaras.report",
)
EXPORTS: Mapping[str, Format] = MappingProxyType({**FORMATS, READER.name: READER})


def format_named(name: str, others: Iterable[str] = ()) -> Format:
    """The row of ``EXPORTS``.

    Args:
        name: Of a format.
        others: What can be asked for beside them.

    Raises:
        UsageError: There is none that can be written.
    """
    one = EXPORTS.get(name)
    if one is None or not (one.write or one.write_files):
        known = {key for key, row in EXPORTS.items() if row.write or row.write_files}
        raise UsageError(f"unknown format {name!r}", remedy=f"choose among {', '.join(sorted(known.union(others)))}")
    return one


def require_fulfilled(wishes: Iterable[str], names: Iterable[str]) -> None:
    """See that every export named does what is asked of it.

    Args:
        wishes: Names of options.
        names: Formats and other exports; these fulfil no wish.

    Raises:
        UsageError: One would pass an option over; tells which ones would not.
    """
    names = list(names)
    for wish in wishes:
        able = sorted(key for key, one in EXPORTS.items() if wish in one.wishes)
        if deaf := [name for name in names if name not in able]:
            raise UsageError(
                f"--{wish} means nothing for {', '.join(deaf)}", remedy=f"ask it of {', '.join(able)} alone"
            )
