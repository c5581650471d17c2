"""Choosing among hypotheses: the likeliest of those that fail the fewest checks, lose and invent the fewest words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finished hypothesis.

    Attributes:
        text: The translation.
        failures: How many checks it fails.
        unsaid: How many words of the source that the lexicon knows it says nothing for.
        invented: How many words in it the model made up.
        score: Log-probability per token.
        length: Tokens, the end of sentence among them.
        unknown: Tokens that are unknown to the vocabulary.
        agreement: Mean similarity of the other hypotheses of the same decoding to it, None without others.
        steps: What was done to get it.
    """

    text: str
    failures: int
    unsaid: int = 0
    invented: int = 0
    score: float = 0.0
    length: int = 1
    unknown: int = 0
    agreement: float | None = None
    steps: tuple[str, ...] = ()

    @property
    def flaws(self) -> tuple[int, int, int]:
        """Failures, then words unsaid, then words invented; of two hypotheses that with less is better."""
        return self.failures, self.unsaid, self.invented

    @property
    def is_flawed(self) -> bool:
        """Whether another may be better."""
        return any(self.flaws)


def agreement(chosen: Sequence[str], others: Sequence[Sequence[str]]) -> float | None:
    """Mean similarity by tokens of ``others`` to ``chosen``, 0 to 1, None without others.

    The insertions and deletions that turn one into the other, as a share of both lengths.
    """
    if not others:
        return None
    return round(sum(ratio(chosen, other) for other in others) / len(others) / 100, 4)
