"""Findings in the words of ITS 2.0: localisation quality issues, stand-off, and the marks that point at them.

Internationalization Tag Set 2.0, 8.17; XLIFF 2.1, 5.9 (ITS module).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model import Check, Finding, Severity, Side, Span
from .xmltext import escaped, line_text, start_tag, tagged

ITS = "http://www.w3.org/2005/11/its"
REFERENCE = f"{{{ITS}}}locQualityIssuesRef"
# ITS rates from 0 to 100, the worst.
SEVERITIES = {Severity.ERROR: "100", Severity.WARNING: "50", Severity.INFO: "10"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that findings point at.

    Attributes:
        name: Of the mark, ``target1``.
        span: In the text as it is written.
        findings: What was found there.
    """

    name: str
    span: Span
    findings: tuple[Finding, ...]


def on_side(findings: Iterable[Finding], side: Side) -> list[Finding]:
    """Those about one side, in their order."""
    return [finding for finding in findings if finding.side is side]


def issues(name: str, findings: Iterable[Finding], checks: Mapping[str, Check]) -> str:
    """The element ``locQualityIssues`` of that xml:id; it stands where the namespace prefix ``its`` is known."""
    start = start_tag("its:locQualityIssues", {"xml:id": name})
    return f"{start}{''.join(_issue(finding, checks.get(finding.code)) for finding in findings)}</its:locQualityIssues>"


def _issue(finding: Finding, check: Check | None) -> str:
    place = f" ({finding.span.start}-{finding.span.end})" if finding.span else ""
    attributes = {
        "locQualityIssueType": check.its_type if check else "other",
        "locQualityIssueComment": line_text(f"{finding.code}: {finding.message}{place}"),
        "locQualityIssueSeverity": SEVERITIES[finding.severity],
    }
    return tagged("its:locQualityIssue", "", attributes)


def marks_of(findings: Sequence[Finding], side: Side, text: str) -> list[Mark]:
    """Marks for the findings about a side that never cross: one for the whole text, then those inside it.

    Spans that touch the same characters share a mark.

    Args:
        findings: About one unit, as ``findings_as_written`` has them.
        side: The side.
        text: Its text.
    """
    about, text = on_side(findings, side), line_text(text)
    if not text or not about:
        return []
    inner = [one for one in about if one.span and len(one.span) and one.span.end <= len(text)]
    whole = [one for one in about if one not in inner]
    groups = [(Span(0, len(text)), tuple(whole))] if whole else []
    groups += _apart(inner)
    return [Mark(f"{side}{number}", span, found) for number, (span, found) in enumerate(groups, 1)]


def _apart(findings: Iterable[Finding]) -> list[tuple[Span, tuple[Finding, ...]]]:
    groups: list[tuple[Span, tuple[Finding, ...]]] = []
    for finding in sorted(findings, key=lambda one: one.span or Span(0, 0)):
        span = finding.span or Span(0, 0)
        if groups and span.start < groups[-1][0].end:
            before, found = groups.pop()
            groups.append((Span(before.start, max(before.end, span.end)), (*found, finding)))
        else:
            groups.append((span, (finding,)))
    return groups


def marked(text: str, marks: Sequence[Mark], start_of: Mapping[str, str]) -> str:
    """A text as XML with its marks around what they cover.

    Args:
        text: As ``marks_of`` had it.
        marks: Of it.
        start_of: The start tag of each mark by its name; all are ``mrk``.
    """
    text = line_text(text)
    parts, done = [], 0
    whole = [mark for mark in marks if len(mark.span) == len(text)]
    for mark in (mark for mark in marks if mark not in whole):
        parts += [escaped(text[done : mark.span.start]), start_of[mark.name], escaped(mark.span.of(text)), "</mrk>"]
        done = mark.span.end
    inside = "".join(parts) + escaped(text[done:])
    return f"{''.join(start_of[mark.name] for mark in whole)}{inside}{'</mrk>' * len(whole)}"
