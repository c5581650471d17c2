"""From a document to its translation units, the same way for every command."""

from __future__ import annotations

from dataclasses import replace

from ..ids import with_tuids
from ..model import Document, Segment
from ..segmentation import SegmentationOptions, segment

# No sentence of a newspaper is as long; what is (a dump, a table without line ends) would keep
# the model busy for hours and break every format's limits.
LONGEST_SEGMENT = 10_000


def cut(document: Document, options: SegmentationOptions) -> tuple[Segment, ...]:
    """The segments of a document with their tuids; the overlong ones are kept and not translated."""
    return with_tuids(document.doc_id, map(_within_limits, segment(document, options)))


def overlong(segments: tuple[Segment, ...]) -> int:
    """How many segments are too long to be translated."""
    return sum(len(one.source) > LONGEST_SEGMENT for one in segments)


def _within_limits(one: Segment) -> Segment:
    return replace(one, translatable=False) if len(one.source) > LONGEST_SEGMENT else one
