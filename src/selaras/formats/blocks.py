"""The units of an article in the blocks of its layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from ..model import BilingualDocument, Block, BlockKind, Origin, Status, TranslationUnit
from .exchange import ExportContext
from .xmltext import line_text

Accepts = Callable[[TranslationUnit], bool]


def iter_blocks(
    document: BilingualDocument, accepts: Accepts = lambda unit: True
) -> Iterator[tuple[Block, list[TranslationUnit]]]:
    """Each block with its units that are accepted, where there are any, in text order.

    Units of a block that the document does not list are taken for a paragraph.
    """
    known = {block.block_id: block for block in document.document.blocks}
    for name, units in groupby(filter(accepts, document.units), key=lambda unit: unit.segment.block_id):
        members = list(units)
        yield known.get(name) or Block(name, BlockKind.PARAGRAPH, members[0].segment.span), members


def is_content(unit: TranslationUnit) -> bool:
    """Whether a unit is of the article itself, or a person translated it although it stands around it."""
    return unit.segment.translatable or unit.origin is Origin.HUMAN


def is_text(unit: TranslationUnit, context: ExportContext) -> bool:
    """Whether a unit is content that the export asks for."""
    wanted = unit.status is Status.APPROVED or not context.approved_only
    return wanted and is_content(unit) and bool(line_text(unit.source))


def is_translated_text(unit: TranslationUnit, context: ExportContext) -> bool:
    """Whether it is, and has a translation."""
    return is_text(unit, context) and bool(line_text(unit.target or ""))
