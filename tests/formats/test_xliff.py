from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bilingual_samples import CONTEXT, document_of, document_with_finding, sample_document
from selaras.errors import FormatError
from selaras.formats import ForeignUnit, Written, xliff12, xliff21
from selaras.formats.detect import format_of
from selaras.formats.its import ITS, REFERENCE
from selaras.formats.statuses import STATUS_NAMES
from selaras.formats.validate import validate
from selaras.formats.xmlread import XML_ID
from selaras.formats.xmltext import line_text
from selaras.model import BilingualDocument, Finding, Origin, Severity, Side, Span, Status

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


XLIFF_12, XLIFF_21 = "urn:oasis:names:tc:xliff:document:1.2", "urn:oasis:names:tc:xliff:document:2.0"
SCHEMAS = [
    (xliff12, "xliff-core-1.2-strict.xsd", XLIFF_12),
    (xliff12, "xliff-core-1.2-transitional.xsd", XLIFF_12),
    (xliff21, "xliff-2.1/xliff_core_2.0.xsd", XLIFF_21),
]


@pytest.mark.parametrize(("module", "schema", "namespace"), SCHEMAS)
def test_official_schemas_accept_it(module: ModuleType, schema: str, namespace: str, shared: Path) -> None:
    """With the official schema of ITS beside that of XLIFF, for strict XLIFF 1.2 wants both."""
    folder = (shared / "schemas").as_uri()
    imports = "".join(
        f'<xs:import namespace="{one}" schemaLocation="{folder}/{file}"/>'
        for one, file in ((namespace, schema), (ITS, "xliff-2.1/its.xsd"))
    )
    both_schemas = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    official = etree.XMLSchema(etree.fromstring(both_schemas))
    text = written(module, sample_document(), sample_document("berita_2"))
    assert b"<its:locQualityIssue " in text
    assert official.validate(etree.parse(BytesIO(text))), official.error_log


@pytest.mark.parametrize(("module", "schema", "namespace"), SCHEMAS)
def test_without_findings_the_schema_of_xliff_is_enough(
    module: ModuleType, schema: str, namespace: str, shared: Path
) -> None:
    official = etree.XMLSchema(file=str(shared / "schemas" / schema))
    text = written(module, replace(sample_document(), findings=()))
    assert b"<its:" not in text
    assert official.validate(etree.parse(BytesIO(text))), official.error_log


@both
def test_findings_are_quality_issues_that_the_texts_point_at(module: ModuleType) -> None:
    tree = etree.parse(BytesIO(written(module, sample_document())))
    ids = {item.get(XML_ID): item for item in tree.iter(f"{{{ITS}}}locQualityIssues")}
    pointing = [item for item in tree.iter(etree.Element) if item.get(REFERENCE)]
    names = [(item.get(REFERENCE) or "").removeprefix("#").removeprefix("its=") for item in pointing]
    assert len(names) == len(ids)
    assert set(names) == set(ids)
    told = {
        (issue.get("locQualityIssueType"), issue.get("locQualityIssueSeverity"), issue.get("locQualityIssueComment"))
        for item in ids.values()
        for issue in item
    }
    assert told == {
        ("numbers", "100", "N101: 1.500,5 is not in the English (29-36)"),
        ("length", "50", "L201: source & target differ in length"),
        ("numbers", "50", "N101: one sentence became two"),
    }


def test_xliff_21_marks_what_a_finding_points_at() -> None:
    tree = etree.parse(BytesIO(written(xliff21, sample_document())))
    marks = [(mark.get("type"), "".join(map(str, mark.itertext()))) for mark in tree.iter("{*}mrk")]
    assert marks == [
        ("its:generic", "SUKAMAJU – Petani memanen 1.500,5 ton padi pada Senin (16/2)."),
        ("its:generic", "1,500.5"),
        ("its:generic", '"We do not lose," Budi said. He smiled.'),
    ]


SPANS = st.none() | st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(min(ends), max(ends)))
TEXTS = st.text(alphabet="ab <&\u00a0\u0301é\n", min_size=1, max_size=30)


