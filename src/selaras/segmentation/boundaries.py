"""Where one sentence ends and the next begins: the candidates of a text, judged by the rules in their order."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from .candidates import Candidate, StraightQuotation, iter_marks
from .lexicon import Knowledge
from .rules import RULES, RULES_FOR_PLAIN_STOPS

_NOWHERE = (sys.maxsize, sys.maxsize)


def iter_boundaries(text: str, knowledge: Knowledge, whole: Iterable[tuple[int, int]] = ()) -> Iterator[int]:
    """Offsets behind the last mark or closer of every sentence but the last, in order.

    No boundary lies inside the stretches of ``whole``, which are in order as well.
    """
    stretches = iter(whole)
    opened, closed = next(stretches, _NOWHERE)
    start = 0
    quotation = StraightQuotation(text)
    for match in iter_marks(text):
        behind = text[match.end() : match.end() + 1]
        if not behind:
            return
        # Decimals, addresses and file names: most marks with nothing behind them.
        if match.end(2) == match.end() and (behind.isdigit() or behind.islower()):
            continue
        while closed <= match.start():
            opened, closed = next(stretches, _NOWHERE)
        if opened < match.start() and match.end(2) < closed:
            continue
        candidate = Candidate(text, start, match, knowledge, quotation)
        if is_boundary(candidate):
            yield candidate.end
            start = candidate.next_start
            quotation.start_sentence(candidate.end, start)


def is_boundary(candidate: Candidate) -> bool:
    """Whether a sentence ends at the candidate: the answer of the first rule that has one, else yes."""
    for rule in RULES_FOR_PLAIN_STOPS if candidate.is_plain else RULES:
        answer = rule(candidate)
        if answer is not None:
            return answer
    return True
