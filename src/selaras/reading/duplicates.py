"""Articles and paragraphs that are the same, or nearly: found and linked, never dropped.

Two texts are near duplicates when their sets of word triples overlap (Jaccard). Pairs
worth comparing share one of the smallest hashes of those sets (min-wise hashing, Broder,
"On the resemblance and containment of documents", 1997), so time grows with the text
and not with the number of pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

from ..model import BlockKind, Document
from ..normalise import normalise_source

_WORD = re.compile(r"\w+")
_SKETCH = 128
_KEYS = 16
# A shorter paragraph repeats by chance ("Berikut daftarnya:").
_FEWEST_WORDS = 12
# A hash that more texts share tells nothing about any two of them.
_MOST_SHARING = 50


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A text that an earlier one has already, or nearly.

    Attributes:
        doc_id: The later document.
        of_doc_id: The earlier one.
        similarity: 1.0 for the same words in the same order, else an estimate of the overlap of their triples.
        block_id: The later paragraph, None for whole articles.
        of_block_id: The earlier paragraph, None for whole articles.
    """

    doc_id: str
    of_doc_id: str
    similarity: float
    block_id: str | None = None
    of_block_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A text as the smallest hashes of its word triples, ascending."""

    doc_id: str
    block_id: str | None
    hashes: tuple[int, ...]


def find_duplicates(documents: Iterable[Document], *, threshold: float = 0.8) -> Iterator[Duplicate]:
    """Links from articles and paragraphs to the most similar earlier ones, in text order.

    Paragraphs inside articles that are linked as wholes are not linked again. Only sketches
    of the texts are kept in memory, a few kilobytes for an article.

    Args:
        documents: Read documents with ids.
        threshold: Least similarity of a near duplicate, above 0 and at most 1.
    """
    articles, paragraphs = _Index(threshold), _Index(threshold)
    for document in documents:
        link = articles.link(_Sketch(document.doc_id, None, _hashes(_running_text(document))))
        if link is not None:
            yield link
            continue
        for sketch in _paragraphs(document):
            link = paragraphs.link(sketch)
            if link is not None:
                yield link


class _Index:
    """Sketches so far, found by the smallest of their hashes."""

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._sharing: defaultdict[int, list[_Sketch]] = defaultdict(list)

    def link(self, sketch: _Sketch) -> Duplicate | None:
        """The link to the most similar sketch, the earliest of equals; the sketch is remembered."""
        best, similarity = None, 0.0
        keys = sketch.hashes[:_KEYS]
        for earlier in {id(other): other for key in keys for other in self._sharing.get(key, ())}.values():
            overlap = _similarity(sketch.hashes, earlier.hashes)
            if overlap > similarity:
                best, similarity = earlier, overlap
        for key in keys:
            if len(self._sharing[key]) < _MOST_SHARING:
                self._sharing[key].append(sketch)
        if best is None or similarity < self._threshold:
            return None
        return Duplicate(sketch.doc_id, best.doc_id, similarity, sketch.block_id, best.block_id)


def _similarity(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The Jaccard index of two sets, estimated from the smallest hashes of their union."""
    smallest = sorted({*one, *other})[:_SKETCH]
    common = {*one} & {*other}
    return sum(key in common for key in smallest) / len(smallest)


def _running_text(document: Document) -> str:
    shown = (b.span.of(document.text) for b in document.blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM))
    return "\n".join(shown)


def _paragraphs(document: Document) -> Iterator[_Sketch]:
    for block in document.blocks:
        text = block.span.of(document.text)
        if block.kind is BlockKind.PARAGRAPH and len(_WORD.findall(text)) >= _FEWEST_WORDS:
            yield _Sketch(document.doc_id, block.block_id, _hashes(text))


def _hashes(text: str) -> tuple[int, ...]:
    words = [crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(normalise_source(text).casefold())]
    triples = {hash(triple) for triple in zip(words, words[1:], words[2:], strict=False)}
    return tuple(sorted(triples)[:_SKETCH])
