"""The domain: what a corpus is made of.

Every type is frozen and knows nothing of files, formats or engines. Offsets are
Unicode code points of the stored text of a document, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from types import MappingProxyType

INDONESIAN = "id"
ENGLISH = "en"
# Language identifiers confuse Malay with Indonesian, and readers of one read the other.
TRANSLATABLE_LANGUAGES = frozenset({"id", "ms"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What a block is in the layout of an article."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    METADATA_LINE = "metadata-line"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document with one role: a heading, a paragraph, a widget.

    Attributes:
        block_id: ``b.`` and ten hex digits, unique in the document, empty before ids are given.
        kind: The role.
        span: Where it stands; no surrounding white space.
        reason: Why a boilerplate block is one ("rating widget"), else None.
        language: Code of a block in another language than its document, else None.
    """

    block_id: str
    kind: BlockKind
    span: Span
    reason: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article; every field may be missing.

    Attributes:
        title: Headline.
        subtitle: Second headline or standfirst.
        author: Names as printed.
        publisher: Site or newspaper.
        date: Publication, ISO 8601 date or date-time with offset.
        modified: Last change, same form.
        place: Place of the dateline ("MOSKOW").
        dateline: Span of the dateline inside its paragraph.
        url: Address the article was scraped from.
        genre: Named by people, never guessed.
        licence: Named by people, never guessed.
        extra: Other columns of the input, in their order.
    """

    title: str | None = None
    subtitle: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    modified: str | None = None
    place: str | None = None
    dateline: Span | None = None
    url: str | None = None
    genre: str | None = None
    licence: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its decoded text, verbatim, and what reading found in it.

    Attributes:
        path: Where it came from, relative to the seeds root, POSIX; rows append ``#row``.
        text: The decoded text, newlines kept; all spans of the document point into it.
        blocks: In text order, not overlapping; they cover all but white space.
        metadata: Lifted from the text or the row.
        doc_id: ``d`` and twelve hex digits (or a name of the user's), empty outside a corpus.
        bytes_sha256: Of the bytes that were read, hex.
        encoding: That the bytes were decoded from.
        bom: Whether a byte order mark stood in front (it is not part of the text).
        reader: Signature of the reader, ``text/1``.
        language: Code of the main language.
        notes: What reading noticed, one sentence each (mixed encoding, control characters…).
    """

    path: str
    text: str
    blocks: tuple[Block, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    doc_id: str = ""
    bytes_sha256: str = ""
    encoding: str = "utf-8"
    bom: bool = False
    reader: str = ""
    language: str = INDONESIAN
    notes: tuple[str, ...] = ()


class SegmentKind(StrEnum):
    """What a segment is; the second group is kept but not translated by default."""

    HEADING = "heading"
    SENTENCE = "sentence"
    LIST_ITEM = "list-item"
    CAPTION = "caption"

    BYLINE = "byline"
    SIGN_OFF = "sign-off"
    RELATED_LINK = "related-link"
    URL = "url"
    METADATA = "metadata"
    BOILERPLATE = "boilerplate"

    @property
    def is_translatable(self) -> bool:
        """Whether segments of this kind are translated unless told otherwise."""
        return self in _TRANSLATABLE_KINDS


_TRANSLATABLE_KINDS = frozenset({SegmentKind.HEADING, SegmentKind.SENTENCE, SegmentKind.LIST_ITEM, SegmentKind.CAPTION})


@dataclass(frozen=True, slots=True)
class Segment:
    """The smallest stretch of text that is translated as one.

    Attributes:
        seg_id: The ``tuid`` of its translation unit, empty before ids are given.
        block_id: The block it belongs to.
        kind: Its role.
        translatable: Whether it is to be translated.
        span: Where it stands in the document's text.
        raw: ``span.of(document.text)``, always.
        source: ``normalise_source(raw)``: what people and machines see.
    """

    seg_id: str
    block_id: str
    kind: SegmentKind
    translatable: bool
    span: Span
    raw: str
    source: str


class Origin(StrEnum):
    """Who made the target of a unit."""

    MACHINE = "mt"
    MEMORY = "tm"
    HUMAN = "human"


class Status(StrEnum):
    """How far the work on a unit has come."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    EDITED = "edited"
    APPROVED = "approved"
    REJECTED = "rejected"
    NEEDS_REVIEW = "needs-review"


@dataclass(frozen=True, slots=True)
class Measurements:
    """What only the model can tell about a translation.

    Attributes:
        score: Log-probability per target token (0 is certain, -1 is poor).
        agreement: Mean similarity of the other hypotheses to the chosen one, 0 to 1.
        unknown: Target tokens that are unknown to the vocabulary.
        steps: What was done beyond plain decoding, in order ("split", "protected", "reranked"…).
    """

    score: float | None = None
    agreement: float | None = None
    unknown: int = 0
    steps: tuple[str, ...] = ()


NO_MEASUREMENTS = Measurements()


@dataclass(frozen=True, slots=True)
class Translation:
    """What a translator made of one source text."""

    text: str
    measurements: Measurements = NO_MEASUREMENTS


@dataclass(frozen=True, slots=True)
class Pair:
    """A source text and its translation, from our corpus or from anyone's file.

    Attributes:
        tuid: Names the pair in findings.
        source: Indonesian text.
        target: English text, empty where there is none.
        measurements: Of our own translations.
    """

    tuid: str
    source: str
    target: str
    measurements: Measurements = NO_MEASUREMENTS


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A segment with its translation and the history that matters.

    Attributes:
        segment: The source side; ``segment.seg_id`` is the tuid.
        mt: What the machine last said, kept beside what people made of it.
        target: The text in force, None while untranslated.
        origin: Who made ``target``, None while untranslated.
        status: How far the work has come.
        signature: ``Provenance.signature`` of ``mt``.
        measurements: Of ``mt``.
        person: Who edited it last, None where nobody did.
        date: When, ISO 8601 in UTC with ``Z``.
    """

    segment: Segment
    mt: str | None = None
    target: str | None = None
    origin: Origin | None = None
    status: Status = Status.UNTRANSLATED
    signature: str | None = None
    measurements: Measurements = NO_MEASUREMENTS
    person: str | None = None
    date: str | None = None

    @property
    def tuid(self) -> str:
        """The id of the unit, the same in every format."""
        return self.segment.seg_id

    @property
    def source(self) -> str:
        """The source text as people and machines see it."""
        return self.segment.source

    def with_machine_text(self, mt: str | None, signature: str | None, measurements: Measurements) -> TranslationUnit:
        """The unit with what a machine says; a human text stays in force.

        Args:
            mt: The machine's text, None to take it away.
            signature: ``Provenance.signature`` of the machine.
            measurements: Of this text.
        """
        machine = replace(self, mt=mt, signature=signature, measurements=measurements)
        if self.origin is Origin.HUMAN:
            return machine
        if mt is None:
            return replace(machine, target=None, origin=None, status=Status.UNTRANSLATED)
        return replace(machine, target=mt, origin=Origin.MACHINE, status=Status.DRAFT)

    @property
    def pair(self) -> Pair:
        """The unit as the checks see it."""
        return Pair(self.tuid, self.source, self.target or "", self.measurements)


@dataclass(frozen=True, slots=True)
class Alignment:
    """A link between segments of the two sides, M:N; machine translation is 1:1.

    Attributes:
        source_ids: Segment ids of the source document, in order.
        target_ids: Segment ids of the target document, in order.
        kind: ``1-1``, ``2-1``, ``0-1``…
        score: Confidence of the aligner, None where there was none.
    """

    source_ids: tuple[str, ...]
    target_ids: tuple[str, ...]
    score: float | None = None

    @property
    def kind(self) -> str:
        """How many segments stand on each side, ``M-N``."""
        return f"{len(self.source_ids)}-{len(self.target_ids)}"


class Severity(IntEnum):
    """How bad a finding is; comparable."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Scope(StrEnum):
    """What a check must see at once."""

    UNIT = "unit"
    DOCUMENT = "document"
    CORPUS = "corpus"


class Side(StrEnum):
    """The side of a pair that a finding points at."""

    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Check:
    """A question asked of every pair.

    Attributes:
        code: Stable name, a letter for the area and three digits.
        title: A few words.
        severity: Default severity of its findings.
        scope: What it must see at once.
        its_type: ITS 2.0 ``locQualityIssueType``.
    """

    code: str
    title: str
    severity: Severity
    scope: Scope
    its_type: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer that somebody should look at; derived, never stored in a corpus.

    Attributes:
        code: Of the check.
        severity: In force for this run.
        tuid: The unit it is about.
        side: The side it points at.
        span: Where, in the source or target text of the unit; None for the whole.
        message: One line for people.
        measured: What the check measured.
        threshold: What it compared with.
    """

    code: str
    severity: Severity
    tuid: str
    side: Side
    span: Span | None
    message: str
    measured: float | str | None = None
    threshold: float | str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a machine translation was made; immutable once written.

    Attributes:
        engine: Name of the engine ("argos").
        model: Name and version of the package ("selaras-id_en-0.1").
        package_sha256: Of the package's files, hex.
        versions: Library versions that shape the text ("ct2" -> "4.8.5").
        options: Decoding options that shape the text ("beam" -> "4").
        normaliser: Signature of ``normalise_source``.
        reranker: Signature of the choice among hypotheses, "none" without.
        glossary: Hash of the glossary, "none" without.
        model_date: ISO date of the model, None where its package names none.
    """

    engine: str
    model: str
    package_sha256: str
    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    normaliser: str = ""
    reranker: str = "none"
    glossary: str = "none"
    model_date: str | None = None

    @property
    def signature(self) -> str:
        """All of it on one line, in the manner of sacreBLEU's signatures."""
        fields = {
            self.engine: self.model,
            "pkg": self.package_sha256[:8],
            **self.versions,
            **self.options,
            "norm": self.normaliser,
            "rerank": self.reranker,
            "glossary": self.glossary,
        }
        return "|".join(f"{key}:{value}" for key, value in fields.items())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a translation memory offers for a unit and did not decide; derived, never stored in a corpus.

    Attributes:
        tuid: The unit it is for.
        source: What people translated then.
        target: Their translation.
        score: How alike the sources are, percent, less penalties.
        kind: How it was found ("fuzzy", "exact" where there are several targets…).
        memory: Name of the memory.
    """

    tuid: str
    source: str
    target: str
    score: int
    kind: str
    memory: str


@dataclass(frozen=True, slots=True)
class BilingualDocument:
    """An article with its translation: what every export is made from.

    Attributes:
        document: The source side with its blocks.
        units: One for every segment, in text order, translatable or not.
        findings: About its units, in the order of the units.
        suggestions: For its units, in the order of the units, the best first.
    """

    document: Document
    units: tuple[TranslationUnit, ...]
    findings: tuple[Finding, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def alignments(self) -> tuple[Alignment, ...]:
        """The links between the two sides, one to one as a translator makes them; an empty target links to nothing."""
        return tuple(Alignment((unit.tuid,), (unit.tuid,)) for unit in self.units if unit.target)
