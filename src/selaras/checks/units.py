"""Units and currencies that go with a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from ..model import Severity, Side, Span
from .analysis import NUMERAL, AnalysedText, Analysis
from .features import DIGIT, feature
from .inventory import inventory, mark
from .knowledge import table
from .memo import Memo
from .quantities import INDONESIAN_NOTATION, Quantity
from .rule import Hit, Hits, Rule, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

_SIGNS: Mapping[str, str] = {row[0]: row[1] for row in table("currency_signs")}
_INDONESIAN: Mapping[str, str] = {form: row[0] for row in table("units") for form in row[1].split()}
_ENGLISH: Mapping[str, str] = {form: row[0] for row in table("units") for form in row[2].split()}
_CURRENCIES = frozenset(_SIGNS.values()) | {"yuan", "riyal", "peso", "rupee", "rouble"}
_CURRENCY_WORDS = frozenset(form for names in (_INDONESIAN, _ENGLISH) for form in names if names[form] in _CURRENCIES)
_NATION = r"(?:us|u\.s\.|american|australian|singapore|hong kong|canadian)\s"
_LAST_WORDS_OF_NATIONS = frozenset({"us", "s", "american", "australian", "singapore", "kong", "canadian"})
_BEFORE_UNITS = INDONESIAN_NOTATION.vocabulary | _LAST_WORDS_OF_NATIONS
_LETTERS = re.compile(r"[^\W\d_]+")
_BEHIND = re.compile(rf"[ \u00a0-]?(?:{_NATION})?(per[ -]cent|[^\W\d_]+|[%°])", re.IGNORECASE)
_BEFORE = re.compile(r"((?:(?<!\w)(?:us|[as]))?\$|(?<!\w)(?:rp\.?|idr|usd|eur|gbp|rm)|[€£¥])\s?$", re.IGNORECASE)
_GLUED_SIGN = re.compile(r"Rp(?=\.?\d)")
_PERCENT = ("%", "percent", "per cent", "pct")
_SIGN_HINTS = ("$", "Rp", "IDR", "USD", "RM", "€", "£", "¥")
_SIGN = re.compile(r"(?<![a-z])(?:rp|idr|usd|rm)(?=[\s.]?\d)|[$€£¥](?=\s?\d)")

_NUMBER = DIGIT | NUMERAL | feature(indonesian=["dua"], english=["two"])
_BEHIND_ANY = feature(chars="%°")
_IS_PERCENT = feature(english=["percent", "percentage", "pct"], chars="%")
_PERCENTAGE = feature(indonesian=[form for form, unit in _INDONESIAN.items() if unit == "percent"], chars="%")
_UNIT_SIGN = re.compile("[%$€£¥°]")
_UNITS_OF_SIGNS = {sign: _INDONESIAN.get(sign) or _SIGNS[sign] for sign in "%$€£¥°"}
_MAY_BE_SIGN = re.compile(r"(?<![a-z])(?:rp|idr|usd|rm)(?![a-z])|[$€£¥]")
_SIGN_WORDS = frozenset({"rp", "idr", "usd", "rm"})
_UNIT = feature(
    indonesian=_SIGN_WORDS.union(_INDONESIAN), english=_SIGN_WORDS.union(_ENGLISH), chars="%$€£¥°", pattern=r"Rp\.?\d"
)
_CURRENCY_FORMS = _CURRENCY_WORDS | _SIGN_WORDS
_CURRENCY = feature(
    indonesian=_CURRENCY_FORMS,
    english=_CURRENCY_FORMS,
    chars="$€£¥",
    pattern="(?i:(?<![a-z])(?:rp|idr|usd|rm)(?![a-z]))",
)


def _have_units(source: int, target: int) -> bool:
    return bool(source & _NUMBER and target & _NUMBER and source & _UNIT)


def unit_changed(pair: Analysis, threshold: float) -> Hits:
    """Numbers that stand on both sides, with one unit here and another there."""
    return _hits(pair, threshold, is_currency=False)


def percent_lost(pair: Analysis, threshold: float) -> Hits:
    """How often the source speaks of percent where the target has numbers and never does."""
    times = _mentions_on(pair.source, _INDONESIAN).count("percent")
    if times < threshold or any(sign in pair.target.text.lower() for sign in _PERCENT) or pair.unmatched.lost:
        return ()
    span = pair.source.locate("persen") or pair.source.locate_pattern("%|prosen")
    return (Hit(times, Side.SOURCE, span, "the source speaks of percent, the target does not"),)


def currency_changed(pair: Analysis, threshold: float) -> Hits:
    """Amounts with another currency than in the source, or a currency that took the place of another."""
    if hits := _hits(pair, threshold, is_currency=True):
        return hits
    theirs = _currencies(pair.target, _ENGLISH)
    if not theirs or not (ours := _currencies(pair.source, _INDONESIAN)):
        return ()
    added = sorted(set(theirs) - set(ours))
    lost = sorted(set(ours) - set(theirs))
    if min(len(added), len(lost)) < threshold:
        return ()
    message = f"the target speaks of {added[0]}, the source of {lost[0]}"
    return (Hit(len(added), Side.TARGET, pair.target.locate_pattern(re.escape(theirs[added[0]])), message),)


def _currencies(side: AnalysedText, names: Mapping[str, str]) -> dict[str, str]:
    """The currencies that a side speaks of, each with a form in which it stands there."""
    if side.vocabulary.isdisjoint(_CURRENCY_WORDS) and not any(sign in side.text for sign in _SIGN_HINTS):
        return {}
    found = {names[word]: word for word in side.vocabulary & _CURRENCY_WORDS if word in names}
    if side.has_digits:
        found |= {_SIGNS[sign]: sign for sign in _SIGN.findall(side.text.lower())}
    return {unit: form for unit, form in found.items() if unit in _CURRENCIES}


def _hits(pair: Analysis, threshold: float, *, is_currency: bool) -> Hits:
    if not _have_units(pair.source.features, pair.target.features) or _has_equal_units(pair):
        return ()
    if not _may_be_exchanged(pair, is_currency=is_currency):
        return ()
    ours = [item for item in _with_units(pair.source, _INDONESIAN) if (item[1] in _CURRENCIES) is is_currency]
    if not ours:
        return ()
    theirs = list(_with_units(pair.target, _ENGLISH))
    changed = []
    for quantity, unit in ours:
        same = [(other, name) for other, name in theirs if quantity.equals(other)]
        if same and all(name != unit for _, name in same) and _is_changed(unit, [name for _, name in theirs], ours):
            other, name = same[0]
            message = f"{quantity.text} has the unit {unit} in the source and {name} in the target"
            changed.append((other.span, message))
    if len(changed) < threshold:
        return ()
    return tuple(Hit(len(changed), Side.TARGET, span, message) for span, message in changed)


def _may_be_exchanged(pair: Analysis, *, is_currency: bool) -> bool:
    """Whether a number may have one unit in the source and another in the target, before any number is read."""
    ours = _units_of_words(pair.source, _IN_INDONESIAN) if is_currency else _attached_units(pair.source)
    ours = {unit for unit in ours if (unit in _CURRENCIES) is is_currency}
    theirs = _units_of_words(pair.target, _IN_ENGLISH) if ours else set()
    return bool(theirs) and len(ours | theirs) > 1


def _units_of_words(side: AnalysedText, units_in: Mapping[str, Sequence[str]]) -> set[str]:
    """The units that a side may speak of."""
    return {*chain.from_iterable(map(units_in.__getitem__, side.words)), *_units_of_signs(side)}


def _attached_units(side: AnalysedText) -> set[str]:
    """The units that may stand behind a number; most often they do not, as in “tahun 2015”."""
    places = zip(["", *side.words], side.words, strict=False)
    found = (_IN_INDONESIAN[word] for before, word in places if word not in _INDONESIAN or _MAY_END_NUMBER[before])
    return {*chain.from_iterable(found), *_units_of_signs(side)}


def _units_of_signs(side: AnalysedText) -> list[str]:
    return [unit for sign, unit in _UNITS_OF_SIGNS.items() if sign in side.text]


def _units_in(word: str, names: Mapping[str, str]) -> Sequence[str]:
    """The units that the letters of a word may stand for, also glued to a number."""
    runs = [word] if word.isalpha() else _LETTERS.findall(word)
    return tuple(names.get(run) or _SIGNS[run] for run in runs if run in names or run in _SIGNS)


def _holds_unit(word: str) -> bool:
    """Whether a unit other than a currency is glued to something."""
    if word.isalpha() or word in _INDONESIAN:
        return False
    return not _CURRENCIES.issuperset(_IN_INDONESIAN[word])


def _may_end_number(word: str) -> bool:
    if not word:
        return False
    if not word.strip("ivx") or word in _BEFORE_UNITS:
        return True
    if word.isalpha() and word.isascii():
        return False
    letters = _LETTERS.findall(word)
    if word[-1:].isdigit():
        return True
    return bool(letters) and letters[-1] in _BEFORE_UNITS


# The end of *per cent* stands for all of it.
_IN_ENGLISH = Memo(partial(_units_in, names={**_ENGLISH, "cent": "percent"}))
_IN_INDONESIAN = Memo(partial(_units_in, names=_INDONESIAN))
_MAY_END_NUMBER = Memo(_may_end_number)


@lru_cache(maxsize=1)
def _has_equal_units(pair: Analysis) -> bool:
    """Whether the target speaks of every unit at least as often as the source, so that none can have changed."""
    ours, theirs = _mentions_on(pair.source, _INDONESIAN), _mentions_on(pair.target, _ENGLISH)
    return all(theirs.count(unit) >= ours.count(unit) for unit in set(ours))


def _mentions_on(side: AnalysedText, names: Mapping[str, str]) -> list[str]:
    return _mentions(side.words, side.text, names)


def _mentions(words: Iterable[str], text: str, names: Mapping[str, str]) -> list[str]:
    """The units in a text, or in a part of it between two spaces."""
    found = [names[word] for word in words if word in names]
    found += [names.get(sign) or _SIGNS[sign] for sign in _UNIT_SIGN.findall(text)]
    if "Rp" in text:
        found += [_SIGNS[sign.lower()] for sign in _GLUED_SIGN.findall(text)]
    return found


_UNITS = inventory(
    _UNIT,
    indonesian=lambda chunk, lexeme: _mentions(lexeme.words, chunk, _INDONESIAN),
    english=lambda chunk, lexeme: _mentions(lexeme.words, chunk, _ENGLISH),
)


def _units_may_differ(block: Block) -> Mask:
    """Not where the target speaks of every unit at least as often as the source."""
    units = block.items(_UNITS)
    return block.among(units.pair[units.ours > units.theirs])


_IS_UNIT = mark(indonesian=_INDONESIAN.__contains__)
_HOLDS_UNIT = mark(indonesian=_holds_unit)
_ENDS_NUMBER = mark(indonesian=_may_end_number)


def _unit_may_change(block: Block, threshold: float) -> Mask:
    """Where a unit is missing and a unit of the source may stand behind a number, as ``_attached_units`` has it."""
    side, text = block.source, block.source.text_of_word
    is_attached = side.have(_IS_UNIT)[1:] & side.have(_ENDS_NUMBER)[:-1] & (text[1:] == text[:-1])
    attached = block.among(text[1:][is_attached]) | block.among(text[side.have(_HOLDS_UNIT)])
    return block.ask(_units_may_differ) & (attached | block.either_has(_BEHIND_ANY))


def _sure_currencies(words: Iterable[str], names: Mapping[str, str]) -> Iterator[str]:
    return (names[word] for word in words if word in names and names[word] in _CURRENCIES)


def _possible_currencies(words: Iterable[str], chunk: str, names: Mapping[str, str]) -> Iterator[str]:
    yield from _sure_currencies(words, names)
    yield from (_SIGNS[sign] for sign in _MAY_BE_SIGN.findall(chunk.lower()))


_SURE_CURRENCIES = inventory(
    _CURRENCY,
    indonesian=lambda chunk, lexeme: _sure_currencies(lexeme.words, _INDONESIAN),
    english=lambda chunk, lexeme: _sure_currencies(lexeme.words, _ENGLISH),
)
_POSSIBLE_CURRENCIES = inventory(
    _CURRENCY,
    indonesian=lambda chunk, lexeme: _possible_currencies(lexeme.words, chunk, _INDONESIAN),
    english=lambda chunk, lexeme: _possible_currencies(lexeme.words, chunk, _ENGLISH),
)


def _currency_may_change(block: Block, threshold: float) -> Mask:
    """Where a unit is missing beside a currency, or either side may have a currency that the other need not have."""
    from .block import is_among

    possible, sure = block.items(_POSSIBLE_CURRENCIES), block.items(_SURE_CURRENCIES)
    lost = (possible.ours > 0) & ~is_among(possible.keys, sure.keys[sure.theirs > 0])
    added = (possible.theirs > 0) & ~is_among(possible.keys, sure.keys[sure.ours > 0])
    speaks = block.ask(_units_may_differ) & block.among(possible.pair[possible.ours > 0])
    return speaks | block.among(possible.pair[lost]) & block.among(possible.pair[added])


def _is_changed(unit: str, theirs: list[str], ours: list[tuple[Quantity, str]]) -> bool:
    """Whether the target lacks a unit of this name that the source has, so that it cannot just stand elsewhere."""
    return theirs.count(unit) < sum(name == unit for _, name in ours)


def _with_units(side: AnalysedText, names: Mapping[str, str]) -> Iterator[tuple[Quantity, str]]:
    text = side.prose
    for quantity in side.quantities:
        unit = _unit(text, quantity.span, names)
        if unit:
            yield quantity, unit


def _unit(text: str, span: Span, names: Mapping[str, str]) -> str | None:
    before = _BEFORE.search(text[max(span.start - 6, 0) : span.start])
    # In any case, the pattern takes ſ for s, which is no sign.
    if before and (unit := _SIGNS.get(before.group(1).lower())):
        return unit
    behind = _BEHIND.match(text, span.end)
    return names.get(re.sub("[ -]", "", behind.group(1).lower())) if behind else None


RULES = (
    Rule(
        unit_check("A107", "unit changed", Severity.ERROR, "mistranslation"),
        measure=unit_changed,
        screen=_unit_may_change,
        gate=_have_units,
        means="A number has another unit of measure in the target than in the source: metres for kilometres, years for "
        "months, percent for degrees.",
        false_alarms="Numbers that stand twice, with a unit each time.",
        is_hard=True,
    ),
    Rule(
        unit_check("A108", "currency changed", Severity.ERROR, "mistranslation"),
        measure=currency_changed,
        screen=_currency_may_change,
        gate=lambda source, target: _have_units(source, target) or source & target & _CURRENCY,
        means="An amount has another currency in the target than in the source.",
        false_alarms="Amounts given in two currencies.",
        is_hard=True,
    ),
    Rule(
        unit_check("A114", "percent lost", Severity.WARNING, "mistranslation"),
        measure=percent_lost,
        gate=lambda source, target: source & target & DIGIT and source & _PERCENTAGE and not target & _IS_PERCENT,
        means="The source gives a percentage; the target has the number and no percent.",
        false_alarms="“Half” and “a third” for 50 and 33 percent, percentage points, “basis points”.",
        is_hard=True,
    ),
)
