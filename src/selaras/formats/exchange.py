"""What goes into a format and what comes out of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import BinaryIO

from ..model import Check, Origin, Provenance, Status

# A rejected translation does harm in a memory; who wants it asks for it.
EXPORTED_STATUSES = frozenset({Status.DRAFT, Status.EDITED, Status.APPROVED, Status.NEEDS_REVIEW})

# Opens a file of an export by its POSIX path inside the output folder; saving it whole or not at all is the caller's.
Sink = Callable[[str], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class ExportContext:
    """All that an export depends on beside the documents, so that equal input gives equal bytes.

    Attributes:
        version: Of selaras.
        date: Of the export, an aware time in UTC; the caller decides, formats have no clock.
        langpair: Source and target language as ids and folders name them.
        locales: The language codes to write, source and target ("id-ID", "en-US" for Trados and memoQ).
        title: Name of the corpus.
        publisher: Who publishes the corpus, None where nobody does.
        provenances: How machine translations were made, by signature.
        checks: The table of checks by code, for formats that carry a taxonomy.
        include_untranslatable: Whether memories hold bylines, URLs and the like, copied to the target.
        statuses: Units of other statuses are left out of memories and tables.
        deduplicate: Whether a pair of equal source and target is written once; takes 16 bytes a pair.
    """

    version: str
    date: datetime
    langpair: str = "id-en"
    locales: tuple[str, str] = ("id", "en")
    title: str = "Indonesian–English parallel corpus of news articles"
    publisher: str | None = None
    provenances: Mapping[str, Provenance] = field(default_factory=lambda: MappingProxyType({}))
    checks: Mapping[str, Check] = field(default_factory=lambda: MappingProxyType({}))
    include_untranslatable: bool = False
    statuses: frozenset[Status] = EXPORTED_STATUSES
    deduplicate: bool = False

    @property
    def approved_only(self) -> bool:
        """Whether nothing is wanted but what somebody approved."""
        return self.statuses == {Status.APPROVED}


@dataclass(frozen=True, slots=True)
class Written:
    """What an export holds.

    Attributes:
        documents: Articles that were seen.
        units: Translation units that were written.
        left_out: Units that were not, by reason ("untranslatable", "untranslated", "status", "duplicate", "empty").
        files: How many files were written.
    """

    documents: int = 0
    units: int = 0
    left_out: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    files: int = 1

    def __add__(self, other: Written) -> Written:
        reasons = sorted({*self.left_out, *other.left_out})
        left_out = {reason: self.left_out.get(reason, 0) + other.left_out.get(reason, 0) for reason in reasons}
        return Written(
            self.documents + other.documents,
            self.units + other.units,
            MappingProxyType(left_out),
            self.files + other.files,
        )


NOTHING_WRITTEN = Written(files=0)


@dataclass(frozen=True, slots=True)
class ForeignUnit:
    """A pair as a file tells it: ours read back, or anyone's.

    Attributes:
        tuid: Name of the unit in the file, empty where it has none.
        source: Source text without inline codes.
        target: Target text without inline codes, empty where there is none.
        source_language: As the file writes it.
        target_language: As the file writes it.
        status: How far the work has come, None where the file does not say.
        origin: Who made the target, None where the file does not say.
        notes: For people, in their order.
        props: Name and value of whatever else the file says, in their order.
        change_id: Who changed it last.
        change_date: When, as the file writes it.
        translatable: Whether the file wants it translated at all.
        line: Where it starts in the file, from 1.
        file: In which of the ``file`` elements of an XLIFF it stands; ids are unique in these.
    """

    tuid: str
    source: str
    target: str
    source_language: str = ""
    target_language: str = ""
    status: Status | None = None
    origin: Origin | None = None
    notes: tuple[str, ...] = ()
    props: tuple[tuple[str, str], ...] = ()
    change_id: str | None = None
    change_date: str | None = None
    translatable: bool = True
    line: int = 0
    file: str = ""

    def prop(self, name: str) -> str | None:
        """The first value under that name, None where there is none."""
        return next((value for key, value in self.props if key == name), None)
