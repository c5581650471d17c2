"""Marks compared between the sides; never balance alone, since a segment may end inside a quotation."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import Severity, Side, Span
from .analysis import AnalysedText, Analysis
from .knowledge import table
from .rule import Hit, Hits, Rule, unit_check

_BRACKETS = frozenset("()[]{}")
_BRACKET_PAIRS = (("()", "round"), ("[]", "square"), ("{}", "curly"))
_QUOTES = frozenset('"“”„«»‟')
# An opening mark: a closing one looks like an apostrophe, and '96 is a year.
_SINGLE_QUOTE = re.compile(r"(?<!\w)['‘](?=[^\W\d])")
_CLOSERS = " \t\"'”’»)]}"
_OPENERS = " \t\"'“‘«([{-–—…."
_STRAY = ("  ", " ,", " .", " ;", " :", " ?", " !")
_SPACING = re.compile(r" {2,}|(?<=\w) [,.;:?!](?=\s|$)")
_DOUBLE_MARKS = (",,", ";;", "::", "??", "!!", "..")
_REPEATED_MARK = re.compile(r"([,;:])\1+|\?{2,}|!{2,}|(?<!\.)\.\.(?!\.)")
# Measures in other units and abbreviations of what stands before, which translators add and leave out.
_GLOSS = re.compile(r"\((?:[\d.,-]+[ -][a-z ]{2,12}|[A-Z][A-Z./-]{1,8})\)")
_SAYING, _SAYING_IN_ENGLISH = (frozenset(forms.split()) for forms in table("attribution")[0])
_END_MARKS = {
    ".": "stop",
    "?": "question mark",
    "!": "exclamation mark",
    ":": "colon",
    "…": "ellipsis",
    ";": "semicolon",
}


def brackets(pair: Analysis, threshold: float) -> Hits:
    """By how many bracket pairs of one shape the sides differ."""
    if (pair.source.chars | pair.target.chars).isdisjoint(_BRACKETS) or pair.is_empty:
        return ()
    hits = []
    for shape, name in _BRACKET_PAIRS:
        ours, theirs = _pairs(_without_glosses(pair.source), shape), _pairs(_without_glosses(pair.target), shape)
        if abs(ours - theirs) >= threshold:
            side, span = _first(pair, shape, ours > theirs)
            hits.append(
                Hit(abs(ours - theirs), side, span, f"{name} brackets: {ours} in the source, {theirs} in the target")
            )
    return tuple(hits)


def _without_glosses(side: AnalysedText) -> str:
    return _GLOSS.sub("", side.text) if "(" in side.chars else side.text


def _pairs(text: str, shape: str) -> int:
    """How many brackets of a shape are opened or closed, whichever is more; list labels such as ``a)`` not counted."""
    opened, closed = text.count(shape[0]), text.count(shape[1])
    return opened if opened else int(closed > 1)


def _first(pair: Analysis, marks: str, in_source: bool) -> tuple[Side, Span | None]:
    side, text = (Side.SOURCE, pair.source) if in_source else (Side.TARGET, pair.target)
    return side, text.locate_pattern(f"[{re.escape(marks)}]")


def quotes(pair: Analysis, threshold: float) -> Hits:
    """How many quotation marks one side has where the other has none."""
    ours, theirs = _quote_marks(pair.source), _quote_marks(pair.target)
    if (ours == 0) == (theirs == 0) or max(ours, theirs) < threshold or pair.is_empty:
        return ()
    side, span = _first(pair, "\"“”„«»‟'‘’", ours > 0)
    having, lacking = ("source", "target") if ours else ("target", "source")
    return (Hit(max(ours, theirs), side, span, f"the {having} has quotation marks, the {lacking} has none"),)


def _quote_marks(side: AnalysedText) -> int:
    marks = 0 if side.chars.isdisjoint(_QUOTES) else sum(map(side.text.count, _QUOTES))
    if not marks and not side.chars.isdisjoint("'‘’"):
        marks = len(_SINGLE_QUOTE.findall(side.text))
    return marks


def end_mark(pair: Analysis, threshold: float) -> Hits:
    """One where the sides end in different marks, a missing stop apart."""
    ours, theirs = _end(pair.source.text), _end(pair.target.text)
    if ours == theirs or pair.is_empty or {ours, theirs} <= _STATEMENT_ENDS or "question mark" in (ours, theirs):
        return ()
    return (_end_hit(pair, ours, theirs),)


def question(pair: Analysis, threshold: float) -> Hits:
    """One where one side alone ends as a question."""
    ours, theirs = _end(pair.source.text), _end(pair.target.text)
    if (ours == "question mark") == (theirs == "question mark") or pair.is_empty:
        return ()
    return (_end_hit(pair, ours, theirs),)


def end_stop(pair: Analysis, threshold: float) -> Hits:
    """One where one side ends in a stop and the other in no mark."""
    ours, theirs = _end(pair.source.text), _end(pair.target.text)
    if {ours, theirs} != {"stop", "no mark"} or pair.is_empty:
        return ()
    return (_end_hit(pair, ours, theirs),)


_STATEMENT_ENDS = frozenset({"stop", "semicolon", "no mark", "ellipsis"})


def _end_hit(pair: Analysis, ours: str, theirs: str) -> Hit:
    end = len(pair.target.text.rstrip())
    return Hit(
        1,
        Side.TARGET,
        Span(max(end - 1, 0), end),
        f"the source ends in {_with_article(ours)}, the target in {_with_article(theirs)}",
    )


def _with_article(mark: str) -> str:
    return mark if mark == "no mark" else f"an {mark}" if mark[0] in "ei" else f"a {mark}"


@lru_cache(maxsize=4)
def _end(text: str) -> str:
    """Cached, since three checks ask for the ends of the same pair."""
    bare = text.rstrip(_CLOSERS)
    if bare.endswith(".."):
        return "ellipsis"
    return _END_MARKS.get(bare[-1:], "no mark")


def capital_start(pair: Analysis, threshold: float) -> Hits:
    """One where the sides do not both begin with a capital, or with a small letter."""
    ours, theirs = pair.source.text.lstrip(_OPENERS)[:1], pair.target.text.lstrip(_OPENERS)[:1]
    if ours.islower() == theirs.islower() or not (ours.isalpha() and theirs.isalpha()):
        return ()
    start = len(pair.target.text) - len(pair.target.text.lstrip(_OPENERS))
    how = "a small letter" if theirs.islower() else "a capital"
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
    if not any(marks in pair.target.text for marks in _STRAY):
        return ()
    found = [m for m in _SPACING.finditer(pair.target.text) if m.group() not in pair.source.text]
    if len(found) < threshold:
        return ()
    return (Hit(len(found), Side.TARGET, Span(*found[0].span()), "a space too many"),)


def repeated_marks(pair: Analysis, threshold: float) -> Hits:
    """Marks that follow themselves in the target and not in the source."""
    if not any(marks in pair.target.text for marks in _DOUBLE_MARKS):
        return ()
    found = [m for m in _REPEATED_MARK.finditer(pair.target.text) if m.group()[:2] not in pair.source.text]
    if len(found) < threshold:
        return ()
    return (Hit(len(found), Side.TARGET, Span(*found[0].span()), f"“{found[0].group()}” in a row"),)


def surrounding_blanks(pair: Analysis, threshold: float) -> Hits:
    """One for a side that begins or ends in white space, or has a line break in it."""
    return tuple(
        Hit(1, side, None, f"the {side.value} has white space around it or a line break in it")
        for side, text in ((Side.SOURCE, pair.source.text), (Side.TARGET, pair.target.text))
        if text != text.strip() or "\n" in text or "\t" in text
    )


def attribution(pair: Analysis, threshold: float) -> Hits:
    """Verbs of saying beside a quotation in the source where the target has none."""
    if pair.source.chars.isdisjoint(_QUOTES) or pair.target.chars.isdisjoint(_QUOTES):
        return ()
    verbs = [word for word in pair.source.words if word in _SAYING]
    if len(verbs) < threshold or not pair.target.vocabulary.isdisjoint(_SAYING_IN_ENGLISH):
        return ()
    message = f"the source says who speaks (“{verbs[0]}”), the target does not"
    return (Hit(len(verbs), Side.SOURCE, pair.source.locate(verbs[0]), message),)


RULES = (
    Rule(
        unit_check("T101", "end mark differs", Severity.WARNING, "typographical"),
        measure=end_mark,
        means="The sides end in different marks: exclamation mark, colon or none of these.",
        false_alarms="Exclamations that English states plainly.",
    ),
    Rule(
        unit_check("A203", "question form changed", Severity.WARNING, "mistranslation"),
        measure=question,
        means="One side ends as a question and the other does not.",
        false_alarms="Rhetorical questions; a question mark that the writer forgot.",
        is_hard=True,
    ),
    Rule(
        unit_check("T102", "brackets differ", Severity.WARNING, "typographical"),
        measure=brackets,
        means="The sides have different numbers of bracket pairs.",
        false_alarms="Explanations that a translator added in brackets, or set between commas instead.",
    ),
    Rule(
        unit_check("T103", "quotation marks differ", Severity.WARNING, "typographical"),
        measure=quotes,
        threshold=1,
        means="One side has quotation marks and the other has none. Whether they balance is not asked: "
        "a segment may end inside a quotation.",
        false_alarms="Titles that one side sets in italics.",
        advice="Raise its threshold to 2 to leave single marks alone.",
    ),
    Rule(
        unit_check("T104", "final stop differs", Severity.INFO, "typographical"),
        measure=end_stop,
        means="One side ends in a stop and the other in no mark; the target may have been cut off.",
        false_alarms="Headings and captions, with a stop on one side only.",
    ),
    Rule(
        unit_check("T105", "capital at the start differs", Severity.INFO, "typographical"),
        measure=capital_start,
        means="One side begins with a capital and the other with a small letter.",
        false_alarms="Segments that begin inside a sentence; names such as iPhone.",
    ),
    Rule(
        unit_check("T106", "all capitals on one side", Severity.INFO, "typographical"),
        measure=all_capitals,
        means="One side is in capitals throughout and the other is not.",
        false_alarms="Headlines, which English sites set in mixed case.",
    ),
    Rule(
        unit_check("T107", "stray space", Severity.INFO, "whitespace"),
        measure=spacing,
        means="The target has two spaces in a row, or a space before a mark.",
        false_alarms="Text that was tokenised on purpose.",
    ),
    Rule(
        unit_check("T108", "repeated mark", Severity.WARNING, "typographical"),
        measure=repeated_marks,
        means="The target has a mark several times in a row (,, or ??) that the source has once.",
        false_alarms="Emphasis in social media.",
    ),
    Rule(
        unit_check("T109", "surrounding white space", Severity.INFO, "whitespace"),
        measure=surrounding_blanks,
        means="A side begins or ends in white space or has a line break in it: CAT tools find no exact match then.",
        false_alarms="None.",
    ),
    Rule(
        unit_check("T110", "attribution lost", Severity.INFO, "omission"),
        measure=attribution,
        means="Beside a quotation the source says who speaks (kata, ujar, tutur …), the target has no verb of saying.",
        false_alarms="Quotations that the translator introduced with a colon.",
    ),
)
