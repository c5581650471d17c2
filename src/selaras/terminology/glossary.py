"""A glossary: which terms a translation must use, must not use, and must leave alone.

Pure logic: terms are found in the source behind Indonesian affixes, and in the target behind English
inflection. The choice among hypotheses obeys it first; a substitution follows only where it is safe.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files

from ..model import Span
from .affixes import indonesian_roots, without_enclitics
from .renderings import cased_as, has_kin, is_plural, needs_other_article, occurrences, plain_occurrences

MISSING, FORBIDDEN, NOT_KEPT = "G101", "G102", "G103"
_SOURCE_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_WORD_PART = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """What a glossary says about one Indonesian term.

    Attributes:
        source: The term; a capital in it is a capital in the text. Empty where ``forbidden`` holds everywhere.
        targets: Renderings that are right, the best first; none where only some are wrong.
        forbidden: Renderings that are wrong.
        keep: Whether it must stand in the target letter for letter.
    """

    source: str
    targets: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    keep: bool = False


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term in a source text.

    Attributes:
        term: Which.
        span: Where it stands first.
        derived: Whether it is only the root of another word ("tulis" in "penulis").
    """

    term: Term
    span: Span
    derived: bool


@dataclass(frozen=True, slots=True)
class Conformity:
    """How well translations obey.

    Attributes:
        found: Terms in the sources, once a unit.
        obeyed: Those among them that the target renders as it should.
        forbidden: Forbidden renderings in the targets.
    """

    found: int = 0
    obeyed: int = 0
    forbidden: int = 0

    def __add__(self, other: Conformity) -> Conformity:
        return Conformity(self.found + other.found, self.obeyed + other.obeyed, self.forbidden + other.forbidden)


