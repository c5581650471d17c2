"""TEI P5: one file an article and language, and a ``teiCorpus`` a language that includes them.

Both languages share their local ids, so ``DOC.id.xml#ID`` is translated by ``DOC.en.xml#ID``.
"""

from .article import ArticleEntry, write_article
from .corpus import write_corpus, write_files

__all__ = ["ArticleEntry", "write_article", "write_corpus", "write_files"]
