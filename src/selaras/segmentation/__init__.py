"""Documents into segments: rules for Indonesian, spans first."""

from .lexicon import read_abbreviations
from .options import DEFAULT, SEGMENTER, AbbreviationClass, SegmentationOptions
from .segmenter import segment, sentence_spans

__all__ = [
    "DEFAULT",
    "SEGMENTER",
    "AbbreviationClass",
    "SegmentationOptions",
    "read_abbreviations",
    "segment",
    "sentence_spans",
]
