"""The one way from raw text to the text that people and machines see."""

from __future__ import annotations

import re
import unicodedata

NORMALISER = "1"

# Not legal in XML 1.0, or not to be seen at all: controls, surrogates, noncharacters,
# zero-width space, word joiner, byte order mark, soft hyphen.
INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(chr((plane << 16) | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# Bytes of UTF-8 read as windows-1252 always show one of these before another non-ASCII character.
_MOJIBAKE_LEAD = re.compile("[\u00c2\u00c3\u00c5\u00ce\u00cf\u00d0\u00d1\u00d8\u00d9\u00e2\u00ef\u00f0][^\x00-\x7f]")


def normalise_source(raw: str) -> str:
    """Repair mojibake, drop invisible characters, compose (NFC), make every white-space run one space.

    Translation, ids, memory, checks and exports all see this text; the corpus keeps the
    raw text beside it. The result is trimmed, holds only characters that XML 1.0 allows,
    and normalising it again changes nothing. It is empty for text without visible characters.

    >>> normalise_source("  Harga\\u00a0naik\\n5,5 persen. ")
    'Harga naik 5,5 persen.'
    """
    previous, text = raw, _normalise_once(raw)
    while text != previous:
        previous, text = text, _normalise_once(text)
    return text


def _normalise_once(raw: str) -> str:
    text = " ".join(raw.split())
    if text.isascii() and text.isprintable():
        return text
    if _MOJIBAKE_LEAD.search(text):
        # Loaded only where it may be needed: it takes longer than all the rest of the start-up.
        import ftfy

        text = ftfy.fix_encoding(text)
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return " ".join(unicodedata.normalize("NFC", text).split())
