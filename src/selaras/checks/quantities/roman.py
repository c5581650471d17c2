"""Roman numerals up to 39."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Span
from ..knowledge import word_list
from .quantity import Quantity

_NUMERAL = re.compile(r"(?<![\w.-])(?=[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})(?![\w'’])")
_MAY_BE_NUMERAL = re.compile("[IVX]{2}")
# One letter is more often a pronoun or an initial.
_NUMBERED = "|".join(sorted(word_list("numbered")))
_MAY_BE_ONE_LETTER = re.compile(r" [IVX](?!\w)")
_ONE_LETTER = re.compile(rf"(?<![\w-])(?:{_NUMBERED}) ([IVX])(?![\w'’-]|\. ?[A-Z]\w*[a-z])")
_UNITS = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
ROMAN_NUMERALS = frozenset(f"{'X' * tens}{unit}" for tens in range(4) for unit in _UNITS if len(unit) + tens > 1)


def roman_quantities(text: str) -> Iterator[Quantity]:
    """The Roman numerals of a text; those of one letter only behind words such as *Bab* and *chapter*."""
    for match in _NUMERAL.finditer(text) if _MAY_BE_NUMERAL.search(text) else ():
        yield _quantity(match[0], match.start(), 10 * len(match[1]) + _UNITS[match[2]])
    for match in _ONE_LETTER.finditer(text) if _MAY_BE_ONE_LETTER.search(text) else ():
        yield _quantity(match[1], match.start(1), 10 if match[1] == "X" else _UNITS[match[1]])


def _quantity(written: str, start: int, value: float) -> Quantity:
    return Quantity(written, Span(start, start + len(written)), frozenset({float(value)}), (), False)
