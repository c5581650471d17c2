"""What points into the text from outside: alignment, findings, measurements, the dateline."""

from __future__ import annotations

from lxml import etree

from ...model import BilingualDocument, Finding, Side, Span, TranslationUnit
from ...normalise import normalise_source
from ..remarks import measured_props
from ..xmltext import child, element, line_text
from .names import article_name, tag


def translation_standoff(document: BilingualDocument, languages: tuple[str, str]) -> etree._Element | None:
    """Links, findings and measurements of the target side, None where there are none."""
    made = element(tag("standOff"))
    _add_links(made, document, languages)
    _add_findings(made, document)
    for unit in document.units:
        _add_measurements(made, unit)
    return _indented(made)


def source_standoff(document: BilingualDocument) -> etree._Element | None:
    """The place of the dateline in its sentence, None where there is none."""
    made = element(tag("standOff"))
    dateline = document.document.metadata.dateline
    unit = next((unit for unit in document.units if dateline and _holds(unit.segment.span, dateline)), None)
    if dateline and unit:
        length = len(normalise_source(document.document.text[unit.segment.span.start : dateline.end]))
        group = child(made, tag("spanGrp"), attributes={"type": "dateline"})
        text = normalise_source(dateline.of(document.document.text))
        where = _string_range(unit.tuid, Span(length - len(text), length))
        child(group, tag("span"), text, {"target": f"#{unit.tuid}", "corresp": where})
    return _indented(made)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _indented(made: etree._Element) -> etree._Element | None:
    if len(made) == 0:
        return None
    etree.indent(made, level=1)
    for features in made.iterchildren(tag("fs")):
        _on_one_line(features)
    return made


def _on_one_line(made: etree._Element) -> None:
    for item in made.iter():
        if len(item):
            item.text = None
        if item is not made:
            item.tail = None


def _add_links(parent: etree._Element, document: BilingualDocument, languages: tuple[str, str]) -> None:
    if not document.alignments:
        return
    doc_id = document.document.doc_id
    source, target = (article_name(doc_id, language) for language in languages)
    group = child(
        parent,
        tag("linkGrp"),
        attributes={
            "type": "alignment",
            "targFunc": "source target",
            "domains": f"{source}#{doc_id}.text {target}#{doc_id}.text",
        },
    )
    for alignment in document.alignments:
        ends = [f"{source}#{name}" for name in alignment.source_ids] + [
            f"{target}#{name}" for name in alignment.target_ids
        ]
        child(group, tag("link"), attributes={"type": alignment.kind, "target": " ".join(ends)})


def _add_findings(parent: etree._Element, document: BilingualDocument) -> None:
    if not document.findings:
        return
    group = child(parent, tag("spanGrp"), attributes={"type": "findings"})
    for finding in document.findings:
        child(group, tag("span"), line_text(finding.message), _finding_attributes(finding))


def _finding_attributes(finding: Finding) -> dict[str, str | None]:
    on_source = finding.side is Side.SOURCE
    return {
        "target": f"mt-src:{finding.tuid}" if on_source else f"#{finding.tuid}",
        # Offsets are of the side's own text; a prefixed pointer cannot carry them.
        "corresp": None if on_source or finding.span is None else _string_range(finding.tuid, finding.span),
        "ana": f"check:{finding.code} severity:{finding.severity}",
    }


def _string_range(name: str, span: Span) -> str:
    """TEI Guidelines, 17.2.4.7: offset and length in code points."""
    return f"#string-range({name},{span.start},{len(span)})"


def _add_measurements(parent: etree._Element, unit: TranslationUnit) -> None:
    values: list[tuple[str, str, str]] = []
    for name, value in measured_props(unit):
        if name == "steps":
            values += [(name, "string", value)]
        else:
            values += [(name, "numeric", value)]
    if unit.mt is not None and unit.mt != unit.target:
        values.append(("mt", "string", line_text(unit.mt)))
    if not values:
        return
    made = child(parent, tag("fs"), attributes={"type": "translation", "corresp": f"#{unit.tuid}"})
    for name, kind, value in values:
        feature = child(made, tag("f"), attributes={"name": name})
        if kind == "numeric":
            child(feature, tag("numeric"), attributes={"value": value})
        else:
            child(feature, tag("string"), value)
