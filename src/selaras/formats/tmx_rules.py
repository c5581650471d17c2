"""What keeps a TMX file from loading, or from giving matches, in the tools that translators use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from typing import BinaryIO

from lxml import etree

from ..languages import same_language
from ..model import Severity
from .problems import Problem, grammar, grammar_problems
from .tmx import language_of
from .xmlread import XML_LANG, iter_elements, line_of, local_name

_TUID = re.compile(r"[A-Za-z0-9._-]+")
_TRADOS_CLOUD_LIMIT = 2000
_HEADER_ATTRIBUTES = {
    "srclang": "OmegaT crashes without; name the source language",
    "creationtool": "name the program that wrote the file",
    "creationtoolversion": "give the version of that program",
    "segtype": 'write "sentence"',
    "o-tmf": "name the format that the memory comes from",
    "adminlang": 'write "en"',
    "datatype": 'write "plaintext"',
}
# Codes of Indonesian that tools do not take for it.
_OLD_CODES = frozenset({"in", "ind"})


class TmxRules:
    """Rules for one file; it remembers the tuids it has seen as 8 bytes each."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._source_language = ""
        self._has_header = False
        self._tuids: set[bytes] = set()

    def problems(self, stream: BinaryIO) -> Iterator[Problem]:
        """All problems of the file, one ``tu`` in memory at a time.

        Raises:
            FormatError: Not XML, or not TMX.
        """
        for item in iter_elements(stream, self._path, root="tmx", wanted={"header", "tu"}):
            if local_name(item) == "header":
                yield from self._header(item)
            else:
                if not self._has_header:
                    yield self._problem(item, "there is no header before the first tu", "OmegaT needs one; add it")
                    self._has_header = True
                yield from self._unit(item)
        if not self._has_header:
            yield Problem(self._path, 0, "there is no header", "OmegaT needs one; add it")

    def _problem(self, item: etree._Element, what: str, remedy: str, severity: Severity = Severity.ERROR) -> Problem:
        return Problem(self._path, line_of(item), what, remedy, severity)

    def _header(self, header: etree._Element) -> Iterator[Problem]:
        self._has_header = True
        root = header.getparent()
        if root is not None and root.get("version") != "1.4":
            yield self._problem(root, f"version is {root.get('version')!r}", 'write version="1.4"')
        self._source_language = header.get("srclang") or ""
        missing = [name for name in _HEADER_ATTRIBUTES if not header.get(name)]
        for name in missing:
            yield self._problem(header, f"the header has no {name}", _HEADER_ATTRIBUTES[name])
        if not missing:
            yield from grammar_problems(grammar("tmx"), header, self._path)

    def _unit(self, unit: etree._Element) -> Iterator[Problem]:
        found = [*self._tuid(unit), *self._order(unit), *self._variants(unit)]
        has_errors = any(problem.severity is Severity.ERROR for problem in found)
        yield from found
        if not has_errors:
            yield from grammar_problems(grammar("tmx"), unit, self._path)
        yield from self._props(unit)

    def _tuid(self, unit: etree._Element) -> Iterator[Problem]:
        tuid = unit.get("tuid")
        if tuid is None:
            return
        if not _TUID.fullmatch(tuid):
            remedy = "use letters, digits and . _ - alone"
            yield self._problem(unit, f"the tuid {tuid!r} is not portable", remedy, Severity.WARNING)
        digest = blake2b(tuid.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        if digest in self._tuids:
            yield self._problem(unit, f"a second tu of tuid {tuid!r}", "give each its own")
        self._tuids.add(digest)

    def _order(self, unit: etree._Element) -> Iterator[Problem]:
        for holder, last in ((unit, "tuv"), *((variant, "seg") for variant in unit)):
            names = [local_name(item) for item in holder]
            if last in names:
                late = [item for item in list(holder)[names.index(last) :] if local_name(item) in ("note", "prop")]
                if late:
                    what = f"{local_name(late[0])} stands after {last}"
                    yield self._problem(late[0], what, f"move it before the first {last}")

    def _variants(self, unit: etree._Element) -> Iterator[Problem]:
        variants = [item for item in unit if local_name(item) == "tuv"]
        if len(variants) != 2:
            severity = Severity.ERROR if len(variants) < 2 else Severity.WARNING
            yield self._problem(unit, f"{len(variants)} tuv instead of two", "one source, one target", severity)
        for variant in variants:
            yield from self._language(variant)
            yield from self._segment(variant)
        source = unit.get("srclang") or self._source_language
        if variants and source not in ("", "*all*") and not same_language(language_of(variants[0]), source):
            what = f"the first tuv is in {language_of(variants[0])!r}, the source language is {source!r}"
            yield self._problem(variants[0], what, "put the source first, and its code into srclang", Severity.WARNING)

    def _language(self, variant: etree._Element) -> Iterator[Problem]:
        language = language_of(variant)
        if not variant.get(XML_LANG):
            what = f"tuv with the old lang={language!r}" if language else "tuv without a language"
            yield self._problem(variant, what, "write xml:lang, as TMX 1.4 has it")
        elif language.lower() in _OLD_CODES:
            yield self._problem(
                variant, f"tools do not match {language!r}", 'write "id" for Indonesian', Severity.WARNING
            )

    def _segment(self, variant: etree._Element) -> Iterator[Problem]:
        segments = [item for item in variant if local_name(item) == "seg"]
        if len(segments) != 1:
            yield self._problem(variant, f"{len(segments)} seg in a tuv", "write one")
            return
        text = "".join(str(part) for part in segments[0].itertext())
        for what, remedy in _text_problems(text):
            yield self._problem(segments[0], what, remedy, Severity.WARNING)

    def _props(self, unit: etree._Element) -> Iterator[Problem]:
        for prop in unit.iter("prop"):
            if not (prop.get("type") or "").startswith("x-"):
                what = f"prop of type {prop.get('type')!r}"
                yield self._problem(prop, what, "Trados wants types of our own to start with x-", Severity.WARNING)


def _text_problems(text: str) -> Iterator[tuple[str, str]]:
    if not text.strip():
        yield "empty seg", "leave the tu out"
        return
    if text != text.strip():
        yield "blanks around the text of a seg", "trim it, or it matches nothing"
    if "\n" in text.strip() or "\r" in text.strip():
        yield "a line break inside a seg", "write it on one line, or it matches nothing"
    if not unicodedata.is_normalized("NFC", text):
        yield "a seg that is not in NFC", "compose its characters, or it matches nothing"
    if re.search("[\x7f-\x9f]", text):
        yield "a control character in a seg", "remove it"
    if len(text) > _TRADOS_CLOUD_LIMIT:
        yield f"a seg of {len(text)} characters", f"Trados cloud takes {_TRADOS_CLOUD_LIMIT}; split it"
