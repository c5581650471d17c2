"""What a user may choose about segmentation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

SEGMENTER = "id-rules/2"


class AbbreviationClass(StrEnum):
    """What a full stop behind an abbreviation can mean."""

    NEVER = "never"
    NUMBER = "number"
    UNIT = "unit"
    MAYBE = "maybe"
    DEGREE = "degree"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class SegmentationOptions:
    """Choices that shape the segments.

    Attributes:
        split_quotations: Whether a quotation of several sentences is cut inside.
        abbreviations: More abbreviations, written without their last full stop, with their
            classes; they win over the built-in ones.
    """

    split_quotations: bool = True
    abbreviations: tuple[tuple[str, AbbreviationClass], ...] = ()

    @property
    def signature(self) -> str:
        """Rules and choices on one line: equal signatures give equal segments."""
        parts = [SEGMENTER]
        if not self.split_quotations:
            parts.append("quotations:whole")
        if self.abbreviations:
            listed = "\n".join(f"{name}\t{kind}" for name, kind in sorted(self.abbreviations))
            parts.append("abbreviations:" + sha256(listed.encode()).hexdigest()[:8])
        return "|".join(parts)


DEFAULT = SegmentationOptions()
