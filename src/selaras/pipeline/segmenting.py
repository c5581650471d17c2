"""``selaras segment``: the segments of texts."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Document, Segment
from ..segmentation import SegmentationOptions
from .cutting import cut
from .inputs import Inputs


def segments(
    inputs: Inputs, options: SegmentationOptions, *, with_repeats: bool = False
) -> Iterator[tuple[Document, Segment]]:
    """Every segment with its document, in order; what cannot be read goes to ``inputs.failures``.

    Args:
        inputs: What to read.
        options: How to cut.
        with_repeats: Take documents whose id another one has too, where nobody asks for ids.
    """
    for _, document in inputs.documents(with_repeats=with_repeats):
        for one in cut(document, options):
            yield document, one
