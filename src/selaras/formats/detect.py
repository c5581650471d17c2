"""Which format a file has, by its content: XML by its root element, text by how its first line looks."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from ..errors import FormatError
from .xmlread import first_element, local_name

_TEXT_SUFFIXES = frozenset({"jsonl", "tsv"})
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def format_of(stream: BinaryIO, name: str) -> str | None:
    """Key of ``FORMATS``, None for a file of no known format; the stream is left where it was.

    Args:
        stream: Seekable, uncompressed.
        name: The file's name, with or without ``.gz``; its suffix decides where the content does not.

    Raises:
        FormatError: It looks like XML and is none.
    """
    start = stream.tell()
    head = stream.read(1 << 16)
    stream.seek(start)
    suffix = name.lower().removesuffix(".gz").rpartition(".")[2]
    text = head.decode("utf-16" if head.startswith(_UTF_16) else "utf-8-sig", errors="replace").lstrip()
    if text.startswith("<"):
        return _format_of_xml(head, name, suffix)
    if suffix in _TEXT_SUFFIXES:
        return suffix
    if text.startswith("{"):
        return "jsonl"
    return "tsv" if "\t" in text.partition("\n")[0] else None


def _format_of_xml(head: bytes, name: str, suffix: str) -> str | None:
    """The format of what looks like XML: a cell of a table may begin with a tag."""
    is_text = suffix in _TEXT_SUFFIXES
    try:
        root = first_element(head, name)
    except FormatError:
        if is_text:
            return suffix
        raise
    if local_name(root) == "xliff":
        return "xliff12" if (root.get("version") or "").startswith("1.") else "xliff21"
    known = {"tmx": "tmx", "tei": "tei", "teicorpus": "tei"}.get(local_name(root))
    return known or (suffix if is_text else None)
