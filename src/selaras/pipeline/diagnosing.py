"""``selaras doctor``: what is missing or wrong on this machine, without any network."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from .._version import __version__
from ..errors import SelarasError
from ..translation import BUNDLED, load, resolve
from ..translation.options import available_cores

# argostranslate asks for these for its own sentence splitter, which selaras never calls.
NOT_NEEDED = ("stanza", "spacy", "minisbd")
LEAST_FREE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that was looked at.

    Attributes:
        about: A word or two.
        ok: Whether nothing has to be done.
        told: What was found, and what to do.
    """

    about: str
    ok: bool
    told: str


def diagnose(corpus: Path, output: Path) -> Iterator[Answer]:
    """Look at everything that selaras needs, one answer each."""
    yield Answer("selaras", True, f"{__version__} on Python {sys.version.split()[0]}, {available_cores()} cores")
    yield from _packages()
    yield _argos_dependencies()
    yield _asked("model", _bundled_model)
    yield _asked("translation", _translation)
    yield _asked("engine", _engine)
    for about, folder in (("corpus", corpus), ("output", output)):
        yield _folder(about, folder)
    yield _home()


def _asked(about: str, question: Callable[[], str]) -> Answer:
    try:
        return Answer(about, True, question())
    except (SelarasError, ImportError, OSError, RuntimeError) as error:
        return Answer(about, False, str(error))


def _packages() -> Iterator[Answer]:
    from packaging.requirements import Requirement

    for line in requires("selaras") or []:
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            yield Answer("package", False, f"{requirement} is not installed: run make demo, or pip install it")
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            yield Answer("package", False, f"{requirement} is wanted, {found} is installed")


def _argos_dependencies() -> Answer:
    missing = [name for name in NOT_NEEDED if not _is_installed(name)]
    told = (
        "complete"
        if not missing
        else (
            f"pip check names {', '.join(missing)} as missing: Argos Translate wants them to cut sentences, "
            "selaras cuts them itself, so they are left out on purpose"
        )
    )
    return Answer("argostranslate", True, told)


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _bundled_model() -> str:
    package = resolve(BUNDLED)
    return f"{package.name} {package.version}, {package.translates}, sha256 {package.sha256[:12]}"


def _translation() -> str:
    source = "Selamat pagi."
    return f"{source} = {load().translate([source])[0].text}"


def _engine() -> str:
    from ..translation.decoding import engine_facts

    return engine_facts()


def _folder(about: str, folder: Path) -> Answer:
    place = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists())
    if not place.is_dir():
        return Answer(about, False, f"{place} is a file, not a folder: name another folder")
    free = shutil.disk_usage(place).free
    if not os.access(place, os.W_OK):
        return Answer(about, False, f"{place} cannot be written to: change its permissions or name another folder")
    if free < LEAST_FREE_BYTES:
        return Answer(about, False, f"{place} has only {free // 1_000_000} MB free")
    return Answer(about, True, f"{folder} can be written to, {free // 1_000_000_000} GB free")


def _home() -> Answer:
    """A read-only home is fine: everything falls back to a temporary folder."""
    home = Path.home()
    if os.access(home, os.W_OK):
        return Answer("home", True, f"{home} can be written to")
    return Answer("home", True, f"{home} is read-only; unpacked models go to {tempfile.gettempdir()}")
