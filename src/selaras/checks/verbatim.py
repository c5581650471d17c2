"""What must survive character for character: addresses, handles, placeholders, tags, file names."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from ..model import Severity, Side, Span
from .analysis import AnalysedText, Analysis
from .features import Lexeme, are_comparable
from .inventory import Items, inventory
from .rule import Hit, Hits, Rule, unit_check
from .tokens import MAY_BE_VERBATIM

if TYPE_CHECKING:
    from .block import Block, Mask

_ENDS = ".,;:!?\"'"
_OPEN_TAG = re.compile(r"<[^>]*$")


def _items_of(side: Side) -> Items:
    """What may hold something verbatim, without the marks behind; a tag that has spaces in it is like no other."""

    def items(chunk: str, lexeme: Lexeme) -> Sequence[Hashable]:
        item = chunk.lower().rstrip(_ENDS)
        return ((side, item) if _OPEN_TAG.search(item) else item,)

    return items


_ITEMS = inventory(MAY_BE_VERBATIM, indonesian=_items_of(Side.SOURCE), english=_items_of(Side.TARGET))
_ADDRESSES = frozenset({"URL", "e-mail address", "domain", "handle", "hashtag"})
_CODE = frozenset({"placeholder", "tag", "file name"})


def address_lost(pair: Analysis, threshold: float) -> Hits:
    """URLs, e-mail addresses, handles and hashtags of the source that the target lacks."""
    return _hits(pair.source, pair.target, _ADDRESSES, Side.SOURCE, threshold)


def address_added(pair: Analysis, threshold: float) -> Hits:
    """URLs, e-mail addresses, handles and hashtags of the target that the source lacks."""
    return _hits(pair.target, pair.source, _ADDRESSES, Side.TARGET, threshold)


def code_lost(pair: Analysis, threshold: float) -> Hits:
    """Placeholders, tags and file names of the source that the target lacks."""
    return _hits(pair.source, pair.target, _CODE, Side.SOURCE, threshold)


def code_added(pair: Analysis, threshold: float) -> Hits:
    """Placeholders, tags and file names of the target that the source lacks."""
    return _hits(pair.target, pair.source, _CODE, Side.TARGET, threshold)


def _hits(here: AnalysedText, there: AnalysedText, kinds: frozenset[str], side: Side, threshold: float) -> Hits:
    if not here.verbatim:
        return ()
    missing = [(span, kind) for span, kind in here.verbatim if kind in kinds and not _is_in(span.of(here.text), there)]
    if len(missing) < threshold:
        return ()
    other = "target" if side is Side.SOURCE else "source"
    return tuple(Hit(len(missing), side, span, _message(kind, span, here, other)) for span, kind in missing)


def _is_in(item: str, there: AnalysedText) -> bool:
    # A sigma at the end of a word has a small letter of its own.
    return item in there.text or item.lower() in there.text.lower()


def _may_be_lost(block: Block, threshold: float) -> Mask:
    items = block.items(_ITEMS)
    return block.among(items.pair[items.theirs == 0])


def _may_be_added(block: Block, threshold: float) -> Mask:
    items = block.items(_ITEMS)
    return block.among(items.pair[items.ours == 0])


def _message(kind: str, span: Span, here: AnalysedText, other: str) -> str:
    return f"the {kind} {span.of(here.text)} is not in the {other}"


def _rules() -> Iterable[Rule]:
    addresses, code = "URL, e-mail address, handle or hashtag", "placeholder, tag or file name"
    yield Rule(
        unit_check("A401", "address lost", Severity.ERROR, "omission"),
        measure=address_lost,
        screen=_may_be_lost,
        gate=lambda source, target: source & MAY_BE_VERBATIM and are_comparable(source, target),
        means=f"A {addresses} of the source is not in the target as it was.",
        false_alarms="Sites that the translator called by their name; hashtags that were translated.",
        is_hard=True,
    )
    yield Rule(
        unit_check("A402", "address added", Severity.WARNING, "addition"),
        measure=address_added,
        screen=_may_be_added,
        gate=lambda source, target: target & MAY_BE_VERBATIM and are_comparable(source, target),
        means=f"A {addresses} of the target is not in the source.",
        false_alarms="Links and handles that an editor of the target added.",
        is_hard=True,
    )
    yield Rule(
        unit_check("A403", "markup lost", Severity.ERROR, "markup"),
        measure=code_lost,
        screen=_may_be_lost,
        gate=lambda source, target: source & MAY_BE_VERBATIM and are_comparable(source, target),
        means=f"A {code} of the source is not in the target as it was.",
        false_alarms="File names that were translated on purpose.",
        is_hard=True,
    )
    yield Rule(
        unit_check("A404", "markup added", Severity.ERROR, "markup"),
        measure=code_added,
        screen=_may_be_added,
        gate=lambda source, target: target & MAY_BE_VERBATIM and are_comparable(source, target),
        means=f"A {code} of the target is not in the source.",
        false_alarms="Comparison signs that look like tags.",
        is_hard=True,
    )


RULES = tuple(_rules())
