from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.errors import InputError
from selaras.ids import doc_id_of
from selaras.model import BlockKind, Document
from selaras.reading import ReadingOptions, iter_documents, read

ROW = {
    "id": "brt-7",
    "judul": "Harga Beras Naik",
    "isi": "PADANG, CONTOH.com – Harga beras naik.\n\nWarga mengeluh.",
    "tanggal": "18 Februari 2016 10:25 WIB",
    "url": "https://contoh.id/harga",
    "kategori": "Ekonomi",
    "suka": 12,
}


def write(path: Path, rows: Iterable[object]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def collect(path: Path, options: ReadingOptions | None = None) -> tuple[list[Document], list[str]]:
    told: list[str] = []
    options = options or ReadingOptions()
    documents = list(iter_documents(path, options=options, on_error=lambda error: told.append(str(error))))
    return documents, [line.replace(str(path), "FILE") for line in told]


def test_a_row_becomes_an_article_with_its_metadata(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "berita.jsonl", [ROW]))
    assert document.text == "Harga Beras Naik\n\nPADANG, CONTOH.com – Harga beras naik.\n\nWarga mengeluh."
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert (document.path, document.doc_id, document.reader) == ("berita.jsonl#brt-7", doc_id_of("brt-7"), "jsonl/1")
    metadata = document.metadata
    assert (metadata.title, metadata.date) == ("Harga Beras Naik", "2016-02-18T10:25+07:00")
    assert (metadata.url, metadata.publisher, metadata.place) == ("https://contoh.id/harga", "CONTOH.com", "PADANG")
    assert metadata.extra == (
        ("id", "brt-7"),
        ("tanggal", "18 Februari 2016 10:25 WIB"),
        ("kategori", "Ekonomi"),
        ("suka", "12"),
    )


@pytest.mark.parametrize("field", ["title", "date", "url"])
def test_a_column_that_was_named_and_that_no_row_has_is_told_once(tmp_path: Path, field: str) -> None:
    path = write(tmp_path / "berita.jsonl", [{"text": "Harga naik."}, {"text": "Warga resah.", "b": "x"}])
    for column, told in (
        ("b", []),
        ("zz", [f"FILE: has no column 'zz' in any row (name the right one with --{field}-column)"]),
    ):
        documents, errors = collect(path, ReadingOptions(**{f"{field}_column": column}))  # type: ignore[arg-type]
        assert (len(documents), errors) == (2, told)


def test_columns_of_any_name_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "berita.jsonl", [{"a": "Harga naik.", "b": "Beras", "text": "bukan ini"}])
    (document,) = read(path, options=ReadingOptions(text_column="a", title_column="b"))
    assert document.text == "Beras\n\nHarga naik."
    assert document.metadata.extra == (("text", "bukan ini"),)


def test_a_title_that_stands_in_the_text_is_not_doubled(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "a.jsonl", [{"title": "Harga Naik", "text": "Harga Naik\nHarga beras naik."}]))
    assert document.text == "Harga Naik\nHarga beras naik."
    assert document.blocks[0].kind is BlockKind.HEADING


def test_paragraphs_in_a_list_are_paragraphs(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "a.jsonl", [{"text": ["Harga beras naik.", "Warga mengeluh."]}]))
    assert len(document.blocks) == 2


def test_rows_without_an_id_are_named_by_url_or_line(tmp_path: Path) -> None:
    rows = [{"text": "Satu.", "url": "https://contoh.id/1"}, {"text": "Dua."}]
    first, second = read(write(tmp_path / "a.jsonl", rows))
    assert (first.path, first.doc_id) == ("a.jsonl#1", doc_id_of("https://contoh.id/1"))
    assert (second.path, second.doc_id) == ("a.jsonl#2", doc_id_of("a.jsonl#2"))


def test_ids_from_a_column(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [{"text": "Satu.", "kode": "B_1"}, {"text": "Dua.", "kode": "2"}, {"text": "x"}])
    documents, told = collect(path, ReadingOptions(id_from="kode"))
    assert [document.doc_id for document in documents] == ["B_1"]
    assert [line.split(" (")[0] for line in told] == [
        "FILE:2: '2' cannot be an id",
        "FILE:3: has no column 'kode' to take an id from",
    ]


def test_bad_rows_are_told_by_line_and_the_others_come(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'{"text": "Satu."}\n\n{"text": \n[1]\n{"text": ""}\n{"judul": "x"}\n' + b"[" * 10**5 + b'\n{"text": "Dua."}'
    )
    documents, told = collect(path)
    assert [document.text for document in documents] == ["Satu.", "Dua."]
    assert [line.split(":")[1] for line in told] == ["3", "4", "5", "6", "7"]
    with pytest.raises(InputError, match="is not JSON"):
        read(path)


def test_half_an_emoji_does_not_break_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Wah \\ud83d hebat."}', encoding="utf-8")
    (document,) = read(tmp_path / "a.jsonl")
    assert document.text == "Wah \ufffd hebat."
    assert document.notes == ("Broken surrogates replaced by U+FFFD.",)


@pytest.mark.parametrize(
    ("name", "content", "encoding"),
    [
        ("a.csv", 'judul,isi,topik\r\n"Harga, Naik","Harga ""beras""\nnaik.",ekonomi\r\n', "utf-8"),
        ("b.csv", 'judul;isi;topik\n"Harga, Naik";"Harga ""beras""\nnaik.";ekonomi\n', "utf-8-sig"),
        ("c.csv", 'judul,isi,topik\r\n"Harga, Naik","Harga ""beras""\nnaik.",ekonomi\r\n', "utf-16"),
    ],
)
def test_csv_as_spreadsheets_write_it(tmp_path: Path, name: str, content: str, encoding: str) -> None:
    (tmp_path / name).write_bytes(content.encode(encoding))
    (document,) = read(tmp_path / name)
    assert document.text == 'Harga, Naik\n\nHarga "beras"\nnaik.'
    assert document.metadata.extra == (("topik", "ekonomi"),)
    assert document.reader == "csv/1"


