"""The lines of a document file: domain objects to JSON and back.

One JSON object a line, keys in a fixed order, so that files can be read, diffed and
edited by hand. ``raw`` is not stored: it is ``text[span]``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import CorpusError
from ..ids import tuids_of
from ..model import (
    TRANSLATABLE_LANGUAGES,
    BilingualDocument,
    Block,
    BlockKind,
    Document,
    Measurements,
    Metadata,
    Origin,
    Segment,
    SegmentKind,
    Span,
    Status,
    TranslationUnit,
)
from ..normalise import normalise_source
from . import values

Record = dict[str, Any]
_YOURS = 'only "target" and "status" are yours'
_RESTORE = "put it back, or remove this file and build again"


class Presence(StrEnum):
    """Whether the source of a document is still there."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the corpus keeps it.

    Attributes:
        document: The source side.
        units: One for every segment, in text order.
        segmenter: Signature of the segmenter that cut it.
        root: Name of the folder that its path is relative to.
        presence: A withdrawn document is kept and not exported.
    """

    document: Document
    units: tuple[TranslationUnit, ...]
    segmenter: str
    root: str
    presence: Presence = Presence.ACTIVE

    @property
    def doc_id(self) -> str:
        """The id of the document."""
        return self.document.doc_id

    @property
    def bilingual(self) -> BilingualDocument:
        """The document as exports see it, without findings."""
        return BilingualDocument(self.document, self.units)


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a document file: enough to find and compare documents."""

    doc_id: str
    path: str
    root: str
    bytes_sha256: str
    presence: Presence


def format_document(stored: StoredDocument) -> bytes:
    """The content of a document file."""
    document = stored.document
    records = [
        _document_record(stored),
        *(_block_record(number, block) for number, block in enumerate(document.blocks, 1)),
        *(_unit_record(number, unit) for number, unit in enumerate(stored.units, 1)),
    ]
    return format_records(records)


def parse_document(content: bytes, text: str, path: Path) -> StoredDocument:
    """Read a document file, which people may have edited.

    Args:
        content: Bytes of the file.
        text: The decoded text that its spans point into.
        path: For error messages.

    Raises:
        CorpusError: A line is missing, is broken or contradicts the text; the line number tells which.
    """
    lines = parse_records(content, path)
    if not lines:
        raise CorpusError("empty document file", path=path, remedy="restore it, or remove it to start afresh")
    _, first = lines[0]
    stored = values.parsed(path, 1, lambda: _parse_header_record(first, text))
    rest = lines[1:]
    blocks = [
        values.parsed(path, n, partial(_parse_block, record)) for n, record in rest if record.get("type") == "block"
    ]
    numbered = [
        (n, values.parsed(path, n, partial(_parse_unit, record, text)))
        for n, record in rest
        if record.get("type") == "unit"
    ]
    _refuse_unknown_types(rest, path)
    numbered.sort(key=lambda one: one[1].segment.span)
    units = tuple(unit for _, unit in numbered)
    document = replace(stored.document, blocks=tuple(blocks))
    _refuse_repeated_tuids(units, path)
    _refuse_gaps("block", (block.span for block in blocks), text, path)
    _refuse_gaps("unit", (unit.segment.span for unit in units), text, path)
    _refuse_other_names(numbered, document, path)
    return replace(stored, document=document, units=units)


def parse_header(line: bytes, path: Path) -> Header:
    """Read the first line of a document file.

    Raises:
        CorpusError: The line is broken.
    """
    record = next((record for _, record in parse_records(line, path)), {})
    return values.parsed(
        path,
        1,
        lambda: Header(
            values.text(record, "doc_id"),
            values.text(record, "path"),
            values.text(record, "root"),
            values.text(record, "bytes_sha256"),
            Presence(record["status"]),
        ),
    )


