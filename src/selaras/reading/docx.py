"""Word documents (DOCX, ECMA-376): paragraphs in order, roles from their styles.

Read straight from the package: no entity is resolved, nothing is unpacked to disk, and
parts that are too large are refused. Headers, comments, deleted and hidden text are left out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO, Literal

from ..errors import InputError
from ..model import BlockKind, Document
from .options import ReadingOptions
from .sources import whole
from .text import compose, lay_out

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SIGNATURE = "docx/3"

_LARGEST_PART = 256 * 2**20
_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_STYLES = "word/styles.xml"
_PROPERTIES = "docProps/core.xml"
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What a reader of the printed page does not see: deleted text, text where it was moved from, field codes, the second
# copy of a drawing.
_UNSEEN = frozenset({"delText", "moveFrom", "instrText", "Fallback"})
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class _Styles:
    """What is known of the styles of a document, by their ids.

    Attributes:
        kinds: What their paragraphs are.
        hidden: Those whose font is "hidden".
    """

    kinds: Mapping[str, BlockKind]
    hidden: frozenset[str]


def read_docx(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document]:
    """The one article in a Word document."""
    data = whole(stream)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise InputError("is not a DOCX file", remedy="open it in a word processor and save it as DOCX") from None
    body = _part(package, _BODY)
    if body is None:
        raise InputError("has no document in it", remedy="open it in a word processor and save it as DOCX")
    part = _part(package, _STYLES)
    styles = _Styles(_style_kinds(part), _hidden_styles(part))
    pieces = list(_paragraphs(body, styles))
    for note in _NOTES:
        part = _part(package, note)
        pieces += _paragraphs(part, styles) if part is not None else []
    if not pieces:
        raise InputError("is empty", remedy="give a file with an article in it")
    text, spans, known = lay_out(pieces, options)
    document = compose(text, spans, path=name, reader=SIGNATURE, options=options, known=known)
    modified = _modified(_part(package, _PROPERTIES))
    metadata = document.metadata if document.metadata.modified else replace(document.metadata, modified=modified)
    yield replace(document, metadata=metadata, bytes_sha256=sha256(data).hexdigest())


def _part(package: zipfile.ZipFile, name: str) -> Element | None:
    from lxml import etree

    try:
        info = package.getinfo(name)
    except KeyError:
        return None
    if info.file_size > _LARGEST_PART:
        raise InputError(f"{name} in it is larger than {_LARGEST_PART >> 20} MiB", remedy="split the document")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        with package.open(info) as part:
            return etree.fromstring(part.read(_LARGEST_PART + 1), parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise InputError(f"{name} in it is damaged: {error}", remedy="save the document again") from None


def _paragraphs(part: Element, styles: _Styles) -> Iterator[tuple[str, BlockKind]]:
    for paragraph in part.iter("{*}p"):
        style = _style_of(paragraph, "p")
        text = "".join(_characters(paragraph, styles, hidden=style in styles.hidden)).strip()
        if text and not _is_unseen(paragraph):
            yield text, _kind_of(paragraph, styles.kinds.get(style, BlockKind.PARAGRAPH))


def _characters(paragraph: Element, styles: _Styles, *, hidden: bool) -> Iterator[str]:
    """The characters of a paragraph, without those of a text box inside it."""
    for element in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}cr", "{*}noBreakHyphen"):
        name = _local(element)
        run = element.getparent()
        if run is None or _local(run) != "r" or _is_unseen(element, paragraph):
            continue
        if _is_hidden(run, styles, by_paragraph=hidden):
            continue
        if next(element.iterancestors("{*}p")) is paragraph:
            yield (element.text or "") if name == "t" else _CHARACTERS[name]


def _is_hidden(run: Element, styles: _Styles, *, by_paragraph: bool) -> bool:
    """Whether the font of a run is "hidden": by itself, else by one of its styles; two undo each other."""
    own = _vanishes(run)
    return (_style_of(run, "r") in styles.hidden) != by_paragraph if own is None else own


def _vanishes(holder: Element) -> bool | None:
    """What a run or a style says of its font, None where it says nothing."""
    return next((_value(vanish) not in _OFF for vanish in holder.iterfind("./{*}rPr/{*}vanish")), None)


def _style_of(element: Element, letter: Literal["p", "r"]) -> str:
    """The id of the style of a paragraph or a run, empty without one."""
    return next((_value(style) for style in element.iterfind(f"./{{*}}{letter}Pr/{{*}}{letter}Style")), "")


def _is_unseen(element: Element, inside: Element | None = None) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is inside:
            return False
        if _local(ancestor) in _UNSEEN:
            return True
    return False


def _kind_of(paragraph: Element, kind: BlockKind) -> BlockKind:
    """The kind that the style of a paragraph gives, of a list where it is numbered besides."""
    numbered = next(paragraph.iterfind("./{*}pPr/{*}numPr"), None) is not None
    return BlockKind.LIST_ITEM if numbered and kind is BlockKind.PARAGRAPH else kind


def _style_kinds(styles: Element | None) -> dict[str, BlockKind]:
    """Kinds by style id; ids are translated in other languages' Word, names are not."""
    kinds: dict[str, BlockKind] = {}
    for style in styles.iterfind("./{*}style") if styles is not None else ():
        names = [_value(name).lower() for name in style.iterfind("./{*}name")]
        kind = next((_kind_named(name) for name in names), None)
        if kind is not None:
            kinds[_attribute(style, "styleId")] = kind
    return kinds


def _hidden_styles(styles: Element | None) -> frozenset[str]:
    """Ids of the styles whose font is hidden, by themselves or by the styles that they are based on."""
    found = styles.iterfind("./{*}style") if styles is not None else ()
    known = {_attribute(style, "styleId"): style for style in found}
    return frozenset(name for name in known if _is_hidden_style(name, known))


def _is_hidden_style(name: str, known: Mapping[str, Element]) -> bool:
    # A style that is based on itself ends the chain as a missing one does.
    passed: set[str] = set()
    while name in known and name not in passed:
        passed.add(name)
        style = known[name]
        said = _vanishes(style)
        if said is not None:
            return said
        name = next((_value(base) for base in style.iterfind("./{*}basedOn")), "")
    return False


def _kind_named(style: str) -> BlockKind | None:
    if style.startswith("heading") or style in ("title", "subtitle"):
        return BlockKind.HEADING
    if style == "caption":
        return BlockKind.CAPTION
    return BlockKind.LIST_ITEM if style.startswith(("list bullet", "list number")) else None


def _modified(properties: Element | None) -> str | None:
    found = properties.findtext("./{*}modified") if properties is not None else None
    return found.strip().replace("Z", "+00:00") if found else None


def _value(element: Element) -> str:
    return _attribute(element, "val")


def _attribute(element: Element, name: str) -> str:
    return next((str(value) for key, value in element.items() if str(key).endswith(f"}}{name}")), "")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
