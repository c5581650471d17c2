from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from bilingual_samples import CONTEXT, document_of, sample_document
from selaras.errors import FormatError
from selaras.formats import ForeignUnit, Written, xliff12, xliff21
from selaras.formats.detect import format_of
from selaras.formats.statuses import STATUS_NAMES
from selaras.formats.validate import validate
from selaras.model import BilingualDocument, Origin, Status

DATA = Path(__file__).parent.parent / "data" / "formats"
VERSIONS = {"1.2": xliff12, "2.1": xliff21}
both = pytest.mark.parametrize("module", VERSIONS.values(), ids=VERSIONS)


def written(module: ModuleType, *documents: BilingualDocument) -> bytes:
    stream = BytesIO()
    module.write(documents, stream, CONTEXT)
    return stream.getvalue()


def read(module: ModuleType, text: str | bytes) -> list[ForeignUnit]:
    return list(module.read(BytesIO(text.encode() if isinstance(text, str) else text), "a.xlf"))


@pytest.mark.parametrize(("module", "name"), [(xliff12, "panen.xlf"), (xliff21, "panen.xliff")])
def test_file_of_an_article(module: ModuleType, name: str, golden: Callable[[bytes, Path], None]) -> None:
    golden(written(module, sample_document()), DATA / name)


@pytest.mark.parametrize(
    ("module", "schema"),
    [
        (xliff12, "xliff-core-1.2-strict.xsd"),
        (xliff12, "xliff-core-1.2-transitional.xsd"),
        (xliff21, "xliff-2.1/xliff_core_2.0.xsd"),
    ],
)
def test_official_schemas_accept_it(module: ModuleType, schema: str, shared: Path) -> None:
    official = etree.XMLSchema(file=str(shared / "schemas" / schema))
    tree = etree.parse(BytesIO(written(module, sample_document(), sample_document("berita_2"))))
    assert official.validate(tree), official.error_log


@both
def test_holds_every_unit_and_says_what_is_not_to_be_translated(module: ModuleType) -> None:
    document = sample_document()
    assert module.write([document], BytesIO(), CONTEXT) == Written(1, 14)
    units = read(module, written(module, document))
    assert [unit.tuid for unit in units] == [unit.tuid for unit in document.units]
    kept = [unit.source for unit in units if not unit.translatable]
    assert kept == [unit.source for unit in document.units if not unit.segment.translatable]


@both
def test_every_status_comes_back(module: ModuleType) -> None:
    statuses = [status for status in Status if status is not Status.UNTRANSLATED]
    document = document_of([(f"Kata {status}.", "Word.", status, Origin.HUMAN) for status in statuses])
    assert [unit.status for unit in read(module, written(module, document))] == statuses


def test_every_status_has_a_row() -> None:
    assert set(STATUS_NAMES) == set(Status)


@both
def test_edits_and_findings_come_back(module: ModuleType) -> None:
    units = {unit.source: unit for unit in read(module, written(module, sample_document()))}
    edited = units["Harga gabah naik."]
    assert (edited.change_id, edited.change_date, edited.origin) == ("Rina", "2026-11-20T09:30:00Z", Origin.HUMAN)
    assert edited.prop("mt") == "Prices of grain rise."
    noted = units["SUKAMAJU – Petani memanen 1.500,5 ton padi pada Senin (16/2)."]
    assert noted.notes == ("1.500,5 is not in the English", "source & target differ in length")


@both
def test_without_articles_there_is_no_file(module: ModuleType) -> None:
    with pytest.raises(FormatError, match="an XLIFF file without articles"):
        written(module, document_of([]))


