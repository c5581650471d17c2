"""``selaras check``: language findings of our corpus or of anyone's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..checks import CheckSettings, check
from ..corpus import Corpus
from ..errors import SelarasError
from ..model import Finding, Pair
from .bilingual import read_bilingual
from .exporting import active_documents
from .findings import checked_pairs


def check_corpus(
    corpus: Path, settings: CheckSettings, failures: list[SelarasError], *, wait: bool = False
) -> Iterator[Finding]:
    """The findings of a corpus; documents that cannot be read are added to ``failures``.

    Raises:
        CorpusError: The corpus cannot be opened.
    """
    with Corpus(corpus, wait=wait) as store:
        yield from check(checked_pairs(active_documents(store, failures)), settings)


def check_files(
    paths: Sequence[Path], settings: CheckSettings, failures: list[SelarasError]
) -> Iterator[tuple[Path, Finding]]:
    """The findings of bilingual files, each with its file; broken files are added to ``failures``."""
    for path in paths:
        try:
            for finding in check(_pairs(path), settings):
                yield path, finding
        except SelarasError as error:
            failures.append(error)


def _pairs(path: Path) -> Iterator[Pair]:
    for number, unit in enumerate(read_bilingual(path), 1):
        if unit.translatable:
            yield Pair(unit.tuid or f"{unit.line or number}", unit.source, unit.target)
