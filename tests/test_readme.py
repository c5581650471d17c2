"""The README is true: its commands run and print what it shows, its tables are the program's own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from selaras.cli import cli
from selaras.pipeline.exports import EXPORTS

README = Path(__file__).resolve().parent.parent / "README.md"
# Blocks marked "model" show machine translations, which differ a little from one processor to another.
CONSOLE = re.compile(r"(?P<mark>```console( model)?\n)(?P<body>.*?)(?=```)", re.DOTALL)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(README.parent / "seeds", folder / "seeds")
    return folder


def printed(command: str, folder: Path) -> str:
    """What a command prints, standard error first."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env={"PATH": path, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr + done.stdout


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it is said to print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


@pytest.mark.model
def test_commands_print_what_the_readme_shows(workplace: Path, request: pytest.FixtureRequest) -> None:
    update = request.config.getoption("--update-golden")

    def run(block: re.Match[str]) -> str:
        done = [(command, printed(command, workplace)) for command, _ in commands(block["body"])]
        assert all(output for _, output in done)
        if "model" in block["mark"] and not update:
            return block.group()
        return block["mark"] + "".join(f"$ {command}\n{output}" for command, output in done)

    real = CONSOLE.sub(run, README.read_text())
    if update:
        README.write_text(real)
    assert README.read_text() == real


@pytest.mark.model
def test_the_python_example_runs(workplace: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert "A101" in printed(f"python - <<'END'\n{example}END", workplace)


def test_every_command_is_in_the_table() -> None:
    assert re.findall(r"^\| `selaras ([a-z]+)", README.read_text(), re.MULTILINE) == list(cli.commands)


def test_every_format_is_in_the_table(request: pytest.FixtureRequest) -> None:
    text = README.read_text()
    heading = "| name | file | for |\n|---|---|---|\n"
    rows = "".join(f"| `{one.name}` | {one.suffix or 'folder'} | {one.description} |\n" for one in EXPORTS.values())
    real = re.sub(rf"(?<={re.escape(heading)})(\|.*\n)*", lambda _: rows, text)
    if request.config.getoption("--update-golden"):
        README.write_text(real)
    assert README.read_text() == real
