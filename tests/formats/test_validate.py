from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from bilingual_samples import CONTEXT, Files, sample_document
from selaras.errors import UsageError
from selaras.formats import jsonl, tei, tmx, tsv
from selaras.formats.validate import validate
from selaras.model import Severity

HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="id"'
    ' datatype="plaintext"/>'
)
SOURCE = '<tuv xml:lang="id"><seg>satu</seg></tuv>'
DECOMPOSED = "one\u0301"
TARGET = '<tuv xml:lang="en"><seg>one</seg></tuv>'


def memory(unit: str = f"<tu>{SOURCE}{TARGET}</tu>", header: str = HEADER, version: str = "1.4") -> str:
    return f'<tmx version="{version}">\n{header}\n<body>\n{unit}\n</body></tmx>'


def told(path: Path) -> list[str]:
    return [str(problem).removeprefix(f"{path.parent}/") for problem in validate(path)]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    files = Files()
    tei.write_files([sample_document(), sample_document("berita_2")], files, CONTEXT)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text)
    return tmp_path


def test_what_we_write_has_no_problems(corpus: Path) -> None:
    for module, name in ((tmx, "m.tmx"), (jsonl, "m.jsonl"), (tsv, "m.tsv")):
        with (corpus / name).open("wb") as stream:
            module.write([sample_document(), sample_document("berita_2")], stream, CONTEXT)
    files = [path for path in corpus.rglob("*") if path.is_file()]
    assert len(files) == 9
    assert [problem for path in files for problem in validate(path)] == []


def test_a_small_memory_has_no_problems(tmp_path: Path) -> None:
    (tmp_path / "m.tmx").write_text(memory())
    assert told(tmp_path / "m.tmx") == []


def test_looks_into_gzipped_files(tmp_path: Path) -> None:
    (tmp_path / "m.tmx.gz").write_bytes(gzip.compress(memory(version="1.4.").encode()))
    assert told(tmp_path / "m.tmx.gz") == ["m.tmx.gz:1: error: version is '1.4.' (write version=\"1.4\")"]


# What peers write, and what their users complain about.
BROKEN_MEMORIES = {
    "no srclang": (memory(header=HEADER.replace(' srclang="id"', "")), 2, "the header has no srclang"),
    "no o-tmf": (memory(header=HEADER.replace(' o-tmf="x"', "")), 2, "the header has no o-tmf"),
    "segtype": (memory(header=HEADER.replace("sentence", "line")), 2, "Element header failed to validate attributes"),
    "no header": (memory(header=""), 4, "there is no header before the first tu"),
    "no header, no tu": ('<tmx version="1.4">\n<body></body>\n</tmx>', 0, "there is no header"),
    "prop after tuv": (memory(f'<tu>{SOURCE}{TARGET}\n<prop type="x-a">b</prop></tu>'), 5, "prop stands after tuv"),
    "note after seg": (memory(f"<tu>{SOURCE.replace('</tuv>', '<note>a</note></tuv>')}{TARGET}</tu>"), 4, "note"),
    "old lang": (memory(f"<tu>{SOURCE}{TARGET}</tu>".replace("xml:lang", "lang")), 4, "tuv with the old lang='id'"),
    "no language": (memory(f"<tu>{SOURCE}<tuv><seg>one</seg></tuv></tu>"), 4, "tuv without a language"),
    "one tuv": (memory(f"<tu>{SOURCE}</tu>"), 4, "1 tuv instead of two"),
    "three tuv": (memory(f"<tu>{SOURCE}{TARGET}{TARGET}</tu>"), 4, "3 tuv instead of two"),
    "target first": (memory(f"<tu>{TARGET}{SOURCE}</tu>"), 4, "the first tuv is in 'en', the source language is 'id'"),
    "same tuid": (memory(f"<tu tuid='a'>{SOURCE}{TARGET}</tu>\n" * 2), 5, "a second tu of tuid 'a'"),
    "odd tuid": (memory(f"<tu tuid='a b'>{SOURCE}{TARGET}</tu>"), 4, "the tuid 'a b' is not portable"),
    "no seg": (memory(f"<tu>{SOURCE}<tuv xml:lang='en'></tuv></tu>"), 4, "0 seg in a tuv"),
    "empty seg": (memory(f"<tu>{SOURCE}{TARGET.replace('one', '')}</tu>"), 4, "empty seg"),
    "blanks": (memory(f"<tu>{SOURCE}{TARGET.replace('one', ' one')}</tu>"), 4, "blanks around the text of a seg"),
    "two lines": (memory(f"<tu>{SOURCE}{TARGET.replace('one', 'o&#10;ne')}</tu>"), 4, "a line break inside a seg"),
    "not NFC": (memory(f"<tu>{SOURCE}{TARGET.replace('one', DECOMPOSED)}</tu>"), 4, "a seg that is not in NFC"),
    "control": (memory(f"<tu>{SOURCE}{TARGET.replace('one', 'one&#x85;x')}</tu>"), 4, "a control character"),
    "long": (memory(f"<tu>{SOURCE}{TARGET.replace('one', 'x' * 2001)}</tu>"), 4, "a seg of 2001 characters"),
    "date": (memory(f"<tu changedate='2026-11-20'>{SOURCE}{TARGET}</tu>"), 4, "Invalid attribute changedate"),
    "prop type": (memory(f"<tu><prop type='client'>b</prop>{SOURCE}{TARGET}</tu>"), 4, "prop of type 'client'"),
    "old code": (memory(f"<tu>{SOURCE}{TARGET}</tu>".replace('"id"', '"in"')), 4, "tools do not match 'in'"),
    "unknown element": (memory(f"<tu><x/>{SOURCE}{TARGET}</tu>"), 4, "x"),
    "not XML": (memory("<tu>&</tu>"), 4, "not well-formed XML: "),
    "control characters": (memory("<tu>\x01</tu>"), 4, "not well-formed XML: "),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "what"), BROKEN_MEMORIES.values(), ids=BROKEN_MEMORIES)
