"""How near translations come to a reference: scores with signatures, and whether a difference is one.

The figures are sacreBLEU's own (Post 2018, https://aclanthology.org/W18-6319), which is
imported only when something is scored. BLEU and chrF grow with quality, TER falls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selaras.errors import InputError, UsageError, counted

# Lower-case names a user types, with the arguments of sacreBLEU's metric classes.
METRICS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "bleu": ("BLEU", {}),
    "chrf": ("CHRF", {}),
    "chrf++": ("CHRF", {"word_order": 2}),
    "ter": ("TER", {}),
}
DEFAULT_SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Score:
    """One corpus score of one system.

    Attributes:
        metric: sacreBLEU's name of it: BLEU, chrF2, chrF2++ or TER.
        value: From 0 to 100; TER may exceed 100.
        signature: How it was computed, in sacreBLEU's full form.
        mean: Mean over the bootstrap samples, None without a baseline.
        interval: Half the width of the 95 % confidence interval around ``mean``, None without a baseline.
        p_value: Of the difference from the baseline; None without one and for the baseline itself.
            sacreBLEU gives equal texts the smallest value there is, so look at ``value`` as well.
    """

    metric: str
    value: float
    signature: str
    mean: float | None = None
    interval: float | None = None
    p_value: float | None = None


@dataclass(frozen=True, slots=True)
class SystemScores:
    """All scores of one system, in the order the metrics were asked for."""

    system: str
    scores: tuple[Score, ...]

    def value(self, metric: str) -> float:
        """The figure of ``metric``, named as in `Score.metric`.

        Raises:
            KeyError: It was not computed.
        """
        return {score.metric: score.value for score in self.scores}[metric]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Several systems scored against one reference.

    Attributes:
        segments: Number of lines that were compared.
        systems: In the order given, the baseline first.
        baseline: Name of the system the others were tested against, None without a test.
    """

    segments: int
    systems: tuple[SystemScores, ...]
    baseline: str | None = None


@dataclass(frozen=True, slots=True)
class SegmentScore:
    """chrF2 of one segment, for finding where a system fails.

    Attributes:
        line: Line number, from 1.
        chrf: chrF2 of the segment, from 0 to 100.
        hypothesis: What the system wrote.
        reference: What a person wrote.
        source: What both translate, None if no source was given.
    """

    line: int
    chrf: float
    hypothesis: str
    reference: str
    source: str | None = None


def read_segments(path: str | Path) -> list[str]:
    """The lines of a text file as sacreBLEU's command line sees them, trailing white space removed.

    Raises:
        InputError: The file cannot be read or is not UTF-8.
    """
    try:
        with Path(path).open(encoding="utf-8", newline="\n") as lines:
            return [line.rstrip() for line in lines]
    except OSError as error:
        raise InputError(error.strerror or str(error), path=path, remedy="check the path") from error
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8", path=path, remedy="convert it, for example with iconv") from error


def evaluate(
    systems: Mapping[str, Sequence[str]],
    reference: Sequence[str],
    *,
    metrics: Sequence[str] = tuple(METRICS),
    baseline: str | None = None,
    samples: int = DEFAULT_SAMPLES,
) -> Evaluation:
    """Score systems against a reference, and test them against a baseline if one is named.

    Args:
        systems: Name and hypotheses of each system, one line a segment.
        reference: Human translations of the same segments.
        metrics: Keys of `METRICS`.
        baseline: One of the systems; every other is compared with it by paired bootstrap
            resampling (Koehn 2004, https://aclanthology.org/W04-3250).
        samples: Number of bootstrap samples.

    Raises:
        UsageError: Unknown metric or baseline, no system, a baseline alone.
        InputError: A system has not as many lines as the reference, or there are none.
    """
    _require_known(metrics, METRICS, "metric")
    _require_equal_length(systems, reference)
    if baseline is None:
        return Evaluation(len(reference), _score(systems, reference, metrics))
    _require_known([baseline], systems, "baseline")
    if len(systems) < 2:
        raise UsageError("a baseline alone cannot be compared", remedy="give another system as well")
    ordered = {baseline: systems[baseline], **systems}
    return Evaluation(len(reference), _compare(ordered, reference, metrics, samples), baseline)


def score_segments(
    hypotheses: Sequence[str], reference: Sequence[str], source: Sequence[str] | None = None
) -> list[SegmentScore]:
    """chrF2 segment by segment, in order; sort by ``chrf`` to see the worst first.

    Raises:
        InputError: The texts have not equally many lines, or none.
    """
    _require_equal_length({"hypothesis": hypotheses}, reference)
    if source is not None:
        _require_equal_length({"source": source}, reference)
    chrf = _metric("chrf")
    return [
        SegmentScore(
            line=line,
            chrf=chrf.sentence_score(hypothesis, [expected]).score,
            hypothesis=hypothesis,
            reference=expected,
            source=None if source is None else source[line - 1],
        )
        for line, (hypothesis, expected) in enumerate(zip(hypotheses, reference, strict=True), start=1)
    ]


def _require_known(names: Sequence[str], known: Mapping[str, Any], what: str) -> None:
    if unknown := [name for name in names if name not in known]:
        raise UsageError(f"unknown {what}: {', '.join(unknown)}", remedy=f"choose from {', '.join(known)}")


def _require_equal_length(systems: Mapping[str, Sequence[str]], reference: Sequence[str]) -> None:
    if not systems:
        raise UsageError("nothing to evaluate", remedy="give at least one system")
    if not reference:
        raise InputError("the reference has no lines", remedy="give one reference translation a line")
    for name, lines in systems.items():
        if len(lines) != len(reference):
            raise InputError(
                f"{counted(len(lines), 'line')}, but the reference has {len(reference)}",
                path=name,
                remedy="give one line for every line of the reference, in its order",
            )


def _metric(name: str, references: list[Sequence[str]] | None = None) -> Any:
    from sacrebleu import metrics

    class_name, arguments = METRICS[name]
    return getattr(metrics, class_name)(**arguments, references=references)


def _score(
    systems: Mapping[str, Sequence[str]], reference: Sequence[str], names: Sequence[str]
) -> tuple[SystemScores, ...]:
    metrics = [_metric(name, [reference]) for name in names]
    return tuple(
        SystemScores(system, tuple(_corpus_score(metric, hypotheses) for metric in metrics))
        for system, hypotheses in systems.items()
    )


def _corpus_score(metric: Any, hypotheses: Sequence[str]) -> Score:
    score = metric.corpus_score(hypotheses, references=None)
    return Score(score.name, score.score, metric.get_signature().format())


def _compare(
    systems: Mapping[str, Sequence[str]], reference: Sequence[str], names: Sequence[str], samples: int
) -> tuple[SystemScores, ...]:
    from sacrebleu.significance import PairedTest

    metrics = {name: _metric(name, [reference]) for name in names}
    test = PairedTest(list(systems.items()), metrics, references=None, test_type="bs", n_samples=samples)
    signatures, table = test()
    return tuple(
        SystemScores(system, tuple(_tested(metric, table[metric][row], signatures) for metric in signatures))
        for row, system in enumerate(systems)
    )


def _tested(metric: str, result: Any, signatures: Mapping[str, Any]) -> Score:
    # sacreBLEU gives NumPy numbers, which are not JSON.
    mean, interval = float(result.mean), float(result.ci)
    return Score(metric, float(result.score), signatures[metric].format(), mean, interval, result.p_value)
