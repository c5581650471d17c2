"""Who translates the windows of a run: this process, or others.

A mapper takes jobs and gives them back in order, each with the translations of its sources.
A job is translated by one call, so its text does not depend on who did it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..model import Translation
from ..translation import Translator
from .progress import SILENT, Progress

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """A window that waits for its translations.

    Attributes:
        window: What the caller wants back with the result.
        sources: The texts to translate together, none if nothing is due.
    """

    window: T
    sources: tuple[str, ...]


Done = tuple[Job[T], list[Translation]]
Mapper = Callable[[Iterable[Job[T]]], Iterator[Done[T]]]


def in_this_process(jobs: Iterable[Job[T]], translator: Translator, progress: Progress = SILENT) -> Iterator[Done[T]]:
    """One job after the other, here; one window in memory."""
    for job in jobs:
        yield job, translator.translate(job.sources, progress.advance) if job.sources else []
