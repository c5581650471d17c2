"""From a corpus to files that other programs read."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from .._version import __version__
from ..checks import CheckSettings
from ..corpus import Corpus, Edit, StoredDocument
from ..errors import CorpusError, SelarasError, one_line
from ..formats import FORMATS, ExportContext, Written
from ..model import (
    BilingualDocument,
    Document,
    Origin,
    Segment,
    SegmentKind,
    Span,
    Status,
    TranslationUnit,
)
from ..saving import remove, replacing, require_writable
from ..segmentation import SegmentationOptions
from ..translation.memory import NO_MEMORY, LayeredMemory
from .duplicates import DUPLICATES, write_duplicates
from .exports import format_named, require_fulfilled
from .findings import FindingCounts, with_findings, write_findings
from .layout import ONE_FILE, Layout, place_of, write_format
from .leverage import Leverage
from .memories import MemoryFiles
from .outputs import OutputFolder, opened_output
from .produced import FINDINGS
from .progress import SILENT, Progress
from .reuse import open_memory
from .suggestions import SUGGESTIONS, with_suggestions, write_suggestions

PENDING = "pending.tmx"
QUARANTINE = "quarantine.tsv"
SRX = "srx"
# What is exported beside the formats, and a file of each.
_OTHERS = {DUPLICATES: f"{DUPLICATES}.tsv", SRX: "indonesian.srx"}
# Where nothing else dates a corpus: before any machine translation of news.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Exported:
    """What an export left in the output folder.

    Attributes:
        files: Names relative to the output folder, one for each format and list.
        written: What each format holds.
        findings: How many there are.
        failures: Documents and memories that could not be read.
        remarks: What people should know, though nothing failed.
        leverage: What the memory knows of the documents that were counted, None without a memory.
    """

    files: list[str] = field(default_factory=list)
    written: dict[str, Written] = field(default_factory=dict)
    findings: FindingCounts = field(default_factory=FindingCounts)
    failures: list[SelarasError] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    leverage: Leverage | None = None


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What goes into an export.

    Attributes:
        approved_only: Leave out what nobody approved.
        deduplicate: Every pair of source and target once.
        include_untranslatable: Bylines, links and the like too, copied.
        layout: Which files it makes.
    """

    approved_only: bool = False
    deduplicate: bool = False
    include_untranslatable: bool = False
    layout: Layout = ONE_FILE

    def applied_to(self, context: ExportContext) -> ExportContext:
        """The context that formats are written with."""
        return replace(
            context,
            statuses=frozenset({Status.APPROVED}) if self.approved_only else context.statuses,
            deduplicate=self.deduplicate,
            include_untranslatable=self.include_untranslatable,
        )

    def wishes(self) -> list[str]:
        """The options that were asked for."""
        chosen = {
            "approved": self.approved_only,
            "deduplicate": self.deduplicate,
            "untranslatable": self.include_untranslatable,
        }
        return [name for name, asked in {**chosen, **self.layout.wishes()}.items() if asked]


def export(
    corpus: Path,
    output: Path,
    formats: Sequence[str],
    *,
    choice: ExportChoice = ExportChoice(),
    locales: tuple[str, str] = ("id", "en"),
    settings: CheckSettings | None = None,
    segmentation: SegmentationOptions | None = None,
    memories: Sequence[Path] = (),
    wait: bool = False,
    progress: Progress = SILENT,
) -> Exported:
    """Open a corpus and write it, see ``export_corpus``.

    Beside ``EXPORTS`` it writes segmentation rules (``srx``), which need no corpus, and ``duplicates``.

    Raises:
        UsageError: An unknown format, or a choice that one of them would pass over.
        SelarasError: The corpus cannot be opened, or the output cannot be written.
    """
    require_fulfilled(choice.wishes(), formats)
    require_place(output, formats, choice.layout)
    of_corpus = [name for name in formats if name != SRX]
    exported, files = Exported(), MemoryFiles(memories)
    if of_corpus or not formats:
        with Corpus(corpus, wait=wait) as store:
            exported = export_corpus(
                store,
                output,
                [name for name in of_corpus if name != DUPLICATES],
                choice=choice,
                locales=locales,
                settings=settings,
                memory=open_memory(store, files),
                progress=progress,
            )
            exported.failures[:0] = files.failures
            exported.remarks.extend(files.remarks())
            if DUPLICATES in of_corpus:
                with opened_output(store, output) as folder:
                    write_duplicates(active_documents(store, []), folder)
                exported.files.append(f"{DUPLICATES}.tsv")
                exported.remarks.extend(folder.remarks())
    if SRX in formats:
        exported.files.extend(write_segmentation_rules(output, segmentation or SegmentationOptions()))
    return exported


def require_place(output: Path, names: Iterable[str], layout: Layout = ONE_FILE) -> None:
    """See that exports can be written, before the long work that they are made of.

    Args:
        output: The folder to write to.
        names: What is to be exported, ``srx`` and ``duplicates`` among it.
        layout: Which files it makes.

    Raises:
        UsageError: An unknown format.
        SelarasError: Something stands in the way of a file, or the folder cannot be written to.
    """
    places = [_OTHERS.get(name) or place_of(format_named(name, _OTHERS), layout) for name in names]
    for place in (FINDINGS, SUGGESTIONS, PENDING, QUARANTINE, *places):
        require_writable(output / place)


def write_segmentation_rules(output: Path, options: SegmentationOptions) -> list[str]:
    """Write how selaras cuts: SRX for any program, and the files of an OmegaT project's ``omegat`` folder."""
    from ..segmentation.srx import omegat_conf_bytes, srx_bytes

    rules = srx_bytes(options)
    files = {
        "indonesian.srx": rules,
        "omegat/segmentation.srx": rules,
        "omegat/segmentation.conf": omegat_conf_bytes(options),
    }
    for name, content in files.items():
        with replacing(output / name) as stream:
            stream.write(content)
    return list(files)


