"""What the name of an element and its class tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..knowledge import table

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# An element with so many words may be the article whatever its class says.
RUNNING_WORDS = 80


@cache
def elements() -> dict[str, str]:
    """What the name of an element tells: ``inline``, ``dropped`` or a kind of block."""
    return dict(table("elements.tsv"))


def names_of(element: HtmlElement) -> frozenset[str]:
    """The words in the class and the id of an element, in small letters."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return frozenset(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names).lower()))
