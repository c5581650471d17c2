"""Glossary files: TSV, CSV and TBX."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import FormatError, InputError
from ..languages import base_language
from ..model import ENGLISH, INDONESIAN
from ..normalise import normalise_source
from ..separators import announced_separator
from .glossary import Glossary, Term, merged

if TYPE_CHECKING:
    from lxml import etree

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "source": ("source", "id", "indonesian", "indonesia", "source term"),
    "target": ("target", "en", "english", "translation", "target term"),
    "usage": ("usage", "status", "type"),
}
_REQUIRED = frozenset({"", "required", "preferred", "admitted", "allowed", "approved"})
_FORBIDDEN = frozenset({"forbidden", "deprecated", "superseded", "do-not-use", "wrong"})
_KEEP = frozenset({"keep", "do-not-translate", "dnt", "untranslatable"})
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2})?")
_TBX_ROOTS = ("tbx", "martif")
_TBX_FORBIDDEN = ("deprecated", "superseded", "obsolete")


def read_glossary(path: Path) -> Glossary:
    """The glossary in a file: TBX by its suffixes ``.tbx`` and ``.xml``, a comma-separated table by ``.csv``, else TSV.

    Raises:
        InputError: It cannot be read, or holds no term.
        FormatError: It is not what its name says, or contradicts itself; further contradictions are its notes.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path, remedy="check its path") from error
    suffix = path.suffix.lower()
    is_tbx = suffix in (".tbx", ".xml")
    parts = list(_tbx_concepts(content, path)) if is_tbx else [list(_table_rows(content, path, suffix))]
    if not any(parts):
        raise InputError("a glossary without terms", path=path, remedy="see docs/glossary.md for its formats")
    _refuse_contradictions([found for part in parts for found in _contradictions(part)], path)
    return merged(row.term for part in parts for row in part)


@dataclass(frozen=True, slots=True)
class _Row:
    """What one place of a glossary says.

    Attributes:
        line: Where it stands, from 1.
        term: What it says.
        is_kept: Whether it says in so many words that the term is to be kept.
    """

    line: int
    term: Term
    is_kept: bool = False


def _refuse_contradictions(found: Sequence[tuple[int, str]], path: Path) -> None:
    if not found:
        return
    errors = [FormatError(what, path=path, line=line, remedy="remove one of them") for line, what in sorted({*found})]
    for other in errors[1:]:
        errors[0].add_note(str(other))
    raise errors[0]


def _contradictions(rows: Sequence[_Row]) -> Iterator[tuple[int, str]]:
    """Lines, with what they say against earlier ones: renderings both right and forbidden, terms kept and rendered."""
    right: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        for text in row.term.targets:
            right[text].setdefault(row.term.source, row.line)
    kept = {row.term.source: row.line for row in rows if row.is_kept}
    for row in rows:
        source, targets = row.term.source, row.term.targets
        for text in row.term.forbidden:
            for term in [source] if source else right[text]:
                if line := right[text].get(term):
                    yield _contradiction(term, (line, f"“{text}”"), (row.line, f"anything but “{text}”"))
        if source in kept and targets and source not in targets:
            yield _contradiction(source, (kept[source], "kept"), (row.line, f"“{targets[0]}”"))


def _contradiction(source: str, one: tuple[int, str], other: tuple[int, str]) -> tuple[int, str]:
    """The later of two lines, and what both say of a term."""
    (earlier, said), (line, says) = sorted((one, other), key=itemgetter(0))
    where = f"in line {earlier}" if earlier != line else "as well"
    return line, f"“{source}” is to be {says}, and {said} {where}"


