"""Reading XML that others wrote: streaming, offline, never resolving an entity."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import BinaryIO, cast

from lxml import etree

from ..errors import FormatError

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def local_name(item: etree._Element) -> str:
    """The lower-case name without its namespace; empty for comments and the like."""
    return item.tag.rpartition("}")[2].lower() if isinstance(item.tag, str) else ""


def iter_elements(stream: BinaryIO, path: str, *, root: str, wanted: Collection[str]) -> Iterator[etree._Element]:
    """The elements of the wanted local names as they end; each is emptied after use.

    Args:
        stream: XML in any encoding it declares.
        path: For messages.
        root: Local name that the root must have.
        wanted: Local names, lower case; an element inside a wanted one is not given on its own.

    Raises:
        FormatError: Not well-formed, or another root.
    """
    events = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    depth, inside = 0, 0
    try:
        for event, item in events:
            is_wanted = local_name(item) in wanted
            if event == "start":
                if depth == 0:
                    _check_root(item, root, path)
                depth += 1
                inside += is_wanted
                continue
            depth -= 1
            inside -= is_wanted
            if inside == 0:
                if is_wanted:
                    yield item
                _forget(item)
    except etree.XMLSyntaxError as error:
        raise not_xml(error, path) from None


def line_of(item: etree._Element) -> int:
    """Where the element starts in its file, from 1; 0 where the parser cannot tell."""
    return cast("int | None", item.sourceline) or 0


def _check_root(item: etree._Element, root: str, path: str) -> None:
    if local_name(item) != root:
        raise FormatError(
            f"the root element is <{local_name(item)}>, not <{root}>",
            path=path or None,
            line=line_of(item),
            remedy="say which format the file has",
        )


def not_xml(error: etree.XMLSyntaxError, path: str) -> FormatError:
    """The parser's complaint as one of ours."""
    said = (error.msg or "empty file").partition(", line")[0]
    return FormatError(
        f"not well-formed XML: {said}", path=path or None, line=error.lineno or None, remedy="repair or export it again"
    )


def _forget(item: etree._Element) -> None:
    item.clear()
    parent = item.getparent()
    while parent is not None and item.getprevious() is not None:
        del parent[0]
