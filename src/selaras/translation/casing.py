"""Headlines in capitals or with a capital for every word: the model knows running text, where a capital is a name."""

from __future__ import annotations

import re

from ..words import common_words, plain_words

# "KPK" and "DPR RI" are acronyms, which the model copies as they are; a headline has longer words.
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG_WORD = re.compile(r"[^\W\d_]{6,}")
_TITLED = re.compile(r"(?<![\w'’])[A-Z][a-z]+(?![\w'’])")
_CONTENT_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{4,}(?![^\W_])")
_SENTENCE_START = re.compile(r"(?:^|[.!?:“\"‘]\s?)\W*$")
# Verbs and nouns made of other words, too many for a list: Terbangkan, Berkesinambungan, Kepungan.
_DERIVED = re.compile(r"(?:[a-z]{3,}kan|(?:ber|ke|pe)[a-z]{3,}an)(?:nya)?")
_SHORTEST_VERB = 4
# First letters of a verb, the prefix that goes before them, and the letter that it takes the place of.
_ACTIVE = (
    ("p", "mem", "p"),
    ("t", "men", "t"),
    ("s", "meny", "s"),
    ("k", "meng", "k"),
    ("bfv", "mem", ""),
    ("cdjz", "men", ""),
    ("aeioughqx", "meng", ""),
    ("lmnrwy", "me", ""),
)
_FEWEST_TITLED = 2
# For each content word in small letters in a headline.
_TITLED_PER_SMALL = 3


def is_all_caps(text: str) -> bool:
    """Whether ``text`` is set in capitals rather than made of acronyms.

    >>> is_all_caps("BANJIR DI JAKARTA"), is_all_caps("DPR RI"), is_all_caps("KPK tahan bupati")
    (True, False, False)
    """
    return text.isupper() and len(_WORD.findall(text)) > 1 and _LONG_WORD.search(text) is not None


def to_sentence_case(text: str) -> str:
    """A capital for the first letter, small ones for the rest.

    On FLORES dev in capitals this scores 49.5 chrF2, all small letters 49.1, title case 34.8 and capitals 26.1.

    >>> to_sentence_case('"BANJIR DI JAKARTA"')
    '"Banjir di jakarta"'
    """
    small = text.lower()
    first = re.search(r"[^\W\d_]", small)
    return small if first is None else small[: first.start()] + small[first.start() :].capitalize()


def is_title_case(text: str) -> bool:
    """Whether common words have capitals as in a headline.

    >>> is_title_case("Harga Beras Naik di Pasar"), is_title_case("Harga beras di Pasar Senen naik")
    (True, False)
    """
    titled: int = sum(map(_is_common, _TITLED.findall(text)))
    if titled < _FEWEST_TITLED:
        return False
    small: int = sum(word.islower() for word in _CONTENT_WORD.findall(text))
    return titled > _TITLED_PER_SMALL * small


def without_title_case(text: str) -> str:
    """``text`` with small letters for common words inside sentences; names keep their capitals.

    >>> without_title_case("Iran dan Rusia Berada di Jalur Penguatan Kerja Sama")
    'Iran dan Rusia berada di jalur penguatan kerja sama'
    """

    def lowered(match: re.Match[str]) -> str:
        is_start = _SENTENCE_START.search(text, 0, match.start())
        return match[0] if is_start or not _is_common(match[0]) else match[0].lower()

    return _TITLED.sub(lowered, text)


def _is_common(word: str) -> bool:
    small = word.lower()
    if _is_verb_without_prefix(small):
        return True
    return small in common_words() or small in plain_words() or _DERIVED.fullmatch(small) is not None


def _is_verb_without_prefix(word: str) -> bool:
    """Whether it is what headlines make of a common verb: *Buru* of memburu and diburu, *Tolak* of menolak.

    What the prefix does to the first letter is said in Sneddon, Indonesian: A Comprehensive Grammar, 1.4.
    """
    if len(word) < _SHORTEST_VERB:
        return False
    active = next(f"{prefix}{word.removeprefix(lost)}" for letters, prefix, lost in _ACTIVE if word[0] in letters)
    return active in common_words() and f"di{word}" in common_words()
