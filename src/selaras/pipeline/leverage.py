"""How much of a text people have translated already, in the classes that translators count in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..corpus.index import neighbours
from ..model import Origin, Suggestion, TranslationUnit
from ..scratch import DiskSet
from ..translation.memory import COUNTED_FROM, SUGGESTED_FROM, Match, MatchKind, Memory

LEVERAGE_CLASSES = ("context", "repetitions", "100", "95-99", "85-94", "75-84", "50-74", "no match")


@dataclass(slots=True)
class Leverage:
    """How much of a text a memory knows, counted before anything is translated.

    Attributes:
        segments: How many, by class of ``LEVERAGE_CLASSES``.
        words: White-space-separated words of their sources, by class.
    """

    segments: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    _seen: DiskSet = field(default_factory=DiskSet, compare=False, repr=False)

    def add(self, source: str, decided: Match | None, best: Match | None) -> None:
        """Count a segment.

        Args:
            source: Its text.
            decided: What the memory decides, if it does.
            best: The best suggestion otherwise.
        """
        name = self._class_of(source, decided, best)
        self.segments[name] += 1
        self.words[name] += len(source.split())

    def _class_of(self, source: str, decided: Match | None, best: Match | None) -> str:
        if decided:
            return "context" if decided.kind is MatchKind.CONTEXT else "100"
        if not self._seen.add(source):
            return "repetitions"
        score = min(best.score, 99) if best else 0
        return next((name for name, least in _FUZZY_CLASSES if score >= least), "no match")

    def rows(self) -> list[tuple[str, int, int]]:
        """Class, segments and words, in the order of ``LEVERAGE_CLASSES``, and the sum of all."""
        rows = [(name, self.segments[name], self.words[name]) for name in LEVERAGE_CLASSES]
        return [*rows, ("total", self.segments.total(), self.words.total())]


_FUZZY_CLASSES = (("95-99", 95), ("85-94", 85), ("75-84", 75), ("50-74", COUNTED_FROM))


def consult(units: Sequence[TranslationUnit], memory: Memory, leverage: Leverage) -> Iterator[Suggestion]:
    """Count what the memory knows of a document, and give what it suggests where it does not decide.

    Units that people made are passed over.
    """
    between = neighbours(units)
    for unit in units:
        if not unit.segment.translatable or unit.origin is Origin.HUMAN:
            continue
        context = between[unit.tuid]
        decided = memory.decided(unit.source, *context)
        found = [] if decided else memory.matches(unit.source, *context, least=COUNTED_FROM)
        leverage.add(unit.source, decided, found[0] if found else None)
        for match in found:
            if match.score >= SUGGESTED_FROM:
                yield Suggestion(unit.tuid, match.source, match.target, match.score, str(match.kind), match.layer)
