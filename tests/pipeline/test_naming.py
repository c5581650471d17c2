"""Files of articles: inside their folder, short enough for a disk, never two articles in one."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.pipeline.naming import OutputNames


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.txt", "a.tmx"),
        ("desa/panen.html", "desa/panen.tmx"),
        ("berita.jsonl#brt-7", "berita.jsonl/brt-7.tmx"),
        ("berita.jsonl#https://contoh.id/a", "berita.jsonl/https:/_/contoh.id/a.tmx"),
        ("berita.jsonl#../../jahat", "berita.jsonl/_/_/jahat.tmx"),
        ("/akar/./x.docx", "_/akar/_/x.docx.tmx"),
    ],
)
def test_a_file_is_named_after_its_article(path: str, name: str) -> None:
    assert OutputNames(".tmx").of(path) == name


def test_articles_that_would_share_a_file_keep_their_suffix_or_get_a_number() -> None:
    names = OutputNames(".en.txt")
    paths = ["x.txt", "x.html", "x", "x.html", "X.txt"]
    assert [names.of(path) for path in paths] == [
        "x.en.txt",
        "x.html.en.txt",
        "x-2.en.txt",
        "x-3.en.txt",
        "X.txt.en.txt",
    ]


def test_a_folder_is_never_named_like_a_file() -> None:
    names = OutputNames(".jsonl")
    paths = ["berita.txt", "berita.jsonl#1", "kabar.jsonl#1", "kabar.txt"]
    assert [names.of(path) for path in paths] == [
        "berita.jsonl",
        "berita.jsonl_/1.jsonl",
        "kabar.jsonl/1.jsonl",
        "kabar.txt.jsonl",
    ]


def test_a_name_too_long_for_a_disk_is_cut_and_told_apart_by_a_hash(tmp_path: Path) -> None:
    names = OutputNames(".en.txt")
    for ending in "ab":
        file = tmp_path / names.of(f"berita.jsonl#{'é' * 200}{ending}")
        file.parent.mkdir(exist_ok=True)
        file.touch()
    assert len(list(tmp_path.glob("berita.jsonl/é*.en.txt"))) == 2


@settings(max_examples=200)
@given(st.lists(st.text(st.sampled_from("aA/#.\\\0é\ud800") | st.characters(), max_size=300), max_size=8))
def test_all_names_are_distinct_legal_and_inside(paths: list[str]) -> None:
    names = OutputNames(".en.txt")
    made = [names.of(path) for path in [*paths, *paths, "x/" * 3000]]
    files = {name.casefold() for name in made}
    assert len(files) == len(made)
    assert not files & {str(folder).casefold() for name in made for folder in PurePosixPath(name).parents}
    for name in made:
        assert ".." not in name.split("/")
        assert not name.startswith("/")
        assert "\0" not in name
        assert all(len(part.encode("utf-8", "surrogateescape")) <= 255 for part in name.split("/"))
