"""Translators that obey a glossary: first in what they choose, then in what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..model import Provenance, Translation
from ..terminology.glossary import Glossary
from . import FailureCheck, Translator

STEP = "glossary"


def with_glossary(failures: FailureCheck, glossary: Glossary) -> FailureCheck:
    """The failures of a hypothesis by ``failures`` and by the glossary; named in signatures as ``failures`` is."""

    def both(source: str, hypothesis: str) -> Sequence[str]:
        return (*failures(source, hypothesis), *glossary.failures(source, hypothesis))

    both.signature = getattr(failures, "signature", None) or getattr(failures, "__name__", "")  # type: ignore[attr-defined]
    return both


class ObedientTranslator:
    """A translator whose texts obey a glossary where that is safe; see ``Translator``.

    Args:
        translator: Chooses its hypotheses by ``with_glossary``.
        glossary: To obey.
    """

    def __init__(self, translator: Translator, glossary: Glossary) -> None:
        self._translator = translator
        self._glossary = glossary
        self.provenance: Provenance = replace(translator.provenance, glossary=glossary.hash)

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Translation]:
        """See ``Translator``; a text that was changed has ``glossary`` among its steps."""
        done = self._translator.translate(sources, progress)
        return [self._obeying(source, translation) for source, translation in zip(sources, done, strict=True)]

    def _obeying(self, source: str, translation: Translation) -> Translation:
        text = self._glossary.obey(source, translation.text)
        if text == translation.text:
            return translation
        steps = (*translation.measurements.steps, STEP)
        return Translation(text, replace(translation.measurements, steps=steps))
