"""What the rules know about words; the knowledge itself is in ``data/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from selaras.errors import InputError
from selaras.words import common_words

from .options import AbbreviationClass, SegmentationOptions


def parse_abbreviations(lines: Iterable[str], path: str | Path) -> Iterator[tuple[str, AbbreviationClass]]:
    """The entries of an abbreviations file: abbreviation, tab, class, and optionally a tab and its meaning.

    Raises:
        InputError: A line without a class, or with one that does not exist.
    """
    classes = ", ".join(AbbreviationClass)
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, rest = line.strip().partition("\t")
        kind = rest.partition("\t")[0].strip()
        if kind not in list(AbbreviationClass):
            raise InputError(
                f"not an abbreviation with its class: {line.strip()!r}",
                path=path,
                line=number,
                remedy=f"write the abbreviation, a tab and one of {classes}",
            )
        yield name.removesuffix("."), AbbreviationClass(kind)


def read_abbreviations(path: str | Path) -> tuple[tuple[str, AbbreviationClass], ...]:
    """A user's abbreviations, for ``SegmentationOptions.abbreviations``.

    Raises:
        InputError: The file cannot be read or a line is malformed.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"cannot read the abbreviations: {error}", path=path, remedy="give a text file in UTF-8"
        ) from None
    return tuple(parse_abbreviations(text.splitlines(), path))


@cache
def builtin_abbreviations() -> tuple[tuple[str, AbbreviationClass], ...]:
    """The entries of ``data/abbreviations.tsv``, in its order."""
    return tuple(parse_abbreviations(_data("abbreviations.tsv").splitlines(), "abbreviations.tsv"))


@cache
def abbreviation_table(extra: tuple[tuple[str, AbbreviationClass], ...]) -> dict[str, AbbreviationClass]:
    """Every written form of every abbreviation, without its last full stop, with its class.

    An entry in small letters also stands for its capitalised form.
    """
    table: dict[str, AbbreviationClass] = {}
    for name, kind in (*builtin_abbreviations(), *extra):
        table[name] = kind
        if name.islower() and len(name) > 1:
            table.setdefault(name[0].upper() + name[1:], kind)
    return table


@cache
def capital_abbreviations(extra: tuple[tuple[str, AbbreviationClass], ...]) -> dict[str, AbbreviationClass]:
    """The abbreviations as a line of capitals writes them."""
    return {name.upper(): kind for name, kind in abbreviation_table(extra).items()}


@cache
def words(name: str) -> frozenset[str]:
    """The words of ``data/NAME.txt``; ``#`` starts a comment line."""
    lines = _data(f"{name}.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Knowledge:
    """The word lists as one set of options sees them."""

    __slots__ = (
        "abbreviations", "attribution", "cannot_end", "capitals", "class_nouns", "common", "company_forms",
        "company_starts", "exclaiming_names", "number_words", "openers", "plain", "special", "starters",
    )  # fmt: skip

    def __init__(self, options: SegmentationOptions) -> None:
        self.abbreviations = abbreviation_table(options.abbreviations)
        self.capitals = capital_abbreviations(options.abbreviations)
        self.starters = words("starters")
        self.openers = self.starters | words("heads")
        self.common = common_words()
        self.cannot_end = words("cannot_end")
        self.attribution = words("attribution")
        self.class_nouns = words("class_nouns")
        self.company_forms = words("company_forms")
        self.company_starts = frozenset(form[:2] for form in self.company_forms)
        self.exclaiming_names = words("exclaiming_names")
        self.number_words = words("number_words")
        self.special = self.abbreviations.keys() | self.cannot_end
        self.plain = self.common - self.special


@cache
def knowledge(options: SegmentationOptions) -> Knowledge:
    """The knowledge for a set of options, read once."""
    return Knowledge(options)


def _data(name: str) -> str:
    return (files(__package__) / "data" / name).read_text("utf-8")
