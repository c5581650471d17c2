"""What keeps the TEI of an article or a corpus from being used: structure, ids, pointers, languages, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ..errors import FormatError
from ..model import Severity
from .problems import Problem, grammar, grammar_problems
from .tei.names import XINCLUDE, tag
from .xmlread import XML_ID, XML_LANG, line_of, local_name, parse

_POINTERS = ("corresp", "target", "ana", "resp", "who", "domains")


def tei_problems(path: Path) -> Iterator[Problem]:
    """All problems of a file that selaras or somebody else wrote; the latter is held to TEI's common rules alone.

    Raises:
        FormatError: Not XML.
    """
    with path.open("rb") as stream:
        tree = parse(stream, str(path))
    if tree.find(f".//{tag('application')}[@ident='selaras']") is not None:
        yield from grammar_problems(grammar("tei"), tree, str(path))
    yield from _ids(tree, path)
    yield from _languages(tree, path)
    yield from _counts(tree, path)
    yield from _pointers(tree, path)
    yield from _includes(tree, path)


def _ids(tree: etree._ElementTree, path: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for item in tree.iter(etree.Element):
        name = item.get(XML_ID)
        if name is not None and name in seen:
            yield Problem(str(path), line_of(item), f"a second element of xml:id {name!r}", "give each its own")
        seen.add(name or "")


def _languages(tree: etree._ElementTree, path: Path) -> Iterator[Problem]:
    declared = {item.get("ident") for item in tree.iter(tag("language"))}
    reported: set[str] = set()
    for item in tree.iter(etree.Element):
        code = item.get(XML_LANG)
        if code and code not in declared | reported:
            reported.add(code)
            yield Problem(
                str(path), line_of(item), f"no <language ident={code!r}>", "add it to langUsage", Severity.WARNING
            )


def _counts(tree: etree._ElementTree, path: Path) -> Iterator[Problem]:
    texts = tree.findall(f".//{tag('text')}")
    if len(texts) != 1:
        return
    true = Counter(local_name(item) for item in texts[0].iterdescendants() if isinstance(item.tag, str))
    for usage in tree.iter(tag("tagUsage")):
        name, told = usage.get("gi") or "", usage.get("occurs")
        if told is not None and told != str(true[name.lower()]):
            what = f"tagUsage tells of {told} {name}, there are {true[name.lower()]}"
            yield Problem(str(path), line_of(usage), what, "correct the count", Severity.WARNING)


def _pointers(tree: etree._ElementTree, path: Path) -> Iterator[Problem]:
    prefixes = {item.get("ident"): item.get("replacementPattern") or "" for item in tree.iter(tag("prefixDef"))}
    ids = _Ids(tree, path)
    for item in tree.iter(etree.Element):
        pointers = (pointer for name in _POINTERS for pointer in (item.get(name) or "").split())
        for pointer in pointers:
            what = _complaint(pointer, prefixes, ids)
            if what:
                yield Problem(str(path), line_of(item), what, "export the corpus again, or correct the pointer")


def _complaint(pointer: str, prefixes: dict[str | None, str], ids: _Ids) -> str | None:
    """What is wrong with a pointer; web addresses and XPointer schemes are believed."""
    prefix, colon, rest = pointer.partition(":")
    if colon and "/" not in prefix and "#" not in prefix:
        if rest.startswith("//"):
            return None
        if prefix not in prefixes:
            return f"no prefixDef for {prefix!r} in {pointer!r}"
        pointer = prefixes[prefix].replace("$1", rest)
    file, _, fragment = pointer.partition("#")
    if fragment.endswith(")"):
        return None
    known = ids.of(file)
    if known is None:
        return f"there is no file {file!r}"
    return f"nothing has the xml:id of {pointer!r}" if fragment and fragment not in known else None


class _Ids:
    """The xml:ids of a file and of those it points to, each read once."""

    def __init__(self, tree: etree._ElementTree, path: Path) -> None:
        self._path = path
        self._known: dict[str, set[str] | None] = {"": _names(tree)}

    def of(self, file: str) -> set[str] | None:
        """The ids in ``file`` beside the first; None where there is no such file."""
        if file not in self._known:
            self._known[file] = self._read(self._path.parent / file)
        return self._known[file]

    def _read(self, path: Path) -> set[str] | None:
        try:
            with path.open("rb") as stream:
                return _names(parse(stream, str(path)))
        except (OSError, FormatError):
            return None


def _names(tree: etree._ElementTree) -> set[str]:
    return {name for item in tree.iter(etree.Element) if (name := item.get(XML_ID))}


def _includes(tree: etree._ElementTree, path: Path) -> Iterator[Problem]:
    for item in tree.iter(f"{{{XINCLUDE}}}include"):
        if not (path.parent / (item.get("href") or "")).is_file():
            what = f"there is no file {item.get('href')!r} to include"
            yield Problem(str(path), line_of(item), what, "export the corpus again")
