"""What the checks do to a corpus: how many units each flags, and what would be left without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..model import Finding, Severity
from .catalogue import CHECKS
from .rule import Rule


@dataclass(frozen=True, slots=True)
class CheckEffect:
    """What one check does to a corpus.

    Attributes:
        code: Of the check.
        title: Of the check.
        severity: Of its findings in this run.
        findings: How many.
        units: Units that it flags.
        alone: Units that no other check flags.
        kept: Units that would be left if those that it flags were dropped.
        examples: The first findings.
    """

    code: str
    title: str
    severity: Severity
    findings: int
    units: int
    alone: int
    kept: int
    examples: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What all checks do to a corpus.

    Attributes:
        units: In the corpus.
        checks: One for every check that found something, in the order of the table.
        kept: Severity -> units that have no finding at or above it.
    """

    units: int
    checks: tuple[CheckEffect, ...]
    kept: Mapping[Severity, int]


@dataclass(slots=True)
class _Tally:
    severity: Severity
    findings: int = 0
    tuids: set[str] = field(default_factory=set)
    examples: list[Finding] = field(default_factory=list)


def effect(findings: Iterable[Finding], units: int, *, rules: Mapping[str, Rule] = CHECKS, examples: int = 3) -> Effect:
    """What each check does to a corpus.

    Args:
        findings: Of one run.
        units: How many pairs were checked.
        rules: The checks of that run, ``CheckSettings.rules``.
        examples: How many findings to keep of each check.
    """
    tallies: dict[str, _Tally] = {}
    worst: dict[str, Severity] = {}
    flagged_by: Counter[str] = Counter()
    for finding in findings:
        tally = tallies.setdefault(finding.code, _Tally(finding.severity))
        tally.findings += 1
        if finding.tuid not in tally.tuids:
            tally.tuids.add(finding.tuid)
            flagged_by[finding.tuid] += 1
        if len(tally.examples) < examples:
            tally.examples.append(finding)
        worst[finding.tuid] = max(finding.severity, worst.get(finding.tuid, finding.severity))
    kept = {least: units - sum(severity >= least for severity in worst.values()) for least in Severity}
    rows = (_row(rule, tallies[code], flagged_by, units) for code, rule in rules.items() if code in tallies)
    return Effect(units, tuple(rows), kept)


def _row(rule: Rule, tally: _Tally, flagged_by: Mapping[str, int], units: int) -> CheckEffect:
    return CheckEffect(
        rule.check.code,
        rule.check.title,
        tally.severity,
        tally.findings,
        len(tally.tuids),
        sum(flagged_by[tuid] == 1 for tuid in tally.tuids),
        units - len(tally.tuids),
        tuple(tally.examples),
    )
