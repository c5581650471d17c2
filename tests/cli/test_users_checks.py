"""Glossaries and checklists of users: their findings are everywhere that ours are."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest
from lxml import etree

from cli.conftest import Selaras

TERMS = "source\ttarget\nwarga\tresident\njembatan\tbridge\n"
STYLE = "STYLE-1\ttarget\tmust not\t\\bEN\\b\tno marks of the machine\terror\n"
OURS = {"G101", "STYLE-1"}


@pytest.fixture
def built(selaras: Selaras, articles: Path) -> Selaras:
    Path("terms.tsv").write_text(TERMS)
    Path("style.tsv").write_text(STYLE)
    code, out, _ = selaras("build", "--glossary", "terms.tsv", "--checklist", "style.tsv", "--to", "tmx,tei,xliff12")
    assert code == 0
    assert "no marks of the machine" in out
    return selaras


def codes(lines: str) -> set[str]:
    return {json.loads(line)["code"] for line in lines.splitlines()} & OURS


def test_a_build_writes_them_down(built: Selaras) -> None:
    assert codes(Path("output/findings.jsonl").read_text()) == OURS
    found = [json.loads(line) for line in Path("output/findings.jsonl").read_text().splitlines()]
    term = next(one for one in found if one["code"] == "G101")
    assert (term["severity"], term["side"], term["message"]) == (
        "warning",
        "source",
        "“jembatan” is not rendered as “bridge”",
    )


def test_exports_carry_them(built: Selaras) -> None:
    for name in ("corpus.tmx", "corpus.xlf", "tei/corpus.en.xml"):
        text = Path("output", name).read_text()
        assert all(code in text for code in OURS), name


def test_check_finds_them_in_the_corpus_and_in_anyones_file(built: Selaras) -> None:
    asked = ("--glossary", "terms.tsv", "--checklist", "style.tsv", "--json")
    assert codes(built("check", *asked)[1]) == OURS
    assert codes(built("check", "output/corpus.tmx", *asked)[1]) == OURS
    assert codes(built("check", "--json")[1]) == set()
    assert codes(built("check", *asked, "--select", "STYLE")[1]) == {"STYLE-1"}
    assert codes(built("check", *asked, "--ignore", "STYLE-1")[1]) == {"G101"}
    assert codes(built("check", *asked, "--select", "A,G101, STYLE")[1]) == OURS
    lines = built("check", *asked, "--severity", "G=error", "--select", "G")[1].splitlines()
    assert {json.loads(line)["severity"] for line in lines} == {"error"}


def test_a_moses_pair_is_checked_once(selaras: Selaras) -> None:
    Path("terms.tsv").write_text(TERMS)
    Path("news.id").write_text("Warga senang.\nJembatan runtuh.\n")
    Path("news.en").write_text("Residents are glad.\nIt collapsed.\n")
    out = selaras("check", "news.id", "news.en", "--glossary", "terms.tsv", "--select", "G", "--json")[1]
    assert [(json.loads(line)["tuid"], json.loads(line)["code"]) for line in out.splitlines()] == [("2", "G101")]


@pytest.mark.filterwarnings("error")
def test_a_moses_pair_of_unequal_length_is_one_line(selaras: Selaras, capfd: pytest.CaptureFixture[str]) -> None:
    Path("news.id").write_text("Warga senang.\nJembatan runtuh.\n")
    Path("news.en").write_text("Residents are glad.\n")
    code, _, err = selaras("check", "news.id")
    assert code == 3
    assert "news.id:2: the source has more lines" in err
    gc.collect()
    assert "Traceback" not in err + capfd.readouterr().err


def test_a_moses_pair_finds_its_tuids_whatever_it_is_called(selaras: Selaras) -> None:
    Path("terms.tsv").write_text(TERMS)
    Path("my.idea.id").write_text("Jembatan runtuh.\n")
    Path("my.idea.en").write_text("It collapsed.\n")
    Path("my.idea.tuid").write_text("d1.2\n")
    out = selaras("check", "my.idea.id", "--glossary", "terms.tsv", "--select", "G", "--json")[1]
    assert [json.loads(line)["tuid"] for line in out.splitlines()] == ["d1.2"]


def test_a_memory_of_an_odd_name_is_checked(built: Selaras) -> None:
    Path("output/corpus.tmx").rename("memory.bak")
    assert codes(built("check", "memory.bak", "--checklist", "style.tsv", "--json")[1]) == {"STYLE-1"}


def test_reports_know_their_titles(built: Selaras) -> None:
    asked = ("--checklist", "style.tsv", "--select", "STYLE")
    (run,) = json.loads(built("check", *asked, "--as", "sarif")[1])["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["STYLE-1"]["properties"]["locQualityIssueType"] == "pattern-problem"
    assert {result["ruleId"] for result in run["results"]} == {"STYLE-1"}
    suites = etree.fromstring(built("check", *asked, "--as", "junit")[1].encode())
    assert suites.findall(".//testcase[@name='STYLE-1 no marks of the machine']/failure")
    assert "no marks of the machine" in built("check", *asked, "--report")[1]


def test_a_project_names_its_lists(built: Selaras) -> None:
    Path("selaras.toml").write_text('glossary = "terms.tsv"\n[check]\nchecklist = "style.tsv"\nignore = ["STYLE-1"]\n')
    assert codes(built("check", "--json")[1]) == {"G101"}
    built("export", "--to", "tmx")
    assert codes(Path("output/findings.jsonl").read_text()) == {"G101"}


def test_suppressions_silence_them(built: Selaras) -> None:
    found = [json.loads(line) for line in Path("output/findings.jsonl").read_text().splitlines()]
    Path("corpus/suppressions.tsv").write_text("".join(f"{one['tuid']}\t{one['code']}\tseen\n" for one in found))
    assert built("check", "--glossary", "terms.tsv", "--checklist", "style.tsv", "--json")[:2] == (0, "")


def test_a_checklist_that_cannot_be_used_is_one_line(built: Selaras) -> None:
    Path("style.tsv").write_text("STYLE-1\ttarget\tmust\t(\tm\n")
    code, out, err = built("check", "--checklist", "style.tsv")
    assert (code, out) == (2, "")
    assert "style.tsv:1: not a regular expression: missing )" in err
    assert built("check", "--checklist", "none.tsv")[0] == 2


def test_the_reader_has_a_page_for_each_article_that_is_there(built: Selaras) -> None:
    code, out, _ = built("export", "--to", "html", "--checklist", "style.tsv")
    assert code == 0
    assert "output/html" in out
    pages = sorted(Path("output/html").glob("*/*.html"))
    assert len(pages) == 2
    assert any("STYLE-1" in page.read_text() for page in pages)
    Path("seeds/b.txt").unlink()
    built("build", "--to", "html")
    assert len(list(Path("output/html").glob("*/*.html"))) == 1
    assert Path("output/html/index.html").read_text().count("<li>") == 1
