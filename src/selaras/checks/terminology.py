"""Terms of a glossary that a translation misses, must not use, or should have left alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ..model import Severity, Side, Span
from ..terminology.glossary import FORBIDDEN, MISSING, NOT_KEPT, Glossary, Term, TermProblem
from .analysis import Analysis
from .rule import Hit, Hits, Measure, Rule, unit_check

CODES = (MISSING, FORBIDDEN, NOT_KEPT)
_ADVICE = "Without `--glossary` nothing is asked. Another rendering that is right belongs into the glossary."


def rules_of(glossary: Glossary) -> tuple[Rule, ...]:
    """The checks of terminology, asking for what a glossary says."""
    # The three checks ask about one pair at a time: its problems are found once.
    problems = lru_cache(maxsize=4)(glossary.problems)

    def measure(code: str) -> Measure:
        def measured(pair: Analysis, threshold: float) -> Hits:
            if pair.is_empty:
                return ()
            found = [problem for problem in problems(pair.source.text, pair.target.text) if problem.code == code]
            return tuple(_hit(problem, len(found), pair) for problem in found) if len(found) >= threshold else ()

        return measured

    return (
        Rule(
            unit_check(MISSING, "required term missing", Severity.WARNING, "terminology"),
            measure=measure(MISSING),
            means="The source has a term of the glossary, and the target none of its renderings.",
            false_alarms="A pronoun in its place; a word that only looks like a form of the term.",
            advice=_ADVICE,
        ),
        Rule(
            unit_check(FORBIDDEN, "forbidden term", Severity.WARNING, "terminology"),
            measure=measure(FORBIDDEN),
            means="The target has a rendering that the glossary forbids for a term of the source, or everywhere.",
            false_alarms="The forbidden word stands for something else in the sentence.",
            advice=_ADVICE,
        ),
        Rule(
            unit_check(NOT_KEPT, "term not kept", Severity.WARNING, "terminology"),
            measure=measure(NOT_KEPT),
            means="A term that the glossary wants left as it is does not stand in the target letter for letter.",
            false_alarms="A name that is also a common word at the start of a sentence.",
            advice=_ADVICE,
        ),
    )


def _hit(problem: TermProblem, count: int, pair: Analysis) -> Hit:
    if problem.target_span:
        return Hit(count, Side.TARGET, problem.target_span, _forbidden(problem.term, problem.target_span, pair))
    term = problem.term
    told = "left as it is" if term.keep else f"rendered as {_listed(term.targets)}"
    return Hit(count, Side.SOURCE, problem.source_span, f"“{term.source}” is not {told}")


def _forbidden(term: Term, span: Span, pair: Analysis) -> str:
    instead = f", use {_listed(term.targets)}" if term.targets else ""
    return f"the glossary forbids “{span.of(pair.target.text)}”{instead}"


def _listed(texts: Sequence[str]) -> str:
    return " or ".join(f"“{text}”" for text in texts)


RULES = rules_of(Glossary())
