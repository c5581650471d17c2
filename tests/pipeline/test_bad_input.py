"""No input crashes a build, hangs it, or loses a character; every bad one is told on one line."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from making import FakeTranslator
from selaras.corpus import Corpus, StoredDocument
from selaras.errors import InputError
from selaras.pipeline.building import Change, Summary, build
from selaras.pipeline.inputs import Inputs, Selection
from selaras.pipeline.translating import translate_files

GOOD = "Harga Beras Turun\n\nHarga beras turun 3 persen pekan ini di Pasar Minggu. Pedagang mengeluh.\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD)
    return folder


def built(seeds: Path, *more: Path) -> tuple[Summary, dict[str, StoredDocument]]:
    """The summary of a build and its documents by path."""
    corpus = seeds.parent / "corpus"
    summary = build(Inputs(Selection((seeds, *more))), corpus, seeds.parent / "output", FakeTranslator())
    with Corpus(corpus) as store:
        loaded = [stored for doc_id in store.doc_ids() if (stored := store.load(doc_id))]
    return summary, {stored.document.path: stored for stored in loaded}


def assert_lossless(stored: StoredDocument) -> None:
    """Every character that is not white space belongs to a segment."""
    text = stored.document.text
    covered = "".join(unit.segment.raw for unit in stored.units)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n\t\n"),
        ("binary.txt", bytes(range(256)) * 64),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + os.urandom(64)),
    ],
)
def test_what_holds_no_text_fails_alone(seeds: Path, name: str, content: bytes) -> None:
    (seeds / name).write_bytes(content)
    summary, documents = built(seeds)
    assert [type(failure) for failure in summary.failures] == [InputError]
    assert name in str(summary.failures[0])
    assert set(documents) == {"good.txt"}


def test_what_could_not_be_read_is_listed_with_the_reason(seeds: Path) -> None:
    (seeds / "empty.txt").touch()
    built(seeds)
    table = seeds.parent / "output" / "quarantine.tsv"
    heading, row = (line.split("\t") for line in table.read_text().splitlines())
    assert heading == ["path", "line", "reason", "remedy"]
    assert row[0].endswith("empty.txt")
    assert row[2]
    (seeds / "empty.txt").unlink()
    built(seeds)
    assert not table.exists()


def test_a_missing_path_fails_alone(seeds: Path) -> None:
    summary, documents = built(seeds, seeds / "missing.txt")
    assert "missing.txt" in str(summary.failures[0])
    assert set(documents) == {"good.txt"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_found_out(seeds: Path, encoding: str) -> None:
    text = GOOD.replace("turun", "turun – kata pedagang – “drastis”")
    (seeds / "other.txt").write_bytes(text.encode(encoding))
    _, documents = built(seeds)
    assert documents["other.txt"].document.text == text
    assert_lossless(documents["other.txt"])


def test_mixed_encodings_and_control_characters_are_kept_and_noted(seeds: Path) -> None:
    content = GOOD.encode() + "Kafé “buka”.\n".encode() + "Kafé “tutup”.\n".encode("cp1252") + b"Nul\0 dan \x1b[31m.\n"
    (seeds / "mixed.txt").write_bytes(content)
    summary, documents = built(seeds)
    assert not summary.failures
    assert "Kafé “tutup”." in documents["mixed.txt"].document.text
    assert documents["mixed.txt"].document.notes
    assert_lossless(documents["mixed.txt"])
    assert b"\x1b" not in (seeds.parent / "output" / "corpus.tmx").read_bytes()


def test_windows_line_ends_stay_in_the_stored_text(seeds: Path) -> None:
    (seeds / "dos.txt").write_bytes(GOOD.replace("\n", "\r\n").encode())
    _, documents = built(seeds)
    assert documents["dos.txt"].document.text == GOOD.replace("\n", "\r\n")


def test_an_english_article_is_kept_and_not_translated(seeds: Path) -> None:
    english = "The price of rice fell by three percent this week, traders at the market in Jakarta said on Monday. " * 5
    (seeds / "english.txt").write_text(english)
    _, documents = built(seeds)
    assert documents["english.txt"].document.language == "en"
    assert all(unit.target is None for unit in documents["english.txt"].units)
    assert_lossless(documents["english.txt"])


def test_an_endless_sentence_is_kept_and_told(seeds: Path) -> None:
    (seeds / "endless.txt").write_text("kata " * 10_000_000)
    summary, documents = built(seeds)
    assert "endless.txt" in str(summary.failures[0])
    assert "10000 characters" in str(summary.failures[0])
    assert len(documents["endless.txt"].units) == 1
    assert summary.translated == 3


def test_a_home_that_cannot_be_written_to_does_no_harm(seeds: Path) -> None:
    script = "from selaras.cli import main; main(['build', 'seeds', '--quiet'])"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("XDG", "ARGOS"))}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=seeds.parent,
        env={**environment, "HOME": "/proc/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "translated  3 segments" in done.stdout


def test_rows_with_one_id_in_one_file_are_told_and_none_replaces_another(seeds: Path) -> None:
    (seeds / "x.csv").write_text("id,text\n1,Harga naik.\n1,Presiden tiba.\n2,Warga senang.\n")
    summary, documents = built(seeds)
    assert [str(failure).split(": ", 1)[1] for failure in summary.failures] == [
        "x.csv#1 is there twice, only the first is taken (rename one, or choose another --id-from, such as stem)"
    ]
    assert {path: stored.document.text for path, stored in documents.items() if path != "good.txt"} == {
        "x.csv#1": "Harga naik.",
        "x.csv#2": "Warga senang.",
    }
    assert summary.read == 3


def test_names_that_are_not_utf8_are_read_and_stored_visibly(seeds: Path) -> None:
    folder = os.fsencode(seeds) + b"/map\xe9"
    try:
        os.mkdir(folder)  # noqa: PTH102 (a name in bytes)
    except OSError:
        pytest.skip("this file system has no such names")
    for name, content in ((b"ber\xefta.txt", GOOD.encode()), (b"kos\xefng.txt", b""), (b"gam\xefbar.png", b"x")):
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123
            file.write(content)
    for paths in ((), (Path(os.fsdecode(folder)),)):
        summary, documents = built(seeds, *paths)
        assert r"map\udce9/ber\udcefta.txt" in documents
        assert len(summary.failures) == 1
        assert all(text.isprintable() for text in summary.skipped)
    translate_files(Inputs(Selection((seeds,))), seeds.parent / "english", FakeTranslator())
    assert len(list((seeds.parent / "english").rglob("ber*"))) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("asked", ["", "*.txt"])
def test_a_pipe_in_a_folder_is_passed_over(seeds: Path, asked: str) -> None:
    os.mkfifo(seeds / "pipe.txt")
    (seeds / "good.txt").write_text(GOOD)
    inputs = Inputs(Selection((seeds / asked,)))
    assert "good.txt" in {document.path for _, document in inputs.documents()}
    assert [one.partition("pipe.txt: ")[2] for one in inputs.skipped if "pipe.txt" in one] == ["not a file"]


def test_translate_tells_what_is_too_long_to_be_translated(seeds: Path) -> None:
    (seeds / "dump.txt").write_text("data " * 3000 + "habis.\n")
    inputs = Inputs(Selection((seeds / "dump.txt",)))
    translate_files(inputs, seeds.parent / "english", FakeTranslator())
    assert ["1 segment has over 10000 characters" in str(failure) for failure in inputs.failures] == [True]
    assert (seeds.parent / "english" / "dump.en.txt").read_text() == (seeds / "dump.txt").read_text()


def test_a_folder_that_cannot_be_read_is_a_failure_and_withdraws_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "seeds" / "closed"
    closed.mkdir(parents=True)
    (tmp_path / "seeds" / "a.txt").write_text("Hujan turun.")
    (closed / "b.txt").write_text("Harga naik.")

    def build_whole(*, prune: bool = False) -> Summary:
        inputs = Inputs(Selection((tmp_path / "seeds",)))
        return build(inputs, tmp_path / "corpus", tmp_path / "output", FakeTranslator(), prune=prune)

    assert build_whole().documents == {Change.NEW: 2}
    scandir = os.scandir

    def refusing(path: str | Path) -> object:
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    summary = build_whole(prune=True)
    assert summary.documents == {Change.UNCHANGED: 1}
    said = "this folder cannot be read: Permission denied (change its permissions)"
    assert list(map(str, summary.failures)) == [f"{closed}: {said}"]
    monkeypatch.undo()
    assert build_whole().documents == {Change.UNCHANGED: 2}


def test_a_path_below_a_folder_that_may_not_be_entered_leaves_the_others(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stat = Path.stat

    def refusing(path: Path, **options: bool) -> os.stat_result:
        if "closed" in path.parts:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return stat(path, **options)

    monkeypatch.setattr(Path, "stat", refusing)
    summary, documents = built(seeds, seeds / "closed" / "b.txt")
    assert [failure.path for failure in summary.failures] == [str(seeds / "closed" / "b.txt")]
    assert list(documents) == ["good.txt"]
