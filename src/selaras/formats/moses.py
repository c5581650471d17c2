"""The Moses pair: two files of one segment a line, and their tuids in a third."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
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
    with ExitStack() as stack:
        # Closed before whoever opened the files closes these.
        sides = [stack.enter_context(closing(iter_lines(side, path))) for side in (source, target, tuids) if side]
        for number, (one, other, *names) in enumerate(zip_longest(*sides), 1):
            if one is None or other is None:
                longer = "source" if other is None else "target"
                raise FormatError(
                    f"the {longer} has more lines", path=path or None, line=number, remedy="give two aligned files"
                )
            name = names[0][1] if names and names[0] else str(number)
            yield ForeignUnit(name, one[1], other[1], line=number)
