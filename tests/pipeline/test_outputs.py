"""What somebody typed into an export is kept when the export is written anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from making import FakeTranslator
from selaras.corpus.index import NAME
from selaras.pipeline.building import Summary, build
from selaras.pipeline.exporting import ExportChoice, Exported, export
from selaras.pipeline.inputs import Inputs, Selection
from selaras.pipeline.layout import ONE_FILE, Layout

EDITED = b"<tmx>what somebody typed</tmx>"
REMARK = "kept beside what was written anew, since somebody had changed it"


class Project:
    """Two articles in a folder, built with a translator of the given name."""

    def __init__(self, folder: Path) -> None:
        self.seeds, self.corpus, self.output = folder / "seeds", folder / "corpus", folder / "output"
        self.seeds.mkdir()
        self.write("a.txt", "Warga senang.")
        self.write("b.txt", "Harga naik.")

    def write(self, name: str, text: str) -> None:
        (self.seeds / name).write_text(text)

    def build(self, *formats: str) -> Summary:
        inputs = Inputs(Selection((self.seeds,)))
        return build(inputs, self.corpus, self.output, FakeTranslator(), formats=formats or ("tmx", "tei"))

    def export(self, *formats: str, layout: Layout = ONE_FILE) -> Exported:
        return export(self.corpus, self.output, formats, choice=ExportChoice(layout=layout))

    def kept(self) -> dict[str, bytes]:
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in sorted(self.output.rglob("*~"))}

    def names(self) -> set[str]:
        return {path.relative_to(self.output).as_posix() for path in self.output.rglob("*")}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.build()
    return made


def test_an_edited_export_is_kept_beside_the_new_one_and_told(project: Project) -> None:
    tmx = project.output / "corpus.tmx"
    fresh = tmx.read_bytes()
    tmx.write_bytes(EDITED)
    summary = project.build()
    assert summary.remarks == (f"{project.output}: {REMARK}: corpus.tmx.~1~",)
    assert tmx.read_bytes() == fresh
    assert project.kept() == {"corpus.tmx.~1~": EDITED}
    assert project.build().remarks == ()
    tmx.write_bytes(EDITED + b"2")
    project.build()
    assert project.kept() == {"corpus.tmx.~1~": EDITED, "corpus.tmx.~2~": EDITED + b"2"}
    tmx.write_bytes(EDITED)
    assert project.build().remarks == (f"{project.output}: {REMARK}: corpus.tmx.~1~",)
    assert len(project.kept()) == 2


def test_exports_that_nobody_touched_are_replaced_and_nothing_is_kept(project: Project) -> None:
    names = project.names()
    for text in ("Warga sedih.", "Warga marah."):
        project.write("a.txt", text)
        assert project.build().remarks == ()
        assert project.names() == names


def test_an_edited_file_of_an_article_that_is_gone_is_kept(project: Project) -> None:
    (english,) = (path for path in project.output.glob("tei/*/*.en.xml") if "Harga naik" in path.read_text())
    english.write_bytes(EDITED)
    (project.seeds / "b.txt").unlink()
    name = english.relative_to(project.output).as_posix()
    assert project.build().remarks == (f"{project.output}: {REMARK}: {name}.~1~",)
    assert project.kept() == {f"{name}.~1~": EDITED}
    assert not english.exists()
    project.build()
    assert project.kept() == {f"{name}.~1~": EDITED}


@pytest.mark.parametrize(
    ("formats", "layout", "name"),
    [
        (("xliff12",), ONE_FILE, "corpus.xlf"),
        (("tsv",), Layout(packed=True), "corpus.tsv.gz"),
        (("tmx",), Layout(per_article=True), "tmx/a.tmx"),
        (("moses",), ONE_FILE, "moses/corpus.en"),
        (("html",), ONE_FILE, "html/index.html"),
        (("duplicates",), ONE_FILE, "duplicates.tsv"),
    ],
)
def test_every_format_keeps_what_was_typed(
    project: Project, formats: tuple[str, ...], layout: Layout, name: str
) -> None:
    assert project.export(*formats, layout=layout).remarks == []
    (project.output / name).write_bytes(EDITED)
    assert project.export(*formats, layout=layout).remarks == [f"{project.output}: {REMARK}: {name}.~1~"]
    assert project.kept() == {f"{name}.~1~": EDITED}


def test_a_file_that_equals_the_new_export_is_ours_whoever_wrote_it(project: Project, tmp_path: Path) -> None:
    project.write("a.txt", "Warga sedih.")
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(project.corpus, elsewhere / "corpus")
    build(Inputs(Selection((project.seeds,))), elsewhere / "corpus", elsewhere / "output", FakeTranslator())
    shutil.copy(elsewhere / "output" / "corpus.tmx", project.output)  # as git does
    assert project.build("tmx").remarks == ()
    project.write("a.txt", "Warga marah.")
    assert project.build("tmx").remarks == ()


def test_a_copy_that_cannot_be_made_stops_the_export_before_it_replaces_anything(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError("No space left on device")

    (project.output / "corpus.tmx").write_bytes(EDITED)
    monkeypatch.setattr("selaras.pipeline.outputs._copy", full)
    with pytest.raises(Exception, match=r"corpus\.tmx\.~1~: cannot be written: No space left"):
        project.build()
    assert (project.output / "corpus.tmx").read_bytes() == EDITED


def test_a_process_that_dies_around_a_replacement_takes_nothing_of_ours_for_an_edit(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("a.txt", "Warga sedih.")
    with monkeypatch.context() as patch:
        patch.setattr("selaras.corpus.exported.ExportRecord.note", _dies)
        with pytest.raises(KeyboardInterrupt):
            project.build("tmx")
    project.write("a.txt", "Warga marah.")
    assert project.build().remarks == ()
    assert project.kept() == {}


def _dies(*_given: object) -> None:
    raise KeyboardInterrupt


def test_without_the_index_of_this_machine_an_export_is_taken_for_ours(project: Project) -> None:
    (project.corpus / NAME).unlink()
    (project.output / "corpus.tmx").write_bytes(EDITED)
    assert project.build().remarks == ()
    assert project.kept() == {}