@dataclass(frozen=True)
class Glossary:
    """Terms, in any order; one ``Term`` for each source.

    Attributes:
        terms: All of them.
    """

    terms: tuple[Term, ...] = field(default=())

    @cached_property
    def hash(self) -> str:
        """Eight hex digits that change with what it asks for and not with the order of its terms."""
        told = sorted([term.source, term.targets, term.forbidden, term.keep] for term in self.terms)
        return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:8]

    def find(self, source: str) -> list[FoundTerm]:
        """The terms in a source text, each once, in text order; the longest where they overlap."""
        first: dict[Term, FoundTerm] = {}
        for one in self._find_all(source):
            first.setdefault(one.term, one)
        return sorted(first.values(), key=lambda one: one.span)

    def occurrences(self, source: str) -> list[FoundTerm]:
        """The terms in a source text wherever they stand, in text order; none overlaps another."""
        return sorted(self._find_all(source), key=lambda one: one.span)

    def spans(self, source: str) -> list[Span]:
        """Wherever a term stands in a source text, in text order; none overlaps another."""
        return [one.span for one in self.occurrences(source)]

    def kept(self, source: str) -> dict[Span, str]:
        """Wherever a term stands that must be kept, with what must stand for it in the target.

        >>> Glossary((Term("Pasar Senen", ("Pasar Senen",), keep=True),)).kept("Ke Pasar Senennya.")
        {Span(start=3, end=17): 'Pasar Senen'}
        """
        return {
            one.span: _kept_as(one, source)
            for one in self._find_all(source)
            if not one.derived and one.term.keep and one.term.targets == (one.term.source,)
        }

    def missing(self, source: str, target: str) -> dict[Span, str]:
        """Where terms stand that the target renders otherwise, with the best rendering of each.

        >>> Glossary((Term("bupati", ("regent",)),)).missing("Bupatinya datang.", "The mayor came.")
        {Span(start=0, end=9): 'regent'}
        """
        return {
            problem.source_span: problem.term.targets[0]
            for problem in self.problems(source, target)
            if problem.source_span and problem.code == MISSING
        }

    def _find_all(self, source: str) -> list[FoundTerm]:
        """Terms wherever they stand and do not overlap, the longest first; those that are only roots last."""
        words = list(self._words(source)) if self.terms else []
        is_caps = source.isupper()
        found = [one for place in range(len(words)) for one in self._at(words, place, is_caps)]
        found.sort(key=lambda one: (one.derived, -len(one.span), one.span.start, one.term.source))
        apart: list[FoundTerm] = []
        for one in found:
            if not any(one.span.overlaps(other.span) for other in apart):
                apart.append(one)
        return apart

    def failures(self, source: str, hypothesis: str) -> tuple[str, ...]:
        """A code for everything that the glossary has against a hypothesis: ``G101``, ``G102``, ``G103``.

        >>> glossary = Glossary((Term("bupati", ("regent",), ("mayor",)),))
        >>> glossary.failures("Bupatinya datang.", "The mayor came.")
        ('G101', 'G102')
        >>> glossary.failures("Para bupati datang.", "The regents came.")
        ()
        """
        return tuple(problem.code for problem in self.problems(source, hypothesis))

    def problems(self, source: str, target: str) -> list[TermProblem]:
        """What is wrong with the terms of a pair; a derived word that is rendered otherwise is no problem."""
        found = self.find(source)
        problems = [
            TermProblem(NOT_KEPT if one.term.keep else MISSING, one.term, one.span, None)
            for one in found
            if not one.derived and not _is_obeyed(one, target)
        ]
        terms = [*(one.term for one in found if not one.derived), *self._everywhere]
        problems += [TermProblem(FORBIDDEN, term, None, span) for term in terms for span in _forbidden_in(term, target)]
        return problems

    def conformity(self, source: str, target: str) -> Conformity:
        """How well one pair obeys; derived words count where they obey."""
        found = self.find(source)
        obeyed = sum(_is_obeyed(one, target) for one in found if one.term.targets)
        missed = sum(not one.derived and not _is_obeyed(one, target) for one in found if one.term.targets)
        problems = self.problems(source, target)
        return Conformity(obeyed + missed, obeyed, sum(problem.code == FORBIDDEN for problem in problems))

    def obey(self, source: str, target: str) -> str:
        """The target with right renderings for wrong ones, where nothing can break.

        That is where a term is missing, and a rendering that is known to be wrong (forbidden, in the wrong case, or
        left in Indonesian) stands in the target exactly once and not for another term.

        >>> Glossary((Term("bupati", ("regent",), ("mayor",)),)).obey("Bupati itu datang.", "The mayor came.")
        'The regent came.'
        """
        found = self.find(source)
        for one in found:
            if not one.derived and one.term.targets and not _is_obeyed(one, target):
                others = [text for other in found if other is not one for text in other.term.targets]
                better = _substituted(one, source, target, others)
                if len(self.problems(source, better)) < len(self.problems(source, target)):
                    target = better
        return _started_as(source, target, found)

    def _words(self, source: str) -> Iterator[_Word]:
        """Words, hyphened ones whole where they are forms of one word or a term ("anak-anak", "e-KTP")."""
        for match in _SOURCE_WORD.finditer(source):
            word = _word(match)
            if "-" not in word.text or len(word.roots) > 1 or word.text.lower() in self._by_first_word:
                yield word
                continue
            yield from map(_word, _WORD_PART.finditer(source, *match.span()))

    def _at(self, words: Sequence[_Word], place: int, is_caps: bool) -> Iterator[FoundTerm]:
        for first in words[place].roots:
            for term, parts in self._by_first_word.get(first, ()):
                run = words[place : place + len(parts)]
                if len(run) == len(parts) and all(
                    word.is_form_of(part, is_caps) for word, part in zip(run, parts, strict=True)
                ):
                    derived = any(word.roots.get(part.lower(), False) for word, part in zip(run, parts, strict=True))
                    yield FoundTerm(term, Span(run[0].span.start, run[-1].span.end), derived)

    @cached_property
    def _by_first_word(self) -> Mapping[str, list[tuple[Term, tuple[str, ...]]]]:
        found: defaultdict[str, list[tuple[Term, tuple[str, ...]]]] = defaultdict(list)
        for term in self.terms:
            if parts := tuple(_SOURCE_WORD.findall(term.source)):
                found[parts[0].lower()].append((term, parts))
        return dict(found)

    @cached_property
    def _everywhere(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.source)


