"""TMX 1.4b: translation memories that load everywhere, and a tolerant reader of everybody's.

Written by the rules that OmegaT, Trados, memoQ and XTM share; see docs/formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import BinaryIO

from lxml import etree

from ..errors import FormatError
from ..languages import base_language, same_language
from ..model import ENGLISH, INDONESIAN, BilingualDocument, Finding, Origin, Status, TranslationUnit
from .dates import format_tmx_date, parse_date
from .exchange import ExportContext, ForeignUnit, Written
from .remarks import findings_as_written, findings_by_tuid, format_finding, said_once, translation_props
from .selection import Selection
from .statuses import STATUS_NAMES, origin_of, status_of
from .xmlread import XML_LANG, iter_elements, line_of, local_name, plain_text
from .xmltext import line_text, start_tag, tagged

_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
_TUID = re.compile(r"[A-Za-z0-9._-]+")
_CREATOR = {Origin.MACHINE: "MT", Origin.MEMORY: "TM"}
# Who made or changed a text where no person did; the second is Trados'.
_MACHINES = frozenset({"MT", "MT!"})


def write(documents: Iterable[BilingualDocument], stream: BinaryIO, context: ExportContext) -> Written:
    """Write one memory of all documents, one document in memory at a time.

    Raises:
        FormatError: A tuid is not made of letters, digits, ``.``, ``_`` and ``-``, or repeated in its document.
    """
    selection = Selection(context)
    header = tagged("header", "", _header(context))
    stream.write(f"{_PROLOGUE}  {header}\n  <body>\n".encode())
    for document in documents:
        stream.write("".join(_units(document, selection, context)).encode())
    stream.write(b"  </body>\n</tmx>\n")
    return selection.written


def _header(context: ExportContext) -> dict[str, str]:
    source, _ = context.locales
    return {
        "creationtool": "selaras",
        "creationtoolversion": context.version,
        "segtype": "sentence",
        "o-tmf": "selaras",
        "adminlang": "en",
        "srclang": source,
        "datatype": "plaintext",
        "creationdate": format_tmx_date(context.date),
        "creationid": "selaras",
    }


def _units(document: BilingualDocument, selection: Selection, context: ExportContext) -> Iterator[str]:
    doc_id = document.document.doc_id
    found = findings_by_tuid(findings_as_written(document))
    neighbours = _neighbours(document)
    seen: set[str] = set()
    for unit in selection.of(document):
        _check_tuid(unit.tuid, seen, document.document.path)
        findings = found.get(unit.tuid, [])
        props = _props(doc_id, unit, neighbours.get(unit.tuid, ("", "")), findings)
        yield _unit(unit, props, findings, context.locales)


def _check_tuid(tuid: str, seen: set[str], path: str) -> None:
    if not _TUID.fullmatch(tuid):
        raise FormatError(
            "not a name for a translation unit", path=path, tuid=tuid, remedy="use letters, digits and . _ -"
        )
    if tuid in seen:
        raise FormatError("two translation units of one name", path=path, tuid=tuid, remedy="give each its own tuid")
    seen.add(tuid)


def _neighbours(document: BilingualDocument) -> dict[str, tuple[str, str]]:
    """The sources before and after each translatable unit; empty at the ends of the article."""
    units = [unit for unit in document.units if unit.segment.translatable]
    before = dict.fromkeys((unit.tuid for unit in units), "")
    after = dict(before)
    for first, second in pairwise(units):
        before[second.tuid] = line_text(first.source)
        after[first.tuid] = line_text(second.source)
    return {tuid: (before[tuid], after[tuid]) for tuid in before}


def _unit(
    unit: TranslationUnit, props: Iterable[tuple[str, str]], findings: Iterable[Finding], locales: tuple[str, str]
) -> str:
    changed = _change(unit)
    source, target = locales
    lines = [f"    {start_tag('tu', {'tuid': unit.tuid, **changed})}"]
    for finding in said_once(findings):
        lines.append(tagged("note", line_text(f"{finding.code} {finding.severity}: {finding.message}")))
    lines += [tagged("prop", value, {"type": f"x-{name}"}) for name, value in props]
    lines.append(f"{start_tag('tuv', {'xml:lang': source})}{tagged('seg', unit.source)}</tuv>")
    variant = start_tag("tuv", {"xml:lang": target, "creationid": _creator(unit), **changed})
    lines.append(f"{variant}{tagged('seg', unit.target or '')}</tuv>")
    return "\n      ".join(lines) + "\n    </tu>\n"


def _props(
    doc_id: str, unit: TranslationUnit, neighbours: tuple[str, str], findings: list[Finding]
) -> Iterator[tuple[str, str]]:
    if doc_id:
        yield "doc-id", doc_id
    yield "kind", unit.segment.kind
    yield "status", STATUS_NAMES[unit.status].tmx
    if unit.origin is not None:
        yield "origin", unit.origin
    yield from translation_props(unit)
    for name, text in zip(("context-pre", "context-post"), neighbours, strict=True):
        if text:
            yield name, text
    for finding in findings:
        yield "finding", format_finding(finding)


def _creator(unit: TranslationUnit) -> str | None:
    if unit.mt is not None and unit.origin is not Origin.MEMORY:
        return "MT"
    return unit.person if unit.origin is None else _CREATOR.get(unit.origin, unit.person)


def _change(unit: TranslationUnit) -> dict[str, str | None]:
    if unit.person is None and unit.date is None:
        return {}
    date = parse_date(unit.date)
    return {"changedate": None if date is None else format_tmx_date(date), "changeid": unit.person}


def read(stream: BinaryIO, path: str = "") -> Iterator[ForeignUnit]:
    """The pairs of a memory, ours or anyone's, one ``tu`` in memory at a time.

    A ``tu`` of more than two languages gives a pair for each language but the source's, which is Indonesian or
    English where both are there, whatever the memory calls its source.
    Inline codes are left out of the text; what they enclose stays.

    Raises:
        FormatError: The file is not XML, or not TMX.
    """
    source_language = ""
    for item in iter_elements(stream, path, root="tmx", wanted={"header", "tu"}):
        if local_name(item) == "header":
            source_language = _attribute(item, "srclang") or ""
        else:
            yield from _pairs(item, source_language)


def _pairs(unit: etree._Element, source_language: str) -> Iterator[ForeignUnit]:
    variants = [item for item in unit if local_name(item) == "tuv"]
    if not variants:
        return
    source = _source_of(variants, _attribute(unit, "srclang") or source_language)
    targets: list[etree._Element | None] = [item for item in variants if item is not source]
    for target in targets or [None]:
        yield _pair(unit, source, target)


def _source_of(variants: list[etree._Element], named: str) -> etree._Element:
    """The variant in the language that the file names as its source, else the first; ours go before others."""
    ours = [item for item in variants if base_language(language_of(item)) in (INDONESIAN, ENGLISH)]
    if len({base_language(language_of(item)) for item in ours}) == 2:
        variants = ours
    return next((item for item in variants if same_language(language_of(item), named)), variants[0])


def _pair(unit: etree._Element, source: etree._Element, target: etree._Element | None) -> ForeignUnit:
    holders = [unit] if target is None else [unit, target]
    notes = tuple(plain_text(item) for holder in holders for item in holder if local_name(item) == "note")
    props = tuple(
        (_attribute(item, "type") or "", plain_text(item))
        for holder in holders
        for item in holder
        if local_name(item) == "prop"
    )
    named = {name.removeprefix("x-"): value for name, value in reversed(props)}
    status, origin = status_of(named.get("status")), origin_of(named.get("origin"))
    if origin is None and _latest(holders, "creationid") in _MACHINES:
        origin = Origin.MACHINE
    if origin is Origin.MACHINE and status in (None, Status.DRAFT) and _is_changed_by_a_person(holders):
        status = Status.EDITED
    return ForeignUnit(
        tuid=_attribute(unit, "tuid") or "",
        source=_segment_text(source),
        target="" if target is None else _segment_text(target),
        source_language=language_of(source),
        target_language="" if target is None else language_of(target),
        status=status,
        origin=origin,
        notes=notes,
        props=props,
        change_id=_latest(holders, "changeid"),
        change_date=_latest(holders, "changedate"),
        line=line_of(unit),
    )


def _is_changed_by_a_person(holders: list[etree._Element]) -> bool:
    """Whether it was changed after it was made; some tools call the making of every unit a change too."""
    changer, changed, made = (_latest(holders, name) for name in ("changeid", "changedate", "creationdate"))
    return bool(changer or changed) and changer not in _MACHINES and (changed is None or changed != made)


def _latest(holders: list[etree._Element], name: str) -> str | None:
    return next((value for holder in reversed(holders) if (value := _attribute(holder, name))), None)


def language_of(variant: etree._Element) -> str:
    """Language code of a ``tuv``, also from the attribute of old files; empty without one."""
    return variant.get(XML_LANG) or _attribute(variant, "lang") or ""


def _attribute(item: etree._Element, name: str) -> str | None:
    return item.get(name) or item.get(name.upper())


def _segment_text(variant: etree._Element) -> str:
    return next((plain_text(item) for item in variant if local_name(item) == "seg"), "")
