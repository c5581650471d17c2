"""The table of all checks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import (
    calendar,
    characters,
    completeness,
    confidence,
    consistency,
    correspondence,
    language,
    magnitudes,
    names,
    negation,
    noise,
    numbers,
    repetition,
    structure,
    terminology,
    typography,
    units,
    untranslated,
    verbatim,
)
from .rule import Rule

AREAS: Mapping[str, str] = MappingProxyType(
    {
        "C": "completeness",
        "U": "untranslated text",
        "L": "language",
        "H": "hallucination",
        "A": "accuracy",
        "G": "terminology",
        "T": "typography",
        "E": "encoding and characters",
        "N": "noise",
        "K": "consistency of the corpus",
        "S": "structure",
    }
)

_MODULES = (
    completeness,
    untranslated,
    language,
    repetition,
    correspondence,
    numbers,
    magnitudes,
    units,
    calendar,
    negation,
    names,
    verbatim,
    terminology,
    typography,
    characters,
    noise,
    confidence,
    consistency,
    structure,
)


def _place(code: str) -> tuple[int, str]:
    """Areas in their order, then by number."""
    return list(AREAS).index(code[0]), code


_RULES = sorted((rule for module in _MODULES for rule in module.RULES), key=lambda rule: _place(rule.check.code))

CHECKS: Mapping[str, Rule] = MappingProxyType({rule.check.code: rule for rule in _RULES})
"""Code -> the check, its function or record, and what people should know about it."""