def _table_rows(content: bytes, path: Path, suffix: str) -> Iterator[_Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError("not UTF-8", path=path, remedy="save it as UTF-8 text") from error
    columns: Sequence[str] | None = None
    for number, cells in _rows(text, suffix):
        if columns is None:
            columns = _header(cells)
            if columns:
                continue
            columns = ("source", "target", "comment")
        yield _row_of(dict(zip(columns, cells, strict=False)), path, number)


def _rows(text: str, suffix: str) -> Iterator[tuple[int, list[str]]]:
    """Cells with their line numbers; blank lines, comments and what spreadsheets say of the separator do not count."""
    lines = io.StringIO(text, newline="")
    announced = announced_separator(lines.readline())
    if announced:
        reader = csv.reader(chain(("#",), lines), delimiter=announced)
    elif suffix == ".csv":
        first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    else:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    for cells in reader:
        if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
            yield reader.line_num, [normalise_source(cell) for cell in cells]


def _header(cells: Sequence[str]) -> list[str] | None:
    known = {name: column for column, names in _COLUMNS.items() for name in names}
    named = [known.get(cell.lower(), cell.lower()) for cell in cells]
    for place, cell in enumerate(cells):
        column = known.get(base_language(cell)) if _LOCALE.fullmatch(cell) else None
        if column and column not in named:
            named[place] = column
    return named if "source" in named and ({"target", "usage"} & {*named}) else None


def _row_of(row: Mapping[str, str], path: Path, line: int) -> _Row:
    source, usage = row.get("source", ""), row.get("usage", "").lower().replace(" ", "-").replace("_", "-")
    targets = tuple(text for part in row.get("target", "").split("|") if (text := part.strip()))
    if usage in _KEEP and source:
        return _Row(line, Term(source, (source,), keep=True), is_kept=True)
    if usage in _FORBIDDEN and targets:
        return _Row(line, Term(source, forbidden=targets))
    if usage in _REQUIRED and source and targets:
        return _Row(line, Term(source, targets, keep=targets == (source,)))
    if usage in _REQUIRED | _FORBIDDEN | _KEEP:
        raise FormatError("a term is missing", path=path, line=line, remedy="give source and target, or usage keep")
    raise FormatError(
        f"unknown usage {usage!r}",
        path=path,
        line=line,
        remedy="write required, forbidden or keep, or leave it empty",
    )


@dataclass(slots=True)
class _Concept:
    """The terms of one TBX concept, by language and whether they may be used."""

    right: dict[str, list[str]] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def terms(self) -> Iterator[Term]:
        """A term for every Indonesian name of the concept, those that are no longer used among them."""
        targets, forbidden = tuple(self.right.get(ENGLISH, ())), tuple(self.wrong.get(ENGLISH, ()))
        for source in (*self.right.get(INDONESIAN, ()), *self.wrong.get(INDONESIAN, ())):
            if targets or forbidden:
                yield Term(source, targets, forbidden, keep=targets == (source,))


def _tbx_concepts(content: bytes, path: Path) -> Iterator[list[_Row]]:
    """The terms of TBX 2 (``martif``) and TBX 3 (ISO 30042:2019), in the DCA and the DCT style, by concept.

    One concept may call right what another forbids: an Indonesian term can be the name of both.
    """
    for entry in _tbx_root(content, path).iter("{*}conceptEntry", "{*}termEntry"):
        concept = _Concept()
        for section in entry.iter("{*}langSec", "{*}langSet"):
            language = base_language(section.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
            for term in section.iter("{*}term"):
                text = normalise_source("".join(map(str, term.itertext("{*}*"))))
                usable = concept.wrong if _is_forbidden(term, section) else concept.right
                if text:
                    usable.setdefault(language, []).append(text)
        line = entry.sourceline
        yield [_Row(line if isinstance(line, int) else 1, term) for term in concept.terms()]


def _tbx_root(content: bytes, path: Path) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        said = (error.msg or "empty file").partition(", line")[0]
        raise FormatError(
            f"not well-formed XML: {said}", path=path, line=error.lineno or None, remedy="repair or export it again"
        ) from error
    if etree.QName(root).localname.lower() not in _TBX_ROOTS:
        raise FormatError("not TBX", path=path, line=1, remedy="give a TBX file, or a table as .tsv or .csv")
    return root


def _is_forbidden(term: etree._Element, section: etree._Element) -> bool:
    """Whether a note in the section of a term says that it is not to be used."""
    holder = term.getparent()
    if holder is None or holder is section:
        return False
    grand = holder.getparent()
    near = [holder] if grand is None or grand is section else [holder, grand]
    for item in (item for one in near for item in one):
        name = item.get("type") or (item.tag.rpartition("}")[2] if isinstance(item.tag, str) else "")
        if name in ("administrativeStatus", "normativeAuthorization") and (item.text or "").strip().lower().startswith(
            _TBX_FORBIDDEN
        ):
            return True
    return False
