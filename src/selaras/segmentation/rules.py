"""The rules that judge a candidate: each knows one reason for a boundary or against it.

A rule answers yes, no, or None where it has nothing to say. Its patterns and looks around are
bounded, so that judging takes the same time whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .candidates import Candidate
from .lexicon import Knowledge
from .options import AbbreviationClass

_NUMBER = re.compile(r"\d[\d.,]*")
_THOUSANDS = re.compile(r"(?:[A-Za-z$]{1,3}\.?)?\d{1,3}(?:[.,]\d{3})*\Z")
# What goes on a number torn apart: "2.904. 678"; only of money more than three digits, "Rp 1. 672.985".
_GROUP = re.compile(r"\d{3}")
_GROUPS = re.compile(r"\d{3}(?:[.,]\d{3})*")
_CLOCK = re.compile(r"\d\d\s?(?i:wib|wita|wit|waktu)\b")
_VERSION = re.compile(r"[vV]\d+\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\Z")
ITEM_NUMBER = r"\d{1,3}(?:\.\d{1,2}){0,3}"
LABEL = "(?i:bab|bagian|pasal|lampiran|gambar|tabel|grafik|bagan|diagram)"
_MARKER = re.compile(
    rf"\W*(?:{ITEM_NUMBER}|[A-Za-z]|[IVXLCivx]{{1,6}}|{LABEL}\s+(?:{ITEM_NUMBER}|[A-Z]|[IVXLC]{{1,6}}))\Z"
)
_VOWEL = re.compile("[aiueoyAIUEOY]")
# A name that starts small: "iPhone", "al-Nusra", "van Gaal"; "di" and "ke" are prepositions.
SMALL_NAME = r"(?:[a-z]{1,3}[A-Z]\w|(?:al|an|ar|as|at|ash|el|bin)-[A-Z]|(?:van|von|de|da|el|al|bin)\s[A-Z])"
_SMALL_NAME = re.compile(SMALL_NAME)
_VERSE = re.compile(r"\d{1,3}:\d")
DOMAIN_NAMES = "com|co|id|net|org|info|go|ac|tv|my|uk|us|js|pdf|docx?|xlsx?|html?|php|jpe?g|png|mp3|mp4|exe|zip"
_DOMAIN = re.compile(rf"(?i:{DOMAIN_NAMES})\b")
SITE = r"\w\.(?:com|co\.id|go\.id|or\.id|ac\.id|id|net|org)"
_SITE = re.compile(rf"{SITE}\Z")
# No address goes on behind a quotation mark or the bracket of a date: "(17/8)".
_CLOSED = re.compile(r"[\"”]\Z|\d{1,2}/\d{1,2}(?:/\d{2,4})?\)\Z")
_ENDING = (AbbreviationClass.MAYBE, AbbreviationClass.DEGREE, AbbreviationClass.FINAL)
_ADDRESS = re.compile(r"[/@#\\]|www\.")
# A subject with its comma and then a second verb, but no first one: the stop before it was a slip.
HEADLESS = (
    r"(?:[A-Z][\w-]*\s){0,3}([A-Z][\w-]*),\s(?:dan|serta)\s"
    r"(?!menteri|mental|mentor|member|memori|mereka|merek)(?:meng|meny|mem|men|mel|mer|ber|di|ter)\w{4}"
)
_HEADLESS = re.compile(HEADLESS)
# A place continued after a slip: "di Croydon. London selatan minggu lalu, sementara …".
PLACE_TAIL = (
    r"[A-Z]\w+(?:\s(?:utara|selatan|timur|barat|tengah|pusat|raya))?"
    r"(?:\s(?:minggu|pekan|bulan|tahun|hari|kemarin|tadi|pagi|siang|sore|malam)(?:\s(?:lalu|ini|itu))?)*"
    r",\s(?:sementara|sedangkan|dan|tetapi|namun|serta|tempat)\s"
)
_PLACE_TAIL = re.compile(PLACE_TAIL)
LATE_SPEAKER = r"\s+(?:[A-Z]|(?:dia|ia|beliau|mereka|seorang|sang|para|salah|pria|wanita|perempuan)\b)"
_LATE_SPEAKER = re.compile(LATE_SPEAKER)
# The attribution introduces what follows: '"… iman." Kata Maria: "Aku …"'.
NEW_QUOTATION = r"[^.!?\"“]{0,80}[:,]\s*[\"“]"
_NEW_QUOTATION = re.compile(NEW_QUOTATION)
# A code in brackets explains the name before it: "PT Astra Tbk. (ASII)".
_CODE = re.compile(r"\([A-Z]{2,8}\)")
# An initial behind a hyphen or a stroke: "Warobay-A. Sunaryo", "Lagi/M. Akrom", but "K/L".
_JOINED_INITIAL = re.compile(r"(?:([A-Z][a-z]+)-|(?<![A-Z0-9])/)([A-Z])\Z")
# The pronoun has no capital behind it, so this is a name: "H. Anda Suhanda".
NAME_ANDA = r"Anda\s[A-Z][a-z]"
_NAME_ANDA = re.compile(NAME_ANDA)
_LETTER_LIST = re.compile(r"\b[A-Z],?\s+(?:dan|atau)\s+[A-Z]\Z")

Rule = Callable[[Candidate], bool | None]


def _address_behind(c: Candidate) -> bool | None:
    """An address, @handle or #tag behind a finished word starts a unit of its own."""
    if c.gap and (c.sigil in {"@", "#"} or c.next in {"http", "https", "www"}):
        return _is_full_word(c.before) or c.before.isupper()
    return None


