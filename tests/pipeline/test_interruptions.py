"""A build that is stopped at any moment, then run again, equals one that was not; nothing is left behind."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import failing_disk
from failing_disk import ALL, Disk, build_in, full, prepare
from making import FakeTranslator
from selaras.corpus import Corpus
from selaras.errors import CorpusError, SelarasError
from selaras.model import Translation
from selaras.pipeline import building
from selaras.pipeline.building import build
from selaras.pipeline.inputs import Inputs, Selection
from selaras.pipeline.windows import Retranslate

WRITING = frozenset({"open", "write", "sync"})
TRIALS = 8


@pytest.fixture(autouse=True)
def _same_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "WINDOW_SEGMENTS", failing_disk.WINDOW)


def files(folder: Path) -> dict[str, bytes]:
    """All that a build leaves, what is derived and the lock aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock" and not path.name.startswith("index.sqlite")
    }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    prepare(folder)
    build_in(folder)
    return files(folder)


def build_on(folder: Path, disk: Disk) -> None:
    with pytest.MonkeyPatch.context() as patch:
        disk.install(patch.setattr)
        build_in(folder)


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> dict[frozenset[str], int]:
    """How many operations a build takes."""
    counts = {}
    for names in (WRITING, ALL):
        folder = tmp_path_factory.mktemp("counted")
        prepare(folder)
        disk = Disk(10**9, full, names)
        build_on(folder, disk)
        counts[names] = disk.done
    return counts


@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_full_disk_is_one_error_and_the_next_build_goes_on(
    tmp_path: Path, undisturbed: dict[str, bytes], operations: dict[frozenset[str], int], trial: int
) -> None:
    prepare(tmp_path)
    last = random.Random(trial).randrange(operations[WRITING])
    with pytest.raises(SelarasError, match="No space left") as raised:
        build_on(tmp_path, Disk(last, full, WRITING))
    assert "\n" not in str(raised.value)
    assert not list(tmp_path.rglob("*.tmp"))
    build_in(tmp_path)
    assert files(tmp_path) == undisturbed


@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_process_that_is_killed_at_any_operation_leaves_nothing_behind(
    tmp_path: Path, undisturbed: dict[str, bytes], operations: dict[frozenset[str], int], trial: int
) -> None:
    prepare(tmp_path)
    last = random.Random(trial).randrange(operations[ALL])
    killed = subprocess.run([sys.executable, failing_disk.__file__, str(last)], cwd=tmp_path, check=False)
    assert killed.returncode == 9
    build_in(tmp_path)
    assert files(tmp_path) == undisturbed


def document_of(folder: Path, name: str) -> Path:
    for path in (folder / "corpus").glob("documents/*/*.jsonl"):
        if json.loads(path.read_text().split("\n")[0])["path"] == name:
            return path
    raise AssertionError(f"no document of {name}")


def type_target(path: Path, source: str, target: str) -> None:
    """Type a target into a document file by hand."""
    records = [json.loads(line) for line in path.read_text().splitlines()]
    (unit,) = [record for record in records if record.get("source") == source]
    unit["target"] = target
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


@pytest.mark.parametrize("last", [0, 1, 2, 3, 5, 8, 13])
def test_a_disk_that_is_full_while_hand_edits_are_absorbed_loses_none(tmp_path: Path, last: int) -> None:
    prepare(tmp_path)
    build_in(tmp_path)
    path = document_of(tmp_path, "artikel03.txt")
    type_target(path, "Kalimat 3 nomor 1 tentang harga.", "Sentence one.")
    with pytest.raises(SelarasError, match="No space left"):
        build_on(tmp_path, Disk(last, full, WRITING))
    build_in(tmp_path)
    assert '"target": "Sentence one.", "origin": "human", "status": "edited"' in path.read_text()
    assert (tmp_path / "corpus" / "edits" / path.parent.name / path.name).read_text().count("\n") == 1
    assert not list(tmp_path.rglob("*.tmp"))


def test_what_is_typed_while_a_window_is_translated_is_kept(tmp_path: Path) -> None:
    prepare(tmp_path)
    build_in(tmp_path)
    path = document_of(tmp_path, "artikel03.txt")

    class Typist(FakeTranslator):
        """While it translates, somebody types."""

        def translate(self, sources, progress=None):  # type: ignore[no-untyped-def]
            if any(source.startswith("Kalimat 3 ") for source in sources):
                type_target(path, "Kalimat 3 nomor 1 tentang harga.", "Sentence one.")
            return [Translation(f"NEW {source}") for source in sources]

    inputs = Inputs(Selection((tmp_path / "seeds",)))
    build(inputs, tmp_path / "corpus", tmp_path / "output", Typist(), retranslate=Retranslate.ALL)
    assert '"mt": "NEW Kalimat 3 nomor 1 tentang harga.", "target": "Sentence one."' in path.read_text()


def test_a_torn_journal_is_one_error(tmp_path: Path) -> None:
    prepare(tmp_path)
    build_in(tmp_path)
    before = files(tmp_path)
    journal = tmp_path / "corpus" / ".journal.json"
    journal.write_text('{"texts/ab/dab')
    with pytest.raises(CorpusError, match="damaged journal"):
        build_in(tmp_path)
    journal.unlink()
    build_in(tmp_path)
    assert files(tmp_path) == before


def test_a_second_build_stops_or_waits(tmp_path: Path) -> None:
    prepare(tmp_path)
    inputs = [Inputs(Selection((tmp_path / "seeds",))) for _ in range(2)]
    waiting = threading.Thread(
        target=lambda: build(inputs[1], tmp_path / "corpus", tmp_path / "output", FakeTranslator(), wait=True)
    )
    with Corpus(tmp_path / "corpus", create=True):
        with pytest.raises(CorpusError, match=r"in use by another selaras \(.*--wait\)"):
            build(inputs[0], tmp_path / "corpus", tmp_path / "output", FakeTranslator())
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
    waiting.join(30)
    assert (tmp_path / "output" / "corpus.tmx").is_file()


def test_termination_ends_like_an_interruption(tmp_path: Path) -> None:
    prepare(tmp_path)
    script = (
        "import os, signal\nfrom making import FakeTranslator\nfrom selaras import cli, translation\n"
        "fake = FakeTranslator(lambda _: os.kill(os.getpid(), signal.SIGTERM) or 'x')\n"
        "translation.load = lambda *_: fake\n"
        "cli.main(['build', 'seeds', '--quiet'])"
    )
    tests = Path(failing_disk.__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tests)!r})\n{script}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 130
    assert done.stderr.strip().startswith("interrupted")
    assert "\n" not in done.stderr.strip()
