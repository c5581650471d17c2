"""A folder of articles may hold the corpus and the outputs that were made of it; they are no articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from making import FakeTranslator
from selaras.pipeline.building import build
from selaras.pipeline.inputs import Inputs, Selection
from selaras.pipeline.translating import translate_files

ARTICLE = "Harga Beras Turun\n\nHarga beras turun 3 persen pekan ini di Pasar Minggu. Pedagang mengeluh.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    for name in ("a.txt", "sub/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE)
    return tmp_path


def found(path: Path | str) -> tuple[list[str], list[str]]:
    """The names of the inputs, and what was passed over."""
    inputs = Inputs(Selection((path,)))
    return [source.name for source in inputs.sources()], inputs.skipped


def test_a_corpus_and_its_exports_are_no_articles(articles: Path) -> None:
    corpus, output = articles / "corpus", articles / "output"
    for _ in range(2):
        summary = build(Inputs(Selection((articles,))), corpus, output, FakeTranslator(), formats=("txt",))
        assert (summary.read, summary.failures) == (2, ())
    told = [f"{corpus}: a corpus", f"{output}: exports of a corpus"]
    assert found(articles) == (["a.txt", "sub/b.txt"], told)
    assert found(f"{articles}/**/*.txt") == (["a.txt", "sub/b.txt"], told)
    assert len(found(corpus / "texts")[0]) == 2


@pytest.mark.parametrize("below", [".", "english", "output/english"])
def test_a_translation_is_no_article(articles: Path, below: str) -> None:
    output = articles / below
    for _ in range(2):
        inputs = Inputs(Selection((articles,)))
        translate_files(inputs, output, FakeTranslator())
        assert (inputs.count, inputs.failures) == (2, [])
    assert [line.rpartition(": ")[2] for line in found(articles)[1]] == ["a translation, no article"] * 2
    assert found(output / "a.en.txt")[0] == ["a.en.txt"]


def test_a_manifest_of_something_else_makes_no_corpus(articles: Path) -> None:
    (articles / "sub/manifest.json").write_text('{"name": "Kabar"}')
    assert found(articles)[0] == ["a.txt", "sub/b.txt", "sub/manifest.json"]
