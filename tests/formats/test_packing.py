from __future__ import annotations

from io import BytesIO

import pytest

from bilingual_samples import CONTEXT, Files, sample_document
from selaras.formats import Written, tmx, xliff12
from selaras.formats.packing import decompressed, write_parts, write_per_article

DOCUMENTS = [sample_document(f"d{number:012x}") for number in range(5)]


def names_in(text: bytes) -> list[str]:
    return sorted({unit.tuid.partition(".")[0] for unit in tmx.read(BytesIO(text))})


@pytest.mark.parametrize(
    ("max_units", "counts"), [(1, [1] * 5), (14, [1] * 5), (15, [2, 2, 1]), (28, [2, 2, 1]), (1000, [5])]
)
def test_parts_of_so_many_units(max_units: int, counts: list[int]) -> None:
    files = Files()
    got = write_parts(tmx.write, DOCUMENTS, "corpus.tmx", files, CONTEXT, max_units=max_units)
    assert list(files) == [f"corpus.{number:03d}.tmx" for number in range(1, len(counts) + 1)]
    assert [len(names_in(text)) for text in files.values()] == counts
    assert sorted(name for text in files.values() for name in names_in(text)) == [
        document.document.doc_id for document in DOCUMENTS
    ]
    assert (got.documents, got.units, got.files) == (5, 35, len(counts))


def test_parts_of_so_many_bytes() -> None:
    files = Files()
    whole = BytesIO()
    tmx.write(DOCUMENTS, whole, CONTEXT)
    write_parts(tmx.write, DOCUMENTS, "corpus.tmx", files, CONTEXT, max_bytes=len(whole.getvalue()) // 2)
    assert [len(names_in(text)) for text in files.values()] == [3, 2]


def test_no_documents_no_parts() -> None:
    files = Files()
    assert write_parts(tmx.write, [], "corpus.tmx", files, CONTEXT, max_units=1) == Written(files=0)
    assert not files


def test_a_file_an_article() -> None:
    files = Files()
    got = write_per_article(xliff12.write, DOCUMENTS, lambda article: f"{article.doc_id}.xlf", files, CONTEXT)
    assert list(files) == [f"{document.document.doc_id}.xlf" for document in DOCUMENTS]
    assert got == Written(5, 70, files=5)


def test_what_is_not_packed_is_left_as_it_is() -> None:
    stream = BytesIO(b"<tmx/>")
    assert decompressed(stream) is stream
    assert stream.read() == b"<tmx/>"
