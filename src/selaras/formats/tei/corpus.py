"""The corpus file of each language, and the whole export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from lxml import etree

from ...errors import FormatError
from ...model import BilingualDocument, Origin, Severity, Status
from ...scratch import DiskTable, packed, unpacked
from ..exchange import ExportContext, Sink, Written
from ..xmlread import XML_LANG
from ..xmltext import child, element
from .article import ArticleEntry, model_name, write_article, write_root
from .facts import Agent, Facts, Prefix, Vocabulary
from .header import header_of
from .names import XINCLUDE, article_path, corpus_name, languages, root_element, tag

# No doc_id holds a dot, so no id of an article is equal to one of these.
_PREFIX = "selaras.corpus."


class CorpusTotals:
    """What the header of a corpus file states; of each article it keeps the name alone, on disk."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.articles = 0
        self._doc_ids = DiskTable(("doc_id",))
        self.extent: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.tags_with_id: Counter[str] = Counter()
        self.languages: set[str] = set()
        self.signatures: dict[str, None] = {}

    def add(self, entry: ArticleEntry) -> None:
        """Count one article in."""
        self.articles += 1
        self._doc_ids.append(packed(entry.doc_id))
        self.extent.update(entry.extent)
        self.tags.update(entry.tags)
        self.tags_with_id.update(entry.tags_with_id)
        self.languages.update(entry.languages)
        self.signatures.update(dict.fromkeys(entry.signatures))

    def doc_ids(self) -> Iterator[str]:
        """The names of the articles, in order."""
        return (unpacked(name) for (name,) in self._doc_ids.select("SELECT doc_id FROM rows ORDER BY rowid"))


def write_files(documents: Iterable[BilingualDocument], sink: Sink, context: ExportContext) -> Written:
    """Write ``ab/DOC.id.xml`` and ``ab/DOC.en.xml`` of every article, ``corpus.id.xml`` and ``corpus.en.xml``.

    One article is in memory at a time. Without articles nothing is written: TEI has no empty corpus.
    """
    totals = [CorpusTotals(language) for language in languages(context)]
    documents_written = units = 0
    for document in documents:
        for side in totals:
            with sink(article_path(document.document.doc_id, side.language)) as stream:
                side.add(write_article(document, side.language, stream, context))
        documents_written += 1
        units += sum(unit.segment.translatable for unit in document.units)
    if documents_written == 0:
        return Written(files=0)
    for side in totals:
        with sink(corpus_name(side.language)) as stream:
            _write_totals(side, stream, context)
    return Written(documents_written, units, files=2 * documents_written + 2)


def write_corpus(entries: Iterable[ArticleEntry], language: str, stream: BinaryIO, context: ExportContext) -> None:
    """Write the ``teiCorpus`` of one language, which includes its articles by XInclude.

    Args:
        entries: What ``write_article`` gave for each article, in the order of the corpus.
        language: The side.
        stream: Takes the file ``names.corpus_name(language)``.
        context: What the export depends on.

    Raises:
        FormatError: There are no articles; TEI has no empty corpus.
    """
    totals = CorpusTotals(language)
    for entry in entries:
        totals.add(entry)
    _write_totals(totals, stream, context)


def _write_totals(totals: CorpusTotals, stream: BinaryIO, context: ExportContext) -> None:
    if not totals.articles:
        raise FormatError("a TEI corpus without articles", remedy="build the corpus first")
    source, target = languages(context)
    is_translation = totals.language == target
    root = root_element("teiCorpus", {"xi": XINCLUDE})
    root.set(XML_LANG, context.locales[is_translation])
    root.set("corresp", corpus_name(source if is_translation else target))
    names = (article_path(doc_id, totals.language) for doc_id in totals.doc_ids())
    includes = (f"  <xi:include href={quoteattr(name)}/>\n" for name in names)
    write_root(root, [_header(totals, is_translation, context)], stream, includes)


def _header(totals: CorpusTotals, is_translation: bool, context: ExportContext) -> etree._Element:
    agents = tuple(
        Agent(f"{_PREFIX}mt.{number}", model_name(signature, context), signature)
        for number, signature in enumerate(totals.signatures, 1)
    )
    facts = Facts(
        title=context.title,
        title_language="en",
        is_translation=is_translation,
        extent={"texts": totals.articles, **totals.extent},
        tags=totals.tags,
        tags_with_id=totals.tags_with_id,
        languages=tuple(sorted(totals.languages)),
        agents=agents,
        vocabulary=_vocabulary(context) if is_translation else Vocabulary(),
        prefixes=tuple(
            Prefix(name, "(.+)", f"#{_PREFIX}{name}.$1", "A category of a taxonomy of this header.")
            for name in ("status", "origin", "check", "severity")
            if is_translation
        ),
    )
    source = element(tag("sourceDesc"))
    child(
        source, tag("p"), "News articles in Indonesian as found on the web; each article's own header names its source."
    )
    return header_of(facts, source, context)


def _vocabulary(context: ExportContext) -> Vocabulary:
    return Vocabulary(_PREFIX, tuple(Status), tuple(Origin), tuple(sorted(context.checks)), tuple(Severity))
