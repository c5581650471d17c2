"""Where one sentence ends and the next begins: the candidates of a text, judged by the rules in their order."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from .candidates import Candidate, StraightQuotation, iter_marks
from .lexicon import Knowledge
from .rules import RULES, is_headless

_NOWHERE = (sys.maxsize, sys.maxsize)


def iter_boundaries(text: str, known: Knowledge, whole: Iterable[tuple[int, int]] = ()) -> Iterator[int]:
    """Offsets behind the last mark or closer of every sentence but the last, in order.

    No boundary lies inside the stretches of ``whole``, which are in order as well.
    """
    stretches = iter(whole)
    opened, closed = next(stretches, _NOWHERE)
    start = 0
    quotation = StraightQuotation(text)
    for match in iter_marks(text):
        if match.end() == len(text):
            return
        while closed <= match.start():
            opened, closed = next(stretches, _NOWHERE)
        if (opened < match.start() and match.end(2) < closed) or is_inside_token(text, match):
            continue
        if is_plain_stop(text, start, match, known):
            end, start = match.end(1), match.end()
        else:
            candidate = Candidate(text, start, match, known, quotation)
            if not is_boundary(candidate):
                continue
            end, start = candidate.end, candidate.next_start
        yield end
        quotation.start_sentence(end, start)


def is_boundary(candidate: Candidate) -> bool:
    """Whether a sentence ends at the candidate: the answer of the first rule that has one, else yes."""
    for rule in RULES:
        answer = rule(candidate)
        if answer is not None:
            return answer
    return True


def is_inside_token(text: str, match: re.Match[str]) -> bool:
    """Whether a digit or a small letter follows at once, as in numbers, addresses and file names: never a boundary."""
    behind = text[match.end()]
    return match.end(2) == match.end() and (behind.isdigit() or behind.islower())


def is_plain_stop(text: str, start: int, match: re.Match[str], known: Knowledge) -> bool:
    """Whether no rule can object: an ordinary word, a full stop, a capital, and nothing open before.

    Half of all candidates are like this; the answer of the rules would be the same and take longer.
    """
    mark, end = match.span(1)
    behind = match.end()
    if text[mark:end] != "." or match.end(2) != end or behind == end:
        return False
    if not text[behind].isupper() and not (text[behind] in '"“' and text[behind + 1 : behind + 2].isupper()):
        return False
    low = max(start, mark - 300)
    word = text[max(low, text.rfind(" ", low, mark) + 1) : mark]
    return (
        (word in known.plain or _is_finished_word(word, text, behind, known))
        and text.rfind("(", low, mark) <= text.rfind(")", low, mark)
        and _is_quotation_closed(text, low, mark)
        and not is_headless(text, behind, known)
    )


def _is_finished_word(word: str, text: str, behind: int, known: Knowledge) -> bool:
    """Whether a word is a year, or too long for an abbreviation that nobody listed; names watch what follows."""
    if len(word) == 4 and word.isdecimal():
        return True
    if len(word) < 6 or not word.isalpha() or word in known.special:
        return False
    if word.islower():
        return True
    return (
        not word.isupper()
        and text[behind : behind + 2] not in known.company_starts
        and text.find(",", behind, behind + 120) < 0
    )


def _is_quotation_closed(text: str, low: int, mark: int) -> bool:
    """Whether the last quotation mark of a stretch closes, or there is none."""
    curly = text.rfind("“", low, mark)
    straight = text.rfind('"', low, mark)
    return curly <= text.rfind("”", low, mark) and (straight < 0 or text[straight + 1] in " ,.")