@both
def test_what_we_write_has_no_problems(module: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_bytes(written(module, sample_document(), sample_document("berita_2")))
    assert validate(path) == []


FILE_12 = (
    '<xliff version="1.2"><file original="a" source-language="id" target-language="en" datatype="x">'
    "<body>{}</body></file></xliff>"
)
FILE_21 = '<xliff version="2.1" srcLang="id" trgLang="en"><file id="f">{}</file></xliff>'


def test_reads_inline_elements_of_xliff_12() -> None:
    unit = read(
        xliff12,
        FILE_12.format(
            '<trans-unit id="1" approved="yes"><source>Klik <g id="1">di <mrk mtype="x">sini</mrk></g><x id="2"/>'
            '<ph id="3">%s</ph>.</source><target state="translated">Click <bpt id="1">&lt;b></bpt>here.</target>'
            "<alt-trans><target>no</target></alt-trans></trans-unit>"
        ),
    )[0]
    assert (unit.source, unit.target, unit.status) == ("Klik di sini.", "Click here.", Status.APPROVED)
    assert (unit.source_language, unit.target_language) == ("id", "en")


def test_reads_inline_elements_and_split_segments_of_xliff_21() -> None:
    unit = read(
        xliff21,
        FILE_21.format(
            '<unit id="1"><segment state="reviewed"><source>Satu <pc id="1">dua</pc>.<cp hex="0007"/></source>'
            "<target>One.</target></segment><ignorable><source> </source><target> </target></ignorable>"
            '<segment><source>Tiga<ph id="2"/>.</source><target>Three.</target></segment></unit>'
        ),
    )[0]
    assert (unit.source, unit.target, unit.status) == ("Satu dua.\x07 Tiga.", "One. Three.", Status.APPROVED)


@pytest.mark.parametrize(("module", "text"), [(xliff12, FILE_21), (xliff21, FILE_12)])
def test_the_other_version_is_an_error_and_not_an_empty_file(module: ModuleType, text: str) -> None:
    with pytest.raises(FormatError, match=r"a\.xlf:1: the version of <xliff> is "):
        read(module, text.format(""))


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("a.xlf", FILE_12, "xliff12"),
        ("a.xlf", FILE_21, "xliff21"),
        ("a.xml", "<tmx/>", "tmx"),
        ("a.xml", '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"/>', "tei"),
        ("a.JSONL.gz", "", "jsonl"),
        ("a.html", "<html/>", None),
        ("memory.old", '\ufeff\n<tmx version="1.4"/>', "tmx"),
        ("job.tsv", FILE_21, "xliff21"),
        ("table.tsv", "<b>Satu</b>\t<b>One</b>\n", "tsv"),
        ("table.tsv", "<Satu\t<One\n", "tsv"),
        ("table.txt", "Satu.\tOne.\n", "tsv"),
        ("pairs.txt", '{"source": "Satu."}\n', "jsonl"),
        ("notes.txt", "Satu.\n", None),
        ("empty", "", None),
    ],
)
def test_the_content_tells_the_format(name: str, text: str, key: str | None) -> None:
    stream = BytesIO(text.encode())
    assert format_of(stream, name) == key
    assert stream.tell() == 0


UNIT_12 = '<trans-unit id="1"><source>a</source></trans-unit>'
BROKEN = {
    "version": ('<xliff version="1.3"><file/></xliff>', "version is '1.3'"),
    "no srcLang": ('<xliff version="2.1"/>', "the root has no srcLang"),
    "no language": (FILE_12.replace(' source-language="id"', "").format(UNIT_12), "file has no source-language"),
    "no id": (FILE_21.format("<unit><segment><source>a</source></segment></unit>"), "unit has no id"),
    "same id": (FILE_12.format(UNIT_12 * 2), "a second unit of id '1'"),
    "no source": (FILE_12.format('<trans-unit id="1"/>'), "a unit without a source"),
    "state": (FILE_21.format('<unit id="1"><segment state="done"><source/></segment></unit>'), "no state 'done'"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "what"), BROKEN.values(), ids=BROKEN)
def test_files_that_do_not_load(text: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(text)
    assert any(what in problem.what and problem.line == 1 for problem in validate(path)), validate(path)
