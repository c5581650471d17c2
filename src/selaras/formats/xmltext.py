"""Text that is safe in XML, and elements made of it: lxml raises on characters that XML 1.0 does not allow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from lxml import etree

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAKS = re.compile(" *[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+ *")
_C1_CONTROLS = re.compile("[\x7f-\x9f]")


def xml_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 does not allow.

    >>> xml_text("a\\x00b\\ufffe")
    'ab'
    """
    return _ILLEGAL.sub("", text)


def line_text(text: str) -> str:
    """``text`` as one line of XML text: trimmed, NFC, line breaks as one space, no control characters.

    No-break spaces and doubled spaces inside the line stay as they are.

    >>> line_text(" Harga\\n naik.\\x00 ")
    'Harga naik.'
    """
    if not text.isprintable():
        text = _C1_CONTROLS.sub("", xml_text(_LINE_BREAKS.sub(" ", text)))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.strip()


def element(tag: str, text: str | None = None, attributes: Mapping[str, str | None] | None = None) -> etree._Element:
    """An element with safe text and attributes; attributes of None are left out."""
    made = etree.Element(tag)
    _fill(made, text, attributes)
    return made


def child(
    parent: etree._Element, tag: str, text: str | None = None, attributes: Mapping[str, str | None] | None = None
) -> etree._Element:
    """A new last child of ``parent``, as ``element`` makes it."""
    made = etree.SubElement(parent, tag)
    _fill(made, text, attributes)
    return made


def _fill(made: etree._Element, text: str | None, attributes: Mapping[str, str | None] | None) -> None:
    if text is not None:
        made.text = xml_text(text)
    for name, value in (attributes or {}).items():
        if value is not None:
            made.set(name, xml_text(value))
