"""Variants of real pairs that teach what news is full of and the training text lacks.

Each augmentation takes a pair, the pairs that follow it in its source, and a random
generator; it returns the variant, or None where it does not apply. `AUGMENTATIONS` names them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from selaras.words import common_words
from training.pairs import Pair

Augmentation = Callable[[Pair, Sequence[Pair], Random], Pair | None]

FOLLOWING = 8
_KNOWLEDGE = Path(__file__).parent / "knowledge"
_LONGEST_WORDS = 150
_LONGEST_HEADLINE = 14
_INTEGER = re.compile(r"(?<![\w.,:/-])[1-9]\d{0,2}(?![\w:/-]|[.,]\d)")
_VERB = re.compile(r"\b(?!(?:mengapa|menurut|mengenai|melalui|merupakan)\b)me[a-z]{4,}\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_SCALES = {"ribu": "thousand", "juta": "million", "miliar": "billion", "triliun": "trillion"}


def capitals(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """ALL CAPITALS on both sides, as in the headlines of some sites."""
    return replace(pair, indonesian=pair.indonesian.upper(), english=pair.english.upper())


def headline(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """Title Case without the final stop, for pairs as short as headlines."""
    if not _is_short_sentence(pair):
        return None
    return replace(pair, indonesian=title_case(pair.indonesian[:-1]), english=title_case(pair.english[:-1]))


def telegraphic(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """Short and without the final stop, me- verbs without their prefix, as headlines say it: tingkatkan, tolak."""
    if not _is_short_sentence(pair):
        return None
    bare = _VERB.sub(lambda match: bare_verb(match[0]), pair.indonesian[:-1])
    return None if bare == pair.indonesian[:-1] else replace(pair, indonesian=bare, english=pair.english[:-1])


def no_final_stop(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """Both sides without their final stop."""
    if not _are_sentences(pair):
        return None
    return replace(pair, indonesian=pair.indonesian[:-1], english=pair.english[:-1])


def neighbours(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """The pair and one to seven that follow it as one segment, at most 150 words, mostly two or three."""
    count = random.choice([1, 1, 1, 1, 2, 2, 3, 5, 7])
    joined = [pair, *following[:count]]
    if len(joined) < 2 or not all(_are_sentences(each) for each in joined):
        return None
    indonesian = " ".join(each.indonesian for each in joined)
    english = " ".join(each.english for each in joined)
    if max(len(indonesian.split()), len(english.split())) > _LONGEST_WORDS:
        return None
    return replace(pair, indonesian=indonesian, english=english)


def attribution(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """The pair as a quotation: "…," kata Menteri Keuangan Dewi Lestari, Senin (16/2)."""
    if not _are_sentences(pair) or '"' in pair.indonesian + pair.english:
        return None
    verb, english_verb = random.choice(_rows("attribution.tsv"))
    who, english_who = _person(random)
    when, english_when = _day(random) if random.random() < 0.4 else ("", "")
    name_first = random.random() < 0.5 and english_verb != "wrote"
    said = f"{english_who} {english_verb}" if name_first else f"{english_verb} {english_who}"
    return replace(
        pair,
        indonesian=f'"{pair.indonesian[:-1]}," {verb} {who}{when}.',
        english=f'"{pair.english[:-1]}," {said}{english_when}.',
    )


def typographic_quotes(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """Curly quotation marks on both sides, where both have straight ones in pairs."""
    left, right = pair.indonesian, pair.english
    if left.count('"') == 0 or left.count('"') % 2 or left.count('"') != right.count('"'):
        return None
    return replace(pair, indonesian=_curl(left), english=_curl(right))


def number(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """Another number, in each language's own notation, where both sides have the same one."""
    left, right = _INTEGER.findall(pair.indonesian), _INTEGER.findall(pair.english)
    if len(left) != 1 or left != right:
        return None
    indonesian, english = random_number(random)
    return replace(
        pair,
        indonesian=_INTEGER.sub(indonesian, pair.indonesian),
        english=_INTEGER.sub(english, pair.english),
    )


