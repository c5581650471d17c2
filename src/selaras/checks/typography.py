"""Marks compared between the sides; never balance alone, since a segment may end inside a quotation."""

from __future__ import annotations

import re

from ..model import Severity, Side, Span
from .analysis import AnalysedText, Analysis
from .features import (
    BLANK_AT_EDGE,
    COLON,
    ELLIPSIS,
    EXCLAMATION,
    NO_END_MARK,
    NOT_PRINTABLE,
    OPENERS,
    OTHER_START,
    QUESTION,
    QUOTE,
    QUOTE_MARKS,
    SEMICOLON,
    SMALL_LETTER,
    SMALL_START,
    STOP,
    TWO_SPACES,
    are_comparable,
    feature,
)
from .knowledge import table
from .rule import Hit, Hits, Rule, unit_check

_BRACKET = feature(chars="()[]{}")
_BRACKET_PAIRS = (("()", "round"), ("[]", "square"), ("{}", "curly"))
# An opening mark: a closing one looks like an apostrophe, and '96 is a year.
_SINGLE_QUOTE = re.compile(r"(?<!\w)['‘](?=[^\W\d])")
_QUOTED = QUOTE | feature(pattern=_SINGLE_QUOTE.pattern)
_STRAY = TWO_SPACES | feature(pattern=r"^[,.;:?!]")
_SPACING = re.compile(r" {2,}|(?<=\w) [,.;:?!](?=\s|$)")
_DOUBLE_MARKS = feature(pattern=r"([,;:?!.])\1")
_REPEATED_MARK = re.compile(r"([,;:])\1+|\?{2,}|!{2,}|(?<!\.)\.\.(?!\.)")
# Measures in other units and abbreviations of what stands before, which translators add and leave out.
_GLOSS = re.compile(r"\((?:[\d.,-]+[ -][a-z ]{2,12}|[A-Z][A-Z./-]{1,8})\)")
# A date or an age, which English sets without brackets; a word with a capital may be a shortening.
_DATE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?")
_DATE_IN_DIGITS = re.compile(r"\d/\d")
_AGE = re.compile(r"\d{1,2}(?: tahun)?")
_SHORTENING = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]*)?")
_IN_BRACKETS = re.compile(r"\(([^()]{1,20})\)")
_SAYING, _SAYING_IN_ENGLISH = (frozenset(forms.split()) for forms in table("attribution")[0])
_SAYS = feature(indonesian=_SAYING, english=_SAYING_IN_ENGLISH)
_END_MARKS = {
    STOP: "a stop",
    QUESTION: "a question mark",
    EXCLAMATION: "an exclamation mark",
    COLON: "a colon",
    SEMICOLON: "a semicolon",
    ELLIPSIS: "an ellipsis",
    NO_END_MARK: "no mark",
}
_ANY_END = sum(_END_MARKS)
_STATEMENT_ENDS = STOP | SEMICOLON | NO_END_MARK | ELLIPSIS


def brackets(pair: Analysis, threshold: float) -> Hits:
    """By how many bracket pairs of one shape the sides differ."""
    hits = []
    source, target = _without_glosses(pair.source), _without_glosses(pair.target)
    for shape, name in _BRACKET_PAIRS:
        ours, theirs = _pairs(source, shape), _pairs(target, shape)
        if ours > theirs:
            ours = max(theirs, _pairs(_without_side_notes(source, pair.target), shape))
        if abs(ours - theirs) >= threshold:
            side, text = (Side.SOURCE, source) if ours > theirs else (Side.TARGET, target)
            message = f"{name} brackets: {ours} in the source, {theirs} in the target"
            hits.append(Hit(abs(ours - theirs), side, _first(shape, text), message))
    return tuple(hits)


def _without_glosses(side: AnalysedText) -> str:
    """The text with glosses blanked out, offsets kept."""
    return _GLOSS.sub(lambda gloss: " " * len(gloss.group()), side.text) if "(" in side.text else side.text


def _without_side_notes(source: str, target: AnalysedText) -> str:
    """The source without the dates, ages and shortenings in brackets that the target gives in another form."""
    return _IN_BRACKETS.sub(lambda note: "" if _is_side_note(note, target.text) else note[0], source)


def _is_side_note(note: re.Match[str], target: str) -> bool:
    """Whether it may lose its brackets and did not lose them alone."""
    if _AGE.fullmatch(note[1]):
        age = note[1].split()[0]
        return any(form in target for form in (f", {age},", f"{age}-year", f"{age} year", f"aged {age}"))
    if note[1] in target:
        return False
    if _DATE.fullmatch(note[1]):
        return not _DATE_IN_DIGITS.search(target)
    return _is_shortened(note[1], note.string[: note.start()])


