r"""Findings that people have looked at and want to see no more: a list that they write by hand.

One line a finding: tuid, code (or the beginning of one), reason, separated by tabs.
``#`` starts a comment line. Tuids are stable, so the list survives rebuilds.

>>> parse_suppressions("d0123456789ab.0123456789\tA101\tthe translator converted the unit\n")
(Suppression(tuid='d0123456789ab.0123456789', code='A101', reason='the translator converted the unit'),)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import UsageError
from .catalogue import CHECKS
from .checklist import is_checklist_code


@dataclass(frozen=True, slots=True)
class Suppression:
    """One line of the list.

    Attributes:
        tuid: The unit.
        code: The check, or the beginning of its code ("T" for all of typography), or a check of a checklist.
        reason: Why, for those who read the list later.
    """

    tuid: str
    code: str
    reason: str


def parse_suppressions(text: str, *, path: str | None = None) -> tuple[Suppression, ...]:
    """The suppressions that people wrote.

    Args:
        text: Content of the file.
        path: Its name, for messages.

    Raises:
        UsageError: With the line number, for a line with fewer than three cells, an unknown code or no reason.
    """
    return tuple(
        _parse_line(line, number, path)
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    )


def format_suppressions(suppressions: Iterable[Suppression]) -> str:
    """The list as people write it, with a heading that says what it is."""
    heading = "# tuid, code, reason (separated by tabs)\n"
    return heading + "".join(f"{s.tuid}\t{s.code}\t{s.reason}\n" for s in suppressions)


def _parse_line(line: str, number: int, path: str | None) -> Suppression:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) < 3 or not all(cells[:3]):
        raise UsageError(
            "a suppression needs tuid, code and reason", path=path, line=number, remedy="separate them by tabs"
        )
    # A list outlives the checklist of one run, so codes of checklists are taken as they are.
    if not is_checklist_code(cells[1]) and not any(code.startswith(cells[1]) for code in CHECKS):
        raise UsageError(f"no check is called “{cells[1]}”", path=path, line=number, remedy="see docs/checks.md")
    return Suppression(cells[0], cells[1], " ".join(cells[2:]))
