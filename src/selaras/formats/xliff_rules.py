"""What keeps an XLIFF file from loading in translation tools, or their work from coming back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from ..model import Severity
from .its import ITS, REFERENCE
from .problems import Problem
from .statuses import STATUS_NAMES, is_state_of_xliff12
from .xmlread import XML_ID, first_element, iter_elements, line_of, local_name

_STATES_21 = {names.xliff21 for names in STATUS_NAMES.values()} | {"reviewed"}
_REQUIRED: dict[str, dict[str, tuple[str, ...]]] = {
    "1": {"file": ("original", "source-language", "datatype"), "trans-unit": ("id",)},
    "2": {"file": ("id",), "unit": ("id",)},
}


def xliff_problems(stream: BinaryIO, path: str) -> Iterator[Problem]:
    """All problems of a file, one unit in memory at a time; the stream must be seekable.

    Raises:
        FormatError: Not XML, or not XLIFF.
    """
    start = stream.tell()
    root = first_element(stream.read(1 << 16), path)
    stream.seek(start)
    version = root.get("version") or ""
    if version not in ("1.2", "2.0", "2.1", "2.2"):
        yield Problem(path, line_of(root), f"version is {version!r}", 'write version="1.2" or "2.1"')
    if version.startswith("2") and not root.get("srcLang"):
        yield Problem(path, line_of(root), "the root has no srcLang", "name the source language")
    required = _REQUIRED.get(version[:1], _REQUIRED["1"])
    yield from _unit_problems(stream, path, required)


def _unit_problems(stream: BinaryIO, path: str, required: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    seen: set[str] = set()
    file: etree._Element | None = None
    for item in iter_elements(stream, path, root="xliff", wanted=set(required) - {"file"}):
        holder = next(item.iterancestors("{*}file"), None)
        if holder is not None and holder is not file:
            file = holder
            seen.clear()
            yield from _missing(holder, required["file"], path)
        yield from _missing(item, required[local_name(item)], path)
        name = item.get("id") or ""
        if name in seen:
            yield Problem(path, line_of(item), f"a second unit of id {name!r} in its file", "give each its own")
        seen.add(name)
        yield from _texts(item, path)
        yield from _issues(item, path)


def _missing(item: etree._Element, names: tuple[str, ...], path: str) -> Iterator[Problem]:
    for name in names:
        if item.get(name) is None:
            yield Problem(path, line_of(item), f"{local_name(item)} has no {name}", "add it")


def _texts(item: etree._Element, path: str) -> Iterator[Problem]:
    if item.find(".//{*}source") is None:
        yield Problem(path, line_of(item), "a unit without a source", "add it, or leave the unit out")
    for target in item.iter("{*}target"):
        state = target.get("state")
        if state is not None and not is_state_of_xliff12(state):
            yield Problem(path, line_of(target), f"there is no state {state!r}", "see XLIFF 1.2", Severity.WARNING)
    for segment in item.iter("{*}segment"):
        state = segment.get("state")
        if state is not None and state not in _STATES_21:
            yield Problem(path, line_of(segment), f"there is no state {state!r}", "see XLIFF 2.1")


def _issues(item: etree._Element, path: str) -> Iterator[Problem]:
    """Pointers to quality issues that stand nowhere in their unit."""
    known = {issues.get(XML_ID) for issues in item.iter(f"{{{ITS}}}locQualityIssues")}
    for pointing in item.iter(etree.Element):
        pointer = pointing.get(REFERENCE) or ""
        if pointer.startswith("#") and pointer.removeprefix("#").removeprefix("its=") not in known:
            what = f"no quality issues are called {pointer!r} in the unit"
            yield Problem(path, line_of(pointing), what, "add its:locQualityIssues, or take the pointer away")
