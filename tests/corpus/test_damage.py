"""What people may not change in a document file is refused in one line, and nothing is rewritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from making import FakeTranslator
from selaras.corpus import Corpus
from selaras.errors import CorpusError
from selaras.pipeline.building import Summary, build
from selaras.pipeline.inputs import Inputs, Selection

TEXT = (
    "Presiden tiba di Kupang.\n\nWarga menyambut gembira. Ia pergi ke pasar. Warga menyambut gembira.\n\n"
    "Baca juga: Harga beras naik\n"
)


def build_here(folder: Path) -> Summary:
    return build(Inputs(Selection((folder / "seeds",))), folder / "corpus", folder / "output", FakeTranslator())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(TEXT)
    build_here(tmp_path)
    return tmp_path


def document_file(folder: Path) -> Path:
    (path,) = folder.glob("corpus/documents/*/*.jsonl")
    return path


def records_of(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in document_file(folder).read_text().splitlines()]


def write(folder: Path, records: list[dict[str, object]]) -> None:
    document_file(folder).write_text("".join(json.dumps(record) + "\n" for record in records))


def change(folder: Path, source: str, **values: object) -> int:
    """Change values of the first unit of a source; gives the number of its line."""
    records = records_of(folder)
    place = next(n for n, record in enumerate(records) if record.get("source") == source)
    records[place] |= values
    write(folder, records)
    return place + 1


def refusal(folder: Path) -> str:
    """What a build says about the document, which it leaves as it is."""
    before = document_file(folder).read_bytes()
    (failure,) = build_here(folder).failures
    assert isinstance(failure, CorpusError)
    assert document_file(folder).read_bytes() == before
    assert not (folder / "corpus" / "edits").exists()
    return str(failure)


def places(folder: Path, kind: str) -> list[int]:
    return [n for n, record in enumerate(records_of(folder)) if record["type"] == kind]


@pytest.mark.parametrize("kind", ["block", "unit"])
@pytest.mark.parametrize("which", [0, 1, -1])
def test_a_line_that_somebody_deleted_is_missed(folder: Path, kind: str, which: int) -> None:
    records = records_of(folder)
    del records[places(folder, kind)[which]]
    write(folder, records)
    said = refusal(folder)
    assert f"the line of a {kind} is missing" in said
    assert "build again" in said


@pytest.mark.parametrize("kind", ["block", "unit"])
def test_lines_that_somebody_deleted_all_are_missed(folder: Path, kind: str) -> None:
    write(folder, [record for record in records_of(folder) if record["type"] != kind])
    assert f'the line of a {kind} is missing, "Presiden tiba di Kupang.' in refusal(folder)


def test_the_others_are_still_built(folder: Path) -> None:
    path = document_file(folder)
    path.write_text("\n".join(path.read_text().splitlines()[:-2]))
    (folder / "seeds" / "b.txt").write_text("Harga naik.\n")
    summary = build_here(folder)
    assert len(summary.failures) == 1
    assert len(list(folder.glob("corpus/documents/*/*.jsonl"))) == 2


def test_a_document_whose_file_was_removed_is_made_anew_with_its_edits(folder: Path) -> None:
    change(folder, "Ia pergi ke pasar.", target="He goes to the market.", status="approved")
    build_here(folder)
    before = records_of(folder)
    document_file(folder).unlink()
    assert not build_here(folder).failures
    kept = ("source", "target", "status", "person", "date")
    assert [[record.get(key) for key in kept] for record in records_of(folder)] == [
        [record.get(key) for key in kept] for record in before
    ]


def test_two_units_in_one_place_are_refused(folder: Path) -> None:
    records = records_of(folder)
    (place,) = (n for n in places(folder, "unit") if records[n]["source"] == "Ia pergi ke pasar.")
    write(folder, [*records, records[place] | {"tuid": f"{records[place]['tuid']}.2"}])
    assert "two units in one place" in refusal(folder)


@pytest.mark.parametrize("tuid", ["dxx.1", "d0123456789ab.0123456789"])
def test_a_tuid_of_something_else_is_refused(folder: Path, tuid: str) -> None:
    line = change(folder, "Ia pergi ke pasar.", tuid=tuid)
    assert f':{line}: broken line: "tuid" does not follow' in refusal(folder)


def test_a_tuid_of_another_repeat_is_refused(folder: Path) -> None:
    tuid = next(record["tuid"] for record in records_of(folder) if record.get("source") == "Warga menyambut gembira.")
    line = change(folder, "Warga menyambut gembira.", tuid=f"{tuid}.3")
    assert f':{line}: broken line: "tuid" does not follow' in refusal(folder)


def test_a_doc_id_that_was_changed_is_refused(folder: Path) -> None:
    records = records_of(folder)
    write(folder, [records[0] | {"doc_id": "d0123456789ab"}, *records[1:]])
    with Corpus(folder / "corpus") as corpus, pytest.raises(CorpusError, match='does not follow from "doc_id"'):
        corpus.load(document_file(folder).stem)


def test_a_block_that_is_not_there_is_refused(folder: Path) -> None:
    line = change(folder, "Ia pergi ke pasar.", block="b.0")
    assert f':{line}: broken line: there is no such "block"' in refusal(folder)


@pytest.mark.parametrize(
    ("source", "is_translatable"), [("Ia pergi ke pasar.", False), ("Baca juga: Harga beras naik", True)]
)
def test_whether_a_unit_is_translated_is_not_for_people_to_say(
    folder: Path, source: str, is_translatable: bool
) -> None:
    line = change(folder, source, translatable=is_translatable)
    assert f':{line}: broken line: "translatable" contradicts' in refusal(folder)


def test_a_unit_that_is_not_to_be_translated_may_be_given_a_target(folder: Path) -> None:
    change(folder, "Baca juga: Harga beras naik", target="Read also: Rice prices rise")
    for _ in range(2):
        assert not build_here(folder).failures
    assert "Read also: Rice prices rise" in document_file(folder).read_text()
