"""A unit on a page: its two texts, marks on what was found, and the findings in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ..model import Check, Finding, Severity, Side, Status, Suggestion, TranslationUnit
from .page import tag, text_of


def unit_html(
    unit: TranslationUnit,
    number: int,
    findings: Sequence[Finding],
    suggestions: Sequence[Suggestion],
    checks: Mapping[str, Check],
    languages: tuple[str, str],
) -> str:
    """One row of the page.

    Args:
        unit: The unit.
        number: Of the unit in its article, from 1.
        findings: About it.
        suggestions: For it.
        checks: By code, for their titles.
        languages: Of its source and of its target.
    """
    source, target = languages
    worst = max((finding.severity for finding in findings), default=None)
    classes = ["unit", *([] if unit.segment.translatable else ["quiet"]), *([str(worst)] if worst else [])]
    place = f"{unit.tuid} · {unit.segment.kind}"
    inside = [
        tag("a", str(number), class_="place", href=f"#{unit.tuid}", title=place),
        tag("p", marked_html(unit.source, findings, Side.SOURCE), lang=source, dir="auto"),
        tag("p", _target(unit, findings), lang=target, dir="auto"),
        *_told(findings, checks),
        *_more(unit, suggestions, target),
    ]
    return tag("article", "".join(inside), class_=" ".join(classes), id=unit.tuid, tabindex="-1") + "\n"


def marked_html(text: str, findings: Sequence[Finding], side: Side) -> str:
    """A text with marks; where findings overlap, each stretch is marked with all that hold there.

    A mark names its findings by their place among the lines of the unit, and tells them as a tooltip.
    """
    lines = list(_lines(findings))
    about = [
        (lines.index(_line(finding)), finding, finding.span)
        for finding in findings
        if finding.side is side and finding.span and len(finding.span) and finding.span.end <= len(text)
    ]
    ends = sorted({0, len(text), *(end for _, _, span in about for end in (span.start, span.end))})

    def held(start: int, end: int) -> list[tuple[int, Finding]]:
        return [(place, finding) for place, finding, span in about if span.start <= start and end <= span.end]

    return "".join(_stretch(text[start:end], held(start, end)) for start, end in pairwise(ends))


def _stretch(text: str, held: Sequence[tuple[int, Finding]]) -> str:
    if not held:
        return text_of(text)
    return tag(
        "mark",
        text_of(text),
        class_=str(max(finding.severity for _, finding in held)),
        title="\n".join(dict.fromkeys(f"{finding.code}: {finding.message}" for _, finding in held)),
        data_findings=" ".join(dict.fromkeys(str(place) for place, _ in held)),
    )


def _target(unit: TranslationUnit, findings: Sequence[Finding]) -> str:
    if unit.target is None:
        return tag("span", "not translated" if unit.segment.translatable else text_of(unit.segment.kind), class_="note")
    told = "" if unit.status is Status.DRAFT else " " + tag("span", text_of(_state(unit)), class_="note")
    return marked_html(unit.target, findings, Side.TARGET) + told


def _state(unit: TranslationUnit) -> str:
    return f"{unit.status} by {unit.person}" if unit.person else str(unit.status)


def _told(findings: Sequence[Finding], checks: Mapping[str, Check]) -> Iterator[str]:
    if findings:
        lines = "".join(_finding(*line, times, checks) for line, times in _lines(findings).items())
        yield tag("ul", lines, class_="findings")


_Line = tuple[Severity, str, str]


def _line(finding: Finding) -> _Line:
    return finding.severity, finding.code, finding.message


def _lines(findings: Iterable[Finding]) -> Mapping[_Line, int]:
    """What is said of a unit, each line once with how often it holds."""
    return Counter(map(_line, findings))


def _finding(severity: Severity, code: str, message: str, times: int, checks: Mapping[str, Check]) -> str:
    check = checks.get(code)
    badge = tag("span", "note" if severity is Severity.INFO else str(severity), class_="badge")
    often = tag("span", f" ×{times}", class_="note") if times > 1 else ""
    said = f"{badge} {tag('code', text_of(code), title=check.title if check else None)} {text_of(message)}{often}"
    return tag("li", said, class_=str(severity), data_severity=str(severity), data_code=code, data_times=str(times))


def _more(unit: TranslationUnit, suggestions: Sequence[Suggestion], language: str) -> Iterator[str]:
    """What the machine had said, and what memories offer."""
    lines = [("machine", unit.mt)] if unit.mt is not None and unit.mt != unit.target else []
    lines += [(f"{one.memory}, {one.score} %: {one.source}", one.target) for one in suggestions]
    if lines:
        told = "".join(
            tag("p", f"{text_of(name)} → {tag('span', text_of(text), lang=language)}") for name, text in lines
        )
        yield tag("details", f"<summary>other translations</summary>{told}", class_="more")
