"""Addresses, handles, tags, file names, code, placeholders, emoji, odd letters, endless words and lists come through.

The model sees a stand-in, because even a long URL is many tokens to get wrong and a short odd word is one or two:
of 80 sentences with a stand-in the bundled model kept it in 79, of 40 with a file name in none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from ..model import Span
from .articles import in_its_place
from .numbers import to_english_numbers
from .replacing import replaced

_DOMAINS = r"(?:com|co\.id|or\.id|go\.id|ac\.id|sch\.id|web\.id|my\.id|desa\.id|id|org|net|co|info|tv|io|me|gov|edu)"
# Small letters or capitals, but no mixture: "selesai.Info lengkap" is a sentence end that lost its space.
_TOP_LEVEL = f"(?:{_DOMAINS}|{_DOMAINS.upper()})"
_EXTENSION = (
    r"(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|epub|csv|tsv|txt|md|log|eml|zip|rar|7z|tar|gz|tgz|bz2|xz|iso|dmg|deb|rpm|jar"
    r"|jpe?g|png|gif|svg|webp|psd|tiff?|mp[34]|mkv|mov|avi|wav|ogg|srt|exe|apk|bat|html?|php|py|js|css|sql|sh"
    r"|json|xml|ya?ml|toml|ini|tmx|xliff?|xlf|tbx)"
)
_ATTRIBUTE = r"\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*')"
_NUMBER = r"\d+(?:[.,:]\d+)*"
# Of six numbers in a row the model begins to lose some, of five where hyphens join them, and digits of eleven.
_NUMBERS = re.compile(
    rf"(?<![\w.,:/-])(?:{_NUMBER}(?P<mark>,? |; ?| [–-] |[/–-]){_NUMBER}(?:(?P=mark){_NUMBER}){{4,}}"
    r"|\d+(?:[/–-]\d+){4,}|\d+(?:[.,:]\d+){5,}|\d{11,})(?!\w)"
)
# Scripts other than Latin, and raised and lowered digits, are bytes to the model, which loses some: H₂O, Ελλάδα.
_ODD_LETTER = (
    "[\u0250-\u02ba\u02bd-\u02ff\u0370-\u1dff\u1f00-\u1fff\u2070-\u209c\u2c00-\u2dff\u2e80-\u2fff\u3005-\ud7ff"
    "\uf900-\ufaff\ufb13-\ufdff\ufe70-\ufefc\uff66-\uffdc\U00010000-\U0001efff\U00020000-\U0003ffff]"
)
_ODD_WORD = rf"(?:(?<!\w)\w*)?{_ODD_LETTER}(?:[\w\u0300-\u036f\u200c\u200d]|{_ODD_LETTER})*"
# No word is so long, no line of dots or dashes says anything, and nothing that is longer is language at all.
_UNBROKEN = r"(?<!\w)\w{41,}|[^\w\s]{20,}|(?<!\S)\S{81,}"
_SEPARATOR = re.compile(r"(?:\\[nrt])+")
# Line ends and tabs as programs write them; "\textit" begins like one, and is one behind a word alone.
_ESCAPES = r"(?:\\[nrt])+(?![a-z])|(?<=[\w.,:;!?)}\"'])(?:\\[nrt])+|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}"
# A name is tried once, from its start, or a line of a million letters would take for ever.
_AT_START = r"(?<![\w.+-])"
_VERBATIM = re.compile(
    "|".join(
        (
            r"\b(?:https?|ftp)://[^\s<>\"“”»]+|\bwww\.[^\s<>\"“”»]+",
            rf"(?:\bmailto:)?{_AT_START}[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            rf"{_AT_START}[\w-]+(?:\.[\w-]+)*\.{_TOP_LEVEL}\b(?:/[^\s<>\"“”»]*)?",
            rf"{_AT_START}[\w-]+(?:\.[\w-]+)*\.{_EXTENSION}\b",
            r"@@\w+@@|(?<![\w@])@\w+(?:\.\w+)*",
            r"(?<![\w#&])#\w*[^\W\d]\w*",
            r"```[^`]+```|`[^`]+`",
            r"\$\{[^{}\n]{1,80}\}|\$?\{\{?[\w.:, -]*\}\}?|\[\[[^\[\]\n]{1,80}\]\]|(?<!\w)__\w+__(?!\w)",
            r"%\(\w+\)[sd]|(?<![\w%])%(?:\d+\$)?[-+0#]?\d*(?:\.\d+)?[sdifgxX]\b",
            rf"</?[A-Za-z][^<>\s]*/?>|<[A-Za-z][\w:-]*(?:{_ATTRIBUTE})+\s*/?>",
            r"\b(?:\w+=)?\w+\^\w+",
            r"\b\w+\(\)",
            r"\b\w*[^\W_]_[^\W_]\w*\b",
            r"(?:\b[A-Za-z]:\\|\\\\)[^\s\"“”]+",
            _ESCAPES,
            r"[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+",
            _ODD_WORD,
            f"(?P<whole>{_NUMBERS.pattern}|{_UNBROKEN})",
        )
    )
)
# No sentence without one of these holds any of them, and most sentences hold none.
_SIGN = re.compile(
    "[@#/_`{<\\[^\\\\%(\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]|www|\\w\\.\\w"
    rf"|{_ODD_LETTER}"
    r"|(?:\d+\W{1,3}){4}\d|\d{11}|\w{41}|[^\w\s]{20}|\S{81}"
)
# What follows an address in a sentence does not belong to it; a closing bracket does if it was opened inside.
_TRAILING = ".,;:!?…'’”)]"
_STAND_IN_LETTERS = "XQZK"


# A piece is looked at when it is split, measured and prepared.
@lru_cache(maxsize=4096)
def find_verbatim(text: str) -> tuple[Span, ...]:
    """Where ``text`` holds something that is no language, in order.

    >>> text = "Lihat https://contoh.id/a_b, tulis @ani_s di #Banjir."
    >>> [span.of(text) for span in find_verbatim(text)]
    ['https://contoh.id/a_b', '@ani_s', '#Banjir']
    """
    if not _SIGN.search(text):
        return ()
    return tuple(Span(match.start(), match.start() + len(_trimmed(match))) for match in _VERBATIM.finditer(text))


def find_separators(text: str) -> tuple[Span, ...]:
    r"""Where ``text`` has line ends and tabs as programs write them, joined to what they part, in order.

    >>> text = r"Nama:\tAni\r\nKota: Bogor, lihat \n di bawah"
    >>> [span.of(text) for span in find_separators(text)]
    ['\\t', '\\r\\n']
    """
    if "\\" not in text:
        return ()
    whole = find_verbatim(text)
    return tuple(span for span in whole if _SEPARATOR.fullmatch(span.of(text)) and not _is_apart(span, text))


def _is_apart(span: Span, text: str) -> bool:
    return not f"{text[max(0, span.start - 1) : span.start]}{text[span.end : span.end + 1]}".strip()


def _trimmed(match: re.Match[str]) -> str:
    token = match[0]
    while not match["whole"] and token[-1:] in _TRAILING and len(token) > 1:
        opening = {")": "(", "]": "["}.get(token[-1])
        if opening and token.count(opening) >= token.count(token[-1]):
            break
        token = token[:-1]
    return token


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose verbatim tokens are hidden.

    Attributes:
        text: With a stand-in for each token: the letter and a number from 1.
        letter: Begins all stand-ins, and nothing else in the text that goes on with a digit.
        tokens: What comes back in their places, in order.
    """

    text: str
    letter: str = ""
    tokens: tuple[str, ...] = ()

    @property
    def stand_in(self) -> re.Pattern[str]:
        """Matches a stand-in in any case, its number as group 1; nothing where nothing is hidden."""
        # Models make ordinals of numbers.
        pattern = rf"(?<![^\W\d_]){self.letter}(\d+)(?:(?:st|nd|rd|th)\b)?" if self.tokens else r"(?!)()"
        return re.compile(pattern, re.IGNORECASE)

    def restore(self, hypothesis: str) -> str | None:
        """``hypothesis`` with the tokens put back, None unless each stand-in is there exactly once."""
        if not self.tokens:
            return hypothesis
        numbers = [int(number) for number in self.stand_in.findall(hypothesis)]
        if sorted(numbers) != list(range(1, len(self.tokens) + 1)):
            return None
        return self.stand_in.sub(
            lambda match: in_its_place(self.tokens[int(match[1]) - 1], hypothesis[: match.start()]), hypothesis
        )


