"""Bytes to text: UTF-8 and UTF-16 as they are, windows-1252 where UTF-8 fails, nothing lost.

Indonesian text that is not UTF-8 is windows-1252 in practice, often inside a file that
is UTF-8 elsewhere, so bytes that are not UTF-8 are read as windows-1252 one by one.
Guessing (charset-normalizer) is left for text whose letters are mostly not ASCII,
where there is enough of it to guess from.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ..errors import InputError

_UTF8_BOM = codecs.BOM_UTF8
_WIDE_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FILE_TYPES = (
    (b"%PDF-", "a PDF file", "convert it to text, HTML or DOCX first"),
    (b"{\\rtf", "an RTF file", "save it as DOCX or plain text first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", "save it as DOCX or plain text first"),
    (b"PK\x03\x04", "a ZIP archive", "unpack it first, or name a Word file .docx"),
    (b"\x1f\x8b", "gzip data", "name it .gz"),
    (b"BZh", "bzip2 data", "unpack it first"),
    (b"\xfd7zXZ\x00", "xz data", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "give its text instead"),
    (b"\xff\xd8\xff", "a JPEG image", "give its text instead"),
    (b"GIF8", "a GIF image", "give its text instead"),
    (b"SQLite format 3\x00", "an SQLite database", "export its rows as JSONL or CSV first"),
    (b"\x7fELF", "a program", "give a text file instead"),
)
_CONTROL_BYTES = bytes([*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F])
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# What windows-1252 and Mac Roman make of the UTF-8 of letters, quotation marks and dashes.
_MOJIBAKE = re.compile("[ÂÃ][\u0080-\u00bf]|â€.|ï»¿|‚Ä[\u0080-\u2122]|¬[†∞]")
_NON_ASCII_BYTES = bytes(range(0x80, 0x100))
# Below this, a file with some stray control characters is still text.
_CONTROLS_OF_TEXT = 8
_CONTROL_SHARE_OF_BINARY = 0.05
_GUESS_FROM = 64
_GUESS_SHARE = 0.25
_GUESS_SAMPLE = 1 << 16
# What the "surrogateescape" handler makes of a byte that is not UTF-8.
_ESCAPED = re.compile("[\udc80-\udcff]")
_MULTIBYTE = re.compile("[^\x00-\x7f\udc80-\udcff]")
# The five bytes that windows-1252 leaves undefined stay control characters, as browsers have it.
_WINDOWS_1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was decoded.

    Attributes:
        text: Verbatim: newlines and control characters kept, the byte order mark left out.
        encoding: ``utf-8``, ``utf-16-le``, ``windows-1252``, ``utf-8+windows-1252`` (mixed)…
        bom: Whether a byte order mark stood in front.
        notes: What was noticed, one sentence each.
    """

    text: str
    encoding: str
    bom: bool = False
    notes: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    r"""Decode the bytes of a text file without losing any of them.

    Args:
        data: The whole file.
        encoding: Name of the encoding where it is known, None to find it out.

    Raises:
        InputError: The bytes are no text, not in ``encoding``, or ``encoding`` is unknown.

    >>> decode(b"Harga naik 5 \x80")
    Decoded(text='Harga naik 5 €', encoding='windows-1252', bom=False, notes=())
    """
    decoded = _decode_as(data, encoding) if encoding else _decode_unknown(data)
    return Decoded(decoded.text, decoded.encoding, decoded.bom, decoded.notes + _notes_on_controls(decoded.text))


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise InputError(f"unknown encoding {encoding!r}", remedy="name one that Python knows, such as utf-8") from None
    except UnicodeError as error:
        raise InputError(f"not {encoding}: {error}", remedy="name the right encoding or none") from None
    bom = text.startswith("\ufeff")
    return Decoded(text.removeprefix("\ufeff"), encoding, bom)


def _decode_unknown(data: bytes) -> Decoded:
    _refuse_file_types(data)
    wide = _decode_wide(data)
    if wide is not None:
        return wide
    _refuse_binary(data)
    bom = data.startswith(_UTF8_BOM)
    body = data[len(_UTF8_BOM) :] if bom else data
    try:
        return Decoded(body.decode("utf-8"), "utf-8", bom)
    except UnicodeDecodeError:
        return _guess(body) or _decode_mixed(body, bom)


