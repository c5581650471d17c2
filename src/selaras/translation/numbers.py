"""Numbers keep their value: Indonesian notation becomes English notation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

_GROUPED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"
_DECIMAL = r"\d+,\d+"
# A number with marks inside is one thing: what looks like one inside a date, a version or a list is none.
_INDONESIAN = re.compile(
    rf"(?:(?<![\d.,/])|(?<=\brp\.))(?<!\bversi )(?:{_GROUPED}|{_DECIMAL})(?!\d|/\d)(?![.,]\d)", re.IGNORECASE
)
_TIME = r"(?:[01]?\d|2[0-4])\.[0-5]\d(?![\d/]|[.,]\d)"
_CLOCK = re.compile(
    rf"(?P<before>\b(?:pukul|jam)\s+)?(?<![\d.,/])(?P<times>{_TIME}(?:\s*(?:[-–]|hingga|sampai|s/d)\s*{_TIME})?)"
    r"(?P<after>\s*(?:WIB|WITA|WIT|(?:pagi|siang|sore|petang|malam|dini hari)(?!\s+(?:ini|itu|tadi)\b))\b)?",
    re.IGNORECASE,
)
# "Rp500.000,-" has no cents.
_NO_CENTS = re.compile(r"(\brp\.?\s?\d[\d.]*)[.,][-–—=]+(?![\w-])", re.IGNORECASE)
# Behind Rp an M is a miliar and nothing else; rb and jt are the same everywhere.
_SHORT_SCALE = re.compile(
    r"(?:(?P<rupiah>\brp\.?\s?)|(?<![\w.,/]))(?P<number>\d[\d.,]*)\s?(?P<scale>rb|jt|k|m|t)\b", re.IGNORECASE
)
_SCALES = {"rb": "ribu", "jt": "juta", "k": "ribu", "m": "miliar", "t": "triliun"}
_GLUED_SCALE = re.compile(r"(?<=\d)(?=(?:ribu|juta|mil[iy]ar|triliun|persen)\b)", re.IGNORECASE)
_NUMBER = re.compile(r"\d(?:[\d.,:]*\d)?")
_ENGLISH_SCALE = re.compile(r"[\s-]?(?:thousand|million|billion|trillion|k|mn?|bn|tn)\b", re.IGNORECASE)
# So many digits alike are no chance.
_LEAST_BEGINNING = 3
_LEAST_NEARLY = 6
_SWAPPED = str.maketrans(".,", ",.")


def to_english_numbers(text: str) -> str:
    """``text`` with every number in English notation, everything else untouched.

    Dates, versions, scores and lists of digits are no such numbers. A dot between hours and
    minutes becomes a colon where "pukul", "jam", a part of the day or a time zone shows that it is a time.

    >>> to_english_numbers("Rp1.500.000,5 atau Rp.5.000/kg pada 16/02 pukul 10.30 WIB, versi 2.0.1")
    'Rp1,500,000.5 atau Rp.5,000/kg pada 16/02 pukul 10:30 WIB, versi 2.0.1'
    """
    text = _NO_CENTS.sub(r"\1", _CLOCK.sub(_with_colon, text))
    return _INDONESIAN.sub(lambda match: match[0].translate(_SWAPPED), text)


def spell_out_scales(text: str) -> str:
    """``text`` with the short scale words of Indonesian written out, which English would read as others, and apart.

    >>> spell_out_scales("Rp 750 M untuk 25 rb warga, 1,5juta pohon, lari 5 m")
    'Rp 750 miliar untuk 25 ribu warga, 1,5 juta pohon, lari 5 m'
    """
    return _SHORT_SCALE.sub(_with_scale, _GLUED_SCALE.sub(" ", text))


def _with_scale(match: re.Match[str]) -> str:
    scale = match["scale"].lower()
    if not match["rupiah"] and scale not in ("rb", "jt"):
        return match[0]
    return f"{match['rupiah'] or ''}{match['number']} {_SCALES[scale]}"


def repair_notation(source: str, hypothesis: str) -> str:
    """``hypothesis`` with its numbers as in ``source``: those of the same digits, cut short, or one digit of many off.

    Args:
        source: Text whose numbers are in English notation already.
        hypothesis: What the model made of it, perhaps with 27.585 for 27,585, or 1,500.00 for 1,500,000.

    >>> repair_notation("naik 27,585 dan 4.04", "rose 27.585 and 4,04")
    'rose 27,585 and 4.04'
    >>> repair_notation("dari 15,000,000 ke 1,500,000", "from 15,000 to 1.5 million")
    'from 15,000,000 to 1.5 million'
    >>> repair_notation("nomor 021-23519999", "number 021-2351999")
    'number 021-23519999'
    """
    said = _NUMBER.findall(hypothesis)
    if not said:
        return hypothesis
    ours: list[str] = _NUMBER.findall(source)
    wanted = Counter(ours)
    wanted.subtract(said)
    missing = [number for number, count in wanted.items() for _ in range(count)]

    def repaired(match: re.Match[str]) -> str:
        number: str = match[0]
        if wanted[number] >= 0:
            return number
        right = next((other for other in missing if _digits(other) == _digits(number)), None)
        if right is None and not _ENGLISH_SCALE.match(hypothesis, match.end()):
            right = _begun(number, missing) or _nearly(number, missing, ours)
        if right is None:
            return number
        missing.remove(right)
        return right

    return _NUMBER.sub(repaired, hypothesis)


def _begun(number: str, missing: Sequence[str]) -> str | None:
    """The one number with groups of thousands whose first group and first digits these are."""
    group, *rest = re.split("[.,]", number)
    if not rest or len(_digits(number)) < _LEAST_BEGINNING:
        return None
    alike = {other for other in missing if other.startswith(f"{group},")}
    longer = {other for other in alike if _digits(other).startswith(_digits(number))}
    return longer.pop() if len(longer) == 1 else None


def _nearly(number: str, missing: Sequence[str], ours: Sequence[str]) -> str | None:
    """The one number of many digits that this one has one wrong of, one too many or one too few.

    Not for a number of ``ours`` that is said once too often, or 1,500,000 that may be 1.5 million.
    """
    digits = _digits(number)
    if len(digits) < _LEAST_NEARLY or any(digits.rstrip("0") == _digits(other).rstrip("0") for other in ours):
        return None
    alike = {other for other in missing if Levenshtein.distance(digits, _digits(other), score_cutoff=1) == 1}
    return alike.pop() if len(alike) == 1 else None


def _with_colon(match: re.Match[str]) -> str:
    if not (match["before"] or match["after"]):
        return match[0]
    return f"{match['before'] or ''}{match['times'].replace('.', ':')}{match['after'] or ''}"


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
