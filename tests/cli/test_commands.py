"""What people see and what scripts get, for every command and every exit code."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import which

import click
import pytest

from cli.conftest import Selaras
from making import FakeTranslator
from selaras import translation
from selaras.cli import cli
from selaras.errors import ModelError
from selaras.pipeline import diagnosing
from selaras.pipeline.exports import EXPORTS


def test_build_ends_with_a_summary(selaras: Selaras, articles: Path) -> None:
    code, out, err = selaras("build")
    assert code == 0
    assert re.search(r"^read +2 documents \(2 new\)$", out, re.MULTILINE)
    assert re.search(r"^translated +5 segments by fake-1$", out, re.MULTILINE)
    assert "output/corpus.tmx" in out
    assert err == ""


def test_build_tells_scripts_in_json(selaras: Selaras, articles: Path) -> None:
    code, out, _ = selaras("build", "--json")
    record = json.loads(out)
    assert code == 0
    assert (record["translated"], record["documents"]) == (5, {"new": 2})


def test_memories_and_leverage(selaras: Selaras, articles: Path) -> None:
    Path("old.tsv").write_text("source\ttarget\nWarga senang.\tResidents are glad.\n")
    code, out, _ = selaras("build", "--tm", "old.tsv", "--leverage")
    assert code == 0
    assert re.search(r"^100 +1 +2$", out, re.MULTILINE)
    assert not Path("corpus").exists()
    code, out, _ = selaras("build", "--tm", "old.tsv", "--leverage", "--json")
    assert json.loads(out)["total"]["segments"] == 5
    code, out, _ = selaras("build", "--tm", "old.tsv")
    assert code == 0
    assert re.search(r"^reused +1 unit ", out, re.MULTILINE)
    assert re.search(r"^100 +1 +2$", out, re.MULTILINE)
    assert "Residents are glad." in Path("output/corpus.tmx").read_text()
    assert selaras("build", "--tm", "none.tmx")[0] == 3


def test_a_glossary_is_obeyed_and_counted(selaras: Selaras, articles: Path) -> None:
    Path("terms.tsv").write_text("source\ttarget\tusage\nwarga\tresident\t\nwarga\twarga\tforbidden\n")
    code, out, _ = selaras("build", "--glossary", "terms.tsv")
    assert code == 0
    assert re.search(r"^glossary +1 of 1 terms as it says \(100%\)$", out, re.MULTILINE)
    assert "EN resident senang." in Path("output/corpus.tmx").read_text()
    code, out, _ = selaras("build", "--json")
    assert json.loads(out)["outdated"] == 5
    assert "none.tsv" in selaras("build", "--glossary", "none.tsv")[2]


def test_build_reports_every_bad_input_on_one_line_and_does_the_rest(selaras: Selaras, articles: Path) -> None:
    (articles / "empty.txt").touch()
    code, out, err = selaras("build", "seeds", "missing.txt", "--failures", "failed.txt")
    assert code == 3
    assert re.search(r"^read +2 documents", out, re.MULTILINE)
    assert [line.split(":")[0] for line in err.splitlines() if line.startswith("error")] == ["error"] * 2
    assert re.search(r"^failed +2, listed above and in output/quarantine.tsv$", out, re.MULTILINE)
    assert len(Path("output/quarantine.tsv").read_text().splitlines()) == 3
    assert Path("failed.txt").read_text().splitlines() == ["seeds/empty.txt", "missing.txt"]
    (articles / "empty.txt").write_text("Sudah ada isinya sekarang.\n")
    assert selaras("build", "--files-from", "failed.txt")[0] == 3


def test_inputs_that_failed_and_were_mended_are_fed_back_as_the_documents_that_they_are(
    selaras: Selaras, articles: Path
) -> None:
    (articles / "sub").mkdir()
    (articles / "sub/b.txt").touch()
    (articles / "bad.csv").write_text("id,text\n1,\n2,\n")
    (articles / "sub/long.txt").write_text("kata " * 3000)
    code, _, err = selaras("build", "--failures", "failed.txt")
    assert (code, "failed.txt: 3 inputs" in err) == (3, True)
    assert Path("failed.txt").read_text().splitlines() == ["seeds/bad.csv", "seeds/./sub/b.txt", "seeds/./sub/long.txt"]
    (articles / "sub/b.txt").write_text("Warga kini senang.\n")
    (articles / "bad.csv").write_text("id,text\n1,Harga naik.\n2,Harga turun.\n")
    (articles / "sub/long.txt").write_text("Presiden tiba di sana.\n")
    assert selaras("build", "--files-from", "failed.txt", "--failures", "failed.txt")[0] == 0
    assert Path("failed.txt").read_text() == ""
    code, out, _ = selaras("build")
    assert re.search(r"^read +6 documents \(6 unchanged\)$", out, re.MULTILINE)
    assert Path("output/corpus.tmx").read_text().count("Warga kini senang.") == 2


def test_inputs_behind_a_damaged_document_are_fed_back_not_the_corpus(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    (document,) = (path for path in Path("corpus/documents").glob("*/*") if "Harga" in path.read_text())
    document.write_text("{")
    assert selaras("build", "--failures", "failed.txt")[0] == 3
    assert Path("failed.txt").read_text() == "seeds/b.txt\n"


def test_build_fails_on_findings_only_if_asked(selaras: Selaras, articles: Path) -> None:
    assert selaras("build")[0] == 0
    assert selaras("build", "--fail-on", "info")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--shard", "3/2"),
        ("build", "--to", "docx"),
        ("build", "--select", "X999"),
        ("build", "--locale", "id"),
        ("build", "--retranslate", "some"),
        ("check", "--ignore", "X999"),
        ("check", "--select", ""),
        ("frobnicate",),
        ("evaluate",),
    ],
)
def test_requests_that_make_no_sense_are_usage_errors(
    selaras: Selaras, articles: Path, arguments: tuple[str, ...]
) -> None:
    code, _, err = selaras(*arguments)
    assert code == 2
    assert "Traceback" not in err


def test_a_model_that_cannot_be_used_is_one_line(
    selaras: Selaras, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise ModelError("no such model", path="x.argosmodel", remedy="check the path")

    monkeypatch.setattr(translation, "load", broken)
    assert selaras("build", "--model", "x.argosmodel") == (
        3,
        "",
        "error: x.argosmodel: no such model (check the path)\n",
    )


@pytest.mark.parametrize("error", [ValueError("odd\nvalue"), EOFError("odd"), RecursionError(), KeyError("odd")])
def test_a_defect_is_one_line_with_its_place_and_an_exit_code_of_its_own(
    selaras: Selaras, articles: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(translation, "load", broken)
    code, out, err = selaras("build")
    assert (code, out) == (70, "")
    assert re.fullmatch(
        rf"error: pipeline/\w+\.py:\d+: a defect of selaras, {type(error).__name__}.*SELARAS_DEBUG=1.*\n", err
    )
    monkeypatch.setenv("SELARAS_DEBUG", "1")
    assert "Traceback" in selaras("build")[2]


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (BrokenPipeError(32, "Broken pipe"), 0, ""),
        (MemoryError(), 3, "error: not enough memory"),
        (OSError(28, "No space left on device", "x.db"), 3, "error: x.db: No space left on device\n"),
    ],
)
def test_what_the_system_refuses_is_no_defect(
    selaras: Selaras, articles: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, told: str
) -> None:
    def refused(*_args: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(translation, "load", refused)
    # A broken pipe ends the standard output of this very process.
    monkeypatch.setattr("os.dup2", lambda *_args: None)
    got, out, err = selaras("build")
    assert (got, out) == (code, "")
    assert err.startswith(told)
    assert err.count("\n") == bool(told)


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Harga naik sekali. Warga resah.\n" * 20_000)
    command = [sys.executable, "-m", "selaras", "segment", "a.txt", "--any-language"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"Harga naik sekali.\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_check_finds_what_is_wrong_in_the_corpus(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    code, out, _ = selaras("check", "--json", "--fail-on", "never")
    assert code == 0
    assert {json.loads(line)["tuid"].split(".")[0] for line in out.splitlines()}
    assert selaras("check")[0] == 1


def test_check_obeys_suppressions_beside_the_corpus(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    found = [json.loads(line) for line in selaras("check", "--json")[1].splitlines()]
    lines = "".join(f"{one['tuid']}\t{one['code']}\tlooked at\n" for one in found)
    Path("corpus/suppressions.tsv").write_text(lines)
    assert selaras("check", "--json") == (0, "", "")


def test_check_takes_anyones_tmx(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    ours = selaras("check", "--json")[1].splitlines()
    code, out, _ = selaras("check", "output/corpus.tmx", "--json")
    assert code == 1
    assert {json.loads(line)["file"] for line in out.splitlines()} == {"output/corpus.tmx"}
    assert {json.loads(line)["code"] for line in out.splitlines()} == {json.loads(line)["code"] for line in ours}


def variants(**texts: str) -> str:
    said = "".join(f'<tuv xml:lang="{code.replace("_", "-")}"><seg>{text}</seg></tuv>' for code, text in texts.items())
    return f'<tu tuid="t.1">{said}</tu>'


RICE = {"en_US": "The price of rice fell.", "id_ID": "Harga beras turun."}


@pytest.mark.parametrize(
    ("texts", "remark"),
    [
        (RICE, ""),
        (dict(reversed(RICE.items())), ""),
        ({**RICE, "fr": "Le prix du riz a baissé."}, "remark: m.tmx: 1 pair of other languages passed over\n"),
    ],
)
def test_check_takes_a_memory_in_either_direction_and_passes_other_languages_over(
    selaras: Selaras, texts: dict[str, str], remark: str
) -> None:
    Path("m.tmx").write_text(f'<tmx version="1.4"><header srclang="en-US"/><body>{variants(**texts)}</body></tmx>\n')
    assert selaras("check", "m.tmx") == (0, "", f"{remark}no findings\n")


def test_check_names_the_sides_as_the_file_has_them(selaras: Selaras) -> None:
    pair = variants(en="Prices rose 5 percent in 2019.", id="Harga naik 5 persen.")
    back = (
        variants(id="Biaya turun 7 persen.", en="Costs fell.")
        .replace("t.1", "t.2")
        .replace("<tu ", '<tu srclang="id" ')
    )
    Path("m.tmx").write_text(f'<tmx version="1.4"><header srclang="en"/><body>{pair}{back}</body></tmx>\n')
    _, out, err = selaras("check", "m.tmx", "--select", "A1", "--json")
    assert err == (
        "remark: m.tmx: has pairs from English to Indonesian; titles of checks call the Indonesian the source\n"
    )
    found = [json.loads(line) for line in out.splitlines()]
    assert [(one["tuid"], one["side"], one["span"], one["message"]) for one in found] == [
        ("t.1", "source", [25, 29], "the year 2019 is not in the target"),
        ("t.2", "source", [12, 13], "the number 7 is not in the target"),
    ]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_check_reads_standard_input(
    selaras: Selaras, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
) -> None:
    pair = variants(id="Harga naik 5 persen.", en="Prices rose 6 percent.")
    memory = f'<tmx version="1.4"><header srclang="id"/><body>{pair}</body></tmx>\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(pack(memory.encode()))))
    code, out, _ = selaras("check", "-")
    assert (code, out) == (1, "stdin: t.1 A101 error: 6 is not in the source, which has 5\n")


def test_check_says_of_standard_input_that_is_no_pair_what_to_give(
    selaras: Selaras, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Harga naik.\n")))
    code, _, err = selaras("check", "-")
    assert code == 3
    assert "error: stdin: not a bilingual file that is read (give TMX" in err


def test_check_knows_other_codes_of_our_languages(selaras: Selaras) -> None:
    pairs = variants(in_ID="Harga naik 5 persen.", en="Prices rose 6 percent.")
    pairs += variants(ind="Biaya turun 5 persen.", eng="Costs fell 7 percent.").replace("t.1", "t.2")
    Path("m.tmx").write_text(f'<tmx version="1.4"><header srclang="in-ID"/><body>{pairs}</body></tmx>\n')
    found = [json.loads(line) for line in selaras("check", "m.tmx", "--json")[1].splitlines()]
    assert [(one["tuid"], one["code"]) for one in found] == [("t.1", "A101"), ("t.2", "A101")]


def test_check_does_not_take_units_without_ids_for_one(selaras: Selaras) -> None:
    pairs = "".join(variants(id=f"Hujan turun {n} jam.", en=f"It rained for {n} hours.") for n in (3, 4, 5))
    pairs = pairs.replace(' tuid="t.1"', "")
    Path("m.tmx").write_text(f'<tmx version="1.4"><header srclang="id"/><body>{pairs}</body></tmx>\n')
    assert selaras("check", "m.tmx") == (0, "", "no findings\n")


def test_check_does_not_mix_up_the_files_of_an_xliff(selaras: Selaras) -> None:
    unit = '<trans-unit id="1"><source>{0}</source><target>{1}</target></trans-unit>'
    file = '<file original="{0}" source-language="id" target-language="en" datatype="plaintext"><body>{1}</body></file>'
    said = [("Hujan turun 3 jam.", "It rained for 3 hours."), ("Hujan turun 4 jam.", "It rained for 5 hours.")]
    files = "".join(file.format(f"{number}.txt", unit.format(*texts)) for number, texts in enumerate(said))
    Path("m.xlf").write_text(f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{files}</xliff>')
    found = [json.loads(line) for line in selaras("check", "m.xlf", "--json")[1].splitlines()]
    assert [(one["tuid"], one["code"]) for one in found] == [("file-2.1", "A101")]


def test_check_tells_which_segment_of_a_unit_is_not_translated(selaras: Selaras) -> None:
    segments = (
        "<segment><source>Hujan turun.</source><target>It rained.</target></segment>"
        "<segment><source>Warga pulang.</source></segment>"
    )
    other = "<segment><source>Ani menari.</source><target>Ani dances.</target></segment>"
    Path("m.xlf").write_text(
        '<xliff version="2.1" srcLang="id" trgLang="en"><file id="f">'
        f'<unit id="7">{segments}</unit><unit id="7.2">{other}</unit></file></xliff>'
    )
    found = [json.loads(line) for line in selaras("check", "m.xlf", "--json")[1].splitlines()]
    assert [(one["tuid"], one["code"]) for one in found] == [("7.pair-2", "C101")]


def test_check_tells_every_bad_line_of_a_table_and_checks_the_others(selaras: Selaras) -> None:
    Path("m.tsv").write_text("id\ten\nYa.\tYes.\nTidak.\nHarga naik 5 persen.\tPrices rose 6 percent.\nEmpat.\n")
    code, out, err = selaras("check", "m.tsv")
    assert code == 3
    assert "m.tsv:3: no target column" in err
    assert "m.tsv:5: no target column" in err
    assert "A101" in out


def test_check_says_that_a_memory_was_not_read_to_its_end(selaras: Selaras) -> None:
    unit = '<tu><tuv xml:lang="id"><seg>Ya.</seg></tuv><tuv xml:lang="en"><seg>Yes.</seg></tuv></tu>'
    Path("m.tmx").write_text(f'<tmx version="1.4"><header srclang="id"/><body>{unit * 3}<tu><tuv')
    code, _, err = selaras("check", "m.tmx")
    assert code == 3
    assert "what stands behind it was not checked" in err


def test_check_of_a_memory_of_other_languages_alone_is_one_error(selaras: Selaras) -> None:
    pair = variants(en="Hello.", fr="Bonjour.")
    Path("m.tmx").write_text(f'<tmx version="1.4"><header srclang="en"/><body>{pair}</body></tmx>\n')
    code, out, err = selaras("check", "--json", "m.tmx")
    assert (code, out) == (3, "")
    assert "m.tmx: no Indonesian-English pair" in err


def test_check_names_a_file_it_cannot_read(selaras: Selaras, tmp_path: Path) -> None:
    Path("broken.tmx").write_text("<tmx")
    code, _, err = selaras("check", "broken.tmx", "thesis.odt")
    assert code == 3
    assert "broken.tmx" in err
    assert "thesis.odt" in err


def test_check_says_how_a_corpus_is_named(selaras: Selaras, articles: Path) -> None:
    selaras("build", "--to", "none")
    code, _, err = selaras("check", "corpus")
    assert code == 3
    assert "error: corpus: a folder (give the files in it, or --corpus for a corpus)\n" in err


def test_export_writes_what_is_asked_for(selaras: Selaras, articles: Path) -> None:
    selaras("build", "--to", "none")
    code, out, _ = selaras("export", "--to", "tmx", "--locale", "id-ID,en-US", "-o", "cat")
    assert code == 0
    assert "tmx: 5 units of 2 documents" in out
    assert 'xml:lang="en-US"' in Path("cat/corpus.tmx").read_text()
    selaras("export", "--per-article", "-o", "cat")
    assert sorted(path.name for path in Path("cat/tmx").iterdir()) == ["a.tmx", "b.tmx"]


@pytest.mark.parametrize("command", ["build", "export"])
def test_a_broken_log_keeps_its_document_alone_from_exports(selaras: Selaras, articles: Path, command: str) -> None:
    selaras("build")
    (document, _) = sorted(Path("corpus/documents").glob("*/*.jsonl"))
    log = Path("corpus/edits", document.parent.name, document.name)
    log.parent.mkdir(parents=True)
    log.write_text("{broken\n")
    Path("output/corpus.tmx").unlink()
    code, out, err = selaras(command)
    assert code == 3
    assert "output/corpus.tmx" in out
    assert [line.partition(": broken")[0] for line in err.splitlines()] == [f"error: {log}:1"]
    memory = Path("output/corpus.tmx").read_text()
    assert document.stem not in memory
    assert memory.count("<tu ") in (2, 3)


def test_export_of_approved_units_only(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    assert "tmx: 0 units" in selaras("export", "--approved")[1]
    (document,) = [path for path in Path("corpus/documents").glob("*/*") if "Warga senang" in path.read_text()]
    document.write_text(document.read_text().replace('"status": "draft"', '"status": "approved"'))
    assert "tmx: 3 units" in selaras("export", "--approved")[1]


def test_export_of_segmentation_rules_needs_no_corpus(selaras: Selaras) -> None:
    code, out, _ = selaras("export", "--to", "srx")
    assert code == 0
    assert out.split() == ["output/indonesian.srx", "output/omegat/segmentation.srx", "output/omegat/segmentation.conf"]
    assert "org.omegat.core.segmentation.SRX" in Path("output/omegat/segmentation.conf").read_text()


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_every_format_is_exported(selaras: Selaras, articles: Path, name: str) -> None:
    selaras("build", "--to", "none")
    code, out, _ = selaras("export", "--to", name)
    assert code == 0
    assert re.search(rf"^{name}: \d+ units of 2 documents", out, re.MULTILINE)
    before = {path: path.read_bytes() for path in Path("output").rglob("*") if path.is_file()}
    selaras("export", "--to", name)
    assert before == {path: path.read_bytes() for path in Path("output").rglob("*") if path.is_file()}


def test_a_corpus_that_is_not_there_is_one_line(selaras: Selaras) -> None:
    code, _, err = selaras("check")
    assert code == 3
    assert err.count("\n") == 1


def test_segment_prints_one_sentence_a_line(selaras: Selaras, articles: Path) -> None:
    assert selaras("segment", "seeds/a.txt") == (
        0,
        "Jembatan Baru Diresmikan\nPresiden meresmikan jembatan.\nWarga senang.\n",
        "",
    )


def test_segment_gives_spans_and_kinds_in_json(selaras: Selaras, articles: Path) -> None:
    records = [json.loads(line) for line in selaras("segment", "seeds/b.txt", "--json")[1].splitlines()]
    assert [(one["kind"], one["span"]) for one in records] == [
        ("heading", [0, 17]),
        ("sentence", [19, 46]),
        ("boilerplate", [48, 52]),
    ]
    assert "Tags" not in selaras("segment", "seeds/b.txt", "--translatable")[1]


def test_translate_keeps_lines_and_copies_what_is_not_translated(selaras: Selaras, articles: Path) -> None:
    code, out, _ = selaras("translate", "seeds")
    assert code == 0
    assert "4 segments" not in out
    assert Path("output/english/b.en.txt").read_text() == (
        "EN Harga Beras Turun\n\nEN Harga beras turun 3 persen.\n\nTags\n"
    )
    assert not Path("corpus").exists()


def test_translate_reads_standard_input(selaras: Selaras, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"Harga naik.\n\nWarga resah.\n"))
    monkeypatch.setattr("sys.stdin", stdin)
    assert selaras("translate")[:2] == (0, "EN Harga naik.\n\nEN Warga resah.\n")


def test_translate_lines_gives_n_lines_for_n_lines(selaras: Selaras) -> None:
    Path("in.txt").write_text("Harga naik. Warga resah.\n\n  \nTags\n")
    assert selaras("translate", "--lines", "in.txt")[0] == 0
    assert Path("output/english/in.en.txt").read_text() == "EN Harga naik. Warga resah.\n\n\nEN Tags\n"


def test_two_inputs_of_one_name_do_not_overwrite_each_other(selaras: Selaras, articles: Path) -> None:
    paragraphs = "".join(f"<p>Presiden tiba di Kupang kemarin dan bertemu warga desa nomor {n}.</p>" for n in range(9))
    (articles / "a.html").write_text(f"<html><body><article><h1>Kunjungan</h1>{paragraphs}</article></body></html>")
    selaras("translate", "seeds")
    names = {path.name for path in Path("output/english").glob("*.txt")}
    assert len(names) == len(list(articles.iterdir()))


def test_files_of_one_name_in_two_folders_are_both_translated(selaras: Selaras) -> None:
    for folder in ("x", "y"):
        Path(folder).mkdir()
        Path(folder, "a.txt").write_text(f"Warga desa {folder} senang.\n")
    assert selaras("translate", "--lines", "x/a.txt", "y/a.txt", "-o", "o")[1].split() == ["o/a.en.txt", "o/y/a.en.txt"]
    assert Path("o/y/a.en.txt").read_text() == "EN Warga desa y senang.\n"
    Path("x/a").write_text("Harga naik.\n")
    assert "2 documents" in selaras("translate", "x/a.txt", "x/a", "-o", "o2")[1]
    assert sorted(path.read_text() for path in Path("o2").glob("*.txt")) == [
        "EN Harga naik.\n",
        "EN Warga desa x senang.\n",
    ]


@pytest.mark.parametrize("lines", [(), ("--lines",)])
def test_a_translation_never_takes_the_place_of_an_input(selaras: Selaras, tmp_path: Path, lines: tuple[str]) -> None:
    (tmp_path / "a.txt").write_text("Harga naik.\n")
    (tmp_path / "a.en.txt").write_text("Warga resah.\n")
    code, _, err = selaras("translate", *lines, "a.txt", "a.en.txt", "-o", ".")
    assert (code, (tmp_path / "a.en.txt").read_text()) == (3, "Warga resah.\n")
    assert "a.txt: its translation would replace the input a.en.txt (choose another --output)" in err
    assert (tmp_path / "a.en.en.txt").read_text() == "EN Warga resah.\n"


@pytest.mark.parametrize("lines", [(), ("--lines",)])
def test_a_translation_that_somebody_corrected_is_kept(selaras: Selaras, lines: tuple[str]) -> None:
    Path("in").mkdir()
    for name in ("a", "b"):
        Path(f"in/{name}.txt").write_text("Harga naik.\n")
    assert selaras("translate", *lines, "in", "-o", "o")[0] == 0
    Path("o/a.en.txt").write_text("Prices rose.\n")
    for name in ("a", "b"):
        Path(f"in/{name}.txt").write_text("Warga resah.\n")
    code, _, err = selaras("translate", *lines, "in", "-o", "o")
    assert code == 3
    assert "a.txt: its translation would replace o/a.en.txt, which somebody changed (move that away" in err
    assert Path("o/a.en.txt").read_text() == "Prices rose.\n"
    assert Path("o/b.en.txt").read_text() == "EN Warga resah.\n"
    Path("o/a.en.txt").unlink()
    assert selaras("translate", *lines, "in", "-o", "o")[0] == 0
    assert Path("o/a.en.txt").read_text() == "EN Warga resah.\n"


def test_a_text_of_somebody_is_not_taken_for_a_translation(selaras: Selaras) -> None:
    Path("a.txt").write_text("Harga naik.\n")
    Path("o").mkdir()
    Path("o/a.en.txt").write_text("My notes.\n")
    assert selaras("translate", "a.txt", "-o", "o")[0] == 3
    assert Path("o/a.en.txt").read_text() == "My notes.\n"


def test_translations_of_rows_stay_in_the_output_whatever_their_ids(selaras: Selaras) -> None:
    ids = ["_/_/evil", "../../evil", "https://contoh.id/" + "panjang-" * 40, "a\0b", "\ud800"]
    Path("b.jsonl").write_text("".join(json.dumps({"id": one, "text": "Harga beras naik."}) + "\n" for one in ids))
    code, _, err = selaras("translate", "b.jsonl", "-o", "out/english")
    assert (code, err) == (0, "")
    files = list(Path().rglob("*.en.txt"))
    assert len(files) == len(ids)
    assert all(path.is_relative_to("out/english") for path in files)
    assert selaras("build", "b.jsonl", "--to", "none")[0] == 0
    assert selaras("export", "--per-article")[0] == 0
    assert len(list(Path("output/tmx").rglob("*.tmx"))) == len(ids)


def test_export_per_article_loses_no_article_of_equal_name(selaras: Selaras, articles: Path) -> None:
    paragraphs = "".join(f"<p>Presiden tiba di Kupang kemarin dan bertemu warga desa nomor {n}.</p>" for n in range(9))
    (articles / "a.html").write_text(f"<html><body><article><h1>Kunjungan</h1>{paragraphs}</article></body></html>")
    selaras("build", "--to", "none")
    assert selaras("export", "--to", "tmx,tsv", "--per-article")[0] == 0
    assert {path.name for path in Path("output/tmx").iterdir()} == {"a.tmx", "a.txt.tmx", "b.tmx"}
    assert len(list(Path("output/tsv").iterdir())) == 3


def test_translate_parts_articles_that_go_to_standard_output(selaras: Selaras, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(json.dumps({"text": text}) + "\n" for text in ("Harga beras naik.", "Presiden tiba."))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rows.encode())))
    assert selaras("translate", "--format", "jsonl")[:2] == (0, "EN Harga beras naik.\n\nEN Presiden tiba.\n")


def test_translate_lines_takes_the_inputs_that_translate_takes(selaras: Selaras, articles: Path) -> None:
    Path("list.txt").write_text("seeds/b.txt\n")
    assert selaras("translate", "--lines", "--files-from", "list.txt", "-o", "o")[1] == "o/b.en.txt\n"
    assert selaras("translate", "--lines", "seeds", "--limit", "1", "-o", "o")[1] == "o/a.en.txt\n"
    assert selaras("translate", "--lines", "seeds/*.txt", "--shard", "2/2", "-o", "o")[1] == "o/b.en.txt\n"
    Path("c.txt.gz").write_bytes(gzip.compress("Kafé ramai.\n\n".encode("utf-16")))
    assert selaras("translate", "--lines", "c.txt.gz", "--encoding", "utf-16", "-o", "o")[0] == 0
    assert Path("o/c.txt.gz.en.txt").read_text() == "EN Kafé ramai.\n\n"
    Path("a\nb.txt").write_text("Harga naik.\n")
    assert selaras("translate", "--lines", "a\nb.txt", "-o", "o")[1] == "o/a\\nb.en.txt\n"
    code, out, err = selaras("translate", "--lines", "gone.txt", "seeds/a.txt", "-o", "o")
    assert (code, out, err.count("\n")) == (3, "o/a.en.txt\n", 1)


@pytest.mark.parametrize("option", ["--format=html", "--newlines=never", "--title-column=t", "--whole-quotations"])
def test_options_of_articles_are_refused_beside_lines(selaras: Selaras, articles: Path, option: str) -> None:
    code, _, err = selaras("translate", "--lines", "seeds/a.txt", option)
    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith(f"error: {option.partition('=')[0]} means nothing beside --lines")


@pytest.mark.parametrize("command", [("segment",), ("translate",), ("translate", "--lines")])
def test_what_is_passed_over_is_told(selaras: Selaras, articles: Path, command: tuple[str, ...]) -> None:
    (articles / "c.zzz").touch()
    assert selaras(*command, "seeds")[::2] == (0, "passed over: seeds/c.zzz: .zzz is not a format that is read\n")
    assert selaras(*command, "seeds/*.yyy")[::2] == (3, "error: seeds/*.yyy: no file matches this pattern (check it)\n")


ENGLISH = (
    "The government said on Monday that the price of rice in all the markets of the country would fall this week.\n"
)


def test_documents_in_another_language_are_told(selaras: Selaras, articles: Path) -> None:
    for name in ("x", "y"):
        (articles / f"{name}.txt").write_text(ENGLISH)
    told = "remark: 2 documents are in another language and not translated: x.txt (en) …; --any-language takes all\n"
    assert told in selaras("translate", "seeds")[2]
    assert told in selaras("build")[2]
    assert "remark" not in selaras("translate", "seeds", "--any-language", "-o", "all")[2]


def test_diff_shows_what_changed_since_another_corpus(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    selaras("build", "-c", "before")
    assert selaras("diff", "before") == (0, "", "no differences\n")
    (document,) = [path for path in Path("corpus/documents").glob("*/*") if "Warga senang" in path.read_text()]
    document.write_text(document.read_text().replace('"target": "EN Warga senang."', '"target": "Residents cheer."'))
    code, out, err = selaras("diff", "before")
    assert code == 0
    assert "- EN Warga senang.\n  + Residents cheer." in out
    assert err == "1 target\n"


@pytest.mark.skipif(which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("top", [".", "corpus"], ids=["corpus in a repository", "corpus as repository"])
def test_diff_shows_what_changed_since_a_git_revision(selaras: Selaras, articles: Path, top: str) -> None:
    selaras("build")
    author = ("-c", "user.name=Ani", "-c", "user.email=ani@contoh.id")
    for command in (("init", "-q"), ("add", "."), (*author, "commit", "-qm", "first")):
        subprocess.run(["git", "-C", top, *command], check=True)
    assert selaras("diff") == (0, "", "no differences\n")
    (document,) = [path for path in Path("corpus/documents").glob("*/*") if "Warga senang" in path.read_text()]
    document.write_text(document.read_text().replace('"target": "EN Warga senang."', '"target": "Residents cheer."'))
    assert "- EN Warga senang.\n  + Residents cheer." in selaras("diff")[1]
    assert selaras("diff", "HEAD~1")[0] == 2


def test_diff_against_no_corpus_and_no_revision_is_a_usage_error(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    assert selaras("diff", "nowhere")[0] == 2
    Path("empty").mkdir()
    code, out, err = selaras("diff", "empty")
    assert (code, out) == (2, "")
    assert "neither a corpus nor a git revision" in err


@pytest.mark.parametrize("side", ["before", "corpus"])
def test_diff_tells_what_is_damaged_on_either_side_and_compares_the_rest(
    selaras: Selaras, articles: Path, side: str
) -> None:
    (articles / "c.txt").write_text("Banjir mulai surut pagi ini.\n")
    selaras("build")
    selaras("build", "-c", "before")
    documents = {
        next(name for name in "abc" if f"{name}.txt" in path.read_text()): path
        for path in Path("corpus/documents").glob("*/*")
    }
    documents["c"].write_text(documents["c"].read_text().replace('"EN Banjir', '"Floods'))
    text = Path(side, "texts", *documents["a"].parts[2:]).with_suffix(".txt")
    text.unlink()
    damaged = Path(side, *documents["b"].parts[1:])
    damaged.write_text("{\n")
    code, out, err = selaras("diff", "before")
    assert code == 3
    assert "+ Floods" in out
    told, *errors = err.splitlines()
    assert told == "1 target"
    assert {line.split(": ")[1] for line in errors} == {str(text), f"{damaged}:1"}


def test_validate_says_what_is_valid(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    code, out, _ = selaras("validate", "output")
    assert code == 0
    assert "output/corpus.tmx: valid" in out
    tmx = Path("output/corpus.tmx")
    tmx.write_text(tmx.read_text().replace('srclang="id"', ""))
    code, out, _ = selaras("validate", tmx)
    assert code == 1
    assert "srclang" in out


def test_validate_names_what_it_cannot_read_and_does_the_rest(selaras: Selaras, articles: Path) -> None:
    selaras("build", "--to", "tmx")
    packed = gzip.compress(Path("output/corpus.tmx").read_bytes())
    Path("short.tmx.gz").write_bytes(packed[:200])
    Path("damaged.tmx.gz").write_bytes(packed[:40] + b"\0" * 20 + packed[60:])
    Path("output/a.xml").write_text("<a></a>\n")
    Path("empty").mkdir()
    code, out, err = selaras("validate", "missing.tmx", "short.tmx.gz", "damaged.tmx.gz", "empty", "output")
    assert code == 3
    assert out == "output/corpus.tmx: valid\n"
    assert [line.split(": ")[1] for line in err.splitlines()] == [
        "missing.tmx",
        "short.tmx.gz",
        "damaged.tmx.gz",
        "empty",
        "output/a.xml",
    ]


def test_validate_tells_scripts_how_severe_a_problem_is_as_check_does(selaras: Selaras) -> None:
    Path("bad.tmx").write_text('<tmx version="1.4"><header/><body/></tmx>')
    code, out, _ = selaras("validate", "--json", "bad.tmx")
    assert code == 1
    assert {problem["severity"] for problem in json.loads(out)["problems"]} == {"error"}


def test_evaluate_prints_scores_with_signatures(selaras: Selaras) -> None:
    Path("hyp.txt").write_text("The price of rice fell.\nHe left.\n")
    Path("ref.txt").write_text("The price of rice fell.\nShe went away.\n")
    code, out, err = selaras("evaluate", "hyp.txt", "ref.txt", "--worst", "1")
    assert code == 0
    assert re.match(r"system +BLEU +chrF2 ", out)
    assert "line 2" in out
    assert "nrefs:1" in err


def test_settings_of_a_project_are_defaults(selaras: Selaras, articles: Path) -> None:
    Path("selaras.toml").write_text('corpus = "korpus"\n[build]\nto = "tmx"\n[check]\nselect = ["C"]\n')
    assert selaras("build")[0] == 0
    assert Path("korpus/manifest.json").is_file()
    assert not Path("output/tei").exists()
    assert selaras("build", "-c", "other")[0] == 0
    assert Path("other/manifest.json").is_file()
    assert {json.loads(line)["code"][0] for line in selaras("check", "--json")[1].splitlines()} <= {"C"}


@pytest.mark.parametrize(
    "content", ["colour = 1", "[paint]\na = 1", "[build]\ncolour = 1", "[check]\nselect = ['X9']", "a ="]
)
def test_settings_that_do_not_exist_are_usage_errors(selaras: Selaras, articles: Path, content: str) -> None:
    Path("selaras.toml").write_text(content)
    code, _, err = selaras("build")
    assert code == 2
    assert "selaras.toml" in err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('locale = ["id-ID", "en-US"]', "locale is not a text in quotation marks"),
        ("corpus = 3", "corpus is not a text in quotation marks"),
        ('tm = "x.tmx"', 'tm is not a list, each a text in quotation marks (write tm = ["…"])'),
        ("tm = [1]", "tm is not a list, each a text in quotation marks"),
        ('[build]\nquiet = "yes"', "quiet is not true or false (write quiet = true)"),
        ('beam = "3"', "beam is not a whole number"),
        ("beam = true", "beam is not a whole number"),
        ("[build.corpus]\na = 1", "corpus is not a text in quotation marks"),
        ("beam = 99", "beam: 99 is not in the range"),
        ('device = "tpu"', "device: 'tpu' is not one of"),
        ('corpus = "a\\u0000b"', "corpus: embedded null byte"),
        ('locale = "id"', "locale: --locale takes two codes"),
        ('[check]\nseverity = "x"', "severity is not a table"),
    ],
)
def test_settings_of_another_type_name_file_key_and_what_is_expected(
    selaras: Selaras, articles: Path, content: str, told: str
) -> None:
    Path("selaras.toml").write_text(content)
    code, out, err = selaras("build")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: selaras.toml: {told}")
    assert err.count("\n") == 1


def test_every_command_and_option_has_help() -> None:
    for name, command in cli.commands.items():
        assert command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name not in ("device", "help"):
                assert parameter.help, f"{name} {parameter.name}"


def test_nothing_raw_reaches_the_terminal(selaras: Selaras, articles: Path) -> None:
    (articles / "\x1b[31mred.txt").touch()
    _, out, err = selaras("build")
    assert "\x1b" not in out + err


def test_check_reports_what_the_checks_do(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    code, out, _ = selaras("check", "--report", "--fail-on", "never")
    assert code == 0
    assert "5 units: " in out
    assert json.loads(selaras("check", "--report", "--json", "--fail-on", "never")[1])["units"] == 5


def test_check_prints_for_code_scanners_and_test_runners(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    assert json.loads(selaras("check", "--as", "sarif")[1])["version"] == "2.1.0"
    assert selaras("check", "--as", "junit")[1].startswith("<testsuites>")


def test_check_takes_severities_and_thresholds(selaras: Selaras, articles: Path) -> None:
    selaras("build")
    lines = selaras("check", "--json", "--severity", "U=info", "--fail-on", "never")[1].splitlines()
    assert {json.loads(line)["severity"] for line in lines if json.loads(line)["code"][0] == "U"} <= {"info"}
    assert selaras("check", "--threshold", "C103=low")[0] == 2
    assert selaras("check", "--severity", "C103=fatal")[0] == 2


def test_export_packs_and_splits(selaras: Selaras, articles: Path) -> None:
    selaras("build", "--to", "none")
    assert "corpus.tmx.gz" in selaras("export", "--gzip")[1]
    assert gzip.decompress(Path("output/corpus.tmx.gz").read_bytes()).startswith(b"<?xml")
    selaras("export", "--split-units", "1", "-o", "parts")
    assert {path.name for path in Path("parts").glob("*.tmx")} == {"corpus.001.tmx", "corpus.002.tmx"}


def test_export_lists_what_stands_in_the_corpus_twice(selaras: Selaras, articles: Path) -> None:
    paragraph = (
        "Presiden meresmikan jembatan sepanjang dua kilometer di Kupang pada Senin pagi bersama gubernur dan warga."
    )
    for name in ("c.txt", "d.txt"):
        (articles / name).write_text(f"Judul {name}\n\n{paragraph}\n")
    selaras("build", "--to", "none")
    assert "output/duplicates.tsv" in selaras("export", "--to", "duplicates")[1]
    heading, *rows = [line.split("\t") for line in Path("output/duplicates.tsv").read_text().splitlines()]
    assert ("d.txt", "c.txt") in {(row[0], row[heading.index("of_path")]) for row in rows}


def test_doctor_sees_that_a_folder_cannot_be_made_in_a_file(selaras: Selaras, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosing, "load", FakeTranslator)
    Path("file").touch()
    code, out, _ = selaras("doctor", "-c", "file/corpus", "-o", "new/output", "--json")
    told = {answer["about"]: (answer["ok"], answer["told"]) for answer in json.loads(out)}
    assert code == 1
    assert told["corpus"] == (False, f"{Path('file').absolute()} is a file, not a folder: name another folder")
    assert told["output"][0]
