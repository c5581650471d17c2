"""JSON lines: every unit with all that is known about it, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from ..errors import FormatError
from ..model import BilingualDocument, Finding, TranslationUnit
from .exchange import ExportContext, ForeignUnit, Written
from .remarks import findings_by_tuid
from .statuses import origin_of, status_of
from .textread import OnError, iter_lines, refuse

_KNOWN = ("tuid", "source", "target", "status", "origin", "person", "date", "notes", "translatable")


def write(documents: Iterable[BilingualDocument], stream: BinaryIO, context: ExportContext) -> Written:
    """Write all units, translatable or not, one a line; ``context`` changes nothing."""
    written = units = 0
    for document in documents:
        found = findings_by_tuid(document.findings)
        for number, unit in enumerate(document.units, 1):
            stream.write(_line(_fields(document, number, unit, found.get(unit.tuid, []))))
        written += 1
        units += len(document.units)
    return Written(written, units)


def _line(fields: Mapping[str, Any]) -> bytes:
    try:
        return f"{json.dumps(fields, ensure_ascii=False)}\n".encode()
    except UnicodeEncodeError:  # lone surrogates in raw text
        return f"{json.dumps(fields)}\n".encode()


def _fields(
    document: BilingualDocument, number: int, unit: TranslationUnit, findings: Iterable[Finding]
) -> dict[str, Any]:
    segment = unit.segment
    return {
        "tuid": unit.tuid,
        "doc_id": document.document.doc_id,
        "n": number,
        "block": segment.block_id,
        "kind": segment.kind,
        "translatable": segment.translatable,
        "span": [segment.span.start, segment.span.end],
        "raw": segment.raw,
        "source": unit.source,
        "target": unit.target,
        "mt": unit.mt,
        "origin": unit.origin,
        "status": unit.status,
        "signature": unit.signature,
        "score": unit.measurements.score,
        "agreement": unit.measurements.agreement,
        "unknown": unit.measurements.unknown,
        "steps": list(unit.measurements.steps),
        "person": unit.person,
        "date": unit.date,
        "findings": [_finding_fields(finding) for finding in findings],
    }


def _finding_fields(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "side": finding.side,
        "span": [finding.span.start, finding.span.end] if finding.span else None,
        "message": finding.message,
        "measured": finding.measured,
        "threshold": finding.threshold,
    }


def read(stream: BinaryIO, path: str = "", on_error: OnError = refuse) -> Iterator[ForeignUnit]:
    """The pairs of a file of JSON objects with ``source`` and ``target``; blank lines are passed over.

    ``notes`` may be a list of texts or one text. Other keys become props, text as it is and anything else as JSON.

    Args:
        stream: The file.
        path: For messages.
        on_error: Told of each line that is not text, no JSON object, has no source or odd notes; it is left out.
    """
    for number, line in iter_lines(stream, path, on_error):
        if not line.strip():
            continue
        try:
            yield _unit(_parse(line, number, path), number, path)
        except FormatError as error:
            on_error(error)


def _parse(line: str, number: int, path: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        said = str(error).partition(":")[0]
        raise FormatError(f"not JSON: {said}", path=path or None, line=number, remedy="one object a line") from None
    if not isinstance(fields, dict) or not isinstance(fields.get("source"), str):
        raise FormatError(
            "no source text", path=path or None, line=number, remedy='give {"source": "…", "target": "…"}'
        )
    return fields


def _unit(fields: dict[str, Any], number: int, path: str) -> ForeignUnit:
    return ForeignUnit(
        tuid=_text(fields.get("tuid")) or "",
        source=fields["source"],
        target=_text(fields.get("target")) or "",
        status=status_of(_text(fields.get("status"))),
        origin=origin_of(_text(fields.get("origin"))),
        notes=_notes(fields.get("notes"), number, path),
        props=tuple(
            (name, _text(value) or "") for name, value in fields.items() if name not in _KNOWN and value is not None
        ),
        change_id=_text(fields.get("person")),
        change_date=_text(fields.get("date")),
        translatable=fields.get("translatable") is not False,
        line=number,
    )


def _notes(value: object, number: int, path: str) -> tuple[str, ...]:
    """A list of texts, or one text alone."""
    notes = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(note, str) for note in notes):
        raise FormatError("notes are not texts", path=path or None, line=number, remedy='give "notes": ["…"]')
    return tuple(notes)


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
