"""Saved web pages: the article in the page, as text with blocks, and the page's own metadata."""

from .article import SIGNATURE, article_of, pieces_of, read_html

__all__ = ["SIGNATURE", "article_of", "pieces_of", "read_html"]
