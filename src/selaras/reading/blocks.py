"""Roles of the blocks of a page: first by their own look, then by their company.

The rules know how news pages are laid out, not which site they come from; the words
they look for are data files. Long blocks are running text and are left alone, so no
rule can harm a plain paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import groupby

from ..model import Block, BlockKind, Span
from .looks import (
    BULLET,
    BYLINE,
    CAPTION,
    HEADING,
    LIST_ITEM,
    METADATA,
    NAME_LINE,
    NAME_PART,
    PARAGRAPH,
    Role,
    bullet_of,
    byline_labels,
    is_foot_line,
    is_headline,
    is_menu_entry,
    is_running,
    is_subheading,
    look_of,
    own_role,
)

KICKER_WORDS = 3
_SHORTEST_MENU = 3
_LINES_ABOVE_DATE = 20
_MOST_RELATED = 8
# What may open the foot of a page; an advert or a link in the middle of an article may not.
_FOOT = frozenset({"tags", "about the author", "comment form", "share bar", "page furniture", "counter", "copyright",
                   "legal links", "subscription", "republication note"})  # fmt: skip
# Four words at least: people say "Ya, benar" more than once.
_QUOTED_LINE = re.compile(r"[\"“”](?P<words>(?:[^\s\"“”]+ ){3,60}[^\s\"“”]+?)[.,!?…]*[\"“”]")
# What an item of a list may look like by chance: "Kategori", "Forum", "12".
_LIKE_ITEMS = frozenset({"page furniture", "page counter", "counter", "tags", "legal links", "share bar",
                         "comment form", "rating widget", "separator"})  # fmt: skip
_ITEM_WORDS = 3
# What stands between the parts of an article as well as below it.
_BETWEEN_PARTS = frozenset({"share bar", "counter", "page counter", "page furniture", "rating widget", "advert",
                            "modification stamp", "embedded medium", "pull quote", "separator"})  # fmt: skip
_Roles = list[Role | None]


def classify(text: str, spans: Sequence[Span], known: Mapping[int, BlockKind] | None = None) -> tuple[Block, ...]:
    """Give every span a role.

    Args:
        text: The document.
        spans: Its blocks, in order, without surrounding white space.
        known: Roles that the markup tells, by number of the span; boilerplate lines are
            still recognised inside paragraphs.

    Returns:
        One block a span, without ids.
    """
    looks = [look_of(text, span) for span in spans]
    told = known or {}
    roles = [_first_role(look, told.get(number)) for number, look in enumerate(looks)]
    items = {number for number, kind in told.items() if kind is BlockKind.LIST_ITEM}
    _items_among_items(looks, roles, items)
    for assign in (_menu, _title, _captions_twice, _lists, _related_links, _bylines, _subheadings, _pull_quotes):
        assign(looks, roles)
    _foot(looks, roles, items)
    settled = (role or PARAGRAPH for role in roles)
    return tuple(Block("", role.kind, span, role.reason) for role, span in zip(settled, spans, strict=True))


def _first_role(look: str, told: BlockKind | None) -> Role | None:
    own = own_role(look)
    if told is None or (own is not None and own.kind is BlockKind.BOILERPLATE):
        return own
    if told is BlockKind.PARAGRAPH:
        return own or PARAGRAPH
    return Role(told)


def _items_among_items(looks: list[str], roles: _Roles, items: Set[int]) -> None:
    """A word or number in a list of the markup may look like a label of the page; the list and its lead tell."""
    for is_item, run in groupby(range(len(roles)), key=items.__contains__):
        numbers = list(run)
        alike = [number for number in numbers if _is_like_item(looks[number], roles[number])]
        if is_item and (len(alike) * 2 < len(numbers) or _is_lead(numbers[0] - 1, looks, roles)):
            for number in alike:
                roles[number] = LIST_ITEM


def _is_like_item(look: str, role: Role | None) -> bool:
    return role is not None and role.reason in _LIKE_ITEMS and len(look.split()) <= _ITEM_WORDS and ":" not in look


def _is_lead(number: int, looks: list[str], roles: _Roles) -> bool:
    return number >= 0 and looks[number].endswith(":") and roles[number] in (None, PARAGRAPH, HEADING)


def _menu(looks: list[str], roles: _Roles) -> None:
    """Three or more very short lines in a row above the title: the menu of the page."""
    top = next((n for n, look in enumerate(looks) if roles[n] is None and is_running(look)), 0)
    free = {number for number in range(top) if roles[number] is None}
    if all(is_menu_entry(looks[number]) for number in free):
        return
    start = 0
    for is_entry, run in groupby(number in free and is_menu_entry(looks[number]) for number in range(top)):
        end = start + len(list(run))
        if is_entry and end - start >= _SHORTEST_MENU:
            roles[start:end] = [Role(BlockKind.BOILERPLATE, "page furniture")] * (end - start)
        start = end


def _title(looks: list[str], roles: _Roles) -> None:
    """The first line that can be a headline, and its repetitions; a kicker gives way to the line above the date."""
    first = next((n for n, role in enumerate(roles) if role is None or role in (HEADING, CAPTION)), None)
    if first is None or (roles[first] == CAPTION and not _is_dated(first, roles)):
        return
    title: int | None = first
    if roles[first] != HEADING:
        heads = _heads(first, looks, roles)
        dated = None if heads and len(looks[first].split()) > KICKER_WORDS else _dated_headline(first, looks, roles)
        title = dated if dated is not None else first if heads else None
        roles[first] = HEADING if heads else None
    for number in range(first, len(looks) if title is not None else first):
        if roles[number] is None and title is not None and looks[number].casefold() == looks[title].casefold():
            roles[number] = HEADING


def _dated_headline(first: int, looks: list[str], roles: _Roles) -> int | None:
    for number in range(first + 1, min(first + _LINES_ABOVE_DATE, len(looks))):
        if roles[number] is None and _is_dated(number, roles) and len(looks[number].split()) > KICKER_WORDS:
            return number if _heads(number, looks, roles) else None
    return None


def _heads(number: int, looks: list[str], roles: _Roles) -> bool:
    look = looks[number].rstrip(" ,") if _is_dated(number, roles) else looks[number]
    return is_headline(look) and len(roles) > number + 1


def _is_dated(number: int, roles: _Roles) -> bool:
    return number + 1 < len(roles) and roles[number + 1] in (METADATA, BYLINE)


def _captions_twice(looks: list[str], roles: _Roles) -> None:
    """A photo's description as alternative text and again below it: a bullet, then the same line."""
    for number in range(len(looks) - 1):
        bulleted = BULLET.match(looks[number])
        if bulleted and looks[number][bulleted.end() :].strip() == looks[number + 1] and roles[number] is None:
            roles[number] = roles[number + 1] = CAPTION


