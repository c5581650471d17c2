"""What a page tells machines about its article: JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def linked_data(root: HtmlElement) -> dict[str, str]:
    """The properties of the first article told, lists and objects by their names; empty without one."""
    item = next(_articles_in(root, "headline"), {})
    return {key: _named(value) for key, value in item.items() if key != "articleBody"}


def article_body(root: HtmlElement) -> str | None:
    """The text of the first article told, None where none is."""
    bodies = (item["articleBody"] for item in _articles_in(root, "articleBody"))
    return next((body.strip() for body in bodies if isinstance(body, str) and body.strip()), None)


def _articles_in(root: HtmlElement, wanted: str) -> Iterator[dict[str, Any]]:
    for element in root.iter("script"):
        if element.get("type") == "application/ld+json":
            try:
                found = json.loads(element.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _items_with(wanted, found)


def _items_with(wanted: str, found: Any) -> Iterator[dict[str, Any]]:
    for item in found if isinstance(found, list) else [found]:
        if isinstance(item, dict):
            if wanted in item:
                yield item
            yield from _items_with(wanted, item.get("@graph", []))


def _named(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_named(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("name") or value.get("@id") or "")
    return str(value)