def test_tsv_keeps_the_quotation_marks_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text('id\tisi\na\t"Kami siap," kata dia.\nb\t"Dikutip ""utuh"" di sini"\nc\t"Buka\n', encoding="utf-8")
    assert [document.text for document in read(path)] == ['"Kami siap," kata dia.', 'Dikutip "utuh" di sini', '"Buka']


def test_windows_1252_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("isi\nKafé “baru”\nRapi\n".encode("cp1252"))
    first, second = read(tmp_path / "a.csv")
    assert (first.text, first.encoding) == ("Kafé “baru”", "utf-8+windows-1252")
    assert (second.text, second.encoding, second.notes) == ("Rapi", "utf-8", ())


@pytest.mark.parametrize("wrapped", [[ROW, ROW | {"id": "b"}], {"data": [ROW, ROW | {"id": "b"}], "halaman": 1}])
def test_json_lists_are_rows(tmp_path: Path, wrapped: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(wrapped), encoding="utf-8")
    assert [document.path for document in read(tmp_path / "a.json")] == ["a.json#brt-7", "a.json#b"]


def test_markup_in_a_row_is_read_as_markup(tmp_path: Path) -> None:
    isi = "<p>Harga beras &amp; gula naik.<h3>Operasi pasar</h3><p>Warga mengeluh.<br>Pedagang juga.</p><li>Beras</li>"
    (document,) = read(write(tmp_path / "a.jsonl", [{"judul": "Harga Naik", "isi": isi}]))
    assert document.text.split("\n\n") == [
        "Harga Naik",
        "Harga beras & gula naik.",
        "Operasi pasar",
        "Warga mengeluh.",
        "Pedagang juga.",
        "Beras",
    ]
    assert [block.kind.value[:4] for block in document.blocks] == ["head", "para", "head", "para", "para", "list"]


def test_markup_without_text_is_no_article(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no text"):
        read(write(tmp_path / "a.jsonl", [{"judul": "Harga Naik", "isi": "<p></p><img src=x>"}]))


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("isi\nSatu.\n".encode("utf-16") + b"x")
    with pytest.raises(InputError, match="damaged utf-16"):
        read(tmp_path / "a.csv")


def test_json_of_one_article_and_broken_json(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(ROW), encoding="utf-8")
    assert len(read(tmp_path / "a.json")) == 1
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="is not JSON"):
        read(tmp_path / "b.json")


@pytest.mark.parametrize("name", ["a.csv.gz", "a.tsv.gz", "a.jsonl.gz"])
def test_packed_rows_are_read(tmp_path: Path, name: str) -> None:
    content = '{"isi": "Satu."}\n{"isi": "Dua."}\n' if "jsonl" in name else "isi\nSatu.\nDua.\n"
    (tmp_path / name).write_bytes(gzip.compress(content.encode()))
    assert [document.text for document in read(tmp_path / name)] == ["Satu.", "Dua."]


def test_rows_from_standard_input_leave_it_open(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"isi\nSatu.\n")), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    (document,) = read("-", options=ReadingOptions(format="csv"))
    assert (document.text, document.path) == ("Satu.", "stdin#2")
    assert not stdin.buffer.closed


def test_a_picture_named_csv_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    with pytest.raises(InputError, match="PNG"):
        read(tmp_path / "a.csv")


def test_a_table_without_a_text_column_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"no column 'text' among x, y \(name it with --text-column\)"):
        read(tmp_path / "a.csv")


def test_a_row_of_another_width_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('isi,x\n"Satu\n.",1\n\nDua.\nTiga.,3\n', encoding="utf-8")
    documents, told = collect(tmp_path / "a.csv")
    assert [document.path for document in documents] == ["a.csv#2", "a.csv#6"]
    assert told == ["FILE:5: has 1 fields where the header has 2 (check its separators and quotation marks)"]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_two_columns_of_one_name_are_refused_since_one_would_be_lost(tmp_path: Path, name: str) -> None:
    separator = "," if name == "a.csv" else "\t"
    (tmp_path / name).write_text("text,text,,\nSatu.,Dua.,,\n".replace(",", separator), encoding="utf-8")
    with pytest.raises(InputError, match="several columns 'text'"):
        read(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.csv.gz"])
def test_tables_in_utf16_need_no_byte_order_mark(tmp_path: Path, name: str, encoding: str) -> None:
    content = ("id\tisi\n" + "".join(f"{n}\tKafé “buka” {n}.\n" for n in range(500))).encode(encoding)
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    documents = read(tmp_path / name)
    assert (len(documents), documents[-1].text, documents[-1].encoding) == (500, "Kafé “buka” 499.", encoding)


@pytest.mark.parametrize("announced", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_in_which_a_spreadsheet_announces_its_separator_is_not_the_header(
    tmp_path: Path, announced: str
) -> None:
    (tmp_path / "a.csv").write_text(f"{announced}\nisi;x,y,z\nSatu.;1\n", encoding="utf-8-sig")
    (document,) = read(tmp_path / "a.csv")
    assert (document.text, document.path) == ("Satu.", "a.csv#3")


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=5))
def test_any_text_survives_a_row(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = write(tmp_path_factory.mktemp("rows") / "a.jsonl", [{"text": text} for text in texts])
    try:
        documents, _ = collect(path)
    except InputError:
        documents = []
    assert [document.text for document in documents] == [text.strip() for text in texts if text.strip()]
