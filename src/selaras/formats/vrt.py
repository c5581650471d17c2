"""Verticalised text for CWB, CQPweb and Sketch Engine: one token a line, both sides, and their alignment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from ..model import BilingualDocument, Metadata, TranslationUnit
from .blocks import Accepts, is_translated_text, iter_blocks
from .exchange import ExportContext, Sink, Written
from .remarks import codes_of, findings_by_tuid
from .tokens import tokenize
from .xmltext import escaped, line_text, start_tag


@dataclass(slots=True)
class _Side:
    """One language while it is written: its file and how many tokens it has so far."""

    stream: BinaryIO
    is_target: bool
    tokens: int = 0

    def line(self, text: str) -> None:
        self.stream.write(f"{text}\n".encode())

    def sentence(self, unit: TranslationUnit, codes: Iterable[str]) -> tuple[int, int]:
        """Write a segment; the positions of its first and last token."""
        start = self.tokens
        # A set of features as CWB has it: "|A101|T108|", "|" where there is none.
        findings = "".join(["|", *(f"{code}|" for code in codes)])
        attributes = {"id": unit.tuid, "status": unit.status, "origin": unit.origin, "findings": findings}
        self.line(start_tag("s", attributes))
        for token in tokenize(line_text((unit.target or "") if self.is_target else unit.source)):
            self.line(escaped(token.form))
            self.tokens += 1
        self.line("</s>")
        return start, self.tokens - 1


def write_files(documents: Iterable[BilingualDocument], sink: Sink, context: ExportContext) -> Written:
    """Write ``corpus.id.vrt``, ``corpus.en.vrt`` and ``corpus.id-en.align`` for cwb-align-encode.

    Only translated segments are in them, so both sides have the same ``s`` in the same order.
    """
    source_language, target_language = context.langpair.split("-")
    names = (f"corpus.{source_language}.vrt", f"corpus.{target_language}.vrt", f"corpus.{context.langpair}.align")
    seen = units = 0
    with ExitStack() as stack:
        source_stream, target_stream, alignment = (stack.enter_context(sink(name)) for name in names)
        sides = (_Side(source_stream, is_target=False), _Side(target_stream, is_target=True))
        alignment.write(f"selaras_{source_language}\ts\tselaras_{target_language}\ts\n".encode())
        for document in documents:
            for (start, end), (target_start, target_end) in _text(
                document, sides, partial(is_translated_text, context=context)
            ):
                alignment.write(f"{start}\t{end}\t{target_start}\t{target_end}\t1:1\t1\n".encode())
                units += 1
            seen += 1
    return Written(seen, units, files=len(names))


def _text(
    document: BilingualDocument, sides: tuple[_Side, _Side], accepts: Accepts
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    blocks = list(iter_blocks(document, accepts))
    if not blocks:
        return
    doc_id = document.document.doc_id
    found = findings_by_tuid(document.findings)
    _both(sides, start_tag("text", _attributes(doc_id, document.document.metadata)))
    for block, units in blocks:
        _both(sides, start_tag("p", {"id": f"{doc_id}.{block.block_id}", "type": block.kind}))
        for unit in units:
            codes = codes_of(found.get(unit.tuid, ()))
            yield sides[0].sentence(unit, codes), sides[1].sentence(unit, codes)
        _both(sides, "</p>")
    _both(sides, "</text>")


def _both(sides: tuple[_Side, _Side], text: str) -> None:
    for side in sides:
        side.line(text)


def _attributes(doc_id: str, metadata: Metadata) -> dict[str, str | None]:
    """The same attributes for every text, as CWB wants them."""
    told = {
        "title": metadata.title,
        "author": metadata.author,
        "publisher": metadata.publisher,
        "date": metadata.date,
        "place": metadata.place,
        "genre": metadata.genre,
        "url": metadata.url,
    }
    return {"id": doc_id, **{name: line_text(value or "") for name, value in told.items()}}
