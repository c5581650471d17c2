"""What the name of an element, its class and its style tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..knowledge import table

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# An element with so many words may be the article whatever its class says.
RUNNING_WORDS = 80


def role_of(element: HtmlElement) -> str | None:
    """What the name of an element tells: ``inline``, ``unseen``, ``dropped``, a kind of block, or nothing."""
    return _roles().get(element.tag)


def is_inline(element: HtmlElement) -> bool:
    """Whether an element stands in a line of text."""
    return role_of(element) == "inline" and not is_styled(element, "display:block")


def is_styled(element: HtmlElement, declaration: str) -> bool:
    """Whether the style of an element has a declaration, given in small letters without spaces."""
    style = element.get("style")
    return style is not None and declaration in "".join(style.lower().split())


def is_hidden(element: HtmlElement) -> bool:
    """Whether a browser shows nothing of an element."""
    is_marked = element.get("hidden", "until-found").lower() != "until-found"
    return is_marked or is_styled(element, "display:none") or is_styled(element, "visibility:hidden")


def names_of(element: HtmlElement) -> frozenset[str]:
    """The words in the class and the id of an element, in small letters."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if names == " ":
        return frozenset()
    return frozenset(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names).lower()))


@cache
def _roles() -> dict[str, str]:
    return dict(table("elements.tsv"))
