"""Lines of text that others wrote, in the encodings that spreadsheets and editors save."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Generator
from io import BufferedReader, TextIOWrapper
from typing import BinaryIO, cast

from ..errors import FormatError

OnError = Callable[[FormatError], None]


def refuse(error: FormatError) -> None:
    """Take no file in which a line is bad."""
    raise error


def iter_lines(stream: BinaryIO, path: str = "", on_error: OnError = refuse) -> Generator[tuple[int, str], None, None]:
    """Number and text of each line without its end; only LF and CRLF end a line.

    UTF-8, or UTF-16 behind a byte order mark.

    Args:
        stream: The file.
        path: For messages.
        on_error: Told of each line whose bytes are not of the encoding; it is left out.
    """
    encoding = _encoding(stream)
    # Bytes that cannot be decoded come out as lone surrogates, which tell the line.
    text = TextIOWrapper(
        stream, encoding, errors="surrogateescape" if encoding == "utf-8-sig" else "replace", newline="\n"
    )
    try:
        for number, line in enumerate(text, 1):
            if not line.isprintable() and any("\ud800" <= c <= "\udfff" for c in line):
                on_error(FormatError("not UTF-8 text", path=path or None, line=number, remedy="save the file as UTF-8"))
                continue
            yield number, line.removesuffix("\n").removesuffix("\r")
    finally:
        text.detach()


def _encoding(stream: BinaryIO) -> str:
    if stream.seekable():
        start = stream.tell()
        head = stream.read(2)
        stream.seek(start)
    else:
        head = cast(BufferedReader, stream).peek(2)[:2]
    return "utf-16" if head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
