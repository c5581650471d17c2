"""A build does what is new, keeps what people did, and gives equal bytes for equal inputs."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from making import FakeTranslator
from selaras.corpus import Corpus
from selaras.errors import CorpusError, SelarasError, UsageError
from selaras.model import Provenance, Translation
from selaras.pipeline import building
from selaras.pipeline.building import Change, Summary, build
from selaras.pipeline.inputs import Inputs, Selection
from selaras.pipeline.windows import Retranslate
from selaras.reading import Newlines, ReadingOptions

FIRST = (
    "Jembatan Baru Diresmikan\n\nPresiden meresmikan jembatan itu pada Senin. Warga menyambut gembira.\n\n"
    "Anggaran mencapai Rp2,5 triliun.\n"
)
SECOND = "Harga Beras Turun\n\nHarga beras turun 3 persen pekan ini. Pedagang mengeluh.\n"


class Project:
    """A folder with seeds, and builds of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seeds, self.corpus, self.output = folder / "seeds", folder / "corpus", folder / "output"
        self.seeds.mkdir(parents=True)
        self.translator = FakeTranslator()

    def write(self, name: str, text: str) -> Path:
        path = self.seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def build(self, *paths: Path, retranslate: str = "none", prune: bool = False, **selection: object) -> Summary:
        inputs = Inputs(Selection(paths or (self.seeds,), **selection))  # type: ignore[arg-type]
        return build(
            inputs, self.corpus, self.output, self.translator, retranslate=Retranslate(retranslate), prune=prune
        )

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for root in (self.corpus, self.output)
            for path in root.rglob("*")
            if path.is_file() and path.name not in (".lock", "index.sqlite")
        }

    def targets(self) -> dict[str, str | None]:
        with Corpus(self.corpus) as store:
            return {
                unit.source: unit.target
                for doc_id in store.doc_ids()
                if (stored := store.load(doc_id))
                for unit in stored.units
                if unit.segment.translatable
            }

    def type_metadata(self, name: str, **values: object) -> None:
        """Type metadata into the first line of a document file by hand."""
        path = self.document_of(name)
        first, rest = path.read_text().split("\n", 1)
        record = json.loads(first)
        record["metadata"] |= values
        path.write_text(json.dumps(record, ensure_ascii=False) + "\n" + rest)

    def metadata_of(self, name: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.document_of(name).read_text().split("\n")[0])["metadata"]
        return found

    def document_of(self, name: str) -> Path:
        for path in self.corpus.glob("documents/*/*.jsonl"):
            if json.loads(path.read_text().split("\n")[0])["path"] == name:
                return path
        raise AssertionError(f"no document of {name}")

    def type_target(self, name: str, source: str, target: str | None) -> None:
        """Type a target into a document file by hand."""
        path = self.document_of(name)
        records = [json.loads(line) for line in path.read_text().splitlines()]
        (unit,) = [record for record in records if record.get("source") == source]
        unit["target"] = target
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.write("a.txt", FIRST)
    made.write("b.txt", SECOND)
    return made


def test_everything_is_translated_once(project: Project) -> None:
    summary = project.build()
    assert (summary.read, summary.translated, summary.translatable) == (2, 7, 7)
    assert project.targets()["Warga menyambut gembira."] == "EN Warga menyambut gembira."
    assert {"corpus.tmx", "findings.jsonl", "tei/"} <= set(summary.files)


def test_a_second_build_translates_nothing_and_changes_no_byte(project: Project) -> None:
    project.build()
    before = project.files()
    stamps = {path: path.stat().st_mtime_ns for path in project.folder.rglob("*") if path.is_file()}
    summary = project.build()
    assert summary.translated == 0
    assert len(project.translator.asked) == 1
    assert project.files() == before
    assert {path: path.stat().st_mtime_ns for path in stamps if path.name not in (".lock", "index.sqlite")} == {
        path: stamp for path, stamp in stamps.items() if path.name not in (".lock", "index.sqlite")
    }


