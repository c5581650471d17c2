"""Saved web pages: the article in the page, as text with blocks, and the page's own metadata.

The article is the stretch of the page with most running text: every block counts its
words outside links, less the words inside links and a fee for being a block, and the
stretch with the largest sum wins (the maximum subsequence method of Pasternack and Roth,
"Extracting article text from the web with maximum subsequence segmentation", WWW 2009).
What stands behind that stretch in the same ``article``, ``main`` or ``articleBody`` belongs
to it too, and so do real sentences behind it with no links between.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, takewhile
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
_ADDRESS = re.compile(r"\S*(?:@|://)\S*|www\.\S*")
_SENTENCE_WORDS = 4
# A heading of the first order is no headline but the name of a section where it is shorter.
_HEADLINE_WORDS = 3
_LINKS_OF_HOME = 0.5
_CELLS = frozenset({"td", "th", "dt", "dd"})
_SUPERSCRIPTS = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
# Small print that changes no value: footnote marks, English ordinals, trade marks.
_ONLY_RAISED = re.compile(r"\[.*\]|\W+|st|nd|rd|th|tm|sm", re.IGNORECASE)
_LONGEST_SCRIPT = 20
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
    homes: tuple[int, ...] = ()
    cell: bool = False

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    @property
    def is_links(self) -> bool:
        """Whether most of it is links."""
        return self.linked * 2 > len(self.text.split())

    @property
    def is_sentence(self) -> bool:
        """Whether it ends like running text and is none of the page's own phrases."""
        if self.is_links or len(self.text.split()) < _SENTENCE_WORDS or not _SENTENCE_END.search(self.text):
            return False
        return len(self.text) > SHORT or boilerplate_reason(self.text) is None


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
    _tidy(root)
    pieces = list(_pieces(root))
    start, end = _densest(pieces)
    if not end:
        raise InputError("no article found in the page", remedy="save the whole page, or give its text")
    if given.date is None:
        given = replace(given, date=_printed_date(pieces[max(start - _LINES_ABOVE, 0) : start]))
    home = _home(pieces, start, end)
    first = _top(pieces, start, home, _headlines(root, given.title))
    chosen = _without_links(pieces[first:start]) + _from(pieces, start, end, home)
    title = next((piece.text for piece in chosen if given.title and _same(piece.text, given.title)), given.title)
    given = replace(given, title=title)
    if title and all(piece.text != title for piece in chosen[:_LINES_ABOVE]):
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
    _tidy(root)
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


def _tidy(root: HtmlElement) -> None:
    """Leave the text of the page: nothing of the page around it, and raised and lowered text in letters."""
    _drop_furniture(root)
    for element in reversed(list(root.iter("sup", "sub"))):
        written = _script(element)
        if written is not None:
            element.text = written
            del element[:]


def _script(element: HtmlElement) -> str | None:
    """Raised or lowered text as plain characters, as in ``10³`` and ``x_max``; None where it may stay as it is."""
    text = "".join(element.itertext())
    if not text.strip() or len(text) > _LONGEST_SCRIPT:
        return None
    small = text.translate(_SUPERSCRIPTS if element.tag == "sup" else _SUBSCRIPTS)
    if all(mark.isspace() or mark != before for mark, before in zip(small, text, strict=True)):
        return small
    if _ONLY_RAISED.fullmatch(text.strip()) or not _before(element)[-1:].strip():
        return None
    sign = "^" if element.tag == "sup" else "_"
    return f"{sign}({text.strip()})" if " " in text.strip() else sign + text


