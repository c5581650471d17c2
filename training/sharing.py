"""Cores that other programs leave: a thread that waits for its core holds up all the others at every product."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import torch

_STAT = Path("/proc/stat")
_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Load:
    """Seconds of processor time since the machine and the program began, and when that was.

    Attributes:
        everybody: Of all programs, on all cores.
        own: Of this program.
        clock: Seconds on the clock.
    """

    everybody: float
    own: float
    clock: float


def spare_cores(before: Load, now: Load, cores: int) -> int:
    """How many cores others left between two readings, at least one.

    >>> spare_cores(Load(0, 0, 0), Load(19, 10, 10), 2)
    1
    """
    others = (now.everybody - before.everybody) - (now.own - before.own)
    return max(1, min(cores, round(cores - others / (now.clock - before.clock))))


class Threads:
    """Keeps PyTorch on as many threads as there are spare cores; does nothing without ``/proc/stat``."""

    def __init__(self) -> None:
        self._cores = torch.get_num_threads()
        self._last = read_load()

    def adapt(self) -> None:
        """Called after every update; looks at the load every few seconds."""
        if self._last is None or time.monotonic() - self._last.clock < _SECONDS:
            return
        now = read_load()
        if now:
            torch.set_num_threads(spare_cores(self._last, now, self._cores))
        self._last = now


def read_load() -> Load | None:
    """The load of this machine, None where the system does not tell."""
    if not _STAT.exists():
        return None
    user, nice, system, _idle, _waiting, interrupts, soft, *_ = map(int, _STAT.read_text().split("\n")[0].split()[1:])
    ticks = user + nice + system + interrupts + soft
    return Load(ticks / os.sysconf("SC_CLK_TCK"), time.process_time(), time.monotonic())