def test_a_changed_paragraph_retranslates_its_segments_only(project: Project) -> None:
    project.build()
    project.write("a.txt", FIRST.replace("Rp2,5 triliun", "Rp3,5 triliun"))
    summary = project.build()
    assert project.translator.asked[1:] == [["Anggaran mencapai Rp3,5 triliun."]]
    assert summary.documents == {Change.CHANGED: 1, Change.UNCHANGED: 1}


def test_a_target_typed_by_hand_survives_and_reaches_every_export(project: Project) -> None:
    project.build()
    project.type_target("b.txt", "Pedagang mengeluh.", "Traders complain bitterly.")
    for retranslate in ("none", "all", "none"):
        project.build(retranslate=retranslate)
        assert project.targets()["Pedagang mengeluh."] == "Traders complain bitterly."
        assert b"Traders complain bitterly." in (project.output / "corpus.tmx").read_bytes()
        assert any(b"Traders complain bitterly." in path.read_bytes() for path in project.output.glob("tei/*/*.en.xml"))


def test_a_target_of_null_is_translated_again_and_once(project: Project) -> None:
    project.build()
    for typed in ("Traders complain bitterly.", None):
        project.type_target("b.txt", "Pedagang mengeluh.", typed)
        translated = project.build().translated
    assert translated == 1
    assert project.targets()["Pedagang mengeluh."] == "EN Pedagang mengeluh."
    assert project.build().translated == 0


def test_retranslating_makes_machine_text_anew_and_keeps_it_beside_human_text(project: Project) -> None:
    project.build()
    project.type_target("b.txt", "Pedagang mengeluh.", "Traders complain bitterly.")
    project.translator = FakeTranslator(lambda text: f"NEW {text}", name="fake-2")
    summary = project.build()
    assert (summary.translated, summary.outdated) == (0, 7)
    assert project.build(retranslate="outdated").translated == 7
    assert project.targets()["Warga menyambut gembira."] == "NEW Warga menyambut gembira."
    document = project.document_of("b.txt").read_text()
    assert '"mt": "NEW Pedagang mengeluh.", "target": "Traders complain bitterly."' in document
    assert project.build(retranslate="outdated").translated == 0


def test_an_edit_whose_sentence_went_away_is_listed_and_exported(project: Project) -> None:
    project.build()
    project.type_target("b.txt", "Pedagang mengeluh.", "Traders complain bitterly.")
    project.write("b.txt", "Harga Beras Turun\n\nHarga beras turun 3 persen pekan ini.\n")
    assert [edit.target for edit in project.build().pending] == ["Traders complain bitterly."]
    assert b"Traders complain bitterly." in (project.output / "pending.tmx").read_bytes()
    project.write("b.txt", SECOND)
    assert project.build().pending == ()
    assert not (project.output / "pending.tmx").exists()
    assert project.targets()["Pedagang mengeluh."] == "Traders complain bitterly."


def test_texts_without_a_place_are_listed_by_every_build_whatever_it_reads(project: Project) -> None:
    project.build()
    project.type_target("b.txt", "Pedagang mengeluh.", "Traders complain bitterly.")
    project.write("b.txt", "Harga Beras Turun\n\nHarga beras turun 3 persen pekan ini.\n")
    project.build()
    before = (project.output / "pending.tmx").read_bytes()
    assert [edit.target for edit in project.build(project.seeds / "a.txt").pending] == ["Traders complain bitterly."]
    (project.seeds / "b.txt").unlink()
    assert [edit.target for edit in project.build().pending] == ["Traders complain bitterly."]
    assert (project.output / "pending.tmx").read_bytes() == before


def test_texts_of_a_document_file_that_is_gone_have_no_place(project: Project) -> None:
    project.build()
    project.type_target("b.txt", "Pedagang mengeluh.", "Traders complain bitterly.")
    project.build()
    project.document_of("b.txt").unlink()
    summary = project.build(project.seeds / "a.txt")
    assert [edit.target for edit in summary.pending] == ["Traders complain bitterly."]
    for _ in range(2):
        assert project.build().pending == ()
        assert project.targets()["Pedagang mengeluh."] == "Traders complain bitterly."


