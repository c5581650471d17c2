"""What batch translators meet at a shell: interruptions, odd line ends, clashing ids, places that cannot be written."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cli.conftest import Selaras
from making import FakeTranslator
from selaras import translation
from selaras.model import Translation

RESUMED = "interrupted; what was finished is saved, the same command goes on from there"


class Interrupted(FakeTranslator):
    """A translator at whose work the user loses patience."""

    def __init__(self, error: type[BaseException]) -> None:
        super().__init__()
        self.error = error

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Translation]:
        raise self.error


def typed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Give a command this standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build"], RESUMED),
        (["translate", "seeds"], RESUMED),
        (["translate", "seeds", "--lines"], RESUMED),
        (["translate", "seeds", "--no-cache"], "interrupted; the files that were finished are saved"),
        (["translate"], "interrupted"),
        (["translate", "--lines"], "interrupted"),
    ],
)
def test_ctrl_c_tells_what_remains_of_the_work(
    selaras: Selaras, articles: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.setattr(translation, "load", lambda *_args, **_options: Interrupted(KeyboardInterrupt))
    typed(monkeypatch, b"Harga naik.")
    assert selaras(*arguments, "-q") == (130, "", f"\n{told}\n")


@pytest.mark.parametrize("command", [["segment", "seeds"], ["check"], ["export"], ["diff", "corpus"]])
def test_ctrl_c_claims_nothing_where_nothing_is_saved_on_the_way(
    selaras: Selaras, articles: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    assert selaras("build")[0] == 0

    def interrupted(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("selaras.pipeline.segmenting.cut", interrupted)
    monkeypatch.setattr("selaras.corpus.store.Corpus.__init__", interrupted)
    assert selaras(*command) == (130, "", "\ninterrupted\n")


def test_too_little_memory_is_told_with_what_remains_too(
    selaras: Selaras, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translation, "load", lambda *_args, **_options: Interrupted(MemoryError))
    told = "what was finished is saved, the same command goes on from there"
    assert selaras("build") == (3, "", f"error: not enough memory; {told}\n")
    typed(monkeypatch, b"Harga naik.")
    assert selaras("translate", "-q") == (3, "", "error: not enough memory\n")


@pytest.mark.parametrize(
    ("lines", "english"),
    [
        (b"Satu.\rDua.\r\rTiga.", "EN Satu.\nEN Dua.\n\nEN Tiga."),
        (b"Satu.\rDua.\r", "EN Satu.\nEN Dua.\n"),
        (b"Satu.\r\nDua.\r\n", "EN Satu.\nEN Dua.\n"),
        (b"Satu.\rlagi.\nDua.\n", "EN Satu. lagi.\nEN Dua.\n"),
    ],
)
def test_a_line_ends_as_in_all_files_of_lines_and_at_cr_where_there_is_no_lf(
    selaras: Selaras, monkeypatch: pytest.MonkeyPatch, lines: bytes, english: str
) -> None:
    typed(monkeypatch, lines)
    assert selaras("translate", "--lines", "-q") == (0, english, "")
    Path("mac.txt").write_bytes(lines)
    assert selaras("translate", "--lines", "mac.txt", "-q")[0] == 0
    assert Path("output/english/mac.en.txt").read_bytes().decode() == english


def test_rows_that_share_an_id_are_all_translated(selaras: Selaras, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "id,text\n1,Harga naik.\n1,Polisi tiba.\n2,Hujan.\n"
    Path("rows.csv").write_text(rows)
    code, out, err = selaras("translate", "rows.csv", "-o", "english", "-q")
    assert (code, out, err) == (0, "3 segments of 3 documents translated into english\n", "")
    texts = {path.name: path.read_text() for path in Path("english/rows.csv").iterdir()}
    assert texts == {"1.en.txt": "EN Harga naik.", "1-2.en.txt": "EN Polisi tiba.", "2.en.txt": "EN Hujan."}
    typed(monkeypatch, rows.encode())
    assert selaras("translate", "--format", "csv", "-q")[1] == "EN Harga naik.\n\nEN Polisi tiba.\n\nEN Hujan.\n"


def test_rows_that_share_an_id_are_all_segmented_unless_their_ids_are_asked_for(selaras: Selaras) -> None:
    Path("rows.csv").write_text("id,text\n1,Harga naik.\n1,Polisi tiba.\n")
    assert selaras("segment", "rows.csv") == (0, "Harga naik.\nPolisi tiba.\n", "")
    code, out, err = selaras("segment", "rows.csv", "--json")
    assert (code, [json.loads(line)["source"] for line in out.splitlines()]) == (3, ["Harga naik."])
    assert "rows.csv#1 is there twice, only the first is taken" in err
    assert selaras("build", "rows.csv")[0] == 3


def test_one_is_told_in_the_singular(selaras: Selaras) -> None:
    Path("a.txt").write_text("Harga beras naik.\n")
    assert re.search(r"^would read +1 document \(1 new\)$", selaras("build", "a.txt", "--dry-run")[1], re.MULTILINE)
    _, out, _ = selaras("build", "a.txt")
    assert re.search(r"^read +1 document \(1 new\)\nsegmented +1 segment, 1 of them", out, re.MULTILINE)
    assert selaras("export")[1].startswith("tmx: 1 unit of 1 document\n")
    assert selaras("translate", "a.txt", "-q")[1] == "1 segment of 1 document translated into output/english\n"
    _, _, err = selaras("build", "a.txt", "missing.txt", "--failures", "again.txt")
    assert "again.txt: 1 input to try again with --files-from" in err


MEMORY = """<tmx version="1.4"><header srclang="id"/><body>
<tu><tuv xml:lang="id"><seg>Warga senang.</seg></tuv><tuv xml:lang="en"><seg>Residents are glad.</seg></tuv></tu>
<tu><tuv xml:lang="id"><seg>Warga senang.</seg></tuv><tuv xml:lang="fr"><seg>Les habitants.</seg></tuv></tu>
<tu><tuv xml:lang="id"><seg>Hujan.</seg></tuv><tuv xml:lang="en"><seg>It's rain.</seg></tuv>
<prop type="x-origin">mt</prop></tu></body></tmx>"""
REMARK = "remark: m.tmx: 2 pairs not used: 1 of other languages, 1 that a machine made\n"


@pytest.mark.parametrize("option", [[], ["--leverage"], ["--dry-run"]])
def test_pairs_that_a_memory_has_for_nothing_are_counted(selaras: Selaras, articles: Path, option: list[str]) -> None:
    Path("m.tmx").write_text(MEMORY)
    code, _, err = selaras("build", "--tm", "m.tmx", *option)
    assert (code, err) == (0, REMARK)


@pytest.mark.parametrize("option", [[], ["--leverage"], ["--dry-run"]])
def test_a_bad_memory_and_a_bad_line_are_told_and_the_rest_is_used(
    selaras: Selaras, articles: Path, option: list[str]
) -> None:
    Path("m.tmx").write_text(MEMORY)
    Path("broken.tmx").write_text(MEMORY[:-20])
    Path("table.tsv").write_bytes(
        "source\ttarget\nno target\n\xff\t\xff\nHarga beras turun 3 persen.\tIt fell.\n".encode("latin-1")
    )
    files = ("missing.tmx", "broken.tmx", "table.tsv", "m.tmx")
    code, out, err = selaras("build", *(part for name in files for part in ("--tm", name)), *option)
    assert code == 3
    assert [line.split(": ")[:2] for line in err.splitlines()] == [
        ["error", "missing.tmx"],
        ["error", "broken.tmx:5"],
        ["error", "table.tsv:2"],
        ["error", "table.tsv:3"],
        ["remark", "m.tmx"],
    ]
    if not option:
        assert re.search(r"^reused +2 units", out, re.MULTILINE)
        assert selaras("export", "--tm", "missing.tmx", "--tm", "m.tmx")[::2] == (
            3,
            f"error: missing.tmx: cannot be read: No such file or directory (check its path)\n{REMARK}",
        )


def standing(path: str, *, folder: bool) -> Path:
    """Something in the way of a file or folder."""
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    if folder:
        place.mkdir()
    else:
        place.touch()
    return place


@pytest.mark.parametrize(
    ("command", "place", "folder", "told"),
    [
        ("build", "output/corpus.tmx", True, "output/corpus.tmx: cannot be written: Is a directory (a folder stands"),
        ("build", "output/tei", False, "output/tei/.written: cannot be written: File exists (a file stands"),
        ("build", "output/findings.jsonl", True, "output/findings.jsonl: cannot be written"),
        ("build --failures again", "again", True, "again: cannot be written: Is a directory"),
        ("build -o a/b", "a", False, "a/b/findings.jsonl: cannot be written: Not a directory (a file stands"),
        ("translate seeds -o a/b", "a", False, "a/b/.translate.written.jsonl: cannot be written"),
        ("translate seeds --lines -o a/b", "a", False, "a/b/.translate.written.jsonl: cannot be written"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    selaras: Selaras, articles: Path, monkeypatch: pytest.MonkeyPatch, command: str, place: str, folder: bool, told: str
) -> None:
    translator = FakeTranslator()
    monkeypatch.setattr(translation, "load", lambda *_args, **_options: translator)
    standing(place, folder=folder)
    code, out, err = selaras(*command.split())
    assert (code, out, translator.asked) == (3, "", [])
    assert err.startswith(f"error: {told}")
    assert len(err.splitlines()) == 1


def test_an_export_that_cannot_be_written_is_told_before_the_checks(
    selaras: Selaras, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert selaras("build", "--to", "none")[0] == 0
    standing("output/html", folder=False)
    monkeypatch.delattr("selaras.pipeline.exporting.write_findings")
    assert selaras("export", "--to", "tsv,html")[2].startswith("error: output/html/.written: cannot be written")


def test_a_full_disk_is_told_before_the_work_and_leaves_nothing(
    selaras: Selaras, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("selaras.saving.tempfile.TemporaryFile", full)
    said = "No space left on device (check permissions and free space)"
    assert selaras("build")[2] == f"error: output/findings.jsonl: cannot be written: {said}\n"
    assert selaras("translate", "seeds")[0] == 3
    assert [path.name for path in Path().iterdir()] == ["seeds"]


def test_one_english_file_that_cannot_be_written_leaves_the_others(selaras: Selaras, articles: Path) -> None:
    standing("output/english/a.en.txt", folder=True)
    code, _, err = selaras("translate", "seeds")
    assert code == 3
    assert err == (
        "error: output/english/a.en.txt: cannot be written: Is a directory "
        "(a folder stands in its place, move it away)\n"
    )
    assert Path("output/english/b.en.txt").read_text().startswith("EN Harga Beras Turun")


def test_standard_output_that_cannot_be_written_is_told_as_such(selaras: Selaras, articles: Path) -> None:
    python = f'"{sys.executable}" -c "from selaras.cli import main; main()" segment seeds > /dev/full'
    done = subprocess.run(python, shell=True, capture_output=True, text=True, check=False)
    said = "No space left on device (check permissions and free space)"
    assert (done.returncode, done.stderr) == (3, f"error: standard output: cannot be written: {said}\n")


@pytest.mark.parametrize("command", ["segment -", "translate", "build -"])
def test_a_closed_standard_input_is_an_empty_one(selaras: Selaras, command: str) -> None:
    python = f'"{sys.executable}" -c "from selaras.cli import main; main()" {command} <&-'
    done = subprocess.run(python, shell=True, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr == "error: stdin: is empty (give a file with an article in it)\n"


@pytest.mark.parametrize("command", ["build", "translate", "segment"])
def test_an_empty_path_is_not_taken_for_this_folder(selaras: Selaras, articles: Path, command: str) -> None:
    assert selaras(command, "") == (2, "", "error: an empty path (name files, folders, or . for this folder)\n")


def test_the_list_of_failures_counts_the_names_that_it_holds(selaras: Selaras, articles: Path) -> None:
    (articles / "two\nlines.txt").touch()
    (articles / "empty.txt").touch()
    assert "again.txt: 1 input to try again" in selaras("build", "--failures", "again.txt")[2]
    assert Path("again.txt").read_text() == "seeds/empty.txt\n"
