"""XLIFF 2.1: the same as XLIFF 1.2 in the words of the newer standard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from lxml import etree

from ..model import BilingualDocument, Check, Finding, Side, Status, Suggestion, TranslationUnit
from .blocks import iter_blocks
from .exchange import ExportContext, ForeignUnit, Written
from .its import ITS, Mark, issues, marked, marks_of
from .remarks import findings_as_written, findings_by_tuid, said_once, suggestions_by_tuid
from .statuses import STATUS_NAMES, origin_of, status_of_xliff21
from .xliff import PRIORITIES, Interchange, in_segments, unit_props
from .xmlread import iter_elements, line_of, plain_text
from .xmltext import line_text, start_tag, tagged

# A unit has one segment; it needs a name only where a match refers to it.
_SEGMENT = "s"


def write(documents: Iterable[BilingualDocument], stream: BinaryIO, context: ExportContext) -> Written:
    """Write all units, a ``file`` an article and a ``group`` a block; what is not translated says so.

    Raises:
        FormatError: There is no article: XLIFF has no empty file.
    """
    source, target = context.locales
    attributes = {
        "xmlns": "urn:oasis:names:tc:xliff:document:2.0",
        "xmlns:mda": "urn:oasis:names:tc:xliff:metadata:2.0",
        "xmlns:its": ITS,
        "its:version": "2.0",
        "version": "2.1",
        "srcLang": source,
        "trgLang": target,
    }
    return Interchange(start_tag("xliff", attributes), "</xliff>", _file).write(documents, stream, context)


def _file(document: BilingualDocument, context: ExportContext) -> str:
    doc_id = document.document.doc_id
    attributes = {
        "id": doc_id,
        "original": document.document.path,
        "canResegment": "no",
        "xml:space": "preserve",
    }
    found, offered = findings_by_tuid(findings_as_written(document)), suggestions_by_tuid(document)
    lines = [f"  {start_tag('file', attributes)}"]
    for block, units in iter_blocks(document):
        lines.append(f"    {start_tag('group', {'id': f'{doc_id}.{block.block_id}', 'type': f'selaras:{block.kind}'})}")
        lines += [_unit(unit, found.get(unit.tuid, []), offered.get(unit.tuid, []), context.checks) for unit in units]
        lines.append("    </group>")
    return "\n".join([*lines, "  </file>\n"])


def _unit(
    unit: TranslationUnit, findings: Sequence[Finding], suggestions: Sequence[Suggestion], checks: Mapping[str, Check]
) -> str:
    names = STATUS_NAMES[unit.status]
    attributes = {
        "id": unit.tuid,
        "translate": None if unit.segment.translatable else "no",
        "type": f"selaras:{unit.segment.kind}",
    }
    lines = [f"      {start_tag('unit', attributes)}"]
    metas = [tagged("mda:meta", value, {"type": name}) for name, value in unit_props(unit)]
    if metas:
        group = f'<mda:metaGroup category="selaras">{"".join(metas)}</mda:metaGroup>'
        lines.append(f"<mda:metadata>{group}</mda:metadata>")
    if suggestions:
        lines.append(_matches(suggestions))
    marks = {side: marks_of(findings, side, _text(unit, side) or "") for side in Side}
    lines += [issues(_issues_name(unit, mark), mark.findings, checks) for side in Side for mark in marks[side]]
    notes = [_note(finding) for finding in said_once(findings)]
    if notes:
        lines.append(f"<notes>{''.join(notes)}</notes>")
    source, target = (_text_element(unit, side, marks[side]) for side in (Side.SOURCE, Side.TARGET))
    states = {"state": names.xliff21, "subState": names.xliff21_sub} if target else {}
    name = {"id": _SEGMENT} if suggestions else {}
    lines.append(f"{start_tag('segment', name | states)}{source}{target}</segment>")
    return "\n        ".join(lines) + "\n      </unit>"


def _text(unit: TranslationUnit, side: Side) -> str | None:
    return unit.source if side is Side.SOURCE else unit.target


def _text_element(unit: TranslationUnit, side: Side, marks: Sequence[Mark]) -> str:
    """The ``source`` or ``target``, empty where there is none; findings are marked as the ITS module has it."""
    text = _text(unit, side)
    if text is None:
        return ""
    references = {mark.name: f"#its={_issues_name(unit, mark)}" for mark in marks}
    starts = {
        name: start_tag("mrk", {"id": name, "type": "its:generic", "its:locQualityIssuesRef": reference})
        for name, reference in references.items()
    }
    return f"<{side}>{marked(text, marks, starts)}</{side}>" if line_text(text) else tagged(side, "")


def _issues_name(unit: TranslationUnit, mark: Mark) -> str:
    return f"{unit.tuid}.{mark.name}"


def _matches(suggestions: Iterable[Suggestion]) -> str:
    """Suggestions in the words of the Translation Candidates module."""
    matches = []
    for suggestion in suggestions:
        attributes = {
            "ref": f"#{_SEGMENT}",
            "matchQuality": str(suggestion.score),
            "origin": suggestion.memory,
            "type": "tm",
        }
        texts = tagged("source", line_text(suggestion.source)) + tagged("target", line_text(suggestion.target))
        matches.append(f"{start_tag('mtc:match', attributes)}{texts}</mtc:match>")
    return f'<mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0">{"".join(matches)}</mtc:matches>'


def _note(finding: Finding) -> str:
    attributes = {
        "appliesTo": finding.side,
        "category": finding.code,
        "priority": PRIORITIES[finding.severity],
    }
    return tagged("note", line_text(finding.message), attributes)


def read(stream: BinaryIO, path: str = "") -> Iterator[ForeignUnit]:
    """The pairs of a file, ours or anyone's, one ``unit`` in memory at a time; each segment of one is a pair.

    Raises:
        FormatError: The file is not XML, or not XLIFF.
    """
    for item in iter_elements(stream, path, root="xliff", version="2.", wanted={"unit"}):
        yield from _pairs(item)


def _pairs(item: etree._Element) -> Iterator[ForeignUnit]:
    metas = [((meta.get("type") or ""), plain_text(meta)) for meta in item.iterfind("{*}metadata/{*}metaGroup/{*}meta")]
    named = dict(metas)
    root = item.getroottree().getroot()
    holder = next(item.iterancestors("{*}file"), None)
    unit = ForeignUnit(
        tuid=item.get("id") or "",
        source="",
        target="",
        source_language=root.get("srcLang") or "",
        target_language=root.get("trgLang") or "",
        origin=origin_of(named.get("origin")),
        notes=tuple(plain_text(note) for note in item.iterfind("{*}notes/{*}note")),
        props=tuple(metas),
        change_id=named.get("person"),
        change_date=named.get("date"),
        translatable=item.get("translate") != "no",
        line=line_of(item),
        file="" if holder is None else holder.get("id") or "",
    )
    yield from in_segments(unit, map(_segment, item.iterfind("{*}segment")))


def _segment(segment: etree._Element) -> tuple[str, str, Status | None]:
    """Source, target and status."""
    source, target = segment.find("{*}source"), segment.find("{*}target")
    status = None if target is None else status_of_xliff21(segment.get("state"), segment.get("subState"))
    return "" if source is None else plain_text(source), "" if target is None else plain_text(target), status