@dataclass(frozen=True, slots=True)
class TermProblem:
    """What a glossary has against a pair.

    Attributes:
        code: ``G101`` missing, ``G102`` forbidden, ``G103`` not kept.
        term: Which term.
        source_span: Where it stands in the source, for what is missing.
        target_span: Where the wrong rendering stands in the target.
    """

    code: str
    term: Term
    source_span: Span | None
    target_span: Span | None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    span: Span
    roots: Mapping[str, bool]

    def is_form_of(self, part: str, is_caps: bool) -> bool:
        """Whether this is the word of a term; a name takes enclitics only, and its capitals must be there."""
        if part.islower() or is_caps:
            return part.lower() in self.roots
        return any(part in without_enclitics(text) for text in (self.text, *self.text.split("-")[:1])) or (
            self.text.isupper() and self.text == part.upper() and len(part) > 1
        )


def _word(match: re.Match[str]) -> _Word:
    return _Word(match[0], Span(*match.span()), indonesian_roots(match[0].lower()))


def _is_obeyed(one: FoundTerm, target: str) -> bool:
    term = one.term
    if term.keep:
        return any(_stands_in(text, target) for text in {term.source, *term.targets}) or (
            target.isupper() and term.source.upper() in target
        )
    if not term.targets or any(occurrences(text, target) for text in term.targets):
        return True
    return one.derived and any(has_kin(text, target) for text in term.targets)


def _stands_in(text: str, target: str) -> bool:
    """Whether a text stands in the target letter for letter; a sentence may give it a capital."""
    first = f"(?:{re.escape(text[:1])}|{re.escape(text[:1].upper())})"
    return re.search(rf"(?<!\w){first}{re.escape(text[1:])}(?!\w)", target) is not None


def _kept_as(one: FoundTerm, source: str) -> str:
    """A term that must be kept, as it stands in a line of capitals."""
    return one.term.source.upper() if source.isupper() else one.term.source


def _started_as(source: str, target: str, found: Iterable[FoundTerm]) -> str:
    """The target with a capital for a kept term in small letters that it begins with, if the source has one there."""
    small = tuple(one.term.source for one in found if one.term.keep and one.term.source.islower())
    return target[:1].upper() + target[1:] if source[:1].isupper() and target.startswith(small) else target


def _forbidden_in(term: Term, target: str) -> list[Span]:
    if not term.forbidden:
        return []
    right = [span for text in term.targets for span in occurrences(text, target)]
    wrong = sorted({span for text in term.forbidden for span in occurrences(text, target, any_case=True)})
    return [span for span in wrong if not any(one.start <= span.start and span.end <= one.end for one in right)]


def _substituted(one: FoundTerm, source: str, target: str, others: Iterable[str]) -> str:
    right = one.term.targets[0]
    taken = [span for text in others for span in occurrences(text, target)]
    known = {span for text in (*one.term.forbidden, right) for span in plain_occurrences(text, target)}
    spans = known | _left_alone(one, source, target)
    if len(spans) != 1:
        return target
    (span,) = spans
    wrong = span.of(target)
    if any(map(span.overlaps, taken)):
        return target
    if needs_other_article(target[: span.start], wrong, right) or is_plural(wrong) != is_plural(right):
        return target
    return target[: span.start] + cased_as(wrong, right, target, span) + target[span.end :]


def _left_alone(one: FoundTerm, source: str, target: str) -> set[Span]:
    """Where the Indonesian term still stands in the target: no acronym, no word of a name, no word of English."""
    term = one.term
    is_name = term.source[:1].isupper()
    if term.source.isupper() or (is_name and term.targets[0][:1].islower()) or term.source in _false_friends():
        return set()
    stands = one.span.of(source).lower()
    texts = {term.source} if is_name or "-" in stands else {term.source, stands}
    spans = {span for text in texts for span in plain_occurrences(text, target)}
    is_common = all(span.start == 0 or span.of(target).islower() for span in spans)
    return spans if is_name or is_common or target.isupper() else set()


@cache
def _false_friends() -> frozenset[str]:
    lines = files(__package__).joinpath("data", "false_friends.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def merged(terms: Iterable[Term]) -> Glossary:
    """One glossary of terms of which several may have one source, best renderings first as they came."""
    by_source: defaultdict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_source[term.source].append(term)
    return Glossary(tuple(_one_of(source, group) for source, group in by_source.items()))


def _one_of(source: str, group: Sequence[Term]) -> Term:
    targets = Counter(text for term in group for text in term.targets)
    forbidden = Counter(text for term in group for text in term.forbidden if text not in targets)
    return Term(source, tuple(targets), tuple(forbidden), any(term.keep for term in group))
