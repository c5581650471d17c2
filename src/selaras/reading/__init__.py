"""Raw input to documents: blocks with roles, metadata, language."""

from ..errors import InputError
from .discovery import discover
from .encodings import Decoded, decode
from .lines import Newlines, paragraph_spans
from .options import DEFAULT, ReadingOptions
from .readers import READERS, SUFFIXES, Reader, iter_documents, read, read_all
from .sources import Source
from .text import read_text

__all__ = [
    "DEFAULT",
    "READERS",
    "SUFFIXES",
    "Decoded",
    "InputError",
    "Newlines",
    "Reader",
    "ReadingOptions",
    "Source",
    "decode",
    "discover",
    "iter_documents",
    "paragraph_spans",
    "read",
    "read_all",
    "read_text",
]
