"""What stands around the article: elements that never hold one, and those whose class says what they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..knowledge import entries
from .elements import RUNNING_WORDS, is_hidden, is_inline, names_of, role_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINKS_OF_RUNNING = 0.1
# Running text of others, never of the article.
_NEVER_ARTICLE = frozenset({"comment", "comments", "komentar", "disqus", "footer", "cookie", "disclaimer"})


def drop_unread(root: HtmlElement) -> None:
    """Take out of a page the elements that never hold an article."""
    for element in list(root.iter("*")):
        role = role_of(element)
        if role == "unseen" and element.getparent() is not None:
            element.drop_tree()
        elif role == "dropped":
            _empty(element)


def drop_furniture(root: HtmlElement) -> None:
    """Take out of a page what its class, id or style says is no part of the article."""
    for element in list(root.iter("*")):
        if element.getparent() is None or element.tag == "body" or not _is_furniture(element):
            continue
        if is_inline(element):
            element.drop_tree()
        else:
            _empty(element)


def _empty(element: HtmlElement) -> None:
    """Leave nothing of an element but a line break: what stands around it is not one paragraph."""
    tail = element.tail
    element.clear()
    element.tag, element.tail = "br", tail


def _is_furniture(element: HtmlElement) -> bool:
    if is_hidden(element):
        return True
    if role_of(element) == "form":
        return len(element.text_content().split()) - _linked_words(element) < RUNNING_WORDS
    named = names_of(element) & _page_parts()
    if not named:
        return False
    return not named.isdisjoint(_NEVER_ARTICLE) or not _is_running_text(element)


def _is_running_text(element: HtmlElement) -> bool:
    """Whether an element is too much text with too few links for what its class says."""
    words = len(element.text_content().split())
    return words >= RUNNING_WORDS and _linked_words(element) < words * _LINKS_OF_RUNNING


def _linked_words(element: HtmlElement) -> int:
    return sum(len(link.text_content().split()) for link in element.iter("a"))


@cache
def _page_parts() -> frozenset[str]:
    return frozenset(entries("page_parts.txt"))
