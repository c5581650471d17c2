"""The elements of a page turned into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...model import BlockKind
from ..looks import SHORT, boilerplate_reason
from .elements import RUNNING_WORDS, elements, names_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TOLD = frozenset(BlockKind)
_PHOTO_PARTS = frozenset({"caption", "photo", "photodesc", "foto", "picture", "gambar"})
_ADDRESS = re.compile(r"\S*(?:@|://)\S*|www\.\S*")
_SENTENCE_WORDS = 4
_CELLS = frozenset({"td", "th", "dt", "dd"})
SENTENCE_END = re.compile(r"[.!?]['\"”’)]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the page.

    Attributes:
        text: One space between its words.
        kind: What the markup says it is; a paragraph may turn out to be something else.
        linked: Number of its words in links, addresses not counted.
        homes: Numbers of the elements around it that the markup calls an article, the outermost first.
        cell: Whether it stands in a cell of a table.
    """

    text: str
    kind: BlockKind
    linked: int = 0
    homes: tuple[int, ...] = ()
    cell: bool = False

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
        if elements().get(element.tag) != "inline":
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
    links: int = 0
    cells: int = 0
    texts: list[str] = field(default_factory=list)
    linked: int = 0
    begun_in: tuple[tuple[int, ...], bool] | None = None

    def enter(self, element: HtmlElement) -> None:
        if elements().get(element.tag) != "inline":
            self.kinds.append(_kind_of(element, self.kinds[-1]))
        if _is_home(element):
            self.homes_seen += 1
            self.homes.append(self.homes_seen)
        self.links += _is_link(element)
        self.cells += element.tag in _CELLS

    def leave(self, element: HtmlElement) -> None:
        if elements().get(element.tag) != "inline":
            self.kinds.pop()
        if _is_home(element):
            self.homes.pop()
        self.links -= _is_link(element)
        self.cells -= element.tag in _CELLS

    def add(self, text: str) -> None:
        if self.begun_in is None and text.strip():
            self.begun_in = tuple(self.homes), self.cells > 0
        self.texts.append(text)
        self.linked += sum(not _ADDRESS.fullmatch(word) for word in text.split()) if self.links else 0

    def taken(self) -> Iterator[Piece]:
        """The block that ends here, if there is text in it."""
        if self.begun_in is not None:
            homes, cell = self.begun_in
            text = " ".join("".join(self.texts).split())
            yield Piece(text, self.kinds[-1], self.linked, homes, cell)
        self.texts, self.linked, self.begun_in = [], 0, None


def _is_link(element: HtmlElement) -> bool:
    return element.tag == "a" and "href" in element.attrib


def _is_home(element: HtmlElement) -> bool:
    """Whether the markup says that an element is an article."""
    return element.tag in ("article", "main") or "articleBody" in element.get("itemprop", "").split()


def _kind_of(element: HtmlElement, around: BlockKind) -> BlockKind:
    if not names_of(element).isdisjoint(_PHOTO_PARTS) and len(element.text_content().split()) < RUNNING_WORDS:
        return BlockKind.CAPTION
    role = elements().get(element.tag)
    return BlockKind(role) if role in _TOLD else around
