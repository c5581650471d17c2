"""Unpacking ``.argosmodel`` archives without trusting them."""

from __future__ import annotations

import atexit
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path, PurePosixPath

from ..errors import ModelError
from ..saving import cache_folder

# What a translation needs; the sentence splitters that Argos packages carry stay in the archive.
_NEEDED_FILES = frozenset({"metadata.json", "README.md", "sentencepiece.model", "bpe.model"})
_NEEDED_FOLDER = "model"
MAX_UNPACKED_BYTES = 8 << 30


def unpack_cached(archive: Path) -> Path:
    """The unpacked archive in the cache, unpacked there if it was not yet.

    The folder is named by the sha256 of the archive under ``XDG_CACHE_HOME`` (else ``~/.cache``),
    or lies in a temporary folder for this process where neither can be written.

    Raises:
        ModelError: The archive is no zip file, damaged, or reaches outside its folder.
    """
    with archive.open("rb") as stream:
        key = file_digest(stream, "sha256").hexdigest()
    cache = _cache_folder()
    folder = cache / key
    if not folder.is_dir():
        _unpack_atomically(archive, folder)
    return folder


def unpack(archive: Path, folder: Path, *, whole: bool = False) -> None:
    """Unpack the package inside ``archive`` so that ``metadata.json`` lies directly in ``folder``.

    Args:
        archive: A zip file that holds one package, at its root or in a folder.
        folder: Where to put it, made if needed.
        whole: Also unpack what translation does not need.

    Raises:
        ModelError: See :func:`unpack_cached`.
    """
    with _readable(archive) as opened:
        root = _package_root(archive, opened)
        for info in opened.infolist():
            path = PurePosixPath(info.filename)
            if info.is_dir() or not path.is_relative_to(root):
                continue
            local = path.relative_to(root)
            if whole or str(local) in _NEEDED_FILES or local.parts[0] == _NEEDED_FOLDER:
                target = folder.joinpath(*local.parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(info) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)


def archive_root_name(archive: Path) -> str:
    """Name of the folder inside the archive, the archive's own stem where it has none."""
    with _readable(archive) as opened:
        return _package_root(archive, opened).name or archive.stem


@contextmanager
def _readable(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(archive) as opened:
            _refuse_unsafe(archive, opened)
            yield opened
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        remedy = "download it again"
        raise ModelError("not a readable .argosmodel archive", path=archive, remedy=remedy) from error


def _refuse_unsafe(archive: Path, opened: zipfile.ZipFile) -> None:
    for info in opened.infolist():
        path = PurePosixPath(info.filename.replace("\\", "/"))
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if path.is_absolute() or ".." in path.parts or ":" in info.filename or is_link:
            raise ModelError(
                f"the archive reaches outside its folder: {info.filename}",
                path=archive,
                remedy="do not use it; get the package from a source you trust",
            )
    if sum(info.file_size for info in opened.infolist()) > MAX_UNPACKED_BYTES:
        raise ModelError("the archive unpacks to more than 8 GiB", path=archive, remedy="do not use it")


def _package_root(archive: Path, opened: zipfile.ZipFile) -> PurePosixPath:
    found = [path for name in opened.namelist() if (path := PurePosixPath(name)).name == "metadata.json"]
    if not found:
        raise ModelError("no metadata.json in the archive", path=archive, remedy="give an Argos package")
    return min(found, key=lambda path: len(path.parts)).parent


def _unpack_atomically(archive: Path, folder: Path) -> None:
    staging = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=folder.parent))
    try:
        unpack(archive, staging)
        staging.replace(folder)
    except OSError:
        # Another process was faster; its copy is as good.
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _cache_folder() -> Path:
    try:
        return cache_folder("models")
    except (OSError, RuntimeError):
        temporary = Path(tempfile.mkdtemp(prefix="selaras-models-"))
        atexit.register(shutil.rmtree, temporary, ignore_errors=True)
        return temporary
