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

from ..model import NO_MEASUREMENTS, Origin, Status, TranslationUnit
from . import values
from .records import Record, format_records, parse_records


class Action(StrEnum):
    """What a person did to a unit."""

    EDIT = "edit"
    APPROVE = "approve"
    REJECT = "reject"
    REVIEW = "review"
    DRAFT = "draft"
    RESET = "reset"


_STATUS_AFTER: Mapping[Action, Status] = {
    Action.EDIT: Status.EDITED,
    Action.APPROVE: Status.APPROVED,
    Action.REJECT: Status.REJECTED,
    Action.REVIEW: Status.NEEDS_REVIEW,
    Action.DRAFT: Status.DRAFT,
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
        action: What was decided; after a reset the machine is asked again and its text stands.
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
        return _STATUS_AFTER.get(self.action, Status.DRAFT)

    def apply(self, unit: TranslationUnit) -> TranslationUnit:
        """The unit as the person wants it."""
        if self.action is Action.RESET:
            return _given_back(unit)
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
    say; another status is a decision too, and a target of null asks the machine again.
    """
    in_force = latest(edits)
    found = (
        _decision(position, unit, in_force.get(unit.tuid), signer)
        for position, unit in enumerate(units, 1)
        if unit.target is not None or unit.mt is not None or unit.tuid in in_force
    )
    return [edit for edit in found if edit is not None]


def apply(units: Iterable[TranslationUnit], edits: Iterable[Edit]) -> tuple[TranslationUnit, ...]:
    """The units with the edits in force applied; edits of other units are left alone."""
    in_force = latest(edits)
    return tuple(in_force[unit.tuid].apply(unit) if unit.tuid in in_force else unit for unit in units)


def _given_back(unit: TranslationUnit) -> TranslationUnit:
    """The unit as the machine's: untranslated as long as its text is missing, so that it is due."""
    nobodys = replace(unit, origin=None, person=None, date=None)
    if unit.target is None:
        return nobodys.with_machine_text(None, None, NO_MEASUREMENTS)
    if unit.origin is not Origin.HUMAN:
        return unit
    return nobodys.with_machine_text(unit.mt, unit.signature, unit.measurements)


def _decision(position: int, unit: TranslationUnit, known: Edit | None, signer: Signer) -> Edit | None:
    action = _reset(unit, known) if unit.target is None else _action(unit, unit.target, known)
    if action is None:
        return None
    return Edit(
        tuid=unit.tuid,
        source=unit.source,
        mt=unit.mt,
        target=unit.target or "",
        action=action,
        person=signer.person,
        date=signer.date,
        via="documents file",
        position=position,
    )


def _reset(unit: TranslationUnit, known: Edit | None) -> Action | None:
    """A target that was taken away asks for a translation; one that never was there does not."""
    was_there = unit.mt is not None or unit.origin is not None
    return Action.RESET if was_there and not (known and known.action is Action.RESET) else None


def _action(unit: TranslationUnit, target: str, known: Edit | None) -> Action | None:
    decided = known if known and known.action is not Action.RESET else None
    is_new = target != (decided.target if decided else (unit.mt or ""))
    if not target.strip():
        is_rejected = not decided or decided.action is Action.REJECT
        return Action.REJECT if is_new or not is_rejected else None
    status = Status.DRAFT if unit.status is Status.UNTRANSLATED else unit.status
    expected = decided.status if decided else Status.DRAFT
    if status != expected and not (decided and status is Status.DRAFT and _may_be_left_over(unit, decided)):
        return _ACTION_FOR[status]
    return Action.EDIT if is_new else None


def _may_be_left_over(unit: TranslationUnit, decided: Edit) -> bool:
    """Whether nobody may have typed the status of a draft.

    Absorbing leaves the file as it is, and a text can be typed without a status. Once the file is
    written anew, it shows who decided and when.
    """
    is_shown = unit.origin is Origin.HUMAN and (unit.person, unit.date) == (decided.person, decided.date)
    return not is_shown and (decided.action is Action.EDIT or not decided.target.strip())


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