@both
@given(source=TEXTS, target=TEXTS, places=st.lists(st.tuples(st.sampled_from(Side), SPANS), max_size=6))
def test_marks_leave_the_texts_as_they_are(
    module: ModuleType, source: str, target: str, places: list[tuple[Side, Span | None]]
) -> None:
    document = document_of([(source, target, Status.DRAFT, Origin.MACHINE)])
    tuid = document.units[0].tuid
    found = tuple(Finding("N101", Severity.ERROR, tuid, side, span, "m") for side, span in places)
    (unit,) = read(module, written(module, replace(document, findings=found)))
    assert (unit.source, unit.target) == (line_text(source), line_text(target))
    assert len(unit.notes) == len({side for side, _ in places})


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


@pytest.mark.parametrize(
    ("target", "status", "origin"),
    [
        ("", None, None),
        ('state="new"', Status.UNTRANSLATED, None),
        ('state="needs-review-translation"', Status.NEEDS_REVIEW, None),
        ('state="needs-l10n"', Status.NEEDS_REVIEW, None),
        ('state="translated"', Status.EDITED, None),
        ('state="x-ours"', None, None),
        ('state-qualifier="mt-suggestion"', None, Origin.MACHINE),
        ('state="translated" state-qualifier="leveraged-mt"', Status.DRAFT, Origin.MACHINE),
        ('state="final" state-qualifier="leveraged-mt"', Status.DRAFT, Origin.MACHINE),
        ('state="translated" state-qualifier="fuzzy-match"', Status.NEEDS_REVIEW, None),
        ('state="translated" state-qualifier="exact-match"', Status.EDITED, None),
        ('state="translated" state-qualifier="leveraged-tm"', Status.EDITED, Origin.MEMORY),
        ('state="translated" state-qualifier="rejected-spelling"', Status.REJECTED, None),
    ],
)
def test_what_others_say_of_a_target_in_xliff_12(target: str, status: Status | None, origin: Origin | None) -> None:
    text = f"<trans-unit id='1'><source>Satu.</source><target {target}>One.</target></trans-unit>"
    (unit,) = read(xliff12, FILE_12.format(text))
    assert (unit.status, unit.origin) == (status, origin)
    (unit,) = read(xliff12, FILE_12.format(text.replace("id=", "approved='yes' id=")))
    assert unit.status is (Status.REJECTED if status is Status.REJECTED else Status.APPROVED)


@pytest.mark.parametrize(
    ("segment", "status"),
    [
        ("", None),
        ('state="initial"', Status.UNTRANSLATED),
        ('state="initial" subState="x:y"', Status.UNTRANSLATED),
        ('state="translated"', Status.EDITED),
        ('state="translated" subState="x:y"', Status.EDITED),
        ('state="reviewed"', Status.APPROVED),
    ],
)
def test_what_others_say_of_a_target_in_xliff_21(segment: str, status: Status | None) -> None:
    text = f"<unit id='1'><segment {segment}><source>Satu.</source><target>One.</target></segment></unit>"
    assert [unit.status for unit in read(xliff21, FILE_21.format(text))] == [status]


def test_reads_inline_elements_of_xliff_21() -> None:
    text = '<source>Satu <pc id="1">dua</pc>.<cp hex="0007"/><ph id="2"/></source><target>One.</target>'
    unit = read(xliff21, FILE_21.format(f'<unit id="1"><segment state="reviewed">{text}</segment></unit>'))[0]
    assert (unit.source, unit.target, unit.status) == ("Satu dua.\x07", "One.", Status.APPROVED)


def told(units: list[ForeignUnit]) -> list[tuple[str, str, str, Status | None]]:
    return [(unit.tuid, unit.source, unit.target, unit.status) for unit in units]


def test_every_segment_of_xliff_21_is_a_pair() -> None:
    units = read(
        xliff21,
        FILE_21.format(
            '<unit id="7"><segment state="final"><source>Satu.</source><target>One.</target></segment>'
            "<ignorable><source> </source><target> </target></ignorable>"
            '<segment id="b"><source>Dua.</source></segment>'
            '<segment state="initial"><source>Tiga.</source><target>Tiga.</target></segment></unit>'
        ),
    )
    assert told(units) == [
        ("7", "Satu.", "One.", Status.APPROVED),
        ("7.pair-2", "Dua.", "", None),
        ("7.pair-3", "Tiga.", "Tiga.", Status.UNTRANSLATED),
    ]


