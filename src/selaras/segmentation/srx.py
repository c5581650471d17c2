"""The rules of this package as SRX 2.0, for tools that cut sentences by regular expressions.

SRX knows ordered pairs of patterns, one for the text before a position and one for the text behind
it; the first pair that matches a position decides. The patterns keep to what Java, ICU, .NET and
Python understand alike, and each match behind a mark ends at the same place, so that tools which
search from left to right (OmegaT) and tools which try every position agree.

Format: SRX 2.0, LISA OSCAR, 2008. What it cannot say is told in docs/segmentation.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from .asides import BYLINE, LINK_BEFORE_QUOTE, RELATED_LINK, SIGN_OFF
from .candidates import OPENERS
from .lexicon import Knowledge, knowledge
from .options import DEFAULT, AbbreviationClass, SegmentationOptions
from .rules import (
    DOMAIN_NAMES,
    HEADLESS,
    ITEM_NUMBER,
    LABEL,
    LATE_SPEAKER,
    NAME_ANDA,
    NEW_QUOTATION,
    PLACE_TAIL,
    SITE,
    SMALL_NAME,
)

SRX_NAMESPACE = "http://www.lisa.org/srx20"
LANGUAGE_PATTERN = "(?:[Ii][DdNn]|[Mm][Ss]).*"

_UPPER = "A-ZÀ-ÖØ-Þ"
_LOWER = "a-zß-öø-ÿ"
_LETTER = _UPPER + _LOWER
_MARK = "[.!?…]+"
_QUOTE = "[\"'”’»›]"
_CLOSER = "(?:[\"'”’»›)\\]]|\\[[0-9]{1,3}\\])*"
_OPENER = f"[{re.escape(OPENERS)}”’»]*"
_EDGE = f"(?<![{_LETTER}0-9.-])"
_CONSONANT = "[b-df-hj-np-tv-xz]"
_END = f"(?![{_LETTER}])"
# SRX cannot ask a list of ten thousand words, but affixes tell most common words from names.
_POSSESSED = f"[{_UPPER}][{_LOWER}]+nya{_END}"
_AFFIXED = f"(?:Me[mnl]|Ber|Per|Pe[mn]|Ke|Ter)[{_LOWER}]{{4}}|{_POSSESSED}"

_ORDINARY = (AbbreviationClass.FINAL, AbbreviationClass.UNIT)


class SrxRule(NamedTuple):
    """One pair of patterns: whether a position between them is a boundary."""

    is_break: bool
    before: str
    after: str


def srx_rules(options: SegmentationOptions = DEFAULT) -> tuple[SrxRule, ...]:
    """The rules in the order in which they must be tried."""
    known = knowledge(options)
    groups = (_asides(known), _enclosed(known), _impossible_ends(known), _numbers(known))
    rest = (_abbreviations(known), _initials(known), _slips(), _glued(known), _plain(known))
    return tuple(rule for group in (*groups, *rest) for rule in group)


def srx_bytes(options: SegmentationOptions = DEFAULT) -> bytes:
    """The rules as an SRX 2.0 file, UTF-8, for Indonesian and Malay."""
    root = etree.Element("srx", version="2.0", xmlns=SRX_NAMESPACE)
    header = etree.SubElement(root, "header", segmentsubflows="yes", cascade="no")
    for kind, include in (("start", "no"), ("end", "yes"), ("isolated", "no")):
        etree.SubElement(header, "formathandle", type=kind, include=include)
    body = etree.SubElement(root, "body")
    rules = etree.SubElement(etree.SubElement(body, "languagerules"), "languagerule", languagerulename="Indonesian")
    for rule in srx_rules(options):
        element = etree.SubElement(rules, "rule", {"break": "yes" if rule.is_break else "no"})
        etree.SubElement(element, "beforebreak").text = rule.before
        etree.SubElement(element, "afterbreak").text = rule.after
    mapping = {"languagerulename": "Indonesian", "languagepattern": LANGUAGE_PATTERN}
    etree.SubElement(etree.SubElement(body, "maprules"), "languagemap", mapping)
    return _xml_bytes(root)


def omegat_conf_bytes(options: SegmentationOptions = DEFAULT) -> bytes:
    """The rules as ``omegat/segmentation.conf`` of a project of OmegaT 3 to 5, a serialised Java bean.

    OmegaT 6 reads ``omegat/segmentation.srx`` instead: write ``srx_bytes`` there.
    """
    root = etree.Element("java", {"version": "1.8.0", "class": "java.beans.XMLDecoder"})
    srx = etree.SubElement(root, "object", {"class": "org.omegat.core.segmentation.SRX"})
    mapping = _added(_property(srx, "mappingRules"), "org.omegat.core.segmentation.MapRule")
    _value(mapping, "language", "string", "Indonesian")
    _value(mapping, "pattern", "string", LANGUAGE_PATTERN)
    rules = etree.SubElement(_property(mapping, "rules"), "object", {"class": "java.util.ArrayList"})
    for rule in srx_rules(options):
        bean = _added(rules, "org.omegat.core.segmentation.Rule")
        _value(bean, "breakRule", "boolean", "true" if rule.is_break else "false")
        _value(bean, "beforebreak", "string", rule.before)
        _value(bean, "afterbreak", "string", rule.after)
    _value(srx, "version", "string", "0.2.2")
    return _xml_bytes(root)


def _asides(known: Knowledge) -> Iterator[SrxRule]:
    yield _break(_MARK + _CLOSER, rf"\s*(?={RELATED_LINK})")
    yield _break(RELATED_LINK, rf"\s*(?={_OPENER}[{_UPPER}0-9])")
    yield _break(rf"(?:^|{_MARK}{_CLOSER})\s*{LINK_BEFORE_QUOTE}", r"\s*(?=[\"“])")
    yield _break(rf"^\s*{BYLINE}(?=\s[A-Z]{{4,}}\.COM)", r"\s")
    yield _keep(rf"{_EDGE}{_any(known.abbreviations)}\.", r"\s+(?=\([A-Z]{2,8}\))")
    yield _break(_MARK + _CLOSER, rf"\s*(?={SIGN_OFF}\s*$)")


def _enclosed(known: Knowledge) -> Iterator[SrxRule]:
    """Inside brackets, inside a quotation built into the sentence, before the speaker of a quotation."""
    verbs = _any(known.attribution)
    telling = _any(word for word in known.attribution if word.startswith(("me", "ber")))
    yield _keep(_MARK + _CLOSER, r"\s+(?=[^()]{0,298}[^()\s]{3}\))")
    yield _keep(_MARK, rf"\s+(?=[^\"“”]{{0,200}}[^\"“”,][\"”]\s+(?!{verbs}{_END})[{_LOWER}])")
    yield _keep(f"[!?]+{_QUOTE}+", rf"\s+(?i:{verbs})(?={LATE_SPEAKER})")
    yield _keep(f"[.…]+{_QUOTE}+", rf"\s+(?i:{verbs})(?!{NEW_QUOTATION})(?={LATE_SPEAKER})")
    yield _keep(f"[!?]+{_QUOTE}+", rf"\s+(?=[{_UPPER}][\w.'-]*(?:\s[\w'-]+){{0,3}}\s{telling}{_END})")


def _impossible_ends(known: Knowledge) -> Iterator[SrxRule]:
    yield _keep(r"^[\s\"'“‘(]*[.!?…]+", r"\s")
    yield _keep(rf"^\s*(?:{LABEL}\s+)?(?:{ITEM_NUMBER}|[A-Za-z]|[IVXLC]{{1,6}})\.", r"\s")
    yield _keep(rf"[{_LOWER}]{{4}}[.!?]{_CLOSER}\s+(?:[0-9]{{1,2}}|[a-z])\.", r"\s")
    yield _keep(r"[:;]\s*[0-9]{1,2}\.", r"\s")
    yield _keep(rf"{_EDGE}{_any(known.cannot_end)}(?:\.+|…)", r"\s")
    yield _keep(r"\.", rf"\s+(?={_any(known.company_forms)}{_END})")


def _numbers(known: Knowledge) -> Iterator[SrxRule]:
    listed = [name for name, kind in known.abbreviations.items() if kind not in _ORDINARY]
    yield _keep(r"Rp\.?\s?[0-9]{1,3}\.", r"\s+(?=[0-9]{3}(?:\.[0-9]{3})*(?![0-9]))")
    yield _keep(r"(?<![0-9.,])[0-9]{1,3}(?:[.,][0-9]{3})*\.", r"\s+(?=[0-9]{3}(?![0-9]))")
    yield _keep(r"(?<![0-9.,])[0-9]{1,2}\.", r"\s+(?=[0-9]{2}\s?(?:WIB|WITA|WIT|wib|wita|wit))")
    yield _keep(r"[vV][0-9]+\.", r"\s+(?=[0-9])")
    yield _keep(rf"{_EDGE}[{_LETTER}]{{1,4}}\.", r"\s+(?=[0-9]{1,3}:[0-9])")
    yield _keep(rf"{_EDGE}{_any(listed)}\.", r"\s*(?=\(?[0-9])")


def _abbreviations(known: Knowledge) -> Iterator[SrxRule]:
    of_class = {kind: [name for name, its in known.abbreviations.items() if its is kind] for kind in AbbreviationClass}
    capitals = [name for name, kind in known.capitals.items() if kind is AbbreviationClass.NEVER and len(name) > 1]
    degrees = _any(of_class[AbbreviationClass.DEGREE])
    maybe = _any(of_class[AbbreviationClass.MAYBE] + of_class[AbbreviationClass.DEGREE])
    ordinary = _any(of_class[AbbreviationClass.NUMBER] + of_class[AbbreviationClass.FINAL])
    counted = _any(word.capitalize() for word in known.number_words)
    exclaiming = _any(known.exclaiming_names)
    yield _keep(rf"(?<![{_LETTER}0-9]){_any(of_class[AbbreviationClass.NEVER])}\.[)\]]*", r"\s*")
    yield _keep(rf"(?<![0-9]\s){_EDGE}{_any(of_class[AbbreviationClass.UNIT])}\.", r"\s")
    yield _keep(rf"{_EDGE}{_any(of_class[AbbreviationClass.NUMBER])}\.", rf"\s+(?={counted}{_END})")
    yield _break(rf"{_EDGE}{exclaiming}!(?=\s+{_opening(known)})", r"\s")
    yield _keep(rf"{_EDGE}{exclaiming}!", r"\s")
    yield _keep(rf"{_EDGE}{_any(capitals)}\.[)\]]*", rf"\s+(?=[{_UPPER}]{{2}})")
    new_clause = rf"[{_UPPER}][{_LOWER}]+\s+(?!(?:dan|atau|serta){_END})[{_LOWER}]"
    yield _break(rf",\s*{degrees}\.", rf"\s+(?!{degrees}{_END})(?={new_clause})")
    yield _break(rf"{_EDGE}{maybe}\.(?=\s+{_opening(known)})", r"\s")
    yield _break(rf"{_EDGE}{maybe}\.", rf"(?={_opening(known)})")
    yield _keep(rf"{_EDGE}{maybe}\.[)\]]*", r"\s*")
    yield _keep(rf"{_EDGE}{ordinary}\.", rf"\s+(?=[{_LOWER}])")
    yield _break(rf"{_EDGE}{ordinary}\.", rf"\s+(?={_OPENER}[{_UPPER}])")


def _initials(known: Knowledge) -> Iterator[SrxRule]:
    dotted = rf"(?<!/){_EDGE}(?:[{_UPPER}][{_LETTER}]?\.(?:[{_LETTER}]{{1,2}}\.)+|[{_UPPER}]\.)"
    shortened = rf"(?<![0-9]\s){_EDGE}(?:[B-DF-HJ-NP-TV-XZ]{_CONSONANT}{{1,4}}|{_CONSONANT}{{2,5}})\."
    joined = rf"(?:[{_UPPER}][{_LOWER}]+-|(?<![{_UPPER}0-9])/)[{_UPPER}]\."
    yield _keep(rf"{_EDGE}[{_UPPER}]\.", rf"\s+(?={NAME_ANDA})")
    yield _break(rf"{_EDGE}(?i:{_any(known.class_nouns)})[\s-][{_UPPER}]\.", rf"\s+(?={_OPENER}[{_UPPER}0-9])")
    yield _break(rf"[0-9]\s[{_UPPER}]\.", rf"\s+(?={_OPENER}[{_UPPER}])")
    yield _break(rf"{_EDGE}[A-Z],?\s+(?:dan|atau)\s+[A-Z]\.", rf"\s+(?=[{_UPPER}])")
    yield _break(rf"{dotted}(?=\s+{_opening(known, affixed=False)})", r"\s")
    yield _keep(rf"{dotted}[)\]]*", r"\s*")
    yield _break(rf"{joined}(?=\s+{_opening(known)})", r"\s")
    yield _keep(joined, r"\s")
    yield _break(rf"{shortened}(?=\s+{_opening(known)})", r"\s")
    yield _keep(shortened, r"\s")


def _slips() -> Iterator[SrxRule]:
    yield _keep(r"\.", rf"\s+(?={HEADLESS})")
    yield _keep(rf"{_EDGE}(?:di|ke|dari)\s[{_UPPER}][{_LETTER}-]+\.", rf"\s+(?={PLACE_TAIL})")


def _glued(known: Knowledge) -> Iterator[SrxRule]:
    token = rf"(?<![^\s\"'“‘(\[])[{_LETTER}-]*"
    sentence = rf"(?!(?i:{DOMAIN_NAMES})\b)(?=[{_UPPER}][{_LOWER}]+[\s,])"
    yield _break(rf"{token}[{_LOWER}]{{3}}[)\]]?\.", sentence)
    yield _break(rf"{_EDGE}[0-9]{{4}}\.", sentence)
    yield _break(rf"{token}[?!]+", sentence)
    yield _break(rf"{SITE}\.", rf"(?={_opening(known)})")
    yield _break(r"/[0-9]{1,4}\)\.", rf"(?={_opening(known)}|[\"“][{_UPPER}])")
    yield _break(rf"{_EDGE}(?:[A-Z]{{2,}}|[0-9]+%)\.", rf"(?={_opening(known)})")
    yield _break(rf"{token}[{_LOWER}]{{2}}\.", rf"(?=“[{_UPPER}])")


def _plain(known: Knowledge) -> Iterator[SrxRule]:
    verbs = _any(known.attribution)
    yield _break(rf"[{_LETTER}]{{3}}\.", rf"\s+(?={SMALL_NAME})")
    yield _break(rf"[{_LETTER}][{_LOWER}]{{2}}\.", rf"\s+(?={_any(known.starters)}{_END})")
    yield _break(rf"[{_LETTER}][{_LOWER}]{{3}}\.", rf"\s+(?!{verbs}{_END})(?=[{_LOWER}]{{3}})")
    yield _break(rf"{_MARK}{_CLOSER}", rf"\s+(?=(?:\([,\s]?\)\s?)?{_OPENER}(?:[-–—•]\s?)?[{_UPPER}0-9@#])")


def _break(before: str, after: str) -> SrxRule:
    return SrxRule(True, before, after)


def _keep(before: str, after: str) -> SrxRule:
    return SrxRule(False, before, after)


def _any(words: Iterable[str]) -> str:
    """An alternation, longest word first, in an order that never changes."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))})"


def _opening(known: Knowledge, *, affixed: bool = True) -> str:
    """A word that opens a sentence, with a capital or in capitals."""
    listed = [form for word in known.openers for form in (word.capitalize(), word.upper()) if len(word) > 1]
    return f"(?:{_any(listed)}{_END}|{_AFFIXED})" if affixed else f"(?:{_any(listed)}{_END}|{_POSSESSED})"


def _property(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, "void", property=name)


def _value(parent: etree._Element, name: str, kind: str, value: str) -> None:
    etree.SubElement(_property(parent, name), kind).text = value


def _added(parent: etree._Element, bean: str) -> etree._Element:
    return etree.SubElement(etree.SubElement(parent, "void", method="add"), "object", {"class": bean})


def _xml_bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