def _pull_quotes(looks: list[str], roles: _Roles) -> None:
    """A quotation on a line of its own that a longer paragraph holds as well: set large to catch the eye."""
    for number, look in enumerate(looks):
        quoted = _QUOTED_LINE.fullmatch(look)
        if roles[number] is not None or quoted is None:
            continue
        words = quoted["words"].casefold()
        if any(words in other.casefold() for other in looks if len(other) > len(look)):
            roles[number] = Role(BlockKind.BOILERPLATE, "pull quote")


def _lists(looks: list[str], roles: _Roles) -> None:
    """Items: a bullet anywhere; a dash, number or letter only with another one in the same run of marked lines."""
    marks = [bullet_of(look) for look in looks]
    for is_marked, run in groupby(range(len(marks)), key=lambda number: marks[number] is not None):
        numbers = list(run) if is_marked else []
        kinds = Counter(marks[number] for number in numbers)
        for number in numbers:
            if roles[number] is None and (marks[number] == "dot" or kinds[marks[number]] > 1):
                roles[number] = LIST_ITEM


def _related_links(looks: list[str], roles: _Roles) -> None:
    """Headlines below a line that says "Baca juga:" and no more."""
    for number, look in enumerate(looks):
        if not _is_related_label(look, roles[number]):
            continue
        for below in range(number + 1, min(number + 1 + _MOST_RELATED, len(looks))):
            if roles[below] not in (None, LIST_ITEM) or not is_headline(looks[below].lstrip("•-–*·» ")):
                break
            roles[below] = roles[number]


def _is_related_label(look: str, role: Role | None) -> bool:
    return role is not None and role.reason == "related link" and len(look.split()) <= 3


def _bylines(looks: list[str], roles: _Roles) -> None:
    """A name alone on a line beside the date, and a label and a name on lines of their own."""
    title = next((n for n, role in enumerate(roles) if role == HEADING), len(roles))
    for number in range(title + 1, len(looks)):
        if roles[number] is None and looks[number].casefold() in byline_labels():
            roles[number] = BYLINE
            for beside in (number - 1, number + 1):
                if beside < len(looks) and roles[beside] is None and NAME_PART.fullmatch(looks[beside]):
                    roles[beside] = BYLINE
        near = roles[number - 1 : number] + roles[number + 1 : number + 2]
        if roles[number] is None and METADATA in near and number < title + 6 and NAME_LINE.fullmatch(looks[number]):
            roles[number] = BYLINE


def _subheadings(looks: list[str], roles: _Roles) -> None:
    """A short line without a stop that has running text below it."""
    running_below = False
    for number in range(len(looks) - 1, -1, -1):
        role, look = roles[number], looks[number]
        if role is None and running_below and is_subheading(look):
            roles[number] = HEADING
        if role is None:
            running_below = is_running(look)
        elif role == LIST_ITEM:
            running_below = True


def _foot(looks: list[str], roles: _Roles, items: Set[int]) -> None:
    """Short lines among the boilerplate below the article belong to it, lists of the markup where a label tells."""
    start = len(roles)
    for number in range(len(roles) - 1, -1, -1):
        role = roles[number]
        if role is not None and role.kind is BlockKind.BOILERPLATE:
            if role.reason in _FOOT or _is_related_label(looks[number], role):
                start = number
        elif role == BYLINE or not is_foot_line(looks[number]) or _begins_list(number, roles, items):
            break
    if not any(role is None and is_running(look) for role, look in zip(roles[:start], looks[:start], strict=True)):
        return
    reason = None
    for number in range(start, len(roles)):
        role = roles[number]
        if role is not None and role.kind is BlockKind.BOILERPLATE:
            reason = role.reason if role.reason != "separator" else reason
        elif role is None or role in (HEADING, LIST_ITEM):
            roles[number] = Role(BlockKind.BOILERPLATE, reason)


def _begins_list(number: int, roles: _Roles, items: Set[int]) -> bool:
    """Whether a list of the markup begins here, with no label of the foot above it."""
    if number not in items or number - 1 in items:
        return False
    above = roles[number - 1] if number else None
    return above is None or above.kind is not BlockKind.BOILERPLATE or above.reason in _BETWEEN_PARTS
