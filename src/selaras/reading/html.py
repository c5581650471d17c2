"""Saved web pages: the article in the page, as text with blocks, and the page's own metadata.

The article is the stretch of the page with most running text: every block counts its
words outside links, less the words inside links and a fee for being a block, and the
stretch with the largest sum wins (the maximum subsequence method of Pasternack and Roth,
"Extracting article text from the web with maximum subsequence segmentation", WWW 2009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from ..errors import InputError
from ..model import BlockKind, Document
from .dates import find_date
from .encodings import Decoded, decode
from .knowledge import entries, table
from .looks import SHORT, boilerplate_reason, byline_names
from .options import ReadingOptions
from .page_metadata import page_metadata
from .sources import whole
from .text import compose, decoded_from, lay_out

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SIGNATURE = "html/1"

_TOLD = frozenset(BlockKind)
_BLOCK_FEE = 8
_LINK_FEE = 2
_RELATED_LINKS = 6
_LINES_ABOVE = 12
# An element of this much text and so few links may be the article whatever its class says.
_RUNNING_WORDS = 80
_LINKS_OF_RUNNING = 0.1
_PHOTO_PARTS = frozenset({"caption", "photo", "photodesc", "foto", "picture", "gambar"})
# Running text of others, never of the article.
_NEVER_ARTICLE = frozenset({"comment", "comments", "komentar", "disqus", "footer", "cookie", "disclaimer"})
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*$")
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# Browsers read these as windows-1252 too (WHATWG Encoding Standard).
_LIKE_WINDOWS_1252 = frozenset({b"iso-8859-1", b"latin1", b"us-ascii", b"ascii", b"windows-1252"})
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(slots=True)
class _Piece:
    """A block of the page while it is collected."""

    kind: BlockKind
    words: list[str] = field(default_factory=list)
    linked: int = 0

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def read_html(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document]:
    """The article in a saved page."""
    data = whole(stream)
    decoded = _decoded(data, options)
    document = article_of(decoded.text, path=name, options=options)
    yield decoded_from(document, data, decoded)


def article_of(markup: str, *, path: str = "", options: ReadingOptions) -> Document:
    """The article in the markup of a page; its text is made of the blocks found, a blank line between them.

    Raises:
        InputError: There is no article in it.
    """
    root = _parsed(markup)
    given = page_metadata(root)
    _drop_furniture(root)
    pieces = list(_pieces(root))
    start, end = _densest(pieces)
    chosen = [*pieces[start:end], *_last_words(pieces[end:])] if end else []
    if not chosen:
        raise InputError("no article found in the page", remedy="save the whole page, or give its text")
    if given.date is None:
        given = replace(given, date=_printed_date(pieces[max(start - _LINES_ABOVE, 0) : start]))
    title = given.title
    chosen = _from_title(pieces, start, title) + chosen
    if title and all(piece.text.casefold() != title.casefold() for piece in chosen[:_LINES_ABOVE]):
        chosen = [_Piece(BlockKind.HEADING, [title]), *chosen]
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
    root = _parsed(markup)
    _drop_furniture(root)
    return ((piece.text, piece.kind) for piece in _pieces(root))


def _decoded(data: bytes, options: ReadingOptions) -> Decoded:
    decoded = decode(data, options.encoding)
    named = _CHARSET.search(data[:4096])
    if options.encoding or named is None or decoded.encoding == "utf-8" or named[1].lower() in _LIKE_WINDOWS_1252:
        return decoded
    try:
        return decode(data, named[1].decode("ascii"))
    except InputError:
        return decoded


def _parsed(markup: str) -> HtmlElement:
    from lxml import etree
    from lxml import html as lxml_html

    safe = _UNSAFE.sub("", _XML_DECLARATION.sub("", markup))
    try:
        root = lxml_html.document_fromstring(safe, parser=lxml_html.HTMLParser(huge_tree=True, no_network=True))
    except (etree.ParserError, ValueError) as error:
        raise InputError(f"is not HTML: {error}", remedy="save the page again, or give its text") from None
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return root


def _drop_furniture(root: HtmlElement) -> None:
    for element in list(root.iter("*")):
        if element.getparent() is not None and element.tag != "body" and _is_furniture(element):
            element.drop_tree()


def _is_furniture(element: HtmlElement) -> bool:
    if _elements().get(element.tag) == "dropped" or "display:none" in element.get("style", "").replace(" ", "").lower():
        return True
    named = _words_of(element) & _page_parts()
    if not named:
        return False
    return not named.isdisjoint(_NEVER_ARTICLE) or not _is_running_text(element)


def _is_running_text(element: HtmlElement) -> bool:
    """Whether an element is too much text with too few links for what its class says."""
    words = len(element.text_content().split())
    linked = sum(len(link.text_content().split()) for link in element.iter("a"))
    return words >= _RUNNING_WORDS and linked < words * _LINKS_OF_RUNNING


def _words_of(element: HtmlElement) -> frozenset[str]:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return frozenset(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names).lower()))


def _pieces(root: HtmlElement) -> Iterator[_Piece]:
    """The blocks of the page in order: cut at block elements and at line breaks."""
    from lxml.etree import iterwalk

    kinds = [BlockKind.PARAGRAPH]
    links = 0
    piece = _Piece(kinds[-1])
    for event, element in iterwalk(root, events=("start", "end")):
        inline = _elements().get(element.tag) == "inline"
        if not inline and piece.text:
            yield piece
        if not inline:
            if event == "start":
                kinds.append(_kind_of(element, kinds[-1]))
            else:
                kinds.pop()
            piece = _Piece(kinds[-1])
        links += (element.tag == "a") * (1 if event == "start" else -1)
        words = (element.text if event == "start" else element.tail) or ""
        piece.words.append(words)
        piece.linked += len(words.split()) if links else 0


def _kind_of(element: HtmlElement, around: BlockKind) -> BlockKind:
    if not _words_of(element).isdisjoint(_PHOTO_PARTS) and len(element.text_content().split()) < _RUNNING_WORDS:
        return BlockKind.CAPTION
    role = _elements().get(element.tag)
    return BlockKind(role) if role in _TOLD else around


def _densest(pieces: Sequence[_Piece]) -> tuple[int, int]:
    """The stretch of blocks with the largest sum of weights."""
    best = total = start = 0
    found = (0, 0)
    for number, weight in enumerate(_weights(pieces)):
        total += weight
        if total <= 0:
            total, start = 0, number + 1
        elif total > best:
            best, found = total, (start, number + 1)
    return found


def _weights(pieces: Sequence[_Piece]) -> Iterator[int]:
    """Words outside links, less words inside and a fee; links below "Baca juga" in an article cost nothing."""
    related = 0
    for piece in pieces:
        words = len(piece.text.split())
        if boilerplate_reason(piece.text[:SHORT]) == "related link":
            related = _RELATED_LINKS
            yield 0
        elif related and piece.linked * 2 > words:
            related -= 1
            yield 0
        else:
            related = 0
            yield words - (1 + _LINK_FEE) * piece.linked - _BLOCK_FEE


def _last_words(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Short last sentences and bylines, which weigh too little to belong to the stretch by themselves."""
    for piece in pieces:
        if piece.linked or not (_SENTENCE_END.search(piece.text) or byline_names(piece.text)):
            return
        yield piece


def _from_title(pieces: Sequence[_Piece], start: int, title: str | None) -> list[_Piece]:
    """What stands between the headline and the article: date, byline, photo, but no links."""
    if title is None:
        return []
    above = range(start - 1, max(start - 1 - _LINES_ABOVE, -1), -1)
    top = next((number for number in above if pieces[number].text.casefold() == title.casefold()), start)
    between = pieces[top:start]
    return [piece for piece in between if piece.linked * 2 <= len(piece.text.split()) or byline_names(piece.text)]


def _printed_date(pieces: Sequence[_Piece]) -> str | None:
    return next(
        (found for piece in reversed(pieces) if len(piece.text) < 120 and (found := find_date(piece.text))), None
    )


@cache
def _elements() -> dict[str, str]:
    return dict(table("elements.tsv"))


@cache
def _page_parts() -> frozenset[str]:
    return frozenset(entries("page_parts.txt"))