def name(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """Another name where both sides have the same one, so that names are copied, not recalled."""
    shared = sorted(set(_NAME.findall(pair.indonesian)) & set(_NAME.findall(pair.english)))
    if not shared:
        return None
    old = re.compile(rf"\b{random.choice(shared)}\b")
    new = random_name(random)
    return replace(pair, indonesian=old.sub(new, pair.indonesian), english=old.sub(new, pair.english))


def verbatim(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """A web address, e-mail address, handle, tag or file name before the final mark of both sides."""
    if not _are_sentences(pair):
        return None
    copied = f" ({random_verbatim(random)})" if random.random() < 0.7 else f": {random_verbatim(random)}"
    return _before_stop(pair, copied, copied)


def clock_and_date(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """A time of day, a date or a sum of money before the final stop, in each language's notation."""
    if not _are_sentences(pair):
        return None
    indonesian, english = random.choice([_clock, _day, _date, _rupiah])(random)
    return _before_stop(pair, indonesian, english)


def dateline(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """A place, and perhaps a site, in front: JAKARTA, selaras.example - …"""
    if not _are_sentences(pair):
        return None
    place, english_place = random.choice(_rows("places.tsv"))
    site = f", {random_site(random)}" if random.random() < 0.6 else ""
    dash = random.choice(["-", "–", "--", "—"])
    return replace(
        pair,
        indonesian=f"{place}{site} {dash} {pair.indonesian}",
        english=f"{english_place}{site} {dash} {pair.english}",
    )


def sign_off(pair: Pair, following: Sequence[Pair], random: Random) -> Pair | None:
    """The initials of reporters behind the final mark: (RM), (ant/dwi)."""
    if not _are_sentences(pair):
        return None
    letters = "".join(random.choices("abcdefghijklmnoprstuwyz", k=random.choice([2, 3, 3])))
    mark = random.choice([letters.upper(), letters, f"{letters}/{letters[::-1]}"])
    return replace(pair, indonesian=f"{pair.indonesian} ({mark})", english=f"{pair.english} ({mark})")


AUGMENTATIONS: Mapping[str, Augmentation] = {
    function.__name__: function
    for function in (
        capitals,
        headline,
        telegraphic,
        no_final_stop,
        neighbours,
        attribution,
        typographic_quotes,
        number,
        name,
        verbatim,
        clock_and_date,
        dateline,
        sign_off,
    )
}


def augment(pairs: Iterable[Pair], shares: Mapping[str, float], random: Random) -> Iterator[Pair]:
    """Variants of the pairs, each augmentation tried on its share of them.

    A variant keeps its pair's weights; its origin says what was done to it.

    Raises:
        KeyError: A share is given for an unknown augmentation.
    """
    functions = {kind: AUGMENTATIONS[kind] for kind in shares}
    listed = list(pairs)
    for index, pair in enumerate(listed):
        following = _same_source(pair, listed[index + 1 : index + 1 + FOLLOWING])
        for kind, share in shares.items():
            if random.random() >= share:
                continue
            variant = functions[kind](pair, following, random)
            if variant is not None:
                yield replace(variant, origin=f"{pair.origin}+{kind}")


def title_case(text: str) -> str:
    """Capital initials but for small words, as headlines have them.

    >>> title_case("harga beras naik di pasar dan toko")
    'Harga Beras Naik di Pasar dan Toko'
    """
    words = text.split(" ")
    cased = [word if word.lower() in _small_words() else word[:1].upper() + word[1:] for word in words]
    return " ".join([cased[0][:1].upper() + cased[0][1:], *cased[1:]])


def bare_verb(word: str) -> str:
    """A verb without me-, or the word itself where that leaves no word that is known.

    >>> bare_verb("meningkatkan"), bare_verb("menyebabkan"), bare_verb("mereka")
    ('tingkatkan', 'sebabkan', 'mereka')
    """
    for form, before, restored, is_sure in _verb_prefixes():
        rest = word.removeprefix(form)
        bare = restored + rest
        if rest != word and rest[:1] in before and (is_sure or _is_known(bare)):
            return bare
    return word


def random_number(random: Random) -> tuple[str, str]:
    """A number as Indonesian and as English write it: 1.500.000,5 and 1,500,000.5."""
    digits = random.choice([1, 2, 2, 3, 4, 5, 6, 7, 9])
    whole = f"{random.randrange(10 ** (digits - 1), 10**digits):,}"
    english = f"{whole}.{random.randrange(1, 100)}" if random.random() < 0.35 else whole
    return english.translate(str.maketrans(",.", ".,")), english


def random_name(random: Random) -> str:
    """One word that is a name."""
    return random.choice(_lines("names.txt"))


def random_site(random: Random) -> str:
    """An invented web site."""
    return random_name(random).lower().replace("'", "") + random.choice([".com", ".co.id", ".id", ".net", ".org"])


def random_verbatim(random: Random) -> str:
    """Something that is the same in every language: an address, handle, tag or file name."""
    word = "".join(random.choices("abcdefghijklmnopqrstuvwxyz0123456789_-", k=random.randrange(4, 12)))
    site = random_site(random)
    year = f"{random.randrange(2005, 2027)}/{random.randrange(1, 13):02}"
    return random.choice(
        [
            f"https://{site}/{year}/{word}",
            f"http://www.{site}/{word}.html",
            f"www.{site}",
            f"{word}@{site}",
            f"@{word.strip('-')}",
            f"#{random_name(random)}{random_name(random)}",
            f"{word}.{random.choice(['pdf', 'jpg', 'docx', 'xlsx'])}",
        ]
    )


def _are_sentences(pair: Pair) -> bool:
    """Whether both sides end in a full stop and no more than that."""
    return all(side.endswith(".") and not side.endswith("..") for side in (pair.indonesian, pair.english))


def _is_short_sentence(pair: Pair) -> bool:
    """Whether it is a sentence no longer than a headline, in words."""
    return _are_sentences(pair) and len(pair.indonesian.split()) <= _LONGEST_HEADLINE


def _same_source(pair: Pair, following: Sequence[Pair]) -> list[Pair]:
    return [each for each in following if each.origin == pair.origin]


def _before_stop(pair: Pair, indonesian: str, english: str) -> Pair:
    return replace(
        pair,
        indonesian=f"{pair.indonesian[:-1]}{indonesian}.",
        english=f"{pair.english[:-1]}{english}.",
    )


def _curl(text: str) -> str:
    parts = text.split('"')
    return "".join(part + ("" if index == len(parts) - 1 else "“”"[index % 2]) for index, part in enumerate(parts))


def _person(random: Random) -> tuple[str, str]:
    names = " ".join(random_name(random) for _ in range(random.choice([1, 2, 2, 3])))
    if random.random() < 0.4:
        return names, names
    title, english_title = random.choice(_rows("titles.tsv"))
    return f"{title} {names}", f"{english_title} {names}"


def _day(random: Random) -> tuple[str, str]:
    weekday, english_weekday = random.choice(_rows("weekdays.tsv"))
    date = f"{random.randrange(1, 32)}/{random.randrange(1, 13)}"
    written = random.choice([date, f"{date}/{random.randrange(2005, 2027)}", date.rjust(5, "0")])
    return f", {weekday} ({written})", f" on {english_weekday} ({written})"


def _date(random: Random) -> tuple[str, str]:
    month, english_month = random.choice(_rows("months.tsv"))
    day, year = random.randrange(1, 29), random.randrange(1945, 2027)
    return f" pada {day} {month} {year}", f" on {english_month} {day}, {year}"


def _clock(random: Random) -> tuple[str, str]:
    hour, minute = f"{random.randrange(24):02}", f"{random.randrange(0, 60, 5):02}"
    zone = random.choice(["", " WIB", " WITA", " WIT", " GMT"])
    return f" pada pukul {hour}.{minute}{zone}", f" at {hour}:{minute}{zone}"


def _rupiah(random: Random) -> tuple[str, str]:
    currency = random.choice(["Rp", "Rp ", "US$", "US$ "])
    if random.random() < 0.4:
        whole = random.randrange(1, 10_000) * 1000
        return f" ({currency}{whole:,})".replace(",", "."), f" ({currency.strip()}{whole:,})"
    scale = random.choice(list(_SCALES))
    english = f"{random.randrange(1, 1000)}" + (f".{random.randrange(1, 100)}" if random.random() < 0.6 else "")
    indonesian = english.replace(".", ",")
    return f" ({currency}{indonesian} {scale})", f" ({currency.strip()}{english} {_SCALES[scale]})"


@cache
def _lines(file: str) -> list[str]:
    return (_KNOWLEDGE / file).read_text(encoding="utf-8").split("\n")[:-1]


@cache
def _rows(file: str) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in _lines(file) if not line.startswith("#")]
    return [(indonesian, english) for indonesian, english in rows]


def _is_known(word: str) -> bool:
    return any(form in common_words() for form in (word, word.removesuffix("kan"), word.removesuffix("i")))


@cache
def _verb_prefixes() -> list[tuple[str, str, str, bool]]:
    rows = (line.split("\t") for line in _lines("verb_prefixes.tsv") if not line.startswith("#"))
    return [(form, before, restored.strip("-"), sure == "sure") for form, before, restored, sure in rows]


@cache
def _small_words() -> frozenset[str]:
    return frozenset(_lines("small_words.txt"))
