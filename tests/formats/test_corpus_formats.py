"""Formats for corpus engines and for people who count words."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bilingual_samples import CONTEXT, Files, document_of, sample_document
from selaras.errors import FormatError
from selaras.formats import FORMATS, Written, conllu, jsonl, moses, txt, vrt
from selaras.formats.tokens import tokenize
from selaras.model import Origin, Side, Status

DATA = Path(__file__).parent.parent / "data" / "formats"


@given(text=st.text())
def test_tokens_give_the_text_back(text: str) -> None:
    tokens = list(tokenize(text))
    joined = "".join(token.form + " " * token.space_after for token in tokens)
    assert joined == " ".join(text.split())
    assert all(token.form and not token.form.isspace() for token in tokens)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Harga naik 5,5%.", ["Harga", "naik", "5,5", "%", "."]),
        ("“Ya,” kata Budi.", ["“", "Ya", ",", "”", "kata", "Budi", "."]),
        ("Lihat https://contoh.id/a?b=1, ya", ["Lihat", "https://contoh.id/a?b=1", ",", "ya"]),
        ("Surel budi@contoh.id, @budi #panen", ["Surel", "budi@contoh.id", ",", "@budi", "#panen"]),
        ("sayur-mayur (16/2) 10.30–11.00 ...", ["sayur-mayur", "(", "16/2", ")", "10.30", "–", "11.00", "..."]),
    ],
)
def test_tokens(text: str, forms: list[str]) -> None:
    assert [token.form for token in tokenize(text)] == forms


def test_conllu(golden: Callable[[bytes, Path], None]) -> None:
    stream = BytesIO()
    assert conllu.write([sample_document()], stream, CONTEXT) == Written(1, 9)
    golden(stream.getvalue(), DATA / "panen.conllu")


def test_conllu_text_is_its_tokens() -> None:
    stream = BytesIO()
    conllu.write([sample_document()], stream, CONTEXT)
    for sentence in stream.getvalue().decode().split("\n\n")[:-1]:
        lines = sentence.split("\n")
        text = next(line for line in lines if line.startswith("# text = ")).removeprefix("# text = ")
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        assert all(len(row) == 10 for row in rows)
        assert "".join(row[1] + " " * (row[9] == "_") for row in rows).rstrip() == text


def test_verticalised_text(golden: Callable[[bytes, Path], None]) -> None:
    files = Files()
    assert vrt.write_files([sample_document(), sample_document("berita_2")], files, CONTEXT) == Written(2, 16, files=3)
    for name, text in files.items():
        golden(text, DATA / name)


def test_alignment_points_at_the_tokens_of_equal_segments() -> None:
    files = Files()
    vrt.write_files([sample_document(), sample_document("berita_2")], files, CONTEXT)
    sides = [_segments(files[f"corpus.{language}.vrt"]) for language in ("id", "en")]
    rows = [list(map(int, line.split("\t")[:4])) for line in files["corpus.id-en.align"].decode().splitlines()[1:]]
    assert len(rows) == 16
    for start, end, target_start, target_end in rows:
        assert sides[0][start, end] == sides[1][target_start, target_end]


def _segments(text: bytes) -> dict[tuple[int, int], str]:
    found, position = {}, 0
    for item in etree.fromstring(b"<c>" + text + b"</c>").iter("s"):
        count = len((item.text or "").split("\n")) - 2
        found[position, position + count - 1] = item.get("id") or ""
        position += count
    return found


def test_moses_files_have_equal_lines() -> None:
    files = Files()
    assert moses.write_files([sample_document()], files, CONTEXT).files == 3
    counts = {name: text.count(b"\n") for name, text in files.items()}
    assert counts == {"corpus.id": 7, "corpus.en": 7, "corpus.tuid": 7}


def test_one_side_alone() -> None:
    stream = BytesIO()
    moses.write_side([sample_document()], Side.TARGET, stream, CONTEXT)
    assert stream.getvalue().decode().splitlines()[0] == "Great Harvest in Sukamaju Village"


def test_plain_text_of_both_sides_has_the_same_lines() -> None:
    files = Files()
    assert txt.write_files([sample_document()], files, CONTEXT) == Written(1, 9, files=2)
    source, target = (files[f"d3f9ac1b2e4f5.{language}.txt"].decode().split("\n") for language in ("id", "en"))
    assert len(source) == len(target)
    assert source[:2] == ["Panen Raya di Desa Sukamaju", ""]
    assert source[3:5] == ["Harga gabah naik.", "Beras langka & mahal < biasanya."]
    assert target[source.index("Hama wereng berkurang")] == ""


def test_cells_never_start_a_formula() -> None:
    texts = ["=1+1", "+62", "-5", "@budi", "'=x", "＝1"]
    document = document_of([(text, text, Status.DRAFT, Origin.MACHINE) for text in texts])
    stream = BytesIO()
    write = FORMATS["tsv"].write
    assert write is not None
    write([document], stream, CONTEXT)
    cells = [cell for line in stream.getvalue().decode().splitlines()[1:] for cell in line.split("\t")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))]


@pytest.mark.parametrize(
    "table",
    [
        "source\ttarget\nsatu\tone\n",
        "source\ttarget\r\nsatu\tone\r\n",
        "ID\tEN\nsatu\tone\n",
        "target\tnote\tsource\none\tx\tsatu\n",
        "id\ten\tsource\nsatu\tone\tKompas\n",
        "source\ten\tid\nKompas\tone\tsatu\n",
        "id\tsource\ttarget\n7\tsatu\tone\n",
        "target\tid\none\tsatu\n",
        "satu\tone\n",
        '"satu"\t"one"\n\n',
    ],
)
def test_reads_tables_of_others(table: str) -> None:
    read = FORMATS["tsv"].read
    assert read is not None
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        units = list(read(BytesIO(table.encode(encoding))))
        assert [(unit.source, unit.target) for unit in units] == [("satu", "one")]


@pytest.mark.parametrize(
    ("notes", "read"),
    [
        ('["a", "b"]', ("a", "b")),
        ('"lihat lagi"', ("lihat lagi",)),
        ("null", ()),
        ("5", None),
        ("[5]", None),
        ("{}", None),
    ],
)
def test_notes_of_json_lines_are_texts(notes: str, read: tuple[str, ...] | None) -> None:
    lines = [f'{{"source": "satu", "notes": {notes}}}', '{"source": "dua", "notes": []}']
    bad: list[FormatError] = []
    units = list(jsonl.read(BytesIO("\n".join(lines).encode()), "a.jsonl", bad.append))
    assert [unit.notes for unit in units] == ([()] if read is None else [read, ()])
    assert [(error.what, error.line) for error in bad] == ([("notes are not texts", 1)] if read is None else [])


@pytest.mark.parametrize("name", FORMATS)
def test_every_row_of_the_table_does_something(name: str) -> None:
    row = FORMATS[name]
    assert row.name == name
    assert row.write or row.write_files
    assert bool(row.suffix) == bool(row.write)
