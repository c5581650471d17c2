"""The table of all checks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import (
    calendar,
    characters,
    completeness,
    correspondence,
    language,
    names,
    negation,
    numbers,
    repetition,
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
        "T": "typography",
        "E": "encoding and characters",
    }
)

_MODULES = (
    completeness,
    untranslated,
    language,
    repetition,
    correspondence,
    numbers,
    units,
    calendar,
    negation,
    names,
    verbatim,
    typography,
    characters,
)

CHECKS: Mapping[str, Rule] = MappingProxyType({rule.check.code: rule for module in _MODULES for rule in module.RULES})
"""Code -> the check, its function or accumulator, and what people should know about it."""
