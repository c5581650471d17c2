"""The reader of pages: from bytes to the one article in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, BinaryIO

from ...errors import InputError
from ...model import BlockKind, Document, Metadata
from ..metadata import date_in, without_site
from ..options import ReadingOptions
from ..sources import whole
from ..text import compose, decoded_from, lay_out
from .charset import decoded_page
from .furniture import drop_furniture, drop_unread
from .home import home_of
from .linked_data import article_body
from .markup import holds_markup, parsed
from .metadata import page_metadata
from .pieces import Piece, pieces_in
from .raised import spell_out_raised
from .rest import from_stretch
from .stretch import densest, densest_short_lines
from .table_rows import with_joined_rows
from .top import LINES_ABOVE, above, date_above, date_beside, headlines, is_same, top_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SIGNATURE = "html/2"

# Where the page tells its article in data and shows so much less of it, the rest is behind a wall or a script.
_TOLD_TO_SHOWN = 2


def read_html(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document]:
    """The article in a saved page."""
    data = whole(stream)
    decoded = decoded_page(data, options)
    document = article_of(decoded.text, path=name, options=options)
    yield decoded_from(document, data, decoded)


def article_of(markup: str, *, path: str = "", options: ReadingOptions) -> Document:
    """The article in the markup of a page; its text is made of the blocks found, a blank line between them.

    Raises:
        InputError: There is no article in it.
    """
    root = parsed(markup)
    given, body = page_metadata(root), article_body(root)
    drop_unread(root)
    beside = date_beside(given.title, pieces_in(root)) if given.title and not given.date else None
    chosen, above_it = next(_readings(root, markup, given.title), ([], None))
    if body and len(body.split()) > _TOLD_TO_SHOWN * sum(len(piece.text.split()) for piece in chosen):
        chosen = _told(body) or chosen
    if not chosen:
        raise InputError("no article found in the page", remedy="save the whole page, or give its text")
    chosen, given = _under_title(chosen, given)
    text, spans, known = lay_out(((piece.text, piece.kind) for piece in chosen), options)
    document = compose(
        text, spans, path=path, reader=SIGNATURE, options=options, known=known, given=replace(given, author=None)
    )
    printed = document.metadata
    date = given.date or _likeliest_date(given.url, (beside, printed.date, above_it))
    author = printed.author or given.author
    author = without_site(author, given.publisher) if author else None
    return replace(document, metadata=replace(printed, author=author, date=date))


def _likeliest_date(url: str | None, printed: Sequence[str | None]) -> str | None:
    """The first printed date, unless the address has another day: then one of that day, or the day alone."""
    day = date_in(url) if url else None
    return next((date for date in printed if date and date.startswith(day or "")), day)


def pieces_of(markup: str) -> Iterator[tuple[str, BlockKind]]:
    """All the blocks of a piece of markup, for markup that is an article and no page.

    Raises:
        InputError: It cannot be parsed.
    """
    root = parsed(markup)
    drop_unread(root)
    drop_furniture(root)
    return ((piece.text, piece.kind) for piece in _pieces(root))


def _readings(root: HtmlElement, markup: str, title: str | None) -> Iterator[tuple[list[Piece], str | None]]:
    """What may be the article, the likeliest first; what looks like furniture may be all there is."""
    drop_furniture(root)
    yield from _articles_in(root, title)
    root = parsed(markup)
    drop_unread(root)
    yield from _articles_in(root, title)


def _articles_in(root: HtmlElement, title: str | None) -> Iterator[tuple[list[Piece], str | None]]:
    """The blocks of the article in a tidy page, with the date that is printed closest above them."""
    pieces = _pieces(root)
    for find in (densest, densest_short_lines):
        start, end = find(pieces)
        if end:
            home = home_of(pieces, start, end)
            first = top_of(pieces, start, home, headlines(root, title))
            yield [*above(pieces[first:start]), *from_stretch(pieces, start, end, home)], date_above(pieces[:start])


def _pieces(root: HtmlElement) -> list[Piece]:
    spell_out_raised(root)
    return list(with_joined_rows(pieces_in(root)))


def _told(body: str) -> list[Piece]:
    """The blocks of an article that the page tells as data."""
    if holds_markup(body):
        return [Piece(text, kind) for text, kind in pieces_of(body)]
    return [Piece(unescape(body), BlockKind.PARAGRAPH)]


def _under_title(pieces: list[Piece], given: Metadata) -> tuple[list[Piece], Metadata]:
    """The article with its title above it, and the title as it is written there."""
    if given.title is None:
        return pieces, given
    title = next((piece.text for piece in pieces if is_same(piece.text, given.title)), given.title)
    if all(piece.text != title for piece in pieces[:LINES_ABOVE]):
        pieces = [Piece(title, BlockKind.HEADING), *pieces]
    return pieces, replace(given, title=title)
