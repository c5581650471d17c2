"""Whose a document is: it belongs to the file it came from, as long as that file stands."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath

from ..corpus import StoredDocument
from ..errors import CorpusError
from ..model import Document
from ..reading import Source
from ..reading.sources import STDIN, relative_name, storable

_STDIN_NAME = relative_name(STDIN, None)


class Ownership:
    """Tells the folders that documents came from apart, without absolute paths in a corpus.

    Args:
        corpus: The folder of the corpus.
    """

    def __init__(self, corpus: Path) -> None:
        self._home = corpus.resolve().parent
        self._resolved = cache(Path.resolve)

    def label(self, folder: Path) -> str:
        """What a corpus calls a folder: its path from where the corpus lies, its name where it lies elsewhere."""
        folder = self._resolved(folder)
        is_below = folder.is_relative_to(self._home)
        return storable(folder.relative_to(self._home).as_posix() if is_below else folder.name)

    def is_same(self, label: str, folder: Path) -> bool:
        """Whether a corpus has this folder under ``label``, or had it there before it was moved."""
        if label == self.label(folder):
            return True
        is_namesake = PurePosixPath(label).name == storable(self._resolved(folder).name)
        return is_namesake and not (self._home / label).is_dir()

    def stands_elsewhere(self, stored: StoredDocument, source: Source) -> bool:
        """Whether the file of a stored document is still there and another one than this."""
        files, folder = files_of(stored.document.path), self._home / stored.root
        if self.is_same(stored.root, source.root):
            if source.name in files:
                return False
            folder = source.root
        return any((folder / file).is_file() for file in files)

    def refuse_replacing(self, stored: StoredDocument, document: Document, source: Source) -> None:
        """Keep the text of one input from being overwritten by that of another.

        Raises:
            CorpusError: The text that is stored is another one, and not an earlier version of this input.
        """
        if stored.document.text == document.text:
            return
        files = files_of(stored.document.path)
        from_stdin = _STDIN_NAME in files and source.name != _STDIN_NAME
        if not self.is_same(stored.root, source.root):
            owner = f"{stored.document.path} from {stored.root}/"
        elif source.path == STDIN or from_stdin or self.stands_elsewhere(stored, source):
            owner = stored.document.path
        else:
            return
        raise CorpusError(
            f"{document.path} has the id of {owner}, which has another text",
            path=source.shown,
            tuid=document.doc_id,
            remedy=_REMEDY_OF_STDIN if source.path == STDIN else _REMEDY,
        )


_REMEDY = "choose another --id-from, such as stem, or another --corpus"
_REMEDY_OF_STDIN = "save it as a file, for rows with --id-from stem, or use another --corpus"


def files_of(path: str) -> tuple[str, ...]:
    """The files that a document of this path may come from: ``#`` precedes the name of a row, or is part of a name.

    >>> files_of("Berita #1.csv#7")
    ('Berita #1.csv#7', 'Berita #1.csv', 'Berita ')
    """
    parts = path.split("#")
    return tuple("#".join(parts[:count]) for count in range(len(parts), 0, -1))