def active_documents(store: Corpus, failures: list[SelarasError]) -> Iterator[StoredDocument]:
    """All documents that are exported, ordered by path, metadata corrected; broken ones are reported and left out."""
    for doc_id in store.doc_ids(withdrawn=False):
        try:
            stored = store.load(doc_id)
        except CorpusError as error:
            failures.append(error)
        else:
            if stored is not None:
                yield store.corrected(stored)


def export_corpus(
    store: Corpus,
    output: Path,
    formats: Sequence[str],
    *,
    locales: tuple[str, str] = ("id", "en"),
    settings: CheckSettings | None = None,
    choice: ExportChoice = ExportChoice(),
    memory: LayeredMemory = NO_MEMORY,
    counted: Container[str] | None = None,
    pending: Sequence[Edit] | None = None,
    progress: Progress = SILENT,
) -> Exported:
    """Write the corpus in every format asked for, with its findings and what the memory suggests.

    Args:
        store: An open corpus.
        output: The folder to write to.
        formats: Names of ``EXPORTS``.
        locales: Language codes for formats that carry them.
        settings: Of the checks.
        choice: What goes into the files.
        memory: Suggests translations.
        counted: Ids of the documents whose leverage is counted; all by default.
        pending: Human texts that found no place, None to leave their file alone.
        progress: Told of every document and format.

    Raises:
        UsageError: An unknown format.
        SelarasError: The output cannot be written.
    """
    chosen = [format_named(name) for name in formats]
    settings = settings or CheckSettings()
    exported = Exported()
    progress.begin("checking", None)
    exported.findings = write_findings(active_documents(store, exported.failures), output / FINDINGS, settings)
    exported.files.append(FINDINGS)
    progress.end()
    context = choice.applied_to(export_context(store, locales, settings))
    with opened_output(store, output) as folder:
        _suggest(store, memory, folder, counted, exported)
        for one in chosen:
            progress.begin(f"writing {one.name}", store.count())
            found = with_findings(active_documents(store, []), output / FINDINGS)
            documents = _told(with_suggestions(found, output / SUGGESTIONS), progress)
            exported.written[one.name], names = write_format(one, documents, folder, context, choice.layout)
            exported.files.extend(names)
            progress.end()
        if pending is not None:
            write_pending(pending, folder, context)
    exported.remarks.extend(folder.remarks())
    return exported


def _suggest(
    store: Corpus, memory: LayeredMemory, output: OutputFolder, counted: Container[str] | None, exported: Exported
) -> None:
    if not len(memory):
        output.remove(SUGGESTIONS)
        return
    exported.leverage = write_suggestions(active_documents(store, []), memory, output, counted)
    if (output.path / SUGGESTIONS).is_file():
        exported.files.append(SUGGESTIONS)


def export_context(
    store: Corpus, locales: tuple[str, str] = ("id", "en"), settings: CheckSettings | None = None
) -> ExportContext:
    """What exports of this corpus depend on beside its documents."""
    provenances = store.provenances()
    checks = {code: rule.check for code, rule in (settings or CheckSettings()).rules.items()}
    dates = [provenance.model_date for provenance in provenances.values() if provenance.model_date]
    return ExportContext(
        version=__version__,
        date=_export_date(_latest_edit(store), max(dates, default=None)),
        locales=locales,
        provenances=provenances,
        checks=checks,
    )


def write_pending(pending: Iterable[Edit], output: OutputFolder, context: ExportContext) -> int:
    """Write human texts that found no place any more as a TMX; no file if there are none."""
    units = tuple(_pending_unit(edit) for edit in pending)
    if not units:
        output.remove(PENDING)
        return 0
    document = BilingualDocument(Document(path="pending", text=""), units)
    write = FORMATS["tmx"].write
    assert write is not None
    with output.replacing(PENDING) as stream:
        write([document], stream, context)
    return len(units)


def write_quarantine(failures: Sequence[SelarasError], output: Path) -> None:
    """Write a table of what could not be read and why; no file if there is nothing."""
    path = output / QUARANTINE
    if not failures:
        remove(path)
        return
    rows = [("path", "line", "reason", "remedy")]
    rows += [(one.path or "", str(one.line or ""), one.what, one.remedy or "") for one in failures]
    with replacing(path) as stream:
        stream.write("".join("\t".join(map(one_line, row)) + "\n" for row in rows).encode())


def _told(documents: Iterable[BilingualDocument], progress: Progress) -> Iterator[BilingualDocument]:
    for document in documents:
        yield document
        progress.advance()


def _pending_unit(edit: Edit) -> TranslationUnit:
    # Its text is gone, so it has no place.
    segment = Segment(edit.tuid, "", SegmentKind.SENTENCE, True, Span(0, 0), "", edit.source)
    return TranslationUnit(segment, edit.mt, edit.target, Origin.HUMAN, edit.status, person=edit.person, date=edit.date)


def _latest_edit(store: Corpus) -> str | None:
    return max((edit.date for doc_id in store.doc_ids() for edit in _readable_edits(store, doc_id)), default=None)


def _readable_edits(store: Corpus, doc_id: str) -> list[Edit]:
    try:
        return store.edits(doc_id)
    except CorpusError:
        # Who reads the document reports it.
        return []


def _export_date(latest_edit: str | None, model_date: str | None) -> datetime:
    """No clock: the latest edit, else ``SOURCE_DATE_EPOCH``, else the model's date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if latest_edit is None and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    said = latest_edit or model_date
    try:
        date = datetime.fromisoformat(said) if said else EPOCH
    except ValueError:
        return EPOCH
    return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
