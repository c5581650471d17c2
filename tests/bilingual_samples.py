"""Bilingual documents built by hand, in words of our own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO

from selaras.formats import ExportContext
from selaras.ids import with_block_ids, with_tuids
from selaras.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Check,
    Document,
    Finding,
    Measurements,
    Metadata,
    Origin,
    Provenance,
    Scope,
    Segment,
    SegmentKind,
    Severity,
    Side,
    Span,
    Status,
    TranslationUnit,
)
from selaras.normalise import normalise_source

PROVENANCE = Provenance(
    engine="argos",
    model="selaras-id_en-0.1",
    package_sha256="0123456789abcdef" * 4,
    versions={"ct2": "4.8.5", "spm": "0.2.1"},
    options={"beam": "4"},
    normaliser="1",
    model_date="2026-11-20",
)

CHECKS = {
    "N101": Check("N101", "Numbers differ", Severity.ERROR, Scope.UNIT, "numbers"),
    "L201": Check("L201", "Length ratio", Severity.WARNING, Scope.UNIT, "length"),
    "C301": Check("C301", "Control characters", Severity.WARNING, Scope.UNIT, "characters"),
}

CONTEXT = ExportContext(
    version="0.1.0",
    date=datetime(2026, 11, 20, 10, 0, tzinfo=UTC),
    provenances={PROVENANCE.signature: PROVENANCE},
    checks=CHECKS,
)

# One block a line; its kind; then its segments, joined by one space unless the text says otherwise.
ARTICLE = """\
Berita Terkini
Panen Raya di Desa Sukamaju
Oleh Siti Aminah
https://contoh.id/panen-raya
SUKAMAJU – Petani memanen 1.500,5 ton padi pada Senin (16/2). Harga gabah naik.Beras langka & mahal < biasanya. (SA)
Petani menjemur gabah di halaman balai desa.
Apa kata mereka
Pupuk datang tepat waktu
Hama wereng berkurang
"Kami tidak rugi," kata Budi. (Baca juga: Harga Beras Turun)
"""

B, S = BlockKind, SegmentKind
_BLOCKS: tuple[tuple[BlockKind, str | None, tuple[tuple[str, SegmentKind], ...]], ...] = (
    (B.BOILERPLATE, "news ticker", (("Berita Terkini", S.BOILERPLATE),)),
    (B.HEADING, None, (("Panen Raya di Desa Sukamaju", S.HEADING),)),
    (B.BYLINE, None, (("Oleh Siti Aminah", S.BYLINE),)),
    (B.METADATA_LINE, None, (("https://contoh.id/panen-raya", S.URL),)),
    (
        B.PARAGRAPH,
        None,
        (
            ("SUKAMAJU – Petani memanen 1.500,5 ton padi pada Senin (16/2).", S.SENTENCE),
            ("Harga gabah naik.", S.SENTENCE),
            ("Beras langka & mahal < biasanya.", S.SENTENCE),
            ("(SA)", S.SIGN_OFF),
        ),
    ),
    (B.CAPTION, None, (("Petani menjemur gabah di halaman balai desa.", S.CAPTION),)),
    (B.HEADING, None, (("Apa kata mereka", S.HEADING),)),
    (B.LIST_ITEM, None, (("Pupuk datang tepat waktu", S.LIST_ITEM),)),
    (B.LIST_ITEM, None, (("Hama wereng berkurang", S.LIST_ITEM),)),
    (
        B.PARAGRAPH,
        None,
        (('"Kami tidak rugi," kata Budi.', S.SENTENCE), ("(Baca juga: Harga Beras Turun)", S.RELATED_LINK)),
    ),
)
_TARGETS = {
    "Panen Raya di Desa Sukamaju": "Great Harvest in Sukamaju Village",
    "SUKAMAJU – Petani memanen 1.500,5 ton padi pada Senin (16/2).": (
        "SUKAMAJU – Farmers harvested 1,500.5 tonnes of rice on Monday (16/2)."
    ),
    "Harga gabah naik.": "The price of grain is up.",
    "Beras langka & mahal < biasanya.": "Rice is scarce & dear < usual.",
    "Petani menjemur gabah di halaman balai desa.": "Farmers dry grain in the yard of the village hall.",
    "Apa kata mereka": "What they say",
    "Pupuk datang tepat waktu": "Fertiliser came on time",
    '"Kami tidak rugi," kata Budi.': '"We do not lose," Budi said. He smiled.',
}


def sample_document(doc_id: str = "d3f9ac1b2e4f5") -> BilingualDocument:
    """An article with every kind of block, an edit, a rejection, an untranslated unit and two findings."""
    document, segments = _document(doc_id)
    units = tuple(_unit(segment) for segment in segments)
    by_source = {unit.source: unit for unit in units}
    first = by_source["SUKAMAJU – Petani memanen 1.500,5 ton padi pada Senin (16/2)."]
    last = by_source['"Kami tidak rugi," kata Budi.']
    findings = (
        Finding("N101", Severity.ERROR, first.tuid, Side.TARGET, Span(29, 36), "1.500,5 is not in the English", 0, 1),
        Finding("L201", Severity.WARNING, first.tuid, Side.SOURCE, None, "source & target differ in length", 1.9, 1.8),
        Finding("N101", Severity.WARNING, last.tuid, Side.TARGET, None, "one sentence became two"),
    )
    return BilingualDocument(document, units, findings)


def document_with_finding(target: str, found: str) -> BilingualDocument:
    """The sample, with this target for the first unit that has a finding, and none but that one, at ``found``."""
    document = sample_document()
    start = target.index(found)
    finding = replace(document.findings[0], side=Side.TARGET, span=Span(start, start + len(found)))
    units = tuple(replace(unit, target=target) if unit.tuid == finding.tuid else unit for unit in document.units)
    return replace(document, units=units, findings=(finding,))


def _document(doc_id: str) -> tuple[Document, tuple[Segment, ...]]:
    blocks: list[Block] = []
    kinds: list[list[tuple[Span, SegmentKind]]] = []
    position = 0
    for kind, reason, segments in _BLOCKS:
        spans = []
        for text, segment_kind in segments:
            start = ARTICLE.index(text, position)
            position = start + len(text)
            spans.append((Span(start, position), segment_kind))
        blocks.append(Block("", kind, Span(spans[0][0].start, position), reason))
        kinds.append(spans)
    named = with_block_ids(ARTICLE, blocks)
    raw = [
        Segment(
            "", block.block_id, kind, kind.is_translatable, span, span.of(ARTICLE), normalise_source(span.of(ARTICLE))
        )
        for block, spans in zip(named, kinds, strict=True)
        for span, kind in spans
    ]
    document = Document(
        path="desa/panen.txt",
        text=ARTICLE,
        blocks=named,
        metadata=Metadata(
            title="Panen Raya di Desa Sukamaju",
            author="Siti Aminah",
            publisher="Contoh",
            date="2026-02-16",
            place="SUKAMAJU",
            dateline=Span(ARTICLE.index("SUKAMAJU"), ARTICLE.index("SUKAMAJU") + 10),
            url="https://contoh.id/panen-raya",
            extra=(("rubrik", "Ekonomi"),),
        ),
        doc_id=doc_id,
        bytes_sha256="ab" * 32,
        reader="text/1",
    )
    return document, with_tuids(doc_id, raw)


def _unit(segment: Segment) -> TranslationUnit:
    target = _TARGETS.get(segment.source)
    if target is None:
        return TranslationUnit(segment)
    signature = PROVENANCE.signature
    measured = Measurements(score=-0.3125, agreement=0.9, unknown=1, steps=("protected", "reranked"))
    if segment.source == "Harga gabah naik.":
        return TranslationUnit(
            segment,
            "Prices of grain rise.",
            target,
            Origin.HUMAN,
            Status.EDITED,
            signature,
            measured,
            "Rina",
            "2026-11-20T09:30:00Z",
        )
    status = {"Apa kata mereka": Status.REJECTED, "Pupuk datang tepat waktu": Status.APPROVED}.get(
        segment.source, Status.DRAFT
    )
    return TranslationUnit(segment, target, target, Origin.MACHINE, status, signature, measured)


class Files(dict[str, bytes]):
    """Files of an export in memory; calling it opens one."""

    @contextmanager
    def __call__(self, path: str) -> Iterator[BinaryIO]:
        stream = BytesIO()
        yield stream
        self[path] = stream.getvalue()


def document_of(
    units: Sequence[tuple[str, str | None, Status, Origin | None]], doc_id: str = "d000000000001"
) -> BilingualDocument:
    """A document of one paragraph whose units have any texts at all, normalised or not."""
    text = "\n".join(source for source, *_ in units)
    segments, start = [], 0
    for source, *_ in units:
        span = Span(start, start + len(source))
        segments.append(Segment("", "b.0000000000", SegmentKind.SENTENCE, True, span, source, source))
        start = span.end + 1
    block = Block("b.0000000000", BlockKind.PARAGRAPH, Span(0, len(text)))
    named = with_tuids(doc_id, segments)
    return BilingualDocument(
        Document("apa.txt", text, (block,), doc_id=doc_id),
        tuple(
            TranslationUnit(segment, mt=target, target=target, origin=origin, status=status)
            for segment, (_, target, status, origin) in zip(named, units, strict=True)
        ),
    )
