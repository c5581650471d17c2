"""What checks ask of many pairs at once: marks on words, and inventories of the items that texts hold.

A module of checks declares them beside its word lists, as it declares features. A mark is a property that a word
has or has not. An inventory has the items of a kind that a text holds, such as numbers or months, so that those of
both sides can be compared. Both are asked once about what stands between two spaces; a block of pairs then works
in whole columns.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from .features import Lexeme

Test = Callable[[str], object]
"""From a word in lower case to something true where it has the property."""
Items = Callable[[str, Lexeme], Iterable[Hashable]]
"""From what stands between two spaces to the items in it."""
WordItems = Callable[[str], Sequence[Hashable]]
"""From a word in lower case to the items in it."""

# Marks of both sides share a key with a word and a pair.
MOST_MARKS = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """A property of words.

    Attributes:
        bit: By which it is known.
        has: Whether a word has it.
        sees_case: Whether it is asked of the word as it is written, not in lower case.
    """

    bit: int
    has: Test
    sees_case: bool


@dataclass(frozen=True, slots=True, eq=False)
class Inventory:
    """A kind of items, of which what stands between two spaces tells.

    Attributes:
        where: Features without any of which there is none.
        indonesian: The items of the source, None where none are asked for.
        english: The items of the target, likewise.
    """

    where: int
    indonesian: Items | None
    english: Items | None


@dataclass(frozen=True, slots=True, eq=False)
class WordInventory:
    """A kind of items, of which every word tells.

    Attributes:
        indonesian: The items of a word of the source, None where none are asked for.
        english: Those of a word of the target, likewise.
    """

    indonesian: WordItems | None
    english: WordItems | None


INDONESIAN_MARKS: list[Mark] = []
ENGLISH_MARKS: list[Mark] = []
INVENTORIES: list[Inventory] = []
WORD_INVENTORIES: list[WordInventory] = []


def mark(*, indonesian: Test | None = None, english: Test | None = None, sees_case: bool = False) -> int:
    """Declare a mark on the words of one side, and give it a bit.

    Args:
        indonesian: Whether a word of the source has it.
        english: The same of the target; one of the two is given.
        sees_case: Whether it is asked of words as they are written, not in lower case.
    """
    marks, has = (INDONESIAN_MARKS, indonesian) if indonesian else (ENGLISH_MARKS, english)
    if has is None or len(marks) == MOST_MARKS:
        raise ValueError(f"a mark needs a test, and a language has no more than {MOST_MARKS}")
    marks.append(Mark(1 << len(marks), has, sees_case))
    return marks[-1].bit


def inventory(where: int, *, indonesian: Items | None = None, english: Items | None = None) -> Inventory:
    """Declare an inventory.

    Args:
        where: Features without any of which there is no item.
        indonesian: From what stands between two spaces to the items of the source.
        english: The same of the target.
    """
    INVENTORIES.append(Inventory(where, indonesian, english))
    return INVENTORIES[-1]


def word_inventory(*, indonesian: WordItems | None = None, english: WordItems | None = None) -> WordInventory:
    """Declare an inventory of words.

    Args:
        indonesian: From a word of the source in lower case to its items.
        english: The same of the target.
    """
    WORD_INVENTORIES.append(WordInventory(indonesian, english))
    return WORD_INVENTORIES[-1]
