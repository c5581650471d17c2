"""Numbers in Indonesian and English text, in digits and in words, read by value and matched.

``1.500.000,5`` and ``1,500,000.5``, ``5,5 juta`` and ``5.5 million``, ``dua puluh lima`` and
``twenty-five`` are equal here. Where a notation allows several readings (``10.30`` is a time
or a decimal number), all are kept, and one that the other side shares is enough.
"""

from .matching import SMALLEST_FIRM_WORD, Unmatched, match
from .numerals import ENGLISH_NOTATION, INDONESIAN_NOTATION, Notation
from .quantity import Quantity
from .reader import english_quantities, indonesian_quantities, write_same_figures
from .roman import ROMAN_NUMERALS

__all__ = [
    "ENGLISH_NOTATION",
    "INDONESIAN_NOTATION",
    "ROMAN_NUMERALS",
    "SMALLEST_FIRM_WORD",
    "Notation",
    "Quantity",
    "Unmatched",
    "english_quantities",
    "indonesian_quantities",
    "match",
    "write_same_figures",
]
