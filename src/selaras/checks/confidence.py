"""What the model itself had to say: scores, agreement of its hypotheses, unknown tokens.

Only our own translations carry these measurements; other people's pairs pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Severity, Side
from .analysis import Analysis
from .features import MEASURED, feature
from .rule import Hit, Hits, Rule, unit_check

if TYPE_CHECKING:
    from .block import Block, Mask

_UNKNOWN = feature(english=("unk",), pattern="<unk>|⁇")


def _may_be_low(block: Block, threshold: float) -> Mask:
    return block.measured("score") <= threshold


def _may_disagree(block: Block, threshold: float) -> Mask:
    return block.measured("agreement") <= threshold


def _may_be_unknown(block: Block, threshold: float) -> Mask:
    return (block.measured("unknown") > 0) | block.target_has(_UNKNOWN)


def low_score(pair: Analysis, threshold: float) -> Hits:
    """The log-probability per target token, where it is at most the threshold."""
    score = pair.measurements.score
    if score is None or score > threshold:
        return ()
    message = f"the model was unsure: {score:.2f} per token, where {threshold:.2f} is the limit"
    return (Hit(score, Side.TARGET, None, message),)


def disagreement(pair: Analysis, threshold: float) -> Hits:
    """The mean similarity of the other hypotheses to the chosen one, where it is at most the threshold."""
    agreement = pair.measurements.agreement
    if agreement is None or agreement > threshold:
        return ()
    message = f"the hypotheses of the model differ widely: agreement {agreement:.2f}"
    return (Hit(agreement, Side.TARGET, None, message),)


def unknown_tokens(pair: Analysis, threshold: float) -> Hits:
    """Target tokens that are unknown to the vocabulary of the model, or stand for such."""
    unknown = pair.measurements.unknown + pair.target.text.count("<unk>") + pair.target.text.count("⁇")
    if unknown < threshold:
        return ()
    span = pair.target.locate_pattern("<unk>|⁇")
    return (Hit(unknown, Side.TARGET, span, f"{unknown} tokens that the model does not know"),)


RULES = (
    Rule(
        unit_check("H104", "low confidence", Severity.WARNING, "other"),
        measure=low_score,
        screen=_may_be_low,
        gate=lambda source, target: target & MEASURED,
        threshold=-1.5,
        means="The model gave its translation a low log-probability per token (0 is certain).",
        false_alarms="Rare names and headlines, which no model is sure about.",
        advice="Lower its threshold; scores of different models are not comparable.",
    ),
    Rule(
        unit_check("H105", "hypotheses disagree", Severity.INFO, "other"),
        measure=disagreement,
        screen=_may_disagree,
        gate=lambda source, target: target & MEASURED,
        threshold=0.35,
        means="The other hypotheses of the model say something else than the chosen one.",
        false_alarms="Short sentences with many good translations.",
        advice="Lower its threshold.",
    ),
    Rule(
        unit_check("H106", "unknown token", Severity.ERROR, "non-conformance"),
        measure=unknown_tokens,
        screen=_may_be_unknown,
        gate=lambda source, target: target & (MEASURED | _UNKNOWN),
        means="The target has tokens that the model does not know; something of the source is missing there.",
        false_alarms="Text about tokenisers.",
        is_hard=True,
    ),
)
