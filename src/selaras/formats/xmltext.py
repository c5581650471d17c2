"""Text that is safe in XML, and elements made of it: lxml raises on characters that XML 1.0 does not allow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from lxml import etree

from ..model import Span

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAKS = re.compile(" *[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+ *")
# Controls that XML 1.0 does allow, and the byte order mark, which is no text.
_UNSEEN = re.compile("[\x7f-\x9f\ufeff]")

Attributes = Mapping[str, str | None]


def xml_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 does not allow.

    >>> xml_text("a\\x00b\\ufffe")
    'ab'
    """
    return text if text.isprintable() else _ILLEGAL.sub("", text)


def line_text(text: str) -> str:
    """``text`` as one line of XML text: trimmed, NFC, line breaks as one space, no control characters.

    No-break spaces and doubled spaces inside the line stay as they are.

    >>> line_text(" Harga\\n naik.\\x00 ")
    'Harga naik.'
    """
    return _cleaned(text).strip()


def line_span(text: str, span: Span) -> Span:
    """Where ``line_text`` has what a span of the text covers; empty where nothing of it is left.

    >>> line_span("\\n\\x00 Harga", Span(3, 8))
    Span(start=0, end=5)
    """
    line, cleaned = line_text(text), _cleaned(text)
    if line == text:
        return span
    before = len(cleaned) - len(cleaned.lstrip())
    start, end = (min(max(len(_cleaned(text[:place])) - before, 0), len(line)) for place in (span.start, span.end))
    return Span(start, max(start, end))


def _cleaned(text: str) -> str:
    if not text.isprintable():
        text = _UNSEEN.sub("", xml_text(_LINE_BREAKS.sub(" ", text)))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def element(tag: str, text: str | None = None, attributes: Attributes | None = None) -> etree._Element:
    """An element with safe text and attributes; attributes of None are left out."""
    made = etree.Element(tag, _safe(attributes)) if attributes else etree.Element(tag)
    if text:
        made.text = xml_text(text)
    return made


def child(
    parent: etree._Element, tag: str, text: str | None = None, attributes: Attributes | None = None
) -> etree._Element:
    """A new last child of ``parent``, as ``element`` makes it."""
    made = etree.SubElement(parent, tag, _safe(attributes)) if attributes else etree.SubElement(parent, tag)
    if text:
        made.text = xml_text(text)
    return made


def tagged(tag: str, text: str, attributes: Attributes | None = None) -> str:
    """An element as text, for files of which only one unit is in memory.

    >>> tagged("seg", "naik < 5 & \\x00turun", {"type": 'x-"a"', "n": None})
    '<seg type="x-&quot;a&quot;">naik &lt; 5 &amp; turun</seg>'
    """
    start = start_tag(tag, attributes or {})
    return f"{start}{escaped(text)}</{tag}>" if text else f"{start[:-1]}/>"


def start_tag(tag: str, attributes: Attributes) -> str:
    """``<tag name="value">``; attributes of None are left out."""
    parts = [f' {name}="{_quoted(value)}"' for name, value in attributes.items() if value is not None]
    return f"<{tag}{''.join(parts)}>"


def escaped(text: str) -> str:
    """``text`` as XML character data."""
    return xml_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _quoted(value: str) -> str:
    return escaped(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def _safe(attributes: Attributes) -> dict[str, str]:
    return {name: xml_text(value) for name, value in attributes.items() if value is not None}