def _nothing_before(c: Candidate) -> bool | None:
    if c.before or any(map(str.isalnum, c.text[max(c.start, c.mark_start - 100) : c.mark_start])):
        return None
    return False


def _nothing_behind(c: Candidate) -> bool | None:
    return None if c.next else False


def _list_marker(c: Candidate) -> bool | None:
    if c.mark_start - c.start <= 20 and c.mark == "." and _MARKER.match(c.text[c.start : c.mark_start]):
        return False
    return None


def _inside_brackets(c: Candidate) -> bool | None:
    low = max(c.start, c.mark_start - 300)
    opened = c.text.rfind("(", low, c.mark_start)
    if opened < 0 or c.text.find(")", opened, c.end) > 0:
        return None
    closed = c.text.find(")", c.end, c.end + 300)
    return False if closed > 0 and c.text.find("(", c.end, closed) < 0 else None


def _inside_mention(c: Candidate) -> bool | None:
    """A quotation built into the sentence, which goes on in small letters behind it, is not cut."""
    if c.has_quote:
        return None
    low = max(c.start, c.mark_start - 200)
    opened = max(c.text.rfind('"', low, c.mark_start), c.text.rfind("“", low, c.mark_start))
    if opened < c.start + 2:
        return None
    closer = '"' if c.text[opened] == '"' else "”"
    if c.text.find(closer, opened + 1, c.mark_start) > 0 or c.text[opened + 1].isspace():
        return None
    closed = c.text.find(closer, c.end, c.end + 200)
    if closed < 0 or c.text[closed - 1] == "," or not c.text[opened - 2].isalnum():
        return None
    behind = c.word_behind(closed + 1)
    return False if behind.islower() and behind not in c.knowledge.attribution else None


def _glued(c: Candidate) -> bool | None:
    """No white space behind the mark: a boundary only where a sentence surely starts."""
    if c.gap:
        return None
    if not _is_capital(c.next[0]) or len(c.before) > 40:
        return False
    if _ADDRESS.search(c.before):
        return None if _CLOSED.search(c.before) and (c.openers or c.starts_sentence) else False
    if c.closers or c.openers:
        return None
    if _DOMAIN.match(c.next) and c.next.lower() not in c.knowledge.starters:
        return False
    is_touching = c.mark == "." and c.word_start == c.next_start
    if is_touching and c.starts_sentence and (_SITE.search(c.before) or c.abbreviation in _ENDING):
        return None
    if c.mark == "." and (c.abbreviation or not (_is_full_word(c.before) or _is_acronym(c))):
        return False
    behind = c.text[c.word_end : c.word_end + 1]
    return None if len(c.next) > 1 and not c.next.isupper() and (behind != "." or c.mark != ".") else False


