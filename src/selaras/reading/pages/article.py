"""The reader of pages: from bytes to the one article in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ...errors import InputError
from ...model import BlockKind, Document
from ..options import ReadingOptions
from ..sources import whole
from ..text import compose, decoded_from, lay_out
from .charset import decoded_page
from .furniture import drop_furniture
from .home import home_of
from .markup import parsed
from .metadata import page_metadata
from .pieces import Piece, pieces_in
from .raised import spell_out_raised
from .rest import from_stretch
from .stretch import densest
from .top import LINES_ABOVE, above, headlines, is_same, printed_date, top_of

SIGNATURE = "html/1"


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
    given = page_metadata(root)
    drop_furniture(root)
    spell_out_raised(root)
    pieces = list(pieces_in(root))
    start, end = densest(pieces)
    if not end:
        raise InputError("no article found in the page", remedy="save the whole page, or give its text")
    if given.date is None:
        given = replace(given, date=printed_date(pieces[:start]))
    home = home_of(pieces, start, end)
    first = top_of(pieces, start, home, headlines(root, given.title))
    chosen = [*above(pieces[first:start]), *from_stretch(pieces, start, end, home)]
    title = next((piece.text for piece in chosen if given.title and is_same(piece.text, given.title)), given.title)
    given = replace(given, title=title)
    if title and all(piece.text != title for piece in chosen[:LINES_ABOVE]):
        chosen = [Piece(title, BlockKind.HEADING), *chosen]
    text, spans, known = lay_out(((piece.text, piece.kind) for piece in chosen), options)
    document = compose(
        text, spans, path=path, reader=SIGNATURE, options=options, known=known, given=replace(given, author=None)
    )
    printed = document.metadata.author
    return replace(document, metadata=replace(document.metadata, author=printed or given.author))


def pieces_of(markup: str) -> Iterator[tuple[str, BlockKind]]:
    """All the blocks of a piece of markup, for markup that is an article and no page.

    Raises:
        InputError: It cannot be parsed.
    """
    root = parsed(markup)
    drop_furniture(root)
    spell_out_raised(root)
    return ((piece.text, piece.kind) for piece in pieces_in(root))
