"""CoNLL-U: the source side tokenised, with the translation of each segment in a comment.

Nothing is tagged or parsed: columns that nobody has filled hold ``_``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import BinaryIO

from ..model import BilingualDocument, TranslationUnit
from .blocks import Accepts, is_text, iter_blocks
from .exchange import ExportContext, Written
from .remarks import codes_of, findings_by_tuid
from .tokens import tokenize
from .xmltext import line_text


def write(documents: Iterable[BilingualDocument], stream: BinaryIO, context: ExportContext) -> Written:
    """Write all translatable segments, a sentence each; ``sent_id`` is the tuid."""
    target_language = context.langpair.partition("-")[2]
    seen = units = 0
    for document in documents:
        for lines in _sentences(document, target_language, partial(is_text, context=context)):
            stream.write(("\n".join(lines) + "\n\n").encode())
            units += 1
        seen += 1
    return Written(seen, units)


def _sentences(document: BilingualDocument, target_language: str, accepts: Accepts) -> Iterator[list[str]]:
    found = findings_by_tuid(document.findings)
    heading = [f"# newdoc id = {document.document.doc_id}"]
    for block, units in iter_blocks(document, accepts):
        heading.append(f"# newpar id = {document.document.doc_id}.{block.block_id}")
        starts = {unit.segment.span.start for unit in units}
        for unit in units:
            is_glued = unit.segment.span.end in starts
            codes = codes_of(found.get(unit.tuid, ()))
            yield [*heading, *_sentence(unit, target_language, codes, is_glued)]
            heading = []


def _sentence(unit: TranslationUnit, target_language: str, codes: Sequence[str], is_glued: bool) -> Iterator[str]:
    yield f"# sent_id = {unit.tuid}"
    source = " ".join(line_text(unit.source).split())
    yield f"# text = {source}"
    if target := line_text(unit.target or ""):
        yield f"# text_{target_language} = {target}"
    if codes:
        yield f"# findings = {' '.join(codes)}"
    tokens = list(tokenize(source))
    tokens[-1] = replace(tokens[-1], space_after=not is_glued)
    for number, token in enumerate(tokens, 1):
        yield "\t".join([str(number), token.form, *["_"] * 7, "_" if token.space_after else "SpaceAfter=No"])
