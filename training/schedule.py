"""The learning rate: a linear rise, a level, and in the cooldown a linear fall to zero."""

from __future__ import annotations

from training.checkpoint import Progress
from training.config import Training


def learning_rate(settings: Training, progress: Progress) -> float:
    """Rate of the next update."""
    return rate_at(settings.learning_rate, settings.warmup_steps, progress.step, progress.cooled)


def rate_at(peak: float, warmup_steps: int, step: int, fallen: float) -> float:
    """Rate behind so many steps, when so much of the fall is over, from 0 to 1."""
    return peak * min(1.0, (step + 1) / warmup_steps) * max(0.0, 1 - fallen)


def is_over(settings: Training, progress: Progress) -> bool:
    """Whether the phase is done."""
    if progress.cooldown_from is None:
        return progress.step >= settings.steps
    # The sum of many small shares may miss one by a rounding error.
    return progress.cooled >= 1 - 1e-9


def advance(settings: Training, progress: Progress, seconds: float, minutes: float | None) -> None:
    """Count an update that took so many seconds.

    A cooldown is over after its steps, or after ``minutes`` if these are shorter.
    """
    progress.step += 1
    progress.batch += 1
    progress.seconds += seconds
    if progress.cooldown_from is not None:
        of_the_time = seconds / (minutes * 60) if minutes else 0.0
        progress.cooled += max(1 / settings.cooldown_steps, of_the_time)


def begin_cooldown(progress: Progress) -> Progress:
    """Where a cooldown starts that branches off here: the same step, a new pass over the text."""
    return Progress(
        step=progress.step,
        round=progress.round + 1,
        cooldown_from=progress.step,
        seconds=progress.seconds,
        tokens=progress.tokens,
    )
