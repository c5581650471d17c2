"""Metadata that people typed into the first line of a document file, when its article changes."""

from __future__ import annotations

from dataclasses import fields, replace

from ..model import Document, Metadata
from ..reading.metadata import lift
from ..reading.text import SIGNATURE as TEXT

# Spans belong to their own text.
_NAMES = tuple(field.name for field in fields(Metadata) if field.name != "dateline")
# What an update of an article changes by itself.
_EXPECTED = ("modified", "extra")


def with_typed_metadata(fresh: Document, earlier: Document) -> tuple[Document, tuple[str, ...]]:
    """The new version of a document with what people typed into the earlier one.

    What reading found in a plain text can be found again, so all else was typed. Of other formats only what
    the new version lacks is kept.

    Returns:
        The document, and the fields of which nobody can tell whether they were typed and are replaced.
    """
    old, new = earlier.metadata, fresh.metadata
    differing = [name for name in _NAMES if getattr(old, name) != getattr(new, name)]
    if (fresh.bytes_sha256, fresh.reader) == (earlier.bytes_sha256, earlier.reader):
        kept = differing
    elif earlier.reader == TEXT:
        found = lift(earlier.text, earlier.blocks)
        kept = [name for name in differing if getattr(old, name) != getattr(found, name)]
        differing = kept
    else:
        kept = [name for name in differing if not getattr(new, name)]
    metadata = replace(new, **{name: getattr(old, name) for name in kept})
    replaced = (name for name in differing if name not in kept and name not in _EXPECTED and getattr(old, name))
    return replace(fresh, metadata=metadata), tuple(replaced)