def _is_shortened(short: str, before: str) -> bool:
    """Whether the letters of a word come in this order in the words before it: Menhub for Menteri Perhubungan."""
    words = before.lower().split()[-6:]
    starts = [place for place, word in enumerate(words) if word[0] == short[0].lower()]
    letters = iter("".join(words[starts[0] :]) if starts else "")
    return _SHORTENING.fullmatch(short) is not None and all(letter in letters for letter in short.lower())


def _pairs(text: str, shape: str) -> int:
    """How many brackets of a shape are opened or closed, whichever is more; list labels such as ``a)`` not counted."""
    opened, closed = text.count(shape[0]), text.count(shape[1])
    return opened if opened else int(closed > 1)


def _first(marks: str, text: str) -> Span | None:
    places = [place for place in map(text.find, marks) if place >= 0]
    return Span(min(places), min(places) + 1) if places else None


def quotes(pair: Analysis, threshold: float) -> Hits:
    """How many quotation marks one side has where the other has none."""
    ours, theirs = _quote_marks(pair.source), _quote_marks(pair.target)
    if max(ours, theirs) < threshold:
        return ()
    side, text = (Side.SOURCE, pair.source) if ours else (Side.TARGET, pair.target)
    span = _first(QUOTE_MARKS, text.text) or text.locate_pattern(_SINGLE_QUOTE.pattern)
    having, lacking = ("source", "target") if ours else ("target", "source")
    return (Hit(max(ours, theirs), side, span, f"the {having} has quotation marks, the {lacking} has none"),)


def _quote_marks(side: AnalysedText) -> int:
    if side.features & QUOTE:
        return sum(map(side.text.count, QUOTE_MARKS))
    return len(_SINGLE_QUOTE.findall(side.text)) if side.features & _QUOTED else 0


def end_mark(pair: Analysis, threshold: float) -> Hits:
    """One where the sides end in different marks, a missing stop apart."""
    return _end_hits(pair)


def question(pair: Analysis, threshold: float) -> Hits:
    """One where one side alone ends as a question."""
    return _end_hits(pair)


def end_stop(pair: Analysis, threshold: float) -> Hits:
    """One where one side ends in a stop and the other in no mark."""
    return _end_hits(pair)


def _end_hits(pair: Analysis) -> Hits:
    """The gates have decided; what is left is to say so."""
    ours, theirs = (_END_MARKS[side.features & _ANY_END] for side in (pair.source, pair.target))
    end = len(pair.target.text.rstrip())
    span = Span(max(end - 1, 0), end)
    return (Hit(1, Side.TARGET, span, f"the source ends in {ours}, the target in {theirs}"),)


def _end_differs(source: int, target: int) -> bool:
    ends = (source | target) & _ANY_END
    differs = ends & ~_STATEMENT_ENDS and not ends & QUESTION and (source ^ target) & _ANY_END
    return bool(differs) and are_comparable(source, target)


def _stop_differs(source: int, target: int) -> bool:
    return (source | target) & _ANY_END == STOP | NO_END_MARK and are_comparable(source, target)


def _question_differs(source: int, target: int) -> bool:
    return bool((source ^ target) & QUESTION) and are_comparable(source, target)


def _start_differs(source: int, target: int) -> bool:
    return (source | target) & (SMALL_START | OTHER_START) == SMALL_START | OTHER_START


def _quotes_differ(source: int, target: int) -> bool:
    return bool(source & _QUOTED) != bool(target & _QUOTED) and are_comparable(source, target)


def _attribution_differs(source: int, target: int) -> bool:
    return bool(source & target & QUOTE and source & _SAYS and not target & _SAYS)


def capital_start(pair: Analysis, threshold: float) -> Hits:
    """One where one side alone begins with a small letter, which the gate has seen."""
    start = len(pair.target.text) - len(pair.target.text.lstrip(OPENERS))
    how = "a small letter" if pair.target.features & SMALL_START else "a capital"
    return (Hit(1, Side.TARGET, Span(start, start + 1), f"the target begins with {how}, unlike the source"),)


def all_capitals(pair: Analysis, threshold: float) -> Hits:
    """One where one side alone is in capitals throughout."""
    if pair.source.text.isupper() == pair.target.text.isupper() or len(pair.target.words) < 2:
        return ()
    if len(pair.source.words) < 2:
        return ()
    side = Side.SOURCE if pair.source.text.isupper() else Side.TARGET
    return (Hit(1, side, None, f"the {side.value} alone is in capitals"),)


def spacing(pair: Analysis, threshold: float) -> Hits:
    """Places in the target with two spaces in a row or a space before a mark."""
    found = [m for m in _SPACING.finditer(pair.target.text) if m.group() not in pair.source.text]
    if len(found) < threshold:
        return ()
    return (Hit(len(found), Side.TARGET, Span(*found[0].span()), "a space too many"),)


