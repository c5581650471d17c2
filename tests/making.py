"""Small documents to test with: one line is one paragraph is one segment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from selaras.corpus import StoredDocument
from selaras.ids import doc_id_of, with_block_ids, with_tuids
from selaras.model import (
    Block,
    BlockKind,
    Document,
    Provenance,
    Segment,
    SegmentKind,
    Span,
    Translation,
    TranslationUnit,
)
from selaras.normalise import normalise_source

SIGNATURE = "fake:1"


def line_segments(doc_id: str, text: str) -> tuple[Segment, ...]:
    """A segment for every line of ``text``."""
    return with_tuids(doc_id, (_segment(text, span) for span in _lines(text)))


def stored(text: str, path: str = "a.txt", translate: Callable[[str], str] = str.upper) -> StoredDocument:
    """A translated document of ``text``."""
    doc_id = doc_id_of(path)
    blocks = with_block_ids(text, (Block("", BlockKind.PARAGRAPH, span) for span in _lines(text)))
    document = Document(path, text, blocks, doc_id=doc_id, bytes_sha256="0" * 64, reader="text/1")
    units = tuple(
        TranslationUnit(replace(segment, block_id=block.block_id)).with_machine_text(
            translate(segment.source), SIGNATURE, Translation("").measurements
        )
        for segment, block in zip(line_segments(doc_id, text), blocks, strict=True)
    )
    return StoredDocument(document, units, "lines/1", "seeds")


class FakeTranslator:
    """Translates by a rule, remembers what it was asked; ``company`` makes the batch visible in the text."""

    def __init__(self, rule: Callable[[str], str] = lambda text: f"EN {text}", *, name: str = "fake-1") -> None:
        self.rule = rule
        self.provenance = Provenance("fake", name, "0" * 64, model_date="2026-01-01")
        self.asked: list[list[str]] = []

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Translation]:
        self.asked.append(list(sources))
        if progress:
            progress(len(sources))
        return [Translation(self.rule(source)) for source in sources]


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _segment(text: str, span: Span) -> Segment:
    raw = span.of(text)
    return Segment("", "", SegmentKind.SENTENCE, True, span, raw, normalise_source(raw))
