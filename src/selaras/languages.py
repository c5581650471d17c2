"""Codes of languages as files of other tools write them."""

from __future__ import annotations

import re
from functools import lru_cache

# What the Java of old and ISO 639-2 call our two languages.
_OTHER_CODES = {"in": "id", "ind": "id", "eng": "en"}


def same_language(one: str, other: str) -> bool:
    """Whether two codes name one language, whatever the region: ``id``, ``ID``, ``id_ID``, Java's ``in``, ``ind``.

    >>> same_language("id-ID", "ID"), same_language("in_ID", "ind"), same_language("id", "en")
    (True, True, False)
    """
    return base_language(one) == base_language(other)


@lru_cache(maxsize=256)
def base_language(code: str) -> str:
    """The language that a code names, without region, in two letters for ours.

    >>> base_language("en-US"), base_language("ind"), base_language("de_CH")
    ('en', 'id', 'de')
    """
    first = re.split("[-_]", code.lower())[0]
    return _OTHER_CODES.get(first, first)
