"""Finding, judging and installing packages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from selaras.errors import ModelError
from selaras.translation import install, installed, load, resolve
from selaras.translation.packages import VOCABULARY_MAP, read_package

PackageMaker = Callable[..., Path]
Zipper = Callable[[Path], Path]


def refusal(model: str | Path) -> str:
    with pytest.raises(ModelError) as caught:
        resolve(str(model))
    told = str(caught.value)
    assert "\n" not in told
    return told


def test_the_bundled_package_names_itself() -> None:
    package = resolve()
    assert (package.from_code, package.to_code) == ("id", "en")
    assert package.name == "selaras-id_en"
    assert package.licence
    assert package.date
    assert len(package.sha256) == 64


def test_metadata_fields(make_package: PackageMaker) -> None:
    package = resolve(str(make_package(name="x", code="my model/1", date="2026-01-02", license="CC0")))
    assert package.version == "1.2"
    assert package.name == "my_model_1", "no blanks or slashes: the name becomes part of a signature"
    assert package.date == "2026-01-02"
    assert package.licence == "CC0"


def test_malay_to_english_is_accepted(make_package: PackageMaker) -> None:
    assert resolve(str(make_package(from_code="ms"))).translates == "ms to en"


def test_a_foreign_package_says_what_it_translates(make_package: PackageMaker) -> None:
    told = refusal(make_package(from_code="en", to_code="es"))
    assert "en to es" in told
    assert "Indonesian (id) to English (en)" in told


@pytest.mark.parametrize("missing", ["metadata.json", "model/model.bin", "sentencepiece.model"])
def test_an_incomplete_package_names_what_is_missing(make_package: PackageMaker, missing: str) -> None:
    assert missing in refusal(make_package(without=missing))


@pytest.mark.parametrize("content", ["{", "[]", "\x00"])
def test_damaged_metadata(make_package: PackageMaker, content: str) -> None:
    folder = make_package()
    (folder / "metadata.json").write_text(content, encoding="utf-8")
    assert "metadata.json is not" in refusal(folder)


def test_nothing_there(caches: Path) -> None:
    assert "no such model" in refusal(caches / "absent.argosmodel")
    assert "no model named id_en is installed" in refusal("id_en")


def test_an_archive_is_the_package_it_holds(make_package: PackageMaker, zip_folder: Zipper, caches: Path) -> None:
    folder = make_package(name="same")
    (folder / "stanza").mkdir()
    (folder / "stanza" / "huge.pt").write_bytes(b"not needed")
    archived = resolve(str(zip_folder(folder)))
    assert archived.sha256 == resolve(str(folder)).sha256
    assert archived.path.is_relative_to(caches / "cache")
    assert not (archived.path / "stanza").exists()
    assert resolve(str(zip_folder(folder))).path == archived.path


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"plain text"])
def test_a_damaged_archive(tmp_path: Path, caches: Path, content: bytes) -> None:
    archive = tmp_path / "broken.argosmodel"
    archive.write_bytes(content)
    assert "not a readable .argosmodel archive" in refusal(archive)


def test_an_archive_with_a_wrong_checksum(make_package: PackageMaker, zip_folder: Zipper, caches: Path) -> None:
    archive = zip_folder(make_package())
    content = archive.read_bytes()
    archive.write_bytes(content.replace(b"no weights", b"no w3ights"))
    assert "not a readable .argosmodel archive" in refusal(archive)
    assert not list((caches / "cache").rglob("model.bin")), "half an archive is not left behind"


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "p/../../evil", "C:\\evil", "..\\evil"])
def test_an_archive_that_reaches_outside(tmp_path: Path, caches: Path, name: str) -> None:
    archive = tmp_path / "evil.argosmodel"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("p/metadata.json", "{}")
        opened.writestr(name, "x")
    assert "outside its folder" in refusal(archive)


def test_an_archive_with_a_link(tmp_path: Path, caches: Path) -> None:
    archive = tmp_path / "link.argosmodel"
    link = zipfile.ZipInfo("p/model")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("p/metadata.json", "{}")
        opened.writestr(link, "/etc")
    assert "outside its folder" in refusal(archive)


def test_an_installed_package_has_many_names(make_package: PackageMaker, caches: Path) -> None:
    package = install(make_package(name="translate-id_en-1_2"))
    assert package.path == caches / "data" / "argos-translate" / "packages" / "translate-id_en-1_2"
    for name in ("translate-id_en-1_2", "id_en", "translate-id_en"):
        assert resolve(name) == package


def test_the_newest_of_equal_names_wins(make_package: PackageMaker, caches: Path) -> None:
    install(make_package(name="old", package_version="1.9"))
    install(make_package(name="new", package_version="1.10"))
    assert resolve("id_en").version == "1.10"


def test_installing_an_archive_keeps_all_of_it(make_package: PackageMaker, zip_folder: Zipper, caches: Path) -> None:
    folder = make_package(name="whole")
    (folder / "stanza").mkdir()
    (folder / "stanza" / "x.pt").write_bytes(b"Argos needs it")
    assert (install(zip_folder(folder)).path / "stanza" / "x.pt").is_file()


def test_installing_again_replaces(make_package: PackageMaker, caches: Path) -> None:
    folder = make_package(name="p")
    install(folder)
    (folder / "metadata.json").write_text(json.dumps({"from_code": "id", "to_code": "en", "package_version": "2"}))
    assert install(folder).version == "2"
    assert [package.version for package in installed()] == ["2"]


def test_a_foreign_package_is_not_installed(make_package: PackageMaker, caches: Path) -> None:
    with pytest.raises(ModelError, match="es to en"):
        install(make_package(from_code="es"))
    assert installed() == []


def test_listing_creates_nothing_and_skips_what_is_broken(make_package: PackageMaker, caches: Path) -> None:
    assert installed() == []
    assert not (caches / "data").exists()
    install(make_package(name="good"))
    (caches / "data" / "argos-translate" / "packages" / "bad").mkdir()
    assert [package.path.name for package in installed()] == ["good"]


def test_argos_own_settings_are_obeyed(
    make_package: PackageMaker, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = caches / "home" / ".config" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(caches / "by-file")}))
    assert install(make_package(name="p")).path == caches / "by-file" / "p"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(caches / "by-environment"))
    assert installed() == []


@pytest.mark.model
@pytest.mark.parametrize("damaged", ["sentencepiece.model", "model/model.bin", "model/config.json"])
@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_damaged_file_is_told_when_loading(bundled_copy: Path, damaged: str, share: float) -> None:
    path = bundled_copy / damaged
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ModelError) as caught:
        load(str(bundled_copy))
    assert str(bundled_copy) in str(caught.value)


def test_reading_does_not_judge_languages(make_package: PackageMaker) -> None:
    assert read_package(make_package(from_code="fr", to_code="de")).translates == "fr to de"


@pytest.mark.model
def test_a_home_that_cannot_be_written(zip_folder: Zipper, tmp_path: Path) -> None:
    """In a process of its own: what argostranslate does at import happens once in a process."""
    archive = zip_folder(resolve().path)
    # A file in the place of the home stops root as well, which permissions do not.
    (tmp_path / "home").write_text("not a folder")
    code = f"""
