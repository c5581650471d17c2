"""Units that are no use in a corpus: no letters, words glued together, segments too long for CAT tools."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Severity, Side, Span
from .analysis import Analysis
from .features import LETTER, NOT_PRINTABLE, are_comparable, feature
from .inventory import inventory
from .rule import Hit, Hits, Rule, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

# The rare character comes first in each alternative and looks back: trying every letter would be slow.
_GLUED = re.compile(
    r"[.,;:!?](?<=[a-z]{2}.)[A-Z][a-z]|[,;](?<=[a-z]{2}.)(?:[a-z]{2}|a )|[A-Z](?<=[a-z]{3}.)(?<![A-Z][a-z]{3}.)[a-z]{2}"
)
# Of a chunk without spaces; what is verbatim is blanked out, right behind a word too.
_MAY_BE_GLUED = feature(pattern=_GLUED.pattern.replace("a )", "a(?:$|[{<%$]))"))


_ENDS = ".,;:!?\"'”’)"
_GLUED_WORDS = inventory(
    _MAY_BE_GLUED,
    indonesian=lambda chunk, lexeme: [chunk.rstrip(_ENDS)],
    english=lambda chunk, lexeme: [word for word in [chunk.rstrip(_ENDS)] if not _is_written_so(word)],
)


def no_letters(pair: Analysis, threshold: float) -> Hits:
    """One for a side without letters where the other side has some."""
    side = Side.TARGET if pair.source.features & LETTER else Side.SOURCE
    return (Hit(1, side, None, f"the {side.value} has no letters, only numbers or marks"),)


def glued_words(pair: Analysis, threshold: float) -> Hits:
    """Places in the target where a space is missing after a mark or between words, unless the source has them too."""
    text = pair.target.prose
    words = [_word_around(text, match.start()) for match in _GLUED.finditer(text)]
    glued = [(start, word) for start, word in words if word not in pair.source.text and not _is_written_so(word)]
    if len(glued) < threshold:
        return ()
    start, word = glued[0]
    message = f"a space seems to be missing in “{word}”"
    return (Hit(len(glued), Side.TARGET, Span(start, start + len(word)), message),)


def _word_around(text: str, place: int) -> tuple[int, str]:
    start = text.rfind(" ", 0, place) + 1
    end = text.find(" ", place)
    return start, text[start : end if end >= 0 else len(text)].rstrip(_ENDS)


def _is_written_so(word: str) -> bool:
    """Names in mixed case, such as YouTube or McAllister."""
    return word[:1].isupper() and word.isalpha()


def _may_be_glued(block: Block, threshold: float) -> Mask:
    """Not where the source has the same words; where other white space than a space ends a word, all is possible."""
    words = block.items(_GLUED_WORDS)
    return block.among(words.pair[words.ours == 0]) | block.target_has(NOT_PRINTABLE)


def too_long(pair: Analysis, threshold: float) -> Hits:
    """Characters of a side, where there are more than CAT tools take."""
    if len(pair.source.text) < threshold > len(pair.target.text):
        return ()
    return tuple(
        Hit(len(text.text), side, None, f"{len(text.text)} characters in one segment")
        for side, text in ((Side.SOURCE, pair.source), (Side.TARGET, pair.target))
        if len(text.text) >= threshold
    )


RULES = (
    Rule(
        unit_check("N101", "no letters on one side", Severity.WARNING, "uncategorized"),
        measure=no_letters,
        gate=lambda source, target: (source ^ target) & LETTER and are_comparable(source, target),
        means="One side has only numbers or marks and the other has words.",
        false_alarms="“Lima” as “5”, currency names as signs.",
    ),
    Rule(
        unit_check("N102", "glued words", Severity.WARNING, "whitespace"),
        measure=glued_words,
        screen=_may_be_glued,
        gate=lambda source, target: target & _MAY_BE_GLUED,
        means="A space is missing after a mark, or two words of the target are written as one.",
        false_alarms="Product names in mixed case that the source writes in another way.",
    ),
    Rule(
        unit_check("N103", "segment too long", Severity.WARNING, "length"),
        measure=too_long,
        screen=lambda block, threshold: (block.source.lengths >= threshold) | (block.target.lengths >= threshold),
        threshold=2000,
        means="A side has more characters than some CAT tools take (Trados: 2,000).",
        false_alarms="None; the segment may still be a right translation.",
        advice="Raise its threshold.",
    ),
)
