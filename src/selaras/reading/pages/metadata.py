"""What a web page says about its article: JSON-LD, then meta elements, then its headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model import Metadata
from ..dates import find_date
from ..metadata import site_of, without_site
from .linked_data import linked_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_COMPANY = re.compile(r"\b(?:PT|Tbk|Media|Online|Redaksi|Admin|News)\b|\.(?:com?|id|net)\b", re.IGNORECASE)


def page_metadata(root: HtmlElement) -> Metadata:
    """The metadata in the markup of a page, before anything is taken out of it."""
    linked = linked_data(root)
    meta = {
        name.lower(): element.get("content")
        for attribute in ("itemprop", "name", "property")
        for element in reversed(root.findall(f".//meta[@{attribute}][@content]"))
        if (name := element.get(attribute)) != "headline"
    }

    def first(*names: str) -> str | None:
        values = (linked.get(name) or meta.get(name.lower()) for name in names)
        return next((" ".join(value.split()) for value in values if value and value.strip()), None)

    canonical = root.find(".//link[@rel='canonical']")
    url = (canonical.get("href") if canonical is not None else None) or first("og:url")
    url = url if url and url.startswith(("http://", "https://")) else None
    site = site_of(url) if url else None
    publisher = first("publisher", "og:site_name", "application-name") or site
    told = first("og:title", "twitter:title", "headline")
    return Metadata(
        title=_title_of(root, without_site(told, publisher, site) if told else None),
        author=_person(first("author", "article:author", "dc.creator", "content_author")),
        publisher=publisher,
        date=find_date(
            first("datePublished", "article:published_time", "pubdate", "publishdate", "date", "dc.date") or ""
        ),
        modified=find_date(first("dateModified", "article:modified_time", "lastmod") or ""),
        url=url,
    )


def _person(name: str | None) -> str | None:
    return None if name is None or "://" in name or _COMPANY.search(name) else name


def _title_of(root: HtmlElement, told: str | None) -> str | None:
    """The heading that the page names itself after, else the page's own title without the site's name."""
    window = " ".join((root.findtext(".//title") or "").split())
    for element in root.iter("h1", "h2"):
        heading = " ".join(element.text_content().split())
        named = heading.casefold() in f"{told}\n{window}".casefold()
        if named and len(heading.split()) > 2:
            return heading
    return told or re.sub(r"\s+[|–»-]\s+[^|–»-]{1,40}$", "", window) or None
