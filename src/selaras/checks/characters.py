"""Characters that should not be there."""

from __future__ import annotations

import re
import unicodedata

from ..model import Severity, Side, Span
from .analysis import AnalysedText, Analysis
from .features import NOT_ASCII, NOT_PRINTABLE, feature
from .rule import Hit, Hits, Rule, unit_check

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_REPLACEMENT = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Between two of these, a joiner makes one picture of several.
_PICTURE = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_INVISIBLE = re.compile(
    f"[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]|(?<!{_PICTURE})\u200d|\u200d(?!{_PICTURE})"
)
_AMPERSAND, _REPLACED, _MISREAD = (feature(chars=chars) for chars in ("&", "\ufffd", "ÂÃâï"))
_REFERENCE = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_MOJIBAKE = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]"
    "|\u00e2\u20ac[\u0080-\uffff]|\u00e2[\u0080-\u009f]{2}|\u00ef\u00bb\u00bf|\u00ef\u00bf\u00bd"
)


def _both_sides(pair: Analysis, pattern: re.Pattern[str], threshold: float, what: str, *, named: bool = True) -> Hits:
    hits: list[Hit] = []
    for side, text in ((Side.SOURCE, pair.source), (Side.TARGET, pair.target)):
        found = list(pattern.finditer(text.text))
        if found and len(found) >= threshold:
            seen = _named(found[0].group()) if named else found[0].group()
            hits.append(Hit(len(found), side, Span(*found[0].span()), f"{what} {seen}"))
    return tuple(hits)


def _named(chars: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in chars)


def control_characters(pair: Analysis, threshold: float) -> Hits:
    """Characters that XML forbids or terminals obey."""
    return _both_sides(pair, _CONTROL, threshold, "control character")


def mojibake(pair: Analysis, threshold: float) -> Hits:
    """UTF-8 that was read as windows-1252 or Latin-1."""
    return _both_sides(pair, _MOJIBAKE, threshold, "wrongly decoded characters")


def replacement_characters(pair: Analysis, threshold: float) -> Hits:
    """Replacement characters and private use."""
    return _both_sides(pair, _REPLACEMENT, threshold, "unreadable character")


def invisible_characters(pair: Analysis, threshold: float) -> Hits:
    """Zero-width and direction marks, soft hyphens."""
    return _both_sides(pair, _INVISIBLE, threshold, "invisible character")


def character_references(pair: Analysis, threshold: float) -> Hits:
    """References of HTML that a person would see as such."""
    return _both_sides(pair, _REFERENCE, threshold, "character reference", named=False)


def not_composed(pair: Analysis, threshold: float) -> Hits:
    """Text that is not in Unicode's composed form, so that equal words compare unequal."""
    return tuple(
        Hit(1, side, _first_difference(text), "not in composed form (NFC)")
        for side, text in ((Side.SOURCE, pair.source), (Side.TARGET, pair.target))
        if not unicodedata.is_normalized("NFC", text.text)
    )


def _first_difference(side: AnalysedText) -> Span:
    composed = unicodedata.normalize("NFC", side.text)
    start = next((i for i, (a, b) in enumerate(zip(side.text, composed, strict=False)) if a != b), len(composed))
    return Span(start, min(start + 2, len(side.text)))


RULES = (
    Rule(
        unit_check("E101", "control character", Severity.ERROR, "characters"),
        measure=control_characters,
        gate=lambda source, target: (source | target) & NOT_PRINTABLE,
        means="The text has control characters, which XML files cannot hold, or code points that are no characters.",
        false_alarms="None.",
    ),
    Rule(
        unit_check("E102", "mojibake", Severity.ERROR, "characters"),
        measure=mojibake,
        gate=lambda source, target: (source | target) & _MISREAD,
        means="The text was decoded with the wrong encoding, such as â€œ for a quotation mark.",
        false_alarms="Text about encodings.",
    ),
    Rule(
        unit_check("E103", "unreadable character", Severity.WARNING, "characters"),
        measure=replacement_characters,
        gate=lambda source, target: (source | target) & (NOT_PRINTABLE | _REPLACED),
        means="The text has replacement characters or characters of private use, which mean nothing to others.",
        false_alarms="Icons of a special font.",
    ),
    Rule(
        unit_check("E104", "invisible character", Severity.INFO, "characters"),
        measure=invisible_characters,
        gate=lambda source, target: (source | target) & NOT_PRINTABLE,
        means="The text has zero-width characters, direction marks or soft hyphens, which break search and matches.",
        false_alarms="Direction marks around Arabic, joiners in scripts that need them.",
    ),
    Rule(
        unit_check("E105", "not in composed form", Severity.INFO, "characters"),
        measure=not_composed,
        gate=lambda source, target: (source | target) & NOT_ASCII,
        means="The text is not in Unicode's composed form (NFC), so equal words may not match.",
        false_alarms="None; other tools may expect the decomposed form.",
    ),
    Rule(
        unit_check("E106", "character reference", Severity.ERROR, "markup"),
        measure=character_references,
        gate=lambda source, target: (source | target) & _AMPERSAND,
        means="The text shows a reference of HTML, such as `&quot;` or `&#39;`, instead of the character itself.",
        false_alarms="Text about HTML.",
    ),
)
