"""Marks compared between the sides; never balance alone, since a segment may end inside a quotation."""

from __future__ import annotations

import re

from ..model import Severity, Side, Span
from .analysis import AnalysedText, Analysis
from .rule import Hit, Hits, Rule, unit_check

_BRACKETS = frozenset("()[]{}")
_BRACKET_PAIRS = (("()", "round"), ("[]", "square"), ("{}", "curly"))
_QUOTES = frozenset('"“”„«»‟')
# An opening mark: a closing one looks like an apostrophe, and '96 is a year.
_SINGLE_QUOTE = re.compile(r"(?<!\w)['‘](?=[^\W\d])")
_CLOSERS = " \t\"'”’»)]}"
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
        ours, theirs = _pairs(pair.source.text, shape), _pairs(pair.target.text, shape)
        if abs(ours - theirs) >= threshold:
            side, span = _first(pair, shape, ours > theirs)
            hits.append(
                Hit(abs(ours - theirs), side, span, f"{name} brackets: {ours} in the source, {theirs} in the target")
            )
    return tuple(hits)


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
    if ours == theirs or pair.is_empty or {ours, theirs} <= _STATEMENT_ENDS:
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


def _end(text: str) -> str:
    bare = text.rstrip(_CLOSERS)
    if bare.endswith(".."):
        return "ellipsis"
    return _END_MARKS.get(bare[-1:], "no mark")


RULES = (
    Rule(
        unit_check("T101", "end mark differs", Severity.WARNING, "typographical"),
        measure=end_mark,
        means="The sides end in different marks: question mark, exclamation mark, colon or none of these.",
        false_alarms="Exclamations that English states plainly; rhetorical questions.",
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
)