def mask_verbatim(text: str, kept: Mapping[Span, str] = MappingProxyType({})) -> Masked:
    """Hide the verbatim tokens of ``text`` from the model.

    Args:
        text: As people see it.
        kept: What else to hide, with what comes back in its place; verbatim tokens go before it.

    >>> mask_verbatim("Ikuti @ani_s.").text
    'Ikuti X1.'
    >>> masked = mask_verbatim("Ke pasar senennya.", {Span(3, 17): "Pasar Senen"})
    >>> masked.text, masked.restore("To X1.")
    ('Ke X1.', 'To Pasar Senen.')
    """
    hidden = {span: _brought_back(span.of(text)) for span in find_verbatim(text)}
    for span, said in kept.items():
        if not any(map(span.overlaps, hidden)):
            hidden[span] = said
    if not hidden:
        return Masked(text)
    letter = next((letter for letter in _STAND_IN_LETTERS if not re.search(rf"(?i:{letter})\d", text)), "XQ")
    stand_ins = {span: f"{letter}{number}" for number, span in enumerate(sorted(hidden), start=1)}
    return Masked(replaced(text, stand_ins), letter, tuple(hidden[span] for span in sorted(hidden)))


def _brought_back(token: str) -> str:
    """Itself, numbers in English notation."""
    return to_english_numbers(token) if _NUMBERS.fullmatch(token) else token
