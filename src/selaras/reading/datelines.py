"""The dateline at the start of an article: place, publisher, dash."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Span
from .dates import is_date_line

DOMAIN = r"[\w-]+(?:\.[\w-]+)*\.(?:com|co\.id|id|net|org|co|tv|news|info|or\.id|go\.id|ac\.id|web\.id|ir|my|sg)"
_PLACE = r"[A-Z][\w'’.-]*(?: (?:\w+ ){0,1}[A-Z][\w'’.-]*){0,3}(?:, [A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2})?"
_PUBLISHER = rf"(?:{DOMAIN}|[A-Z][\w.]*(?: [A-Z]\w*){{0,2}})"
# Four letters at least: shorter ones are parties and states ("KPK - DPR").
_CAPITALS = r"[A-Z][A-Z.'’-]{3,}(?: [A-Z][A-Z.'’-]+){0,3}"
_DASH = r"\s*(?:--+|[–—-])(?=\s|[\"“‘'])"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # MOSKOW, ARRAHMAHNEWS.COM –
        rf"(?i:(?P<site>{DOMAIN})),? (?P<place>{_PLACE}){_DASH}",
        rf"(?P<place>{_PLACE}), (?P<site>(?i:{DOMAIN})){_DASH}",
        # The same in capitals, the dash lost.
        rf"(?P<site>(?i:{DOMAIN})), (?P<place>{_CAPITALS})(?= [A-Z][a-z])",
        rf"(?P<place>{_CAPITALS}), (?P<site>(?i:{DOMAIN}))(?= [A-Z][a-z])",
        # Bogor (ANTARA News) -
        rf"(?P<place>{_PLACE}) ?\((?P<site>{_PUBLISHER}(?:/[A-Z]\w*)?)\){_DASH}",
        # KUPANG, 14 Juni 2023 (Berita) -
        rf"(?P<place>{_PLACE}), \d{{1,2}} [A-Z][a-z]+ \d{{4}}(?: ?\((?P<site>{_PUBLISHER}(?:/[A-Z]\w*)?)\))?{_DASH}",
        # Jakarta, CNN Indonesia --
        rf"(?P<place>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){{0,2}}), (?P<site>[A-Z]\w*[A-Z]\w*(?: [A-Z]\w*){{0,2}}){_DASH}",
        # KOMPAS.com -
        rf"(?P<site>(?i:{DOMAIN})){_DASH}",
        # JAKARTA -
        rf"(?P<place>{_CAPITALS}){_DASH}",
        # Jakarta -
        r"(?!(?:Di|Ke|Dari|Dalam|Pada|Dan)\b)"
        r"(?P<place>[A-Z][a-z'’.]+(?: [A-Z][a-z'’.]+){0,2})\s*(?:--+|[–—-])(?=\s+[A-Z\"“‘'])",
    )
)
_REPORT = re.compile(
    r"Laporan (?:[Ww]artawan|[Rr]eporter|[Kk]ontributor)?[^,]{0,40}[,:] ?"
    r"(?P<author>[A-Z][\w.'’]*(?: [A-Z][a-z.'’]*){0,4}?) (?=[A-Z]{3,}[\w.]*\.COM)"
)
_AT_MOST = 120


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline and what it says.

    Attributes:
        span: From the first word to the dash.
        place: "MOSKOW", None where there is only a publisher.
        publisher: "ARRAHMAHNEWS.COM", None where there is only a place.
        author: Of the report it belongs to ("Laporan Wartawan …, NAME …").
    """

    span: Span
    place: str | None
    publisher: str | None
    author: str | None = None


def find_dateline(text: str, start: int) -> Dateline | None:
    """The dateline of a paragraph that begins at ``start``, None without one."""
    head = text[start : start + _AT_MOST]
    report = _REPORT.match(head)
    skip = report.end() if report else 0
    match = next((match for pattern in _DATELINES if (match := pattern.match(head, skip))), None)
    if match is None or is_date_line(match[0]):
        return None
    found = match.groupdict()
    span = Span(start + match.start(), start + match.end())
    return Dateline(span, found.get("place"), found.get("site"), report["author"] if report else None)
