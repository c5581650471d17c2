"""What people see: progress, errors, tables; nothing raw from a file reaches the terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import SelarasError, one_line
from ..pipeline.progress import SILENT, Progress
from ..saving import unwritable

if TYPE_CHECKING:
    import rich.progress

PLAIN_INTERVAL_S = 15.0


def tell(text: str) -> None:
    """A line on standard error, for people."""
    click.echo(text, err=True)


def tell_failures(failures: Iterable[SelarasError]) -> None:
    """One line for everything that could not be done."""
    for failure in failures:
        tell(f"error: {failure}")


def tell_remarks(remarks: Iterable[str]) -> None:
    """One line for everything that people should know, though nothing failed."""
    for remark in remarks:
        tell(one_line(f"remark: {remark}"))


def skipped_text(skipped: Sequence[str]) -> str:
    """What was passed over; the first three names stand for many."""
    return "; ".join(skipped[:3]) + (" …" if len(skipped) > 3 else "")


def tell_skipped(skipped: Sequence[str]) -> None:
    """One line for what was passed over, if anything was."""
    if skipped:
        tell(f"passed over: {skipped_text(skipped)}")


@contextmanager
def saving_as_it_goes(told: str) -> Iterator[None]:
    """Within, an end that comes too early is told together with what remains of the work.

    Args:
        told: What remains, as "what was finished is saved".
    """
    try:
        yield
    except (KeyboardInterrupt, MemoryError) as error:
        error.add_note(told)
        raise


def with_what_remains(text: str, error: BaseException) -> str:
    """``text``, and what ``saving_as_it_goes`` noted about an error, or about the one that click made another of."""
    noted: list[str] = getattr(error, "__notes__", []) or getattr(error.__cause__, "__notes__", [])
    return "; ".join([text, *noted])


def say(text: str, *, nl: bool = True) -> None:
    """A text on standard output, the result; a line unless it ends one itself.

    Raises:
        SelarasError: It cannot be written there, as to a file on a full disk.
    """
    try:
        click.echo(text, nl=nl)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(Path("standard output"), error) from error


def table(rows: Sequence[Sequence[object]], *, align: str = "") -> str:
    """Columns of text; ``align`` has ``>`` for the columns that are set to the right."""
    cells = [[one_line(str(cell)) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)] if cells else []
    marks = align.ljust(len(widths), "<")
    return "\n".join(
        "  ".join(f"{cell:{mark}{width}}" for cell, mark, width in zip(row, marks, widths, strict=True)).rstrip()
        for row in cells
    )


def progress_for(*, quiet: bool) -> Progress:
    """A bar on a terminal, a line now and then off one, nothing if the user wants quiet."""
    if quiet:
        return SILENT
    return Bar() if sys.stderr.isatty() else PlainLines()


class PlainLines(Progress):
    """A line at most every fifteen seconds, for logs."""

    def begin(self, what: str, total: int | None) -> None:
        """See ``Progress``."""
        self._what, self._total, self._done = what, total, 0
        self._started = self._told = time.monotonic()

    def expect(self, total: int) -> None:
        """See ``Progress``."""
        self._total = total

    def advance(self, steps: int = 1) -> None:
        """See ``Progress``."""
        self._done += steps
        now = time.monotonic()
        if now - self._told >= PLAIN_INTERVAL_S:
            self._told = now
            of = f" of about {self._total}" if self._total else ""
            tell(f"{self._what}: {self._done}{of}, {self._done / (now - self._started):.0f}/s")


class Bar(Progress):
    """A bar with speed and time left."""

    def begin(self, what: str, total: int | None) -> None:
        """See ``Progress``."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar: rich.progress.Progress = Progress(
            TextColumn("{task.description:<14}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task(what, total=total, speed="")
        self._bar.start()

    def expect(self, total: int) -> None:
        """See ``Progress``."""
        self._bar.update(self._task, total=total)

    def advance(self, steps: int = 1) -> None:
        """See ``Progress``."""
        speed = self._bar.tasks[0].speed
        self._bar.update(self._task, advance=steps, speed=f"{speed:.0f}/s" if speed else "")

    def end(self) -> None:
        """See ``Progress``."""
        self._bar.stop()