def test_memories_that_do_not_load_or_match(text: str, line: int, what: str, tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(text)
    problems = validate(path)
    assert any(problem.line == line and what in problem.what for problem in problems), problems
    assert all("\n" not in str(problem) and problem.remedy for problem in problems)


def test_severity_tells_loading_from_matching(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(memory(f"<tu>{SOURCE}{TARGET.replace('one', ' one')}</tu>"))
    assert [problem.severity for problem in validate(path)] == [Severity.WARNING]


BROKEN_ARTICLES = {
    "element": ("<body>", "<body><p>x</p>", "p"),
    "attribute": ('n="2"', 'nn="2"', "Did not expect element head"),
    "double id": ('xml:id="d3f9ac1b2e4f5.text"', 'xml:id="d3f9ac1b2e4f5"', "a second element of xml:id"),
    "dangling": ('target="#d3f9ac1b2e4f5.13fffa5586"', 'target="#nobody"', "nothing has the xml:id of '#nobody'"),
    "no file": ("d3f9ac1b2e4f5.id.xml#d3f9ac1b2e4f5.1d155eedd2 ", "x.xml#a ", "there is no file 'x.xml'"),
    "category": ("check:N101", "check:N999", "nothing has the xml:id of '#d3f9ac1b2e4f5.check.N999'"),
    "prefix": ("status:draft", "state:draft", "no prefixDef for 'state' in 'state:draft'"),
    "language": ('<language ident="id">', '<language ident="ms">', "no <language ident='id'>"),
    "count": ('gi="s" occurs="9"', 'gi="s" occurs="8"', "tagUsage tells of 8 s, there are 9"),
    "not XML": ("</TEI>", "", "not well-formed XML: "),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "what"), BROKEN_ARTICLES.values(), ids=BROKEN_ARTICLES)
def test_articles_that_are_damaged(old: str, new: str, what: str, corpus: Path) -> None:
    path = corpus / "3f" / "d3f9ac1b2e4f5.en.xml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert any(what in problem.what and problem.line for problem in validate(path)), validate(path)


def test_corpus_that_lost_an_article(corpus: Path) -> None:
    (corpus / "8b" / "berita_2.id.xml").unlink()
    assert [problem.what for problem in validate(corpus / "corpus.id.xml")] == [
        "there is no file '8b/berita_2.id.xml' to include"
    ]


def test_tei_of_others_is_held_to_common_rules_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
        '<p xml:id="a"/><p xml:id="a"/></body></text></TEI>'
    )
    assert [problem.what for problem in validate(path)] == ["a second element of xml:id 'a'"]


def test_text_formats(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"source": "satu"}\n{"target": "one"}\n')
    (tmp_path / "a.tsv").write_text("satu\tone\ndua\n")
    assert told(tmp_path / "a.jsonl") == ['a.jsonl:2: error: no source text (give {"source": "…", "target": "…"})']
    assert told(tmp_path / "a.tsv") == ["a.tsv:2: error: no target column (separate source and target by a tab)"]


def test_other_formats_are_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<html/>")
    with pytest.raises(UsageError, match="a format without rules"):
        validate(tmp_path / "a.xml")
