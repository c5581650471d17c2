"""What stands around the article: elements that never hold one, and those whose class says what they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..knowledge import entries
from .elements import RUNNING_WORDS, elements, names_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINKS_OF_RUNNING = 0.1
# Running text of others, never of the article.
_NEVER_ARTICLE = frozenset({"comment", "comments", "komentar", "disqus", "footer", "cookie", "disclaimer"})


def drop_furniture(root: HtmlElement) -> None:
    """Take out of a page what is no part of its article."""
    for element in list(root.iter("*")):
        if element.getparent() is not None and element.tag != "body" and _is_furniture(element):
            element.drop_tree()


def _is_furniture(element: HtmlElement) -> bool:
    if elements().get(element.tag) == "dropped" or "display:none" in element.get("style", "").replace(" ", "").lower():
        return True
    named = names_of(element) & _page_parts()
    if not named:
        return False
    return not named.isdisjoint(_NEVER_ARTICLE) or not _is_running_text(element)


def _is_running_text(element: HtmlElement) -> bool:
    """Whether an element is too much text with too few links for what its class says."""
    words = len(element.text_content().split())
    linked = sum(len(link.text_content().split()) for link in element.iter("a"))
    return words >= RUNNING_WORDS and linked < words * _LINKS_OF_RUNNING


@cache
def _page_parts() -> frozenset[str]:
    return frozenset(entries("page_parts.txt"))
