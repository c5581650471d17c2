"""The command line with a translator that needs no model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from making import FakeTranslator
from selaras import translation
from selaras.cli import run

Result = tuple[int, str, str]
Selaras = Callable[..., Result]


@pytest.fixture
def selaras(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Selaras:
    """Runs a command in a folder of its own; gives exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(translation, "load", lambda *_args, **_options: FakeTranslator())

    def command(*arguments: object) -> Result:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        return (code, *capfd.readouterr())

    return command


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Two articles in a folder called seeds."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("Jembatan Baru Diresmikan\n\nPresiden meresmikan jembatan. Warga senang.\n")
    (folder / "b.txt").write_text("Harga Beras Turun\n\nHarga beras turun 3 persen.\n\nTags\n")
    return folder
