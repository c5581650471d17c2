"""Months and days of the week."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..model import Severity, Side, Span
from .analysis import AnalysedText, Analysis
from .features import Lexeme, feature
from .inventory import Inventory, Items, inventory
from .knowledge import table
from .rule import Hit, Hits, Rule, Screen, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

_SHORT = frozenset({"mei", "may"})


def _names(kind: str, column: int) -> Mapping[str, int]:
    """Name in lower case -> number; abbreviations are left out, they are too often something else."""
    rows = (row for row in table("calendar") if row[0] == kind)
    return {name: int(row[1]) for row in rows for name in row[column].split() if len(name) > 3 or name in _SHORT}


_MONTHS = _names("month", 2), _names("month", 3)
ENGLISH_MONTHS = {name: int(row[1]) for row in table("calendar") if row[0] == "month" for name in row[3].split()}
WEEKDAYS = _names("weekday", 2), _names("weekday", 3)
_MONTH = feature(indonesian=_MONTHS[0], english=_MONTHS[1])
_SLASHED = feature(pattern=r"\d/\d")
_DATED = feature(english=ENGLISH_MONTHS)
_DATE_IN_BRACKETS = re.compile(r"\((\d{1,2})/(\d{1,2})(?:/(?:\d{4}|\d{2}))?\)")
_MONTH_NAME = "|".join(name.capitalize() for name in ENGLISH_MONTHS)
_MONTH_DAY = re.compile(rf"\b({_MONTH_NAME})\.? (\d{{1,2}})(?![\d.,]?\d)")
_DAY_MONTH = re.compile(rf"(?<![\d.,]\d)(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH_NAME})\b")
_WEEKDAY = feature(indonesian=WEEKDAYS[0], english=WEEKDAYS[1])
# In lower case, in front of these words and at the start of a sentence it is more likely a week.
_SUNDAY = re.compile(
    r"(?<![.?!:]\s)(?<!per )(?<!^)\bMinggu\b"
    r"(?! (?:lalu|depan|ini|itu|kedua|ketiga|pertama|terakhir)\b)"
)


def _dates(names: Mapping[str, int]) -> Items:
    """What the names in a chunk stand for, as ``_named`` has them."""

    def items(chunk: str, lexeme: Lexeme) -> Iterator[int]:
        for token, word in zip(lexeme.tokens, lexeme.words, strict=True):
            if word in names and token in (word.capitalize(), word.upper()):
                yield names[word]

    return items


_MONTHS_IN = inventory(_MONTH, indonesian=_dates(_MONTHS[0]), english=_dates(_MONTHS[1]))
_WEEKDAYS_IN = inventory(_WEEKDAY, indonesian=_dates(WEEKDAYS[0]), english=_dates(WEEKDAYS[1]))


def _may_lose(kind: Inventory) -> Screen:
    """Not where the target has all that the source has."""

    def screen(block: Block, threshold: float) -> Mask:
        dates = block.items(kind)
        return block.among(dates.pair[dates.theirs == 0])

    return screen


_MAY_LOSE_MONTH = _may_lose(_MONTHS_IN)


def _may_have_other_month(block: Block, threshold: float) -> Mask:
    return _MAY_LOSE_MONTH(block, threshold) | (block.target_has(_DATED) & block.either_has(_SLASHED))


def month_changed(pair: Analysis, threshold: float) -> Hits:
    """Months that only one side names, when both sides have such a month, or day and month in each other's place."""
    theirs = _named(pair.target, _MONTHS[1])
    hits = _changed(pair, _named(pair.source, _MONTHS[0]), theirs, threshold, "month") if theirs else ()
    return hits or _exchanged(pair, threshold)


def _exchanged(pair: Analysis, threshold: float) -> Hits:
    """Dates in figures, always day/month in Indonesian, of which the target takes the day for the month."""
    if not pair.source.features & _SLASHED:
        return ()
    ours = {(int(day), int(month)) for day, month in _DATE_IN_BRACKETS.findall(pair.source.text)}
    theirs = dict(_dates_in_words(pair.target.text))
    missing = ours - theirs.keys()
    exchanged = [(month, day, theirs[day, month]) for day, month in theirs.keys() - ours if (month, day) in missing]
    if len(exchanged) < threshold:
        return ()
    return tuple(
        Hit(len(exchanged), Side.TARGET, span, f"{first}/{second} of the source is day/month, not month/day")
        for first, second, span in exchanged
    )


def _dates_in_words(text: str) -> Iterator[tuple[tuple[int, int], Span]]:
    """Day and month of the dates that name the month, and where they stand."""
    for pattern, month, day in ((_MONTH_DAY, 1, 2), (_DAY_MONTH, 2, 1)):
        for match in pattern.finditer(text):
            yield (int(match[day]), ENGLISH_MONTHS[match[month].lower()]), Span(*match.span())


def weekday_changed(pair: Analysis, threshold: float) -> Hits:
    """Days of the week that only one side names, when both sides have such a day."""
    theirs = _named(pair.target, WEEKDAYS[1])
    if not theirs:
        return ()
    ours = _named(pair.source, WEEKDAYS[0])
    if "minggu" in ours and not _SUNDAY.search(pair.source.text):
        del ours["minggu"]
    return _changed(pair, ours, theirs, threshold, "day")


def _named(side: AnalysedText, names: Mapping[str, int]) -> dict[str, int]:
    if side.vocabulary.isdisjoint(names):
        return {}
    found = side.vocabulary & names.keys()
    return {word: names[word] for word in found if word.capitalize() in side.tokens or word.upper() in side.tokens}


def _changed(pair: Analysis, ours: Mapping[str, int], theirs: Mapping[str, int], threshold: float, what: str) -> Hits:
    lost = {word for word, number in ours.items() if number not in theirs.values()}
    added = {word for word, number in theirs.items() if number not in ours.values()}
    if what == "month":
        lost -= {word for word in lost if _is_abbreviated(pair.target, ours[word])}
        added -= {word for word in added if _is_in_figures(pair.source, theirs[word])}
    if min(len(lost), len(added)) < threshold:
        return ()
    was, became = sorted(lost)[0], sorted(added)[0]
    message = f"the {what} {was.capitalize()} of the source is {became.capitalize()} in the target"
    return (Hit(len(added), Side.TARGET, pair.target.locate(became.capitalize()), message),)


def _is_abbreviated(side: AnalysedText, month: int) -> bool:
    return any(number == month and name in side.vocabulary for name, number in ENGLISH_MONTHS.items())


def _is_in_figures(side: AnalysedText, month: int) -> bool:
    return any(month in quantity.readings for quantity in side.quantities if quantity.is_written_in_digits)


RULES = (
    Rule(
        unit_check("A109", "month changed", Severity.ERROR, "mistranslation"),
        measure=month_changed,
        screen=_may_have_other_month,
        gate=lambda source, target: source & target & _MONTH or (source & _SLASHED and target & _DATED),
        means="The source names one month and the target another, or the target takes the day of a date in figures, "
        "(1/10), for its month.",
        false_alarms="Dates that the translator corrected or counted from another calendar.",
        is_hard=True,
    ),
    Rule(
        unit_check("A110", "weekday changed", Severity.ERROR, "mistranslation"),
        measure=weekday_changed,
        screen=_may_lose(_WEEKDAYS_IN),
        gate=lambda source, target: source & target & _WEEKDAY,
        means="The source names one day of the week and the target another.",
        false_alarms="“Minggu”, which is Sunday and week; dates across time zones.",
        is_hard=True,
    ),
)
