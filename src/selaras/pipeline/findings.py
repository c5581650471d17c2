"""Findings of a corpus: made once, written to a file, read back in step with the documents."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from ..checks import CHECKS, CheckSettings, check
from ..corpus import StoredDocument
from ..model import BilingualDocument, Finding, Pair, Scope, Severity, Side, Span, Status, TranslationUnit
from ..saving import replacing
from ..scratch import DiskTable, packed


@dataclass(slots=True)
class FindingCounts:
    """How many findings there are.

    Attributes:
        codes: By check code.
        severities: By severity.
    """

    codes: Counter[str] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)

    def add(self, finding: Finding) -> None:
        """Count one more."""
        self.codes[finding.code] += 1
        self.severities[finding.severity] += 1


def checked_pairs(documents: Iterable[StoredDocument]) -> Iterator[Pair]:
    """The pairs that checks look at: everything that is translated and not rejected."""
    return (unit.pair for stored in documents for unit in stored.units if _is_checked(unit))


def write_findings(documents: Iterable[StoredDocument], path: Path, settings: CheckSettings) -> FindingCounts:
    """Check the documents and write one JSON object a finding: those of units in order, then those of the corpus."""
    counts = FindingCounts()
    with replacing(path) as stream:
        for finding in check(checked_pairs(documents), settings):
            counts.add(finding)
            stream.write(format_finding(finding).encode() + b"\n")
    return counts


def with_findings(documents: Iterable[StoredDocument], path: Path) -> Iterator[BilingualDocument]:
    """The documents with the findings that ``write_findings`` wrote about them.

    Those about single units are read along with the documents, which come in the same order.
    """
    corpus_wide = _CorpusWide(path)
    of_units = takewhile(_is_of_unit, _read(path))
    ahead = next(of_units, None)
    for stored in documents:
        found: defaultdict[str, list[Finding]] = defaultdict(list)
        while ahead is not None and _doc_id(ahead) == stored.doc_id:
            found[ahead.tuid].append(ahead)
            ahead = next(of_units, None)
        for finding in corpus_wide.of(stored.doc_id):
            found[finding.tuid].append(finding)
        findings = (one for unit in stored.units for one in found.get(unit.tuid, ()))
        yield replace(stored.bilingual, findings=tuple(findings))


def format_finding(finding: Finding) -> str:
    """A finding as one JSON object."""
    record = {
        "tuid": finding.tuid,
        "code": finding.code,
        "severity": str(finding.severity),
        "side": finding.side.value,
        "span": finding.span and [finding.span.start, finding.span.end],
        "message": finding.message,
        "measured": finding.measured,
        "threshold": finding.threshold,
    }
    return json.dumps(record, ensure_ascii=False)


def parse_finding(line: str | bytes) -> Finding:
    """What ``format_finding`` wrote."""
    record = json.loads(line)
    return Finding(
        record["code"],
        Severity[record["severity"].upper()],
        record["tuid"],
        Side(record["side"]),
        Span(*record["span"]) if record["span"] else None,
        record["message"],
        record["measured"],
        record["threshold"],
    )


def _is_checked(unit: TranslationUnit) -> bool:
    return unit.segment.translatable and unit.target is not None and unit.status is not Status.REJECTED


def _is_of_unit(finding: Finding) -> bool:
    rule = CHECKS.get(finding.code)
    # Checks of a checklist look at one unit at a time.
    return rule is None or rule.check.scope is Scope.UNIT


class _CorpusWide:
    """The findings that needed the whole corpus, by document."""

    def __init__(self, path: Path) -> None:
        self._lines = DiskTable(("doc_id", "line"), index="doc_id")
        for finding in _read(path):
            if not _is_of_unit(finding):
                self._lines.append(packed(_doc_id(finding)), format_finding(finding).encode())

    def of(self, doc_id: str) -> Iterator[Finding]:
        """Those about the units of a document, in their order."""
        lines = self._lines.select("SELECT line FROM rows WHERE doc_id = ? ORDER BY rowid", packed(doc_id))
        return (parse_finding(line) for (line,) in lines)


def _doc_id(finding: Finding) -> str:
    return finding.tuid.partition(".")[0]


def _read(path: Path) -> Iterator[Finding]:
    with path.open("rb") as stream:
        yield from map(parse_finding, stream)
