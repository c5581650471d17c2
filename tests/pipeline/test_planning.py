"""A dry run tells what the build would do, and writes nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from failing_disk import build_in, prepare
from making import FakeTranslator
from selaras.corpus import Corpus
from selaras.errors import CorpusError
from selaras.pipeline.building import Change
from selaras.pipeline.inputs import Inputs, Selection
from selaras.pipeline.planning import Plan, plan
from selaras.pipeline.windows import Retranslate


def planned(folder: Path, retranslate: Retranslate = Retranslate.NONE) -> Plan:
    """The plan, after checking that no file came, went or changed."""
    inputs = Inputs(Selection((folder / "seeds",)))
    before = stamps(folder)
    made = plan(inputs, folder / "corpus", FakeTranslator().provenance.signature, retranslate=retranslate)
    assert stamps(folder) == before
    return made


def stamps(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_first_build_is_told_without_making_a_corpus(tmp_path: Path) -> None:
    prepare(tmp_path)
    made = planned(tmp_path)
    summary = build_in(tmp_path)
    assert made.documents == summary.documents == {Change.NEW: 12}
    assert (made.segments, made.translatable, made.due) == (
        summary.segments,
        summary.translatable,
        summary.translated,
    )


def test_changes_and_withdrawals_are_told(tmp_path: Path) -> None:
    prepare(tmp_path)
    build_in(tmp_path)
    assert (planned(tmp_path).documents, planned(tmp_path).due) == ({Change.UNCHANGED: 12}, 0)
    (tmp_path / "seeds" / "artikel00.txt").unlink()
    changed = tmp_path / "seeds" / "artikel01.txt"
    changed.write_text(changed.read_text().replace("nomor 1 tentang", "nomor satu tentang"))
    made = planned(tmp_path)
    assert made.documents == {Change.UNCHANGED: 10, Change.CHANGED: 1}
    assert (made.due, made.withdrawn) == (1, ("artikel00.txt",))
    assert planned(tmp_path, Retranslate.ALL).due == made.translatable


def test_text_typed_by_hand_is_not_absorbed(tmp_path: Path) -> None:
    prepare(tmp_path)
    build_in(tmp_path)
    for path in (tmp_path / "corpus").glob("documents/*/*.jsonl"):
        path.write_text(path.read_text().replace('"target": "', '"target": "Typed ', 1))
    assert planned(tmp_path).due == 0
    assert not list((tmp_path / "corpus").glob("edits/*/*"))


def test_what_stops_a_build_stops_its_plan(tmp_path: Path) -> None:
    prepare(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "thesis.doc").touch()
    with pytest.raises(CorpusError, match="not a corpus"):
        planned(tmp_path)
    (tmp_path / "corpus" / "thesis.doc").unlink()
    build_in(tmp_path)
    (tmp_path / "corpus" / ".journal.json").write_text("{}")
    with pytest.raises(CorpusError, match="interrupted"):
        planned(tmp_path)
    (tmp_path / "corpus" / ".journal.json").unlink()
    with Corpus(tmp_path / "corpus"), pytest.raises(CorpusError, match="in use"):
        planned(tmp_path)
