"""What pairs are worth learning from, and the marks that some sources lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from training.pairs import Pair

_STRAIGHT_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]")
_ENDS_WITH_MARK = re.compile(r"[.!?:;,…][\"')\]]*$")
_LOST_MARKS = re.compile("[.!?]")
# A line of fewer words may well be a heading, which has no mark to lose.
_SHORTEST_SENTENCE = 5
_LONGEST = 1200


@dataclass(frozen=True, slots=True)
class SourceWeight:
    """What a source is worth.

    Attributes:
        weight: In the main phase.
        cooldown_weight: In the cooldown; 0 leaves it out.
        lowest_score: Pairs with a lexical score below it are dropped.
        marks_lost: Whether the source dropped the final marks of its sentences.
    """

    weight: float
    cooldown_weight: float
    lowest_score: float
    marks_lost: bool


def read_weights(path: Path) -> dict[str, SourceWeight]:
    """Weights by source name; a name that ends in ``*`` stands for all with that ending or start."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
    return {row[0]: SourceWeight(float(row[1]), float(row[2]), float(row[3]), row[4] == "lost") for row in rows}


def weight_of(origin: str, weights: Mapping[str, SourceWeight]) -> SourceWeight:
    """The row for a source: its own, else that of its kind (``*_ui``), else ``*``."""
    kind = f"*_{origin.rsplit('_', 1)[-1]}"
    return weights.get(origin) or weights.get(kind) or weights["*"]


def tidy(text: str) -> str:
    """Composed characters (NFC), straight quotes, no invisible characters, single spaces.

    >>> tidy("  “Harga\\u00a0naik,”   kata dia. ")
    '"Harga naik," kata dia.'
    """
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(visible.translate(_STRAIGHT_QUOTES).split())


def restore_final_mark(pair: Pair, marks_lost: bool) -> Pair:
    """Give a side the final mark that only the other has; give both one if their source lost all.

    >>> restore_final_mark(Pair("s", "Dia pulang", "He went home."), marks_lost=False).indonesian
    'Dia pulang.'
    """
    left, right = pair.indonesian, pair.english
    left_marked, right_marked = _ENDS_WITH_MARK.search(left), _ENDS_WITH_MARK.search(right)
    if not left_marked and right_marked and _LOST_MARKS.match(right[-1]):
        return replace(pair, indonesian=left + right[-1])
    if left_marked and not right_marked and _LOST_MARKS.match(left[-1]):
        return replace(pair, english=right + left[-1])
    if marks_lost and not left_marked and not right_marked and _shortest(pair) >= _SHORTEST_SENTENCE:
        return replace(pair, indonesian=left + ".", english=right + ".")
    return pair


def why_dropped(pair: Pair, lowest_score: float) -> str | None:
    """Why a pair should not be learnt from, in a word, or None to keep it."""
    left, right = pair.indonesian, pair.english
    if not left or not right:
        return "empty"
    if max(len(left), len(right)) > _LONGEST:
        return "too-long"
    # The constant lets short texts differ, as in the product's own length check.
    if not 0.4 < (len(left) + 15) / (len(right) + 15) < 2.5:
        return "length-ratio"
    if pair.score is not None and pair.score < lowest_score:
        return "score"
    if left == right and len(left.split()) > 3:
        return "untranslated"
    return None


def clean(pair: Pair, weight: SourceWeight) -> Pair | str:
    """The pair as it is learnt from, or the reason it is not."""
    tidied = replace(pair, indonesian=tidy(pair.indonesian), english=tidy(pair.english))
    if reason := why_dropped(tidied, weight.lowest_score):
        return reason
    weighted = replace(tidied, weight=weight.weight, cooldown_weight=weight.cooldown_weight)
    return restore_final_mark(weighted, weight.marks_lost)


def _shortest(pair: Pair) -> int:
    return min(len(pair.indonesian.split()), len(pair.english.split()))
