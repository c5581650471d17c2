"""What the model gets to see of a piece, and the way back from what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..model import Span
from .casing import is_all_caps, is_title_case, to_sentence_case, without_title_case
from .datelines import is_dateline
from .lexicon import told
from .numbers import repair_notation, spell_out_scales, to_english_numbers
from .punctuation import ended_as, quoted_as, started_as, straighten
from .rewording import reworded
from .verbatim import Masked, mask_verbatim

CASED = "cased"
TITLE = "title"
PROTECTED = "protected"
REWORDED = "reworded"
TOLD = "told"
# Indonesian is written in these; of other scripts the model knows nothing, so they are copied.
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# The model knows single ones; where it says nothing between two words, that leaves two.
_SPACES = re.compile(" {2,}")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A piece made ready for the model.

    Attributes:
        source: The piece as people see it.
        text: The piece as the model knows it, empty where there is nothing to translate.
        masked: What was hidden.
        steps: What was done, in order.
        told: The same with English for words that the model left out, empty for none.
    """

    source: str
    text: str
    masked: Masked
    steps: tuple[str, ...]
    told: str = ""

    @property
    def is_title(self) -> bool:
        """Whether its words had capitals as in a headline."""
        return TITLE in self.steps

    @property
    def shown(self) -> str:
        """What the model gets to see."""
        return self.told or self.text

    def telling(self, words: Mapping[Span, str]) -> Prepared:
        """The same with these words in the places of those of ``text``."""
        return replace(self, told=told(self.text, words, self.is_title), steps=(*self.steps, TOLD))

    def finish(self, hypothesis: str) -> str | None:
        """The translation that ``hypothesis`` stands for, None if it lost a protected token."""
        text = repair_notation(self.text, _SPACES.sub(" ", hypothesis))
        text = ended_as(self.masked.text, started_as(self.masked.text, quoted_as(self.source, text)))
        if CASED in self.steps:
            text = text.upper()
        return self.masked.restore(text)

    def copied(self) -> str:
        """What stands for a piece without words: itself, its numbers in English notation."""
        copy = self.masked.restore(to_english_numbers(self.masked.text))
        return self.source if copy is None else copy


def prepare(source: str, kept: Mapping[Span, str] = MappingProxyType({})) -> Prepared:
    """Hide what must come through letter by letter, write numbers, quotation marks and case as the model knows them.

    A headline stays in the small letters that it is given, one in capitals gets them back.

    Args:
        source: The piece as people see it.
        kept: What else to hide; see :func:`selaras.translation.verbatim.mask_verbatim`.

    >>> prepare("“HARGA BERAS NAIK 1.500 RUPIAH” @ANI").text
    '"Harga beras naik 1,500 rupiah" X1'
    """
    masked = mask_verbatim(source, kept)
    if is_dateline(source):
        return Prepared(source, "", masked, (PROTECTED,))
    running, case_steps = _as_running_text(masked)
    plain = reworded(running, was_in_capitals=CASED in case_steps)
    text = straighten(to_english_numbers(spell_out_scales(plain)))
    has_words = _LATIN.search(masked.stand_in.sub("", text)) is not None
    steps = (PROTECTED,) * bool(masked.tokens) + case_steps + (REWORDED,) * (plain != running)
    return Prepared(source, text if has_words else "", masked, steps)


def _as_running_text(masked: Masked) -> tuple[str, tuple[str, ...]]:
    """The text with capitals as in a sentence, and the step that this took."""
    if is_all_caps(masked.text):
        return _lowered(masked), (CASED,)
    if is_title_case(masked.text):
        return without_title_case(masked.text), (TITLE,)
    return masked.text, ()


def _lowered(masked: Masked) -> str:
    return masked.stand_in.sub(lambda match: match[0].upper(), to_sentence_case(masked.text))
