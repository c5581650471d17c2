"""The translator: what to hand to the model, and what to make of what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ..model import Measurements, Provenance, Span, Translation
from ..terminology.glossary import NOT_KEPT, Glossary, Term
from . import FailureCheck
from .adequacy import AdequacyModel
from .choice import Candidate, agreement
from .clauses import join_clauses, split_clauses
from .datelines import dateline_end
from .decoding import Hypothesis, NBestDecoder
from .institutions import misnamed
from .lexicon import Lexicon
from .names import count_invented, with_names_of
from .options import DecodingOptions
from .preparation import TOLD, Prepared, prepare
from .tokenizing import Tokenizer
from .verbatim import find_separators, find_verbatim, mask_verbatim

NAMES = "names"
STEPS = ("split", "protected", "cased", "title", "reworded", TOLD, NAMES, "reranked", "retried")
# Worse than failing any number of checks: a loop that never ended or silence, a protected token that is gone.
_CUT = 100
_LOST = 1000
_NO_TERMS = Glossary()
_NO_WORDS = Lexicon({})
# Piece, candidate, what was chosen before.
_Comparison = Callable[[str, Candidate, Candidate], bool]
# A piece that is cut once more is cut where a mark or a conjunction allows, into about halves.
_FULLNESS_OF_RETRY = 1.2


class ArgosTranslator:
    """Translates with one Argos package; see :class:`selaras.translation.Translator`.

    Args:
        tokenizer: Of the package.
        decoder: Its model.
        provenance: Of all that the translator makes.
        piece_tokens: About the source tokens up to which the model is good.
        options: How to decode.
        failures: Chooses among hypotheses, None to take the most likely.
        glossary: Its terms are not cut, and those that are to be kept are hidden where the model changes them.
        adequacy: Tells what hypotheses leave unexplained, None where the package cannot.
        lexicon: Tells what rare words stand for, None where the package cannot.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        decoder: NBestDecoder,
        provenance: Provenance,
        piece_tokens: int,
        options: DecodingOptions,
        failures: FailureCheck | None = None,
        glossary: Glossary = _NO_TERMS,
        adequacy: AdequacyModel | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        self.provenance = provenance
        self._tokenizer = tokenizer
        self._decoder = decoder
        self._piece_tokens = piece_tokens
        self._options = options
        self._failures = failures
        self._glossary = glossary
        self._adequacy = adequacy
        self._lexicon = lexicon if lexicon and options.lexicon else _NO_WORDS

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Translation]:
        """See :meth:`selaras.translation.Translator.translate`."""
        repeats = Counter(sources)
        # Sorted, so that the company in a batch does not depend on the order of the sources.
        segments = {source: self._pieces(source) for source in sorted(repeats)}
        tell = _Progress(segments, repeats, progress)
        chosen = self._translate_pieces(_distinct(segments.values()), tell.done)
        done = {source: _translation(pieces, chosen) for source, pieces in segments.items()}
        return [done[source] for source in sources]

    def _pieces(self, source: str) -> tuple[str, ...]:
        begin = dateline_end(source)
        dateline = (source[:begin],) if begin else ()
        return dateline + self._split(source[begin:], self._piece_tokens)

    def _split(self, source: str, limit: float) -> tuple[str, ...]:
        if not source.strip():
            return ()
        parts = _around(source, find_separators(source))
        return tuple(piece for part in parts for piece in split_clauses(part, self._size, limit, self._whole(part)))

    def _whole(self, source: str) -> tuple[Span, ...]:
        """What is not cut: verbatim tokens and the terms of the glossary."""
        verbatim = find_verbatim(source)
        terms = [term for term in self._glossary.spans(source) if not any(map(term.overlaps, verbatim))]
        return tuple(sorted([*verbatim, *terms]))

    def _size(self, text: str) -> int:
        return len(self._tokenizer.encode(mask_verbatim(text).text))

    def _translate_pieces(self, pieces: Sequence[str], done: Callable[[str], None]) -> dict[str, Candidate]:
        shown = {piece: prepare(piece) for piece in pieces}
        chosen: dict[str, Candidate] = {}
        for piece, candidate in self._first_choices(shown.values(), self._options):
            chosen[piece] = candidate
            done(piece)
        self._show_again(self._with_hidden_terms(chosen), _fails_less, shown, chosen)
        self._show_again(self._with_hidden_institutions(chosen), _names_better, shown, chosen)
        self._show_again(self._with_told_words(shown, chosen), _says_more, shown, chosen)
        self._retry([shown[piece] for piece in pieces if chosen[piece].failures], chosen)
        return chosen

    def _show_again(
        self,
        again: Sequence[Prepared],
        is_better: _Comparison,
        shown: dict[str, Prepared],
        chosen: dict[str, Candidate],
    ) -> None:
        """Ask the model once more, and take what is better than what was chosen."""
        ready = {prepared.source: prepared for prepared in again}
        for piece, candidate in self._first_choices(again, self._options):
            if is_better(piece, candidate, chosen[piece]):
                chosen[piece], shown[piece] = candidate, ready[piece]

    def _first_choices(self, prepared: Iterable[Prepared], options: DecodingOptions) -> Iterator[tuple[str, Candidate]]:
        worded = []
        for ready in prepared:
            if ready.text:
                worded.append(ready)
            else:
                yield ready.source, Candidate(ready.copied(), 0, steps=ready.steps)
        yield from self._decode(worded, options)

    def _decode(self, prepared: Sequence[Prepared], options: DecodingOptions) -> Iterator[tuple[str, Candidate]]:
        tokens = [self._tokenizer.encode(ready.shown) for ready in prepared]
        for index, hypotheses in self._decoder.decode(tokens, options):
            yield prepared[index].source, self._choose(prepared[index], tokens[index], hypotheses)

    def _ordered(self, source: Sequence[str], hypotheses: Sequence[Hypothesis]) -> Sequence[Hypothesis]:
        """Best first: what is likely and says what the source says."""
        weight = self._options.adequacy
        if self._adequacy is None or not weight or len(hypotheses) == 1:
            return hypotheses
        unexplained = self._adequacy.unexplained(source, [hypothesis.tokens for hypothesis in hypotheses])
        merits = [hypothesis.rank - weight * bits for hypothesis, bits in zip(hypotheses, unexplained, strict=True)]
        return [hypotheses[place] for place in sorted(range(len(merits)), key=lambda place: -merits[place])]

    def _choose(self, prepared: Prepared, source: Sequence[str], hypotheses: Sequence[Hypothesis]) -> Candidate:
        first, *others = self._ordered(source, hypotheses)
        taken, chosen = first, self._candidate(prepared, first)
        for hypothesis in others:
            if not chosen.is_flawed:
                break
            if better := self._better(prepared, hypothesis, chosen):
                taken, chosen = hypothesis, better
        rest = [hypothesis.tokens for hypothesis in hypotheses if hypothesis is not taken]
        steps = chosen.steps if taken is hypotheses[0] else (*chosen.steps, "reranked")
        return replace(chosen, agreement=agreement(taken.tokens, rest), steps=steps)

    def _candidate(self, prepared: Prepared, hypothesis: Hypothesis) -> Candidate:
        return self._checked(prepared, hypothesis, self._unchecked(prepared, hypothesis))

    def _better(self, prepared: Prepared, hypothesis: Hypothesis, than: Candidate) -> Candidate | None:
        """The candidate that a hypothesis is, if its flaws are fewer; the checks take longest and are asked last."""
        candidate = self._unchecked(prepared, hypothesis)
        if candidate.flaws >= than.flaws:
            return None
        candidate = self._checked(prepared, hypothesis, candidate)
        return candidate if candidate.flaws < than.flaws else None

    def _unchecked(self, prepared: Prepared, hypothesis: Hypothesis) -> Candidate:
        said = self._tokenizer.decode(list(hypothesis.tokens))
        spelt = with_names_of(prepared.masked.text, said)
        text = prepared.finish(spelt)
        return Candidate(
            text=text or "",
            failures=_LOST if text is None else 0,
            unsaid=len(self._unsaid(prepared, text or "")),
            invented=count_invented(prepared.source, text or ""),
            score=hypothesis.score,
            length=len(hypothesis.tokens) + 1,
            unknown=self._tokenizer.count_unknown(hypothesis.tokens),
            steps=prepared.steps if spelt == said else (*prepared.steps, NAMES),
        )

    def _checked(self, prepared: Prepared, hypothesis: Hypothesis, candidate: Candidate) -> Candidate:
        if candidate.failures:
            return candidate
        return replace(candidate, failures=self._count_failures(prepared.source, candidate.text, hypothesis.is_cut))

    def _count_failures(self, source: str, text: str, is_cut: bool = False) -> int:
        # A replacement character is half an emoji or an odd letter that the model spelt byte by byte.
        is_broken = is_cut or not text or ("\ufffd" in text and "\ufffd" not in source)
        return _CUT * is_broken + (len(self._failures(source, text)) if self._failures else 0)

    def _retry(self, poor: Sequence[Prepared], chosen: dict[str, Candidate]) -> None:
        """Where all hypotheses fail: a wider beam that may not repeat itself, then smaller pieces."""
        options = self._options.for_retry()
        for piece, candidate in self._decode(poor, options):
            _improve(chosen, piece, candidate)
        smaller = {ready.source: self._smaller(ready) for ready in poor if chosen[ready.source].failures}
        parts = dict(self._first_choices(map(prepare, _distinct(smaller.values())), options))
        for source, pieces in smaller.items():
            if len(pieces) > 1:
                _improve(chosen, source, self._reassembled(source, pieces, parts))

    def _with_hidden_terms(self, chosen: Mapping[str, Candidate]) -> list[Prepared]:
        """The pieces in which a term was to be kept and was not; the model gets to see none of their terms."""
        glossary = self._glossary
        poor = [(piece, candidate.text) for piece, candidate in sorted(chosen.items()) if candidate.failures]
        return [
            prepare(piece, glossary.kept(piece)) for piece, text in poor if NOT_KEPT in glossary.failures(piece, text)
        ]

    def _with_hidden_institutions(self, chosen: Mapping[str, Candidate]) -> list[Prepared]:
        """The pieces in which an institution goes by a wrong name, unless the glossary has another for it."""
        hidden = {piece: self._misnamed(piece, candidate.text) for piece, candidate in sorted(chosen.items())}
        return [prepare(piece, self._glossary.kept(piece) | names) for piece, names in hidden.items() if names]

    def _with_told_words(self, shown: Mapping[str, Prepared], chosen: Mapping[str, Candidate]) -> list[Prepared]:
        """The pieces in which words are missing, with what should stand for them in their places."""
        missing = {piece: self._missing(shown[piece], chosen[piece]) for piece in sorted(chosen)}
        return [shown[piece].telling(words) for piece, words in missing.items() if words]

    def _missing(self, prepared: Prepared, candidate: Candidate) -> dict[Span, str]:
        """Terms of the glossary that are not rendered as it says, and rare words that are left out."""
        terms = self._glossary.missing(prepared.text, candidate.text) if candidate.failures else {}
        return terms | (self._unsaid(prepared, candidate.text) if candidate.unsaid else {})

    def _unsaid(self, prepared: Prepared, translation: str) -> dict[Span, str]:
        """Rare words that are left out; of its own terms the glossary knows better."""
        words = self._lexicon.unsaid(prepared.text, translation, prepared.is_title)
        terms = self._glossary.spans(prepared.text) if words else ()
        return {span: word for span, word in words.items() if not any(map(span.overlaps, terms))}

    def _misnamed(self, source: str, text: str) -> dict[Span, str]:
        terms = self._glossary.occurrences(source)
        return {
            span: name
            for span, name in misnamed(source, text).items()
            if all(_agrees(found.term, name) for found in terms if found.span.overlaps(span))
        }

    def _reassembled(self, source: str, pieces: Sequence[str], parts: Mapping[str, Candidate]) -> Candidate:
        found = [parts[piece] for piece in _stripped(pieces)]
        joined = _joined(pieces, found)
        is_cut = any(part.failures >= _CUT for part in found)
        return replace(joined, failures=self._count_failures(source, joined.text, is_cut))

    def _smaller(self, prepared: Prepared) -> tuple[str, ...]:
        spans = find_verbatim(prepared.source)
        if spans:
            return _around(prepared.source, spans)
        return self._split(prepared.source, self._size(prepared.source) / _FULLNESS_OF_RETRY)