def _before(element: HtmlElement) -> str:
    """The text right in front of an element in the same parent."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        return (parent.text or "") if parent is not None else ""
    return previous.tail or str(previous.text_content())


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
    links = cells = number = 0
    homes: list[int] = []
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
        links += (element.tag == "a" and "href" in element.attrib) * (1 if event == "start" else -1)
        if _is_home(element) and event == "start":
            number += 1
            homes.append(number)
        elif _is_home(element):
            homes.pop()
        cells += (element.tag in _CELLS) * (1 if event == "start" else -1)
        words = (element.text if event == "start" else element.tail) or ""
        if words.strip() and not any(map(str.strip, piece.words)):
            piece.homes, piece.cell = tuple(homes), cells > 0
        piece.words.append(words)
        piece.linked += sum(not _ADDRESS.fullmatch(word) for word in words.split()) if links else 0


def _is_home(element: HtmlElement) -> bool:
    """Whether the markup says that an element is an article."""
    return element.tag in ("article", "main") or "articleBody" in element.get("itemprop", "").split()


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


def _home(pieces: Sequence[_Piece], start: int, end: int) -> int | None:
    """The innermost element marked as an article with most of the stretch in it, unless it is full of links."""
    words = [len(piece.text.split()) for piece in pieces]
    homes = {home for piece in pieces[start:end] for home in piece.homes}
    for home in sorted(homes, reverse=True):
        inside = [number for number, piece in enumerate(pieces) if home in piece.homes]
        if sum(words[number] for number in inside if start <= number < end) * 2 > sum(words[start:end]):
            linked = sum(pieces[number].linked for number in inside)
            return home if linked <= sum(words[number] for number in inside) * _LINKS_OF_HOME else None
    return None


def _from(pieces: Sequence[_Piece], start: int, end: int, home: int | None) -> list[_Piece]:
    """The stretch, what goes on behind it in the same home, and last sentences behind that."""
    own = {piece.homes for piece in pieces[start:end]}
    behind = [number for number in range(end, len(pieces)) if home in pieces[number].homes]
    inside = [pieces[number] for number in behind if pieces[number].homes in own]
    teaser = (number for number, piece in enumerate(inside) if piece.kind == BlockKind.HEADING and piece.is_links)
    before = inside[: next(teaser, None)]
    kept = _to_last_sentence(before)
    kept += _unlinked_groups(before[len(kept) :])
    rest = pieces[max([end, *(number + 1 for number in behind)]) :] if len(kept) == len(inside) else []
    return [*pieces[start:end], *kept, *_last_words(rest)]


def _to_last_sentence(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces up to the last real sentence."""
    last = max((number for number, piece in enumerate(pieces) if piece.is_sentence), default=-1)
    return list(pieces[: last + 1])


def _unlinked_groups(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Pieces up to a list or a run of paragraphs that has links in it."""
    for _, together in groupby(pieces, key=lambda piece: piece.kind):
        group = list(together)
        if any(piece.is_links for piece in group):
            return
        yield from group


def _last_words(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Last sentences with no links between, and the short sentences, bylines and list or table behind them.

    They weigh too little to belong to the stretch by themselves.
    """
    cost = list(_weights(pieces))
    links = (number for number, piece in enumerate(pieces) if piece.is_links and cost[number])
    near = pieces[: next(links, None)]
    kept = _to_last_sentence(near)
    for piece in near[len(kept) :]:
        if piece.linked or not (_SENTENCE_END.search(piece.text) or byline_names(piece.text)):
            break
        kept.append(piece)
    return kept + _last_items(pieces[len(kept) :])


def _last_items(pieces: Sequence[_Piece]) -> list[_Piece]:
    """A list with no links in it and what leads to it, or a table that something leads to: some pages are tables."""
    lead = list(takewhile(lambda piece: piece.kind == BlockKind.HEADING or piece.text.endswith(":"), pieces))
    items = list(
        takewhile(lambda piece: piece.kind == BlockKind.LIST_ITEM or (lead and piece.cell), pieces[len(lead) :])
    )
    return [*lead, *items] if items and not any(piece.linked for piece in (*lead, *items)) else []


def _headlines(root: HtmlElement, title: str | None) -> list[str]:
    """What may stand over the article, the likeliest first: its title, else a heading of the first order."""
    headings = [" ".join(element.text_content().split()) for element in root.iter("h1")]
    likely = [text for text in reversed(headings) if title is None or len(text.split()) >= _HEADLINE_WORDS]
    return [text for text in (title, *likely) if text]


def _top(pieces: Sequence[_Piece], start: int, home: int | None, headlines: Sequence[str]) -> int:
    """Where the headline above the stretch is, else where the home of the stretch begins."""
    inside = next((number for number in range(start) if home in pieces[number].homes), start)
    above = range(start - 1, max(min(inside, start - _LINES_ABOVE), 0) - 1, -1)
    for headline in headlines:
        for number in above:
            if _same(pieces[number].text, headline):
                return number
    return inside


def _same(text: str, title: str) -> bool:
    """Whether two lines differ in nothing but capitals and raised or lowered digits."""
    return unicodedata.normalize("NFKC", text).casefold() == unicodedata.normalize("NFKC", title).casefold()


def _without_links(pieces: Sequence[_Piece]) -> list[_Piece]:
    """What stands between the headline and the article: date, byline, photo, but no links."""
    return [piece for piece in pieces if not piece.is_links or byline_names(piece.text)]


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