import sys
from selaras.translation import load
print(load({str(archive)!r}).translate(["Selamat pagi."])[0].text)
heavy = {{"torch", "stanza", "spacy", "argostranslate.translate", "argostranslate.sbd"}} & set(sys.modules)
assert not heavy, heavy
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ARGOS_"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "morning" in done.stdout.lower()
    assert (tmp_path / "home").read_text() == "not a folder"


def test_importing_the_package_is_light() -> None:
    code = """
import sys, selaras.translation
heavy = {"argostranslate", "ctranslate2", "sentencepiece", "numpy", "rapidfuzz"} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("rows", "is_used"),
    [("\t▁rice ▁price\n", True), ("beras\t▁rice\n", False), ("\t▁rice\nberas\t▁rice\n", False)],
    ids=["for all sources", "by the source", "both"],
)
def test_a_vocabulary_map_is_used_that_is_the_same_for_all_sources(
    make_package: Callable[..., Path], rows: str, is_used: bool
) -> None:
    folder = make_package()
    assert not read_package(folder).maps_vocabulary
    (folder / VOCABULARY_MAP).write_text(rows, encoding="utf-8")
    assert read_package(folder).maps_vocabulary is is_used


@pytest.mark.parametrize("rows", ["", "\n", "\t\n", "beras\n", "a\tb\tc\n", "\t▁rice\n\n"])
def test_a_damaged_vocabulary_map_is_told(bundled_copy: Path, rows: str) -> None:
    (bundled_copy / VOCABULARY_MAP).write_text(rows, encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        load(str(bundled_copy))
