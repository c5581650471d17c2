"""Roles of the blocks of a page: first by their own look, then by their company.

The rules know how news pages are laid out, not which site they come from; the words
they look for are data files. Long blocks are running text and are left alone, so no
rule can harm a plain paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from ..model import Block, BlockKind, Span
from .dates import is_date_line
from .knowledge import boilerplate, bylines, captions, entries

# A block longer than this is running text, whatever is in it.
SHORT = 300
_LONGEST_TITLE = 200
_LONGEST_SUBHEADING = 90
_LONGEST_QUESTION = 6
_LONGEST_FOOT_LINE = 120
_LONGEST_FIELD = 50
_LONGEST_MENU_ENTRY = 30
_SHORTEST_MENU = 3
KICKER_WORDS = 3
_LINES_ABOVE_DATE = 20
_MOST_RELATED = 8

_URL_LINE = re.compile(r"(?:(?:[Ss]umber|[Ss]ource|[Ll]ink|URL)\s*:\s*)?(?:(?:https?://|www\.)\S+[\s,;]*)+")
_SEPARATOR = re.compile(r"\s+[|•·–-]\s+")
_SIGN_OFF = re.compile(r"[\"”]?\s*\((?!(?i:adv|iklan|\d))(?:\w{1,12}(?:\s?[/,.&-]\s?\w{1,12}){0,4}|\*{1,3})\)\.?")
_BULLET = re.compile(
    r"(?P<dot>[•●▪■◦‣⁃∙·*»►▶➢✓✔])|(?P<dash>[–—-])\s|(?P<number>\(?\d{1,2}[.)])\s|(?P<letter>\(?[a-zA-Z][.)])\s"
)
_SENTENCE_END = re.compile(r"[.!?…:;,]['\"”’)\]]*$")
_SENTENCE_STOP = re.compile(r"(?:(?<!\.\.)\.|[;,:])['\"”’)\]]*$")
_STOP = re.compile(r"[.:;,…–—-]['\"”’)\]]*$|['\"”’]$|[.!?] [A-Z]")
_NUMBER = re.compile(r"\(?\d{1,2}[.)] ")
# A quotation with its attribution, or a question that goes on from the text above.
_SPOKEN = re.compile(r"[\"“‘'][^\"”’]*,[\"”’']|(?:Lalu|Lantas|Nah|Jadi|Tapi|Tetapi|Namun|Dan)\b")
_NAME = r"(?:[A-Z][\w.'’-]*)(?:,? (?:(?:bin|binti|van|de|dan|al|el) )?[A-Z][\w.'’-]*){0,5}"
_BY_NAME = re.compile(
    rf"(?:[Oo]leh|OLEH|[Bb]y) {_NAME}"
    r"|[Ll]aporan (?:[Ww]artawan|[Rr]eporter|[Kk]ontributor)\b[^.?!]{0,20}(?:\.\w+)?[^.?!]{0,60}"
)
_NAME_LINE = re.compile(r"[A-Z][a-z.'’]+(?: [A-Z][\w.'’-]*){1,3}(?:\s*[–,|/-]\s*\w[\w.]*(?: [A-Z][\w.]*)?)?")
_NAME_PART = re.compile(rf":? ?{_NAME}|:")
_NAMES = re.compile(rf"\w+$|@?{_NAME}(?:\s*[/,&|(-]\s*@?{_NAME}\)?)*\.?")
_CREDIT_LABELS = frozenset({"sumber", "source", "sumber berita", "laporan"})
# What may open the foot of a page; an advert or a link in the middle of an article may not.
_FOOT = frozenset({"tags", "about the author", "comment form", "share bar", "page furniture", "counter", "copyright",
                   "legal links", "subscription", "republication note"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """What a block is, and why where it is boilerplate."""

    kind: BlockKind
    reason: str | None = None


_PARAGRAPH = Role(BlockKind.PARAGRAPH)
_HEADING = Role(BlockKind.HEADING)
_CAPTION = Role(BlockKind.CAPTION)
_LIST_ITEM = Role(BlockKind.LIST_ITEM)
_METADATA = Role(BlockKind.METADATA_LINE)
_BYLINE = Role(BlockKind.BYLINE)
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
    for assign in (_menu, _title, _captions_twice, _lists, _related_links, _bylines, _subheadings, _foot):
        assign(looks, roles)
    settled = (role or _PARAGRAPH for role in roles)
    return tuple(Block("", role.kind, span, role.reason) for role, span in zip(settled, spans, strict=True))


def look_of(text: str, span: Span) -> str:
    """The text of a short block with white space evened out; empty for running text."""
    return " ".join(span.of(text).split()) if len(span) <= SHORT else ""


def boilerplate_reason(look: str) -> str | None:
    """Why a line is boilerplate, None where it is not."""
    pattern, reasons = boilerplate()
    match = pattern.fullmatch(look)
    return reasons[match.lastindex - 1] if match and match.lastindex else None


def byline_names(look: str) -> str | None:
    """The names in a byline, None where the line is none."""
    match = bylines().fullmatch(look)
    if match and len(look) <= 120:
        label, names = match[1].casefold(), match[2].strip(" .")
        longest = 4 if label in _CREDIT_LABELS else 12
        return names if names and _NAMES.match(names) and len(names.split()) <= longest else None
    if len(look) <= 120 and _BY_NAME.fullmatch(look):
        return re.sub(r"^(?:(?:oleh|by)|laporan \w+ ?[^,]*,?) ", "", look, flags=re.IGNORECASE)
    return None


def stands_alone(line: str) -> bool:
    """Whether a line is a block of its own wherever it stands: a date, a byline, a widget."""
    role = _own_role(" ".join(line.split())) if len(line) <= SHORT else None
    # A short last line of a wrapped paragraph may be a word that also is a label ("terkait").
    return role is not None and role != _CAPTION and not (role.reason and line[0].islower())


def _first_role(look: str, told: BlockKind | None) -> Role | None:
    own = _own_role(look)
    if told is None or (own is not None and own.kind is BlockKind.BOILERPLATE):
        return own
    if told is BlockKind.PARAGRAPH:
        return own or _PARAGRAPH
    return Role(told)


@lru_cache(maxsize=1024)
def _own_role(look: str) -> Role | None:
    """The role that a line has whatever stands around it."""
    if not look:
        return None
    if _SIGN_OFF.fullmatch(look):
        return _BYLINE
    if not any(char.isalnum() for char in look):
        return Role(BlockKind.BOILERPLATE, "separator")
    reason = boilerplate_reason(look)
    if reason:
        return Role(BlockKind.BOILERPLATE, reason)
    if _URL_LINE.fullmatch(look) or _is_metadata_line(look):
        return _METADATA
    if byline_names(look):
        return _BYLINE
    return _CAPTION if captions().search(look) else None


def _is_metadata_line(look: str) -> bool:
    if is_date_line(look):
        return True
    fields = _SEPARATOR.split(look)
    if len(fields) < 2 or not all(_URL_LINE.fullmatch(field) or _is_label(field) for field in fields):
        return False
    return any(is_date_line(field) for field in fields)


def _is_label(field: str) -> bool:
    return len(field) <= _LONGEST_FIELD and not field.endswith((".", ";"))


def _menu(looks: list[str], roles: _Roles) -> None:
    """Three or more very short lines in a row above all running text: the menu of the page."""
    top = next((n for n, look in enumerate(looks) if roles[n] is None and _is_running(look)), 0)
    short = [role is None and _is_menu_entry(look) for role, look in zip(roles[:top], looks[:top], strict=True)]
    start = 0
    for is_entry, run in groupby(short):
        end = start + len(list(run))
        if is_entry and end - start >= _SHORTEST_MENU:
            roles[start:end] = [Role(BlockKind.BOILERPLATE, "page furniture")] * (end - start)
        start = end


def _is_running(look: str) -> bool:
    return not look or bool(_SENTENCE_END.search(look))


def _is_menu_entry(look: str) -> bool:
    return len(look) <= _LONGEST_MENU_ENTRY and len(look.split()) <= 3 and not _SENTENCE_END.search(look)


def _title(looks: list[str], roles: _Roles) -> None:
    """The first line that can be a headline, and its repetitions; a kicker gives way to the line above the date."""
    first = next((n for n, role in enumerate(roles) if role is None or role in (_HEADING, _CAPTION)), None)
    if first is None or (roles[first] == _CAPTION and not _is_dated(first, roles)):
        return
    title: int | None = first
    if roles[first] != _HEADING:
        heads = _heads(first, looks, roles)
        dated = None if heads and len(looks[first].split()) > KICKER_WORDS else _dated_headline(first, looks, roles)
        title = dated if dated is not None else first if heads else None
        roles[first] = _HEADING if heads else None
    for number in range(first, len(looks) if title is not None else first):
        if roles[number] is None and title is not None and looks[number].casefold() == looks[title].casefold():
            roles[number] = _HEADING


def _dated_headline(first: int, looks: list[str], roles: _Roles) -> int | None:
    for number in range(first + 1, min(first + _LINES_ABOVE_DATE, len(looks))):
        if roles[number] is None and _is_dated(number, roles) and len(looks[number].split()) > KICKER_WORDS:
            return number if _heads(number, looks, roles) else None
    return None


def _heads(number: int, looks: list[str], roles: _Roles) -> bool:
    look = looks[number].rstrip(" ,") if _is_dated(number, roles) else looks[number]
    return is_headline(look) and len(roles) > number + 1


def _is_dated(number: int, roles: _Roles) -> bool:
    return number + 1 < len(roles) and roles[number + 1] in (_METADATA, _BYLINE)


def is_headline(look: str) -> bool:
    """Whether a line could stand over an article."""
    return 0 < len(look) <= _LONGEST_TITLE and not _SENTENCE_STOP.search(look) and not _dash(look)


def _dash(look: str) -> bool:
    match = _BULLET.match(look)
    return match is not None and match.lastgroup in ("dash", "dot")


def _captions_twice(looks: list[str], roles: _Roles) -> None:
    """A photo's description as alternative text and again below it: a bullet, then the same line."""
    for number in range(len(looks) - 1):
        bulleted = _BULLET.match(looks[number])
        if bulleted and looks[number][bulleted.end() :].strip() == looks[number + 1] and roles[number] is None:
            roles[number] = roles[number + 1] = _CAPTION


