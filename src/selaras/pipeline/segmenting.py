"""``selaras segment``: the segments of texts."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Document, Segment
from ..segmentation import SegmentationOptions
from .cutting import cut
from .inputs import Inputs


def segments(inputs: Inputs, options: SegmentationOptions) -> Iterator[tuple[Document, Segment]]:
    """Every segment with its document, in order; what cannot be read goes to ``inputs.failures``."""
    for _, document in inputs.documents():
        for one in cut(document, options):
            yield document, one
