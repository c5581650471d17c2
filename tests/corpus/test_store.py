"""The store keeps what people typed and what was fed in."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from making import stored
from selaras.corpus import Corpus, Presence, StoredDocument, journal
from selaras.corpus.edits import format_edits, parse_edits
from selaras.corpus.records import format_document, parse_document
from selaras.errors import CorpusError
from selaras.ids import shard
from selaras.model import Metadata, Origin, Provenance, Span, Status
from selaras.saving import save

TEXT = "Presiden tiba di Kupang.\nWarga menyambut gembira.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Corpus(tmp_path / "corpus", create=True) as corpus:
        corpus.commit([stored(TEXT)])
    return tmp_path / "corpus"


def document_file(folder: Path) -> Path:
    (path,) = folder.glob("documents/*/*.jsonl")
    return path


def type_into(path: Path, line: int, **values: object) -> None:
    """Change values of one line as a person with a text editor would."""
    lines = path.read_text().split("\n")
    lines[line] = json.dumps(json.loads(lines[line]) | values, ensure_ascii=False)
    path.write_text("\n".join(lines))


def load(folder: Path) -> StoredDocument:
    with Corpus(folder, person="ani") as corpus:
        document = corpus.load(document_file(folder).stem)
        assert document is not None
        return document


def test_what_was_saved_is_loaded(folder: Path) -> None:
    assert load(folder) == stored(TEXT)


def test_files_lie_where_the_design_says(folder: Path) -> None:
    doc_id = stored(TEXT).doc_id
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "manifest.json",
        "metadata.tsv",
        ".lock",
        f"texts/{shard(doc_id)}/{doc_id}.txt",
        f"documents/{shard(doc_id)}/{doc_id}.jsonl",
    }


def test_a_target_typed_by_hand_becomes_an_edit(folder: Path) -> None:
    type_into(document_file(folder), 3, target="The president arrived in Kupang.")
    unit = load(folder).units[0]
    assert (unit.target, unit.origin, unit.status, unit.person) == (
        "The president arrived in Kupang.",
        Origin.HUMAN,
        Status.EDITED,
        "ani",
    )
    assert unit.mt == TEXT.split("\n")[0].upper()


def test_an_edit_is_absorbed_once(folder: Path) -> None:
    type_into(document_file(folder), 3, target="The president arrived in Kupang.")
    load(folder)
    (log,) = folder.glob("edits/*/*.jsonl")
    before = log.read_bytes()
    load(folder)
    assert log.read_bytes() == before
    assert before.count(b"\n") == 1


def test_a_person_can_change_their_mind_back_to_the_machine(folder: Path) -> None:
    path = document_file(folder)
    type_into(path, 3, target="Something else.")
    document = load(folder)
    with Corpus(folder) as corpus:
        corpus.commit([document])
    type_into(path, 3, target=document.units[0].mt)
    unit = load(folder).units[0]
    assert (unit.target, unit.origin, unit.status) == (unit.mt, Origin.HUMAN, Status.EDITED)


@pytest.mark.parametrize("status", [Status.APPROVED, Status.REJECTED, Status.NEEDS_REVIEW])
def test_a_status_typed_by_hand_is_a_decision(folder: Path, status: Status) -> None:
    type_into(document_file(folder), 3, status=status.value)
    assert load(folder).units[0].status is status


def test_an_emptied_target_rejects_the_unit(folder: Path) -> None:
    type_into(document_file(folder), 3, target="")
    assert load(folder).units[0].status is Status.REJECTED


def commit(folder: Path, document: StoredDocument) -> None:
    with Corpus(folder) as corpus:
        corpus.commit([document])


@pytest.mark.parametrize("is_written_between", [True, False])
def test_an_approval_can_be_taken_back(folder: Path, is_written_between: bool) -> None:
    type_into(document_file(folder), 3, target="Typed.", status="approved")
    approved = load(folder)
    if is_written_between:
        commit(folder, approved)
    type_into(document_file(folder), 3, status="draft")
    for _ in range(2):
        unit = load(folder).units[0]
        assert (unit.target, unit.origin, unit.status) == ("Typed.", Origin.HUMAN, Status.DRAFT)
        commit(folder, load(folder))
    (log,) = folder.glob("edits/*/*.jsonl")
    assert [json.loads(line)["action"] for line in log.read_text().splitlines()] == ["approve", "draft"]


def test_an_edit_whose_status_nobody_typed_is_no_draft(folder: Path) -> None:
    for target in ("Typed.", "Typed anew."):
        type_into(document_file(folder), 3, target=target)
        for _ in range(2):
            assert load(folder).units[0].status is Status.EDITED
    (log,) = folder.glob("edits/*/*.jsonl")
    assert len(log.read_text().splitlines()) == 2


@pytest.mark.parametrize("is_edited", [True, False])
def test_a_target_of_null_asks_the_machine_again(folder: Path, is_edited: bool) -> None:
    if is_edited:
        type_into(document_file(folder), 3, target="Typed.")
        commit(folder, load(folder))
    type_into(document_file(folder), 3, target=None)
    for _ in range(2):
        unit = load(folder).units[0]
        assert (unit.mt, unit.target, unit.origin, unit.status) == (None, None, None, Status.UNTRANSLATED)
        commit(folder, load(folder))
    (log,) = folder.glob("edits/*/*.jsonl")
    actions = [json.loads(line)["action"] for line in log.read_text().splitlines()]
    assert actions == (["edit", "reset"] if is_edited else ["reset"])
    again = unit.with_machine_text("AGAIN", "fake:1", unit.measurements)
    document = load(folder)
    commit(folder, replace(document, units=(again, *document.units[1:])))
    assert load(folder).units[0] == again
    type_into(document_file(folder), 3, target="Typed after all.")
    assert load(folder).units[0].target == "Typed after all."


def test_a_rejection_by_an_emptied_target_stays_one(folder: Path) -> None:
    type_into(document_file(folder), 3, status="approved")
    commit(folder, load(folder))
    type_into(document_file(folder), 3, target="")
    for _ in range(2):
        assert load(folder).units[0].status is Status.REJECTED


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        (3, '{"type": "unit", "tuid": '),
        (3, '["not", "an", "object"]'),
        (0, '{"type": "document"}'),
        (3, '{"type": "surprise"}'),
    ],
)
def test_a_broken_line_stops_with_its_number_and_nothing_is_written(folder: Path, line: int, broken: str) -> None:
    path = document_file(folder)
    lines = path.read_text().split("\n")
    lines[line] = broken
    path.write_text("\n".join(lines))
    before = path.read_bytes()
    with pytest.raises(CorpusError, match=rf":{line + 1}: "):
        load(folder)
    assert path.read_bytes() == before
    assert not (folder / "edits").exists()


@pytest.mark.parametrize("values", [{"target": 5}, {"status": "fine"}, {"span": [0, 3]}, {"source": "Lain."}])
def test_a_line_that_makes_no_sense_is_refused(folder: Path, values: dict[str, object]) -> None:
    type_into(document_file(folder), 3, **values)
    with pytest.raises(CorpusError, match=":4: "):
        load(folder)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (0, {"path": 5}),
        (0, {"path": "a\ud83d.txt"}),
        (0, {"notes": "none"}),
        (0, {"metadata": {"author": 5}}),
        (0, {"metadata": {"extra": {"kolom": "\udc00"}}}),
        (0, {"metadata": {"dateline": ["a", "b"]}}),
        (1, {"block_id": None}),
        (1, {"span": [0, True]}),
        (1, {"reason": ["widget"]}),
        (3, {"tuid": 5}),
        (3, {"translatable": "no"}),
        (3, {"target": "Citizens are \ud83d worried."}),
        (3, {"person": 5}),
        (3, {"measurements": {"score": "x"}}),
        (3, {"measurements": {"score": float("nan")}}),
        (3, {"measurements": {"unknown": None}}),
        (3, {"measurements": {"steps": "split"}}),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_line(folder: Path, line: int, values: dict[str, object]) -> None:
    path = document_file(folder)
    lines = path.read_text().split("\n")
    lines[line] = json.dumps(json.loads(lines[line]) | values)
    path.write_text("\n".join(lines))
    with pytest.raises(CorpusError, match=rf":{line + 1}: broken line: \""):
        load(folder)
    assert "\n".join(lines) == path.read_text()


def test_a_number_too_long_to_read_is_one_error(folder: Path) -> None:
    path = document_file(folder)
    path.write_text(path.read_text().replace('"unknown": 0', f'"unknown": {"9" * 5000}'))
    with pytest.raises(CorpusError, match=":4: "):
        load(folder)


def test_a_path_that_cannot_be_written_breaks_only_its_document(folder: Path) -> None:
    path = document_file(folder)
    path.write_text(path.read_text().replace('"a.txt"', '"\\ud83d.txt"'))
    with Corpus(folder) as corpus:
        assert list(corpus.doc_ids()) == [path.stem]


@pytest.mark.parametrize(
    "values", [{"date": 5}, {"target": None}, {"person": "\udc00"}, {"n": "1"}, {"replaces": "abc"}, {"mt": []}]
)
def test_a_value_of_another_type_in_the_log_is_refused(folder: Path, values: dict[str, object]) -> None:
    type_into(document_file(folder), 3, target="Typed.")
    load(folder)
    (log,) = folder.glob("edits/*/*.jsonl")
    log.write_text(json.dumps(json.loads(log.read_text()) | values) + "\n")
    with pytest.raises(CorpusError, match=':1: broken line: "'):
        load(folder)


def test_two_units_with_one_tuid_are_refused(folder: Path) -> None:
    path = document_file(folder)
    lines = path.read_text().split("\n")
    path.write_text("\n".join([*lines[:4], lines[3], *lines[4:]]))
    with pytest.raises(CorpusError, match="two units"):
        load(folder)


def test_a_second_process_is_told_that_the_corpus_is_in_use(folder: Path) -> None:
    with Corpus(folder), pytest.raises(CorpusError, match="in use"):
        Corpus(folder)


def test_a_folder_with_other_things_is_not_made_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(CorpusError, match="not empty"):
        Corpus(tmp_path, create=True)


def test_metadata_that_people_know_better_wins(folder: Path) -> None:
    doc_id = stored(TEXT).doc_id
    (folder / "metadata.tsv").write_text(f"doc_id\tauthor\tgenre\n{doc_id}\tAni Wijaya\tnews\n")
    with Corpus(folder) as corpus:
        document = corpus.load(doc_id)
        assert document is not None
        assert corpus.corrected(document).document.metadata == Metadata(author="Ani Wijaya", genre="news")


@pytest.mark.parametrize("content", ["doc_id\tcolour\n", "author\nAni\n", "doc_id\tauthor\nd1\tA\tB\n"])
def test_a_metadata_table_with_wrong_columns_is_refused(folder: Path, content: str) -> None:
    (folder / "metadata.tsv").write_text(content)
    with pytest.raises(CorpusError, match=r"metadata\.tsv"):
        Corpus(folder)


def test_provenance_is_found_by_its_signature(folder: Path) -> None:
    provenance = Provenance("argos", "selaras-id_en-0.1", "ab" * 32, {"ct2": "4.8"}, {"beam": "4"}, "1")
    with Corpus(folder) as corpus:
        corpus.commit([], provenance=provenance)
        assert corpus.provenances() == {provenance.signature: provenance}


def die_while_committing(
    folder: Path, changed: list[StoredDocument], monkeypatch: pytest.MonkeyPatch, *, files_before_death: int = 0
) -> None:
    """Write the journal and so many files."""
    written: list[Path] = []

    def save_until_death(path: Path, content: bytes) -> bool:
        if len(written) > files_before_death:
            raise KeyboardInterrupt
        written.append(path)
        return save(path, content)

    with monkeypatch.context() as patch, Corpus(folder) as corpus:
        patch.setattr(journal, "save", save_until_death)
        with pytest.raises(KeyboardInterrupt):
            corpus.commit(changed)


@pytest.mark.parametrize("files_before_death", [0, 1])
def test_a_process_that_died_while_saving_is_finished_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch, files_before_death: int
) -> None:
    changed = stored("Presiden tiba di Ende.\n")
    die_while_committing(folder, [changed], monkeypatch, files_before_death=files_before_death)
    assert load(folder) == changed
    assert not (folder / journal.JOURNAL).exists()


@pytest.mark.parametrize("files_before_death", [0, 1])
def test_what_somebody_typed_after_a_process_died_is_merged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, files_before_death: int
) -> None:
    other = stored("Lain.\n", path="b.txt")
    with Corpus(folder) as corpus:
        corpus.commit([other])
    changed = [stored(TEXT, translate=str.title), stored("Lain.\n", path="b.txt", translate=str.title)]
    die_while_committing(folder, changed, monkeypatch, files_before_death=files_before_death)
    (path,) = folder.glob(f"documents/*/{changed[0].doc_id}.jsonl")
    type_into(path, 3, target="Typed afterwards.")
    type_into(path, 0, metadata={"title": "A title of a person"})
    with Corpus(folder, person="ani") as corpus:
        units = {doc_id: document.units for doc_id in corpus.doc_ids() if (document := corpus.load(doc_id))}
        title = corpus.load(changed[0].doc_id).document.metadata.title  # type: ignore[union-attr]
    first, second = units[changed[0].doc_id]
    assert (first.mt, first.target, first.person) == ("Presiden Tiba Di Kupang.", "Typed afterwards.", "ani")
    assert (second.target, title) == ("Warga Menyambut Gembira.", "A title of a person")
    assert units[other.doc_id][0].target == "Lain."
    assert '"target": "Typed afterwards.", "origin": "human"' in path.read_text()
    assert not (folder / journal.JOURNAL).exists()


def test_a_process_that_dies_as_it_merges_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    die_while_committing(folder, [stored(TEXT, translate=str.title)], monkeypatch)
    path = document_file(folder)
    type_into(path, 3, target="Typed afterwards.")
    for last in range(4):
        saved: list[Path] = []

        def save_until_death(path: Path, content: bytes, last: int = last, saved: list[Path] = saved) -> bool:
            if len(saved) == last:
                raise KeyboardInterrupt
            saved.append(path)
            return save(path, content)

        with monkeypatch.context() as patch:
            patch.setattr(journal, "save", save_until_death)
            with contextlib.suppress(KeyboardInterrupt):
                Corpus(folder).close()
    unit = load(folder).units[0]
    assert (unit.mt, unit.target) == ("Presiden Tiba Di Kupang.", "Typed afterwards.")


def test_what_was_typed_into_another_text_is_not_overwritten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = stored("Presiden tiba di Ende.\n")
    die_while_committing(folder, [changed], monkeypatch)
    path = document_file(folder)
    type_into(path, 3, target="Typed afterwards.")
    typed = path.read_bytes()
    with pytest.raises(CorpusError, match="changed by hand"):
        Corpus(folder)
    assert path.read_bytes() == typed
    path.unlink()
    assert load(folder) == changed


def test_a_journal_cannot_write_outside_the_corpus(folder: Path) -> None:
    (folder / journal.JOURNAL).write_text(json.dumps({"files": {"../escaped.txt": "x"}, "before": {}}))
    with pytest.raises(CorpusError, match="outside"):
        Corpus(folder)
    assert not (folder.parent / "escaped.txt").exists()


def test_a_document_with_edits_is_not_removed(folder: Path) -> None:
    type_into(document_file(folder), 3, target="Typed.")
    doc_id = load(folder).doc_id
    with Corpus(folder) as corpus:
        assert not corpus.remove(doc_id)
    assert load(folder).units[0].target == "Typed."


def test_every_field_survives_the_document_file() -> None:
    document = stored("MOSKOW – Harga naik.\n")
    full = replace(
        document,
        presence=Presence.WITHDRAWN,
        document=replace(
            document.document,
            bom=True,
            notes=("mixed encodings",),
            metadata=Metadata(title="T", place="MOSKOW", dateline=Span(0, 8), extra=(("kolom", "nilai"),)),
        ),
    )
    assert parse_document(format_document(full), full.document.text, Path("x")) == full


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1), st.text(min_size=1))
def test_any_text_survives_the_document_file(text: str, path: str) -> None:
    document = stored(text, path="a.txt")
    assert parse_document(format_document(document), text, Path("x")) == document


def test_edits_survive_their_file(folder: Path) -> None:
    type_into(document_file(folder), 4, target='Residents "cheered".\u2028')
    load(folder)
    (log,) = folder.glob("edits/*/*.jsonl")
    assert format_edits(parse_edits(log.read_bytes(), log)) == log.read_bytes()


def test_rows_of_metadata_without_a_document_are_named(folder: Path) -> None:
    doc_id = stored(TEXT).doc_id
    (folder / "metadata.tsv").write_text(f"doc_id\tauthor\n{doc_id}\tAni\ndffffffffffff\tBudi\n\n../../x\tCici\n")
    with Corpus(folder) as corpus:
        assert list(corpus.unknown_corrections()) == ["../../x", "dffffffffffff"]


def test_a_date_or_address_that_is_none_is_told_and_not_taken(folder: Path) -> None:
    doc_id = stored(TEXT).doc_id
    rows = f"{doc_id}\t2019-99-99\tkemarin\tbukan alamat\tAni\n"
    rows += f"{doc_id}\t2019-03\t2019-03-12T10:00+07:00\thttps://contoh.id/a\t\n"
    (folder / "metadata.tsv").write_text("doc_id\tdate\tmodified\turl\tauthor\n" + rows)
    with Corpus(folder) as corpus:
        unfit = ["line 2: date '2019-99-99'", "line 2: modified 'kemarin'", "line 2: url 'bukan alamat'"]
        assert list(corpus.unfit_corrections()) == unfit
        document = corpus.load(doc_id)
        assert document is not None
        assert corpus.corrected(document).document.metadata == Metadata(
            author="Ani", date="2019-03", modified="2019-03-12T10:00+07:00", url="https://contoh.id/a"
        )


@pytest.mark.parametrize("date", ["20170814", "２０１７", "2017-W33-1", "2017-08-14 10:25", "2017-08-14T10+07:00"])
def test_a_date_that_no_format_could_write_is_not_taken(folder: Path, date: str) -> None:
    (folder / "metadata.tsv").write_text(f"doc_id\tdate\n{stored(TEXT).doc_id}\t{date}\n", encoding="utf-8")
    with Corpus(folder) as corpus:
        assert list(corpus.unfit_corrections()) == [f"line 2: date {date!r}"]


def test_an_empty_document_file_is_one_error(folder: Path) -> None:
    document_file(folder).write_bytes(b"")
    with Corpus(folder) as corpus:
        assert list(corpus.iter_headers()) == []
        assert list(corpus.doc_ids()) == [stored(TEXT).doc_id]
    with pytest.raises(CorpusError, match="empty document file"):
        load(folder)