def test_a_renamed_file_keeps_its_edits_and_its_machine_text(project: Project) -> None:
    project.build()
    project.type_target("b.txt", "Pedagang mengeluh.", "Traders complain bitterly.")
    (project.seeds / "b.txt").rename(project.seeds / "c.txt")
    summary = project.build()
    assert summary.documents == {Change.UNCHANGED: 1, Change.RENAMED: 1, Change.WITHDRAWN: 1}
    assert summary.translated == 0
    assert summary.pending == ()
    assert project.targets()["Pedagang mengeluh."] == "Traders complain bitterly."


def test_a_deleted_file_is_withdrawn_and_returns(project: Project) -> None:
    project.build()
    before = project.files()
    (project.seeds / "b.txt").unlink()
    assert project.build().documents[Change.WITHDRAWN] == 1
    assert b"Pedagang" not in (project.output / "corpus.tmx").read_bytes()
    assert project.document_of("b.txt").is_file()
    project.write("b.txt", SECOND)
    assert project.build().translated == 0
    assert project.files() == before


def test_pruning_removes_withdrawn_documents_without_edits(project: Project) -> None:
    project.build()
    project.type_target("b.txt", "Pedagang mengeluh.", "Traders complain bitterly.")
    (project.seeds / "a.txt").unlink()
    (project.seeds / "b.txt").unlink()
    project.write("c.txt", FIRST.replace("jembatan", "pasar"))
    project.build(prune=True)
    assert project.document_of("b.txt").is_file()
    with pytest.raises(AssertionError):
        project.document_of("a.txt")


@pytest.mark.parametrize("selection", [{"limit": 1}, {"shard": (1, 2)}])
def test_a_partial_build_withdraws_nothing(project: Project, selection: dict[str, object]) -> None:
    project.build()
    assert Change.WITHDRAWN not in project.build(**selection).documents  # type: ignore[arg-type]


def test_a_single_file_belongs_to_its_folder(project: Project) -> None:
    project.build()
    summary = project.build(project.seeds / "a.txt")
    assert summary.documents == {Change.UNCHANGED: 1}


def test_bad_inputs_are_reported_and_the_rest_is_done(project: Project) -> None:
    project.write("empty.txt", "")
    (project.seeds / "binary.txt").write_bytes(bytes(range(256)) * 40)
    summary = project.build(project.seeds, project.folder / "missing.txt")
    assert len(summary.failures) == 3
    assert all("\n" not in str(failure) and failure.path for failure in summary.failures)
    assert summary.read == 2


def test_a_file_that_became_unreadable_is_not_withdrawn(project: Project) -> None:
    project.build()
    project.write("b.txt", "")
    summary = project.build()
    assert Change.WITHDRAWN not in summary.documents
    assert b"Pedagang" in (project.output / "corpus.tmx").read_bytes()


def test_a_broken_document_file_is_reported_and_left_alone(project: Project) -> None:
    project.build()
    path = project.document_of("b.txt")
    path.write_text(path.read_text().replace('"target": "', '"target": ', 1))
    before = path.read_bytes()
    summary = project.build(retranslate="all")
    assert [type(failure) for failure in summary.failures] == [CorpusError]
    assert path.read_bytes() == before
    assert summary.translated == 4


def test_files_with_one_name_in_two_folders_are_two_documents(project: Project) -> None:
    project.write("sub/a.txt", SECOND.replace("Beras", "Gula"))
    assert project.build().read == 3


def test_the_same_path_in_another_folder_does_not_overwrite_a_document(project: Project) -> None:
    project.build()
    other = project.folder / "other"
    other.mkdir()
    (other / "a.txt").write_text(SECOND)
    summary = project.build(other)
    assert len(summary.failures) == 1
    assert "Anggaran mencapai Rp2,5 triliun." in project.targets()


def rows(text: str) -> str:
    return f"id,text\n1,{text}\n"


