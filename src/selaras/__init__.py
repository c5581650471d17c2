"""Raw Indonesian articles in, a checked and aligned Indonesian-English corpus out."""

from ._version import __version__

__all__ = ["__version__"]
