from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bilingual_samples import CONTEXT, Files, document_of, sample_document
from selaras.errors import FormatError
from selaras.formats import Written, tei
from selaras.formats.problems import grammar
from selaras.formats.tei import names
from selaras.formats.xmltext import line_text
from selaras.ids import with_tuids
from selaras.model import (
    Alignment,
    BilingualDocument,
    Block,
    BlockKind,
    Document,
    Finding,
    Origin,
    Segment,
    SegmentKind,
    Severity,
    Side,
    Span,
    Status,
    TranslationUnit,
)

DATA = Path(__file__).parent.parent / "data" / "formats"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
BOTH = ("id", "en")


def article(document: BilingualDocument, language: str) -> bytes:
    stream = BytesIO()
    tei.write_article(document, language, stream, CONTEXT)
    return stream.getvalue()


def parsed(document: BilingualDocument, language: str) -> etree._Element:
    return etree.fromstring(article(document, language))


def one(root: etree._Element, path: str) -> etree._Element:
    """The first element there; a missing one is a failure."""
    found = root.find(path, {None: TEI[1:-1]})  # type: ignore[dict-item]
    assert found is not None, path
    return found


def text_of(item: etree._Element) -> str:
    return "".join(map(str, item.itertext()))


def corpus_in(folder: Path) -> list[Path]:
    files = Files()
    tei.write_files([sample_document(), sample_document("berita_2")], files, CONTEXT)
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text)
    return [folder / name for name in files]


@pytest.fixture(scope="session")
def profile(shared: Path) -> etree.RelaxNG:
    return etree.RelaxNG(file=str(shared / "schemas" / "tei_bilingual_profile-from-4.12.0.rng"))


@pytest.mark.parametrize("language", BOTH)
def test_article(language: str, golden: Callable[[bytes, Path], None]) -> None:
    golden(article(sample_document(), language), DATA / f"panen.{language}.xml")


@pytest.mark.parametrize("language", BOTH)
def test_corpus(language: str, golden: Callable[[bytes, Path], None]) -> None:
    files = Files()
    tei.write_files([sample_document(), sample_document("berita_2")], files, CONTEXT)
    golden(files[f"corpus.{language}.xml"], DATA / f"corpus.{language}.xml")


def test_files_of_an_export() -> None:
    files = Files()
    got = tei.write_files([sample_document(), sample_document("berita_2")], files, CONTEXT)
    assert got == Written(2, 18, files=6)
    assert list(files) == [
        "3f/d3f9ac1b2e4f5.id.xml",
        "3f/d3f9ac1b2e4f5.en.xml",
        "8b/berita_2.id.xml",
        "8b/berita_2.en.xml",
        "corpus.id.xml",
        "corpus.en.xml",
    ]


def test_no_articles_no_files() -> None:
    files = Files()
    assert tei.write_files([], files, CONTEXT) == Written(files=0)
    assert not files


def test_profile_accepts_articles_and_corpora(profile: etree.RelaxNG, tmp_path: Path) -> None:
    for file in corpus_in(tmp_path):
        tree = etree.parse(file)
        tree.xinclude()
        assert profile.validate(tree), profile.error_log


