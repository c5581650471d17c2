"""``selaras translate``: text files in, English text files out; no corpus is touched.

The same code path as a build, so the same text: read, cut, translate in canonical windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError, SelarasError
from ..model import Document, TranslationUnit
from ..normalise import normalise_source
from ..reading import decode
from ..saving import replacing
from ..segmentation import SegmentationOptions
from ..translation import Translator
from .cutting import cut
from .inputs import Inputs
from .layout import article_name
from .mapping import Job, in_this_process
from .progress import SILENT, Progress
from .windows import count_translatable, due_sources, renewed_units, windows


@dataclass(slots=True)
class TranslateSummary:
    """What a translation of files did.

    Attributes:
        documents: How many were translated.
        segments: How many the model saw.
        files: What was written.
        skipped: Files in folders that no reader takes.
        failures: What could not be done; everything else is.
    """

    documents: int = 0
    segments: int = 0
    files: list[Path] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failures: list[SelarasError] = field(default_factory=list)


def translate_files(
    inputs: Inputs,
    output: Path,
    translator: Translator,
    *,
    segmentation: SegmentationOptions | None = None,
    progress: Progress = SILENT,
) -> TranslateSummary:
    """Write ``<name>.en.txt`` under ``output`` for every input, with the lines of the original.

    Raises:
        SelarasError: The model or the output cannot be used at all.
    """
    summary = TranslateSummary()
    names = _Names(output)
    documents = (document for _, document in inputs.documents())
    progress.begin("translating", None)
    for document, text in translate_documents(documents, translator, segmentation, progress, summary):
        path = names.for_document(document)
        with replacing(path) as stream:
            stream.write(text.encode())
        summary.files.append(path)
    progress.end()
    summary.failures.extend(inputs.failures)
    summary.skipped.extend(inputs.skipped)
    return summary


def translate_documents(
    documents: Iterable[Document],
    translator: Translator,
    segmentation: SegmentationOptions | None = None,
    progress: Progress = SILENT,
    summary: TranslateSummary | None = None,
) -> Iterator[tuple[Document, str]]:
    """Every document with its English text, window by window."""
    summary = summary if summary is not None else TranslateSummary()
    options = segmentation or SegmentationOptions()
    units_of = ((document, _units(document, options)) for document in documents)
    jobs = (
        Job(window, due_sources((units for _, units in window), is_translatable))
        for window in windows(units_of, lambda one: count_translatable(one[1]))
    )
    for job, translations in in_this_process(jobs, translator, progress):
        summary.documents += len(job.window)
        summary.segments += len(translations)
        units = renewed_units((old for _, old in job.window), is_translatable, translations, "")
        for (document, _), translated in zip(job.window, units, strict=True):
            yield document, target_text(document.text, translated)


def translate_lines(text: str, translator: Translator, progress: Progress = SILENT) -> str:
    """The English of every line, n lines for n lines; nothing is cut or joined, blank lines stay."""
    lines = text.split("\n")
    sources = [normalise_source(line) for line in lines]
    due = [source for source in sources if source]
    progress.begin("translating", len(due))
    done = iter(
        translation.text
        for window in windows(due, lambda _: 1)
        for translation in translator.translate(window, progress.advance)
    )
    english = [" ".join(next(done).split()) if source else "" for source in sources]
    progress.end()
    return "\n".join(english)


def translate_line_file(path: Path, output: Path, translator: Translator, progress: Progress = SILENT) -> Path:
    """Translate a file line by line into ``<name>.en.txt`` under ``output``; gives the path back.

    Raises:
        InputError: It cannot be read.
        SelarasError: The output cannot be written.
    """
    try:
        text = decode(path.read_bytes()).text
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path, remedy="check its path") from error
    english = output / f"{article_name(path.name)}.en.txt"
    with replacing(english) as stream:
        stream.write(translate_lines(text, translator, progress).encode())
    return english


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


class _Names:
    """Where translations go: the name of the input with ``.en.txt``, its suffix kept where two would clash."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._taken: set[Path] = set()

    def for_document(self, document: Document) -> Path:
        path = self._output / f"{article_name(document.path)}.en.txt"
        if path in self._taken:
            path = self._output / f"{document.path.replace('#', '/')}.en.txt"
        self._taken.add(path)
        return path
