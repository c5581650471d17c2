"""What the checks that choose among hypotheses repair in real articles, by check, and what it costs.

    python benchmarks/repairs.py FOLDER [--every N] [--model MODEL]

Every article of FOLDER (or every Nth) is cut and translated twice in the windows of a build: the likeliest hypothesis
taken, and chosen by the hard checks with a retry. Both texts then meet all checks of single units.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import selaras
from selaras.checks import CHECKS, check_pair, hard_failures
from selaras.model import Pair, Translation
from selaras.pipeline.windows import WINDOW_SEGMENTS, windows
from selaras.translation import Translator, load


@dataclass(slots=True)
class Outcome:
    """What one way of translating led to.

    Attributes:
        cpu: Seconds of processor time of all threads.
        findings: How many, by code.
        hard: Segments that fail at least one hard check.
        steps: How often the engine took which step.
    """

    cpu: float = 0.0
    findings: Counter[str] = field(default_factory=Counter)
    hard: int = 0
    steps: Counter[str] = field(default_factory=Counter)

    def add(self, sources: Sequence[str], translations: Sequence[Translation]) -> None:
        """Count the findings about one window."""
        for source, translation in zip(sources, translations, strict=True):
            pair = Pair("a.1", source, translation.text, translation.measurements)
            self.findings.update(finding.code for finding in check_pair(pair))
            self.hard += bool(hard_failures(source, translation.text))
            self.steps.update(translation.measurements.steps)


def articles(folder: Path, every: int) -> Iterator[list[str]]:
    """The sentences to be translated of each article."""
    for path in sorted(folder.rglob("*.txt"))[::every]:
        text = selaras.read(path)[0].text
        yield [segment.source for segment in selaras.segment(text) if segment.translatable]


def translated(translator: Translator, sources: Sequence[str], outcome: Outcome) -> None:
    """Translate a window and count what came of it."""
    started = time.process_time()
    translations = translator.translate(sources)
    outcome.cpu += time.process_time() - started
    outcome.add(sources, translations)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--model", default="bundled")
    arguments = parser.parse_args()
    likeliest, chosen = Outcome(), Outcome()
    ways = [(load(arguments.model), likeliest), (load(arguments.model, failures=hard_failures), chosen)]
    read = segments = 0
    for window in windows(articles(arguments.folder, arguments.every), len, WINDOW_SEGMENTS):
        sources = [source for article in window for source in article]
        read, segments = read + len(window), segments + len(sources)
        for translator, outcome in ways:
            translated(translator, sources, outcome)
    print(f"{read:,} articles, {segments:,} segments, {ways[1][0].provenance.signature}")
    print(f"segments that fail a hard check: {likeliest.hard:,} before, {chosen.hard:,} after")
    print(f"processor time: x {chosen.cpu / likeliest.cpu:.2f}; steps: {dict(chosen.steps.most_common())}\n")
    print("| check | | hard | before | after |\n|---|---|---|---|---|")
    for code in sorted({*likeliest.findings, *chosen.findings}):
        rule = CHECKS[code]
        mark = "yes" if rule.is_hard else ""
        print(f"| {code} | {rule.check.title} | {mark} | {likeliest.findings[code]:,} | {chosen.findings[code]:,} |")


if __name__ == "__main__":
    main()
