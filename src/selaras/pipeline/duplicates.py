"""Articles and paragraphs that stand in a corpus more than once, as a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..corpus import StoredDocument
from ..errors import one_line
from ..model import Document
from ..reading.duplicates import find_duplicates
from .outputs import OutputFolder

DUPLICATES = "duplicates"
COLUMNS = ("path", "doc_id", "block_id", "similarity", "of_path", "of_doc_id", "of_block_id")


def write_duplicates(documents: Iterable[StoredDocument], output: OutputFolder) -> int:
    """Write a row for each article or paragraph that an earlier one has already, or nearly; gives how many.

    Nothing is dropped from the corpus. Takes about 20 kB of memory an article.
    """
    paths: dict[str, str] = {}

    def seen() -> Iterator[Document]:
        for stored in documents:
            paths[stored.doc_id] = stored.document.path
            yield stored.document

    rows = 0
    with output.replacing(f"{DUPLICATES}.tsv") as stream:
        stream.write(("\t".join(COLUMNS) + "\n").encode())
        for one in find_duplicates(seen()):
            cells = (
                paths[one.doc_id],
                one.doc_id,
                one.block_id or "",
                f"{one.similarity:.2f}",
                paths[one.of_doc_id],
                one.of_doc_id,
                one.of_block_id or "",
            )
            stream.write(("\t".join(map(one_line, cells)) + "\n").encode())
            rows += 1
    return rows
