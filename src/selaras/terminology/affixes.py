"""Words behind their inflection: Indonesian affixes taken off, English endings put on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

# A root of two letters hides in too many words.
SHORTEST_ROOT = 3
_PREFIXES_AT_MOST = 2
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class _Affix:
    kind: str
    form: str
    before: str
    restores: str


@dataclass(frozen=True, slots=True)
class _Stripped:
    """What is left of a word, and what was taken off."""

    text: str
    derived: bool = False
    prefixes: tuple[str, ...] = ()
    suffix: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the affixes that were taken off go together."""
        if self.suffix == "an":
            return bool({"noun", "circumfix", "ber", "per"}.intersection(self.prefixes))
        if "circumfix" in self.prefixes:
            return False
        if self.suffix == "i":
            return bool(self.prefixes)
        # Nobody builds "pembangunan" of "bangunan": the two affixes came together.
        return not ("noun" in self.prefixes and not self.suffix and self.text.endswith("an"))


@lru_cache(maxsize=50_000)
def indonesian_roots(word: str) -> Mapping[str, bool]:
    """What a word may be a form of, itself included, and whether that is another word made of it.

    Inflection (me-, di-, ter-, ber-, per-, -kan, -i, -nya, -ku, -mu, -lah, -kah, reduplication) gives False,
    derivation (pe-, pe-…-an, ke-…-an) gives True. Too many candidates do no harm: they are compared with terms.

    Args:
        word: In small letters, with its hyphens.

    >>> roots = indonesian_roots("pembangunannya")
    >>> roots["pembangunan"], roots["bangun"], "bangunan" in roots
    (False, True, False)
    >>> indonesian_roots("tulis-menulis")["tulis"]
    False
    """
    parts = [part for part in word.split("-") if part and part not in _hyphenated()]
    if len(parts) == 2:
        first, second = (_roots_of_part(part) for part in parts)
        shared = {root: first[root] and second[root] for root in first.keys() & second.keys()}
        return {word: False, **shared}
    return {word: False, **(_roots_of_part(parts[0]) if len(parts) == 1 else {})}


def _roots_of_part(word: str) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for stripped in _all_stripped(word):
        if stripped.is_whole and len(stripped.text) >= SHORTEST_ROOT:
            found[stripped.text] = found.get(stripped.text, True) and stripped.derived
    found[word] = False
    return found


def _all_stripped(word: str) -> Iterator[_Stripped]:
    if word in _rootlike():
        return
    for bare in without_enclitics(word):
        if bare in _rootlike():
            yield _Stripped(bare)
            continue
        stems = [_Stripped(bare)]
        stems += [
            _Stripped(bare.removesuffix(affix.form), affix.kind == "closing", (), affix.form)
            for affix in (*_affixes()["suffix"], *_affixes()["closing"])
            if bare.endswith(affix.form)
        ]
        for _ in range(_PREFIXES_AT_MOST):
            yield from stems
            stems = [rest for stem in stems for rest in _without_prefix(stem)]
        yield from stems


def _without_prefix(stem: _Stripped) -> Iterator[_Stripped]:
    for affix in (*_affixes()["verb"], *_affixes()["noun"], *_affixes()["circumfix"]):
        rest = stem.text.removeprefix(affix.form)
        if rest and rest != stem.text and (affix.before == "*" or rest[0] in affix.before):
            name = affix.form if affix.form in ("ber", "per") else affix.kind
            derived = stem.derived or affix.kind != "verb"
            yield _Stripped(affix.restores + rest, derived, (*stem.prefixes, name), stem.suffix)


def without_enclitics(word: str) -> tuple[str, ...]:
    """The word, without its particle, and without its possessive.

    >>> without_enclitics("rumahnyalah")
    ('rumahnyalah', 'rumahnya', 'rumah')
    """
    found = [word]
    for kind in ("particle", "enclitic"):
        for affix in _affixes()[kind]:
            if found[-1].endswith(affix.form) and len(found[-1]) - len(affix.form) >= SHORTEST_ROOT:
                found.append(found[-1].removesuffix(affix.form))
                break
    return tuple(found)


@lru_cache(maxsize=10_000)
def english_forms(word: str) -> frozenset[str]:
    """A word in small letters and its inflected forms: plural, past, -ing, irregular ones.

    >>> sorted(english_forms("plan"))
    ['plan', 'planed', 'planing', 'planned', 'planning', 'plans']
    >>> "ministries" in english_forms("ministry"), "wrote" in english_forms("write")
    (True, True)
    """
    endings = _endings(word) if word.isalpha() else ()
    return frozenset({word, *_irregular().get(word, ()), *endings})


def english_base(form: str) -> str:
    """The word that an irregular form belongs to; any other word is its own.

    >>> english_base("sold"), english_base("children"), english_base("plans")
    ('sell', 'child', 'plans')
    """
    return _irregular_forms().get(form, form)


def _endings(word: str) -> Iterator[str]:
    if re.search(f"[^{_VOWELS}]y$", word):
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
        return
    yield f"{word}es" if re.search("(?:s|x|z|ch|sh|o)$", word) else f"{word}s"
    stem = word.removesuffix("e")
    yield from (f"{stem}ed", f"{stem}ing")
    if re.search(f"[^{_VOWELS}][{_VOWELS}][bdglmnprt]$", word):
        yield from (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")


def _rows(name: str) -> Iterator[list[str]]:
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    yield from (line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def _affixes() -> Mapping[str, tuple[_Affix, ...]]:
    found: defaultdict[str, list[_Affix]] = defaultdict(list)
    for kind, form, before, restores in _rows("affixes.id.tsv"):
        found[kind].append(_Affix(kind, form, before, restores.replace("-", "")))
    return {kind: tuple(affixes) for kind, affixes in found.items()}


@cache
def _rootlike() -> frozenset[str]:
    return frozenset(affix.form for affix in _affixes()["rootlike"])


@cache
def _hyphenated() -> frozenset[str]:
    """What writers join to foreign words and acronyms with a hyphen: "di-upload", "KPK-nya"."""
    kinds = ("verb", "noun", "suffix", "closing", "enclitic", "particle")
    return frozenset(affix.form for kind in kinds for affix in _affixes()[kind])


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    return {word: tuple(forms) for word, *forms in _rows("irregular.en.tsv")}


@cache
def _irregular_forms() -> Mapping[str, str]:
    # What is a word of its own ("lay") stays one.
    return {form: word for word, forms in _irregular().items() for form in forms if form not in _irregular()}
