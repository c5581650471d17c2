"""From a document to its translation units, the same way for every command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..errors import InputError
from ..ids import with_tuids
from ..model import Document, Segment, TranslationUnit
from ..segmentation import SegmentationOptions, segment

# No sentence of a newspaper is as long; what is (a dump, a table without line ends) would keep
# the model busy for hours and break every format's limits.
LONGEST_SEGMENT = 10_000


def cut(document: Document, options: SegmentationOptions) -> tuple[Segment, ...]:
    """The segments of a document with their tuids; the overlong ones are kept and not translated."""
    return with_tuids(document.doc_id, map(_within_limits, segment(document, options)))


def overlong_error(units: Iterable[TranslationUnit], name: str, path: str) -> InputError | None:
    """What to tell of a document some of whose segments are too long to be translated, None where none is.

    Args:
        units: Of the document.
        name: Of the document.
        path: Where the user finds it.
    """
    count = sum(len(unit.source) > LONGEST_SEGMENT for unit in units)
    if not count:
        return None
    told = "1 segment has" if count == 1 else f"{count} segments have"
    what = f"{told} over {LONGEST_SEGMENT} characters, kept untranslated"
    return InputError(f"{name}: {what}" if name != path else what, path=path, remedy="break the text into lines")


def _within_limits(one: Segment) -> Segment:
    return replace(one, translatable=False) if len(one.source) > LONGEST_SEGMENT else one
