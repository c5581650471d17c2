"""``selaras check``: language findings of our corpus or of anyone's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..checks import CheckSettings, check
from ..corpus import Corpus
from ..errors import FormatError, InputError, SelarasError
from ..formats import FORMATS, ForeignUnit, Format
from ..model import Finding, Pair
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


def reader_for(path: Path) -> Format:
    """The format that reads this file, by its name.

    Raises:
        InputError: No format does.
    """
    name = path.name.lower().removesuffix(".gz")
    for one in FORMATS.values():
        if one.suffix and name.endswith(one.suffix) and one.read:
            return one
    known = ", ".join(one.suffix for one in FORMATS.values() if one.suffix and one.read)
    raise InputError("not a bilingual file that is read", path=path, remedy=f"give one of {known}")


def read_bilingual(path: Path) -> Iterator[ForeignUnit]:
    """The pairs of a TMX, XLIFF or table, packed or not.

    Raises:
        InputError: It cannot be opened.
        FormatError: It is not what its name says.
    """
    read = reader_for(path).read
    assert read is not None
    try:
        if path.name.lower().endswith(".gz"):
            import gzip

            with gzip.open(path) as stream:
                yield from read(stream, str(path))
        else:
            with path.open("rb") as stream:
                yield from read(stream, str(path))
    except EOFError as error:
        raise FormatError("the packed file ends too early", path=path, remedy="fetch it again") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=path, remedy="check its path") from error


def _pairs(path: Path) -> Iterator[Pair]:
    for number, unit in enumerate(read_bilingual(path), 1):
        yield Pair(unit.tuid or f"{unit.line or number}", unit.source, unit.target)
