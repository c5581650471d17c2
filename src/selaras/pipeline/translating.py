"""``selaras translate``: text files in, English text files out; no corpus is touched.

The same code path as a build, so the same text: read, cut, translate in canonical windows.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import InputError, SelarasError
from ..model import Document, TranslationUnit
from ..normalise import normalise_source
from ..reading import decode_file
from ..saving import is_of_whole_disk
from ..scratch import DiskSet
from ..segmentation import SegmentationOptions
from ..translation import Translator
from .cache import WindowCache, remembering
from .cutting import cut, overlong_error
from .inputs import Inputs
from .mapping import Job, Mapper, in_this_process
from .naming import OutputNames
from .overwriting import OwnFiles
from .progress import SILENT, Progress
from .terminology import TermCount
from .windows import count_translatable, due_sources, renewed_units, windows

SUFFIX = ".en.txt"


@dataclass(slots=True)
class TranslateSummary:
    """What a translation of files did.

    Attributes:
        documents: How many were translated.
        segments: How many the model saw.
    """

    documents: int = 0
    segments: int = 0


def translate_files(
    inputs: Inputs,
    output: Path,
    translator: Translator,
    *,
    segmentation: SegmentationOptions | None = None,
    progress: Progress = SILENT,
    cache: WindowCache | None = None,
    terms: TermCount | None = None,
) -> TranslateSummary:
    """Write ``<name>.en.txt`` under ``output`` for every input, with the lines of the original.

    ``cache`` knows windows that were translated before, ``terms`` counts how well the texts
    obey a glossary. What cannot be read goes to ``inputs.failures``.

    Raises:
        SelarasError: The model or the output cannot be used at all.
    """
    summary = TranslateSummary()
    files = _Files(inputs, output)
    documents = (document for _, document in inputs.documents(with_repeats=True))
    progress.begin("translating", None)
    english = translate_documents(documents, translator, inputs.failures, segmentation, progress, summary, cache, terms)
    for document, text in english:
        files.save(document.path, text)
    progress.end()
    return summary


def translate_documents(
    documents: Iterable[Document],
    translator: Translator,
    failures: list[SelarasError],
    segmentation: SegmentationOptions | None = None,
    progress: Progress = SILENT,
    summary: TranslateSummary | None = None,
    cache: WindowCache | None = None,
    terms: TermCount | None = None,
) -> Iterator[tuple[Document, str]]:
    """Every document with its English text, window by window; what is too long to be translated goes to failures."""
    summary = summary if summary is not None else TranslateSummary()
    options = segmentation or SegmentationOptions()
    units_of = ((document, _units(document, options)) for document in documents)
    jobs = (
        Job(window, due_sources((units for _, units in window), is_translatable))
        for window in windows(units_of, lambda one: count_translatable(one[1]))
    )
    for job, translations in _mapper(translator, progress, cache, terms)(jobs):
        summary.documents += len(job.window)
        summary.segments += len(translations)
        units = renewed_units((old for _, old in job.window), is_translatable, translations, "")
        for (document, _), translated in zip(job.window, units, strict=True):
            if error := overlong_error(translated, document.path, document.path):
                failures.append(error)
            yield document, target_text(document.text, translated)


def _mapper(
    translator: Translator, progress: Progress, cache: WindowCache | None, terms: TermCount | None
) -> Mapper[Any]:
    here = partial(in_this_process, translator=translator, progress=progress)
    mapper = remembering(here, cache, translator.provenance.signature, progress)
    return terms.counting(mapper) if terms else mapper


def translate_lines(
    text: str,
    translator: Translator,
    progress: Progress = SILENT,
    cache: WindowCache | None = None,
    terms: TermCount | None = None,
) -> str:
    """The English of every line, n lines for n lines; nothing is cut or joined, blank lines stay.

    LF and CRLF end a line, as in every file of lines; CR does in a text that has neither. The English has LF.
    """
    lines = text.split("\n" if "\n" in text else "\r")
    sources = [normalise_source(line) for line in lines]
    due = [source for source in sources if source]
    progress.begin("translating", len(due))
    jobs = (Job(None, tuple(window)) for window in windows(due, lambda _: 1))
    done = (one.text for _, translations in _mapper(translator, progress, cache, terms)(jobs) for one in translations)
    english = [" ".join(next(done).split()) if source else "" for source in sources]
    progress.end()
    return "\n".join(english)


def translate_line_files(
    inputs: Inputs,
    output: Path,
    translator: Translator,
    progress: Progress = SILENT,
    cache: WindowCache | None = None,
    terms: TermCount | None = None,
) -> Iterator[Path]:
    """Translate every input line by line into ``<name>.en.txt`` under ``output``, whatever its format.

    What cannot be read goes to ``inputs.failures``; the files that were written are given back.

    Raises:
        SelarasError: The output cannot be written.
    """
    files = _Files(inputs, output)
    for source in inputs.sources():
        try:
            text = decode_file(source.path, inputs.selection.reading.encoding).text
        except InputError as error:
            inputs.failures.append(error)
            continue
        if english := files.save(source.name, translate_lines(text, translator, progress, cache, terms)):
            yield english


class _Files:
    """The English files of a run; none of them takes the place of an input, or of a text that somebody corrected."""

    def __init__(self, inputs: Inputs, output: Path) -> None:
        self._inputs, self._output = inputs, output
        self._names = OutputNames(SUFFIX)
        self._own = OwnFiles(output)
        self._sources = DiskSet(os.path.realpath(source.path) for source in inputs.sources())

    def save(self, path: str, text: str) -> Path | None:
        """Write the English of the article at ``path``; None, and a failure, where something else stands there.

        Raises:
            SelarasError: No other file can be written either.
        """
        name = self._names.of(path)
        english = self._output / name
        try:
            if os.path.realpath(english) in self._sources:
                told, remedy = f"its translation would replace the input {english}", "choose another --output"
            elif not self._own.save(name, text.encode()):
                told = f"its translation would replace {english}, which somebody changed"
                remedy = "move that away to have it made anew, or choose another --output"
            else:
                return english
        except SelarasError as error:
            if is_of_whole_disk(error):
                raise
            self._inputs.failures.append(error)
        else:
            self._inputs.failures.append(InputError(told, path=path, remedy=remedy))
        return None


def is_translatable(unit: TranslationUnit) -> bool:
    """Whether a translator sees this unit."""
    return unit.segment.translatable


def target_text(text: str, units: Sequence[TranslationUnit]) -> str:
    """``text`` with every translated segment in English and all else as it is.

    Segments that touch ("kekuatan.Bangsa") are parted by a space, since the English is.
    """
    parts: list[str] = []
    end = 0
    for unit in units:
        span = unit.segment.span
        between = text[end : span.start]
        parts.append(between if between or not parts else " ")
        parts.append(unit.segment.raw if unit.target is None else unit.target)
        end = span.end
    return "".join([*parts, text[end:]])


def _units(document: Document, options: SegmentationOptions) -> tuple[TranslationUnit, ...]:
    return tuple(TranslationUnit(one) for one in cut(document, options))
