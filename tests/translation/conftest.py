"""Packages to break, and one loaded model for all tests."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from selaras.translation import Translator, load, resolve

PackageMaker = Callable[..., Path]


@pytest.fixture(scope="session")
def translator() -> Translator:
    """The bundled model, loaded once."""
    return load()


@pytest.fixture
def make_package(tmp_path: Path) -> PackageMaker:
    """Makes a small package that looks whole: metadata, a tokenizer file and a model that are no such thing."""

    def make(name: str = "package", *, without: str = "", **metadata: str) -> Path:
        folder = tmp_path / name
        (folder / "model").mkdir(parents=True)
        known = {"from_code": "id", "to_code": "en", "package_version": "1.2", "from_name": "Indonesian"}
        (folder / "metadata.json").write_text(json.dumps(known | metadata), encoding="utf-8")
        (folder / "sentencepiece.model").write_bytes(b"no tokenizer")
        (folder / "model" / "model.bin").write_bytes(b"no weights")
        if without:
            (folder / without).unlink()
        return folder

    return make


@pytest.fixture
def zip_folder(tmp_path: Path) -> Callable[[Path], Path]:
    """Zips a package folder the way Argos packages are zipped: one folder inside."""

    def zipped(folder: Path) -> Path:
        archive = tmp_path / f"{folder.name}.argosmodel"
        with zipfile.ZipFile(archive, "w") as opened:
            for path in sorted(folder.rglob("*")):
                opened.write(path, Path(folder.name) / path.relative_to(folder))
        return archive

    return zipped


@pytest.fixture
def bundled_copy(tmp_path: Path) -> Path:
    """A copy of the bundled package that a test may damage."""
    folder = tmp_path / "copy"
    shutil.copytree(resolve().path, folder)
    return folder


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Cache and data folders of the test's own."""
    for variable in ("ARGOS_PACKAGES_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path
