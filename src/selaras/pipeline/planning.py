"""``selaras build --dry-run``: what a build would do, with nothing written at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..corpus import Corpus, Presence
from ..errors import SelarasError
from ..segmentation import SegmentationOptions
from .building import Change, prepare_all, withdrawn
from .exports import format_named
from .inputs import Inputs
from .memories import MemoryFiles
from .reuse import is_settled, open_memory, reused_units
from .windows import Retranslate, count_translatable, is_due


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build would do.

    Attributes:
        documents: How many inputs there are, by what would happen to them.
        segments: Of these documents.
        translatable: Those among them that are to be translated at some time.
        due: Those that would be translated now, repeats among them.
        withdrawn: Paths of documents that would not be exported any more.
        formats: What would be exported.
        skipped: Files in folders that no reader takes, with the reason.
        failures: What could not be done.
        remarks: What people should know, though nothing failed.
    """

    documents: Mapping[Change, int]
    segments: int
    translatable: int
    due: int
    withdrawn: tuple[str, ...]
    formats: tuple[str, ...]
    skipped: tuple[str, ...]
    failures: tuple[SelarasError, ...]
    remarks: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """How many documents would be read."""
        return sum(self.documents.values())


def plan(
    inputs: Inputs,
    corpus: Path,
    signature: str,
    *,
    retranslate: Retranslate = Retranslate.NONE,
    segmentation: SegmentationOptions | None = None,
    formats: Sequence[str] = (),
    memories: Sequence[Path] = (),
    wait: bool = False,
) -> Plan:
    """Read and segment as ``building.build`` does, and count; nothing is translated or written.

    Args:
        inputs: What to read.
        corpus: The corpus folder, which need not be there.
        signature: Of the translator.
        retranslate: Which machine text is made anew.
        segmentation: How to cut.
        formats: What to export.
        memories: Translation memories to use beside the human text of the corpus.
        wait: Wait while another process has the corpus open.

    Raises:
        SelarasError: The corpus cannot be used at all.
    """
    for name in formats:
        format_named(name)
    documents: Counter[Change] = Counter()
    segments = translatable = due = 0
    failures: list[SelarasError] = []
    files = MemoryFiles(memories)
    with Corpus(corpus, read_only=True, wait=wait) as store:
        memory = open_memory(store, files)
        for one in prepare_all(store, inputs, segmentation or SegmentationOptions(), failures):
            units = reused_units(one.stored.units, memory)
            documents[one.change] += 1
            segments += len(units)
            translatable += count_translatable(units)
            due += sum(is_due(unit, retranslate, signature) and not is_settled(unit, memory) for unit in units)
        gone = tuple(withdrawn(store, inputs)) if inputs.selection.is_whole else ()
    return Plan(
        documents=dict(documents),
        segments=segments,
        translatable=translatable,
        due=due,
        withdrawn=tuple(header.path for header in gone if header.presence is Presence.ACTIVE),
        formats=tuple(formats),
        skipped=tuple(inputs.skipped),
        failures=(*files.failures, *inputs.failures, *failures),
        remarks=tuple(files.remarks()),
    )
