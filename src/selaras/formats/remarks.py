"""What formats say about a unit beside its texts, worded alike in all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..model import BilingualDocument, Finding, Severity, Side, Suggestion, TranslationUnit
from .xmltext import line_span, line_text


def findings_by_tuid(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    """The findings of each unit that has any."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.tuid].append(finding)
    return found


def findings_as_written(document: BilingualDocument) -> list[Finding]:
    """The findings with their spans in the texts as ``line_text`` writes them."""
    wanted = {finding.tuid for finding in document.findings}
    units = {unit.tuid: unit for unit in document.units if unit.tuid in wanted}
    return [_as_written(finding, units.get(finding.tuid)) for finding in document.findings]


def _as_written(finding: Finding, unit: TranslationUnit | None) -> Finding:
    if finding.span is None or unit is None:
        return finding
    text = unit.source if finding.side is Side.SOURCE else unit.target or ""
    return replace(finding, span=line_span(text, finding.span))


def codes_of(findings: Iterable[Finding]) -> list[str]:
    """The checks that found something, each once, in their order."""
    return list(dict.fromkeys(finding.code for finding in findings))


def said_once(findings: Iterable[Finding]) -> list[Finding]:
    """The first of those that say the same about the same side, in their order: for people, who read words."""
    first: dict[tuple[str, Severity, Side, str], Finding] = {}
    for finding in findings:
        first.setdefault((finding.code, finding.severity, finding.side, finding.message), finding)
    return list(first.values())


def suggestions_by_tuid(document: BilingualDocument) -> Mapping[str, list[Suggestion]]:
    """What memories suggest for each unit, the best first."""
    offered: defaultdict[str, list[Suggestion]] = defaultdict(list)
    for suggestion in document.suggestions:
        offered[suggestion.tuid].append(suggestion)
    return offered


def format_finding(finding: Finding) -> str:
    """Code, severity, side and offsets on one line for programs: ``N101|error|target|3-8``."""
    parts = [finding.code, str(finding.severity), str(finding.side)]
    if finding.span is not None:
        parts.append(f"{finding.span.start}-{finding.span.end}")
    return "|".join(parts)


def format_number(value: float) -> str:
    """At most four decimals, no exponent, no trailing zeros.

    >>> format_number(-0.3100001), format_number(0.0), format_number(12)
    ('-0.31', '0', '12')
    """
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def measured_props(unit: TranslationUnit) -> list[tuple[str, str]]:
    """Name and value of what the model said about a translation, leaving out what it did not say."""
    measured = unit.measurements
    props = []
    if measured.score is not None:
        props.append(("score", format_number(measured.score)))
    if measured.agreement is not None:
        props.append(("agreement", format_number(measured.agreement)))
    if measured.unknown:
        props.append(("unknown", str(measured.unknown)))
    if measured.steps:
        props.append(("steps", " ".join(measured.steps)))
    return props


def translation_props(unit: TranslationUnit) -> list[tuple[str, str]]:
    """Name and value of what is known about a translation: provenance, measurements, what the machine had said."""
    props = [("signature", line_text(unit.signature))] if unit.signature else []
    props += measured_props(unit)
    if unit.mt is not None and unit.mt != unit.target:
        props.append(("mt", line_text(unit.mt)))
    return props
