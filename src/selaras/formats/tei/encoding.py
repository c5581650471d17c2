"""The encodingDesc: how the text was cut, normalised and tagged, by which programs, pointing where."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from ...model import Check
from ...normalise import NORMALISER
from ..exchange import ExportContext
from ..statuses import ORIGIN_MEANINGS, STATUS_NAMES
from ..xmltext import child, element, line_text
from .facts import Agent, Facts, Vocabulary
from .names import TEI, XML_ID, tag

_VERSION = re.compile(r"\d+[a-z]*\d*(?:\.\d+[a-z]*\d*){0,3}")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]")
_NORMALIZATION = (
    f"Segments were normalised (rules {NORMALISER}): mojibake repaired, characters composed (NFC), invisible "
    "characters dropped, runs of white space made one space. Offsets point into the text as it was decoded."
)
_SOURCE_SEGMENTATION = (
    "An s is a segment of the source text: a sentence, a heading, a list item or a caption. What is not translated, "
    "such as bylines, sign-offs and page furniture, is kept in note, seg and byline."
)
_TARGET_SEGMENTATION = (
    "An s is an alignment unit: the translation of the one segment that its corresp names. It may hold two sentences. "
    "What was not translated is kept in note, seg and byline in its own language."
)


def encoding_description(facts: Facts, context: ExportContext) -> etree._Element:
    """The whole ``encodingDesc``."""
    made = element(tag("encodingDesc"))
    editorial = child(made, tag("editorialDecl"))
    normalization = child(editorial, tag("normalization"), attributes={"method": "silent"})
    child(normalization, tag("p"), _NORMALIZATION)
    segmentation = child(editorial, tag("segmentation"))
    child(segmentation, tag("p"), _TARGET_SEGMENTATION if facts.is_translation else _SOURCE_SEGMENTATION)
    made.append(_tags(facts))
    taxonomies = list(_taxonomies(facts.vocabulary, context))
    if taxonomies:
        child(made, tag("classDecl")).extend(taxonomies)
    if facts.prefixes:
        made.append(_prefixes(facts))
    made.append(_applications(facts.agents, context))
    return made


def _tags(facts: Facts) -> etree._Element:
    made = element(tag("tagsDecl"))
    namespace = child(made, tag("namespace"), attributes={"name": TEI})
    for name, count in sorted(facts.tags.items()):
        attributes = {"gi": name, "occurs": str(count), "withId": str(facts.tags_with_id.get(name, 0))}
        child(namespace, tag("tagUsage"), attributes=attributes)
    return made


def _taxonomies(vocabulary: Vocabulary, context: ExportContext) -> Iterable[etree._Element]:
    statuses = [(STATUS_NAMES[status].tei, STATUS_NAMES[status].meaning) for status in vocabulary.statuses]
    origins = [(origin.value, ORIGIN_MEANINGS[origin]) for origin in vocabulary.origins]
    checks = [(code, _check_meaning(context.checks.get(code))) for code in vocabulary.checks]
    severities = [(str(severity), f"Severity {int(severity)} of 3.") for severity in vocabulary.severities]
    for name, meaning, categories in (
        ("status", "How far the work on a translation has come.", statuses),
        ("origin", "Who made a translation.", origins),
        ("check", "The checks that found something.", checks),
        ("severity", "How bad a finding is.", severities),
    ):
        if categories:
            yield _taxonomy(f"{vocabulary.prefix}{name}", meaning, categories)


def _taxonomy(name: str, meaning: str, categories: Iterable[tuple[str, str]]) -> etree._Element:
    made = element(tag("taxonomy"), attributes={XML_ID: name})
    child(made, tag("desc"), meaning)
    for category, text in categories:
        entry = child(made, tag("category"), attributes={XML_ID: f"{name}.{category}", "n": category})
        child(entry, tag("catDesc"), line_text(text))
    return made


def _check_meaning(check: Check | None) -> str:
    if check is None:
        return "A check."
    return f"{check.title} (severity {check.severity}, scope {check.scope}, ITS 2.0 type {check.its_type})."


def _prefixes(facts: Facts) -> etree._Element:
    made = element(tag("listPrefixDef"))
    for prefix in facts.prefixes:
        attributes = {
            "ident": prefix.ident,
            "matchPattern": prefix.pattern,
            "replacementPattern": prefix.replacement,
        }
        child(child(made, tag("prefixDef"), attributes=attributes), tag("p"), prefix.meaning)
    return made


def _applications(agents: Iterable[Agent], context: ExportContext) -> etree._Element:
    made = element(tag("appInfo"))
    application = child(made, tag("application"), attributes=_identity("selaras", context.version))
    child(application, tag("label"), f"selaras {context.version}")
    for agent in agents:
        if agent.signature is not None:
            made.append(_engine(agent, context))
    return made


def _engine(agent: Agent, context: ExportContext) -> etree._Element:
    provenance = context.provenances.get(agent.signature or "")
    engine = provenance.engine if provenance else (agent.signature or "").partition(":")[0]
    made = element(tag("application"), attributes={"type": "machine-translation", **_identity(engine, agent.name)})
    child(made, tag("label"), line_text(agent.name))
    child(made, tag("p"), f"Signature: {line_text(agent.signature or '')}")
    if provenance:
        child(made, tag("p"), f"SHA-256 of the package: {line_text(provenance.package_sha256)}")
    return made


def _identity(name: str, version: str) -> dict[str, str | None]:
    found = _VERSION.findall(version)
    ident = _NOT_IN_NAME.sub("-", name)
    return {"ident": ident if ident[:1].isalpha() else f"x{ident}", "version": found[-1] if found else "0"}
