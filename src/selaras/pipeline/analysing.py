"""``selaras build --leverage``: what memories know of the inputs, before anything is translated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..corpus import Corpus, rebase
from ..errors import CorpusError
from ..model import Document, TranslationUnit
from ..segmentation import SegmentationOptions
from .cutting import cut
from .inputs import Inputs
from .leverage import Leverage, consult
from .memories import MemoryFiles
from .reuse import open_memory


def analyse(
    inputs: Inputs,
    corpus: Path,
    *,
    memories: MemoryFiles | None = None,
    segmentation: SegmentationOptions | None = None,
    wait: bool = False,
    person: str | None = None,
) -> Leverage:
    """Count what people translated already of the inputs; no text is translated and no document written.

    What cannot be read goes to the failures of ``inputs`` and ``memories``. Hand edits in the corpus are absorbed, as
    by every command.

    Raises:
        SelarasError: The corpus cannot be used at all.
    """
    leverage = Leverage()
    with _existing_or_empty(corpus, wait=wait, person=person) as store:
        memory = open_memory(store, memories or MemoryFiles())
        for _, document in inputs.documents():
            try:
                units = _units(store, document, segmentation or SegmentationOptions())
            except CorpusError as error:
                inputs.failures.append(error)
                continue
            for _ in consult(units, memory, leverage):
                pass
    return leverage


def _units(store: Corpus, document: Document, options: SegmentationOptions) -> tuple[TranslationUnit, ...]:
    stored = store.load(document.doc_id)
    segments = cut(document, options)
    return (
        rebase(segments, stored.units, store.edits(document.doc_id)).units if stored else rebase(segments, (), ()).units
    )


@contextmanager
def _existing_or_empty(corpus: Path, *, wait: bool, person: str | None) -> Iterator[Corpus]:
    if corpus.exists():
        with Corpus(corpus, wait=wait, person=person) as store:
            yield store
        return
    with TemporaryDirectory() as folder, Corpus(Path(folder), create=True) as store:
        yield store