def _lists(looks: list[str], roles: _Roles) -> None:
    """Items: a bullet anywhere; a dash, number or letter only beside another one."""
    marks = [_bullet_of(look) for look in looks]
    for number, mark in enumerate(marks):
        if roles[number] is not None or mark is None:
            continue
        beside = marks[max(number - 1, 0) : number] + marks[number + 1 : number + 2]
        if mark == "dot" or mark in beside:
            roles[number] = _LIST_ITEM


def _bullet_of(look: str) -> str | None:
    match = _BULLET.match(look)
    return match.lastgroup if match else None


def _related_links(looks: list[str], roles: _Roles) -> None:
    """Headlines below a line that says "Baca juga:" and no more."""
    for number, look in enumerate(looks):
        if not _is_related_label(look, roles[number]):
            continue
        for below in range(number + 1, min(number + 1 + _MOST_RELATED, len(looks))):
            if roles[below] not in (None, _LIST_ITEM) or not is_headline(looks[below].lstrip("•-–*·» ")):
                break
            roles[below] = roles[number]


def _is_related_label(look: str, role: Role | None) -> bool:
    return role is not None and role.reason == "related link" and len(look.split()) <= 3


def _bylines(looks: list[str], roles: _Roles) -> None:
    """A name alone on a line beside the date, and a label and a name on lines of their own."""
    title = next((n for n, role in enumerate(roles) if role == _HEADING), len(roles))
    for number in range(title + 1, len(looks)):
        if roles[number] is None and looks[number].casefold() in byline_labels():
            roles[number] = _BYLINE
            for beside in (number - 1, number + 1):
                if beside < len(looks) and roles[beside] is None and _NAME_PART.fullmatch(looks[beside]):
                    roles[beside] = _BYLINE
        near = roles[number - 1 : number] + roles[number + 1 : number + 2]
        if roles[number] is None and _METADATA in near and number < title + 6 and _NAME_LINE.fullmatch(looks[number]):
            roles[number] = _BYLINE


