"""Suggestions of a memory: made once, written to a table, read back in step with the documents."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ..corpus import StoredDocument
from ..formats.tsv import format_cell, parse_cell
from ..model import BilingualDocument, Suggestion
from ..translation.memory import Memory
from .leverage import Leverage, consult
from .outputs import OutputFolder

SUGGESTIONS = "suggestions.tsv"
_COLUMNS = ("tuid", "score", "kind", "memory", "source", "match", "target")


def write_suggestions(
    documents: Iterable[StoredDocument], memory: Memory, output: OutputFolder, counted: Container[str] | None = None
) -> Leverage:
    """Write what the memory suggests for the documents as a table; no file if there is nothing.

    Args:
        documents: Of the corpus, in order.
        memory: Where to look.
        output: Takes the table.
        counted: Ids of the documents whose leverage is wanted; all by default.
    """
    total, others = Leverage(), Leverage()
    any_written = False
    with output.replacing(SUGGESTIONS) as stream:
        stream.write(_row(_COLUMNS))
        for stored in documents:
            sources = {unit.tuid: unit.source for unit in stored.units}
            leverage = total if counted is None or stored.doc_id in counted else others
            for one in consult(stored.units, memory, leverage):
                any_written = True
                stream.write(
                    _row((one.tuid, str(one.score), one.kind, one.memory, sources[one.tuid], one.source, one.target))
                )
    if not any_written:
        output.remove(SUGGESTIONS)
    return total


def with_suggestions(documents: Iterable[BilingualDocument], path: Path) -> Iterator[BilingualDocument]:
    """The documents with what ``write_suggestions`` wrote about them, read in step with them."""
    if not path.is_file():
        yield from documents
        return
    with path.open("rb") as stream:
        rows = map(_suggestion, islice(stream, 1, None))
        ahead = next(rows, None)
        for document in documents:
            found = []
            while ahead is not None and ahead.tuid.partition(".")[0] == document.document.doc_id:
                found.append(ahead)
                ahead = next(rows, None)
            yield replace(document, suggestions=tuple(found))


def _suggestion(line: bytes) -> Suggestion:
    tuid, score, kind, memory, _, source, target = map(parse_cell, line.decode().removesuffix("\n").split("\t"))
    return Suggestion(tuid, source, target, int(score), kind, memory)


def _row(cells: Sequence[str]) -> bytes:
    return ("\t".join(map(format_cell, cells)) + "\n").encode()
