from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from bilingual_samples import CONTEXT, document_with_finding, sample_document
from selaras.errors import FormatError
from selaras.formats import ExportContext, ForeignUnit, Written, tmx
from selaras.formats.packing import compressed, decompressed
from selaras.model import BilingualDocument, Origin, Status

DATA = Path(__file__).parent.parent / "data" / "formats"


def written(*documents: BilingualDocument, context: ExportContext = CONTEXT) -> bytes:
    stream = BytesIO()
    tmx.write(documents, stream, context)
    return stream.getvalue()


def read(text: str | bytes) -> list[ForeignUnit]:
    return list(tmx.read(BytesIO(text.encode() if isinstance(text, str) else text), "berkas.tmx"))


def test_memory_of_an_article(golden: Callable[[bytes, Path], None]) -> None:
    golden(written(sample_document()), DATA / "panen.tmx")


def test_official_schemas_accept_it(shared: Path) -> None:
    tree = etree.parse(BytesIO(written(sample_document(), sample_document("berita_2"))))
    dtd = etree.DTD(str(shared / "schemas" / "tmx14.dtd"))
    assert dtd.validate(tree), dtd.error_log
    schema = etree.XMLSchema(file=str(shared / "schemas" / "tmx14-omegat.xsd"))
    assert schema.validate(tree), schema.error_log


