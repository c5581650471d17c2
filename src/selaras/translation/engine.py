"""The translator: what to hand to the model, and what to make of what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from ..model import Measurements, Provenance, Translation
from ..normalise import NORMALISER
from . import FailureCheck
from .clauses import join_clauses, split_clauses
from .decoding import Decoder, Hypothesis
from .options import DecodingOptions
from .packages import ModelPackage
from .tokenizing import load_tokenizer

RERANKER = "1"


@dataclass(frozen=True, slots=True)
class _Segment:
    """A source with the pieces that are translated one by one."""

    source: str
    pieces: tuple[str, ...]


class ArgosTranslator:
    """Translates with one Argos package; see :class:`selaras.translation.Translator`.

    Args:
        package: An Indonesian-English package.
        options: How to decode.
        failures: Chooses among hypotheses, None to take the most likely.
    """

    def __init__(self, package: ModelPackage, options: DecodingOptions, failures: FailureCheck | None = None) -> None:
        self._options = options
        self._failures = failures
        self._tokenizer = load_tokenizer(package)
        self._decoder = Decoder(package, options)
        self.provenance = _provenance(package, options, self._decoder.compute_type, failures)

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Translation]:
        """See :meth:`selaras.translation.Translator.translate`."""
        repeats = Counter(sources)
        # Sorted, so that the company in a batch does not depend on the order of the sources.
        segments = [self._segment(source) for source in sorted(repeats)]
        done = self._translate_segments(segments, lambda source: progress(repeats[source]) if progress else None)
        return [done[source] for source in sources]

    def _segment(self, source: str) -> _Segment:
        if not source.strip():
            return _Segment(source, ())
        return _Segment(source, split_clauses(source, self._size, self._options.max_piece_tokens))

    def _size(self, text: str) -> int:
        return len(self._tokenizer.encode(text))

    def _translate_segments(self, segments: Sequence[_Segment], done: Callable[[str], None]) -> dict[str, Translation]:
        pieces = [(segment.source, piece.strip()) for segment in segments for piece in segment.pieces]
        waiting = Counter(source for source, _ in pieces)
        for segment in segments:
            if not segment.pieces:
                done(segment.source)
        chosen: list[Hypothesis | None] = [None] * len(pieces)
        tokens = [self._tokenizer.encode(piece) for _, piece in pieces]
        for index, hypotheses in self._decoder.decode(tokens, self._options):
            chosen[index] = hypotheses[0]
            source = pieces[index][0]
            waiting[source] -= 1
            if not waiting[source]:
                done(source)
        said = iter(chosen)
        return {
            segment.source: self._translation(segment, [next(said) for _ in segment.pieces]) for segment in segments
        }

    def _translation(self, segment: _Segment, hypotheses: Sequence[Hypothesis | None]) -> Translation:
        found = [hypothesis for hypothesis in hypotheses if hypothesis]
        if not found:
            return Translation("")
        texts = [self._tokenizer.decode(list(hypothesis.tokens)) for hypothesis in found]
        lengths = [len(hypothesis.tokens) + 1 for hypothesis in found]
        score = sum(h.score * n for h, n in zip(found, lengths, strict=True)) / sum(lengths)
        unknown = sum(self._tokenizer.is_unknown(token) for hypothesis in found for token in hypothesis.tokens)
        steps = ("split",) if len(found) > 1 else ()
        return Translation(join_clauses(segment.pieces, texts), Measurements(round(score, 4), None, unknown, steps))


def _provenance(
    package: ModelPackage, options: DecodingOptions, compute_type: str, failures: FailureCheck | None
) -> Provenance:
    return Provenance(
        engine="argos",
        model=f"{package.name}-{package.version}",
        package_sha256=package.sha256,
        versions={
            "argostranslate": version("argostranslate"),
            "ct2": version("ctranslate2"),
            "spm": version("sentencepiece"),
        },
        options={**options.text_shaping(), "type": compute_type},
        normaliser=NORMALISER,
        reranker=_reranker(failures),
        model_date=package.date,
    )


def _reranker(failures: FailureCheck | None) -> str:
    if failures is None:
        return "none"
    name = getattr(failures, "signature", None) or getattr(failures, "__name__", type(failures).__name__)
    return f"{name}.{RERANKER}"
