"""``selaras build``: raw articles in, a corpus and its exports out, as much anew as needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property, partial
from pathlib import Path

from ..checks import CheckSettings
from ..corpus import Corpus, Edit, Header, Presence, StoredDocument, rebase
from ..errors import CorpusError, SelarasError, few
from ..formats import Written
from ..model import Document, Origin, Severity, TranslationUnit
from ..reading import Source, listed
from ..saving import require_writable
from ..scratch import DiskMap, DiskSet, sorted_rows
from ..segmentation import SegmentationOptions
from ..terminology.glossary import Conformity, Glossary
from ..translation import Translator
from ..translation.memory import LayeredMemory
from .cache import WindowCache, remembering
from .cutting import cut, overlong_error
from .exporting import export_corpus, require_place, write_quarantine
from .inputs import Inputs
from .leverage import Leverage
from .mapping import Job, Mapper, in_this_process
from .memories import MemoryFiles
from .ownership import Ownership, files_of, is_from_stdin
from .progress import SILENT, Progress
from .reuse import is_settled, open_memory, reused_units
from .terminology import conformity
from .typed_metadata import with_typed_metadata
from .windows import (
    WINDOW_SEGMENTS,
    Retranslate,
    count_translatable,
    due_sources,
    is_due,
    is_outdated,
    renewed_units,
    windows,
)

DEFAULT_FORMATS = ("tmx", "tei")


class Change(StrEnum):
    """What a build found out about a document."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, and what the corpus holds now.

    Attributes:
        documents: How many were read, by what had happened to them.
        segments: Of the documents that were read.
        translatable: Those among them that are to be translated.
        translated: Translated in this run.
        human: Units whose text people made.
        outdated: Units whose machine text is another model's or other options'.
        pending: Human texts of the whole corpus that found no place any more.
        findings: How many, by check code.
        severities: How many, by severity.
        written: What each format holds.
        files: Names under the output folder.
        skipped: Files in folders that no reader takes, with the reason.
        failures: What could not be done; everything else is.
        again: The inputs in which it lies, as a list of files names them.
        signature: Of the translator.
        reused: Units whose text a memory gave.
        leverage: What memories know of the documents that were read, None where there is nothing in them.
        terms: How well the documents that were read obey the glossary, None without one.
        cached: Segments among those translated whose window was translated before.
        remarks: What people should know, though nothing failed.
    """

    documents: Mapping[Change, int]
    segments: int
    translatable: int
    translated: int
    human: int
    outdated: int
    pending: tuple[Edit, ...]
    findings: Mapping[str, int]
    severities: Mapping[Severity, int]
    written: Mapping[str, Written]
    files: tuple[str, ...]
    skipped: tuple[str, ...]
    failures: tuple[SelarasError, ...]
    again: tuple[str, ...]
    signature: str
    reused: int = 0
    leverage: Leverage | None = None
    terms: Conformity | None = None
    cached: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """How many documents were read."""
        return sum(count for change, count in self.documents.items() if change is not Change.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A document that is cut and has what is known about it, ready to be translated; ``replaced`` names metadata."""

    source: Source
    stored: StoredDocument
    carried: tuple[Edit, ...]
    change: Change
    replaced: tuple[str, ...] = ()


_Window = list[_Prepared]


@dataclass(slots=True)
class _Tally:
    """Counts that grow while a build goes on."""

    documents: Counter[Change] = field(default_factory=Counter)
    segments: int = 0
    translatable: int = 0
    translated: int = 0
    human: int = 0
    outdated: int = 0
    reused: int = 0
    terms: Conformity = field(default_factory=Conformity)
    failures: list[SelarasError] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


