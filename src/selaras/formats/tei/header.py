"""The teiHeader of articles and corpora."""

from __future__ import annotations

from lxml import etree

from ...model import Document
from ..dates import format_iso_date, w3c_date
from ..exchange import ExportContext
from ..xmlread import XML_LANG
from ..xmltext import child, element, line_text
from .encoding import encoding_description
from .facts import Facts
from .names import XML_ID, tag, uri_text

_LANGUAGE_NAMES = {"id": "Indonesian", "en": "English", "ms": "Malay"}


def header_of(facts: Facts, source: etree._Element, context: ExportContext) -> etree._Element:
    """The header; ``source`` is its ``sourceDesc``."""
    made = element(tag("teiHeader"), attributes={XML_LANG: "en"})
    made.append(_file_description(facts, source, context))
    made.append(encoding_description(facts, context))
    made.append(_profile_description(facts))
    made.append(_revisions(facts, context))
    etree.indent(made, level=1)
    return made


def source_of_article(document: Document, language: str) -> etree._Element:
    """The ``sourceDesc`` of an article: where it came from and what is known about it."""
    made = element(tag("sourceDesc"))
    bibl = child(made, tag("bibl"), attributes={"type": "article"})
    metadata = document.metadata
    if metadata.title:
        child(bibl, tag("title"), line_text(metadata.title), {"level": "a", XML_LANG: language})
    if metadata.subtitle:
        child(bibl, tag("title"), line_text(metadata.subtitle), {"level": "a", "type": "sub", XML_LANG: language})
    for name, value in (("author", metadata.author), ("publisher", metadata.publisher)):
        if value:
            child(bibl, tag(name), line_text(value))
    for kind, date in (("published", metadata.date), ("modified", metadata.modified)):
        if date:
            bibl.append(_date(date, kind))
    if metadata.url:
        child(bibl, tag("ref"), line_text(metadata.url), {"target": _target(line_text(metadata.url))})
    child(bibl, tag("idno"), document.path, {"type": "path"})
    if document.bytes_sha256:
        child(bibl, tag("idno"), document.bytes_sha256, {"type": "sha256"})
    for note in _notes_on(document):
        bibl.append(note)
    return made


def _target(address: str) -> str | None:
    """The address as a pointer; without a scheme of the web it would point at a file beside this one."""
    return uri_text(address) if address.lower().startswith(("https://", "http://")) else None


def _notes_on(document: Document) -> list[etree._Element]:
    notes = [
        element(tag("note"), line_text(value), {"type": "metadata", "n": line_text(name)})
        for name, value in document.metadata.extra
    ]
    reading = f"Decoded from {document.encoding}{' with byte order mark' if document.bom else ''}"
    reading += f" by {document.reader}." if document.reader else "."
    said = [reading, *document.notes]
    return notes + [element(tag("note"), line_text(text), {"type": "reading"}) for text in said]


def _date(text: str, kind: str | None = None) -> etree._Element:
    return element(tag("date"), line_text(text), {"type": kind, "when": w3c_date(text)})


def _file_description(facts: Facts, source: etree._Element, context: ExportContext) -> etree._Element:
    made = element(tag("fileDesc"))
    made.append(_titles(facts, context))
    extent = child(made, tag("extent"))
    for unit, quantity in facts.extent.items():
        child(extent, tag("measure"), f"{quantity} {unit}", {"unit": unit, "quantity": str(quantity)})
    made.append(_publication(facts, context))
    made.append(source)
    return made


def _titles(facts: Facts, context: ExportContext) -> etree._Element:
    made = element(tag("titleStmt"))
    child(made, tag("title"), line_text(facts.title), {"type": "main", XML_LANG: facts.title_language})
    if facts.is_translation:
        child(made, tag("title"), "English translation, aligned with the Indonesian text", {"type": "sub"})
    if facts.metadata.author:
        child(made, tag("author"), line_text(facts.metadata.author))
    for agent in facts.agents:
        statement = child(made, tag("respStmt"), attributes={XML_ID: agent.xml_id})
        if agent.signature is None:
            child(statement, tag("resp"), "Revision of the English translation")
            child(statement, tag("persName"), line_text(agent.name))
        else:
            child(statement, tag("resp"), "Machine translation to English")
            child(statement, tag("name"), f"{line_text(agent.name)} ({line_text(agent.signature)})")
    statement = child(made, tag("respStmt"))
    child(statement, tag("resp"), "Segmentation, alignment and TEI encoding")
    child(statement, tag("name"), f"selaras {context.version}")
    return made


def _publication(facts: Facts, context: ExportContext) -> etree._Element:
    made = element(tag("publicationStmt"))
    if context.publisher:
        child(made, tag("publisher"), line_text(context.publisher))
    else:
        child(made, tag("authority"), "unpublished")
    date = format_iso_date(context.date)
    child(made, tag("date"), date[:10], {"when": date[:10]})
    licence = facts.metadata.licence
    if licence:
        child(child(made, tag("availability")), tag("licence"), line_text(licence))
    else:
        availability = child(made, tag("availability"), attributes={"status": "unknown"})
        child(availability, tag("p"), "No licence is known; the rights in the articles stay with their publishers.")
    return made


def _profile_description(facts: Facts) -> etree._Element:
    made = element(tag("profileDesc"))
    metadata = facts.metadata
    if metadata.date or metadata.place:
        creation = child(made, tag("creation"))
        if metadata.date:
            creation.append(_date(metadata.date))
        if metadata.place:
            child(creation, tag("placeName"), line_text(metadata.place))
    usage = child(made, tag("langUsage"))
    for code in facts.languages:
        child(usage, tag("language"), _LANGUAGE_NAMES.get(code.partition("-")[0], code), {"ident": code})
    if metadata.genre:
        keywords = child(child(made, tag("textClass")), tag("keywords"))
        child(keywords, tag("term"), line_text(metadata.genre))
    return made


def _revisions(facts: Facts, context: ExportContext) -> etree._Element:
    made = element(tag("revisionDesc"))
    for change in facts.changes:
        attributes = {
            "when": change.when,
            "who": f"#{change.who}" if change.who else None,
            "target": " ".join(f"#{tuid}" for tuid in change.tuids),
        }
        child(made, tag("change"), change.what, attributes)
    child(made, tag("change"), f"Written by selaras {context.version}.", {"when": format_iso_date(context.date)})
    return made
