"""Raw input to documents: blocks with roles, metadata, language."""

from .discovery import discover, listed
from .duplicates import Duplicate, find_duplicates
from .encodings import Decoded, decode
from .lines import Newlines, paragraph_spans
from .options import DEFAULT, ReadingOptions
from .readers import READERS, SUFFIXES, Reader, decode_file, iter_documents, read
from .sources import Source
from .text import read_text

__all__ = [
    "DEFAULT",
    "READERS",
    "SUFFIXES",
    "Decoded",
    "Duplicate",
    "Newlines",
    "Reader",
    "ReadingOptions",
    "Source",
    "decode",
    "decode_file",
    "discover",
    "find_duplicates",
    "iter_documents",
    "listed",
    "paragraph_spans",
    "read",
    "read_text",
]
