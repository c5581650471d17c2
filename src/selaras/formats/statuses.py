"""The one table of what a status is called in each format."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Origin, Status


@dataclass(frozen=True, slots=True)
class StatusNames:
    """A status in the words of each format.

    Attributes:
        tmx: Value of the ``x-status`` prop.
        tei: Category in the taxonomy of statuses.
        xliff12: ``target/@state`` (XLIFF 1.2, 2.3 "state").
        xliff12_approved: ``trans-unit/@approved``.
        xliff21: ``segment/@state`` (XLIFF 2.1, 4.3.1.29).
        xliff21_sub: ``segment/@subState``, private to selaras, where ``state`` alone would be ambiguous.
        meaning: For people who read the taxonomy.
    """

    tmx: str
    tei: str
    xliff12: str
    xliff12_approved: bool
    xliff21: str
    xliff21_sub: str | None
    meaning: str


STATUS_NAMES: dict[Status, StatusNames] = {
    Status.UNTRANSLATED: StatusNames(
        "untranslated", "untranslated", "new", False, "initial", None, "There is no translation yet."
    ),
    Status.DRAFT: StatusNames(
        "draft", "draft", "needs-review-translation", False, "translated", None, "Nobody has looked at it yet."
    ),
    Status.EDITED: StatusNames(
        "edited", "edited", "translated", False, "translated", "selaras:edited", "A person has changed it."
    ),
    Status.APPROVED: StatusNames(
        "approved", "approved", "final", True, "final", None, "A person has approved it."
    ),
    Status.REJECTED: StatusNames(
        "rejected", "rejected", "needs-translation", False, "initial", "selaras:rejected", "A person has rejected it."
    ),
    Status.NEEDS_REVIEW: StatusNames(
        "needs-review", "needs-review", "needs-review-adaptation", False, "translated", "selaras:needs-review",
        "The article changed under it, or somebody asked for another look.",
    ),
}  # fmt: skip

ORIGIN_MEANINGS: dict[Origin, str] = {
    Origin.MACHINE: "Made by machine translation.",
    Origin.MEMORY: "Taken from a translation memory.",
    Origin.HUMAN: "Made or changed by a person.",
}


STATE_QUALIFIERS: dict[Origin, str | None] = {
    Origin.MACHINE: "leveraged-mt",
    Origin.MEMORY: "leveraged-tm",
    Origin.HUMAN: None,
}


def status_of_xliff12(state: str | None, approved: str | None) -> Status | None:
    """The status of a ``trans-unit`` that has a target; None where the file says nothing.

    States that selaras does not write are read as the nearest that it does.
    """
    if approved == "yes" or state == "signed-off":
        return Status.APPROVED
    known = {names.xliff12: status for status, names in STATUS_NAMES.items()}
    return known.get(state or "", _OTHER_STATES.get(state or ""))


def is_state_of_xliff12(state: str) -> bool:
    """Whether XLIFF 1.2 knows the state, or lets people make it up."""
    known = {names.xliff12 for names in STATUS_NAMES.values()} | set(_OTHER_STATES) | {"signed-off"}
    return state in known or state.startswith("x-")


_OTHER_STATES = {
    "needs-adaptation": Status.NEEDS_REVIEW,
    "needs-l10n": Status.NEEDS_REVIEW,
    "needs-review-l10n": Status.NEEDS_REVIEW,
}


def status_of_xliff21(state: str | None, sub_state: str | None) -> Status | None:
    """The status of a ``segment`` that has a target; None where the file says nothing."""
    known = {(names.xliff21, names.xliff21_sub): status for status, names in STATUS_NAMES.items()}
    if (state, sub_state) in known:
        return known[state or "", sub_state]
    return {"translated": Status.DRAFT, "reviewed": Status.APPROVED, "final": Status.APPROVED}.get(state or "")


def status_of(name: str | None) -> Status | None:
    """The status of that name in TMX and TEI, None for none of ours."""
    return Status(name) if name in set(Status) else None


def origin_of(name: str | None) -> Origin | None:
    """The origin of that name in TMX and TEI, None for none of ours."""
    return Origin(name) if name in set(Origin) else None
