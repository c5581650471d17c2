"""``selaras check``: language findings of our corpus or of anyone's file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..checks import CheckSettings, check, turned
from ..corpus import Corpus
from ..errors import InputError, SelarasError
from ..model import Pair
from ..reading.sources import shown
from ..report.findings import Located
from ..scratch import DiskSet
from .bilingual import indonesian_first, moses_pair, read_bilingual
from .exporting import active_documents
from .findings import checked_pairs
from .identifying import Names


@dataclass(slots=True)
class CheckRun:
    """One run of the checks, filled while its findings are read.

    Attributes:
        settings: What to ask.
        units: How many pairs were checked so far.
        failures: What could not be read; everything else is checked.
        passed_over: How many pairs of other languages there are, by file.
        turned: How many findings are about pairs from English to Indonesian, by file.
    """

    settings: CheckSettings
    units: int = 0
    failures: list[SelarasError] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    turned: Counter[str] = field(default_factory=Counter)

    def of_corpus(self, corpus: Path, *, wait: bool = False) -> Iterator[Located]:
        """The findings of a corpus.

        Raises:
            CorpusError: The corpus cannot be opened.
        """
        with Corpus(corpus, wait=wait) as store:
            pairs = checked_pairs(active_documents(store, self.failures))
            for finding in check(self._counted(pairs), self.settings):
                yield Located(str(corpus), finding)

    def of_files(self, paths: Sequence[Path]) -> Iterator[Located]:
        """The findings of bilingual files, with the sides as the file has them; the two of a Moses pair are one."""
        for path in dict.fromkeys((moses_pair(path) or (path,))[0] for path in paths):
            before, file = self.units, shown(path)
            from_english = DiskSet()
            try:
                for finding in check(self._counted(self._pairs(path, from_english)), self.settings):
                    is_turned = finding.tuid in from_english
                    self.turned[file] += is_turned
                    yield Located(file, turned(finding) if is_turned else finding)
            except SelarasError as error:
                if self.units > before:
                    error.remedy = f"{error.remedy}; what stands behind it was not checked"
                self.failures.append(error)

    def _counted(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        for pair in pairs:
            self.units += 1
            yield pair

    def _pairs(self, path: Path, from_english: DiskSet) -> Iterator[Pair]:
        """The pairs of a file, each with the Indonesian first.

        Args:
            path: The file.
            from_english: Gets the names of the pairs that the file has the other way round.

        Raises:
            InputError: It cannot be read, or all its pairs are of other languages.
            FormatError: It is not what it looks like.
        """
        found, file = False, shown(path)
        if path.is_dir():
            raise InputError("a folder", path=file, remedy="give the files in it, or --corpus for a corpus")
        names = Names()
        for unit in read_bilingual(path, self.failures.append):
            name = names.of(unit)
            texts = indonesian_first(unit)
            if texts is None:
                self.passed_over[file] += 1
            elif unit.translatable:
                found = True
                if texts.is_turned:
                    from_english.add(name)
                yield Pair(name, texts.indonesian, texts.english)
        if not found and self.passed_over[file]:
            raise InputError("no Indonesian-English pair in it", path=file, remedy="check the languages that it names")
