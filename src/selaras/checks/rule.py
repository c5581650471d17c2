"""What a check is made of: a function that measures, a threshold that decides, and what people should know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Alignment, Check, Scope, Severity, Side, Span
from ..scratch import DiskTable
from .analysis import Analysis
from .features import Gate

if TYPE_CHECKING:
    from .block import Block, Mask


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check has to say about one pair, before a severity is put on it.

    Attributes:
        measured: The quantity that was compared with the threshold.
        side: The side it points at.
        span: Where on that side, None for the whole.
        message: One line for people: what was expected, what was found.
    """

    measured: float
    side: Side
    span: Span | None
    message: str


Hits = Sequence[Hit]
Measure = Callable[[Analysis, float], Hits]
Screen = Callable[["Block", float], "Mask"]
"""From a block of pairs and the threshold to those of them that may hit."""
LinkMeasure = Callable[[Sequence[Alignment], Sequence[str], Sequence[str]], Iterator[tuple[str, Hit]]]
"""From the links and the segment ids of both sides in order to segment ids with what is wrong there."""


Report = Callable[[DiskTable, float], Iterator[tuple[str, Hit]]]
"""From what was recorded of the whole corpus and the threshold to the tuid and the hit of every finding, in the order
in which the units came."""


@dataclass(frozen=True, slots=True)
class Record:
    """What corpus-wide checks remember of the pairs as they stream by; those with one record share a table.

    Attributes:
        columns: Of the table.
        rows: From a block of pairs to its rows.
    """

    columns: tuple[str, ...]
    rows: Callable[[Block], Iterable[tuple[int | bytes, ...]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with the function that answers it and what people should know about it.

    Attributes:
        check: Code, title, default severity, scope and ITS type.
        measure: Of a unit check: yields the hits of a pair that reach the threshold.
        gate: Condition on the features of both sides without which there can be no hit, so that a clean pair costs
            nothing; ``measure`` may take it for granted.
        screen: Of many pairs at once, which of them may hit at a threshold; it looks closer than a gate and may
            let through too many, never too few. ``measure`` must not rely on it.
        record: Of a corpus-wide check: what it remembers of every pair.
        report: Of a corpus-wide check: finds the hits in the record once all pairs have come.
        links: Of a check of a document's alignment: yields segment ids and hits.
        threshold: Default of the one number that decides.
        means: What a finding tells, in a sentence or two.
        false_alarms: When it is wrong, as seen on good human translations.
        advice: How to silence it beyond ``ignore`` and suppressions, empty where nothing more is to be said.
        is_hard: Whether a hypothesis that fails it should lose against one that does not.
        identifies_language: Whether it may load the language identifier.
    """

    check: Check
    means: str
    false_alarms: str
    measure: Measure | None = None
    gate: Gate | None = None
    screen: Screen | None = None
    record: Record | None = None
    report: Report | None = None
    links: LinkMeasure | None = None
    threshold: float = 1
    advice: str = ""
    is_hard: bool = False
    identifies_language: bool = False

    @property
    def silence(self) -> str:
        """How to silence it, for the documentation."""
        general = f"`--ignore {self.check.code}`, or a line in the suppression list for one unit"
        return f"{general}. {self.advice}" if self.advice else f"{general}."


def unit_check(code: str, title: str, severity: Severity, its_type: str) -> Check:
    """A check that looks at one pair at a time."""
    return Check(code, title, severity, Scope.UNIT, its_type)


def document_check(code: str, title: str, severity: Severity, its_type: str) -> Check:
    """A check that must see the alignment of a document."""
    return Check(code, title, severity, Scope.DOCUMENT, its_type)


def corpus_check(code: str, title: str, severity: Severity, its_type: str) -> Check:
    """A check that must see the whole corpus."""
    return Check(code, title, severity, Scope.CORPUS, its_type)