def build(
    inputs: Inputs,
    corpus: Path,
    output: Path,
    translator: Translator,
    *,
    retranslate: Retranslate = Retranslate.NONE,
    segmentation: SegmentationOptions | None = None,
    checks: CheckSettings | None = None,
    formats: Sequence[str] = DEFAULT_FORMATS,
    locales: tuple[str, str] = ("id", "en"),
    prune: bool = False,
    wait: bool = False,
    person: str | None = None,
    memories: Sequence[Path] = (),
    glossary: Glossary | None = None,
    progress: Progress = SILENT,
    mapper: Mapper[_Window] | None = None,
    cache: WindowCache | None = None,
) -> Summary:
    """Read, segment, translate, check, save and export; incremental, resumable, nothing human is lost.

    Args:
        inputs: What to read.
        corpus: The corpus folder, made if it is not there.
        output: Where exports go.
        translator: The engine.
        retranslate: Which machine text is made anew.
        segmentation: How to cut.
        checks: What to check.
        formats: What to export.
        locales: Language codes in exports.
        prune: Remove withdrawn documents that nobody edited.
        wait: Wait while another process has the corpus open.
        person: Who signs hand edits that are found.
        memories: Translation memories to use beside the human text of the corpus.
        glossary: Counts how well the documents obey; ``translator`` is to obey it already.
        progress: Told how far the work has come.
        mapper: Has the windows translated elsewhere; must give what ``translator`` would.
        cache: Knows windows that were translated before; ``Retranslate.ALL`` does not ask it.

    Raises:
        SelarasError: The corpus, the output or the model cannot be used at all.
    """
    require_place(output, formats)
    tally, files = _Tally(), MemoryFiles(memories)
    with Corpus(corpus, create=True, wait=wait, person=person) as store:
        require_writable(store.metadata_path)
        memory = open_memory(store, files)
        prepared = prepare_all(store, inputs, segmentation or SegmentationOptions(), tally.failures)
        documents = (_reusing(memory, one) for one in prepared)
        mapper = mapper or partial(in_this_process, translator=translator, progress=progress)
        afresh = retranslate is Retranslate.ALL
        mapper = remembering(mapper, cache, translator.provenance.signature, progress, afresh=afresh)
        _translate_all(store, documents, inputs, translator, retranslate, memory, glossary, tally, progress, mapper)
        if inputs.selection.is_whole:
            _withdraw(store, inputs, tally, prune=prune)
        pending = tuple(store.pending())
        exported = export_corpus(
            store,
            output,
            formats,
            locales=locales,
            settings=checks,
            memory=memory,
            counted=inputs.owners,
            pending=pending,
            progress=progress,
        )
        failures = _distinct([*files.failures, *inputs.failures, *tally.failures, *exported.failures])
        write_quarantine(failures, output)
        remarks = (*files.remarks(), *inputs.remarks(), *_remarks(store, tally), *exported.remarks)
    return Summary(
        documents=dict(tally.documents),
        segments=tally.segments,
        translatable=tally.translatable,
        translated=tally.translated,
        human=tally.human,
        outdated=tally.outdated,
        pending=pending,
        findings=dict(sorted(exported.findings.codes.items())),
        severities=dict(exported.findings.severities),
        written=exported.written,
        files=tuple(exported.files),
        skipped=tuple(inputs.skipped),
        failures=tuple(failures),
        again=tuple(map(listed, inputs.again)),
        signature=translator.provenance.signature,
        reused=tally.reused,
        leverage=exported.leverage,
        terms=tally.terms if glossary is not None else None,
        cached=cache.hits if cache else 0,
        remarks=remarks,
    )


