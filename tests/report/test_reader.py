"""The reader: both texts, marks and findings in words, nothing from elsewhere, nothing that runs but its own script."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from bilingual_samples import CONTEXT, Files, document_of, sample_document
from selaras.formats import Written
from selaras.formats.xmltext import xml_text
from selaras.model import BilingualDocument, Finding, Metadata, Origin, Severity, Side, Span, Status, Suggestion
from selaras.report import reader
from selaras.report.units import marked_html

LINKS = re.compile(r'(?:src|href|action)="([^"]*)"')


def written(*documents: BilingualDocument) -> tuple[Files, Written]:
    files = Files()
    return files, reader.write_files(documents, files, CONTEXT)


def parsed(content: str) -> Any:
    """The stubs of lxml know too many results of an XPath to work with."""
    return html.document_fromstring(content)


def page(document: BilingualDocument) -> Any:
    return parsed(reader.article_html(document, CONTEXT))


def text(item: Any) -> str:
    return " ".join(item.text_content().split())


def test_a_page_for_each_article_and_an_index() -> None:
    files, done = written(sample_document(), sample_document("berita_2"))
    pages = [name for name in files if name != "index.html"]
    assert pages[0] == "3f/d3f9ac1b2e4f5.html"
    assert (done.documents, done.files) == (len(pages), len(files)) == (2, 3)
    index = parsed(files["index.html"].decode())
    assert [link.get("href") for link in index.xpath("//ol//a")] == pages
    (totals,) = index.find_class("totals")
    assert text(totals).startswith("2 articles, 18 units")
    assert "2 errors" in text(totals)


def test_pages_know_their_neighbours() -> None:
    files, _ = written(*(sample_document(name) for name in ("berita_1", "berita_2", "berita_3")))
    pages = {name: parsed(content.decode()) for name, content in files.items()}
    pages.pop("index.html")
    links = [[(link.get("rel"), link.get("href")) for link in page.xpath("//nav/a")] for page in pages.values()]
    names = [f"../{name}" for name in pages]
    assert links == [
        [(None, "../index.html"), ("next", names[1])],
        [(None, "../index.html"), ("prev", names[0]), ("next", names[2])],
        [(None, "../index.html"), ("prev", names[1])],
    ]


def test_the_two_texts_stand_side_by_side_with_marks_and_words() -> None:
    unit = page(sample_document()).get_element_by_id("d3f9ac1b2e4f5.13fffa5586")
    assert unit.get("class") == "unit error"
    source, target = unit.xpath("./p")
    assert (source.get("lang"), text(source)) == ("id", "SUKAMAJU – Petani memanen 1.500,5 ton padi pada Senin (16/2).")
    assert (target.get("lang"), text(target)) == (
        "en",
        "SUKAMAJU – Farmers harvested 1,500.5 tonnes of rice on Monday (16/2).",
    )
    (mark,) = target.xpath("./mark")
    assert (mark.text, mark.get("class"), mark.get("title")) == (
        "1,500.5",
        "error",
        "N101: 1.500,5 is not in the English",
    )
    assert [text(item) for item in unit.xpath(".//li")] == [
        "error N101 1.500,5 is not in the English",
        "warning L201 source & target differ in length",
    ]
    assert unit.xpath(".//code/@title") == ["Numbers differ", "Length ratio"]


def test_what_people_changed_and_memories_offer_is_at_hand() -> None:
    document = sample_document()
    (edited,) = [unit for unit in document.units if unit.source == "Harga gabah naik."]
    offered = Suggestion(edited.tuid, "Harga gabah turun.", "Grain falls.", 87, "fuzzy", "old.tmx")
    unit = page(replace(document, suggestions=(offered,))).get_element_by_id(edited.tuid)
    assert "edited by Rina" in text(unit)
    assert [text(line) for line in unit.xpath("./details/p")] == [
        "machine → Prices of grain rise.",
        "old.tmx, 87 %: Harga gabah turun. → Grain falls.",
    ]


def test_what_is_not_translated_says_what_it_is() -> None:
    quiet = page(sample_document()).find_class("quiet")
    assert [text(unit.xpath("./p[@lang='en']")[0]) for unit in quiet][:2] == ["boilerplate", "byline"]


def test_a_block_in_another_language_is_said_to_be_in_it() -> None:
    document = sample_document()
    blocks = tuple(replace(block, language="en") for block in document.document.blocks)
    other = replace(document, document=replace(document.document, blocks=blocks, language="ms"))
    assert {item.get("lang") for item in page(other).xpath("//article/p[1]")} == {"en"}
    assert page(other).xpath("//h1/@lang") == ["ms"]


def test_overlapping_findings_share_a_stretch() -> None:
    findings = [
        Finding("A101", Severity.WARNING, "u", Side.TARGET, Span(0, 7), "first"),
        Finding("A102", Severity.ERROR, "u", Side.TARGET, Span(4, 11), "second"),
        Finding("A103", Severity.ERROR, "u", Side.SOURCE, Span(0, 1), "of the other side"),
    ]
    marks = parsed(f"<p>{marked_html('one two three', findings, Side.TARGET)}</p>").xpath("//mark")
    assert [(mark.text, mark.get("class"), mark.get("data-findings")) for mark in marks] == [
        ("one ", "warning", "0"),
        ("two", "error", "0 1"),
        (" thr", "error", "1"),
    ]


def test_what_is_said_often_is_written_once() -> None:
    document = sample_document()
    tuid = document.units[1].tuid
    spans = (Span(0, 1), Span(2, 3), Span(4, 5))
    findings = tuple(Finding("N101", Severity.ERROR, tuid, Side.SOURCE, span, "again") for span in spans)
    unit = page(replace(document, findings=findings)).get_element_by_id(tuid)
    assert [(text(item), item.get("data-times")) for item in unit.xpath(".//li")] == [("error N101 again ×3", "3")]
    assert [mark.get("data-findings") for mark in unit.xpath(".//mark")] == ["0", "0", "0"]


def test_the_toolbar_counts_by_severity_and_check() -> None:
    root = page(sample_document())
    assert [text(label) for label in root.xpath("//form/label")] == [
        "errors1",
        "warnings2",
        "notes0",
        "only with findings",
    ]
    assert [text(option) for option in root.xpath("//option")] == [
        "all checks",
        "L201 Length ratio (1)",
        "N101 Numbers differ (2)",
    ]


def test_a_page_needs_nothing_but_itself() -> None:
    files, _ = written(sample_document(), sample_document("berita_2"))
    for name, content in files.items():
        told = content.decode()
        assert not [link for link in LINKS.findall(told) if "://" in link and not link.startswith("https://contoh.id")]
        for element, directive in (("script", "script-src"), ("style", "style-src")):
            (inside,) = re.findall(f"<{element}>(.*?)</{element}>", told, re.DOTALL)
            digest = b64encode(sha256(inside.encode()).digest()).decode()
            assert f"{directive} 'sha256-{digest}'" in told, name
        assert not re.search(r'\s(?:style|on\w+)="', told)


def test_only_addresses_of_the_web_become_links() -> None:
    document = sample_document()
    for url, count in (("javascript:alert(1)", 0), ("https://contoh.id/a?b=1&c=2", 1)):
        changed = replace(document, document=replace(document.document, metadata=Metadata(url=url)))
        links = page(changed).xpath("//p/a[@rel]/@href")
        assert links == [url] * count


ELEMENTS = frozenset(str(item.tag) for item in page(sample_document()).iter())


class Seen(HTMLParser):
    """The text inside the paragraphs of units, and every element."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "p" and ("dir", "auto") in attrs:
            self._inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "p"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


