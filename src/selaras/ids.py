"""Names that stay: an id depends on the text it names and on nothing around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from .model import Block, Segment
from .normalise import normalise_source

_GENERATED = re.compile(r"d[0-9a-f]{12}")


def doc_id_of(key: str) -> str:
    """``d`` and twelve hex digits of the path, row id or URL that identifies a document."""
    return "d" + _digest(key, 12)


def with_block_ids(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with ``b.`` and ten hex digits each, ``.k`` after the k-th repeat of a text."""
    blocks = tuple(blocks)
    names = _numbered("b." + _digest(normalise_source(block.span.of(text)), 10) for block in blocks)
    return tuple(replace(block, block_id=name) for block, name in zip(blocks, names, strict=True))


def with_tuids(doc_id: str, segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The segments of one document with their tuids."""
    segments = tuple(segments)
    names = tuids_of(doc_id, (segment.source for segment in segments))
    return tuple(replace(segment, seg_id=name) for segment, name in zip(segments, names, strict=True))


def tuids_of(doc_id: str, sources: Iterable[str]) -> Iterator[str]:
    """The tuids of the sources of one document, ``.k`` after the k-th repeat of a source.

    A repeat is named by its place among its equals, so an earlier identical sentence
    that is added or removed renames the later ones: the one exception to "ids stay".
    """
    return _numbered(f"{doc_id}.{_digest(source, 10)}" for source in sources)


def shard(doc_id: str) -> str:
    """The two hex digits that name the folder of a document's files, so that large corpora stay browsable.

    They are the first of a generated id, and the first of a hash for a name of the user's.

    >>> shard("d3f9ac1b2e4f5")
    '3f'
    """
    if _GENERATED.fullmatch(doc_id):
        return doc_id[1:3]
    return sha256(doc_id.encode()).hexdigest()[:2]


def _digest(text: str, digits: int) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def _numbered(names: Iterable[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}.{seen[name]}"