@pytest.mark.client
def test_omegat_takes_every_translation(shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "panen.tmx"
    file.write_bytes(written(sample_document()))
    script = shared / "clients" / "omegat_accept.sh"
    if not any((Path(folder) / "omegat").is_file() for folder in os.get_exec_path()):
        pytest.skip("needs OmegaT (Debian package omegat)")
    done = subprocess.run(["bash", str(script), str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "7/7" in done.stdout


def test_counts_what_it_leaves_out() -> None:
    got = tmx.write([sample_document()], BytesIO(), CONTEXT)
    assert got == Written(1, 7, {"status": 1, "untranslatable": 5, "untranslated": 1})


def test_copies_the_untranslatable_on_demand() -> None:
    units = read(written(sample_document(), context=replace(CONTEXT, include_untranslatable=True)))
    copied = [unit for unit in units if unit.source == "(SA)"]
    assert [unit.target for unit in copied] == ["(SA)"]


def test_approved_only() -> None:
    units = read(written(sample_document(), context=replace(CONTEXT, statuses=frozenset({Status.APPROVED}))))
    assert [unit.source for unit in units] == ["Pupuk datang tepat waktu"]


def test_equal_pairs_once_on_demand() -> None:
    twice = (sample_document(), sample_document("berita_2"))
    assert len(read(written(*twice))) == 14
    assert len(read(written(*twice, context=replace(CONTEXT, deduplicate=True)))) == 7


def test_locales_of_commercial_tools() -> None:
    tree = etree.parse(BytesIO(written(sample_document(), context=replace(CONTEXT, locales=("id-ID", "en-US")))))
    assert [header.get("srclang") for header in tree.iter("header")] == ["id-ID"]
    languages = {tuv.get("{http://www.w3.org/XML/1998/namespace}lang") for tuv in tree.iter("tuv")}
    assert languages == {"id-ID", "en-US"}


def test_machine_and_person_are_told_apart() -> None:
    by_source = {tu.findtext("tuv/seg"): tu for tu in etree.parse(BytesIO(written(sample_document()))).iter("tu")}
    edited = by_source["Harga gabah naik."]
    assert edited.get("changeid") == "Rina"
    assert edited.get("changedate") == "20261120T093000Z"
    assert edited.findtext("prop[@type='x-origin']") == "human"
    assert edited.findtext("prop[@type='x-mt']") == "Prices of grain rise."
    drafted = by_source["Beras langka & mahal < biasanya."]
    assert drafted.findall("tuv")[1].get("creationid") == "MT"
    assert drafted.get("changeid") is None


def test_findings_point_into_the_text_as_it_is_written() -> None:
    document = document_with_finding(" \n\x00He\u0301  5 \x0bgone ", "5")
    told = {unit.tuid: unit for unit in read(written(document))}
    unit = told[document.findings[0].tuid]
    start, end = map(int, next(value for name, value in unit.props if name == "x-finding").split("|")[3].split("-"))
    assert unit.target[start:end] == "5"


def test_findings_travel() -> None:
    unit = next(unit for unit in read(written(sample_document())) if unit.notes)
    assert unit.notes == ("N101 error: 1.500,5 is not in the English", "L201 warning: source & target differ in length")
    assert [value for name, value in unit.props if name == "x-finding"] == [
        "N101|error|target|29-36",
        "L201|warning|source",
    ]


def test_context_is_of_the_article_not_of_the_memory() -> None:
    first, *_, last = read(written(sample_document(), sample_document("berita_2")))
    assert first.prop("x-context-pre") is None
    assert last.prop("x-context-post") is None
    assert last.prop("x-context-pre") == "Hama wereng berkurang"


def test_two_units_of_one_name_are_refused() -> None:
    document = sample_document()
    doubled = replace(document, units=(document.units[1], document.units[1]))
    with pytest.raises(FormatError, match=r"desa/panen\.txt:d3f9ac1b2e4f5\.1d155eedd2: two translation units"):
        written(doubled)


HEADER = '<header creationtool="x" srclang="id"/>'
FOREIGN = sorted((DATA / "foreign").glob("*.tmx"))


@pytest.mark.parametrize("file", FOREIGN, ids=lambda file: file.stem)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_reads_what_others_write(file: Path, encoding: str) -> None:
    units = read(file.read_text("utf-8").encode(encoding))
    assert [(unit.source, unit.target) for unit in units] == [("satu", "one")]


def test_inline_codes_go_and_what_they_enclose_stays() -> None:
    seg = (
        'Klik <bpt i="1">&lt;b&gt;</bpt>di <hi>sini</hi><ept i="1">&lt;/b&gt;</ept>'
        ' &amp;<ph x="1">{0}</ph> pergi<it pos="end">x</it>.'
    )
    unit = read(f'<tmx>{HEADER}<body><tu><tuv xml:lang="id"><seg>{seg}</seg></tuv></tu></body></tmx>')[0]
    assert unit.source == "Klik di sini & pergi."
    assert unit.target == ""


def test_every_further_language_is_a_pair() -> None:
    tuvs = "".join(f'<tuv xml:lang="{code}"><seg>{code}!</seg></tuv>' for code in ("en", "id", "fr"))
    units = read(f"<tmx>{HEADER}<body><tu tuid='7'>{tuvs}</tu></body></tmx>")
    assert [(unit.source, unit.target, unit.target_language) for unit in units] == [
        ("id!", "en!", "en"),
        ("id!", "fr!", "fr"),
    ]


@pytest.mark.parametrize(
    ("named", "pairs"),
    [
        ("de", ["en-id", "en-de"]),
        ("*all*", ["en-id", "en-de"]),
        ("", ["en-id", "en-de"]),
        ("id-ID", ["id-en", "id-de"]),
        ("en", ["en-id", "en-de"]),
    ],
)
def test_a_memory_of_another_source_language_has_its_indonesian_english_pair(named: str, pairs: list[str]) -> None:
    tuvs = "".join(f'<tuv xml:lang="{code}"><seg>{code}</seg></tuv>' for code in ("de", "en", "id"))
    units = read(f'<tmx><header srclang="{named}"/><body><tu>{tuvs}</tu></body></tmx>')
    assert sorted(f"{unit.source_language}-{unit.target_language}" for unit in units) == sorted(pairs)


def test_reads_who_changed_it_and_where_it_stands() -> None:
    unit = read(
        f'<tmx>{HEADER}<body>\n<tu tuid="a"><note>lihat lagi</note>\n<tuv xml:lang="id"><seg>satu</seg></tuv>'
        '<tuv xml:lang="en" changeid="Rina" changedate="20261120T093000Z">'
        '<prop type="x-status">approved</prop><seg>one</seg></tuv></tu></body></tmx>'
    )[0]
    assert (unit.change_id, unit.change_date) == ("Rina", "20261120T093000Z")
    assert (unit.notes, unit.status, unit.origin, unit.line) == (("lihat lagi",), Status.APPROVED, None, 2)


MADE_IN_MARCH = 'creationid="MT" creationdate="20260301T080000Z" changedate="20260301T080000Z" changeid="TM import"'


@pytest.mark.parametrize(
    ("attributes", "props", "status", "origin"),
    [
        ('creationid="MT"', "", None, Origin.MACHINE),
        ('creationid="MT!" changeid="MT!"', "", None, Origin.MACHINE),
        (MADE_IN_MARCH, "", None, Origin.MACHINE),
        (MADE_IN_MARCH.replace('changedate="20260301', 'changedate="20260302'), "", Status.EDITED, Origin.MACHINE),
        ('changeid="Rina"', "draft", Status.EDITED, Origin.MACHINE),
        ('changeid="Rina"', "rejected", Status.REJECTED, Origin.MACHINE),
        ('creationid="Rina" changeid="Rina"', "", None, None),
    ],
)
def test_text_of_a_machine_is_a_persons_once_one_changed_it(
    attributes: str, props: str, status: Status | None, origin: Origin | None
) -> None:
    told = f'<prop type="x-status">{props}</prop><prop type="x-origin">mt</prop>' if props else ""
    tuvs = f'<tuv xml:lang="id"><seg>satu</seg></tuv><tuv xml:lang="en" {attributes}><seg>one</seg></tuv>'
    (unit,) = read(f"<tmx>{HEADER}<body><tu>{told}{tuvs}</tu></body></tmx>")
    assert (unit.status, unit.origin) == (status, origin)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", r"berkas\.tmx.*: not well-formed XML"),
        (b"<tmx><body>", r"berkas\.tmx:1: not well-formed XML: .*\(repair or export it again\)"),
        (b"<xliff/>", r"berkas\.tmx:1: the root element is <xliff>, not <tmx>"),
        (b"bukan XML", r"berkas\.tmx:1: not well-formed XML"),
        (b"<tmx>\n<body>\x00</body></tmx>", r"berkas\.tmx:2: not well-formed XML"),
    ],
)
def test_tells_what_is_wrong_and_where(text: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read(text)


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("rahasia")
    doctype = f'<!DOCTYPE tmx [<!ENTITY file SYSTEM "{secret.as_uri()}"><!ENTITY ten "0123456789">]>'
    tuv = '<tuv xml:lang="id"><seg>a&file;b&ten;c</seg></tuv>'
    unit = read(f"{doctype}<tmx>{HEADER}<body><tu>{tuv}</tu></body></tmx>")[0]
    assert unit.source == "a&file;b&ten;c"


def test_writes_each_document_before_it_asks_for_the_next() -> None:
    stream = BytesIO()
    sizes = []

    def documents() -> Iterator[BilingualDocument]:
        for number in range(3):
            sizes.append(stream.tell())
            yield sample_document(f"d{number:012x}")

    tmx.write(documents(), stream, CONTEXT)
    assert 0 < sizes[0] < sizes[1] < sizes[2] < stream.tell()


def test_gives_the_first_pair_before_it_has_read_the_rest() -> None:
    stream = BytesIO(written(*(sample_document(f"d{number:012x}") for number in range(100))))
    next(tmx.read(stream))
    assert stream.tell() < len(stream.getvalue()) / 2


def test_gzipped_memory_is_the_same_bytes_each_time() -> None:
    def pack() -> bytes:
        stream = BytesIO()
        with compressed(stream) as packed:
            tmx.write([sample_document()], packed, CONTEXT)
        return stream.getvalue()

    assert pack() == pack()
    assert gzip.decompress(pack()) == written(sample_document())
    assert len(list(tmx.read(decompressed(BytesIO(pack()))))) == 7


def test_origin_of_a_memory_match() -> None:
    document = sample_document()
    unit = replace(document.units[1], mt=None, origin=Origin.MEMORY)
    assert b'creationid="TM"' in written(replace(document, units=(unit,)))


def test_importing_the_table_of_formats_imports_no_xml() -> None:
    code = "import selaras.formats, sys; sys.exit('lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
