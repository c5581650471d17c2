"""From a document to its segments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from selaras.model import TRANSLATABLE_LANGUAGES, Block, BlockKind, Document, Segment, SegmentKind, Span
from selaras.normalise import INVISIBLE, normalise_source

from .asides import find_asides, kind_of
from .boundaries import iter_boundaries
from .lexicon import knowledge
from .options import DEFAULT, SegmentationOptions
from .quotations import iter_quotations

# Format characters (Unicode Cf), and what the normalised text drops, must not change where a sentence ends.
_INVISIBLE = re.compile(
    f"[{INVISIBLE}"
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]+"
)
_KIND_OF_BLOCK = {
    BlockKind.HEADING: SegmentKind.HEADING,
    BlockKind.LIST_ITEM: SegmentKind.LIST_ITEM,
    BlockKind.CAPTION: SegmentKind.CAPTION,
    BlockKind.BYLINE: SegmentKind.BYLINE,
    BlockKind.BOILERPLATE: SegmentKind.BOILERPLATE,
    BlockKind.METADATA_LINE: SegmentKind.METADATA,
}


def segment(document: Document, options: SegmentationOptions = DEFAULT) -> tuple[Segment, ...]:
    """The segments of a document, block by block, without ids.

    They are in text order, do not overlap and cover every character of the blocks that is not
    white space. A segment is translatable when its kind is, its language is one of
    ``TRANSLATABLE_LANGUAGES`` and it has visible text.
    """
    return tuple(item for block in document.blocks for item in _segments(document, block, options))


def sentence_spans(
    text: str, start: int = 0, end: int | None = None, options: SegmentationOptions = DEFAULT
) -> list[Span]:
    """The sentences of one paragraph, ``text[start:end]``, as trimmed spans into ``text``.

    Line breaks inside the paragraph count as white space. Sign-offs and "(Baca juga: …)"
    come out as spans of their own.

    >>> [span.of("Ia datang. Dr. Budi pergi.") for span in sentence_spans("Ia datang. Dr. Budi pergi.")]
    ['Ia datang.', 'Dr. Budi pergi.']
    """
    paragraph = text[start:end]
    if (paragraph.isascii() and paragraph.isprintable()) or not _INVISIBLE.search(paragraph):
        return list(_trimmed(paragraph, _cuts(paragraph, options), start))
    visible, original = _visible(paragraph)
    return list(_trimmed(paragraph, (original(cut) for cut in _cuts(visible, options)), start))


def _visible(text: str) -> tuple[str, Callable[[int], int]]:
    """The text without its invisible characters, and the way back from its offsets."""
    pieces: list[str] = []
    ends: list[int] = []
    skipped: list[int] = []
    position = length = 0
    for match in _INVISIBLE.finditer(text):
        pieces.append(text[position : match.start()])
        length += match.start() - position
        ends.append(length)
        skipped.append(match.end() - length)
        position = match.end()
    pieces.append(text[position:])

    def original(offset: int) -> int:
        index = bisect_right(ends, offset)
        return offset + (skipped[index - 1] if index else 0)

    return "".join(pieces), original


def _cuts(paragraph: str, options: SegmentationOptions) -> Iterator[int]:
    """Offsets at which the paragraph is cut, in order."""
    position = 0
    for begin, finish in find_asides(paragraph, knowledge(options)):
        yield from (position + cut for cut in _sentence_cuts(paragraph[position:begin], options))
        yield from (begin, finish)
        position = finish
    yield from (position + cut for cut in _sentence_cuts(paragraph[position:], options))


def _sentence_cuts(text: str, options: SegmentationOptions) -> Iterator[int]:
    return iter_boundaries(text, knowledge(options), () if options.split_quotations else iter_quotations(text))


def _trimmed(paragraph: str, cuts: Iterator[int], offset: int) -> Iterator[Span]:
    begin = 0
    for cut in (*cuts, len(paragraph)):
        piece = paragraph[begin:cut]
        stripped = piece.lstrip()
        if stripped:
            first = begin + len(piece) - len(stripped)
            yield Span(offset + first, offset + first + len(stripped.rstrip()))
        begin = cut


def _segments(document: Document, block: Block, options: SegmentationOptions) -> Iterator[Segment]:
    language = block.language or document.language
    for span in sentence_spans(document.text, block.span.start, block.span.end, options):
        raw = span.of(document.text)
        kind = _KIND_OF_BLOCK.get(block.kind) or kind_of(raw, knowledge(options))
        source = normalise_source(raw)
        translatable = kind.is_translatable and language in TRANSLATABLE_LANGUAGES and bool(source)
        yield Segment("", block.block_id, kind, translatable, span, raw, source)
