"""How to decode: every knob, and which of them shape the text."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

DEVICES = ("auto", "cpu", "cuda")
RETRY_BEAM = 6


@dataclass(frozen=True, slots=True)
class DecodingOptions:
    """Knobs of the engine; the defaults follow from ``benchmarks/translate.py``.

    Attributes:
        beam_size: Hypotheses kept while decoding; 1 is greedy search.
        num_hypotheses: Hypotheses handed to the checks, at most ``beam_size``.
        length_penalty: Exponent of the length that divides a hypothesis' score; above 0 favours long ones.
        adequacy: What a bit that a hypothesis leaves unexplained for a token of the source weighs against that score,
            where the package tells; 0 to take the likeliest.
        lexicon: Whether the model is told what rare words that it left out stand for, where the package knows.
        repetition_penalty: Above 1 makes tokens that were said already less likely.
        no_repeat_ngram_size: No n-gram of this many tokens is said twice; 0 lets all through.
        piece_tokens: About the source tokens up to which the model is good; longer segments are split at
            clause ends. 0 for what the package advises.
        batch_tokens: Source tokens a batch may hold, padding included.
        compute_type: Of CTranslate2: default, int8, int8_float32, float32…
        device: auto (a GPU where CTranslate2 sees one), cpu or cuda.
        threads: Cores to use, 0 for all that the process may use.
    """

    beam_size: int = 4
    num_hypotheses: int = 4
    length_penalty: float = 0.6
    adequacy: float = 1.0
    lexicon: bool = True
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    piece_tokens: int = 0
    batch_tokens: int = 512
    compute_type: str = "default"
    device: str = "auto"
    threads: int = 0

    def __post_init__(self) -> None:
        if min(self.beam_size, self.num_hypotheses, self.batch_tokens) < 1:
            raise ValueError("beam size, hypotheses and batch tokens are at least 1")
        if self.num_hypotheses > self.beam_size:
            raise ValueError(f"{self.num_hypotheses} hypotheses need a beam of as many, not {self.beam_size}")
        if self.device not in DEVICES:
            raise ValueError(f"device is one of {', '.join(DEVICES)}, not {self.device}")

    def text_shaping(self) -> Mapping[str, str]:
        """The options that can change a translation, named as in a signature."""
        return {
            "beam": str(self.beam_size),
            "nbest": str(self.num_hypotheses),
            "lp": f"{self.length_penalty:g}",
            "adq": f"{self.adequacy:g}",
            "lex": str(int(self.lexicon)),
            "rep": f"{self.repetition_penalty:g}",
            "ngram": str(self.no_repeat_ngram_size),
        }

    def for_retry(self) -> DecodingOptions:
        """How to decode what failed: a wider beam, and no three tokens said twice."""
        wider = max(RETRY_BEAM, self.beam_size)
        return replace(self, beam_size=wider, num_hypotheses=wider, no_repeat_ngram_size=3)

    def cores(self) -> int:
        """How many cores to use on this machine."""
        return self.threads or available_cores()


def available_cores() -> int:
    """Cores that this process may run on, fewer than the machine has inside a container or a job."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


DEFAULT = DecodingOptions()