NASTY = st.lists(
    st.sampled_from(["<script>alert(1)</script>", "</p>", "&amp;", '"', "'", "-->", "\x00", "\u202e", "é", " "])
    | st.characters(exclude_categories=["Cs"]),
    max_size=6,
).map("".join)


@given(source=NASTY, target=NASTY, ends=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4))
def test_no_text_becomes_markup(source: str, target: str, ends: list[tuple[int, int]]) -> None:
    document = document_of([(source, target, Status.DRAFT, Origin.MACHINE)])
    tuid = document.units[0].tuid
    findings = tuple(
        Finding("N101", Severity.INFO, tuid, side, Span(min(pair), max(pair)), source) for pair in ends for side in Side
    )
    seen = Seen()
    seen.feed(reader.article_html(replace(document, findings=findings), CONTEXT))
    assert seen.texts == [xml_text(source), xml_text(target)]
    assert seen.tags <= ELEMENTS


@pytest.mark.client
def test_the_script_runs_in_a_browser_under_its_policy(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    path = tmp_path / "page.html"
    path.write_text(reader.article_html(sample_document(), CONTEXT), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile", "--dump-dom"]
    done = subprocess.run([browser, *options, path.as_uri()], capture_output=True, text=True, timeout=60, check=True)
    root = parsed(done.stdout)
    assert root.xpath("//form/@hidden") == []
    assert root.xpath("//output/text()") == ["3 findings"]