def _translate_all(
    store: Corpus,
    documents: Iterable[_Prepared],
    inputs: Inputs,
    translator: Translator,
    policy: Retranslate,
    memory: LayeredMemory,
    glossary: Glossary | None,
    tally: _Tally,
    progress: Progress,
    mapper: Mapper[_Window],
) -> None:
    """Windows of documents, each translated and committed as one."""
    signature = translator.provenance.signature
    asked = 0

    def due(unit: TranslationUnit) -> bool:
        return is_due(unit, policy, signature) and not is_settled(unit, memory)

    def jobs() -> Iterator[Job[_Window]]:
        nonlocal asked
        for window in windows(documents, lambda one: count_translatable(one.stored.units), WINDOW_SEGMENTS):
            sources = due_sources((one.stored.units for one in window), due)
            asked += len(sources)
            progress.expect(asked * inputs.count // max(1, inputs.read))
            yield Job(window, sources)

    progress.begin("translating", None)
    for job, translations in mapper(jobs()):
        units = renewed_units((one.stored.units for one in job.window), due, translations, signature)
        done = [replace(one.stored, units=new) for one, new in zip(job.window, units, strict=True)]
        carried = {one.stored.doc_id: one.carried for one in job.window}
        store.commit(done, carried, translator.provenance if translations else None)
        tally.translated += len(translations)
        for one, stored in zip(job.window, done, strict=True):
            _count(one.change, stored, tally)
            if error := overlong_error(stored.units, stored.document.path, one.source.shown):
                tally.failures.append(error)
                inputs.try_again(one.source)
            if one.replaced:
                tally.replaced.append(f"{', '.join(one.replaced)} of {stored.document.path}")
            if glossary is not None:
                tally.terms += conformity(stored.units, glossary)
            tally.outdated += sum(
                is_outdated(unit, signature) and not is_settled(unit, memory) for unit in stored.units
            )
    progress.end()


def prepare_all(
    store: Corpus, inputs: Inputs, options: SegmentationOptions, failures: list[SelarasError]
) -> Iterator[_Prepared]:
    """Every input with what the corpus knows about it; what cannot be brought together goes to ``failures``."""
    gone, ownership = _Gone(store, inputs), Ownership(store)
    for source, document in inputs.documents():
        try:
            yield _prepare(store, document, source, options, gone, ownership)
        except CorpusError as error:
            failures.append(error)
            inputs.try_again(source)


def _prepare(
    store: Corpus,
    document: Document,
    source: Source,
    options: SegmentationOptions,
    gone: _Gone,
    ownership: Ownership,
) -> _Prepared:
    stored = store.load(document.doc_id)
    root = ownership.claim(source.root)
    if stored:
        ownership.refuse_replacing(stored, document, source)
        if ownership.stands_elsewhere(stored, source):
            root, document = stored.root, replace(document, path=stored.document.path)
    if stored and _is_same_version(stored, document, options):
        kept = replace(
            stored, root=root, presence=Presence.ACTIVE, document=replace(stored.document, path=document.path)
        )
        return _Prepared(source, kept, (), Change.UNCHANGED)
    earlier = stored or gone.with_bytes_of(document)
    # The log of a document outlives its file.
    names = dict.fromkeys((document.doc_id, earlier.doc_id) if earlier else (document.doc_id,))
    log = [edit for doc_id in names for edit in store.edits(doc_id)]
    rebased = rebase(cut(document, options), earlier.units if earlier else (), log)
    change = Change.CHANGED if stored else Change.RENAMED if earlier else Change.NEW
    document, replaced = with_typed_metadata(document, earlier.document) if earlier else (document, ())
    fresh = StoredDocument(document, rebased.units, options.signature, root)
    return _Prepared(source, fresh, rebased.carried, change, replaced)


def _reusing(memory: LayeredMemory, one: _Prepared) -> _Prepared:
    return replace(one, stored=replace(one.stored, units=reused_units(one.stored.units, memory)))


def _is_same_version(stored: StoredDocument, document: Document, options: SegmentationOptions) -> bool:
    """Whether reading and cutting now would give what is stored; metadata may have been edited by hand."""
    same = ("bytes_sha256", "text", "reader", "blocks", "language")
    return stored.segmenter == options.signature and all(
        getattr(stored.document, name) == getattr(document, name) for name in same
    )


@dataclass(frozen=True)
class _Gone:
    """Documents whose file is not among the inputs: candidates of a renaming."""

    store: Corpus
    inputs: Inputs

    def with_bytes_of(self, document: Document) -> StoredDocument | None:
        """What this document was called before, None if it is new."""
        doc_id = self._by_hash.get(document.bytes_sha256)
        earlier = self.store.load(doc_id) if doc_id else None
        return earlier if earlier and earlier.document.text == document.text else None

    @cached_property
    def _by_hash(self) -> DiskMap:
        names = DiskSet(source.name for source in self.inputs.sources())
        found = DiskMap()
        headers = self.store.iter_headers()
        for header in _by_path(header for header in headers if not any(map(names.__contains__, files_of(header.path)))):
            found[header.bytes_sha256] = header.doc_id
        return found


def _count(change: Change, stored: StoredDocument, tally: _Tally) -> None:
    tally.documents[change] += 1
    tally.segments += len(stored.units)
    tally.translatable += count_translatable(stored.units)
    tally.human += sum(unit.origin is Origin.HUMAN for unit in stored.units)
    tally.reused += sum(unit.origin is Origin.MEMORY for unit in stored.units)


def _withdraw(store: Corpus, inputs: Inputs, tally: _Tally, *, prune: bool) -> None:
    for header in withdrawn(store, inputs):
        stored = store.load(header.doc_id)
        if stored and header.presence is Presence.ACTIVE:
            store.commit([replace(stored, presence=Presence.WITHDRAWN)])
            tally.documents[Change.WITHDRAWN] += 1
        if prune:
            store.remove(header.doc_id)


def withdrawn(store: Corpus, inputs: Inputs) -> Iterator[Header]:
    """Documents of the folders that were read whole, whose file is gone: kept, not exported any more."""
    ownership = Ownership(store)
    folders = inputs.folders_read_whole()
    is_read = cache(lambda label: any(ownership.is_same(label, folder) for folder in folders))
    gone = (
        header
        for header in store.iter_headers()
        if is_read(header.root)
        and header.doc_id not in inputs.owners
        and inputs.failed.isdisjoint(files_of(header.path))
        and not is_from_stdin(header.path)
    )
    return _by_path(gone)


def _by_path(headers: Iterable[Header]) -> Iterator[Header]:
    rows = ((one.path, one.doc_id, one.root, one.bytes_sha256, one.presence.value) for one in headers)
    for path, doc_id, root, digest, presence in sorted_rows(rows, 5):
        yield Header(doc_id, path, root, digest, Presence(presence))


def _remarks(store: Corpus, tally: _Tally) -> Iterator[str]:
    if unknown := few(store.unknown_corrections()):
        yield f"{store.metadata_path}: rows of unknown documents: {unknown}"
    if unfit := few(store.unfit_corrections()):
        yield f"{store.metadata_path}: not taken; write dates as 2019-03-12, addresses with https://: {unfit}"
    if strays := few(sorted(str(path.relative_to(store.root)) for path in store.strays)):
        yield f"{store.root}: copies of documents are passed over; take what you need and remove them: {strays}"
    if replaced := few(tally.replaced):
        yield f"{store.metadata_path}: write what is to outlive a new version here; read anew: {replaced}"


def _distinct(failures: Iterable[SelarasError]) -> list[SelarasError]:
    return list({str(failure): failure for failure in failures}.values())
