"""How the cost of a build grows with the number of articles: time an article of every stage, and peak memory.

    python benchmarks/scale.py [--lines N] [SIZE ...]    100 and 500 articles by default; 100000 take hours

The articles are synthetic repeats: the five seeds over and over, each sentence with the number of its copy, so
that no two are alike; ``--lines`` cuts them off after so many lines. The translator is a fake that costs nothing:
this measures reading, segmenting, the corpus, checks and exports, which must stay small and flat beside the model
(benchmarks/translate.py). Every size runs in a process of its own. "again" is a second build, which finds nothing
to do.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from selaras.model import Provenance, Translation
from selaras.pipeline.building import build
from selaras.pipeline.inputs import Inputs, Selection
from selaras.pipeline.progress import Progress

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SIZES = (100, 500)
Costs = dict[str, tuple[float, float]]


class Fake:
    """Gives the source back."""

    provenance = Provenance("fake", "fake-1", "0" * 64, model_date="2026-01-01")

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Translation]:
        """See ``selaras.translation.Translator``."""
        return [Translation(source) for source in sources]


class Clock(Progress):
    """Seconds that each stage took, and the peak of memory at its end in MB."""

    def __init__(self) -> None:
        self.costs: Costs = {}

    def begin(self, what: str, total: int | None) -> None:
        """See ``Progress``."""
        self._stage, self._since = what, time.perf_counter()

    def end(self) -> None:
        """See ``Progress``."""
        self.costs[self._stage] = (time.perf_counter() - self._since, peak_mb())


def peak_mb() -> float:
    """The most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write_articles(folder: Path, count: int, lines: int | None) -> None:
    """The seeds over and over, a hundred to a folder."""
    wholes = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    texts = ["".join(whole.splitlines(keepends=True)[:lines]) for whole in wholes]
    for number in range(count):
        path = folder / f"{number // 100:04}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = texts[number % len(texts)]
        path.write_text(text.replace(". ", f" ke-{number}. "), encoding="utf-8")


def measure(folder: Path) -> dict[str, Costs]:
    """Build twice in this process."""
    found = {}
    for name in ("first", "again"):
        clock, started = Clock(), time.perf_counter()
        build(Inputs(Selection((folder / "seeds",))), folder / "corpus", folder / "output", Fake(), progress=clock)
        found[name] = {**clock.costs, "all": (time.perf_counter() - started, peak_mb())}
    return found


def in_own_process(size: int, lines: int | None) -> dict[str, Costs]:
    """``measure`` of so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        write_articles(Path(folder) / "seeds", size, lines)
        command = [sys.executable, __file__, "--measure", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Costs] = json.loads(done.stdout)
    return result


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("sizes", nargs="*", type=int, default=SIZES)
    arguments.add_argument("--lines", type=int)
    arguments.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure)))
    else:
        print_table(chosen.sizes, chosen.lines)


def print_table(sizes: Sequence[int], lines: int | None) -> None:
    """Measure every size, and print costs and peaks."""
    measured = {size: in_own_process(size, lines) for size in sizes}
    first, last = min(sizes), max(sizes)
    print("ms an article; the last column is the largest size against the smallest")
    print(f"{'':24}" + "".join(f"{size:>10,}" for size in sizes) + f"{'ratio':>8}")
    for name in ("first", "again"):
        for stage in measured[first][name]:
            costs = {size: measured[size][name][stage][0] / size * 1000 for size in sizes}
            cells = "".join(f"{cost:10.2f}" for cost in costs.values())
            print(f"{name} {stage:<18}{cells}{costs[last] / costs[first]:8.2f}")
    print("peak memory, MB, up to the end of the stage")
    for name in ("first", "again"):
        for stage in measured[first][name]:
            peaks = {size: measured[size][name][stage][1] for size in sizes}
            cells = "".join(f"{peak:10.0f}" for peak in peaks.values())
            print(f"{name} {stage:<18}{cells}{peaks[last] / peaks[first]:8.2f}")


if __name__ == "__main__":
    main()
