"""Hypotheses of the model itself with what they are worth, for `training.risk` to learn from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import sentencepiece
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from selaras.saving import save
from training.config import Risk
from training.decoding import CTranslate2Decoder, Decoding
from training.packed import PackedPairs


@dataclass(frozen=True, slots=True)
class Candidates:
    """Hypotheses for one source, as piece numbers.

    Attributes:
        source: What was translated.
        reference: Its translation.
        hypotheses: Of the model, the likeliest first.
        rewards: What each is worth, 0 to 1.
    """

    source: Sequence[int]
    reference: Sequence[int]
    hypotheses: Sequence[Sequence[int]]
    rewards: Sequence[float]

    @property
    def longest(self) -> int:
        """Pieces of the longest text, end mark counted."""
        return 1 + max(map(len, [self.source, self.reference, *self.hypotheses]))


class Rewards:
    """What a hypothesis is worth: chrF2, and so much of BLEU that it does not suffer for it.

    Args:
        bleu: Weight of BLEU where chrF2 has 1.
    """

    def __init__(self, bleu: float) -> None:
        self._bleu = bleu
        self._metrics = CHRF(), BLEU(effective_order=True)

    def of(self, hypothesis: str, reference: str) -> float:
        """From 0 to 1.

        >>> Rewards(bleu=0.5).of("He went home.", "He went home.")
        1.0
        """
        chrf, bleu = (metric.sentence_score(hypothesis, [reference]).score for metric in self._metrics)
        return round((chrf + self._bleu * bleu) / (1 + self._bleu) / 100, 6)


def translate(
    pairs: PackedPairs, model: Path, vocabulary: sentencepiece.SentencePieceProcessor, settings: Risk
) -> Iterator[Candidates]:
    """What an exported model makes of the pairs' sources, with the rewards."""
    decoder = CTranslate2Decoder(model, vocabulary, Decoding(beam=settings.beam))
    rewards = Rewards(settings.bleu)
    for index, hypotheses in enumerate(decoder.hypotheses(pairs.source, settings.beam)):
        source, reference = pairs.source.segment(index), pairs.target.segment(index)
        right = vocabulary.decode(reference)
        worth = [rewards.of(vocabulary.decode(hypothesis), right) for hypothesis in hypotheses]
        yield choose(Candidates(source, reference, hypotheses, worth), settings.hypotheses)


def choose(candidates: Candidates, count: int) -> Candidates:
    """The likeliest hypothesis, then in turn the best and the worst of the others."""
    first, *others = range(len(candidates.hypotheses))
    others.sort(key=lambda index: -candidates.rewards[index])
    kept = [first]
    while others and len(kept) < count:
        kept.append(others.pop(0 if len(kept) % 2 else -1))
    hypotheses, rewards = ([values[index] for index in kept] for values in (candidates.hypotheses, candidates.rewards))
    return Candidates(candidates.source, candidates.reference, hypotheses, rewards)  # type: ignore[arg-type]


def write_candidates(candidates: Iterable[Candidates], path: Path) -> None:
    """Write them, a JSON line each; no half-written file is ever seen under ``path``."""
    save(path, "".join(json.dumps(asdict(each)) + "\n" for each in candidates).encode())


def read_candidates(path: Path) -> list[Candidates]:
    """Read what `write_candidates` wrote."""
    return [Candidates(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]
