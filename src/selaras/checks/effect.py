"""What the checks do to a corpus: how many units each flags, and what would be left without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..model import Finding, Severity
from .catalogue import CHECKS


@dataclass(frozen=True, slots=True)
class Summary:
    """How many findings there are.

    Attributes:
        findings: All of them.
        units: Units with at least one.
        by_severity: Severity -> findings.
        by_code: Code -> findings, in the order of the table.
    """

    findings: int
    units: int
    by_severity: Mapping[Severity, int]
    by_code: Mapping[str, int]


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


def summary(findings: Iterable[Finding]) -> Summary:
    """Count findings by severity and by check."""
    severities: Counter[Severity] = Counter()
    codes: Counter[str] = Counter()
    tuids = set()
    for finding in findings:
        severities[finding.severity] += 1
        codes[finding.code] += 1
        tuids.add(finding.tuid)
    by_severity = {severity: severities[severity] for severity in sorted(Severity, reverse=True)}
    by_code = {code: codes[code] for code in CHECKS if codes[code]}
    return Summary(severities.total(), len(tuids), by_severity, by_code)


def effect(findings: Iterable[Finding], units: int, *, examples: int = 3) -> Effect:
    """What each check does to a corpus.

    Args:
        findings: Of one run.
        units: How many pairs were checked.
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
    rows = (_row(code, tallies[code], flagged_by, units) for code in CHECKS if code in tallies)
    return Effect(units, tuple(rows), kept)


def _row(code: str, tally: _Tally, flagged_by: Mapping[str, int], units: int) -> CheckEffect:
    return CheckEffect(
        code,
        CHECKS[code].check.title,
        tally.severity,
        tally.findings,
        len(tally.tuids),
        sum(flagged_by[tuid] == 1 for tuid in tally.tuids),
        units - len(tally.tuids),
        tuple(tally.examples),
    )
