"""What people decided: an append-only log per document, and how it bears on the units.

``edits/`` is the truth about people; document files are a view of it that people may
also edit by hand, and ``absorb`` carries such changes into the log.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from ..model import Origin, Status, TranslationUnit
from . import values
from .records import Record, format_records, parse_records


class Action(StrEnum):
    """What a person did to a unit."""

    EDIT = "edit"
    APPROVE = "approve"
    REJECT = "reject"
    REVIEW = "review"


_STATUS_AFTER: Mapping[Action, Status] = {
    Action.EDIT: Status.EDITED,
    Action.APPROVE: Status.APPROVED,
    Action.REJECT: Status.REJECTED,
    Action.REVIEW: Status.NEEDS_REVIEW,
}
_ACTION_FOR = {status: action for action, status in _STATUS_AFTER.items()}


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision of one person about one unit.

    Attributes:
        tuid: The unit.
        source: Its source text at that time.
        mt: What the machine had said.
        target: The text that the person wants.
        action: What was decided.
        person: Who.
        date: When, ISO 8601 UTC; recorded once.
        via: How it reached the corpus ("documents file", "rebase: same source"…).
        position: Ordinal of the unit in its document at that time, from 1.
        replaces: Units that this edit was carried over from.
    """

    tuid: str
    source: str
    mt: str | None
    target: str
    action: Action
    person: str
    date: str
    via: str
    position: int = 0
    replaces: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """The status of a unit after this edit."""
        return _STATUS_AFTER[self.action]

    def apply(self, unit: TranslationUnit) -> TranslationUnit:
        """The unit as the person wants it."""
        return replace(
            unit, target=self.target, origin=Origin.HUMAN, status=self.status, person=self.person, date=self.date
        )


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs the decisions that are found, and when."""

    person: str
    date: str

    @classmethod
    def present(cls, person: str | None = None) -> Signer:
        """The user of this process, now."""
        return cls(person or _user_name(), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def latest(edits: Iterable[Edit]) -> dict[str, Edit]:
    """The edit in force for each tuid."""
    return {edit.tuid: edit for edit in edits}


def absorb(units: Sequence[TranslationUnit], edits: Sequence[Edit], signer: Signer) -> list[Edit]:
    """The decisions that a person typed into a document file and the log does not have yet.

    A unit keeps ``mt`` beside ``target``: another target is an edit, whatever its flags
    say; another status is a decision too.
    """
    in_force = latest(edits)
    found = (
        _decision(position, unit, in_force.get(unit.tuid), signer)
        for position, unit in enumerate(units, 1)
        if unit.target is not None or unit.tuid in in_force
    )
    return [edit for edit in found if edit is not None]


def apply(units: Iterable[TranslationUnit], edits: Iterable[Edit]) -> tuple[TranslationUnit, ...]:
    """The units with the edits in force applied; edits of other units are left alone."""
    in_force = latest(edits)
    return tuple(in_force[unit.tuid].apply(unit) if unit.tuid in in_force else unit for unit in units)


def _decision(position: int, unit: TranslationUnit, known: Edit | None, signer: Signer) -> Edit | None:
    target = unit.target or ""
    expected_target = known.target if known else (unit.mt or "")
    expected_status = known.status if known else (Status.DRAFT if unit.mt is not None else Status.UNTRANSLATED)
    if target != expected_target:
        action = _action_with_new_text(unit.status, expected_status, target)
    elif unit.status != expected_status and unit.status in _ACTION_FOR:
        action = _ACTION_FOR[unit.status]
    else:
        return None
    return Edit(
        tuid=unit.tuid,
        source=unit.source,
        mt=unit.mt,
        target=target,
        action=action,
        person=signer.person,
        date=signer.date,
        via="documents file",
        position=position,
    )


def _action_with_new_text(status: Status, expected: Status, target: str) -> Action:
    """A text that was typed together with a status takes that status; an emptied target rejects the unit."""
    if not target.strip():
        return Action.REJECT
    return _ACTION_FOR[status] if status != expected and status in _ACTION_FOR else Action.EDIT


def format_edits(edits: Iterable[Edit]) -> bytes:
    """The content of an edits file."""
    return format_records(_record(edit) for edit in edits)


def parse_edits(content: bytes, path: Path) -> list[Edit]:
    """Read an edits file.

    Raises:
        CorpusError: A line is broken.
    """
    return [_parse(record, path, number) for number, record in parse_records(content, path)]


def _record(edit: Edit) -> Record:
    record: Record = {
        "tuid": edit.tuid,
        "source": edit.source,
        "mt": edit.mt,
        "target": edit.target,
        "action": edit.action.value,
        "person": edit.person,
        "date": edit.date,
        "via": edit.via,
        "n": edit.position,
    }
    return record | ({"replaces": list(edit.replaces)} if edit.replaces else {})


def _parse(record: Record, path: Path, line: int) -> Edit:
    return values.parsed(path, line, partial(_edit, record))


def _edit(record: Record) -> Edit:
    return Edit(
        tuid=values.text(record, "tuid"),
        source=values.text(record, "source"),
        mt=values.text_or_none(record, "mt"),
        target=values.text(record, "target"),
        action=Action(record["action"]),
        person=values.text(record, "person"),
        date=values.text(record, "date"),
        via=values.text(record, "via"),
        position=values.whole_number(record, "n"),
        replaces=values.texts(record, "replaces"),
    )


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
