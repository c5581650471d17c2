"""Findings as SARIF, as JUnit XML, and what they do to a corpus."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

from .._version import __version__
from ..checks import CHECKS, Effect, Rule
from ..errors import counted, one_line
from ..model import Finding, Severity, Side

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True)
class Located:
    """A finding and the file it is about.

    Attributes:
        path: The bilingual file, or the folder of the corpus.
        finding: What was found.
    """

    path: str
    finding: Finding


def sarif(findings: Iterable[Located], rules: Mapping[str, Rule] = CHECKS) -> str:
    """The findings as SARIF 2.1.0, for code scanners; every check of ``CheckSettings.rules`` is a rule."""
    run = {
        "tool": {"driver": {"name": "selaras", "version": __version__, "rules": list(map(_rule, rules.values()))}},
        "results": [_result(located) for located in findings],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def junit(findings: Iterable[Located], fail_on: Severity | None, rules: Mapping[str, Rule] = CHECKS) -> str:
    """The findings as JUnit XML, for test runners.

    A case for each check of ``CheckSettings.rules``; it fails if there are findings at or above ``fail_on``.
    """
    by_code: defaultdict[str, list[Located]] = defaultdict(list)
    for located in findings:
        by_code[located.finding.code].append(located)
    suite = etree.Element("testsuite", name="selaras check", tests=str(len(rules)))
    failed = 0
    for code, rule in rules.items():
        case = etree.SubElement(suite, "testcase", classname="selaras.check", name=f"{code} {rule.check.title}")
        failing = [located for located in by_code[code] if fail_on and located.finding.severity >= fail_on]
        failed += bool(failing)
        if failing:
            failure = etree.SubElement(case, "failure", type=code, message=counted(len(failing), "finding"))
            failure.text = "\n" + "\n".join(map(_line, failing)) + "\n"
        elif by_code[code]:
            etree.SubElement(case, "system-out").text = "\n" + "\n".join(map(_line, by_code[code])) + "\n"
    suite.set("failures", str(failed))
    root = etree.Element("testsuites")
    root.append(suite)
    return etree.tostring(root, encoding="unicode", pretty_print=True)


def effect_json(effect: Effect) -> str:
    """What the checks do to a corpus, for scripts."""
    record = {
        "units": effect.units,
        "kept": {str(severity): count for severity, count in effect.kept.items()},
        "checks": [
            {
                "code": row.code,
                "title": row.title,
                "severity": str(row.severity),
                "findings": row.findings,
                "units": row.units,
                "alone": row.alone,
                "kept": row.kept,
                "examples": [{"tuid": one.tuid, "message": one.message} for one in row.examples],
            }
            for row in effect.checks
        ],
    }
    return json.dumps(record, ensure_ascii=False)


def effect_rows(effect: Effect) -> list[tuple[str, ...]]:
    """What the checks do to a corpus, as the rows of a table with a heading."""
    heading: tuple[str, ...] = ("check", "", "severity", "findings", "units", "alone", "corpus kept")
    return [heading] + [
        (
            row.code,
            row.title,
            str(row.severity),
            str(row.findings),
            str(row.units),
            str(row.alone),
            f"{100 * row.kept / effect.units:.1f} %" if effect.units else "",
        )
        for row in effect.checks
    ]


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.check.code,
        "shortDescription": {"text": rule.check.title},
        "fullDescription": {"text": rule.means},
        "help": {"text": " ".join(filter(None, (f"Usual false alarms: {rule.false_alarms}", rule.advice)))},
        "defaultConfiguration": {"level": _LEVELS[rule.check.severity]},
        "properties": {"locQualityIssueType": rule.check.its_type},
    }


def _result(located: Located) -> dict[str, object]:
    finding = located.finding
    place = {
        "physicalLocation": {"artifactLocation": {"uri": quote(located.path.replace("\\", "/"))}},
        "logicalLocations": [{"fullyQualifiedName": finding.tuid, "kind": "resource"}],
    }
    properties = {"side": finding.side.value, "measured": finding.measured, "threshold": finding.threshold}
    span = [finding.span.start, finding.span.end] if finding.span else None
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [place],
        "properties": {**properties, "span": span},
    }


def _line(located: Located) -> str:
    finding = located.finding
    side = "source" if finding.side is Side.SOURCE else "target"
    return one_line(f"{located.path}: {finding.tuid} {finding.severity} ({side}): {finding.message}")
