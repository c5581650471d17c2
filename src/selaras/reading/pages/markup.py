"""The tree of the markup of a page: nothing is fetched, nothing in it is an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parsed(markup: str) -> HtmlElement:
    """The tree of a page, comments left out.

    Raises:
        InputError: There is no element in it.
    """
    from lxml import etree
    from lxml import html as lxml_html

    safe = _UNSAFE.sub("", _XML_DECLARATION.sub("", markup))
    try:
        root = lxml_html.document_fromstring(safe, parser=lxml_html.HTMLParser(huge_tree=True, no_network=True))
    except (etree.ParserError, ValueError) as error:
        raise InputError(f"is not HTML: {error}", remedy="save the page again, or give its text") from None
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return root