def test_a_table_does_not_replace_the_rows_of_another_that_is_still_there(project: Project) -> None:
    january = project.write("jan.csv", rows("Harga naik."))
    project.build(january)
    february = project.write("feb.csv", rows("Presiden tiba."))
    summary = project.build(february)
    (failure,) = summary.failures
    assert "feb.csv#1 has the id of jan.csv#1" in str(failure)
    assert "--id-from" in str(failure)
    assert list(project.targets()) == ["Harga naik."]
    january.unlink()
    assert project.build(february).documents == {Change.CHANGED: 1}
    assert list(project.targets()) == ["Presiden tiba."]


def test_a_table_that_repeats_a_row_of_another_does_not_take_it_over(project: Project) -> None:
    project.build(project.write("jan.csv", rows("Harga naik.")))
    february = project.write("feb.csv", rows("Harga naik."))
    assert project.build(february).documents == {Change.UNCHANGED: 1}
    assert project.document_of("jan.csv#1")
    (project.seeds / "jan.csv").unlink()
    project.build(february)
    assert project.document_of("feb.csv#1")


def test_a_changed_row_of_the_same_table_is_its_new_version(project: Project) -> None:
    table = project.write("jan.csv", rows("Harga naik."))
    project.build(table)
    project.write("jan.csv", rows("Presiden tiba."))
    assert project.build(table).documents == {Change.CHANGED: 1}


def test_a_table_that_is_read_under_another_folder_is_the_same_table(project: Project) -> None:
    table = project.write("data/jan.csv", rows("Harga naik."))
    project.build(table)
    project.write("data/jan.csv", rows("Presiden tiba."))
    summary = project.build()
    assert (summary.failures, summary.documents[Change.CHANGED]) == ((), 1)
    assert root_of(project, "data/jan.csv#1") == "seeds"


def test_what_came_from_standard_input_is_not_replaced(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.folder)

    def piped(text: str) -> Summary:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return project.build(Path("-"))

    piped("Harga naik.\n")
    assert piped("Harga naik.\n").failures == ()
    (failure,) = piped("Presiden tiba.\n").failures
    assert "save it as a file" in str(failure)
    assert list(project.targets()) == ["Harga naik."]
    assert Change.WITHDRAWN not in project.build(Path()).documents


def test_folders_with_one_last_name_do_not_fight(project: Project) -> None:
    first, second = project.folder / "1/news", project.folder / "2/news"
    for folder, text in ((first, FIRST), (second, SECOND)):
        folder.mkdir(parents=True)
        (folder / "x.txt").write_text(text)
    (first / "only.txt").write_text("Warga senang.\n")
    project.build(first)
    summary = project.build(second)
    assert len(summary.failures) == 1
    assert summary.documents == {}
    assert {"Anggaran mencapai Rp2,5 triliun.", "Warga senang."} <= set(project.targets())
    assert project.build(first).documents == {Change.UNCHANGED: 2}


