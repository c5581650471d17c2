"""A glossary in a run: translators that obey it, and how well the corpus does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .. import translation
from ..checks import hard_failures
from ..model import Status, TranslationUnit
from ..terminology.glossary import Conformity, Glossary
from ..translation import DecodingOptions, Translator
from ..translation.obedience import ObedientTranslator, with_glossary


def load_translator(glossary: Glossary | None, model: str, options: DecodingOptions) -> Translator:
    """The translator of every command: hard checks and the glossary choose among its hypotheses.

    Raises:
        ModelError: The model cannot be used.
    """
    if glossary is None:
        return translation.load(model, options, hard_failures)
    failures = with_glossary(hard_failures, glossary)
    return ObedientTranslator(translation.load(model, options, failures, glossary), glossary)


@dataclass(frozen=True)
class TranslatorLoader:
    """``load_translator`` for one glossary; equal to another of an equal glossary, so that a process loads once.

    Attributes:
        glossary: None without one.
    """

    glossary: Glossary | None

    def __call__(self, model: str, options: DecodingOptions) -> Translator:
        """See ``load_translator``."""
        return load_translator(self.glossary, model, options)


def conformity(units: Iterable[TranslationUnit], glossary: Glossary) -> Conformity:
    """How well the translations of a document obey, whoever made them; rejected ones do not count."""
    total = Conformity()
    for unit in units:
        if unit.segment.translatable and unit.target is not None and unit.status is not Status.REJECTED:
            total += glossary.conformity(unit.source, unit.target)
    return total
