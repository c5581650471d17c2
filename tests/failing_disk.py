"""A disk on which the n-th operation goes wrong; a module of its own, so that other processes can import it.

Run as a script it builds a corpus in this folder and dies at the n-th operation, like a process that is killed.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from making import FakeTranslator
from selaras import saving
from selaras.model import Translation
from selaras.pipeline import building
from selaras.pipeline.building import Summary, build
from selaras.pipeline.inputs import Inputs, Selection

WINDOW = 9
ALL = frozenset({"open", "write", "sync", "replace", "unlink"})


class Disk:
    """Counts what is done to it; from operation ``last`` on, ``fail`` is called.

    Args:
        last: Number of the operation, from 0; a large one to count only.
        fail: Raises, or ends the process.
        operations: Those of ``ALL`` that count.
    """

    def __init__(self, last: int, fail: Callable[[], None], operations: frozenset[str]) -> None:
        self.done = 0
        self._last, self._fail, self._operations = last, fail, operations

    def operate(self, name: str) -> None:
        if name in self._operations:
            self.done += 1
            if self.done > self._last:
                self._fail()

    def install(self, patch: Callable[[object, str, Any], None]) -> None:
        """Put it under ``selaras.saving``; ``patch`` sets an attribute of an object."""
        disk = self
        replace, unlink, fsync, afresh = Path.replace, Path.unlink, os.fsync, saving._open_afresh

        class File(io.FileIO):
            def write(self, data: Any) -> int:
                try:
                    disk.operate("write")
                except OSError:
                    super().write(bytes(data)[: len(data) // 2])
                    raise
                return super().write(data) or 0

        def open_afresh(temporary: Path) -> Any:
            disk.operate("open")
            afresh(temporary).close()
            return File(temporary, "wb")

        def with_operation(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
            def operate(*given: Any, **named: Any) -> Any:
                disk.operate(name)
                return function(*given, **named)

            return operate

        patch(saving, "_open_afresh", open_afresh)
        patch(os, "fsync", with_operation("sync", fsync))
        patch(Path, "replace", with_operation("replace", replace))
        patch(Path, "unlink", with_operation("unlink", unlink))


def full(_: object = None) -> None:
    """What a full disk says."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def company_of(sources: object) -> list[Translation]:
    """Translations that show in what company they were made."""
    texts = [str(one) for one in sources]  # type: ignore[attr-defined]
    return [Translation(f"{sum(map(len, texts)) % 97} {text}") for text in texts]


def prepare(folder: Path) -> None:
    """Twelve articles."""
    (folder / "seeds").mkdir(parents=True)
    for number in range(12):
        sentences = " ".join(f"Kalimat {number} nomor {n} tentang harga." for n in range(number % 5 + 2))
        (folder / "seeds" / f"artikel{number:02}.txt").write_text(f"Judul Artikel {number}\n\n{sentences}\n")


def build_in(folder: Path) -> Summary:
    """A build with small windows and a translator that shows the company of each segment."""
    translator = FakeTranslator()
    translator.translate = lambda sources, progress=None: company_of(sources)  # type: ignore[method-assign]
    vars(building)["WINDOW_SEGMENTS"] = WINDOW
    inputs = Inputs(Selection((folder / "seeds",)))
    return build(inputs, folder / "corpus", folder / "output", translator, person="penguji")


if __name__ == "__main__":
    Disk(int(sys.argv[1]), lambda: os._exit(9), ALL).install(setattr)
    build_in(Path())
