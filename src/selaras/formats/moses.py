"""The Moses pair: two files of one segment a line, and their tuids in a third."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import zip_longest
from typing import BinaryIO

from ..errors import FormatError
from ..model import BilingualDocument, Side
from .exchange import ExportContext, ForeignUnit, Sink, Written
from .selection import Selection
from .textread import iter_lines


def write_files(documents: Iterable[BilingualDocument], sink: Sink, context: ExportContext) -> Written:
    """Write ``corpus.id``, ``corpus.en`` and ``corpus.tuid``, aligned line by line."""
    selection = Selection(context)
    names = [f"corpus.{language}" for language in context.langpair.split("-")] + ["corpus.tuid"]
    with ExitStack() as stack:
        streams = [stack.enter_context(sink(name)) for name in names]
        for document in documents:
            for unit in selection.of(document):
                for stream, text in zip(streams, (unit.source, unit.target or "", unit.tuid), strict=True):
                    stream.write(f"{text}\n".encode())
    return selection.written + Written(files=len(names) - 1)


def write_side(documents: Iterable[BilingualDocument], side: Side, stream: BinaryIO, context: ExportContext) -> Written:
    """Write one side alone, one segment a line."""
    selection = Selection(context)
    for document in documents:
        for unit in selection.of(document):
            text = unit.source if side is Side.SOURCE else unit.target or ""
            stream.write(f"{text}\n".encode())
    return selection.written


def read_pair(
    source: BinaryIO, target: BinaryIO, tuids: BinaryIO | None = None, path: str = ""
) -> Iterator[ForeignUnit]:
    """The pairs of two files of equally many lines, named by a third or by their line numbers.

    Args:
        source: One segment a line.
        target: Their translations.
        tuids: Names for them.
        path: For messages.

    Raises:
        FormatError: One file has more lines than the other, or is not text.
    """
    names = iter_lines(tuids, path) if tuids else iter(())
    lines = zip_longest(iter_lines(source, path), iter_lines(target, path), names)
    for number, (one, other, name) in enumerate(lines, 1):
        if one is None or other is None:
            longer = "source" if other is None else "target"
            raise FormatError(
                f"the {longer} has more lines", path=path or None, line=number, remedy="give two aligned files"
            )
        yield ForeignUnit(name[1] if name else str(number), one[1], other[1], line=number)
