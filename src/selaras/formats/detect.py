"""Which format a file has: XML by its root element, text by its suffix."""

from __future__ import annotations

from typing import BinaryIO

from .xmlread import first_element, local_name


def format_of(stream: BinaryIO, name: str) -> str | None:
    """Key of ``FORMATS``, None for a file of no known format; the stream is left where it was.

    Args:
        stream: Seekable, uncompressed.
        name: The file's name, with or without ``.gz``.

    Raises:
        FormatError: A suffix of text is missing and it is not XML either.
    """
    suffix = name.lower().removesuffix(".gz").rpartition(".")[2]
    if suffix in ("jsonl", "tsv"):
        return suffix
    start = stream.tell()
    root = first_element(stream.read(1 << 16), name)
    stream.seek(start)
    if local_name(root) == "xliff":
        return "xliff12" if (root.get("version") or "").startswith("1.") else "xliff21"
    return {"tmx": "tmx", "tei": "tei", "teicorpus": "tei"}.get(local_name(root))
