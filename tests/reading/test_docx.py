from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from selaras.errors import InputError
from selaras.model import BlockKind
from selaras.reading import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {W}><w:style w:styleId="Judul1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Ket"><w:name w:val="caption"/></w:style></w:styles>"""
BODY = f"""<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>
<w:p><w:pPr><w:pStyle w:val="Judul1"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>Harga Beras </w:t></w:r>
<w:r><w:t>Naik</w:t></w:r></w:p>
<w:p><w:r><w:t>18 Februari 2016</w:t></w:r></w:p><w:p/>
<w:p><w:r><w:t>Harga beras naik</w:t></w:r>
<w:del><w:r><w:delText> turun</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Ket"/></w:pPr><w:r><w:t>Pedagang beras melayani pembeli</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Beras</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"""


def write(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_styles_tell_what_paragraphs_are(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "a.docx", {"word/document.xml": BODY, "word/styles.xml": STYLES}))
    assert document.text.split("\n\n") == [
        "Harga Beras Naik",
        "18 Februari 2016",
        "Harga beras naik.",
        "Pedagang beras melayani pembeli",
        "Beras",
    ]
    assert [block.kind for block in document.blocks] == [
        BlockKind.HEADING,
        BlockKind.METADATA_LINE,
        BlockKind.PARAGRAPH,
        BlockKind.CAPTION,
        BlockKind.LIST_ITEM,
    ]
    assert (document.reader, document.metadata.title, document.metadata.date) == (
        "docx/3",
        "Harga Beras Naik",
        "2016-02-18",
    )


def test_moved_text_is_read_once_and_hidden_text_not(tmp_path: Path) -> None:
    body = f"""<w:document {W}><w:body>
<w:p><w:r><w:t>Harga beras naik.</w:t></w:r><w:moveFrom><w:r><w:t> Cabai juga.</w:t></w:r></w:moveFrom></w:p>
<w:p><w:moveFrom><w:r><w:t>Pindah.</w:t></w:r></w:moveFrom></w:p>
<w:p><w:moveTo><w:r><w:t>Cabai juga.</w:t></w:r></w:moveTo></w:p>
<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Tersembunyi. </w:t></w:r>
<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Terlihat.</w:t></w:r></w:p></w:body></w:document>"""
    (document,) = read(write(tmp_path / "a.docx", {"word/document.xml": body}))
    assert document.text.split("\n\n") == ["Harga beras naik.", "Cabai juga.", "Terlihat."]


def test_text_that_a_style_hides_is_not_read(tmp_path: Path) -> None:
    def style(name: str, content: str) -> str:
        return f'<w:style w:styleId="{name}"><w:name w:val="{name}"/>{content}</w:style>'

    hidden = "<w:rPr><w:vanish/></w:rPr>"
    styles = (
        style("Catatan", hidden)
        + style("Anak", '<w:basedOn w:val="Cucu"/>')
        + style("Cucu", '<w:basedOn w:val="Catatan"/>')
        + style("Terang", '<w:basedOn w:val="Catatan"/><w:rPr><w:vanish w:val="false"/></w:rPr>')
        + style("Putar", '<w:basedOn w:val="Balik"/>')
        + style("Balik", '<w:basedOn w:val="Putar"/>')
    )

    def run(text: str, properties: str = "") -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    def paragraph(style: str, *runs: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'

    by_style = '<w:rStyle w:val="Anak"/>'
    body = (
        paragraph(
            "Normal", run("Harga beras naik."), run(" Rahasia.", by_style), run(" Cabai juga.", "<w:vanish w:val='0'/>")
        )
        + paragraph("Anak", run("Rahasia. "), run("Dua kali tersembunyi.", by_style))
        + paragraph("Catatan", run("Rahasia. "), run("Terlihat.", '<w:vanish w:val="0"/>'))
        + paragraph("Terang", run("Terang."))
        + paragraph("Putar", run("Berputar."))
    )
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
    }
    (document,) = read(write(tmp_path / "a.docx", parts))
    assert document.text.split("\n\n") == [
        "Harga beras naik. Cabai juga.",
        "Dua kali tersembunyi.",
        "Terlihat.",
        "Terang.",
        "Berputar.",
    ]


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({}, "has no document"),
        ({"word/document.xml": "<w:document"}, "damaged"),
        ({"word/document.xml": f"<w:document {W}><w:body/></w:document>"}, "is empty"),
    ],
)
def test_a_bad_document_is_told(tmp_path: Path, parts: dict[str, str], what: str) -> None:
    with pytest.raises(InputError, match=what):
        read(write(tmp_path / "a.docx", parts))


def test_what_is_no_zip_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"Bukan dokumen Word")
    with pytest.raises(InputError, match="not a DOCX"):
        read(tmp_path / "a.docx")


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia"
    secret.write_text("RAHASIA", encoding="utf-8")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "yyyy">]>'
    body = BODY.replace("?>", "?>" + entity, 1).replace("18 Februari", "&x;&y;18 Februari")
    (document,) = read(write(tmp_path / "a.docx", {"word/document.xml": body}))
    assert "RAHASIA" not in document.text


def test_a_part_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selaras.reading.docx._LARGEST_PART", 100)
    with pytest.raises(InputError, match="larger"):
        read(write(tmp_path / "a.docx", {"word/document.xml": BODY}))


def test_a_document_of_a_word_processor_library(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("Harga Beras Naik", level=0)
    made.add_paragraph("Harga beras naik di pasar.")
    made.add_paragraph("Beras", style="List Bullet")
    content = io.BytesIO()
    made.save(content)
    (tmp_path / "a.docx").write_bytes(content.getvalue())
    (document,) = read(tmp_path / "a.docx")
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]
