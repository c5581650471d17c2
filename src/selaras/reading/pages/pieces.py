"""The elements of a page turned into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...model import BlockKind
from ..looks import SHORT, boilerplate_reason
from .elements import RUNNING_WORDS, is_inline, is_styled, names_of, role_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TOLD = frozenset(BlockKind)
_PHOTO_PARTS = frozenset({"caption", "photo", "photodesc", "foto", "picture", "gambar"})
_ADDRESS = re.compile(r"\S*(?:@|://)\S*|www\.\S*")
_SENTENCE_WORDS = 4
_LINE_END = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile("\n{2,}")
_CELLS = frozenset({"td", "th", "dt", "dd"})
# White space, and characters that are seen by programs alone.
_BLANK = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]*")
SENTENCE_END = re.compile(r"[.!?]['\"”’)]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the page.

    Attributes:
        text: One space between its words; the lines of preformatted text.
        kind: What the markup says it is; a paragraph may turn out to be something else.
        linked: Number of its words in links, addresses not counted.
        homes: Numbers of the elements around it that the markup calls an article, the outermost first.
        cell: The cell of a table or list of terms that it stands in.
        is_row: Whether it is a whole row of a table of data.
    """

    text: str
    kind: BlockKind
    linked: int = 0
    homes: tuple[int, ...] = ()
    cell: HtmlElement | None = None
    is_row: bool = False

    @property
    def is_links(self) -> bool:
        """Whether most of it is links."""
        return self.linked * 2 > len(self.text.split())

    @property
    def is_sentence(self) -> bool:
        """Whether it ends like running text and is none of the page's own phrases."""
        if self.is_links or len(self.text.split()) < _SENTENCE_WORDS or not SENTENCE_END.search(self.text):
            return False
        return len(self.text) > SHORT or boilerplate_reason(self.text) is None


def pieces_in(root: HtmlElement) -> Iterator[Piece]:
    """The blocks of the page in order: cut at block elements and at line breaks."""
    from lxml.etree import iterwalk

    walk = _Walk()
    for event, element in iterwalk(root, events=("start", "end")):
        if not is_inline(element):
            yield from walk.taken()
        if event == "start":
            walk.enter(element)
            walk.add(element.text or "")
        else:
            walk.leave(element)
            walk.add(element.tail or "")
    yield from walk.taken()


@dataclass(slots=True)
class _Walk:
    """Where a walk through the page is, and the text since the last block."""

    kinds: list[BlockKind] = field(default_factory=lambda: [BlockKind.PARAGRAPH])
    homes: list[int] = field(default_factory=list)
    homes_seen: int = 0
    cells: list[HtmlElement] = field(default_factory=list)
    links: int = 0
    preformatted: int = 0
    texts: list[str] = field(default_factory=list)
    linked: int = 0
    begun_in: tuple[tuple[int, ...], HtmlElement | None] | None = None

    def enter(self, element: HtmlElement) -> None:
        if not is_inline(element):
            self.kinds.append(_kind_of(element, self.kinds[-1]))
        if _is_home(element):
            self.homes_seen += 1
            self.homes.append(self.homes_seen)
        if element.tag in _CELLS:
            self.cells.append(element)
        self.links += _is_link(element)
        self.preformatted += _is_preformatted(element)

    def leave(self, element: HtmlElement) -> None:
        if not is_inline(element):
            self.kinds.pop()
        if _is_home(element):
            self.homes.pop()
        if element.tag in _CELLS:
            self.cells.pop()
        self.links -= _is_link(element)
        self.preformatted -= _is_preformatted(element)

    def add(self, text: str) -> None:
        if not text:
            return
        if self.begun_in is None and not _BLANK.fullmatch(text):
            self.begun_in = tuple(self.homes), self.cells[-1] if self.cells else None
        self.texts.append(text if self.preformatted else _LINE_END.sub(" ", text))
        self.linked += sum(not _ADDRESS.fullmatch(word) for word in text.split()) if self.links else 0

    def taken(self) -> Iterator[Piece]:
        """The block that ends here, if there is text in it."""
        if self.begun_in is not None:
            homes, cell = self.begun_in
            text = _BLANK_LINES.sub("\n\n", "\n".join(map(_spaced, "".join(self.texts).strip().splitlines())))
            yield Piece(text, self.kinds[-1], self.linked, homes, cell)
        self.texts, self.linked, self.begun_in = [], 0, None


def _spaced(line: str) -> str:
    return " ".join(line.split())


def _is_link(element: HtmlElement) -> bool:
    """Whether an element is a link; one around running text is one that nobody closed."""
    return element.tag == "a" and "href" in element.attrib and len(element.text_content().split()) < RUNNING_WORDS


def _is_preformatted(element: HtmlElement) -> bool:
    """Whether the line ends in an element are those of the text."""
    return element.tag == "pre" or is_styled(element, "white-space:pre")


def _is_home(element: HtmlElement) -> bool:
    """Whether the markup says that an element is an article."""
    return element.tag in ("article", "main") or "articleBody" in element.get("itemprop", "").split()


def _kind_of(element: HtmlElement, around: BlockKind) -> BlockKind:
    if not names_of(element).isdisjoint(_PHOTO_PARTS) and len(element.text_content().split()) < RUNNING_WORDS:
        return BlockKind.CAPTION
    role = role_of(element)
    return BlockKind(role) if role in _TOLD else around