def test_folders_with_one_last_name_elsewhere_do_not_fight(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    first, second = tmp_path / "1/news", tmp_path / "2/news"
    for folder, text in ((first, FIRST), (second, SECOND)):
        folder.mkdir(parents=True)
        (folder / "x.txt").write_text(text)
        (folder / f"only{folder.parent.name}.txt").write_text("Warga senang.\n")
    project.build(first)
    for _ in range(2):
        summary = project.build(second)
        assert len(summary.failures) == 1
        assert Change.WITHDRAWN not in summary.documents
        assert project.build(first).documents == {Change.UNCHANGED: 2}
    assert [root_of(project, f"only{number}.txt") for number in (1, 2)] == ["news", "2/news"]
    assert b"/" + tmp_path.name.encode() not in b"".join(
        content for name, content in project.files().items() if name.startswith("corpus/")
    )


def test_a_folder_elsewhere_that_moved_is_the_same_folder(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    for place, text in (("1", FIRST), ("2", SECOND)):
        folder = tmp_path / place / "news"
        folder.mkdir(parents=True)
        (folder / "x.txt").write_text(text)
        assert project.build(folder).failures == ()
        (folder / "x.txt").unlink()
        folder.rmdir()
    assert "Pedagang mengeluh." in project.targets()


def test_a_folder_that_became_a_link_to_itself_elsewhere_is_the_same_folder(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.write("a.txt", FIRST)
    project.build()
    project.seeds.rename(tmp_path / "seeds")
    project.seeds.symlink_to(tmp_path / "seeds")
    project.write("a.txt", SECOND)
    assert project.build().documents == {Change.CHANGED: 1}


def root_of(project: Project, name: str) -> str:
    return str(json.loads(project.document_of(name).read_text().split("\n")[0])["root"])


def test_a_folder_is_called_by_its_path_from_where_the_corpus_lies(project: Project) -> None:
    (project.folder / "deep/er").mkdir(parents=True)
    (project.folder / "deep/er/x.txt").write_text("Warga senang.\n")
    project.build(project.seeds, project.folder / "deep/er")
    assert (root_of(project, "a.txt"), root_of(project, "x.txt")) == ("seeds", "deep/er")


def test_a_folder_that_moved_is_the_same_folder(project: Project) -> None:
    project.build()
    moved = project.folder / "arsip/seeds"
    moved.parent.mkdir()
    project.seeds.rename(moved)
    (moved / "a.txt").unlink()
    (moved / "b.txt").write_text(SECOND.replace("3 persen", "4 persen"))
    summary = project.build(moved)
    assert summary.documents == {Change.CHANGED: 1, Change.WITHDRAWN: 1}
    assert summary.failures == ()
    assert root_of(project, "b.txt") == "arsip/seeds"


def test_a_file_with_a_number_sign_in_its_name_that_became_unreadable_is_not_withdrawn(project: Project) -> None:
    path = project.write("Berita #1.txt", "Warga senang.\n")
    project.build()
    path.write_text("")
    assert Change.WITHDRAWN not in project.build().documents
    assert "Warga senang." in (project.output / "corpus.tmx").read_text()


def test_another_reading_of_the_same_bytes_cuts_anew(project: Project) -> None:
    project.write("c.txt", "Presiden meresmikan jembatan yang\nmenghubungkan dua pulau itu.\n")
    project.build()
    summary = project.build(reading=ReadingOptions(newlines=Newlines.ALWAYS))
    assert summary.documents[Change.CHANGED] == 1
    assert "menghubungkan dua pulau itu." in project.targets()


def test_nothing_to_read_is_a_usage_error(project: Project) -> None:
    with pytest.raises(UsageError, match="nothing to read"):
        Inputs(Selection(()))


def test_an_output_that_cannot_be_written_is_one_error(project: Project) -> None:
    project.output.write_text("a file, not a folder")
    with pytest.raises(SelarasError, match="cannot be written"):
        project.build()


class Killed(BaseException):
    """Stands for a process that dies."""


class Mortal(FakeTranslator):
    """Shows the company of each segment in its text, and dies at a given window."""

    def __init__(self, dies_at: int | None) -> None:
        super().__init__()
        self.dies_at = dies_at

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Translation]:
        self.asked.append(list(sources))
        if self.dies_at is not None and len(self.asked) > self.dies_at:
            raise Killed
        company = sum(map(len, sources)) % 97
        return [Translation(f"{company} {source}") for source in sources]


def many_articles(project: Project) -> None:
    for number in range(12):
        sentences = " ".join(f"Kalimat {number} nomor {n} tentang harga." for n in range(number % 5 + 2))
        project.write(f"artikel{number:02}.txt", f"Judul Artikel {number}\n\n{sentences}\n")


@pytest.mark.parametrize("seed", range(5))
def test_a_build_that_was_killed_and_resumed_equals_one_that_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(building, "WINDOW_SEGMENTS", 9)
    dice = random.Random(seed)
    results = []
    for name, deaths in (("whole", []), ("killed", [dice.randrange(3) for _ in range(2)])):
        folder = tmp_path / name
        folder.mkdir()
        project = Project(folder)
        many_articles(project)
        for death in deaths:
            project.translator = Mortal(death)
            with pytest.raises(Killed):
                project.build()
        project.translator = Mortal(None)
        project.build()
        results.append(project.files())
    assert results[0] == results[1]


def test_equal_inputs_give_equal_bytes(tmp_path: Path) -> None:
    results = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        project = Project(tmp_path / name)
        many_articles(project)
        project.build()
        results.append(project.files())
    assert results[0] == results[1]


def test_windows_do_not_depend_on_what_is_translated_already(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "WINDOW_SEGMENTS", 9)
    many_articles(project)
    project.build()
    first = project.translator.asked
    project.translator = FakeTranslator(name="fake-2")
    project.build(retranslate="all")
    assert project.translator.asked == first


def test_provenance_of_machine_text_is_kept(project: Project) -> None:
    project.build()
    project.translator = FakeTranslator(name="fake-2")
    project.build()
    with Corpus(project.corpus) as store:
        assert {one.model for one in store.provenances().values()} == {"fake-1"}
    project.build(retranslate="all")
    with Corpus(project.corpus) as store:
        assert {one.model for one in store.provenances().values()} == {"fake-1", "fake-2"}


def test_signatures_tell_options_apart() -> None:
    one = Provenance("argos", "m-1", "ab" * 32, options={"beam": "4"})
    assert one.signature != replace(one, options={"beam": "2"}).signature


def test_rows_of_metadata_that_name_no_document_are_told_once(project: Project) -> None:
    project.write("a.txt", FIRST)
    assert project.build().remarks == ()
    with (project.corpus / "metadata.tsv").open("a") as table:
        table.write("".join(f"d{number:012x}\tAni\n" for number in range(5)))
    summary = project.build()
    (remark,) = summary.remarks
    assert "d000000000000, d000000000001, d000000000002, …" in remark
    assert not summary.failures


def test_a_wrong_date_in_the_table_of_metadata_is_told(project: Project) -> None:
    project.write("a.txt", FIRST)
    project.build()
    doc_id = next(project.corpus.glob("documents/*/*.jsonl")).stem
    (project.corpus / "metadata.tsv").write_text(f"doc_id\tdate\n{doc_id}\t2019-99-99\n")
    (remark,) = project.build().remarks
    assert remark.endswith(
        "metadata.tsv: not taken; write dates as 2019-03-12, addresses with https://: line 2: date '2019-99-99'"
    )


def test_metadata_typed_into_a_document_outlives_a_new_version_of_the_article(project: Project) -> None:
    project.build()
    project.type_metadata("a.txt", author="Ani Wijaya", genre="news")
    project.write("a.txt", FIRST.replace("Jembatan Baru", "Jembatan Ketiga"))
    assert project.build().remarks == ()
    assert project.metadata_of("a.txt") == {
        "title": "Jembatan Ketiga Diresmikan",
        "author": "Ani Wijaya",
        "genre": "news",
    }


def test_metadata_typed_into_a_document_outlives_a_new_name(project: Project) -> None:
    project.build()
    project.type_metadata("b.txt", title="A title of a person")
    (project.seeds / "b.txt").rename(project.seeds / "c.txt")
    project.build()
    assert project.metadata_of("c.txt") == {"title": "A title of a person"}


def test_metadata_that_is_read_anew_from_a_row_is_told(project: Project) -> None:
    table = project.write("x.csv", "id,title,text\n1,Harga Naik,Harga beras naik.\n")
    project.build(table)
    project.type_metadata("x.csv#1", title="A title of a person", author="Ani Wijaya")
    project.write("x.csv", "id,title,text\n1,Harga Turun,Harga beras turun.\n")
    (remark,) = project.build(table).remarks
    assert remark.endswith("write what is to outlive a new version here; read anew: title of x.csv#1")
    assert project.metadata_of("x.csv#1")["author"] == "Ani Wijaya"


def test_a_copy_of_a_document_file_is_passed_over_and_told(project: Project) -> None:
    project.build()
    before = (project.output / "corpus.tmx").read_bytes()
    original = project.document_of("a.txt")
    (original.parent / f"{original.stem} (copy).jsonl").write_bytes(original.read_bytes())
    elsewhere = project.corpus / "documents/zz" / original.name
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(original.read_bytes())
    summary = project.build()
    assert (project.output / "corpus.tmx").read_bytes() == before
    (remark,) = summary.remarks
    assert f"{original.stem} (copy).jsonl, documents/zz/{original.name}" in remark
    assert not summary.failures
