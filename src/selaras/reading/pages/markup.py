"""The tree of the markup of a page: nothing is fetched, nothing in it is an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# The parser ends the page at the first of these and takes noframes for text; browsers go on reading.
_NO_END = re.compile(r"</(?:body|html)\s*>|</?noframes\b[^>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-z!/?]", re.IGNORECASE)
# Elements that nest without end where nobody closes them, and what may stand in place of each.
_NESTED_BLOCKS = re.compile(r"</?(?:div|section|center|blockquote)\b[^>]*>", re.IGNORECASE)
_NESTED_INLINE = re.compile(r"</?(?:span|font|b|i|u|em|strong|small|big)\b[^>]*>", re.IGNORECASE)


def parsed(markup: str) -> HtmlElement:
    """The tree of a page, comments left out.

    Raises:
        InputError: There is no element in it.
    """
    from lxml import etree

    safe = _NO_END.sub("", _UNSAFE.sub("", _XML_DECLARATION.sub("", markup)))
    root, cut_off = _tree(safe if holds_markup(safe) else f"<pre>{safe}</pre>")
    if cut_off:
        root, _ = _tree(_NESTED_BLOCKS.sub("<br>", _NESTED_INLINE.sub("", safe)))
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return root


def holds_markup(text: str) -> bool:
    """Whether a text is markup, not plain text."""
    return _MARKUP.search(text) is not None


def _tree(markup: str) -> tuple[HtmlElement, bool]:
    """The tree, and whether elements were nested too deep for all of them to be in it."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(huge_tree=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise InputError(f"is not HTML: {error}", remedy="save the page again, or give its text") from None
    return root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
