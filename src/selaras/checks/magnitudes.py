"""Indefinite sizes that changed on the way: *ratusan*, *puluhan ribu*; dozens, tens of thousands, millions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..model import Severity, Side
from .analysis import AnalysedText, Analysis
from .features import feature
from .knowledge import table
from .quantities import ENGLISH_NOTATION
from .rule import Hit, Hits, Rule, unit_check


def _sizes_in(column: int) -> Mapping[str, str]:
    return {word: row[0] for row in table("magnitudes") for word in "".join(row[column : column + 1]).split()}


_INDONESIAN_SIZES, _ENGLISH_SIZES = _sizes_in(1), _sizes_in(3)
_INDONESIAN_SCALES = {**_INDONESIAN_SIZES, **_sizes_in(2)}
_ENGLISH_SCALES = {**_ENGLISH_SIZES, **{name: name for name in _ENGLISH_SIZES.values()}}
_TEEN = "teen"
# Behind a number it is no size by itself: 45 thousands, several hundred thousands.
_NO_COUNT = r"(?<!\b\d )(?<!\b\d\d )(?<!\b\d\d\d )(?<!\bten )(?<!\bhundred )(?<!\bten of )(?<!\bhundred of )"
# Between two sizes of which the second names the scale of both: tens to hundreds of thousands.
_UP_TO = re.compile(r" (?:(?:to|or|even|hingga|sampai|atau|bahkan) )+|-")
SIZE = feature(indonesian=_INDONESIAN_SIZES, english=_ENGLISH_SIZES)


@dataclass(frozen=True, slots=True)
class Size:
    """An indefinite size that a text speaks of.

    Attributes:
        written: As it stands there, in lower case.
        names: What it is of, the smaller number first: ten, thousand.
    """

    written: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        return " of ".join(f"{name}s" for name in self.names)

    @property
    def value(self) -> float:
        """Where it begins: 10,000 for tens of thousands."""
        return math.prod(map(_value, self.names))

    def is_rendered_by(self, other: Size) -> bool:
        """Whether a size of the target says the same.

        *Belasan ribu*, eleven to nineteen thousand, is thousands too; *multi-million* is any number of millions.
        """
        if self.value == other.value or (
            self.names[0] == _TEEN and other.value == math.prod(map(_value, self.names[1:]))
        ):
            return True
        return other.written.startswith("multi") and self.names[-1:] == other.names


def _value(name: str) -> float:
    return 10 if name == _TEEN else ENGLISH_NOTATION.numerals[name][0]


def _may_have(name: str, scale: str) -> bool:
    """Whether a size may be one of a scale, as tens and hundreds are of thousands and more."""
    return scale != "" and _value(name) < 1000 <= _value(scale)


def _reader(sizes: Mapping[str, str], scales: Mapping[str, str]) -> Callable[[AnalysedText], list[Size]]:
    """How to tell the sizes that a text speaks of."""
    of_scale = rf"(?:(?: of)? ({'|'.join(scales)}))?"
    pattern = re.compile(rf"(?<![\w-]){_NO_COUNT}({'|'.join(sizes)}){of_scale}(?![\w-])")

    def read(side: AnalysedText) -> list[Size]:
        text = side.text.lower()
        found, next_scale, next_start = [], "", 0
        for match in reversed([*pattern.finditer(text)]):
            name, scale = sizes[match[1]], scales.get(match[2], "")
            if not scale and _may_have(name, next_scale) and _UP_TO.fullmatch(text, match.end(), next_start):
                scale = next_scale
            found.append(Size(match[0], (name, scale) if scale else (name,)))
            next_scale, next_start = scale, match.start()
        return found

    return read


sizes_of_source = _reader(_INDONESIAN_SIZES, _INDONESIAN_SCALES)
sizes_of_target = _reader(_ENGLISH_SIZES, _ENGLISH_SCALES)


def magnitude_changed(pair: Analysis, threshold: float) -> Hits:
    """Indefinite sizes (thousands, tens of millions) that only one side has, when both sides have such a size."""
    ours, theirs = sizes_of_source(pair.source), sizes_of_target(pair.target)
    lost = {str(size) for size in ours if not any(map(size.is_rendered_by, theirs))}
    added = {size.written for size in theirs if not any(own.is_rendered_by(size) for own in ours)}
    if min(len(lost), len(added)) < threshold:
        return ()
    written = min(added)
    message = f"the source speaks of {min(lost)}, the target of {written}"
    return (Hit(len(added), Side.TARGET, pair.target.locate(written), message),)


RULES = (
    Rule(
        unit_check("A106", "magnitude changed", Severity.ERROR, "numbers"),
        measure=magnitude_changed,
        gate=lambda source, target: source & target & SIZE,
        means="The source speaks of tens, hundreds, thousands or millions (puluhan, ratusan, ribuan, jutaan), "
        "or of tens of thousands (puluhan ribu) and the like, and the target of another size.",
        false_alarms="Figures that the translator made more exact.",
        is_hard=True,
    ),
)
