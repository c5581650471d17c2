"""What a TEI header states, gathered before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...model import Metadata, Origin, Severity, Status


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The categories that a file points at.

    Attributes:
        prefix: Of their xml:ids: ``DOC.`` in an article, empty in a corpus.
        statuses: Of its units.
        origins: Of its units.
        checks: Codes of its findings.
        severities: Of its findings.
    """

    prefix: str = ""
    statuses: tuple[Status, ...] = ()
    origins: tuple[Origin, ...] = ()
    checks: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody or something that made a part of the text.

    Attributes:
        xml_id: What ``resp`` and ``who`` point at.
        name: Of a person, or of the model.
        signature: Of a machine translation, None for a person.
    """

    xml_id: str
    name: str
    signature: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one person did at one time.

    Attributes:
        when: ISO 8601, None where it is not known.
        who: xml:id of the person, None where it is not known.
        what: A sentence.
        tuids: The units.
    """

    when: str | None
    who: str | None
    what: str
    tuids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """A private URI scheme of a file: ``ident:`` and what it stands for."""

    ident: str
    pattern: str
    replacement: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a header states.

    Attributes:
        title: Of the text.
        title_language: Of the title.
        is_translation: Whether the file is of the target side.
        extent: Quantity by unit.
        tags: How often each element stands inside ``text``.
        tags_with_id: How many of them have an xml:id.
        languages: All values of xml:lang in the file.
        prefixes: Private URI schemes.
        agents: Who translated.
        vocabulary: What ``ana`` points at.
        changes: By people.
        metadata: Of the article; empty for a corpus.
    """

    title: str
    title_language: str
    is_translation: bool
    extent: Mapping[str, int]
    tags: Mapping[str, int]
    tags_with_id: Mapping[str, int]
    languages: tuple[str, ...]
    prefixes: tuple[Prefix, ...] = ()
    agents: tuple[Agent, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    changes: tuple[Change, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
