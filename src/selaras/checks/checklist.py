r"""Checks of the user's own: a table of patterns that the texts must match, or must not.

One line a pattern: code, side, demand, pattern, message, severity and a condition, separated by tabs.
Lines of one code are one check. Patterns are regular expressions of the ``regex`` module, which can stop
one that would run for ever.

>>> text = "STYLE-1\ttarget\tmust not\t(?i)\\bper cent\\b\twrite percent\tinfo\n"
>>> [(item.code, item.demand, str(item.severity)) for item in parse_checklist(text)]
[('STYLE-1', 'must not', 'info')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..model import Severity, Side, Span
from .analysis import Analysis
from .rule import Hit, Hits, Measure, Rule, unit_check

if TYPE_CHECKING:
    from regex import Pattern
else:
    Pattern = Any

COLUMNS = ("code", "side", "demand", "pattern", "message", "severity", "when")
MUST, MUST_NOT = "must", "must not"
# The schema of our own codes: a user's must not be taken for one of them.
_OURS = re.compile(r"[A-Z]\d*")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_SIDES: Mapping[str, tuple[Side, ...]] = {
    "source": (Side.SOURCE,),
    "target": (Side.TARGET,),
    "both": (Side.SOURCE, Side.TARGET),
}
_MOST_HITS = 20
# Seconds of processor time: a pattern that fits its purpose takes microseconds on the longest segment.
TIME_LIMIT = 1.0
_TIME_LIMIT_OF_PROBES = 0.2
# What patterns that go back and forth for ever do so on: long runs, with an end that does not fit.
_PROBES = tuple(run * (500 // len(run)) + "\0!" for run in ("a", "A", "1", " ", "a ", "Aa ", ".", "-", "1."))


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One line of a checklist.

    Attributes:
        code: The user's name for the check.
        sides: The texts that it looks at.
        demand: ``must`` or ``must not``.
        pattern: What they must match, or must not, somewhere.
        message: Told where they fail.
        severity: Of its findings.
        when: Pattern that the source must match for the line to hold, None for always.
        path: The file it came from.
        line: Where it stands there.
    """

    code: str
    sides: tuple[Side, ...]
    demand: str
    pattern: Pattern[str]
    message: str
    severity: Severity
    when: Pattern[str] | None
    path: str | None
    line: int

    def hits(self, pair: Analysis) -> Iterator[Hit]:
        """What is wrong with a pair.

        Raises:
            UsageError: The pattern needs too much time.
        """
        try:
            if self.when is None or self.when.search(pair.source.text, timeout=TIME_LIMIT):
                for side in self.sides:
                    yield from self._hits_on(side, (pair.source if side is Side.SOURCE else pair.target).text)
        except TimeoutError:
            raise self.too_slow(pair.tuid) from None

    def too_slow(self, where: str = "") -> UsageError:
        """What to tell of a pattern that takes too long."""
        told = f" on {where}" if where else ""
        return UsageError(
            f"the pattern of {self.code} takes too long{told}",
            path=self.path,
            line=self.line,
            remedy="do not repeat what is repeated already, as in (a+)+",
        )

    def _hits_on(self, side: Side, text: str) -> Iterator[Hit]:
        if not text.strip():
            return
        if self.demand == MUST:
            if not self.pattern.search(text, timeout=TIME_LIMIT):
                yield Hit(1, side, None, self.message)
            return
        found = list(islice(self.pattern.finditer(text, timeout=TIME_LIMIT), _MOST_HITS))
        for match in found:
            yield Hit(len(found), side, Span(*match.span()) if match.group() else None, self.message)


