"""What ``selaras export`` does with its options, format by format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Selaras
from selaras.pipeline.exports import EXPORTS


def change_unit(source: str, **changes: str) -> None:
    """Change the unit of that source in the files of the corpus, as a person with an editor would."""
    for path in Path("corpus/documents").glob("*/*"):
        records = [json.loads(line) for line in path.read_text().splitlines()]
        for record in records:
            if record.get("source") == source:
                record.update(changes)
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


def written(folder: Path) -> str:
    """All that is written there except what is for people who check."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "findings.jsonl")
    return "\n".join(path.read_text() for path in files)


@pytest.fixture
def built(selaras: Selaras, articles: Path) -> Selaras:
    assert selaras("build", "--to", "none")[0] == 0
    return selaras


@pytest.mark.parametrize("name", ["vrt", "txt", "conllu", "tmx", "tsv", "moses"])
def test_approved_units_alone_are_written(built: Selaras, name: str) -> None:
    assert f"{name}: 0 units" in built("export", "--to", name, "--approved")[1]
    change_unit("Warga senang.", status="approved")
    assert f"{name}: 1 unit " in built("export", "--to", name, "--approved")[1]
    assert "senang" in written(Path("output"))
    assert "EN Presiden" not in written(Path("output"))


@pytest.mark.parametrize(
    ("option", "deaf"),
    [
        ("--approved", {"tei", "xliff12", "xliff21", "jsonl", "html", "srx", "duplicates"}),
        ("--deduplicate", {"tei", "xliff12", "xliff21", "jsonl", "html", "vrt", "txt", "conllu", "srx", "duplicates"}),
        ("--untranslatable", {"vrt", "txt", "conllu", "srx", "duplicates"}),
        ("--gzip", {"xlsx", "tei", "html", "vrt", "txt", "moses", "srx", "duplicates"}),
        ("--per-article", {"tei", "html", "vrt", "txt", "moses", "srx", "duplicates"}),
        ("--split-units=9", {"tei", "html", "vrt", "txt", "moses", "srx", "duplicates"}),
    ],
)
def test_an_option_that_a_format_would_pass_over_is_refused(built: Selaras, option: str, deaf: set[str]) -> None:
    for name in sorted({*EXPORTS, "srx", "duplicates"}):
        code, _, err = built("export", "--to", f"tmx,{name}", option, "-o", f"out/{name}")
        assert (code, bool(err)) == ((2, True) if name in deaf else (0, False)), name
        assert not (deaf & {name} and Path("out", name).exists())
    assert err.count("\n") <= 1


def test_the_error_names_who_cannot_and_who_can(built: Selaras) -> None:
    assert built("export", "--to", "tei,tmx,jsonl", "--approved")[2] == (
        "error: --approved means nothing for tei, jsonl (ask it of conllu, moses, tmx, tsv, txt, vrt, xlsx alone)\n"
    )


def test_formats_may_be_parted_by_blanks_and_named_twice(built: Selaras) -> None:
    assert built("export", "--to", "tmx, tsv,tmx")[1].count("tmx:") == 1
    assert built("build", "--to", " tmx , none ")[0] == 0
    err = built("export", "--to", "docx, tmx")[2]
    assert "unknown format 'docx'" in err
    assert "duplicates" in err
    assert "srx" in err


def test_what_a_person_wrote_on_an_untranslatable_unit_reaches_every_export(selaras: Selaras, articles: Path) -> None:
    (articles / "a.txt").write_text("Jembatan Baru Diresmikan\n\nPresiden meresmikan jembatan. (RM)\n")
    selaras("build", "--to", "none")
    change_unit("(RM)", target="(Reported by RM)")
    assert selaras("build", "--to", "none")[0] == 0
    for name in sorted(set(EXPORTS) - {"xlsx"}):
        selaras("export", "--to", name, "-o", f"out/{name}")
        tokens = "Reported\nby\nRM" if name == "vrt" else "(Reported by RM)"
        assert tokens in written(Path("out", name)), name


def test_tei_of_articles_with_addresses_of_any_form_is_valid(selaras: Selaras) -> None:
    addresses = ("www.contoh.id/a", "contoh.id:8080/x", "HTTPS://contoh.id/b#c", "mailto:a@contoh.id", "//contoh.id/d")
    rows = [
        {"id": url, "url": url, "text": f"Warga melihat {number} jembatan."} for number, url in enumerate(addresses)
    ]
    Path("rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    assert selaras("build", "rows.jsonl", "--to", "tei")[0] == 0
    assert selaras("validate", "output/tei")[0] == 0
    told = written(Path("output/tei"))
    assert 'target="HTTPS://contoh.id/b#c"' in told
    assert all(f">{url}</ref>" in told for url in addresses)


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("name", "option"), [("txt", "--quiet"), ("tmx", "--per-article"), ("jsonl", "--per-article")])
def test_files_of_an_article_that_is_gone_are_removed(built: Selaras, articles: Path, name: str, option: str) -> None:
    built("export", "--to", name, option)
    before = names_in(Path("output", name))
    Path("output", name, f"mine.{name}").touch()
    (articles / "b.txt").unlink()
    built("build", "--to", "none")
    built("export", "--to", name, option)
    left = names_in(Path("output", name))
    assert f"mine.{name}" in left
    assert len(left - {f"mine.{name}"}) == len(before) / 2
    assert left < {*before, f"mine.{name}"}


def test_a_file_that_somebody_changed_is_not_removed(built: Selaras, articles: Path) -> None:
    built("export", "--per-article")
    Path("output/tmx/b.tmx").write_text("what I made of it")
    (articles / "b.txt").unlink()
    built("build", "--to", "none")
    for _ in range(2):
        built("export", "--per-article")
        assert Path("output/tmx/b.tmx").read_text() == "what I made of it"


def test_parts_that_a_coarser_split_does_not_make_are_removed(built: Selaras) -> None:
    built("export", "--split-units", "1")
    Path("output/corpus.2024.tmx").touch()
    assert Path("output/corpus.002.tmx").exists()
    built("export", "--split-units", "100")
    tmx = {path.name for path in Path("output").glob("*.tmx")}
    assert tmx == {"corpus.001.tmx", "corpus.2024.tmx"}


def test_an_export_of_nothing_leaves_and_tells_no_tei(built: Selaras, articles: Path) -> None:
    built("export", "--to", "tei")
    Path("output/tei/README").touch()
    shelf = next(path for path in Path("output/tei").iterdir() if path.is_dir())
    (shelf / "my.notes.xml").touch()
    for path in articles.iterdir():
        path.unlink()
    out = built("build", "--to", "tei,txt")[1]
    assert names_in(Path("output/tei")) == {"README", f"{shelf.name}/my.notes.xml"}
    assert "output/tei" not in out
    assert "output/txt" not in out


@pytest.mark.parametrize("record", ["", "[]\n", '{"name": "../seeds/a.txt"}\n', "\x00\n"])
def test_a_broken_record_of_files_harms_nothing(built: Selaras, record: str) -> None:
    Path("output/.txt.written.jsonl").write_text(record)
    assert built("export", "--to", "txt")[0] == 0
    assert Path("seeds/a.txt").exists()
