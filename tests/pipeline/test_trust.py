"""Long trials: a process that is killed at any moment, with the real model (make trust)."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = 50
# Small windows, so that five articles are several of them.
SCRIPT = (
    "from selaras.pipeline import building; building.WINDOW_SEGMENTS = 20;"
    "from selaras.cli import main; main(['build', 'seeds', '--quiet', '--threads', '1'])"
)


def start(folder: Path) -> subprocess.Popen[bytes]:
    """A build with a cache of its own, which the next one in this folder finds as this one left it."""
    cache = {"XDG_CACHE_HOME": str(folder / "cache")}
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT], cwd=folder, stdout=subprocess.DEVNULL, env=os.environ | cache
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for root in ("corpus", "output")
        for path in (folder / root).rglob("*")
        if path.is_file() and path.name not in (".lock", "index.sqlite")
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> tuple[dict[str, bytes], float]:
    """The files of a build that nobody disturbed, and the seconds that it took."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(seeds, folder / "seeds")
    started = time.monotonic()
    assert start(folder).wait() == 0
    return files(folder), time.monotonic() - started


@pytest.mark.trust
@pytest.mark.parametrize("trial", range(KILLS))
def test_killed_at_any_moment_and_resumed_gives_the_same_bytes(
    tmp_path: Path, seeds: Path, whole: tuple[dict[str, bytes], float], trial: int
) -> None:
    expected, seconds = whole
    shutil.copytree(seeds, tmp_path / "seeds")
    process = start(tmp_path)
    time.sleep(random.Random(trial).uniform(0, seconds))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert start(tmp_path).wait() == 0
    assert files(tmp_path) == expected
