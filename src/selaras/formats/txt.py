"""Plain text, one file an article and language, for concordancers such as AntConc."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from ..model import BilingualDocument, TranslationUnit
from .blocks import is_text, iter_blocks
from .exchange import ExportContext, Sink, Written
from .xmltext import line_text


def write_files(documents: Iterable[BilingualDocument], sink: Sink, context: ExportContext) -> Written:
    """Write ``DOC.id.txt`` and ``DOC.en.txt``: a segment a line, a blank line between blocks.

    Both files have the same lines; a segment that is not translated yet is a blank line in English.
    Segments that are not to be translated are left out unless a person translated them.
    """
    source_language, target_language = context.langpair.split("-")
    seen = units = 0
    for document in documents:
        blocks = [units for _, units in iter_blocks(document, partial(is_text, context=context))]
        for language, is_target in ((source_language, False), (target_language, True)):
            with sink(f"{document.document.doc_id}.{language}.txt") as stream:
                stream.write(_text(blocks, is_target).encode())
        seen += 1
        units += sum(len(block) for block in blocks)
    return Written(seen, units, files=2 * seen)


def _text(blocks: Iterable[list[TranslationUnit]], is_target: bool) -> str:
    lines = (
        "".join(line_text((unit.target or "") if is_target else unit.source) + "\n" for unit in block)
        for block in blocks
    )
    return "\n".join(lines)
