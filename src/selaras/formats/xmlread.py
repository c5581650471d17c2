"""Reading XML that others wrote: streaming, offline, never resolving an entity."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import BinaryIO, Literal, cast

from lxml import etree

from ..errors import FormatError

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_BLOCK = 1 << 16
# Their text is the code of some other format, not language (TMX 1.4, XLIFF 1.2).
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})


def local_name(item: etree._Element) -> str:
    """The lower-case name without its namespace; empty for comments and the like."""
    return _lower_name(item.tag) if isinstance(item.tag, str) else ""


@lru_cache(maxsize=256)
def _lower_name(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def line_of(item: etree._Element) -> int:
    """Where the element starts in its file, from 1; 0 where the parser cannot tell."""
    return cast("int | None", item.sourceline) or 0


def plain_text(item: etree._Element) -> str:
    """All language in a segment of TMX or XLIFF: what codes enclose stays, what codes are goes."""
    parts = [item.text or ""]
    for inner in item:
        if isinstance(inner, etree._Entity):
            parts.append(inner.text or "")
        elif local_name(inner) == "cp":
            parts.append(_code_point(inner.get("hex") or ""))
        elif isinstance(inner.tag, str) and local_name(inner) not in _CODES:
            parts.append(plain_text(inner))
        parts.append(inner.tail or "")
    return "".join(parts)


def _code_point(hexadecimal: str) -> str:
    """The character of an XLIFF 2 ``cp``, the replacement character where it names none."""
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def iter_elements(
    stream: BinaryIO, path: str, *, root: str, wanted: Collection[str], version: str = ""
) -> Iterator[etree._Element]:
    """The elements of the wanted local names as they end; each is forgotten after use.

    Args:
        stream: XML in any encoding it declares.
        path: For messages.
        root: Local name that the root must have.
        wanted: Local names, lower case; upper case is taken as well.
        version: How the version of the root must begin.

    Raises:
        FormatError: Not well-formed, another root or another version.
    """
    block = stream.read(_BLOCK)
    _check_root(first_element(block, path), root, version, path)
    tags = [f"{{*}}{name}" for lower in wanted for name in (lower, lower.upper())]
    parser = _pull_parser("end", tags)
    while block:
        broken = _feed(parser, block)
        for item in _elements(parser):
            yield item
            _forget(item)
        if broken:
            raise not_xml(broken, path) from None
        block = stream.read(_BLOCK)
    _close(parser, path)


def parse(stream: BinaryIO, path: str) -> etree._ElementTree:
    """A whole file as a tree, as offline as ``iter_elements``.

    Raises:
        FormatError: Not well-formed.
    """
    # Without ids collected, a doubled xml:id is for the rules to tell and not the end of parsing.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )
    try:
        return etree.parse(stream, parser)
    except etree.XMLSyntaxError as error:
        raise not_xml(error, path) from None


def not_xml(error: etree.XMLSyntaxError, path: str) -> FormatError:
    """The parser's complaint as one of ours."""
    said = (error.msg or "empty file").partition(", line")[0]
    remedy = "repair or export it again"
    return FormatError(f"not well-formed XML: {said}", path=path or None, line=error.lineno or None, remedy=remedy)


def _elements(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    for _, item in parser.read_events():
        yield cast(etree._Element, item)


def _pull_parser(event: Literal["start", "end"], tags: list[str] | None = None) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=(event,), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def first_element(block: bytes, path: str) -> etree._Element:
    """The root element with its attributes, from the first bytes of a file.

    Raises:
        FormatError: Not XML.
    """
    parser = _pull_parser("start")
    broken = _feed(parser, block)
    for item in _elements(parser):
        return item
    if broken:
        raise not_xml(broken, path) from None
    raise FormatError("not well-formed XML: no element", path=path or None, remedy="repair or export it again")


def _feed(parser: etree.XMLPullParser, block: bytes) -> etree.XMLSyntaxError | None:
    try:
        parser.feed(block)
    except etree.XMLSyntaxError as error:
        return error
    return None


def _close(parser: etree.XMLPullParser, path: str) -> None:
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise not_xml(error, path) from None


def _check_root(item: etree._Element, root: str, version: str, path: str) -> None:
    told = item.get("version") or ""
    if local_name(item) != root or not told.startswith(version):
        what = f"the root element is <{local_name(item)}>, not <{root}>"
        if local_name(item) == root:
            what = f"the version of <{root}> is {told!r}, not {version}x"
        raise FormatError(what, path=path or None, line=line_of(item), remedy="say which format the file has")


def _forget(item: etree._Element) -> None:
    item.clear()
    parent = item.getparent()
    while parent is not None and item.getprevious() is not None:
        del parent[0]
