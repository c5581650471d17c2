"""A translator that takes its process with it; a module of its own, so that other processes can import it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from making import FakeTranslator
from selaras.model import Translation
from selaras.translation import DecodingOptions


class Mortal(FakeTranslator):
    """Shows the company of each segment in its text, and kills its process at a word."""

    def __init__(self, dies_at: str, grave: str, name: str) -> None:
        super().__init__(name=name)
        self.dies_at, self.grave = dies_at, grave

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Translation]:
        if self.dies_at and any(self.dies_at in source for source in sources) and self._is_first_time():
            os.kill(os.getpid(), signal.SIGKILL)
        company = sum(map(len, sources)) % 97
        return [Translation(f"{company} {source}") for source in sources]

    def _is_first_time(self) -> bool:
        if not self.grave:
            return True  # it dies each time
        try:
            Path(self.grave).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@dataclass(eq=False)
class LoadMortal:
    """Makes the translator inside a worker, and leaves a file in ``loads`` for each."""

    dies_at: str = ""
    grave: str = ""
    name: str = "fake-1"
    loads: str = ""

    def __call__(self, model: str, options: DecodingOptions) -> Mortal:
        if self.loads:
            (Path(self.loads) / uuid4().hex).touch()
        return Mortal(self.dies_at, self.grave, self.name)