def _decode_wide(data: bytes) -> Decoded | None:
    """UTF-16 and UTF-32, told by their byte order mark, UTF-16 also by its zero bytes."""
    for mark, encoding in _WIDE_BOMS:
        if data.startswith(mark) and (encoding[:6] == "utf-16" or len(data) % 4 == 0):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding, bom=True)
            except UnicodeDecodeError as error:
                if encoding.startswith("utf-32"):
                    continue
                raise InputError(
                    f"damaged {encoding} text: {error.reason} at byte {error.start + len(mark)}",
                    remedy="save it again as UTF-8",
                ) from None
    bare = utf16_by_zeros(data)
    if bare is None:
        return None
    try:
        return Decoded(data.decode(bare), bare, notes=("UTF-16 without a byte order mark.",))
    except UnicodeDecodeError:
        return None


def utf16_by_zeros(data: bytes) -> str | None:
    """The kind of UTF-16 that text without a byte order mark is in, told by where its zero bytes are; else None."""
    half = len(data) // 2
    if half < 2 or len(data) % 2 or b"\x00" not in data:
        return None
    even, odd = data[0::2].count(0) / half, data[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def _refuse_file_types(data: bytes) -> None:
    for magic, name, remedy in _FILE_TYPES:
        if data.startswith(magic):
            raise InputError(f"is {name}, not text", remedy=remedy)


def _refuse_binary(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > max(_CONTROLS_OF_TEXT, _CONTROL_SHARE_OF_BINARY * len(data)):
        share = controls / len(data)
        raise InputError(f"is binary, not text: {share:.0%} control characters", remedy="give a text file instead")


def _guess(data: bytes) -> Decoded | None:
    """Text in a script that windows-1252 does not have, if there is enough to tell."""
    high = len(data) - len(data.translate(None, _NON_ASCII_BYTES))
    visible = len(data.translate(None, b" \t\r\n"))
    if high < _GUESS_FROM or high < _GUESS_SHARE * visible or _is_mostly_utf8(data):
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_SAMPLE]).best()
    if best is None:
        return None
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    return Decoded(text, best.encoding.replace("_", "-"), notes=(f"Encoding guessed: {best.encoding}.",))


def _is_mostly_utf8(data: bytes) -> bool:
    return data.decode("utf-8", "replace").count("\ufffd") * 20 < len(data)


def _decode_mixed(data: bytes, bom: bool) -> Decoded:
    """UTF-8 where it is valid; every other byte is windows-1252."""
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(text))
    if not bom and not _MULTIBYTE.search(text):
        return Decoded(text.translate(_WINDOWS_1252), "windows-1252")
    note = f"Mixed encoding: {bad} bytes are not UTF-8 and were read as windows-1252."
    return Decoded(text.translate(_WINDOWS_1252), "utf-8+windows-1252", bom, (note,))


def decode_escaped(text: str) -> str:
    """Text decoded with ``surrogateescape``, its escaped bytes read as windows-1252."""
    return text.translate(_WINDOWS_1252) if _ESCAPED.search(text) else text


def encoding_of_mark(start: bytes) -> str | None:
    """The encoding that a byte order mark at the start of a file tells; it consumes the mark."""
    for mark, encoding in _WIDE_BOMS:
        if start.startswith(mark):
            return encoding[:6]
    return "utf-8-sig" if start.startswith(_UTF8_BOM) else None


def notes_on_mojibake(text: str) -> tuple[str, ...]:
    """A note where UTF-8 was once read as another encoding, for ``normalise_source`` to repair."""
    found = 0 if text.isascii() else len(_MOJIBAKE.findall(text))
    return (f"Mojibake suspected at {found} place{'s' if found > 1 else ''}.",) if found else ()


def _notes_on_controls(text: str) -> tuple[str, ...]:
    found = _CONTROL.findall(text)
    if not found:
        return ()
    names = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(found))[:5])
    return (f"{len(found)} control characters kept ({names}).",)