class _Progress:
    """Tells of a source when the last of its pieces is done."""

    def __init__(
        self,
        segments: Mapping[str, Sequence[str]],
        repeats: Mapping[str, int],
        progress: Callable[[int], None] | None,
    ) -> None:
        self._tell = progress or (lambda _: None)
        self._repeats = repeats
        self._left = {source: len(set(_stripped(pieces))) for source, pieces in segments.items()}
        self._sources: dict[str, list[str]] = {}
        for source, pieces in segments.items():
            for piece in set(_stripped(pieces)):
                self._sources.setdefault(piece, []).append(source)
            if not self._left[source]:
                self._tell(repeats[source])

    def done(self, piece: str) -> None:
        for source in self._sources[piece]:
            self._left[source] -= 1
            if not self._left[source]:
                self._tell(self._repeats[source])


def _stripped(pieces: Iterable[str]) -> list[str]:
    return [piece.strip() for piece in pieces if piece.strip()]


def _distinct(segments: Iterable[Iterable[str]]) -> list[str]:
    return sorted({piece for pieces in segments for piece in _stripped(pieces)})


def _around(source: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """Cut before and after every span, so that what it covers never meets the model."""
    ends = [span.end + len(source[span.end :]) - len(source[span.end :].lstrip()) for span in spans]
    places = sorted({0, len(source), *(span.start for span in spans), *ends})
    return tuple(source[start:end] for start, end in pairwise(places))


def _agrees(term: Term, name: str) -> bool:
    """Whether a name is a right rendering for a term."""
    return any(target.lower() in name.lower() for target in term.targets)


def _names_better(piece: str, candidate: Candidate, before: Candidate) -> bool:
    """Whether fewer institutions go by a wrong name, and nothing else was lost for it."""
    brackets = min(piece.count("("), before.text.count("("))
    return (
        candidate.failures <= before.failures
        and candidate.text.count("(") >= brackets
        and len(misnamed(piece, candidate.text)) < len(misnamed(piece, before.text))
    )


def _says_more(piece: str, candidate: Candidate, before: Candidate) -> bool:
    """Whether it fails fewer checks, or as many and leaves out fewer rare words, and misnames no more institutions."""
    return (
        candidate.failures <= before.failures
        and (candidate.failures, candidate.unsaid) < (before.failures, before.unsaid)
        and len(misnamed(piece, candidate.text)) <= len(misnamed(piece, before.text))
    )


def _fails_less(_: str, candidate: Candidate, before: Candidate) -> bool:
    return candidate.failures < before.failures


def _improve(chosen: dict[str, Candidate], piece: str, candidate: Candidate) -> None:
    if _fails_less(piece, candidate, chosen[piece]):
        chosen[piece] = replace(candidate, steps=(*candidate.steps, "retried"))


def _translation(pieces: Sequence[str], chosen: Mapping[str, Candidate]) -> Translation:
    found = [chosen[piece] for piece in _stripped(pieces)]
    if not found:
        return Translation("")
    joined = _joined(pieces, found)
    # A text that was copied without asking the model has no score.
    score = round(joined.score, 4) if any(candidate.score for candidate in found) else None
    steps = tuple(step for step in STEPS if step in joined.steps)
    return Translation(joined.text, Measurements(score, joined.agreement, joined.unknown, steps))


def _joined(pieces: Sequence[str], candidates: Sequence[Candidate]) -> Candidate:
    """One candidate of those for the pieces; scores and agreement weigh by tokens."""
    worded = [piece for piece in pieces if piece.strip()]
    length = sum(candidate.length for candidate in candidates)
    agreed = [candidate for candidate in candidates if candidate.agreement is not None]
    agreed_length = sum(candidate.length for candidate in agreed)
    return Candidate(
        text=join_clauses(worded, [candidate.text for candidate in candidates]),
        failures=sum(candidate.failures for candidate in candidates),
        score=sum(candidate.score * candidate.length for candidate in candidates) / length,
        length=length,
        unknown=sum(candidate.unknown for candidate in candidates),
        agreement=round(sum((c.agreement or 0) * c.length for c in agreed) / agreed_length, 4) if agreed else None,
        steps=(*(("split",) if len(worded) > 1 else ()), *(step for c in candidates for step in c.steps)),
    )
