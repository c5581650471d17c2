"""One article in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from ...errors import FormatError
from ...model import BilingualDocument, Status, TranslationUnit
from ..dates import format_iso_date, parse_date
from ..exchange import ExportContext
from ..xmlread import XML_LANG
from ..xmltext import line_text
from .body import TextSide, text_of
from .facts import Agent, Change, Facts, Prefix, Vocabulary
from .header import header_of, source_of_article
from .names import XML_ID, article_name, is_xml_id, languages, root_element, with_true_ids
from .standoff import source_standoff, translation_standoff


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """What a corpus file needs to know about an article that was written.

    Attributes:
        doc_id: Of the article.
        language: Of the file.
        extent: Quantity by unit.
        tags: How often each element stands inside ``text``.
        tags_with_id: How many of them have an xml:id.
        languages: Values of xml:lang.
        signatures: Of its machine translations.
    """

    doc_id: str
    language: str
    extent: Mapping[str, int]
    tags: Mapping[str, int]
    tags_with_id: Mapping[str, int]
    languages: tuple[str, ...]
    signatures: tuple[str, ...]


def write_article(document: BilingualDocument, language: str, stream: BinaryIO, context: ExportContext) -> ArticleEntry:
    """Write one side of an article; only this article is in memory.

    Args:
        document: The article with its translation.
        language: The side: source or target language of ``context.langpair``.
        stream: Takes the file ``names.article_name(doc_id, language)``.
        context: What the export depends on.

    Raises:
        FormatError: An id is not a legal xml:id, or two are equal; or the language is none of the pair.
    """
    _check_ids(document)
    side = _side(document, language, context)
    text = text_of(side)
    facts = _facts(side, text, context)
    header = header_of(facts, source_of_article(document.document, side.source_language), context)
    pointing = translation_standoff(document, languages(context)) if side.is_translation else source_standoff(document)
    write_root(_root(side, context), [header, text], stream, [pointing])
    signatures = tuple(agent.signature for agent in side.agents if agent.signature)
    return ArticleEntry(
        side.doc_id, language, facts.extent, facts.tags, facts.tags_with_id, facts.languages, signatures
    )


def write_root(
    root: etree._Element, parts: Iterable[etree._Element], stream: BinaryIO, last: Iterable[str] = ()
) -> None:
    """Write a root with its parts below each other; ``last`` are parts that are text already."""
    root.text = "\n  "
    for part in parts:
        root.append(part)
        part.tail = "\n  "
    part.tail = "\n"
    body, start_of_end_tag, name = etree.tostring(root, encoding="unicode").rpartition("</")
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{with_true_ids(body)}'.encode())
    for text in last:
        stream.write(text.encode())
    stream.write(f"{start_of_end_tag}{name}\n".encode())


def _root(side: TextSide, context: ExportContext) -> etree._Element:
    root = root_element("TEI")
    root.set(XML_ID, side.doc_id)
    root.set(XML_LANG, side.language)
    root.set("corresp", article_name(side.doc_id, languages(context)[0 if side.is_translation else 1]))
    return root


def _side(document: BilingualDocument, language: str, context: ExportContext) -> TextSide:
    source, target = languages(context)
    article = document.document
    if language not in (source, target):
        what = f"no side in {language!r}"
        raise FormatError(what, path=article.path, remedy=f"the languages are {source} and {target}")
    locale = context.locales[0] if article.language == source else article.language
    if language == source:
        return TextSide(document, False, locale, locale)
    return TextSide(document, True, context.locales[1], locale, _agents(document.units, article.doc_id, context))


def _check_ids(document: BilingualDocument) -> None:
    path = document.document.path
    names = [document.document.doc_id, *(unit.tuid for unit in document.units)]
    for name, count in Counter(names).items():
        if not is_xml_id(name):
            what, remedy = "not a name for an XML element", "start with a letter, then letters, digits, . _ -"
            raise FormatError(what, path=path, tuid=name, remedy=remedy)
        if count > 1:
            raise FormatError("two elements of one name", path=path, tuid=name, remedy="give each its own")


def _agents(units: Iterable[TranslationUnit], doc_id: str, context: ExportContext) -> tuple[Agent, ...]:
    units = list(units)
    signatures = dict.fromkeys(unit.signature for unit in units if unit.signature)
    people = dict.fromkeys(unit.person for unit in units if unit.person)
    machines = [
        Agent(f"{doc_id}.mt.{number}", model_name(signature, context), signature)
        for number, signature in enumerate(signatures, 1)
        if signature
    ]
    return (*machines, *(Agent(f"{doc_id}.person.{number}", name) for number, name in enumerate(people, 1) if name))


def model_name(signature: str, context: ExportContext) -> str:
    """The name of the model that a signature stands for."""
    provenance = context.provenances.get(signature)
    return provenance.model if provenance else signature.partition("|")[0]


def _facts(side: TextSide, text: etree._Element, context: ExportContext) -> Facts:
    inside = list(text.iterdescendants(etree.Element))
    document = side.document
    used = {"en", side.language, side.source_language, *(code for item in inside if (code := item.get(XML_LANG)))}
    title, title_language = _title(side)
    return Facts(
        title=title,
        title_language=title_language,
        is_translation=side.is_translation,
        extent=_extent(document, side.is_translation),
        tags=Counter(etree.QName(item).localname for item in inside),
        tags_with_id=Counter(etree.QName(item).localname for item in inside if item.get(XML_ID)),
        languages=tuple(sorted(used)),
        prefixes=_prefixes(document, side.is_translation, context),
        agents=side.agents,
        vocabulary=_vocabulary(document) if side.is_translation else Vocabulary(),
        changes=_changes(side) if side.is_translation else (),
        metadata=document.document.metadata,
    )


def _title(side: TextSide) -> tuple[str, str]:
    """The title with its language: translated where it is a unit of the text."""
    article = side.document.document
    title = line_text(article.metadata.title or article.path)
    translated = (unit.target for unit in side.document.units if unit.source == title and unit.target)
    if side.is_translation and (found := next(translated, None)):
        return found, side.language
    return title, side.source_language


def _extent(document: BilingualDocument, is_translation: bool) -> dict[str, int]:
    """What is translated counts; bylines, widgets and the like do not."""
    units = [unit for unit in document.units if unit.segment.translatable]
    texts = [unit.target if is_translation else unit.source for unit in units]
    blocks = {unit.segment.block_id for unit in units}
    return {"blocks": len(blocks), "units": len(units), "words": sum(len(text.split()) for text in texts if text)}


def _prefixes(document: BilingualDocument, is_translation: bool, context: ExportContext) -> tuple[Prefix, ...]:
    doc_id = document.document.doc_id
    if not is_translation:
        meaning = "First and last character of a segment in the decoded text of the article (RFC 5147, code points)."
        return (Prefix("char", r"(\d+,\d+)", f"{doc_id}.txt#char=$1", meaning),)
    source = article_name(doc_id, languages(context)[0])
    local = [("status", "How far the work has come."), ("origin", "Who made it.")]
    local += [("check", "What was found."), ("severity", "How bad it is.")] if document.findings else []
    return (
        Prefix("mt-src", "(.+)", f"{source}#$1", "The element of the source text that was translated."),
        *(Prefix(name, "(.+)", f"#{doc_id}.{name}.$1", meaning) for name, meaning in local),
    )


def _vocabulary(document: BilingualDocument) -> Vocabulary:
    units = [unit for unit in document.units if unit.segment.translatable]
    return Vocabulary(
        prefix=f"{document.document.doc_id}.",
        statuses=tuple(sorted({unit.status for unit in units})),
        origins=tuple(sorted({unit.origin for unit in units if unit.origin is not None})),
        checks=tuple(sorted({finding.code for finding in document.findings})),
        severities=tuple(sorted({finding.severity for finding in document.findings})),
    )


_CHANGES = {
    Status.EDITED: "Translation edited.",
    Status.APPROVED: "Translation approved.",
    Status.REJECTED: "Translation rejected.",
}


def _changes(side: TextSide) -> tuple[Change, ...]:
    """What people did, together where it was the same person, moment and deed."""
    people = {agent.name: agent.xml_id for agent in side.agents if agent.signature is None}
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for unit in side.document.units:
        if unit.person or unit.date:
            date = parse_date(unit.date)
            what = _CHANGES.get(unit.status, "Translation to be reviewed.")
            key = (format_iso_date(date) if date else "", people.get(unit.person or "", ""), what)
            grouped.setdefault(key, []).append(unit.tuid)
    return tuple(
        Change(when or None, who or None, what, tuple(ids)) for (when, who, what), ids in sorted(grouped.items())
    )