def repeated_marks(pair: Analysis, threshold: float) -> Hits:
    """Marks that follow themselves in the target and not in the source."""
    found = [m for m in _REPEATED_MARK.finditer(pair.target.text) if m.group()[:2] not in pair.source.text]
    if len(found) < threshold:
        return ()
    return (Hit(len(found), Side.TARGET, Span(*found[0].span()), f"“{found[0].group()}” in a row"),)


def surrounding_blanks(pair: Analysis, threshold: float) -> Hits:
    """One for a side that begins or ends in white space, or has a line break or tab in it."""
    return tuple(
        Hit(1, side, None, f"the {side.value} has white space around it or a line break or tab in it")
        for side, text in ((Side.SOURCE, pair.source.text), (Side.TARGET, pair.target.text))
        if text != text.strip() or len(text.splitlines()) > 1 or "\t" in text
    )


def attribution(pair: Analysis, threshold: float) -> Hits:
    """Verbs of saying beside a quotation in the source where the target has none."""
    verbs = [word for word in pair.source.words if word in _SAYING]
    if len(verbs) < threshold:
        return ()
    message = f"the source says who speaks (“{verbs[0]}”), the target does not"
    return (Hit(len(verbs), Side.SOURCE, pair.source.locate(verbs[0]), message),)


RULES = (
    Rule(
        unit_check("T101", "end mark differs", Severity.WARNING, "typographical"),
        measure=end_mark,
        gate=_end_differs,
        means="The sides end in different marks: exclamation mark, colon or none of these.",
        false_alarms="Exclamations that English states plainly.",
    ),
    Rule(
        unit_check("A203", "question form changed", Severity.WARNING, "mistranslation"),
        measure=question,
        gate=_question_differs,
        means="One side ends as a question and the other does not.",
        false_alarms="Rhetorical questions; a question mark that the writer forgot.",
        is_hard=True,
    ),
    Rule(
        unit_check("T102", "brackets differ", Severity.WARNING, "typographical"),
        measure=brackets,
        gate=lambda source, target: (source | target) & _BRACKET and are_comparable(source, target),
        means="The sides have different numbers of bracket pairs.",
        false_alarms="Explanations that a translator added in brackets, or set between commas instead.",
    ),
    Rule(
        unit_check("T103", "quotation marks differ", Severity.WARNING, "typographical"),
        measure=quotes,
        gate=_quotes_differ,
        threshold=1,
        means="One side has quotation marks and the other has none. Whether they balance is not asked: "
        "a segment may end inside a quotation.",
        false_alarms="Titles that one side sets in italics.",
        advice="Raise its threshold to 2 to leave single marks alone.",
    ),
    Rule(
        unit_check("T104", "final stop differs", Severity.INFO, "typographical"),
        measure=end_stop,
        gate=_stop_differs,
        means="One side ends in a stop and the other in no mark; the target may have been cut off.",
        false_alarms="Headings and captions, with a stop on one side only.",
    ),
    Rule(
        unit_check("T105", "capital at the start differs", Severity.INFO, "typographical"),
        measure=capital_start,
        gate=_start_differs,
        means="One side begins with a capital and the other with a small letter.",
        false_alarms="Segments that begin inside a sentence; names such as iPhone.",
    ),
    Rule(
        unit_check("T106", "all capitals on one side", Severity.INFO, "typographical"),
        measure=all_capitals,
        gate=lambda source, target: not source & target & SMALL_LETTER,
        means="One side is in capitals throughout and the other is not.",
        false_alarms="Headlines, which English sites set in mixed case.",
    ),
    Rule(
        unit_check("T107", "stray space", Severity.INFO, "whitespace"),
        measure=spacing,
        gate=lambda source, target: target & _STRAY,
        means="The target has two spaces in a row, or a space before a mark.",
        false_alarms="Text that was tokenised on purpose.",
    ),
    Rule(
        unit_check("T108", "repeated mark", Severity.WARNING, "typographical"),
        measure=repeated_marks,
        gate=lambda source, target: target & _DOUBLE_MARKS,
        means="The target has a mark several times in a row (,, or ??) that the source has once.",
        false_alarms="Emphasis in social media.",
    ),
    Rule(
        unit_check("T109", "surrounding white space", Severity.INFO, "whitespace"),
        measure=surrounding_blanks,
        gate=lambda source, target: (source | target) & (BLANK_AT_EDGE | NOT_PRINTABLE),
        means="A side has white space around it, or a line break or tab in it: CAT tools find no exact match then.",
        false_alarms="None.",
    ),
    Rule(
        unit_check("T110", "attribution lost", Severity.INFO, "omission"),
        measure=attribution,
        gate=_attribution_differs,
        means="Beside a quotation the source says who speaks (kata, ujar, tutur …), the target has no verb of saying.",
        false_alarms="Quotations that the translator introduced with a colon.",
    ),
)
