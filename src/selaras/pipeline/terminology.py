"""A glossary in a run: translators that obey it, and how well the corpus does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from .. import translation
from ..checks import hard_failures
from ..model import Status, TranslationUnit
from ..terminology.glossary import Conformity, Glossary
from ..translation import DecodingOptions, Translator
from ..translation.obedience import ObedientTranslator, with_glossary
from .mapping import Done, Job, Mapper

T = TypeVar("T")


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


@dataclass(slots=True)
class TermCount:
    """How well the translations of a run obey a glossary.

    Attributes:
        glossary: What they are to obey.
        total: Of all translations.
        missed: Source terms with how many texts do not render them as they should.
        forbidden: Forbidden renderings, in small letters, with how often they stand in the texts.
    """

    glossary: Glossary
    total: Conformity = field(default_factory=Conformity)
    missed: Counter[str] = field(default_factory=Counter)
    forbidden: Counter[str] = field(default_factory=Counter)

    def add(self, source: str, target: str) -> None:
        """Count one translation."""
        self.total += self.glossary.conformity(source, target)
        for problem in self.glossary.problems(source, target):
            if problem.target_span:
                self.forbidden[problem.target_span.of(target).lower()] += 1
            else:
                self.missed[problem.term.source] += 1

    def counting(self, mapper: Mapper[T]) -> Mapper[T]:
        """A mapper that has every translation counted, whoever makes it."""

        def run(jobs: Iterable[Job[T]]) -> Iterator[Done[T]]:
            for job, translations in mapper(jobs):
                for source, done in zip(job.sources, translations, strict=True):
                    self.add(source, done.text)
                yield job, translations

        return run