def parse_checklist(text: str, *, path: str | None = None) -> tuple[ChecklistItem, ...]:
    """The checks that people wrote.

    Args:
        text: Content of the file; a first line with the names of the columns may stand in front.
        path: Its name, for messages.

    Raises:
        UsageError: With the line number, for a line that says no check: a cell that is missing, a code like those of
            selaras, a pattern that is none or takes too long, two severities of one code.
    """
    columns: Sequence[str] = COLUMNS
    items: list[ChecklistItem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not items and columns is COLUMNS and cells[0].lower() == "code":
            columns = _header(cells, path, number)
            continue
        items.append(_item(dict(zip(columns, cells, strict=False)), path, number))
        _require_one_severity(items)
    return tuple(items)


def rules_of(items: Sequence[ChecklistItem]) -> Mapping[str, Rule]:
    """The checks of a checklist by code, in its order."""
    by_code: dict[str, list[ChecklistItem]] = {}
    for item in items:
        by_code.setdefault(item.code, []).append(item)
    return {code: _rule(code, group) for code, group in by_code.items()}


def is_checklist_code(code: str) -> bool:
    """Whether a code may be a user's: a letter, then letters, digits, ``-`` and ``_``, and not in the form of ours.

    >>> is_checklist_code("STYLE-1"), is_checklist_code("A101"), is_checklist_code("T")
    (True, False, False)
    """
    return bool(_CODE.fullmatch(code)) and not _OURS.fullmatch(code)


def _rule(code: str, group: Sequence[ChecklistItem]) -> Rule:
    first = group[0]
    return Rule(
        unit_check(code, first.message, first.severity, "pattern-problem"),
        means=" ".join(f"The {_told(item)}." for item in group),
        false_alarms="Those of its pattern.",
        measure=_measure(tuple(group)),
    )


def _told(item: ChecklistItem) -> str:
    condition = f", where the source matches {item.when.pattern}" if item.when else ""
    return f"{' and the '.join(item.sides)} {item.demand} match {item.pattern.pattern}{condition}"


def _measure(group: tuple[ChecklistItem, ...]) -> Measure:
    def measured(pair: Analysis, threshold: float) -> Hits:
        return tuple(hit for item in group for hit in item.hits(pair) if hit.measured >= threshold)

    return measured


def _header(cells: Sequence[str], path: str | None, number: int) -> Sequence[str]:
    names = [cell.lower() for cell in cells]
    missing = [name for name in COLUMNS[:5] if name not in names]
    if missing:
        raise UsageError(
            f"the checklist has no column {missing[0]}", path=path, line=number, remedy=f"name {', '.join(COLUMNS)}"
        )
    return names


def _item(row: Mapping[str, str], path: str | None, number: int) -> ChecklistItem:
    empty = [name for name in COLUMNS[:5] if not row.get(name)]
    if empty:
        raise _wrong(f"a checklist line without a {empty[0]}", f"separate {', '.join(COLUMNS)} by tabs", path, number)
    code, severity = row["code"], row.get("severity", "").lower() or str(Severity.WARNING)
    demand = " ".join(row["demand"].lower().replace("-", " ").replace("_", " ").split())
    if not is_checklist_code(code):
        remedy = "begin with letters, and not like A101, then letters, digits, - and _"
        raise _wrong(f"“{code}” cannot be the code of a check of yours", remedy, path, number)
    sides = _SIDES.get(row["side"].lower())
    if sides is None:
        raise _wrong(f"no side is called “{row['side']}”", "write source, target or both", path, number)
    if demand not in (MUST, MUST_NOT):
        raise _wrong(f"no demand is called “{row['demand']}”", "write must or must not", path, number)
    if severity.upper() not in Severity.__members__:
        raise _wrong(f"no severity is called “{severity}”", "write error, warning or info", path, number)
    pattern, when = (_compiled(text, path, number) if text else None for text in (row["pattern"], row.get("when", "")))
    item = ChecklistItem(code, sides, demand, pattern, row["message"], Severity[severity.upper()], when, path, number)
    _require_quick(item)
    return item


def _compiled(text: str, path: str | None, number: int) -> Pattern[str]:
    import regex

    try:
        return regex.compile(text)
    except (regex.error, OverflowError, RecursionError, ValueError) as error:
        raise _wrong(f"not a regular expression: {error}", f"mend “{text}”", path, number) from None


def _require_quick(item: ChecklistItem) -> None:
    """A pattern must get over what makes careless ones run for ever, so that no long run stops because of it."""
    for pattern in filter(None, (item.pattern, item.when)):
        if pattern.search("") and pattern is item.pattern:
            remedy = "write what must be there, as in a+ for a*"
            raise _wrong(f"the pattern of {item.code} matches every text", remedy, item.path, item.line)
        try:
            for probe in _PROBES:
                pattern.search(probe, timeout=_TIME_LIMIT_OF_PROBES)
        except TimeoutError:
            raise item.too_slow() from None


def _require_one_severity(items: Sequence[ChecklistItem]) -> None:
    last = items[-1]
    for item in items[:-1]:
        if item.code == last.code and item.severity is not last.severity:
            what = f"{last.code} is {last.severity} here and {item.severity} in line {item.line}"
            raise _wrong(what, "give a code one severity", last.path, last.line)


def _wrong(what: str, remedy: str, path: str | None, line: int) -> UsageError:
    return UsageError(what, path=path, line=line, remedy=remedy)