def _small_letter(c: Candidate) -> bool | None:
    """A small letter behind a full stop: a careless sentence start where all the rest speaks for one."""
    if not c.next[0].islower():
        return None
    if not c.gap or c.abbreviation or c.has_quote or c.mark != ".":
        return False
    if _SMALL_NAME.match(c.text, c.word_start):
        return len(c.before) > 2
    if c.openers or ")" in c.closers or c.next in c.knowledge.attribution:
        return False
    if c.next in c.knowledge.starters:
        return _is_full_word(c.before) or (c.before.isupper() and len(c.before) > 1 and "." not in c.before)
    if len(c.before) < 4 or len(c.next) < 3 or not c.before.isalpha() or not _is_full_word(c.before):
        return False
    return c.next in c.knowledge.common or c.before in c.knowledge.common


def _attribution(c: Candidate) -> bool | None:
    """What follows a closed quotation names its speaker, whatever its first letter."""
    if not c.has_quote or c.openers:
        return None
    if c.next.lower() in c.knowledge.attribution:
        if "." in c.mark and c.next[0].isupper() and _NEW_QUOTATION.match(c.text, c.word_end):
            return None
        return False if _LATE_SPEAKER.match(c.text, c.word_end) else None
    return False if "." not in c.mark and _speaker_tells(c) else None


def _speaker_tells(c: Candidate) -> bool:
    """Whether a subject and its verb of speech follow: "Awas!" Sopir itu berteriak."""
    for word in c.text[c.word_start : c.word_start + 100].split()[1:5]:
        verb = word.rstrip(".,:")
        if verb in c.knowledge.attribution and verb.startswith(("me", "ber")):
            return True
        if verb != word:
            return False
    return False


def _cannot_end(c: Candidate) -> bool | None:
    return False if c.mark[0] in ".…" and not c.has_quote and c.before in c.knowledge.cannot_end else None


def _before_number(c: Candidate) -> bool | None:
    if not c.next[0].isdigit() or c.openers.strip("("):
        return None
    if c.abbreviation and c.abbreviation is not AbbreviationClass.FINAL:
        return False
    if c.mark == "." and (_VERSION.match(c.before) or (_VERSE.match(c.text, c.word_start) and len(c.before) < 5)):
        return False
    if _CLOCK.match(c.text, c.word_start) and c.before.isdigit() and len(c.before) < 3:
        return False
    if c.mark == "." and _THOUSANDS.match(c.before):
        number = _NUMBER.match(c.text, c.word_start)
        is_money = not c.before[0].isdigit() or c.previous in {"Rp", "Rp."}
        torn = _GROUPS if is_money else _GROUP
        return number is not None and not torn.fullmatch(number[0].rstrip(".,"))
    if c.openers:
        return None
    return not _looks_abbreviated(c)


def _enumerated(c: Candidate) -> bool | None:
    """The number of an item inside a sentence: "syaratnya: 1. KTP, 2. foto"."""
    if c.mark != "." or len(c.before) > 2 or not c.before.isdecimal():
        return None
    if c.previous.endswith((":", ";")):
        return False
    number = int(c.before)
    low = max(c.start, c.mark_start - 300)
    if number > 1 and c.text.find(f" {number - 1}. ", low, c.mark_start) >= 0:
        return False
    return False if c.previous.lower() not in c.knowledge.class_nouns and _is_in_series(c, number) else None


def _is_in_series(c: Candidate, number: int) -> bool:
    """Whether two neighbours of an item's number stand around it, in whatever sentence."""
    before, behind = max(0, c.mark_start - 400), c.end + 400
    near = {step for step in (-2, -1) if c.text.find(f" {number + step}. ", before, c.mark_start) >= 0}
    near |= {step for step in (1, 2) if c.text.find(f" {number + step}. ", c.end, behind) >= 0}
    return any(pair <= near for pair in ({-2, -1}, {-1, 1}, {1, 2}))


def _number_word(c: Candidate) -> bool | None:
    """A number in words behind an abbreviation that wants a number: "Lt. Dua"."""
    wanted = c.next.lower() in c.knowledge.number_words and c.abbreviation is AbbreviationClass.NUMBER
    return False if wanted else None


def _exclaiming_name(c: Candidate) -> bool | None:
    """A name that ends in an exclamation mark: "Yahoo! Indonesia"."""
    return c.starts_sentence if c.mark == "!" and c.before in c.knowledge.exclaiming_names else None


def _company_form(c: Candidate) -> bool | None:
    """The legal form of a company goes on with its name: "Marine. Co. Ltd."."""
    return False if c.mark == "." and c.before[:1].isupper() and c.next in c.knowledge.company_forms else None


