"""Whose a document is: it belongs to the file it came from, as long as that file stands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath

from ..corpus import Corpus, StoredDocument
from ..corpus.index import known_folders, note_folder
from ..errors import CorpusError
from ..model import Document
from ..reading import Source
from ..reading.sources import STDIN, relative_name, storable

_STDIN_NAME = relative_name(STDIN, None)


class Ownership:
    """Tells the folders that documents came from apart, without absolute paths in a corpus.

    A folder is called by its path from where the corpus lies, by its name where it lies elsewhere; by more
    than its name where that is the name of another one.

    Args:
        store: The corpus.
    """

    def __init__(self, store: Corpus) -> None:
        self._store = store
        self._home = store.root.resolve().parent
        self._known = known_folders(store)
        self._resolved = cache(Path.resolve)

    def label(self, folder: Path) -> str:
        """What the corpus calls a folder."""
        folder = self._resolved(folder)
        if folder.is_relative_to(self._home):
            return storable(folder.relative_to(self._home).as_posix())
        names = folder.parts[1:]
        candidates = (storable("/".join(names[-count:])) for count in range(1, len(names) + 1))
        return next((one for one in candidates if not self._is_of_another(one, folder)), storable(folder.name))

    def claim(self, folder: Path) -> str:
        """The label of a folder that is read now; where it lies is noted on this machine."""
        label, folder = self.label(folder), self._resolved(folder)
        if not folder.is_relative_to(self._home) and self._known.get(label) != folder:
            self._known[label] = folder
            note_folder(self._store, label, folder)
        return label

    def is_same(self, label: str, folder: Path) -> bool:
        """Whether the corpus has this folder under ``label``, or had it there before it was moved."""
        folder = self._resolved(folder)
        if self._is_of_another(label, folder):
            return False
        return label == self.label(folder) or PurePosixPath(label).name == storable(folder.name)

    def _place(self, label: str) -> Path:
        return self._known.get(label, self._home / label)

    def _is_of_another(self, label: str, folder: Path) -> bool:
        place = self._place(label)
        return place.is_dir() and self._resolved(place) != folder

    def stands_elsewhere(self, stored: StoredDocument, source: Source) -> bool:
        """Whether the file of a stored document is still there and another one than this."""
        files, folder = files_of(stored.document.path), self._place(stored.root)
        if self.is_same(stored.root, source.root):
            if source.name in files:
                return False
            folder = source.root
        found = [folder / file for file in files if (folder / file).is_file()]
        return bool(found) and not _is_one_of(source, found)

    def refuse_replacing(self, stored: StoredDocument, document: Document, source: Source) -> None:
        """Keep the text of one input from being overwritten by that of another.

        Raises:
            CorpusError: The text that is stored is another one, and not an earlier version of this input.
        """
        if stored.document.text == document.text:
            return
        was_piped = is_from_stdin(stored.document.path) and source.name != _STDIN_NAME
        owner, remedy = stored.document.path, _REMEDY
        if not self.is_same(stored.root, source.root):
            place = self._place(stored.root)
            if _is_one_of(source, (place / file for file in files_of(stored.document.path))):
                return
            owner, remedy = f"{owner} from {stored.root}/", "rename it, or use another --corpus"
        elif source.path == STDIN:
            remedy = "save it as a file, for rows with --id-from stem, or use another --corpus"
        elif not was_piped and not self.stands_elsewhere(stored, source):
            return
        owner = "what came before" if owner == document.path else owner
        raise CorpusError(
            f"{document.path} has the id of {owner} and another text",
            path=source.shown,
            tuid=document.doc_id,
            remedy=remedy,
        )


_REMEDY = "choose another --id-from, such as stem, or another --corpus"


def _is_one_of(source: Source, paths: Iterable[Path]) -> bool:
    """Whether a file is the same one, read under another root."""
    return source.path.resolve() in {path.resolve() for path in paths}


def is_from_stdin(path: str) -> bool:
    """Whether a document of this path came from standard input, so that no folder can lack it."""
    return _STDIN_NAME in files_of(path)


def files_of(path: str) -> tuple[str, ...]:
    """The files that a document of this path may come from: ``#`` precedes the name of a row, or is part of a name.

    >>> files_of("Berita #1.csv#7")
    ('Berita #1.csv#7', 'Berita #1.csv', 'Berita ')
    """
    parts = path.split("#")
    return tuple("#".join(parts[:count]) for count in range(len(parts), 0, -1))
