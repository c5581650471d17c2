"""The encoding of a page: what its bytes say, and what it says itself."""

from __future__ import annotations

import re

from ...errors import InputError
from ..encodings import Decoded, decode
from ..options import ReadingOptions

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# Browsers read these as windows-1252 too (WHATWG Encoding Standard).
_LIKE_WINDOWS_1252 = frozenset({b"iso-8859-1", b"latin1", b"us-ascii", b"ascii", b"windows-1252"})


def decoded_page(data: bytes, options: ReadingOptions) -> Decoded:
    """The page as text; the encoding that it names counts where its bytes leave a choice."""
    decoded = decode(data, options.encoding)
    named = _CHARSET.search(data[:4096])
    if options.encoding or named is None or decoded.encoding == "utf-8" or named[1].lower() in _LIKE_WINDOWS_1252:
        return decoded
    try:
        return decode(data, named[1].decode("ascii"))
    except InputError:
        return decoded
