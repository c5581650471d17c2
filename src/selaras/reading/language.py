"""Text in other languages: marked where it is long and sure enough, so that it is not translated.

Function words decide nearly always and cost next to nothing; the identifier (py3langid)
is loaded for text that they leave open. Malay counts as Indonesian: identifiers confuse
the two, and readers of one read the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from ..model import ENGLISH, INDONESIAN, TRANSLATABLE_LANGUAGES, Block, BlockKind
from .knowledge import table

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION})
_TEXT = _PROSE | {BlockKind.HEADING}
# Names and headlines are shorter than this, and no identifier can tell their language.
_FEWEST_WORDS = 10
_FEWEST_LETTERS = 60
_FEWEST_FOREIGN = 20
_LAST_LATIN = "\u024f"
_SAMPLE = 2000
# Shares of function words: running Indonesian has .15 to .40 of its own and next to none of the English ones.
_ENOUGH = 0.07
_ENOUGH_ENGLISH = 0.25
_HARDLY_ANY = 0.04
_SURE = 0.99
# Affixes that make an Indonesian word where hardly any other language has such words.
_PREFIXES = ("meng", "meny")
_SUFFIX = "nya"
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """The language of a text, None where it is too short or uncertain to say.

    >>> language_of("Pemerintah menyatakan bahwa harga beras di pasar akan turun pada akhir bulan ini.")
    'id'
    >>> language_of("The minister said that the price of rice would fall before the end of the month.")
    'en'
    >>> language_of("Real Madrid vs Manchester City") is None
    True
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    if not text.isascii() and _is_other_script(words):
        return _identifier()(text[:_SAMPLE])[0]
    if len(words) < _FEWEST_WORDS or sum(map(len, words)) < _FEWEST_LETTERS:
        return None
    if _is_plainly_indonesian(words):
        return INDONESIAN
    counts = Counter(_sign_of(word) for word in words)
    indonesian, english = counts[INDONESIAN] / len(words), counts[ENGLISH] / len(words)
    if indonesian >= _ENOUGH and indonesian > english:
        return INDONESIAN
    if english >= _ENOUGH_ENGLISH and indonesian < _HARDLY_ANY:
        return ENGLISH
    language, confidence = _identifier()(text[:_SAMPLE])
    if confidence < _SURE:
        return None
    return INDONESIAN if language in TRANSLATABLE_LANGUAGES else language


def mark_languages(text: str, blocks: Sequence[Block]) -> tuple[str, tuple[Block, ...]]:
    """The main language of a document, and its blocks with those in another language marked.

    A document is in another language where most of its text certainly is; else it is Indonesian.
    """
    found = [language_of(block.span.of(text)) if block.kind in _PROSE else None for block in blocks]
    main = _majority(blocks, found)
    marked = (
        replace(block, language=language) if language not in (None, main) else block
        for block, language in zip(blocks, found, strict=True)
    )
    return main, tuple(marked)


def _majority(blocks: Sequence[Block], found: Sequence[str | None]) -> str:
    size: Counter[str | None] = Counter()
    for block, language in zip(blocks, found, strict=True):
        if block.kind in _TEXT:
            size[language] += len(block.span)
    return next((language for language in size if language and size[language] * 2 > size.total()), INDONESIAN)


def _is_other_script(words: Sequence[str]) -> bool:
    """Whether it is enough text to tell, most of it in letters that no Indonesian word has."""
    letters = "".join(words)
    return len(letters) >= _FEWEST_FOREIGN and sum(letter > _LAST_LATIN for letter in letters) * 2 > len(letters)


def _is_plainly_indonesian(words: Sequence[str]) -> bool:
    """Whether function words alone decide, as they nearly always do."""
    indonesian = sum(map(_function_words_of(INDONESIAN).__contains__, words))
    return indonesian >= _ENOUGH * len(words) and indonesian > sum(map(_function_words_of(ENGLISH).__contains__, words))


def _sign_of(word: str) -> str | None:
    if word.startswith(_PREFIXES) or word.endswith(_SUFFIX):
        return INDONESIAN
    return _function_words().get(word)


@cache
def _function_words() -> dict[str, str]:
    return dict(table("function_words.tsv"))


@cache
def _function_words_of(language: str) -> frozenset[str]:
    return frozenset(word for word, sign in _function_words().items() if sign == language)


@cache
def _identifier() -> Callable[[str], tuple[str, float]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classify: Callable[[str], tuple[str, float]] = identifier.classify
    return classify