@cache
def byline_labels() -> frozenset[str]:
    """What stands in front of names in a byline, in small letters."""
    return frozenset(entries("bylines.txt"))


def _subheadings(looks: list[str], roles: _Roles) -> None:
    """A short line without a stop that has running text below it."""
    running_below = False
    for number in range(len(looks) - 1, -1, -1):
        role, look = roles[number], looks[number]
        if role is None and running_below and _is_subheading(look):
            roles[number] = _HEADING
        if role is None:
            running_below = _is_running(look)
        elif role == _LIST_ITEM:
            running_below = True


def _is_subheading(look: str) -> bool:
    words = len(look.split())
    if look.endswith("!") or (look.endswith("?") and (words > _LONGEST_QUESTION or "," in look)):
        return False
    return (
        0 < len(look) <= _LONGEST_SUBHEADING
        and words <= 12
        and not _STOP.search(_NUMBER.sub("", look))
        and not _SPOKEN.match(look)
        and (look[0].isupper() or look[0].isdigit() or look[0] in "\"“‘'")
    )


def _foot(looks: list[str], roles: _Roles) -> None:
    """Short lines among the boilerplate at the end belong to it."""
    start = len(roles)
    for number in range(len(roles) - 1, -1, -1):
        role = roles[number]
        if role is not None and role.kind is BlockKind.BOILERPLATE:
            if role.reason in _FOOT or _is_related_label(looks[number], role):
                start = number
        elif role == _BYLINE or not _is_foot_line(looks[number]):
            break
    reason = None
    for number in range(start, len(roles)):
        role = roles[number]
        if role is not None and role.kind is BlockKind.BOILERPLATE:
            reason = role.reason if role.reason != "separator" else reason
        elif role is None or role in (_HEADING, _LIST_ITEM):
            roles[number] = Role(BlockKind.BOILERPLATE, reason)


def _is_foot_line(look: str) -> bool:
    return 0 < len(look) <= _LONGEST_FOOT_LINE and not _SENTENCE_STOP.search(look)