SEGMENTED_12 = (
    '<trans-unit id="7"><source>Satu. Dua.</source><seg-source><g id="1"><mrk mtype="seg" mid="0">Satu.</mrk></g> '
    '<mrk mtype="seg" mid="1">Du<mrk mtype="term">a</mrk>.</mrk></seg-source>{}</trans-unit>'
)
WHOLE = [("7", "Satu. Dua.", "One. Two.", Status.EDITED)]


@pytest.mark.parametrize(
    ("target", "pairs"),
    [
        (
            '<mrk mtype="seg" mid="1">Two.</mrk> <mrk mtype="seg" mid="0">One.</mrk>',
            [("7", "Satu.", "One.", Status.EDITED), ("7.pair-2", "Dua.", "Two.", Status.EDITED)],
        ),
        (
            '<g id="1"><mrk mtype="seg" mid="0">One.</mrk></g>',
            [("7", "Satu.", "One.", Status.EDITED), ("7.pair-2", "Dua.", "", None)],
        ),
        (" ", [("7", "Satu.", "", None), ("7.pair-2", "Dua.", "", None)]),
        ("One. Two.", WHOLE),
        ('<mrk mtype="seg" mid="8">One.</mrk> <mrk mtype="seg" mid="9">Two.</mrk>', WHOLE),
        ('<mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="0">Two.</mrk>', WHOLE),
    ],
    ids=["both", "half", "none", "not segmented", "other segments", "segments of one name"],
)
def test_every_segment_of_xliff_12_is_a_pair_where_both_sides_have_it(
    target: str, pairs: list[tuple[str, str, str, Status | None]]
) -> None:
    text = SEGMENTED_12.format(f'<target state="translated">{target}</target>')
    assert told(read(xliff12, FILE_12.format(text))) == pairs


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('Gambar 1: <mrk mtype="seg" mid="0">Satu.</mrk>', 'Figure 1: <mrk mtype="seg" mid="0">One.</mrk>'),
        ('<mrk mtype="seg" mid="0">Gambar 1: Satu.</mrk>', 'Figure 1: <mrk mtype="seg" mid="0">One.</mrk>'),
        ('Gambar 1: <mrk mtype="seg" mid="0">Satu.</mrk>', '<mrk mtype="seg" mid="0">Figure 1: One.</mrk>'),
        (
            '<mrk mtype="seg" mid="0">Gambar 1: <mrk mtype="seg" mid="1">Satu.</mrk></mrk>',
            '<mrk mtype="seg" mid="0">Figure 1: <mrk mtype="seg" mid="1">One.</mrk></mrk>',
        ),
    ],
    ids=["between segments", "of the target", "of the source", "segments in segments"],
)
def test_no_text_of_xliff_12_is_lost_or_doubled_by_its_segments(source: str, target: str) -> None:
    text = f"<source>Gambar 1: Satu.</source><seg-source>{source}</seg-source><target>{target}</target>"
    (unit,) = read(xliff12, FILE_12.format(f'<trans-unit id="7">{text}</trans-unit>'))
    assert (unit.source, unit.target) == ("Gambar 1: Satu.", "Figure 1: One.")


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
    "issues": (
        FILE_21.format(
            f'<unit id="1"><segment><source xmlns:i="{ITS}" i:locQualityIssuesRef="#its=x">a</source></segment></unit>'
        ),
        "no quality issues are called '#its=x'",
    ),
    "state": (FILE_21.format('<unit id="1"><segment state="done"><source/></segment></unit>'), "no state 'done'"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "what"), BROKEN.values(), ids=BROKEN)
def test_files_that_do_not_load(text: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(text)
    assert any(what in problem.what and problem.line == 1 for problem in validate(path)), validate(path)


def test_marks_stand_where_the_text_as_it_is_written_has_what_was_found() -> None:
    text = written(xliff21, document_with_finding("\n\x00He paid 5 dollars.", "5")).decode()
    assert re.search(r">He paid <mrk [^>]*>5</mrk> dollars\.</target>", text)
    assert "(8-9)" in text
