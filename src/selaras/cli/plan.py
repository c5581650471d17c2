"""What ``selaras build --dry-run`` prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import counted
from .console import say, table, tell_failures, tell_remarks
from .options import segmentation_of, translator_of

if TYPE_CHECKING:
    from ..pipeline.inputs import Inputs
    from ..pipeline.planning import Plan


def tell_plan(inputs: Inputs, corpus: Path, formats: Sequence[str], as_json: bool, given: dict[str, Any]) -> int:
    """Say what a build with the options ``given`` would do; gives the exit code."""
    from ..pipeline.planning import plan
    from ..pipeline.windows import Retranslate

    planned = plan(
        inputs,
        corpus,
        translator_of(given).provenance.signature,
        retranslate=Retranslate(given["retranslate"]),
        segmentation=segmentation_of(given),
        formats=formats,
        memories=given["memories"],
        wait=given["wait"],
    )
    tell_failures(planned.failures)
    tell_remarks(planned.remarks)
    say(_plan_json(planned) if as_json else _plan_text(planned))
    return 3 if planned.failures else 0


def _plan_text(planned: Plan) -> str:
    documents = ", ".join(f"{count} {change.value}" for change, count in planned.documents.items())
    segments = counted(planned.segments, "segment")
    rows = [
        ("would read", counted(planned.read, "document") + (f" ({documents})" if documents else "")),
        ("segment", f"{segments}, {planned.translatable} of them to translate at some time"),
        ("translate", f"{counted(planned.due, 'segment')} now"),
        *(("withdraw", path) for path in planned.withdrawn),
        ("export", ", ".join(planned.formats) or "nothing"),
        ("fail on", f"{len(planned.failures)}, listed above") if planned.failures else None,
        ("pass over", counted(len(planned.skipped), "file")) if planned.skipped else None,
    ]
    return table([row for row in rows if row])


def _plan_json(planned: Plan) -> str:
    record = {
        "documents": {change.value: count for change, count in planned.documents.items()},
        "segments": planned.segments,
        "translatable": planned.translatable,
        "due": planned.due,
        "withdrawn": list(planned.withdrawn),
        "formats": list(planned.formats),
        "skipped": list(planned.skipped),
        "failures": [str(failure) for failure in planned.failures],
        "remarks": list(planned.remarks),
    }
    return json.dumps(record, ensure_ascii=False)
