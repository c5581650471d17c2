"""Places where a sentence may end, with what stands around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .lexicon import Knowledge
from .options import AbbreviationClass

MARKS = ".!?…"
QUOTES = "\"'”’»›"
OPENERS = "\"'`“‘«‹„‚([{*"
EMOJI = "\u2600-\u26ff\u2764\ufe0f\U0001f000-\U0001faff"

# Never fails once it has found a mark, so a million full stops cost one match.
_CANDIDATE = re.compile(
    rf"([{MARKS}]++(?:\s++[{MARKS}]++)*+)"
    rf"((?:[{QUOTES})\]}}]|\[\d{{1,3}}\]|\s*+[{EMOJI}]++)*+)"
    r"(\s*+)"
)
# Scraped text opens quotations with closing marks and leaves empty brackets where a link was.
_NEXT = re.compile(
    rf"((?:\([,\s]?\)\s?)?(?:,(?=[{OPENERS}{QUOTES}]))?[{OPENERS}{QUOTES}]{{0,6}})"
    r"\s*+(?:[-–—•]\s*+)?([@#$€£+]?)([^\W_][\w\u0300-\u036f’'-]{0,40})?"
)
_WORD_AFTER = re.compile(r"[,;]?\s+([^\W\d_]+)")
_LAST_PART = re.compile(r"[.\-–/]([^\W\d_]{2,})\Z")


def iter_marks(text: str) -> Iterator[re.Match[str]]:
    """Every run of end marks, with groups for the marks, the closers behind them and the white space behind those."""
    return _CANDIDATE.finditer(text)


class StraightQuotation:
    """Whether a quotation in straight marks is open, counted within the sentence and read only once."""

    __slots__ = ("counted", "opened", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.counted = 0
        self.opened = False

    def is_open(self, offset: int) -> bool:
        """Whether the marks up to ``offset`` leave a quotation open; offsets must not decrease."""
        self.opened ^= self.text.count('"', self.counted, offset) % 2 == 1
        self.counted = offset
        return self.opened

    def start_sentence(self, end: int, start: int) -> None:
        """Carry an open quotation into the next sentence, unless that opens one itself."""
        self.opened = self.is_open(end) and not self.text.startswith('"', start)


class Candidate:
    """A run of end marks in its sentence, with the token before it and the word behind it."""

    __slots__ = (
        "before", "closers", "end", "gap", "knowledge", "mark", "mark_start", "next", "next_start",
        "openers", "sigil", "start", "text", "word_end", "word_start",
    )  # fmt: skip

    def __init__(
        self, text: str, start: int, match: re.Match[str], knowledge: Knowledge, quotation: StraightQuotation
    ) -> None:
        self.text = text
        self.start = start
        self.knowledge = knowledge
        self.mark, self.closers, self.gap = match.groups()
        self.mark_start, self.next_start = match.span()
        self.end = match.end(2)
        if self.closers and not self.gap and self.closers[-1] == '"':
            self._reopen(quotation)
        elif (
            self.gap
            and text.startswith('"', self.next_start)
            and text[self.next_start + 1 : self.next_start + 2].isspace()
        ):
            self._close(quotation)
        token = text[max(start, self.mark_start - 48) : self.mark_start].rsplit(None, 1)
        self.before = _composed(token[-1].lstrip(OPENERS + QUOTES)) if token else ""
        following = _NEXT.match(text, self.next_start)
        assert following
        self.openers: str = following[1]
        self.sigil: str = following[2]
        self.next = _composed(following[3] or "")
        self.word_start = following.start(3) if self.next else self.next_start
        self.word_end = following.end()

    def _reopen(self, quotation: StraightQuotation) -> None:
        """Take a straight quote without space on either side for an opening one where none is open."""
        if not quotation.is_open(self.end - 1):
            self.closers = self.closers[:-1]
            self.end -= 1
            self.next_start = self.end

    def _close(self, quotation: StraightQuotation) -> None:
        """Take a straight quote with space on both sides for a closing one where one is open."""
        if quotation.is_open(self.next_start):
            self.closers += '"'
            self.end = self.next_start + 1
            self.next_start += 2

    @property
    def abbreviation(self) -> AbbreviationClass | None:
        """The class of the token before a single full stop; a unit measures a number or stands for a word."""
        kind = self._listed if self.mark == "." else None
        if kind is AbbreviationClass.UNIT:
            return None if self.previous[-1:].isdigit() else AbbreviationClass.NEVER
        return kind

    @property
    def _listed(self) -> AbbreviationClass | None:
        table = self.knowledge.abbreviations
        if self.before in table:
            return table[self.before]
        if len(self.next) > 1 and self.next.isupper():
            return self.knowledge.capitals.get(self.before)
        last_part = _LAST_PART.search(self.before)
        return table.get(last_part[1]) if last_part else None

    @property
    def has_quote(self) -> bool:
        """Whether a quotation closes behind the mark."""
        return bool(self.closers) and any(quote in self.closers for quote in QUOTES)

    @property
    def starts_sentence(self) -> bool:
        """Whether the next word is one that opens sentences and not names."""
        word = self.next.lower()
        if word in self.knowledge.openers or (len(word) > 6 and word.endswith("nya")):
            return True
        return word in self.knowledge.common and not (len(word) > 1 and self.next.isupper())

    def word_behind(self, offset: int) -> str:
        """The word behind a position, over white space and a comma; empty where there is none."""
        match = _WORD_AFTER.match(self.text, offset)
        return match[1] if match else ""

    @property
    def previous(self) -> str:
        """The token before the one that the mark follows."""
        window = self.text[max(self.start, self.mark_start - 100) : self.mark_start].rsplit(None, 2)
        return window[-2].rpartition(" ")[2] if len(window) > 2 else window[0] if len(window) > 1 else ""


def _composed(token: str) -> str:
    return token if token.isascii() else unicodedata.normalize("NFC", token)
