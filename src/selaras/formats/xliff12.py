"""XLIFF 1.2: the whole of every article for translation tools, and their work read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from lxml import etree

from ..model import BilingualDocument, Check, Finding, Side, Suggestion, TranslationUnit
from .blocks import iter_blocks
from .dates import format_iso_date
from .exchange import ExportContext, ForeignUnit, Written
from .its import ITS, issues, on_side
from .remarks import findings_as_written, findings_by_tuid, said_once, suggestions_by_tuid
from .statuses import STATUS_NAMES, origin_of, origin_of_xliff12, state_of_xliff12, status_of_xliff12
from .xliff import PRIORITIES, Interchange, in_segments, unit_props
from .xmlread import iter_elements, line_of, local_name, plain_text
from .xmltext import line_text, start_tag, tagged


def write(documents: Iterable[BilingualDocument], stream: BinaryIO, context: ExportContext) -> Written:
    """Write all units, a ``file`` an article and a ``group`` a block; what is not translated says so.

    Raises:
        FormatError: There is no article: XLIFF has no empty file.
    """
    namespaces = {"xmlns": "urn:oasis:names:tc:xliff:document:1.2", "xmlns:its": ITS}
    root = start_tag("xliff", {**namespaces, "version": "1.2"})
    return Interchange(root, "</xliff>", _file).write(documents, stream, context)


def _file(document: BilingualDocument, context: ExportContext) -> str:
    source, target = context.locales
    attributes = {
        "original": document.document.path,
        "source-language": source,
        "target-language": target,
        "datatype": "plaintext",
        "tool-id": "selaras",
        "date": format_iso_date(context.date),
        "product-name": document.document.doc_id,
        "xml:space": "preserve",
    }
    found, offered = findings_by_tuid(findings_as_written(document)), suggestions_by_tuid(document)
    tool = tagged("tool", "", {"tool-id": "selaras", "tool-name": "selaras", "tool-version": context.version})
    lines = [f"  {start_tag('file', attributes)}", f"    <header>{tool}</header>", "    <body>"]
    for block, units in iter_blocks(document):
        name = f"{document.document.doc_id}.{block.block_id}"
        lines.append(f"      {start_tag('group', {'id': name, 'restype': f'x-{block.kind}'})}")
        lines += [_unit(unit, found.get(unit.tuid, []), offered.get(unit.tuid, []), context.checks) for unit in units]
        lines.append("      </group>")
    return "\n".join([*lines, "    </body>", "  </file>\n"])


def _unit(
    unit: TranslationUnit,
    findings: Sequence[Finding],
    suggestions: Iterable[Suggestion],
    checks: Mapping[str, Check],
) -> str:
    sides = (Side.SOURCE, Side.TARGET) if unit.target is not None else (Side.SOURCE,)
    found = {side: on_side(findings, side) for side in sides}
    pointers = {side: f"#{_issues_name(unit, side)}" if about else None for side, about in found.items()}
    attributes = {
        "id": unit.tuid,
        "approved": "yes" if STATUS_NAMES[unit.status].xliff12_approved else None,
        "translate": None if unit.segment.translatable else "no",
        "restype": f"x-{unit.segment.kind}",
        # Not on the root, so that a file without findings needs no schema but XLIFF's.
        "its:version": "2.0" if any(found.values()) else None,
    }
    source = tagged("source", line_text(unit.source), {"its:locQualityIssuesRef": pointers[Side.SOURCE]})
    lines = [f"        {start_tag('trans-unit', attributes)}", source]
    if unit.target is not None:
        told = state_of_xliff12(unit.status, unit.origin) | {"its:locQualityIssuesRef": pointers[Side.TARGET]}
        lines.append(tagged("target", line_text(unit.target), told))
    contexts = [tagged("context", value, {"context-type": f"x-{name}"}) for name, value in unit_props(unit)]
    if contexts:
        lines.append(f'<context-group purpose="information">{"".join(contexts)}</context-group>')
    lines += [_note(finding) for finding in said_once(findings)]
    lines += [_alternative(suggestion) for suggestion in suggestions]
    lines += [issues(_issues_name(unit, side), about, checks) for side, about in found.items() if about]
    return "\n          ".join(lines) + "\n        </trans-unit>"


def _issues_name(unit: TranslationUnit, side: Side) -> str:
    return f"{unit.tuid}.{side}"


def _alternative(suggestion: Suggestion) -> str:
    start = start_tag("alt-trans", {"match-quality": f"{suggestion.score}%", "origin": suggestion.memory})
    texts = tagged("source", line_text(suggestion.source)) + tagged("target", line_text(suggestion.target))
    return f"{start}{texts}</alt-trans>"


def _note(finding: Finding) -> str:
    attributes = {
        "from": f"selaras {finding.code}",
        "annotates": finding.side,
        "priority": PRIORITIES[finding.severity],
    }
    return tagged("note", line_text(finding.message), attributes)


def read(stream: BinaryIO, path: str = "") -> Iterator[ForeignUnit]:
    """The pairs of a file, ours or anyone's, one ``trans-unit`` in memory at a time; each segment of one is a pair.

    Raises:
        FormatError: The file is not XML, or not XLIFF.
    """
    for item in iter_elements(stream, path, root="xliff", version="1.", wanted={"trans-unit"}):
        yield from _pairs(item)


def _pairs(item: etree._Element) -> Iterator[ForeignUnit]:
    parts = {local_name(part): part for part in reversed(item)}
    target = parts.get("target")
    holder = next(item.iterancestors("{*}file"), None)
    contexts = [
        ((context.get("context-type") or "").removeprefix("x-"), plain_text(context))
        for context in item.iterfind("{*}context-group/{*}context")
    ]
    named = dict(contexts)
    state, qualifier = (None, None) if target is None else (target.get("state"), target.get("state-qualifier"))
    status = status_of_xliff12(state, qualifier, item.get("approved"), is_ours="origin" in named)
    unit = ForeignUnit(
        tuid=item.get("id") or "",
        source="",
        target="",
        source_language="" if holder is None else holder.get("source-language") or "",
        target_language="" if holder is None else holder.get("target-language") or "",
        origin=origin_of(named.get("origin")) or origin_of_xliff12(qualifier),
        notes=tuple(plain_text(part) for part in item if local_name(part) == "note"),
        props=tuple(contexts),
        change_id=named.get("person"),
        change_date=named.get("date"),
        translatable=item.get("translate") != "no",
        line=line_of(item),
        file="" if holder is None else holder.get("original") or "",
    )
    segments = (
        (_text(source), _text(translated), None if translated is None else status)
        for source, translated in _segments(parts)
    )
    yield from in_segments(unit, segments)


def _segments(
    parts: Mapping[str, etree._Element],
) -> Iterable[tuple[etree._Element | None, etree._Element | None]]:
    """Source and target of each segment; of the whole unit where the sides are not cut alike, or not wholly."""
    target = parts.get("target")
    ours, theirs = _marks(parts.get("seg-source")), _marks(target)
    if not ours or theirs is None or not theirs.keys() <= ours.keys():
        return [(parts.get("source"), target)]
    return [(segment, theirs.get(name)) for name, segment in ours.items()]


def _marks(holder: etree._Element | None) -> dict[str, etree._Element] | None:
    """The marked segments by ``mid``; None where one has no name of its own, or they are not all the text, once."""
    marks = [] if holder is None else [mark for mark in holder.iter("{*}mrk") if mark.get("mtype") == "seg"]
    named = {name: mark for mark in marks if (name := mark.get("mid"))}
    # The standard allows text between segments, and one in another: what is left out or doubled shows in the length.
    is_all = sum(len(_ink(mark)) for mark in marks) == len(_ink(holder))
    return named if len(named) == len(marks) and is_all else None


def _ink(item: etree._Element | None) -> str:
    """The text without white space."""
    return "".join(_text(item).split())


def _text(item: etree._Element | None) -> str:
    return "" if item is None else plain_text(item)
