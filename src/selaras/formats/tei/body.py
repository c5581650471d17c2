"""The text of an article: divisions, heads, paragraphs, lists, figures and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from lxml import etree

from ...model import BilingualDocument, Block, BlockKind, Origin, TranslationUnit
from ..blocks import iter_blocks
from ..statuses import STATUS_NAMES
from ..xmlread import XML_LANG
from ..xmltext import child, element, line_text
from .facts import Agent
from .names import XML_ID, tag

# What may stand above the first paragraph of a division without ending its top.
_ASIDE = frozenset({BlockKind.BYLINE, BlockKind.BOILERPLATE, BlockKind.METADATA_LINE})
# White space between the segments of these is language, so layout may widen it but not invent it.
_RUNNING = frozenset(tag(name) for name in ("p", "head", "item", "note", "byline"))


@dataclass(frozen=True, slots=True)
class TextSide:
    """One side of an article while it is written.

    Attributes:
        document: The article.
        is_translation: Whether this is the target side.
        language: Of this side.
        source_language: Of the source side; text that is not translated keeps it, or that of its block.
        agents: Who made the translation.
    """

    document: BilingualDocument
    is_translation: bool
    language: str
    source_language: str
    agents: tuple[Agent, ...] = ()

    @property
    def doc_id(self) -> str:
        """Prefix of all ids of the article."""
        return self.document.document.doc_id


def text_of(side: TextSide) -> etree._Element:
    """The ``text`` element, laid out one segment a line."""
    text = element(tag("text"), attributes={XML_ID: f"{side.doc_id}.text"})
    article = child(child(text, tag("body")), tag("div"), attributes={"type": "article"})
    _fill_divisions(article, side)
    _lay_out(text, 1)
    return text


def _fill_divisions(article: etree._Element, side: TextSide) -> None:
    """TEI has heads on top of their division, so a head after content opens a section."""
    division, on_top = article, True
    block_numbers, unit_numbers = count(1), count(1)
    for kind, blocks in groupby(iter_blocks(side.document), key=lambda pair: pair[0].kind):
        if kind is BlockKind.HEADING and not on_top:
            division, on_top = child(article, tag("div"), attributes={"type": "section"}), True
        holder = child(division, tag("list")) if kind is BlockKind.LIST_ITEM else division
        on_top = on_top and (kind is BlockKind.HEADING or kind in _ASIDE)
        for block, units in blocks:
            parent = child(holder, tag("figure")) if kind is BlockKind.CAPTION else holder
            attributes = _block_attributes(block, next(block_numbers), on_top, side)
            made = child(parent, tag(_tag_of(kind, on_top)), attributes=attributes)
            _add_segments(made, units, unit_numbers, side, block.language or side.source_language)


def _tag_of(kind: BlockKind, on_top: bool) -> str:
    match kind:
        case BlockKind.HEADING | BlockKind.CAPTION:
            return "head"
        case BlockKind.PARAGRAPH:
            return "p"
        case BlockKind.LIST_ITEM:
            return "item"
        case BlockKind.BYLINE if on_top:
            return "byline"
        case _:
            return "note"


def _block_attributes(block: Block, number: int, on_top: bool, side: TextSide) -> dict[str, str | None]:
    name = f"{side.doc_id}.{block.block_id}"
    is_note = _tag_of(block.kind, on_top) == "note"
    return {
        XML_ID: name,
        "n": str(number),
        "type": block.kind.value if is_note else None,
        "subtype": _slug(block.reason) if is_note and block.reason else None,
        XML_LANG: None if side.is_translation else block.language,
        "corresp": f"mt-src:{name}" if side.is_translation else None,
    }


def _slug(reason: str) -> str | None:
    """A reason as the one word that TEI wants for a subtype: "news ticker" is ``news-ticker``."""
    return "-".join(re.findall(r"\w+", reason)) or None


def _add_segments(
    parent: etree._Element, units: Sequence[TranslationUnit], numbers: Iterator[int], side: TextSide, language: str
) -> None:
    previous: tuple[etree._Element, TranslationUnit] | None = None
    for unit in units:
        if previous and (side.is_translation or previous[1].segment.span.end < unit.segment.span.start):
            previous[0].tail = " "
        previous = _add_segment(parent, next(numbers), unit, side, language), unit


def _add_segment(
    parent: etree._Element, number: int, unit: TranslationUnit, side: TextSide, language: str
) -> etree._Element:
    """Add one segment; ``language`` is that of its source."""
    segment = unit.segment
    name = "s" if segment.translatable else "seg" if parent.tag in (tag("note"), tag("byline")) else "note"
    attributes = {XML_ID: unit.tuid, "n": str(number), "type": None if name == "s" else segment.kind.value}
    if not side.is_translation:
        attributes["source"] = f"char:{segment.span.start},{segment.span.end}"
        return child(parent, tag(name), line_text(unit.source), attributes)
    attributes["corresp"] = f"mt-src:{unit.tuid}"
    if segment.translatable:
        attributes["ana"] = " ".join(_categories(unit))
        attributes["resp"] = _responsible(unit, side)
    if target := line_text(unit.target or ""):
        return child(parent, tag(name), target, attributes)
    if not segment.translatable:
        return child(parent, tag(name), line_text(unit.source), attributes | {XML_LANG: language})
    made = child(parent, tag(name), attributes=attributes)
    child(made, tag("gap"), attributes={"reason": "untranslated"})
    return made


def _categories(unit: TranslationUnit) -> list[str]:
    names = [f"status:{STATUS_NAMES[unit.status].tei}"]
    return names if unit.origin is None else [*names, f"origin:{unit.origin}"]


def _responsible(unit: TranslationUnit, side: TextSide) -> str | None:
    """Who made the text in force: a person who approves a machine's text did not make it."""
    makers = {Origin.HUMAN: unit.person, Origin.MACHINE: unit.signature}
    maker = makers.get(unit.origin) if unit.origin else None
    return next((f"#{agent.xml_id}" for agent in side.agents if maker and maker in (agent.signature, agent.name)), None)


def _lay_out(parent: etree._Element, level: int) -> None:
    """Indent by two spaces a level, with line breaks in running text only where white space is."""
    children = list(parent)
    is_running = parent.tag in _RUNNING
    if not children or parent.tag in (tag("s"), tag("seg")) or (is_running and len(children) == 1):
        return
    outer, inner = "\n" + "  " * level, "\n" + "  " * (level + 1)
    if not parent.text:
        parent.text = inner
    for item in children:
        if not is_running or item.tail:
            item.tail = inner
        _lay_out(item, level + 1)
    children[-1].tail = outer