def format_records(records: Iterable[Mapping[str, Any]]) -> bytes:
    """JSON lines, keys in the order given, UTF-8 as it is."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def parse_records(content: bytes, path: Path) -> list[tuple[int, Record]]:
    """JSON lines with their line numbers; blank lines do not matter.

    Raises:
        CorpusError: A line is not a JSON object.
    """
    return [(n, _parse_line(line, path, n)) for n, line in enumerate(content.split(b"\n"), 1) if line.strip()]


def _parse_line(line: bytes, path: Path, number: int) -> Record:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CorpusError(
            f"broken line: {error}", path=path, line=number, remedy="mend the JSON; nothing was changed"
        ) from error
    if not isinstance(record, dict):
        raise CorpusError("broken line: not a JSON object", path=path, line=number, remedy="mend the line")
    return record


def _document_record(stored: StoredDocument) -> Record:
    document = stored.document
    return {
        "type": "document",
        "doc_id": document.doc_id,
        "path": document.path,
        "root": stored.root,
        "bytes_sha256": document.bytes_sha256,
        "encoding": document.encoding,
        "bom": document.bom,
        "reader": document.reader,
        "segmenter": stored.segmenter,
        "language": document.language,
        "status": stored.presence.value,
        "notes": list(document.notes),
        "metadata": _metadata_record(document.metadata),
    }


def _parse_header_record(record: Record, text: str) -> StoredDocument:
    if record.get("type") != "document":
        raise ValueError('the first line must be of type "document"')
    document = Document(
        path=values.text(record, "path"),
        text=text,
        metadata=_parse_metadata(record["metadata"]),
        doc_id=values.text(record, "doc_id"),
        bytes_sha256=values.text(record, "bytes_sha256"),
        encoding=values.text(record, "encoding"),
        bom=values.flag(record, "bom"),
        reader=values.text(record, "reader"),
        language=values.text(record, "language"),
        notes=values.texts(record, "notes"),
    )
    return StoredDocument(
        document, (), values.text(record, "segmenter"), values.text(record, "root"), Presence(record["status"])
    )


def _metadata_record(metadata: Metadata) -> Record:
    record = {field.name: getattr(metadata, field.name) for field in fields(Metadata)}
    record["dateline"] = _span_record(metadata.dateline)
    record["extra"] = dict(metadata.extra)
    return {key: value for key, value in record.items() if value not in (None, {}) or key == "title"}


def _parse_metadata(record: Record) -> Metadata:
    known = {field.name for field in fields(Metadata)} - {"dateline", "extra"}
    unknown = record.keys() - known - {"dateline", "extra"}
    if unknown:
        raise ValueError(f'unknown metadata {sorted(unknown)}; use "extra" for fields of your own')
    extra = {key: str(value) for key, value in record.get("extra", {}).items()}
    return Metadata(
        **{key: values.text_or_none(record, key) for key in known},
        dateline=values.span(record, "dateline") if record.get("dateline") else None,
        extra=tuple((values.text({"extra": key}, "extra"), values.text(extra, key)) for key in extra),
    )


def _block_record(number: int, block: Block) -> Record:
    record: Record = {
        "type": "block",
        "block_id": block.block_id,
        "n": number,
        "kind": block.kind.value,
        "span": _span_record(block.span),
    }
    if block.reason is not None:
        record["reason"] = block.reason
    if block.language is not None:
        record["language"] = block.language
    return record


def _parse_block(record: Record) -> Block:
    return Block(
        values.text(record, "block_id"),
        BlockKind(record["kind"]),
        values.span(record, "span"),
        values.text_or_none(record, "reason"),
        values.text_or_none(record, "language"),
    )


def _unit_record(number: int, unit: TranslationUnit) -> Record:
    segment = unit.segment
    record: Record = {
        "type": "unit",
        "tuid": unit.tuid,
        "n": number,
        "block": segment.block_id,
        "kind": segment.kind.value,
        "translatable": segment.translatable,
        "span": _span_record(segment.span),
        "source": segment.source,
    }
    if not segment.translatable and unit.target is None:
        return record
    record |= {
        "mt": unit.mt,
        "target": unit.target,
        "origin": unit.origin and unit.origin.value,
        "status": unit.status.value,
        "signature": unit.signature,
        "measurements": _measurements_record(unit.measurements),
    }
    if unit.person is not None or unit.date is not None:
        record |= {"person": unit.person, "date": unit.date}
    return record


def _parse_unit(record: Record, text: str) -> TranslationUnit:
    span = values.span(record, "span")
    raw = span.of(text)
    if record["source"] != normalise_source(raw):
        raise ValueError(f'"source" and "span" do not belong to the text in texts/; {_YOURS}')
    segment = Segment(
        values.text(record, "tuid"),
        values.text(record, "block"),
        SegmentKind(record["kind"]),
        values.flag(record, "translatable"),
        span,
        raw,
        record["source"],
    )
    origin = record.get("origin")
    return TranslationUnit(
        segment,
        mt=values.text_or_none(record, "mt"),
        target=values.text_or_none(record, "target"),
        origin=Origin(origin) if origin else None,
        status=Status(record.get("status", Status.UNTRANSLATED)),
        signature=values.text_or_none(record, "signature"),
        measurements=_parse_measurements(record.get("measurements") or {}),
        person=values.text_or_none(record, "person"),
        date=values.text_or_none(record, "date"),
    )


def _measurements_record(measurements: Measurements) -> Record:
    return {
        "score": measurements.score,
        "agreement": measurements.agreement,
        "unknown": measurements.unknown,
        "steps": list(measurements.steps),
    }


def _parse_measurements(record: Record) -> Measurements:
    return Measurements(
        values.number_or_none(record, "score"),
        values.number_or_none(record, "agreement"),
        values.whole_number(record, "unknown"),
        values.texts(record, "steps"),
    )


def _span_record(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _refuse_unknown_types(lines: list[tuple[int, Record]], path: Path) -> None:
    for number, record in lines:
        if record.get("type") not in ("block", "unit"):
            raise CorpusError(
                f"broken line: type {record.get('type')!r}", path=path, line=number, remedy='use "block" or "unit"'
            )


def _refuse_repeated_tuids(units: Iterable[TranslationUnit], path: Path) -> None:
    seen: set[str] = set()
    for unit in units:
        if unit.tuid in seen:
            raise CorpusError("two units with one tuid", path=path, tuid=unit.tuid, remedy="remove one of the lines")
        seen.add(unit.tuid)


def _refuse_gaps(what: str, spans: Iterable[Span], text: str, path: Path) -> None:
    """Blocks and units each cover all of the text but its white space: where they do not, a line was removed."""
    position = 0
    for span in (*spans, Span(len(text), len(text))):
        if span.start < position:
            raise CorpusError(f"two {what}s in one place of the text", path=path, remedy="remove one of the lines")
        if missing := text[position : span.start].strip():
            shown = " ".join(missing.split())[:60]
            raise CorpusError(f'the line of a {what} is missing, "{shown}"', path=path, remedy=_RESTORE)
        position = span.end


def _refuse_other_names(numbered: list[tuple[int, TranslationUnit]], document: Document, path: Path) -> None:
    """What a unit is called, and whether it can be translated, follows from what else is stored."""
    languages = {block.block_id: block.language or document.language for block in document.blocks}
    tuids = tuids_of(document.doc_id, (unit.source for _, unit in numbered))
    for (number, unit), tuid in zip(numbered, tuids, strict=True):
        values.parsed(path, number, partial(_refuse_contradictions, unit, tuid, languages))


def _refuse_contradictions(unit: TranslationUnit, tuid: str, languages: Mapping[str, str]) -> None:
    segment = unit.segment
    if segment.seg_id != tuid:
        raise ValueError(f'"tuid" does not follow from "doc_id" and "source"; {_YOURS}')
    if segment.block_id not in languages:
        raise ValueError(f'there is no such "block"; {_YOURS}')
    if segment.translatable:
        is_wrong = not segment.kind.is_translatable or languages[segment.block_id] not in TRANSLATABLE_LANGUAGES
    else:
        is_wrong = unit.mt is not None
    if is_wrong:
        raise ValueError(f'"translatable" contradicts what else is stored; {_YOURS}')
