"""What stands between two spaces by number, with columns of what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from .chunks import Bits, Chunks, Numbers
from .features import ENGLISH_LEXICON, INDONESIAN_LEXICON, Lexicon, features_at_end, features_at_start
from .inventory import (
    ENGLISH_MARKS,
    INDONESIAN_MARKS,
    INVENTORIES,
    WORD_INVENTORIES,
    Inventory,
    Mark,
    WordInventory,
)
from .names import SHORTEST_SOUND, skeleton

NOTHING = -1
_UNKNOWN = -2
# Texts of many languages, or noise, would fill the memory.
_MOST_CHUNKS = 80_000
_MOST_CHARACTERS = 10_000_000


class Numbering(dict[Hashable, int]):
    """Gives everything that it meets the next number.

    Attributes:
        things: What it met, by number.
    """

    def __init__(self) -> None:
        super().__init__()
        self.things: list[Hashable] = []

    def __missing__(self, thing: Hashable) -> int:
        self[thing] = number = len(self)
        self.things.append(thing)
        return number

    def told(self, numbers: Numbers) -> list[Any]:
        """The things that have some numbers."""
        return [*map(self.things.__getitem__, numbers.tolist())]


class Column:
    """Numbers that come one after the other, to be looked up many at once."""

    def __init__(self, dtype: type[np.generic]) -> None:
        self._values = np.zeros(1024, dtype)
        self._length = 0

    def extend(self, values: NDArray[Any] | Sequence[int]) -> None:
        """Add values."""
        end = self._length + len(values)
        if end > len(self._values):
            self._values = np.concatenate([self._values, np.zeros(end, self._values.dtype)])
        self._values[self._length : end] = values
        self._length = end

    def __getitem__(self, places: Numbers) -> NDArray[Any]:
        """The values at some places, in 64 bits: they become parts of keys."""
        values = self._values[places]
        return values.astype(np.int64) if values.dtype == np.int32 else values


class Ragged:
    """Where the things that each chunk holds stand in their column."""

    def __init__(self) -> None:
        self._starts = Column(np.int32)
        self._starts.extend([0])
        self._end = 0

    def extend(self, sizes: Numbers) -> None:
        """Add chunks by the number of things that each holds."""
        self._starts.extend(self._end + np.cumsum(sizes))
        self._end += int(sizes.sum())

    def spread(self, chunks: Numbers) -> tuple[Numbers, Numbers]:
        """For all things in some chunks, in order, the place of the chunk and the place in the column of things."""
        starts = self._starts[chunks]
        sizes = self._starts[chunks + 1] - starts
        # numpy looks for what is true much faster than for what is not nothing.
        holders = np.flatnonzero(sizes > 0)
        sizes = sizes[holders]
        holder = np.repeat(np.arange(len(holders)), sizes)
        before = starts[holders] - (np.cumsum(sizes) - sizes)
        return holders[holder], before[holder] + np.arange(len(holder))


class Stock:
    """The items of a kind in one language.

    Args:
        read: Gives the items of a holder, which is a chunk or a word.
        number: Gives items their numbers.

    Attributes:
        held: The items of each holder.
        items: Their numbers.
    """

    def __init__(self, read: Callable[..., Iterable[Hashable]], number: Numbering) -> None:
        self.read = read
        self._number = number
        self.held = Ragged()
        self.items = Column(np.int32)

    def extend(self, found: Iterable[Iterable[Hashable]], sizes: Numbers, places: Numbers | slice) -> None:
        """Add holders.

        Args:
            found: The items of those that have some.
            sizes: Zeros, one for each holder.
            places: Where those that have some stand among them.
        """
        items = [*map(tuple, found)]
        sizes[places] = [*map(len, items)]
        self.held.extend(sizes)
        self.items.extend([*map(self._number.__getitem__, chain.from_iterable(items))])


class Answers:
    """What is asked about few of the words or chunks, worked out when one is asked about for the first time.

    Args:
        work_out: From a word or chunk to a number, ``NOTHING`` or more.
        number: Gave them their numbers.
    """

    def __init__(self, work_out: Callable[[str], int], number: Numbering) -> None:
        self._work_out, self._number = work_out, number
        self._known = np.zeros(0, np.int64)

    def __getitem__(self, things: Numbers) -> Numbers:
        """The answers about some of them."""
        missing = len(self._number) - len(self._known)
        if missing > 0:
            self._known = np.concatenate([self._known, np.full(missing + len(self._known), _UNKNOWN)])
        found = self._known[things]
        new = np.unique(things[found == _UNKNOWN])
        if not len(new):
            return found
        self._known[new] = [*map(self._work_out, self._number.told(new))]
        return self._known[things]


class Shelf:
    """The chunks of one language; a chunk is what stands between two spaces.

    Args:
        lexicon: Reads them.
        marks: Those of the language.
        stocks: Of each inventory that the language has.
        word_stocks: Likewise of those that words tell of.
        number: Gives words and items their numbers.

    Attributes:
        number: Of words and items.
        features: Of each chunk.
        lengths: Of each chunk, in characters.
        edges: Of each chunk, whether sentences may end or begin there.
        leads: Of each chunk that begins with a capital, the number of what stands there up to the first mark.
        at_start: Of each chunk, the features that it tells of a text as its first, ``NOTHING`` where it does not.
        at_end: Likewise as its last.
        tokens: The tokens of each chunk.
        kinds: Of each token, its kind: how it is written.
        forms: Of each kind, its number.
        words: Of each kind, the number of its word in lower case.
        marks: Of each kind.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        marks: Sequence[Mark],
        stocks: Mapping[Inventory, Stock],
        word_stocks: Mapping[WordInventory, Stock],
        number: Numbering,
    ) -> None:
        self._lexicon, self._marks, self.number = lexicon, marks, number
        self._stocks, self._word_stocks = stocks, word_stocks
        self._chunks, self._kinds = Numbering(), Numbering()
        self._characters = 0
        self.features, self.lengths, self.edges = Column(np.uint64), Column(np.int32), Column(np.uint8)
        self.leads = Column(np.int32)
        self.at_start = Answers(features_at_start, self._chunks)
        self.at_end = Answers(features_at_end, self._chunks)
        self.tokens, self.kinds = Ragged(), Column(np.int32)
        self.forms, self.words, self.marks = Column(np.int32), Column(np.int32), Column(np.uint16)

    @property
    def is_full(self) -> bool:
        """Whether there is so much that it is time to begin afresh."""
        return len(self._chunks) > _MOST_CHUNKS or self._characters > _MOST_CHARACTERS

    def stock_of(self, kind: Inventory | WordInventory) -> Stock | None:
        """The items of a kind, None where none are asked for."""
        return self._stocks.get(kind) if isinstance(kind, Inventory) else self._word_stocks.get(kind)

    def numbers(self, chunks: Iterable[str]) -> Numbers:
        """Chunks by number."""
        known, known_kinds = len(self._chunks), len(self._kinds)
        numbers = np.fromiter(map(self._chunks.__getitem__, chunks), np.int64)
        if len(self._chunks) > known:
            self._absorb(cast("list[str]", self._chunks.things[known:]))
            self._absorb_kinds(cast("list[str]", self._kinds.things[known_kinds:]))
        return numbers

    def _absorb(self, chunks: Sequence[str]) -> None:
        read = Chunks(chunks, self._lexicon)
        self._characters += int(read.lengths.sum())
        self.features.extend(read.features)
        self.lengths.extend(read.lengths)
        self.edges.extend(read.edges())
        self.leads.extend([self.number[lead] if lead else NOTHING for lead in read.leads()])
        self.tokens.extend(np.fromiter(map(len, read.tokens), np.int64, len(chunks)))
        self.kinds.extend([*map(self._kinds.__getitem__, chain.from_iterable(read.tokens))])
        for kind, stock in self._stocks.items():
            places = np.flatnonzero(read.features & np.uint64(kind.where) != 0)
            found = (stock.read(chunks[place], read.lexeme(place)) for place in places.tolist())
            stock.extend(found, np.zeros(len(chunks), np.int64), places)

    def _absorb_kinds(self, tokens: Sequence[str]) -> None:
        words = [*map(str.lower, tokens)]
        self.forms.extend([*map(self.number.__getitem__, tokens)])
        self.words.extend([*map(self.number.__getitem__, words)])
        self.marks.extend(self._marked(tokens, words))
        for stock in self._word_stocks.values():
            stock.extend(map(stock.read, words), np.zeros(len(words), np.int64), slice(None))

    def _marked(self, tokens: Sequence[str], words: Sequence[str]) -> Bits:
        marks = np.zeros(len(tokens), np.uint64)
        for mark in self._marks:
            has = map(bool, map(mark.has, tokens if mark.sees_case else words))
            marks |= np.fromiter(has, np.uint64, len(tokens)) * np.uint64(mark.bit)
        return marks


