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
        "draft", "draft", "needs-review-translation", False, "initial", "selaras:draft", "Nobody has looked at it yet."
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
        "needs-review", "needs-review", "needs-review-adaptation", False, "initial", "selaras:needs-review",
        "The article changed under it, or somebody asked for another look.",
    ),
}  # fmt: skip

# A person saw it as it is now and stands by it.
DECIDED = frozenset({Status.EDITED, Status.APPROVED})

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

# What a state means in anyone's file. Selaras says needs-translation of what was rejected.
_STATES_12 = {
    "new": Status.UNTRANSLATED,
    "needs-translation": Status.REJECTED,
    "needs-adaptation": Status.NEEDS_REVIEW,
    "needs-l10n": Status.NEEDS_REVIEW,
    "needs-review-adaptation": Status.NEEDS_REVIEW,
    "needs-review-l10n": Status.NEEDS_REVIEW,
    "needs-review-translation": Status.NEEDS_REVIEW,
    "translated": Status.EDITED,
    "final": Status.APPROVED,
    "signed-off": Status.APPROVED,
}
_STATES_21 = {
    "initial": Status.UNTRANSLATED,
    "translated": Status.EDITED,
    "reviewed": Status.APPROVED,
    "final": Status.APPROVED,
}
_BY_MACHINE = frozenset({"leveraged-mt", "mt-suggestion"})
# Translations of another source, or offered and not taken; an exact match is what people made of this one.
_OFFERED = frozenset({"fuzzy-match", "tm-suggestion"})


def state_of_xliff12(status: Status, origin: Origin | None) -> dict[str, str | None]:
    """The attributes of a ``target``; what a person has changed is no longer called a machine's."""
    qualifier = STATE_QUALIFIERS[origin] if origin and status is not Status.EDITED else None
    return {"state": STATUS_NAMES[status].xliff12, "state-qualifier": qualifier}


def status_of_xliff12(
    state: str | None, qualifier: str | None, approved: str | None, *, is_ours: bool = False
) -> Status | None:
    """The status of a ``trans-unit`` that has a target; None where the file says nothing.

    Approval goes for a machine's text as well. Any other state does not make a person's of what is still qualified
    as a machine's: tools that fill in machine text call it translated.

    Args:
        state: Of the target.
        qualifier: ``state-qualifier`` of the target.
        approved: Of the unit.
        is_ours: Whether selaras wrote the unit, which says needs-review-translation of a draft.
    """
    if (qualifier or "").startswith("rejected-"):
        return Status.REJECTED
    if approved == "yes":
        return Status.APPROVED
    status = _STATES_12.get(state or "")
    if is_ours and state == STATUS_NAMES[Status.DRAFT].xliff12:
        return Status.DRAFT
    if qualifier in _BY_MACHINE and status in DECIDED:
        return Status.DRAFT
    return Status.NEEDS_REVIEW if qualifier in _OFFERED else status


def origin_of_xliff12(qualifier: str | None) -> Origin | None:
    """Who made a target by its ``state-qualifier``, None where that does not say."""
    if qualifier in _BY_MACHINE:
        return Origin.MACHINE
    return Origin.MEMORY if qualifier == STATE_QUALIFIERS[Origin.MEMORY] else None


def is_state_of_xliff12(state: str) -> bool:
    """Whether XLIFF 1.2 knows the state, or lets people make it up."""
    return state in _STATES_12 or state.startswith("x-")


def status_of_xliff21(state: str | None, sub_state: str | None) -> Status | None:
    """The status of a ``segment`` that has a target; None where the file says nothing.

    A missing state is initial by the standard, but tools that know no states leave it out as well.
    """
    ours = {names.xliff21_sub: status for status, names in STATUS_NAMES.items() if names.xliff21 == state}
    return (ours.get(sub_state) if sub_state else None) or _STATES_21.get(state or "")


def status_of(name: str | None) -> Status | None:
    """The status of that name in TMX, TEI and tables, or of that state of XLIFF; None for any other.

    >>> status_of("Approved"), status_of("reviewed"), status_of("done")
    (<Status.APPROVED: 'approved'>, <Status.APPROVED: 'approved'>, None)
    """
    word = (name or "").strip().lower()
    return Status(word) if word in set(Status) else _STATES_12.get(word, _STATES_21.get(word))


def origin_of(name: str | None) -> Origin | None:
    """The origin of that name in TMX and TEI, None for none of ours."""
    return Origin(name) if name in set(Origin) else None