@pytest.mark.client
def test_tei_all_accepts_articles_and_corpora(shared: Path, tmp_path: Path) -> None:
    if not shutil.which("jing"):
        pytest.skip("needs jing (Debian package jing)")
    command = ["jing", str(shared / "schemas" / "tei_all-4.12.0.rng"), *map(str, corpus_in(tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_both_sides_share_their_ids() -> None:
    texts = [one(parsed(sample_document(), language), "text") for language in BOTH]
    ids = [[item.get(f"{XML}id") for item in text.iter() if item.get(f"{XML}id")] for text in texts]
    assert ids[0] == ids[1]
    assert len(ids[0]) == len(set(ids[0]))


def test_every_pointer_of_a_corpus_arrives(tmp_path: Path) -> None:
    files = {path.name: etree.parse(path) for path in corpus_in(tmp_path)}
    ids = {name: {item.get(f"{XML}id") for item in tree.iter()} for name, tree in files.items()}
    pointers = [pointer for name, tree in files.items() for pointer in _resolved(name, tree)]
    dangling = [
        pointer for pointer in pointers if pointer[0] not in ids or (pointer[1] and pointer[1] not in ids[pointer[0]])
    ]
    assert len(pointers) > 100
    assert dangling == []


def _resolved(name: str, tree: etree._ElementTree) -> list[tuple[str, str]]:
    definitions = tree.iter(f"{TEI}prefixDef")
    prefixes = {item.get("ident"): item.get("replacementPattern") or "" for item in definitions}
    found = []
    for item in tree.iter(etree.Element):
        for attribute in ("corresp", "target", "ana", "resp", "who", "domains"):
            for pointer in (item.get(attribute) or "").split():
                if pointer.startswith(("http", "#string-range(")):
                    continue
                prefix, colon, rest = pointer.partition(":")
                pointer = prefixes[prefix].replace("$1", rest) if colon else pointer
                file, _, fragment = pointer.partition("#")
                found.append((file or name, fragment))
    return found


def test_every_language_is_declared() -> None:
    for language in BOTH:
        root = parsed(sample_document(), language)
        declared = {item.get("ident") for item in root.iter(f"{TEI}language")}
        assert {item.get(f"{XML}lang") for item in root.iter() if item.get(f"{XML}lang")} <= declared


def test_tag_counts_are_true() -> None:
    for language in BOTH:
        root = parsed(sample_document(), language)
        inside = [item for item in one(root, "text").iter() if item.tag != f"{TEI}text"]
        counted = Counter(etree.QName(item).localname for item in inside)
        assert {item.get("gi"): int(item.get("occurs") or 0) for item in root.iter(f"{TEI}tagUsage")} == counted


def test_offsets_point_into_the_decoded_text() -> None:
    document = sample_document()
    for item in parsed(document, "id").iter(f"{TEI}s", f"{TEI}seg"):
        start, end = map(int, (item.get("source") or "").removeprefix("char:").split(","))
        assert document.document.text[start:end] == item.text


def test_white_space_between_sentences_is_that_of_the_article() -> None:
    text = text_of(one(parsed(sample_document(), "id"), ".//p[@n='5']"))
    assert "Harga gabah naik.Beras langka" in text
    assert re.search(r"\(16/2\)\.\s+Harga", text)


def test_untranslated_is_a_gap_and_the_untranslatable_keeps_its_language() -> None:
    root = parsed(sample_document(), "en")
    assert one(root, ".//gap/..").get("ana") == "status:untranslated"
    kept = {item.text: item.get(f"{XML}lang") for item in one(root, "text").iter(f"{TEI}seg", f"{TEI}note")}
    assert kept["(SA)"] == "id"
    assert kept["Oleh Siti Aminah"] == "id"


def test_what_is_not_translated_keeps_the_language_of_its_block() -> None:
    document = document_of_blocks(
        [(BlockKind.PARAGRAPH, [("Hello", SegmentKind.SENTENCE, False, Status.UNTRANSLATED)], None, "en")]
    )
    assert one(parsed(document, "id"), ".//body//p").get(f"{XML}lang") == "en"
    assert one(parsed(document, "en"), ".//body//p/note").get(f"{XML}lang") == "en"


def test_a_unit_that_was_rejected_without_a_text_is_a_gap_that_nothing_links_to() -> None:
    document = document_of(
        [("Ya.", "", Status.REJECTED, Origin.HUMAN), ("Ia pergi.", "He left.", Status.DRAFT, Origin.MACHINE)]
    )
    root = parsed(document, "en")
    assert [item.get("ana") for item in root.iterfind(f".//{TEI}gap/..")] == ["status:rejected origin:human"]
    assert [link.get("type") for link in root.iter(f"{TEI}link")] == ["1-1"]
    assert document.alignments == (Alignment((document.units[1].tuid,), (document.units[1].tuid,)),)


def test_findings_point_at_text_and_taxonomy() -> None:
    spans = parsed(sample_document(), "en").findall(f".//{TEI}spanGrp[@type='findings']/{TEI}span")
    assert [(item.get("target"), item.get("ana"), item.text) for item in spans] == [
        ("#d3f9ac1b2e4f5.13fffa5586", "check:N101 severity:error", "1.500,5 is not in the English"),
        ("mt-src:d3f9ac1b2e4f5.13fffa5586", "check:L201 severity:warning", "source & target differ in length"),
        ("#d3f9ac1b2e4f5.7e9d908ce4", "check:N101 severity:warning", "one sentence became two"),
    ]
    assert spans[0].get("corresp") == "#string-range(d3f9ac1b2e4f5.13fffa5586,29,7)"


def test_a_finding_about_the_source_points_at_its_characters_there() -> None:
    document = sample_document()
    finding = replace(document.findings[1], span=Span(0, 8))
    (span,) = parsed(replace(document, findings=(finding,)), "en").findall(
        f".//{TEI}spanGrp[@type='findings']/{TEI}span"
    )
    assert span.get("corresp") == "d3f9ac1b2e4f5.id.xml#string-range(d3f9ac1b2e4f5.13fffa5586,0,8)"


def test_edits_and_provenance_are_in_the_header() -> None:
    root = parsed(sample_document(), "en")
    change = one(root, ".//change")
    assert (change.get("when"), change.get("target")) == ("2026-11-20T09:30:00Z", "#d3f9ac1b2e4f5.9d64bf00cf")
    statements = [text_of(item) for item in root.iter(f"{TEI}respStmt")]
    assert any("Machine translation to English" in text and "argos:selaras-id_en-0.1|" in text for text in statements)


def test_dateline_and_place() -> None:
    root = parsed(sample_document(), "id")
    span = one(root, ".//spanGrp[@type='dateline']/span")
    assert (span.text, span.get("corresp")) == ("SUKAMAJU –", "#string-range(d3f9ac1b2e4f5.13fffa5586,0,10)")
    assert one(root, ".//creation/placeName").text == "SUKAMAJU"


@pytest.mark.parametrize("language", BOTH)
def test_odd_metadata_is_still_valid(profile: etree.RelaxNG, language: str) -> None:
    document = sample_document()
    metadata = replace(
        document.document.metadata, date="kemarin", modified="2026-13-45", url="https://contoh.id/a b?c=%zz#d#e",
        author="\x00A & B", genre="opini", licence="CC BY 4.0", subtitle="<i>", extra=(("ko lom", "a\x0bb"),),
    )  # fmt: skip
    odd = replace(document, document=replace(document.document, metadata=metadata, language="ms", notes=("NUL found",)))
    assert profile.validate(etree.fromstring(article(odd, language))), profile.error_log


@pytest.mark.parametrize("date", ["2019-99", "２０１９", "0000", "2019-03-12T10:00+15:00", "0001-01-01T00:00+07:00"])
def test_what_xml_schema_takes_for_no_date_is_told_as_text(profile: etree.RelaxNG, date: str) -> None:
    document = sample_document()
    named = replace(document.document, metadata=replace(document.document.metadata, date=date))
    root = parsed(replace(document, document=named), "id")
    found = one(root, ".//bibl/date[@type='published']")
    assert (found.text, found.get("when")) == (date, None)
    assert profile.validate(root), profile.error_log


@pytest.mark.parametrize("url", ["www.contoh.id/a", "contoh.id:8080/x", "//contoh.id/a", "#a"])
def test_an_address_without_a_scheme_is_no_pointer(profile: etree.RelaxNG, url: str) -> None:
    document = sample_document()
    named = replace(document.document, metadata=replace(document.document.metadata, url=url))
    root = parsed(replace(document, document=named), "id")
    assert (one(root, ".//bibl/ref").text, one(root, ".//bibl/ref").get("target")) == (url, None)
    assert profile.validate(root), profile.error_log


@pytest.mark.parametrize("language", BOTH)
def test_empty_article_is_still_valid(profile: etree.RelaxNG, language: str) -> None:
    assert profile.validate(etree.fromstring(article(document_of([]), language))), profile.error_log


@pytest.mark.parametrize(("doc_id", "message"), [("1berita", "not a name for an XML element"), ("a b", "not a name")])
def test_ids_that_xml_does_not_allow_are_refused(doc_id: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        article(document_of([("Ya.", "Yes.", Status.DRAFT, Origin.MACHINE)], doc_id), "en")


def test_equal_articles_give_equal_bytes() -> None:
    assert article(sample_document(), "en") == article(sample_document(), "en")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).map(
    lambda text: "a" + line_text(text)
)
Member = tuple[str, SegmentKind, bool, Status]
MEMBERS = st.tuples(WORDS, st.sampled_from(SegmentKind), st.booleans(), st.sampled_from(Status))
BLOCK = st.tuples(
    st.sampled_from(BlockKind), st.lists(MEMBERS, min_size=1, max_size=3), st.none() | WORDS, st.none() | st.just("en")
)


def document_of_blocks(
    blocks: list[tuple[BlockKind, list[Member], str | None, str | None]],
) -> BilingualDocument:
    """A document of any blocks in any order, with findings about half of its units."""
    text, made, segments = "", [], []
    for number, (kind, members, reason, language) in enumerate(blocks):
        start = len(text)
        for word, segment_kind, translatable, _ in members:
            span = Span(len(text), len(text) + len(word))
            segments.append(Segment("", f"b.{number:010x}", segment_kind, translatable, span, word, word))
            text += word + " "
        made.append(Block(f"b.{number:010x}", kind, Span(start, len(text) - 1), reason, language))
    statuses = [status for _, members, _, _ in blocks for *_, status in members]
    units = tuple(
        _unit(segment, status) for segment, status in zip(with_tuids("berita", segments), statuses, strict=True)
    )
    findings = tuple(Finding("N101", Severity.INFO, unit.tuid, Side.TARGET, Span(0, 1), "x") for unit in units[::2])
    return BilingualDocument(Document("a.txt", text, tuple(made), doc_id="berita"), units, findings)


def _unit(segment: Segment, status: Status) -> TranslationUnit:
    if status is Status.UNTRANSLATED:
        return TranslationUnit(segment)
    edited = TranslationUnit(segment, "mt", segment.raw, Origin.HUMAN, status, "a:b|c")
    return replace(edited, person="Rina", date="2026-11-20")


@given(document=st.lists(BLOCK, max_size=6).map(document_of_blocks), language=st.sampled_from(BOTH))
@settings(deadline=None, max_examples=200)
def test_any_layout_is_valid(profile: etree.RelaxNG, document: BilingualDocument, language: str) -> None:
    root = etree.fromstring(article(document, language))
    assert profile.validate(root), profile.error_log
    assert grammar("tei").validate(root), grammar("tei").error_log


def test_only_attributes_become_ids() -> None:
    element = etree.Element("p", {names.XML_ID: "p1", "n": f' {names.XML_ID}="2"'})
    element.text = f'a {names.XML_ID}="3" b'
    written = names.with_true_ids(etree.tostring(element, encoding="unicode"))
    assert re.findall(r" (xml:id|n)=", written) == ["xml:id", "n"]
    assert etree.fromstring(written).text == element.text
