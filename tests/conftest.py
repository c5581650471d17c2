"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes what golden tests got as what they expect from now on."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files under tests/data")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[bytes, Path], None]:
    """Compares bytes with a golden file, or writes it under ``--update-golden``."""

    def compare(got: bytes, path: Path) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(got)
        assert path.is_file(), f"no golden file {path.name}: run pytest --update-golden"
        assert got.decode("utf-8", "backslashreplace") == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The five articles that the user gave."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference material beside the repository: official schemas, gold sets, real articles."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the reference material in ../shared")
    return folder


@pytest.fixture(autouse=True)
def cache_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for every test: none finds what another translated."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder
