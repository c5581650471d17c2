"""The Python API: what the command line does, for programs.

Importing it is cheap; engines and parsers are loaded when they are first used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .model import Document, Finding, Pair, Segment, Translation, TranslationUnit

if TYPE_CHECKING:
    from types import TracebackType

    from .corpus import StoredDocument
    from .pipeline.building import Summary
    from .pipeline.exporting import Exported
    from .terminology.glossary import Glossary
    from .translation import Translator

BUNDLED = "bundled"


def read(path: str | Path) -> list[Document]:
    """The articles in a file: one, or one a row.

    Raises:
        InputError: The file is missing, empty, binary or damaged.
    """
    from .reading import read as read_file

    return read_file(path)


def segment(text: str) -> list[Segment]:
    """The segments of a raw text in order, without ids; only white space lies between them.

    >>> [one.source for one in segment("Harga naik. Warga resah.")]
    ['Harga naik.', 'Warga resah.']
    """
    from .reading import read_text
    from .segmentation import segment as cut

    return list(cut(read_text(text)))


def translate(sentences: Iterable[str], model: str = BUNDLED) -> list[Translation]:
    """The English of Indonesian sentences, in order.

    Args:
        sentences: Of any number and length; they are not cut into sentences again.
        model: ``bundled``, a path to an Argos package, or the name of an installed one.

    Raises:
        ModelError: The model cannot be used.
    """
    from .normalise import normalise_source

    return _translator(model).translate([normalise_source(sentence) for sentence in sentences])


def check(pairs: Iterable[Pair | tuple[str, str]], *, glossary: str | Path | None = None) -> list[Finding]:
    """What looks wrong in pairs of source and target.

    Args:
        pairs: Plain tuples get their index, from 0, as tuid.
        glossary: Terms to use, to avoid and to keep (TSV, CSV, TBX).

    Raises:
        InputError: The glossary cannot be read.
        FormatError: The glossary is not what its name says.
    """
    from .checks import CheckSettings
    from .checks import check as run
    from .terminology.termbase import read_glossary

    return list(run(_named(pairs), CheckSettings(glossary=read_glossary(Path(glossary)) if glossary else None)))


def build(
    seeds: str | Path | Sequence[str | Path],
    corpus: str | Path = "corpus",
    output: str | Path = "output",
    *,
    model: str = BUNDLED,
    retranslate: str = "none",
    formats: Sequence[str] = ("tmx", "tei"),
    limit: int | None = None,
    prune: bool = False,
    memories: Sequence[str | Path] = (),
    glossary: str | Path | None = None,
    cluster: str | None = None,
    cache: bool = True,
) -> Summary:
    """Turn raw articles into a corpus and its exports, as ``selaras build`` does.

    Args:
        seeds: Files, folders or globs.
        corpus: The corpus folder, made if it is not there.
        output: Where exports go.
        model: See ``translate``.
        retranslate: Which machine text is made anew: none, outdated or all.
        formats: What to export.
        limit: Only so many inputs.
        prune: Remove documents whose file is gone, unless somebody edited them.
        memories: Translation memories to use beside what people wrote into the corpus (TMX, XLIFF, TSV).
        glossary: Terms to use, to avoid and to keep (TSV, CSV, TBX).
        cluster: Has a Dask cluster translate: ``tcp://HOST:8786`` of its scheduler, or ``local:N`` for N processes
            here; a script that says so must keep its own work under ``if __name__ == "__main__"``.
        cache: Whether texts that were translated before are taken from the user's cache.

    Returns:
        What was done; inputs that failed are in it.

    Raises:
        SelarasError: The corpus, the output, the model or the cluster cannot be used at all.
    """
    from .checks import CheckSettings
    from .pipeline.building import build as run
    from .pipeline.cache import open_cache
    from .pipeline.cluster import mapper_at
    from .pipeline.inputs import Inputs, Selection
    from .pipeline.terminology import TranslatorLoader
    from .pipeline.windows import Retranslate
    from .terminology.termbase import read_glossary
    from .translation import DEFAULT

    paths = (seeds,) if isinstance(seeds, (str, Path)) else tuple(seeds)
    terms = read_glossary(Path(glossary)) if glossary else None
    translator = _translator(model, terms)
    signature = translator.provenance.signature
    with mapper_at(cluster, model, DEFAULT, signature, load=TranslatorLoader(terms)) as mapper:
        return run(
            Inputs(Selection(paths, limit=limit)),
            Path(corpus),
            Path(output),
            translator,
            retranslate=Retranslate(retranslate),
            formats=formats,
            prune=prune,
            memories=tuple(map(Path, memories)),
            checks=CheckSettings(glossary=terms),
            glossary=terms,
            mapper=mapper,
            cache=open_cache(DEFAULT) if cache else None,
        )


class OpenCorpus:
    """A corpus to look into and to edit; use it in a ``with`` statement, it is locked while open.

    Args:
        path: The corpus folder.

    Raises:
        CorpusError: There is none, or it is in use.
    """

    def __init__(self, path: str | Path) -> None:
        from .corpus import Corpus

        self._store = Corpus(Path(path))

    def __enter__(self) -> OpenCorpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def documents(self) -> Iterator[StoredDocument]:
        """Every document that is exported, ordered by path.

        Raises:
            CorpusError: A document file is damaged.
        """
        from .errors import SelarasError
        from .pipeline.exporting import active_documents

        failures: list[SelarasError] = []
        yield from active_documents(self._store, failures)
        for failure in failures:
            raise failure

    def units(self) -> Iterator[TranslationUnit]:
        """Every unit of these documents, in order."""
        return (unit for document in self.documents() for unit in document.units)

    def edit(self, tuid: str, target: str, *, approve: bool = False) -> TranslationUnit:
        """Put a person's text on a unit, as if typed into the document file.

        Args:
            tuid: The unit.
            target: The text.
            approve: Whether it is approved as well.

        Raises:
            CorpusError: There is no such unit, or it is not translated.
        """
        return self._store.edit(tuid, target, approve=approve)

    def export(self, output: str | Path, formats: Sequence[str] = ("tmx",)) -> Exported:
        """Write the corpus for other programs.

        Raises:
            UsageError: An unknown format.
        """
        from .pipeline.exporting import export_corpus

        return export_corpus(self._store, Path(output), formats)


def open_corpus(path: str | Path) -> OpenCorpus:
    """Open a corpus that ``build`` made; see ``OpenCorpus``."""
    return OpenCorpus(path)


@lru_cache(maxsize=1)
def _translator(model: str, glossary: Glossary | None = None) -> Translator:
    from .pipeline.terminology import load_translator
    from .translation import DEFAULT

    return load_translator(glossary, model, DEFAULT)


def _named(pairs: Iterable[Pair | tuple[str, str]]) -> Iterator[Pair]:
    for index, pair in enumerate(pairs):
        yield pair if isinstance(pair, Pair) else Pair(str(index), *pair)