class Register:
    """The chunks of both languages, as far as they have been met.

    Words and items share their numbers, so that they can be compared across the languages.

    Attributes:
        number: Of words and items.
        indonesian: The chunks of sources.
        english: The chunks of targets.
        sounds: Of words, the number of the skeleton that tells names, ``NOTHING`` for one that is too short.
    """

    def __init__(self) -> None:
        number = self.number = Numbering()
        self.indonesian = _shelf(INDONESIAN_LEXICON, INDONESIAN_MARKS, attrgetter("indonesian"), number)
        self.english = _shelf(ENGLISH_LEXICON, ENGLISH_MARKS, attrgetter("english"), number)
        self.sounds = Answers(partial(_sound, number), number)

    @property
    def is_full(self) -> bool:
        """Whether there is so much that it is time to begin afresh."""
        return self.indonesian.is_full or self.english.is_full


def _sound(number: Numbering, word: str) -> int:
    sound = skeleton(word)
    return number[sound] if len(sound) >= SHORTEST_SOUND else NOTHING


def _shelf(lexicon: Lexicon, marks: Sequence[Mark], reader: Callable[[object], Any], number: Numbering) -> Shelf:
    stocks = {kind: Stock(reader(kind), number) for kind in INVENTORIES if reader(kind)}
    word_stocks = {kind: Stock(reader(kind), number) for kind in WORD_INVENTORIES if reader(kind)}
    return Shelf(lexicon, marks, stocks, word_stocks, number)
