"""Asking the checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model import Alignment, Finding, Pair
from ..scratch import DiskTable
from .analysis import INDONESIAN, AnalysedText, Analysis
from .catalogue import CHECKS
from .features import Gated
from .rule import Hit
from .settings import DEFAULT, CheckSettings, PlannedCheck, Question

if TYPE_CHECKING:
    from .block import Block


def check(pairs: Iterable[Pair], settings: CheckSettings = DEFAULT) -> Iterator[Finding]:
    """Yield the findings about pairs as they stream by, then those that need the whole corpus.

    Args:
        pairs: In the order of the corpus; held a block at a time.
        settings: Which checks run, how strictly, and what is suppressed.
    """
    # numpy is loaded here, not for single pairs.
    from .block import blocks_of

    records = {planned.record for planned in settings.corpus_plan if planned.record}
    tables = {record: DiskTable(record.columns) for record in records}
    for block in blocks_of(pairs):
        yield from findings_of_block(block, settings)
        for record, table in tables.items():
            table.extend(record.rows(block))
    for planned in settings.corpus_plan:
        if planned.record and planned.report:
            for tuid, hit in planned.report(tables[planned.record], planned.threshold):
                if not settings.is_suppressed(tuid, planned.code):
                    yield _finding(tuid, hit, planned)


def check_pair(pair: Pair, settings: CheckSettings = DEFAULT) -> list[Finding]:
    """The findings about one pair by itself."""
    analysis = Analysis(pair)
    return list(_answers(analysis, settings.gated(analysis.source.features, analysis.target.features), settings))


def check_links(
    links: Sequence[Alignment],
    source_ids: Sequence[str],
    target_ids: Sequence[str],
    settings: CheckSettings = DEFAULT,
) -> Iterator[Finding]:
    """Yield the findings about the alignment of one document.

    Args:
        links: The alignment.
        source_ids: Segment ids of the source document, in order.
        target_ids: Segment ids of the target document, in order.
        settings: Which checks run, how strictly, and what is suppressed.
    """
    for planned in settings.document_plan:
        hits = planned.links(links, source_ids, target_ids) if planned.links else ()
        for tuid, hit in hits:
            if hit.measured >= planned.threshold and not settings.is_suppressed(tuid, planned.code):
                yield _finding(tuid, hit, planned)


def hard_failures(source: str, hypothesis: str) -> tuple[str, ...]:
    """Codes of the cheap checks that say a hypothesis is wrong: numbers, loops, copies, length, addresses, negation.

    For the choice among hypotheses: fewer is better, none is best.

    >>> hard_failures("Harga naik 5,5 persen.", "Prices rose 55 percent.")
    ('A101',)
    """
    analysis = Analysis(Pair("", source, hypothesis), _source_side(source))
    asked = _HARD(analysis.source.features, analysis.target.features)
    return tuple(code for code, measure, threshold in asked if measure(analysis, threshold))


_HARD = Gated(
    (rule.gate, (code, rule.measure, rule.threshold)) for code, rule in CHECKS.items() if rule.is_hard and rule.measure
)


@lru_cache(maxsize=16)
def _source_side(source: str) -> AnalysedText:
    """The source as analysed for its first hypothesis: the others follow at once."""
    return AnalysedText(source, INDONESIAN)


def findings_of_block(block: Block, settings: CheckSettings) -> Iterator[Finding]:
    """The findings about single pairs, as ``check_pair`` has them."""
    plan = enumerate(settings.unit_plan)
    shut = block.shut((place, asked.screen(block, asked.threshold)) for place, asked in plan if asked.screen)
    features = zip(block.source.features_of_each, block.target.features_of_each, strict=True)
    for place, ((source, target), ruled_out) in enumerate(zip(features, shut, strict=True)):
        if questions := settings.gated(source, target, ruled_out):
            yield from _answers(block.analysis(place), questions, settings)


def _answers(analysis: Analysis, questions: Iterable[Question], settings: CheckSettings) -> Iterator[Finding]:
    for measure, threshold, planned in questions:
        hits = measure(analysis, threshold)
        if hits and not settings.is_suppressed(analysis.tuid, planned.code):
            for hit in hits:
                yield _finding(analysis.tuid, hit, planned)


def _finding(tuid: str, hit: Hit, planned: PlannedCheck) -> Finding:
    return Finding(
        planned.code, planned.severity, tuid, hit.side, hit.span, hit.message, hit.measured, planned.threshold
    )
