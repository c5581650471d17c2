"""What a text has in it, word by word: the features without which a check need not be asked.

A module of checks declares its features beside its word lists, and each of its rules may have a gate, a
condition on the features of both sides without which the rule cannot hit. Words repeat, so each is looked at
once and remembered; which rules pass their gates is worked out once for every combination of features.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import count
from typing import Generic, NamedTuple, TypeVar

from .memo import Memo

_T = TypeVar("_T")

Gate = Callable[[int, int], object]
"""From the features of source and target to something true where a check may hit."""

LONGEST_PLAIN = 20
_MOST_COMBINATIONS = 200_000
# A possessive is not part of the word: "Sunday's" is Sunday.
_TOKEN = re.compile(r"\w+(?:(?:-|['’](?!s\b))\w+)*")
_WRAPPED = re.compile(r"([^\w\s]{0,2})([A-Za-z]{2,})([^\w\s]{0,2})")
_ANY_WORD = "zzz"
_BITS = count()


class Lexeme(NamedTuple):
    """What stands between two spaces.

    Attributes:
        features: The features it has, a bit each.
        tokens: Its words and numbers as written, usually one.
        words: The same in lower case.
    """

    features: int
    tokens: tuple[str, ...]
    words: tuple[str, ...]


_BLANK = Lexeme(0, (), ())


class Lexicon(Memo[Lexeme]):
    """The lexemes of a language, by what stands between two spaces.

    Attributes:
        words: Word -> the features that it has.
        shells: What marks before and behind a plain word add, by the two with a space between.
    """

    def __init__(self) -> None:
        super().__init__(self._read)
        self.words: dict[str, int] = {}
        self.shells = Memo(self._features_of_shell)

    def _read(self, chunk: str) -> Lexeme:
        if _is_plain(chunk):
            return self._plain(chunk)
        wrapped = _WRAPPED.fullmatch(chunk)
        if wrapped is None or not _is_plain(wrapped[2]):
            return self._taken_apart(chunk) if chunk else _BLANK
        word = self[wrapped[2]]
        shell = self.shells[f"{wrapped[1]} {wrapped[3]}"]
        return Lexeme(word.features | shell, *word[1:]) if shell else word

    def _plain(self, chunk: str) -> Lexeme:
        tokens = (chunk,)
        if chunk.islower():
            return Lexeme(PLAIN | self.words.get(chunk, 0), tokens, tokens)
        word = chunk.lower()
        return Lexeme(PLAIN | CAPITAL | self.words.get(word, 0), tokens, (word,))

    def _features_of_shell(self, shell: str) -> int:
        """What the marks before and behind a plain word add, whatever the word."""
        return self._taken_apart(shell.replace(" ", _ANY_WORD)).features & ~PLAIN

    def _taken_apart(self, chunk: str) -> Lexeme:
        lexeme = self.words_in(chunk)
        features = lexeme.features
        for char in chunk:
            features |= _CHARS.get(char, 0)
        for bit, pattern in PATTERNS:
            if pattern.search(chunk):
                features |= bit
        return Lexeme(features, *lexeme[1:])

    def words_in(self, chunk: str) -> Lexeme:
        """The lexeme of any chunk, without the features that patterns and characters tell."""
        tokens = tuple(_TOKEN.findall(chunk))
        words = tuple(map(str.lower, tokens))
        features = 0
        for token, word in zip(tokens, words, strict=True):
            features |= self.words.get(word, 0) | (CAPITAL if token[0].isupper() else 0)
        return Lexeme(features, tokens, words)


def _is_plain(chunk: str) -> bool:
    if not (chunk.isascii() and chunk.isalpha() and len(chunk) <= LONGEST_PLAIN):
        return False
    return chunk.islower() or (chunk.istitle() and len(chunk) > 1)


INDONESIAN_LEXICON = Lexicon()
ENGLISH_LEXICON = Lexicon()
_CHARS: dict[str, int] = {}
PATTERNS: list[tuple[int, re.Pattern[str]]] = []
CHARACTERS: list[tuple[int, re.Pattern[str]]] = []
"""The features of characters once more, for many chunks at once."""


def feature(
    *, indonesian: Iterable[str] = (), english: Iterable[str] = (), chars: str = "", pattern: str | None = None
) -> int:
    """Declare a feature that a text has if any of these occur in it, and give it a bit.

    Args:
        indonesian: Words of the source, in lower case.
        english: Words of the target, in lower case.
        chars: Characters of either side, letters of ASCII left out.
        pattern: What to search in chunks without spaces that are no plain words: up to 20 letters of ASCII,
            small ones or one capital in front. With up to two marks on each side of such a word, it must depend on
            the marks alone. It must not match a line break: of many chunks, each is a line.
    """
    bit: int = 1 << next(_BITS)
    for words, lexicon in ((indonesian, INDONESIAN_LEXICON), (english, ENGLISH_LEXICON)):
        for word in words:
            lexicon.words[word] = lexicon.words.get(word, 0) | bit
    for char in chars:
        _CHARS[char] = _CHARS.get(char, 0) | bit
    if chars:
        CHARACTERS.append((bit, re.compile(f"[{re.escape(chars)}]+")))
    if pattern is not None:
        PATTERNS.append((bit, re.compile(pattern, re.MULTILINE)))
    return bit


CAPITAL = feature()
LETTER = feature(pattern=r"[^\W\d_]+")
SMALL_LETTER = feature(pattern=r"[a-z]+")
PLAIN = LETTER | SMALL_LETTER
DIGIT = feature(chars="0123456789")
ODD_DIGIT = feature(pattern=r"[^\D0-9]")
QUOTE_MARKS = '"“”„«»‟'
QUOTE = feature(chars=QUOTE_MARKS)

EMPTY, MEASURED = feature(), feature()
NOT_ASCII, NOT_PRINTABLE = feature(), feature()
SMALL_START, OTHER_START, BLANK_AT_EDGE, TWO_SPACES = (feature() for _ in range(4))
STOP, QUESTION, EXCLAMATION, COLON, SEMICOLON, ELLIPSIS, NO_END_MARK = (feature() for _ in range(7))
END_MARKS = {".": STOP, "?": QUESTION, "!": EXCLAMATION, ":": COLON, ";": SEMICOLON, "…": ELLIPSIS}
# Before a space, these begin a sentence, or a quotation or list in one.
SENTENCE_BREAKS = ".!?:;“\"'‘([–—-"
OPENERS = " \t\"'“‘«([{-–—…."
_CLOSERS = " \t\"'”’»)]}"


def features_of_whole(text: str) -> int:
    """The features that words do not tell."""
    found = _features_of_start(text) | _features_of_end(text)
    if text[:1].isspace() or text[-1:].isspace():
        found |= BLANK_AT_EDGE | (0 if text.strip() else EMPTY)
    if not text:
        found |= EMPTY
    if not text.isascii():
        found |= NOT_ASCII
    if not text.isprintable():
        found |= NOT_PRINTABLE
    if "  " in text:
        found |= TWO_SPACES
    return found


def _features_of_start(text: str) -> int:
    letter = text[:1] if text[:1].isupper() else text.lstrip(OPENERS)[:1]
    if not letter.isalpha():
        return 0
    return SMALL_START if letter.islower() else OTHER_START


def _features_of_end(text: str) -> int:
    bare = text.rstrip(_CLOSERS)
    return ELLIPSIS if bare.endswith("..") else END_MARKS.get(bare[-1:], NO_END_MARK)


def features_at_start(chunk: str) -> int:
    """The features that the first chunk tells of a text, -1 where it is all marks."""
    return _features_of_start(chunk) if chunk.strip(OPENERS) else -1


def features_at_end(chunk: str) -> int:
    """The features that the last chunk tells of a text, -1 where it is all marks."""
    return _features_of_end(chunk) if chunk.strip(_CLOSERS) else -1


def are_comparable(source: int, target: int) -> bool:
    """Whether both sides have text."""
    return not (source | target) & EMPTY


class Gated(Generic[_T]):
    """Things with gates, of which those are asked for whose gates some features open.

    Args:
        gated: Gates, None for one that is always open, and what stands behind each.
    """

    def __init__(self, gated: Iterable[tuple[Gate | None, _T]]) -> None:
        self.gated = tuple(gated)
        self._open: dict[tuple[int, int], int] = {}
        self._behind: dict[int, tuple[_T, ...]] = {}

    def __call__(self, source: int, target: int, shut: int = 0) -> tuple[_T, ...]:
        """What stands behind open gates, in order.

        Args:
            source: Features of the source.
            target: Features of the target.
            shut: A bit for each place in the order that is shut for another reason.
        """
        is_open = self._open.get((source, target))
        if is_open is None:
            if len(self._open) >= _MOST_COMBINATIONS:
                self._open.clear()
            gates = enumerate(gate for gate, _ in self.gated)
            is_open = sum(1 << place for place, gate in gates if gate is None or gate(source, target))
            self._open[source, target] = is_open
        is_open &= ~shut
        found = self._behind.get(is_open)
        if found is None:
            if len(self._behind) >= _MOST_COMBINATIONS:
                self._behind.clear()
            found = tuple(thing for place, (_, thing) in enumerate(self.gated) if is_open >> place & 1)
            self._behind[is_open] = found
        return found
