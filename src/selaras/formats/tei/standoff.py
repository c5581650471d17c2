"""What points into the text from outside: alignment, findings, measurements, the dateline.

It is most of a file and flat, so it is written as text, several times as fast as a tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import BilingualDocument, Finding, Side, Span, TranslationUnit
from ...normalise import normalise_source
from ..remarks import findings_as_written, measured_props
from ..xmltext import line_text, start_tag, tagged
from .names import article_name


def translation_standoff(document: BilingualDocument, languages: tuple[str, str]) -> str:
    """Links, findings and measurements of the target side; empty where there are none."""
    measured = (_measurements(unit) for unit in document.units)
    return _standoff(
        [*_links(document, languages), *_findings(document, languages[0]), *(line for line in measured if line)]
    )


def source_standoff(document: BilingualDocument) -> str:
    """The place of the dateline in its sentence; empty where there is none."""
    dateline = document.document.metadata.dateline
    unit = next((unit for unit in document.units if dateline and _holds(unit.segment.span, dateline)), None)
    if dateline is None or unit is None:
        return ""
    length = len(normalise_source(document.document.text[unit.segment.span.start : dateline.end]))
    text = normalise_source(dateline.of(document.document.text))
    where = _string_range(unit.tuid, Span(length - len(text), length))
    span = tagged("span", text, {"target": f"#{unit.tuid}", "corresp": where})
    return _standoff(_group("spanGrp", {"type": "dateline"}, [span]))


def _standoff(lines: list[str]) -> str:
    inside = "".join(f"    {line}\n" for line in lines)
    return f"  <standOff>\n{inside}  </standOff>\n" if lines else ""


def _group(tag: str, attributes: dict[str, str | None], members: list[str]) -> list[str]:
    return [start_tag(tag, attributes), *(f"  {member}" for member in members), f"</{tag}>"] if members else []


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _links(document: BilingualDocument, languages: tuple[str, str]) -> list[str]:
    doc_id = document.document.doc_id
    source, target = (article_name(doc_id, language) for language in languages)
    links = []
    for one in document.alignments:
        ends = [f"{source}#{name}" for name in one.source_ids] + [f"{target}#{name}" for name in one.target_ids]
        links.append(tagged("link", "", {"type": one.kind, "target": " ".join(ends)}))
    domains = f"{source}#{doc_id}.text {target}#{doc_id}.text"
    return _group("linkGrp", {"type": "alignment", "targFunc": "source target", "domains": domains}, links)


def _findings(document: BilingualDocument, source_language: str) -> list[str]:
    source = article_name(document.document.doc_id, source_language)
    found = findings_as_written(document)
    spans = [tagged("span", line_text(one.message), _finding_attributes(one, source)) for one in found]
    return _group("spanGrp", {"type": "findings"}, spans)


def _finding_attributes(finding: Finding, source: str) -> dict[str, str | None]:
    on_source = finding.side is Side.SOURCE
    place = None if finding.span is None else _string_range(finding.tuid, finding.span)
    return {
        "target": f"mt-src:{finding.tuid}" if on_source else f"#{finding.tuid}",
        # A prefixed pointer cannot carry offsets.
        "corresp": f"{source}{place}" if place and on_source else place,
        "ana": f"check:{finding.code} severity:{finding.severity}",
    }


def _string_range(name: str, span: Span) -> str:
    """TEI Guidelines, 17.2.4.7: offset and length in code points."""
    return f"#string-range({name},{span.start},{len(span)})"


def _measurements(unit: TranslationUnit) -> str:
    features = "".join(_feature(name, value) for name, value in _features(unit))
    return f"{start_tag('fs', {'type': 'translation', 'corresp': f'#{unit.tuid}'})}{features}</fs>" if features else ""


def _features(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    yield from measured_props(unit)
    if unit.mt is not None and unit.mt != unit.target:
        yield "mt", line_text(unit.mt)


def _feature(name: str, value: str) -> str:
    """A feature of an ``fs``: a number, but for what the machine did and had said."""
    is_text = name in ("steps", "mt")
    inside = tagged("string", value) if is_text else tagged("numeric", "", {"value": value})
    return f"{start_tag('f', {'name': name})}{inside}</f>"
