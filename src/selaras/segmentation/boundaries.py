"""Where one sentence ends and the next begins: candidates, and the rules that judge them.

A candidate is a run of end marks with the closing quotes and brackets behind it. The rules
are asked in order; the first that knows the answer decides. Every look around a candidate is
bounded, so the whole takes time proportional to the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .lexicon import abbreviation_table, capital_abbreviations, words
from .options import AbbreviationClass, SegmentationOptions

MARKS = ".!?…"
CLOSERS = "\"'”’»›)\\]}"
OPENERS = "\"'“‘«‹„‚([{*"

# Never fails once it has found a mark, so a million full stops cost one match.
_CANDIDATE = re.compile(rf"([{MARKS}]++(?:[ \u00a0][{MARKS}]++)*+)((?:[{CLOSERS}]|\[\d{{1,3}}\])*+)(\s*+)")
_NEXT = re.compile(rf"([{OPENERS}]{{0,6}})(?:[-–—•]\s?)?([^\W_][\w\u0300-\u036f’'-]{{0,40}})?")
_NUMBER = re.compile(r"\d[\d.,]*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})*\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,4}\Z")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_MARKER = re.compile(
    r"\W*(?:(?:BAB|Bab|Bagian|BAGIAN|Pasal|PASAL|Lampiran|LAMPIRAN)\s+)?(?:\d{1,3}|[A-Za-z]|[IVXLCivx]{1,6})\Z"
)
_VOWEL = re.compile("[aiueoAIUEO]")
_BRAND = re.compile(r"(?:[a-z]{1,3}[A-Z]\w|(?:al|an|ar|as|at|ash|el|bin)-[A-Z])")
_DOMAIN = re.compile(
    r"(?i:com|co|id|net|org|info|go|ac|tv|my|uk|us|js|pdf|docx?|xlsx?|html?|php|jpe?g|png|mp3|mp4|exe|zip)\b"
)
# A subject with its comma and then a second verb, but no first one: the stop before it was a slip.
_HEADLESS = re.compile(
    r"(?:[A-Z][\w-]*\s){0,3}[A-Z][\w-]*,\s(?:dan|serta|lalu|kemudian)\s"
    r"(?!menteri|mental|mentor|member|memori|mereka|merek)(?:meng|meny|mem|men|mel|mer|ber|di|ter)\w{4}"
)
_SPEAKER = re.compile(r"(?:[A-Z][\w.'-]*\s){0,3}[A-Z][\w.'-]*\s+(\w+)")
_QUOTES = "\"'”’»›"

Rule = Callable[["Candidate"], bool | None]


class Knowledge:
    """The word lists as one set of options sees them."""

    __slots__ = ("abbreviations", "attribution", "cannot_end", "capitals", "class_nouns", "common", "starters")

    def __init__(self, options: SegmentationOptions) -> None:
        self.abbreviations = abbreviation_table(options.abbreviations)
        self.capitals = capital_abbreviations(options.abbreviations)
        self.starters = words("starters")
        self.common = words("common_words")
        self.cannot_end = words("cannot_end")
        self.attribution = words("attribution")
        self.class_nouns = words("class_nouns")


class Candidate:
    """A run of end marks in its sentence, with the token before it and the word behind it."""

    __slots__ = (
        "before", "closers", "end", "gap", "knowledge", "mark", "mark_start", "next", "next_start",
        "openers", "start", "text", "word_start",
    )  # fmt: skip

    def __init__(self, text: str, start: int, match: re.Match[str], knowledge: Knowledge) -> None:
        self.text = text
        self.start = start
        self.knowledge = knowledge
        self.mark, self.closers, self.gap = match.groups()
        self.mark_start, self.next_start = match.span()
        self.end = match.end(2)
        token = text[max(start, self.mark_start - 48) : self.mark_start].split()
        self.before = token[-1].lstrip(OPENERS) if token else ""
        following = _NEXT.match(text, self.next_start)
        self.openers, word = following.groups() if following else ("", None)
        self.next = word or ""
        self.word_start = following.start(2) if following and word else self.next_start

    @property
    def abbreviation(self) -> AbbreviationClass | None:
        """The class of the token before a single full stop."""
        if self.mark != ".":
            return None
        kind = self.knowledge.abbreviations.get(self.before)
        if kind is None and len(self.next) > 1 and self.next.isupper():
            kind = self.knowledge.capitals.get(self.before)
        return kind

    @property
    def has_quote(self) -> bool:
        """Whether a quotation closes behind the mark."""
        return any(quote in self.closers for quote in _QUOTES)

    @property
    def starts_sentence(self) -> bool:
        """Whether the next word is one that opens sentences and not names."""
        word = self.next.lower()
        if word in self.knowledge.starters:
            return True
        return word in self.knowledge.common and not (len(word) > 1 and self.next.isupper())

    def previous_words(self, count: int) -> list[str]:
        """Up to ``count`` tokens before the one that the mark follows."""
        window = self.text[max(self.start, self.mark_start - 100) : self.mark_start]
        return window.split()[-count - 1 : -1]


def _nothing_before(c: Candidate) -> bool | None:
    return None if c.before and c.text[c.start : c.mark_start].strip(OPENERS + " ") else False


def _nothing_behind(c: Candidate) -> bool | None:
    return None if c.next else False


def _list_marker(c: Candidate) -> bool | None:
    if c.mark_start - c.start <= 20 and c.mark == "." and _MARKER.match(c.text[c.start : c.mark_start]):
        return False
    return None


def _inside_brackets(c: Candidate) -> bool | None:
    low = max(c.start, c.mark_start - 300)
    opened = c.text.rfind("(", low, c.mark_start)
    if opened < 0 or c.text.rfind(")", opened, c.end) > 0:
        return None
    closed = c.text.find(")", c.end, c.end + 300)
    return False if closed > 0 and c.text.find("(", c.end, closed) < 0 else None


def _glued(c: Candidate) -> bool | None:
    """No white space behind the mark: a boundary only where a sentence surely starts."""
    if c.gap:
        return None
    if not c.next or not _is_capital(c.next[0]) or "/" in c.before or "@" in c.before or "www." in c.before:
        return False
    if c.closers or c.openers:
        return None
    if _DOMAIN.match(c.next) and c.next.lower() not in c.knowledge.starters:
        return False
    if c.mark == "." and (c.abbreviation or not _is_full_word(c.before)):
        return False
    return (
        None if len(c.next) > 1 and not c.next.isupper() and c.text[c.word_start + len(c.next) :][:1] != "." else False
    )


def _small_letter(c: Candidate) -> bool | None:
    first = c.next[0]
    if _is_capital(first) or first.isdigit() or not first.islower():
        return None
    return bool(c.gap and len(c.before) > 2 and not c.abbreviation and _BRAND.match(c.next))


def _attribution(c: Candidate) -> bool | None:
    if not c.has_quote or c.openers:
        return None
    if c.next.lower() in c.knowledge.attribution:
        return (
            False
            if not re.match(r"\s+(?:itu|ini|tersebut|yang)\b", c.text[c.word_start + len(c.next) :][:12])
            else None
        )
    if "." not in c.mark and (speaker := _SPEAKER.match(c.text, c.next_start, c.next_start + 120)):
        return False if speaker[1] in c.knowledge.attribution else None
    return None


def _cannot_end(c: Candidate) -> bool | None:
    return False if c.mark[0] in ".…" and not c.has_quote and c.before in c.knowledge.cannot_end else None


def _headless(c: Candidate) -> bool | None:
    if c.mark == "." and not c.closers and not c.openers and _HEADLESS.match(c.text, c.next_start, c.next_start + 120):
        return False
    return None


def _before_number(c: Candidate) -> bool | None:
    if not c.next[0].isdigit() or c.openers.strip("("):
        return None
    if c.abbreviation is AbbreviationClass.NUMBER or c.abbreviation is AbbreviationClass.NEVER:
        return False
    if c.mark == "." and _THOUSANDS.match(c.before):
        number = _NUMBER.match(c.text, c.word_start)
        assert number
        return len(number[0].rstrip(".,")) != 3
    if c.openers:
        return None
    return not _looks_abbreviated(c)


def _known_abbreviation(c: Candidate) -> bool | None:
    kind = c.abbreviation
    if kind is None or c.has_quote or kind is AbbreviationClass.NUMBER:
        return None
    if kind is AbbreviationClass.NEVER:
        return False
    if kind is AbbreviationClass.DEGREE and not c.next.isupper():
        previous = c.previous_words(1)
        if previous and previous[0].endswith((",", ".,")):
            return not _is_degree(c)
    return c.starts_sentence


def _initial(c: Candidate) -> bool | None:
    if c.mark != "." or c.has_quote:
        return None
    if len(c.before) == 1 and c.before.isalpha():
        previous = c.previous_words(1)
        if previous and previous[0].lower() in c.knowledge.class_nouns:
            return True
        return c.starts_sentence
    if _DOTTED.match(c.before) and c.before[0].isupper():
        return c.starts_sentence
    return None


def _unknown_abbreviation(c: Candidate) -> bool | None:
    return c.starts_sentence if c.mark == "." and not c.has_quote and _looks_abbreviated(c) else None


RULES: tuple[Rule, ...] = (
    _nothing_before,
    _nothing_behind,
    _list_marker,
    _inside_brackets,
    _glued,
    _small_letter,
    _attribution,
    _cannot_end,
    _before_number,
    _known_abbreviation,
    _initial,
    _unknown_abbreviation,
    _headless,
)


def iter_boundaries(text: str, knowledge: Knowledge) -> Iterator[int]:
    """Offsets behind the last mark or closer of every sentence but the last, in order."""
    start = 0
    for match in _CANDIDATE.finditer(text):
        if match.end() == len(text):
            return
        candidate = Candidate(text, start, match, knowledge)
        if is_boundary(candidate):
            yield candidate.end
            start = candidate.next_start


def is_boundary(candidate: Candidate) -> bool:
    """Whether a sentence ends at the candidate: the answer of the first rule that has one, else yes."""
    for rule in RULES:
        answer = rule(candidate)
        if answer is not None:
            return answer
    return True


def _is_capital(letter: str) -> bool:
    return letter != letter.lower()


def _is_full_word(token: str) -> bool:
    return len(token) > 2 and (token[-3:].islower() or token[-1].isdigit()) and "." not in token


def _is_degree(c: Candidate) -> bool:
    token = c.text[c.word_start : c.word_start + 8].split()[0].rstrip(".,")
    return c.knowledge.abbreviations.get(token) is AbbreviationClass.DEGREE


def _looks_abbreviated(c: Candidate) -> bool:
    token = c.before
    return 1 < len(token) < 6 and token.isalpha() and not token.isupper() and not _VOWEL.search(token)
