"""What a line looks like by itself, whatever stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ..model import BlockKind, Span
from ..normalise import normalise_source
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

URL_LINE = re.compile(
    r"(?:(?:[Ss]umber|[Ss]ource|[Ll]ink|URL)\s*:\s*)?(?:https?://|www\.)\S+(?: (?:https?://|www\.)\S+)*"
)
_SEPARATOR = re.compile(r"\s+[|•·–-]\s+")
_SIGN_OFF = re.compile(r"[\"”]?\s*\((?!(?i:adv|iklan|\d))(?:\w{1,12}(?:\s?[/,.&-]\s?\w{1,12}){0,4}|\*{1,3})\)\.?")
BULLET = re.compile(
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
NAME_LINE = re.compile(r"[A-Z][a-z.'’]+(?: [A-Z][\w.'’-]*){1,3}(?:\s*[–,|/-]\s*\w[\w.]*(?: [A-Z][\w.]*)?)?")
NAME_PART = re.compile(rf":? ?{_NAME}|:")
_NAMES = re.compile(rf"\w+$|@?{_NAME}(?:\s*[/,&|(-]\s*@?{_NAME}\)?)*\.?")
_CREDIT_LABELS = frozenset({"sumber", "source", "sumber berita", "laporan"})


@dataclass(frozen=True, slots=True)
class Role:
    """What a block is, and why where it is boilerplate."""

    kind: BlockKind
    reason: str | None = None


PARAGRAPH = Role(BlockKind.PARAGRAPH)
HEADING = Role(BlockKind.HEADING)
CAPTION = Role(BlockKind.CAPTION)
LIST_ITEM = Role(BlockKind.LIST_ITEM)
METADATA = Role(BlockKind.METADATA_LINE)
BYLINE = Role(BlockKind.BYLINE)


def look_of(text: str, span: Span) -> str:
    """The text of a short block as people see it; empty for running text."""
    return normalise_source(span.of(text)) if len(span) <= SHORT else ""


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
    role = own_role(" ".join(line.split())) if len(line) <= SHORT else None
    # A short last line of a wrapped paragraph may be a word that also is a label ("terkait").
    return role is not None and role != CAPTION and not (role.reason and line[0].islower())


@lru_cache(maxsize=1024)
def own_role(look: str) -> Role | None:
    """The role that a line has whatever stands around it, None where its company decides."""
    if not look:
        return None
    if _SIGN_OFF.fullmatch(look):
        return BYLINE
    if not any(char.isalnum() for char in look):
        return Role(BlockKind.BOILERPLATE, "separator")
    reason = boilerplate_reason(look)
    if reason:
        return Role(BlockKind.BOILERPLATE, reason)
    if URL_LINE.fullmatch(look) or _is_metadata_line(look):
        return METADATA
    if byline_names(look):
        return BYLINE
    return CAPTION if captions().search(look) else None


def _is_metadata_line(look: str) -> bool:
    if is_date_line(look):
        return True
    fields = _SEPARATOR.split(look)
    if len(fields) < 2 or not all(URL_LINE.fullmatch(field) or _is_label(field) for field in fields):
        return False
    return any(is_date_line(field) for field in fields)


def _is_label(field: str) -> bool:
    return len(field) <= _LONGEST_FIELD and not field.endswith((".", ";"))


@cache
def byline_labels() -> frozenset[str]:
    """What stands in front of names in a byline, in small letters."""
    return frozenset(entries("bylines.txt"))


def is_headline(look: str) -> bool:
    """Whether a line could stand over an article."""
    return 0 < len(look) <= _LONGEST_TITLE and not _SENTENCE_STOP.search(look) and not _dash(look)


def _dash(look: str) -> bool:
    match = BULLET.match(look)
    return match is not None and match.lastgroup in ("dash", "dot")


def is_subheading(look: str) -> bool:
    """Whether a line could stand over a part of an article."""
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


def is_running(look: str) -> bool:
    """Whether a block is running text or ends like it."""
    return not look or bool(_SENTENCE_END.search(look))


def is_menu_entry(look: str) -> bool:
    """Whether a line is short enough for a menu."""
    return len(look) <= _LONGEST_MENU_ENTRY and len(look.split()) <= 3 and not _SENTENCE_END.search(look)


def is_foot_line(look: str) -> bool:
    """Whether a line could be a headline or a label among others at the foot of a page."""
    return 0 < len(look) <= _LONGEST_FOOT_LINE and not _SENTENCE_STOP.search(look)


def bullet_of(look: str) -> str | None:
    """What kind of mark an item starts with: ``dot``, ``dash``, ``number``, ``letter``; None without."""
    match = BULLET.match(look)
    return match.lastgroup if match else None
