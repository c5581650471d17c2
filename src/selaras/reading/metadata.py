"""Metadata lifted from the blocks of a page: what its own lines say about the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from urllib.parse import urlsplit

from ..model import Block, BlockKind, Metadata
from .blocks import KICKER_WORDS
from .datelines import DOMAIN, find_dateline
from .dates import find_date
from .looks import URL_LINE, byline_labels, byline_names, is_running, look_of

_URL = re.compile(r"(?:https?://|www\.)[^\s|]+")
_URL_DATE = re.compile(r"/((?:19|20)\d\d/\d{1,2}/\d{1,2})(?:/|$)")
_MODIFIED = re.compile(r"modified|updated?\b|diubah|diperbarui|perubahan", re.IGNORECASE)
_NO_AUTHOR = re.compile(r"[(\"”]|(?:sumber|source|editor|penyunting|foto)\b", re.IGNORECASE)
_SOURCE = re.compile(r"(?:sumber|source)\b", re.IGNORECASE)
# The dateline stands over the article's first sentences, or nowhere.
_PARAGRAPHS_WITH_DATELINE = 3


def lift(text: str, blocks: Sequence[Block]) -> Metadata:
    """What the title, bylines, date lines and dateline of an article say about it."""
    metadata = Metadata(
        title=_title(text, blocks),
        subtitle=_subtitle(text, blocks),
        author=_author(text, blocks),
        url=_url(text, blocks),
    )
    for look in _metadata_lines(text, blocks):
        metadata = _with_line(metadata, look)
    metadata = _with_dateline(metadata, text, blocks)
    if metadata.url:
        metadata = replace(
            metadata,
            publisher=metadata.publisher or site_of(metadata.url),
            date=metadata.date or date_in(metadata.url),
        )
    author = without_site(metadata.author, metadata.publisher) if metadata.author else None
    return replace(metadata, author=author)


def date_in(url: str) -> str | None:
    """The date in the path of an address, year first: ``/2019/03/12/``."""
    match = _URL_DATE.search(url)
    return find_date(match[1]) if match else None


def is_of_change(look: str) -> bool:
    """Whether a date line tells when the article was changed, not when it came out."""
    return _MODIFIED.search(look) is not None


def site_of(url: str) -> str | None:
    """The host of an address without ``www.``, None where there is none.

    >>> site_of("https://www.contoh.co.id/berita/1")
    'contoh.co.id'
    """
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def without_site(told: str, *sites: str | None) -> str:
    """A title or a name without the name of the site behind it.

    >>> without_site("Rina Wati - Contoh Harian", "contoh harian")
    'Rina Wati'
    """
    for site in filter(None, sites):
        told = re.sub(rf"(?<=\S)\s+[|–—»-]\s+{re.escape(site)}\s*\Z", "", told, flags=re.IGNORECASE)
    return told


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    number = _title_number(text, blocks)
    return None if number is None else " ".join(blocks[number].span.of(text).split())


def _title_number(text: str, blocks: Sequence[Block]) -> int | None:
    """The first heading above all running text; where that is a kicker, the one right above the date."""
    top = takewhile(lambda numbered: not _is_text(text, numbered[1]), enumerate(blocks))
    headings = [number for number, block in top if block.kind is BlockKind.HEADING]
    if not headings:
        return None
    if len(blocks[headings[0]].span.of(text).split()) > KICKER_WORDS:
        return headings[0]
    dated = (number for number in headings if blocks[number + 1 : number + 2] and _is_about(blocks[number + 1]))
    return next(dated, headings[0])


def _is_text(text: str, block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and is_running(look_of(text, block.span))


def _subtitle(text: str, blocks: Sequence[Block]) -> str | None:
    """The standfirst: text right below the title with metadata lines below it."""
    start = _title_number(text, blocks)
    if start is None:
        return None
    below = [block for block in blocks[start + 1 :] if block.kind is not BlockKind.BOILERPLATE or _is_stamp(block)]
    while below and _is_about(below[0]):
        below.pop(0)
    if not any(block.kind is BlockKind.PARAGRAPH for block in below[2:]) or not _is_about(below[1]):
        return None
    is_end = _is_text(text, below[0]) and _is_of_source(look_of(text, below[1].span))
    if is_end or below[0].kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return None
    subtitle = " ".join(below[0].span.of(text).split())
    return subtitle if subtitle != _title(text, blocks) else None


def _is_of_source(look: str) -> bool:
    """Whether a line is an address alone or names a source: below text it is about that text, not the article."""
    return bool(URL_LINE.fullmatch(look) or _SOURCE.match(look))


def _url(text: str, blocks: Sequence[Block]) -> str | None:
    """The address above all running text, or in one line with the date; other addresses are what the text is about."""
    is_top = True
    for block in blocks:
        is_top = is_top and not _is_text(text, block)
        if block.kind is BlockKind.METADATA_LINE:
            look = look_of(text, block.span)
            found = _URL.search(look)
            if found and (is_top or not URL_LINE.fullmatch(look)):
                return found[0]
    return None


def _is_about(block: Block) -> bool:
    return block.kind in (BlockKind.METADATA_LINE, BlockKind.BYLINE) or _is_stamp(block)


def _is_stamp(block: Block) -> bool:
    return block.reason == "modification stamp"


def _author(text: str, blocks: Sequence[Block]) -> str | None:
    """The names in the first byline that is neither a sign-off nor a credit to a source."""
    for block in blocks:
        look = look_of(text, block.span) if block.kind is BlockKind.BYLINE else ""
        names = byline_names(look) or look.lstrip(": ")
        if names and not _NO_AUTHOR.match(look) and look.casefold() not in byline_labels():
            return names
    return None


def _metadata_lines(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind is BlockKind.METADATA_LINE or _is_stamp(block):
            yield look_of(text, block.span)


def _with_line(metadata: Metadata, look: str) -> Metadata:
    rest = _URL.sub("", look)
    found = find_date(rest)
    if found and is_of_change(rest):
        metadata = metadata if metadata.modified else replace(metadata, modified=found)
    elif found and metadata.date is None:
        metadata = replace(metadata, date=found)
    return metadata if metadata.publisher else replace(metadata, publisher=_publisher_in(rest))


def _publisher_in(look: str) -> str | None:
    for field in re.split(r"\s+[|•·–-]\s+", look):
        if re.fullmatch(DOMAIN, field.strip(), re.IGNORECASE):
            return field.strip()
    return None


def _with_dateline(metadata: Metadata, text: str, blocks: Sequence[Block]) -> Metadata:
    paragraphs = [block.span for block in blocks if block.kind is BlockKind.PARAGRAPH]
    for span in paragraphs[:_PARAGRAPHS_WITH_DATELINE]:
        found = find_dateline(text, span.start)
        if found is not None:
            return replace(
                metadata,
                author=metadata.author or found.author,
                dateline=found.span,
                place=found.place,
                date=metadata.date or find_date(found.span.of(text)),
                publisher=metadata.publisher or found.publisher,
            )
    return metadata
