"""Renderings of terms in English text: where they stand, and whether another can stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span
from .affixes import english_forms

_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
# Letters by which a word derived from a term is known on the English side: "develop", "development".
_KIN_LETTERS = 4


def _bare(text: str) -> str:
    """A rendering without its article, which a sentence may want or not."""
    return _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text


def occurrences(text: str, target: str, *, any_case: bool = False) -> list[Span]:
    """Where a rendering stands in a target, inflected or not; its capitals are wanted, others do no harm."""
    parts = _WORD.findall(_bare(text))
    words = list(_WORD.finditer(target))
    is_caps = any_case or target.isupper()
    found = []
    for place in range(len(words) - len(parts) + 1) if parts else ():
        run = words[place : place + len(parts)]
        if all(_is_english_form(word[0], part, is_caps) for word, part in zip(run, parts, strict=True)):
            found.append(Span(run[0].start(), run[-1].end()))
    return found


def _is_english_form(word: str, part: str, is_caps: bool) -> bool:
    if word.lower() not in english_forms(part.lower()):
        return False
    if part.islower() or is_caps:
        return True
    capitals = [place for place, letter in enumerate(part) if letter.isupper()]
    return all(place < len(word) and word[place].isupper() for place in capitals)


def has_kin(text: str, target: str) -> bool:
    """Whether a word of the target begins as the term does: "development" for "develop"."""
    words = _WORD.findall(_bare(text).lower())
    stems = [word[: max(_KIN_LETTERS, len(word) - 2)] for word in words]
    there = _WORD.findall(target.lower())
    return all(any(word.startswith(stem) for word in there) for stem in stems)


def plain_occurrences(text: str, target: str) -> Iterator[Span]:
    """Where a text stands as it is listed, in any case, as whole words."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(text)}(?![\w-])", target, re.IGNORECASE):
        yield Span(*match.span())


def needs_other_article(before: str, wrong: str, right: str) -> bool:
    """Whether ``right`` instead of ``wrong`` after the text ``before`` would want another article."""
    if bool(_ARTICLE.match(wrong)) != bool(_ARTICLE.match(right)):
        return True
    is_indefinite = re.search(r"\ban?\s+$", before, re.IGNORECASE) is not None
    return is_indefinite and (wrong[:1].lower() in "aeiouh") != (right[:1].lower() in "aeiouh")


def is_plural(text: str) -> bool:
    """Whether a rendering looks like a plural."""
    return text.lower().endswith("s") and not text.lower().endswith(("ss", "us", "is"))


def cased_as(wrong: str, right: str, target: str, span: Span) -> str:
    """``right`` as it has to be written where ``wrong`` stands: in capitals, or with one at the start of a sentence."""
    if target.isupper():
        return right.upper()
    starts = not re.search(r"\w", target[: span.start]) or re.search(r"[.!?]['”\"’)]*\s+$", target[: span.start])
    if starts and wrong[:1].isupper():
        return right[:1].upper() + right[1:]
    return right
