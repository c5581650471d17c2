"""Many pairs seen at once, so that checks can rule out in columns what they need not measure pair by pair.

A check never decides on a block: its screen tells which pairs it may hit, and its one measure looks at those alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from ..model import Pair
from .analysis import ENGLISH, INDONESIAN, AnalysedText, Analysis, Language, has_measurements, lazy
from .chunks import BREAKS, ENDS, OPENS, Bits, Numbers
from .features import EMPTY, MEASURED, NOT_ASCII, NOT_PRINTABLE, features_of_whole
from .inventory import MOST_MARKS, Inventory, WordInventory
from .register import NOTHING, Register, Shelf

Mask = NDArray[np.bool_]
_T = TypeVar("_T")

# At most 4,096, see below; so long a column is worth numpy's while, and so few texts take little memory.
MOST_PAIRS = 2000
_MOST_CHARACTERS = 1_000_000
_IDLE: list[Register] = []
# A large odd factor spreads phrases over all bits but those for the place of the text.
_FACTOR = np.int64(0x2545F4914F6CDD1D)
_TEXT_BITS = 12
# A key of 64 bits is the place of a pair, a number and, for words, the marks of both sides.
_NUMBER_BITS, _SIDE_BITS = 32, MOST_MARKS + 1
_MARK_BITS = 2 * _SIDE_BITS
_STANDS = np.uint64(1 << _SIDE_BITS - 1)
_MARKS_OF_SIDE = np.uint64((1 << _SIDE_BITS) - 1)


@dataclass(frozen=True, slots=True)
class SharedWords:
    """The distinct words of each pair, in lower case.

    Attributes:
        pair: The place of the pair.
        word: The number of the word.
        ours: Marks of the word in the source.
        theirs: Marks of the word in the target.
        in_source: Whether it stands in the source.
        in_target: Whether it stands in the target.
    """

    pair: Numbers
    word: Numbers
    ours: Bits
    theirs: Bits
    in_source: Mask
    in_target: Mask

    def ours_have(self, mark: int) -> Mask:
        """Which have a mark in the source."""
        return cast(Mask, self.ours & np.uint64(mark) != 0)

    def theirs_have(self, mark: int) -> Mask:
        """Which have a mark in the target."""
        return cast(Mask, self.theirs & np.uint64(mark) != 0)


@dataclass(frozen=True, slots=True)
class SharedItems:
    """The distinct items of each pair.

    Attributes:
        pair: The place of the pair.
        item: The number of the item.
        ours: How often the source has it.
        theirs: How often the target has it.
    """

    pair: Numbers
    item: Numbers
    ours: Numbers
    theirs: Numbers

    @property
    def keys(self) -> Numbers:
        """The place and the number as one."""
        return keys_of(self.pair, self.item)


class Side:
    """One side of the pairs of a block.

    Args:
        texts: As they stand in the corpus or file.
        shelf: The chunks of its language.

    Attributes:
        texts: As they were given.
        lengths: Of the texts, in characters.
        is_spaced_once: Whether one character of white space at most stands anywhere, and none at the edges.
        features: Of the texts, as ``AnalysedText`` has them.
    """

    def __init__(self, texts: Sequence[str], shelf: Shelf) -> None:
        self._shelf = shelf
        self.texts = texts
        counts: list[int] = []
        self.chunks = shelf.numbers(chain.from_iterable(_split(texts, counts)))
        sizes = np.array(counts)
        self.starts = np.cumsum(sizes) - sizes
        self.text_of_chunk = np.repeat(np.arange(len(texts)), sizes)
        self.lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        letters = np.add.reduceat(shelf.lengths[self.chunks], self.starts)
        self.is_spaced_once: Mask = self.lengths == letters + sizes - 1
        self.features: Bits = np.bitwise_or.reduceat(shelf.features[self.chunks], self.starts)
        self.features |= self._features_of_wholes(self.starts + sizes - 1)

    def _features_of_wholes(self, ends: Numbers) -> Bits:
        """What ``features_of_whole`` tells of each, told by its first and last chunk where the spaces are usual."""
        at_edges = self._shelf.at_start[self.chunks[self.starts]] | self._shelf.at_end[self.chunks[ends]]
        is_told = (at_edges != NOTHING) & self.is_spaced_once
        found = at_edges.astype(np.uint64)
        found |= ~np.fromiter(map(str.isascii, self.texts), np.bool_, len(ends)) * np.uint64(NOT_ASCII)
        found |= ~np.fromiter(map(str.isprintable, self.texts), np.bool_, len(ends)) * np.uint64(NOT_PRINTABLE)
        for place in np.flatnonzero(~is_told).tolist():
            found[place] = features_of_whole(self.texts[place])
        return found

    @lazy
    def features_of_each(self) -> list[int]:
        """The features of every text."""
        return cast("list[int]", self.features.tolist())

    @lazy
    def _tokens(self) -> tuple[Numbers, Numbers]:
        return self._shelf.tokens.spread(self.chunks)

    @lazy
    def _kinds(self) -> Numbers:
        return self._shelf.kinds[self._tokens[1]]

    @lazy
    def words(self) -> Numbers:
        """The number of every word in lower case, in order."""
        return self._shelf.words[self._kinds]

    @lazy
    def text_of_word(self) -> Numbers:
        """For every word, the place of its text."""
        return self.text_of_chunk[self._tokens[0]]

    @lazy
    def forms(self) -> Numbers:
        """The number of every word as it is written, in order."""
        return self._shelf.forms[self._kinds]

    @lazy
    def marks(self) -> Bits:
        """The marks of every word."""
        return self._shelf.marks[self._kinds].astype(np.uint64)

    def have(self, mark: int) -> Mask:
        """Whether each word has a mark."""
        return cast(Mask, self.marks & np.uint64(mark) != 0)

    def phrases(self, length: int) -> tuple[Numbers, Numbers]:
        """The phrases of so many words: the place of the text of each, and how often it comes there."""
        keys = np.sort(self.keys_of_phrases(length))
        starts = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
        return text_of_phrase(keys[starts]), np.diff(starts, append=len(keys))

    def keys_of_phrases(self, length: int, some: Mask | None = None, without: int = 0) -> Numbers:
        """Every phrase of so many words as one number, with the place of its text.

        Two may be taken for one, by a chance of one in 2**52.

        Args:
            length: In words.
            some: The texts that are asked about, None for all.
            without: Features of chunks that are passed over, as if they were not there.
        """
        words, text = self.words, self.text_of_word
        if some is not None:
            features = self._shelf.features[self.chunks[self._tokens[0]]]
            is_asked = some[text] & (features & np.uint64(without) == 0)
            words, text = words[is_asked], text[is_asked]
        last = length - 1
        whole = text[last:] == text[: len(text) - last]
        keys = np.zeros(int(whole.sum()), np.int64)
        for place in range(length):
            keys = (keys + words[place : len(words) - last + place][whole]) * _FACTOR
        return cast(Numbers, keys << _TEXT_BITS | text[last:][whole])

    def repeat_at_once(self, lengths: Iterable[int], some: Mask) -> Numbers:
        """The places of those of some texts that say a phrase of one of these lengths twice in a row."""
        words, text = self.words, self.text_of_word
        words, text = words[some[text]], text[some[text]]
        found = [text[:0]]
        for length in lengths:
            is_again = (words[length:] == words[:-length]) & (text[length:] == text[:-length])
            before = np.concatenate([[0], np.cumsum(is_again)])
            found.append(text[length:][np.flatnonzero(before[length:] - before[:-length] == length)])
        return np.concatenate(found)

    @lazy
    def starters(self) -> tuple[Numbers, Numbers]:
        """The texts and the first words of their sentences, as far as those have capitals.

        They are right where there is but one space between words.
        """
        follows = (self._shelf.edges[self.chunks[:-1]] & BREAKS).astype(np.bool_)
        leads, text = self._shelf.leads[self.chunks[1:]], self.text_of_chunk
        behind = np.flatnonzero(follows & (leads != NOTHING) & (text[1:] == text[:-1]))
        first = np.flatnonzero(np.diff(self.text_of_word, prepend=-1))
        texts = np.concatenate([text[1:][behind], self.text_of_word[first]])
        return texts, np.concatenate([leads[behind], self.forms[first]])

    @lazy
    def boundaries(self) -> Numbers:
        """How often a sentence may end inside each text."""
        edges = self._shelf.edges[self.chunks]
        ends = (edges[:-1] & ENDS).astype(np.bool_) & (edges[1:] & OPENS).astype(np.bool_)
        text = self.text_of_chunk
        return np.bincount(text[1:][ends & (text[1:] == text[:-1])], minlength=len(self.lengths))

    @lazy
    def hashes(self) -> list[int]:
        """A number for every text, by which equal ones are known while the process lives."""
        return [*map(hash, self.texts)]

    @lazy
    def word_counts(self) -> Numbers:
        """How many words each text has."""
        return np.bincount(self.text_of_word, minlength=len(self.lengths))

    def analysed(self, place: int, language: Language) -> AnalysedText:
        """One of the texts by itself."""
        return _TextOfSide(self, place, language)

    @lazy
    def _ends_of_words(self) -> list[int]:
        """Behind the first words, of each text, the last one; behind those of none."""
        return [0, *np.cumsum(self.word_counts).tolist()]

    def told(self, numbers: Numbers, place: int) -> list[str]:
        """The words of one of the texts by their numbers, ``words`` or ``forms``."""
        start, end = self._ends_of_words[place : place + 2]
        return self._shelf.number.told(numbers[start:end])

    def items(self, kind: Inventory | WordInventory) -> tuple[Numbers, Numbers]:
        """The items of a kind: the places of their texts, and their numbers."""
        stock = self._shelf.stock_of(kind)
        if stock is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        by_chunk = isinstance(kind, Inventory)
        holders, texts = (self.chunks, self.text_of_chunk) if by_chunk else (self._kinds, self.text_of_word)
        holder, place = stock.held.spread(holders)
        return texts[holder], stock.items[place]


def _split(texts: Iterable[str], sizes: list[int]) -> Iterator[list[str]]:
    """The chunks of each text, forgotten before the next, so that they stay in the cache of a processor.

    Args:
        texts: What is nothing but white space has one empty chunk, so that columns have no gaps.
        sizes: Gets how many chunks each has.
    """
    for text in texts:
        chunks = text.split() or [""]
        sizes.append(len(chunks))
        yield chunks


class _TextOfSide(AnalysedText):
    """One of the texts of a side, where its words are known by number."""

    def __init__(self, side: Side, place: int, language: Language) -> None:
        super().__init__(side.texts[place], language)
        self.features = side.features_of_each[place]
        self._side, self._place = side, place

    @lazy
    def tokens(self) -> list[str]:
        """As ``AnalysedText`` has them."""
        return self._side.told(self._side.forms, self._place)

    @lazy
    def words(self) -> list[str]:
        """As ``AnalysedText`` has them."""
        return self._side.told(self._side.words, self._place)


class Block:
    """Pairs that stream by together.

    Args:
        pairs: At least one.
        register: The chunks that were met so far.
    """

    def __init__(self, pairs: Sequence[Pair], register: Register) -> None:
        self.pairs = pairs
        self._register = register
        self.source = Side([pair.source for pair in pairs], register.indonesian)
        self.target = Side([pair.target for pair in pairs], register.english)
        measured = [has_measurements(pair) for pair in pairs]
        self.target.features |= np.array(measured, np.uint64) * np.uint64(MEASURED)
        self._items: dict[Inventory | WordInventory, SharedItems] = {}
        self._answers: dict[object, Any] = {}

    def __len__(self) -> int:
        return len(self.pairs)

    def count(self, places: Numbers) -> Numbers:
        """How often each pair is among some places."""
        return np.bincount(places, minlength=len(self))

    def among(self, places: Numbers) -> Mask:
        """Whether each pair is among some places."""
        found = np.zeros(len(self), np.bool_)
        found[places] = True
        return found

    @lazy
    def comparable(self) -> Mask:
        """Whether both sides have text."""
        return ~self.either_has(EMPTY)

    def all_or_none(self, is_so: bool) -> Mask:
        """What holds of all pairs or of none."""
        return np.full(len(self), is_so)

    def shares_phrases(self, length: int, some: Mask, without: int) -> Mask:
        """Whether both sides have a phrase of so many words, see ``keys_of_phrases``."""
        ours, theirs = (side.keys_of_phrases(length, some, without) for side in (self.source, self.target))
        return self.among(text_of_phrase(theirs[is_among(theirs, ours)]))

    def measured(self, name: str) -> NDArray[np.float64]:
        """What the model told of each pair under a name, not a number where it told nothing."""
        if not self.target_has(MEASURED).any():
            return np.full(len(self), np.nan)
        return np.array([getattr(pair.measurements, name) for pair in self.pairs], np.float64)

    def target_has(self, features: int) -> Mask:
        """Whether the target has one of the features."""
        return cast(Mask, self.target.features & np.uint64(features) != 0)

    def either_has(self, features: int) -> Mask:
        """Whether one side has one of the features."""
        return cast(Mask, (self.source.features | self.target.features) & np.uint64(features) != 0)

    def shut(self, screened: Iterable[tuple[int, Mask]]) -> list[int]:
        """For each pair the bits of the screens that do not let it through.

        Args:
            screened: Places of bits, each with the pairs that a screen lets through.
        """
        # As many bits as one number of numpy holds go together.
        shut: dict[int, Bits] = {}
        for place, may_hit in screened:
            part, bit = divmod(place, 64)
            bits = shut.setdefault(part, np.zeros(len(self), np.uint64))
            bits |= (~may_hit).astype(np.uint64) << np.uint64(bit)
        whole = [0] * len(self)
        for part, bits in shut.items():
            whole = [found | more << 64 * part for found, more in zip(whole, bits.tolist(), strict=True)]
        return whole

    @lazy
    def words(self) -> SharedWords:
        """The distinct words of each pair."""
        keys = np.concatenate([_keys(self.source, 0), _keys(self.target, _SIDE_BITS)])
        keys.sort()
        number = keys >> np.uint64(_MARK_BITS)
        starts = np.flatnonzero(np.diff(number, prepend=~number[:1]))
        if not len(starts):
            nothing, nobody = np.zeros(0, np.int64), np.zeros(0, np.bool_)
            return SharedWords(nothing, nothing, nothing.astype(np.uint64), nothing.astype(np.uint64), nobody, nobody)
        number, marks = number[starts], np.bitwise_or.reduceat(keys, starts)
        ours, theirs = marks & _MARKS_OF_SIDE, marks >> np.uint64(_SIDE_BITS) & _MARKS_OF_SIDE
        pair = (number >> np.uint64(_NUMBER_BITS)).astype(np.int64)
        word = (number & np.uint64((1 << _NUMBER_BITS) - 1)).astype(np.int64)
        return SharedWords(pair, word, ours, theirs, (ours & _STANDS) != 0, (theirs & _STANDS) != 0)

    def items(self, kind: Inventory | WordInventory) -> SharedItems:
        """The distinct items of a kind in each pair."""
        found = self._items.get(kind)
        if found is None:
            found = self._items[kind] = _shared_items(self.source.items(kind), self.target.items(kind))
        return found

    def totals(self, kind: Inventory | WordInventory) -> tuple[Numbers, Numbers]:
        """How many items of a kind the source and the target of each pair have."""
        items = self.items(kind)
        ours, theirs = (np.bincount(items.pair, weights, len(self)) for weights in (items.ours, items.theirs))
        return ours.astype(np.int64), theirs.astype(np.int64)

    def ask(self, question: Callable[[Block], _T]) -> _T:
        """The answer to what several checks ask, worked out once."""
        if question not in self._answers:
            self._answers[question] = question(self)
        return cast(_T, self._answers[question])

    def numbers(self, things: Iterable[Hashable]) -> Numbers:
        """The numbers of words or items."""
        return np.fromiter(map(self._register.number.__getitem__, things), np.int64)

    def told(self, numbers: Numbers) -> list[str]:
        """The words that have some numbers."""
        return self._register.number.told(numbers)

    def sounds(self, words: Numbers) -> Numbers:
        """The skeletons of words as ``Register.sounds`` has them."""
        return self._register.sounds[words]

    def analysis(self, place: int) -> Analysis:
        """One of the pairs by itself."""
        pair = self.pairs[place]
        return Analysis(pair, self.source.analysed(place, INDONESIAN), self.target.analysed(place, ENGLISH))


def keys_of(pair: Numbers, number: Numbers) -> Numbers:
    """One number for a pair and the number of a word or item."""
    return pair << _NUMBER_BITS | number


def text_of_phrase(keys: Numbers) -> Numbers:
    """The places of the texts of phrases."""
    return keys & (1 << _TEXT_BITS) - 1


def is_among(keys: Numbers, others: Numbers) -> Mask:
    """Whether each of some keys is among others, by sorting, which numpy does faster than hashing."""
    if not len(others):
        return np.zeros(len(keys), np.bool_)
    others = np.sort(others)
    return cast(Mask, others[np.minimum(np.searchsorted(others, keys), len(others) - 1)] == keys)


def _keys(side: Side, shift: int) -> Bits:
    """Every word of a side as pair, number and marks."""
    number = keys_of(side.text_of_word, side.words).astype(np.uint64)
    return number << np.uint64(_MARK_BITS) | (side.marks | _STANDS) << np.uint64(shift)


def _shared_items(ours: tuple[Numbers, Numbers], theirs: tuple[Numbers, Numbers]) -> SharedItems:
    keys = np.concatenate(
        [(pair << _NUMBER_BITS | item) << 1 | side for side, (pair, item) in enumerate((ours, theirs))]
    )
    keys.sort()
    number = keys >> 1
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    times = np.diff(starts, append=len(keys))
    in_target = np.add.reduceat(keys & 1, starts) if len(starts) else times
    number = number[starts]
    return SharedItems(number >> _NUMBER_BITS, number & (1 << _NUMBER_BITS) - 1, times - in_target, in_target)


def blocks_of(pairs: Iterable[Pair], most: int = MOST_PAIRS) -> Iterator[Block]:
    """The pairs in blocks, in order.

    Args:
        pairs: What goes wrong while they are read is raised once those before it are through.
        most: How many pairs a block has, up to 2,000; long texts make it shorter.
    """
    register = _idle_register()
    for some in _batches(pairs, min(most, MOST_PAIRS)):
        if register.is_full:
            register = Register()
        yield Block(some, register)
    _IDLE[:] = [register]


def _idle_register() -> Register:
    """The register of a file that is through, since chunks come again in the next; two threads never share one."""
    try:
        return _IDLE.pop()
    except IndexError:
        return Register()


def _batches(pairs: Iterable[Pair], most: int) -> Iterator[list[Pair]]:
    batch: list[Pair] = []
    characters = 0
    try:
        for pair in pairs:
            batch.append(pair)
            characters += len(pair.source) + len(pair.target)
            if len(batch) == most or characters >= _MOST_CHARACTERS:
                yield batch
                batch, characters = [], 0
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
