"""Names of files, elements and ids in the TEI of a corpus."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast
from urllib.parse import quote

from lxml import etree

from ...ids import shard
from ..exchange import ExportContext

TEI = "http://www.tei-c.org/ns/1.0"
XINCLUDE = "http://www.w3.org/2001/XInclude"
# libxml2 remembers every value of xml:id for as long as the process lives, so elements carry this stand-in
# until they are written.
XML_ID = "xml\u02d0id"
_STAND_IN = re.compile(f' {XML_ID}="(?=[^<>]*>)')
_NOT_IN_URI = re.compile(r"[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})")


def tag(name: str) -> str:
    """The TEI element of that name, as lxml writes it."""
    return f"{{{TEI}}}{name}"


def with_true_ids(markup: str) -> str:
    """The text of elements with ``xml:id`` instead of its stand-in."""
    return _STAND_IN.sub(' xml:id="', markup)


def root_element(name: str, prefixes: Mapping[str, str] | None = None) -> etree._Element:
    """A root element with TEI as its default namespace."""
    # The stubs of lxml know no default namespace.
    namespaces = cast("dict[str, str]", {None: TEI, **(prefixes or {})})
    return etree.Element(tag(name), nsmap=namespaces)


def languages(context: ExportContext) -> tuple[str, str]:
    """Source and target language as file names have them."""
    source, _, target = context.langpair.partition("-")
    return source, target


def article_name(doc_id: str, language: str) -> str:
    """File name of an article, ``DOC.id.xml``."""
    return f"{doc_id}.{language}.xml"


def article_path(doc_id: str, language: str) -> str:
    """Path of an article from the corpus file, in the folders that a corpus has too."""
    return f"{shard(doc_id)}/{article_name(doc_id, language)}"


def corpus_name(language: str) -> str:
    """File name of the corpus in one language, ``corpus.id.xml``."""
    return f"corpus.{language}.xml"


def uri_text(address: str) -> str:
    """An address with everything escaped that a URI may not hold.

    >>> uri_text("https://contoh.id/a b#c#d 100%")
    'https://contoh.id/a%20b#c%23d%20100%25'
    """
    head, hash_sign, fragment = address.partition("#")
    fragment = fragment.replace("#", "%23")
    return _NOT_IN_URI.sub(lambda match: quote(match[0], safe=""), head + hash_sign + fragment)


def is_xml_id(name: str) -> bool:
    """Whether ``name`` may be an xml:id that every tool takes: a letter, then ASCII letters, digits, ``. _ -``."""
    return re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", name) is not None