def _known_abbreviation(c: Candidate) -> bool | None:
    kind = c.abbreviation
    if kind and c.openers == "(" and _CODE.match(c.text, c.next_start):
        return False
    if kind is None or c.has_quote or kind is AbbreviationClass.NUMBER or kind is AbbreviationClass.FINAL:
        return None
    if kind is AbbreviationClass.NEVER:
        return False
    if kind is AbbreviationClass.DEGREE and _closes_name(c):
        return True
    return c.starts_sentence


def _closes_name(c: Candidate) -> bool:
    """Whether a degree stands behind a name and its comma, and a new clause follows."""
    if not c.previous.endswith(",") or c.next.isupper() or _is_degree(c):
        return False
    behind = c.word_behind(c.word_end)
    return behind.islower() and behind not in {"dan", "atau", "serta"}


def _initial(c: Candidate) -> bool | None:
    """An initial goes on with the name, unless it completes one or a noun: "Joko P. Keterangannya …", "vitamin C"."""
    if c.mark != "." or c.has_quote:
        return None
    joined = _JOINED_INITIAL.search(c.before)
    previous, initial = (joined[1] or "", joined[2]) if joined else (c.previous, c.before)
    if len(initial) == 1 and initial.isalpha():
        if _NAME_ANDA.match(c.text, c.next_start):
            return False
        if previous.lower() in c.knowledge.class_nouns or previous == "-" or previous[-1:].isdigit():
            return True
        if _LETTER_LIST.search(c.text, max(c.start, c.mark_start - 12), c.mark_start):
            return True
    elif not _DOTTED.match(c.before):
        return None
    if previous[:1].isupper():
        return c.starts_sentence
    return c.next.lower() in c.knowledge.openers


def _unknown_abbreviation(c: Candidate) -> bool | None:
    """A short token without a vowel is taken for an abbreviation, unless it is the unit of a number."""
    if c.mark != "." or not _looks_abbreviated(c) or c.has_quote or c.abbreviation or c.previous[-1:].isdigit():
        return None
    return c.starts_sentence


def _slip(c: Candidate) -> bool | None:
    """A stop typed by mistake: what follows is no sentence of its own."""
    if c.mark != "." or c.closers or c.openers:
        return None
    if is_headless(c.text, c.next_start, c.knowledge):
        return False
    if c.before[:1].isupper() and c.previous in {"di", "ke", "dari"}:
        return False if _PLACE_TAIL.match(c.text, c.next_start, c.next_start + 120) else None
    return None


def is_headless(text: str, start: int, known: Knowledge) -> bool:
    """Whether a subject without a predicate starts here, then a second verb: "Rakyat Palestina, dan menyebut …"."""
    if text.find(",", start, start + 120) < 0:
        return False
    match = _HEADLESS.match(text, start, start + 120)
    return bool(match and match[1].lower() not in known.openers and not match[1].endswith("lah"))


RULES: tuple[Rule, ...] = (
    _nothing_behind,
    _nothing_before,
    _address_behind,
    _list_marker,
    _glued,
    _inside_brackets,
    _inside_mention,
    _small_letter,
    _attribution,
    _cannot_end,
    _company_form,
    _exclaiming_name,
    _enumerated,
    _number_word,
    _before_number,
    _known_abbreviation,
    _initial,
    _unknown_abbreviation,
    _slip,
)


def _is_capital(letter: str) -> bool:
    return letter != letter.lower()


def _is_full_word(token: str) -> bool:
    if token[-1:].isdigit():
        return len(token) > 3
    return len(token) > (2 if token.islower() else 3) and token[-3:].islower() and "." not in token


def _is_acronym(c: Candidate) -> bool:
    """Whether capitals or a percentage end here, judged by a next word that opens sentences."""
    token = c.before.rstrip(")%")
    return len(token) > 1 and (token.isupper() or c.before[-1:] == "%") and "." not in token and c.starts_sentence


def _is_degree(c: Candidate) -> bool:
    token = c.text[c.word_start : c.word_start + 8].split()[0].rstrip(".,")
    return c.knowledge.abbreviations.get(token) is AbbreviationClass.DEGREE


def _looks_abbreviated(c: Candidate) -> bool:
    token = c.before
    return (
        1 < len(token) < 6 and token.isascii() and token.isalpha() and token[1:].islower() and not _VOWEL.search(token)
    )
