"""What somebody typed into a document after a command died that was about to write it: both are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import CorpusError
from .edits import Signer, absorb, apply, format_edits, parse_edits
from .records import format_document, parse_document


def merged(
    root: Path, signer: Signer, files: Mapping[str, bytes | None], typed: Sequence[str]
) -> dict[str, bytes | None]:
    """The files to write instead: decisions that were typed are absorbed into the log and stand in the document.

    Args:
        root: The corpus.
        signer: Of the decisions.
        files: What is to be written, None to remove, by relative name.
        typed: Those that hold neither the old nor the new content.

    Raises:
        CorpusError: A file is no document of the same text and the same log, or is damaged; nothing was written.
    """
    done: dict[str, bytes | None] = {}
    for name in typed:
        done |= _merged(root, signer, files, name)
    return done


def _merged(root: Path, signer: Signer, files: Mapping[str, bytes | None], name: str) -> dict[str, bytes | None]:
    area, _, rest = name.partition("/")
    text_name, log_name, content = f"texts/{Path(rest).with_suffix('.txt').as_posix()}", f"edits/{rest}", files[name]
    text = (root / text_name).read_bytes() if (root / text_name).is_file() else None
    is_same = text is not None and files.get(text_name, text) == text and log_name not in files
    if area != "documents" or content is None or text is None or not is_same:
        raise _refusal(root / name)
    planned = parse_document(content, text.decode(), root / name)
    found = parse_document((root / name).read_bytes(), text.decode(), root / name)
    if replace(found.document, metadata=planned.document.metadata) != planned.document:
        raise _refusal(root / name)
    log_path = root / log_name
    log = parse_edits(log_path.read_bytes(), log_path) if log_path.is_file() else []
    decided = absorb(found.units, log, signer)
    both = replace(planned, document=found.document, units=apply(planned.units, decided))
    # The log first: it is the truth about people.
    logged = {log_name: format_edits([*log, *decided])} if decided else {}
    return {**logged, name: format_document(both)}


def _refusal(path: Path) -> CorpusError:
    return CorpusError(
        "changed by hand while an interrupted command waits to write it",
        path=path,
        remedy="move it away, run again, and make your change once more",
    )
