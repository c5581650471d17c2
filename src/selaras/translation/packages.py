"""Argos packages: finding, judging, listing and installing them."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..errors import ModelError
from ..model import ENGLISH, TRANSLATABLE_LANGUAGES
from .archives import archive_root_name, unpack, unpack_cached

BUNDLED = "bundled"
ARCHIVE_SUFFIX = ".argosmodel"
ADEQUACY = "adequacy.npz"
LEXICON = "lexicon.tsv"
VOCABULARY_MAP = "model/vmap.txt"
_COLUMNS_OF_MAP = 2
TOKENIZERS = ("sentencepiece.model", "bpe.model")
# Of packages that say nothing; most are trained on sentences of up to some 100 tokens, few of them so long.
DEFAULT_PIECE_TOKENS = 60
_BUNDLED_PATH = Path(__file__).parent / BUNDLED / "id_en"
_WHAT_FITS = "selaras needs one from Indonesian (id) to English (en)"


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """An unpacked Argos package.

    Attributes:
        name: Of the package, "selaras-id_en"; without blanks and slashes.
        version: Of the package, "0.1".
        path: The folder that holds ``metadata.json`` and ``model/``.
        from_code: Language it translates from.
        to_code: Language it translates to.
        piece_tokens: About the source tokens up to which the model is good, by the package's own word.
        target_prefix: Token that a multilingual model wants in front of the target, mostly empty.
        date: ISO date of the training, None where the package names none.
        licence: Of the weights, None where the package names none.
        training: One line on how it was trained, None where the package has none.
    """

    name: str
    version: str
    path: Path
    from_code: str
    to_code: str
    piece_tokens: int = DEFAULT_PIECE_TOKENS
    target_prefix: str = ""
    date: str | None = None
    licence: str | None = None
    training: str | None = None

    @property
    def sha256(self) -> str:
        """Of the files that shape a translation, in a fixed order, hex; the same packed and unpacked."""
        digest = sha256()
        for path in self._shaping_files():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(self.path).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    @property
    def tokenizer_path(self) -> Path:
        """The SentencePiece or BPE model."""
        return next(self.path / name for name in TOKENIZERS if (self.path / name).is_file())

    @property
    def translates(self) -> str:
        """The direction in words of codes, "id to en"."""
        return f"{self.from_code} to {self.to_code}"

    @property
    def adequacy_path(self) -> Path | None:
        """The table that tells what a hypothesis accounts for, None where the package has none."""
        path = self.path / ADEQUACY
        return path if path.is_file() else None

    @property
    def lexicon_path(self) -> Path | None:
        """What rare words stand for, None where the package does not tell."""
        path = self.path / LEXICON
        return path if path.is_file() else None

    @property
    def maps_vocabulary(self) -> bool:
        """Whether the model has a vocabulary map of CTranslate2 that tells what it may say, whatever the source is.

        One that goes by the source is left alone: what a text becomes would depend on its company in a batch.

        Raises:
            ModelError: It is damaged, which CTranslate2 would not survive.
        """
        path = self.path / VOCABULARY_MAP
        if not path.is_file():
            return False
        rows = path.read_bytes().splitlines()
        if not rows or any(len(row.split(b"\t")) != _COLUMNS_OF_MAP or row.endswith(b"\t") for row in rows):
            raise ModelError("the vocabulary map is damaged", path=path, remedy="get the package anew")
        return all(row.startswith(b"\t") for row in rows)

    def _shaping_files(self) -> list[Path]:
        own = filter(None, [self.adequacy_path, self.lexicon_path])
        top = [self.path / "metadata.json", self.tokenizer_path, *own]
        return top + sorted(path for path in (self.path / "model").rglob("*") if path.is_file())


def resolve(model: str = BUNDLED) -> ModelPackage:
    """The package that a user means.

    Args:
        model: ``bundled``, a path to an ``.argosmodel`` archive or to an unpacked package, or the
            name of an installed Argos package (``id_en``, ``translate-id_en-1_9``).

    Raises:
        ModelError: Nothing is there, it is broken, or it does not translate Indonesian to English.
    """
    if model == BUNDLED:
        return _fitting(read_package(_BUNDLED_PATH))
    path = Path(model).expanduser()
    if path.exists():
        return _fitting(read_package(path))
    if path.suffix == ARCHIVE_SUFFIX or len(path.parts) > 1:
        raise ModelError("no such model", path=path, remedy="give a folder or an .argosmodel file that exists")
    return _fitting(_installed_as(model))


def read_package(path: Path) -> ModelPackage:
    """The package in a folder or an archive, whatever its languages.

    Raises:
        ModelError: It is incomplete or damaged.
    """
    try:
        folder = unpack_cached(path) if path.is_file() else path
        return _package_in(folder, named=path)
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror or error}", path=path, remedy="check its rights") from error


def installed() -> list[ModelPackage]:
    """All sound packages where Argos Translate keeps its own, of any languages, by name; nothing is created."""
    return [package for _, package in _iter_installed()]


def install(path: Path) -> ModelPackage:
    """Put a package where Argos Translate keeps its own, so that both can use it by name.

    Args:
        path: An ``.argosmodel`` archive or an unpacked package.

    Returns:
        The installed package; one of the same folder name is replaced.

    Raises:
        ModelError: The package is broken or foreign, or the folder cannot be written.
    """
    _fitting(read_package(path))
    home = package_home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        name = archive_root_name(path) if path.is_file() else path.resolve().name
        with tempfile.TemporaryDirectory(prefix=".installing-", dir=home) as staging:
            new = Path(staging) / name
            if path.is_file():
                unpack(path, new, whole=True)
            else:
                shutil.copytree(path, new)
            if (home / name).exists():
                (home / name).replace(Path(staging) / "replaced")
            new.replace(home / name)
    except OSError as error:
        remedy = "set ARGOS_PACKAGES_DIR to a folder you can write, or give the model by its path"
        raise ModelError(f"cannot be installed: {error.strerror}", path=home, remedy=remedy) from error
    return read_package(home / name)


def package_home() -> Path:
    """Where Argos Translate keeps its packages, by its own rules (environment, then its settings file)."""
    if named := os.environ.get("ARGOS_PACKAGES_DIR") or _argos_setting("ARGOS_PACKAGES_DIR"):
        return Path(named).expanduser()
    return _xdg("XDG_DATA_HOME", ".local/share") / "argos-translate" / "packages"


def _argos_setting(key: str) -> str | None:
    try:
        settings = json.loads((_xdg("XDG_CONFIG_HOME", ".config") / "argos-translate" / "settings.json").read_bytes())
        return str(settings[key])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _xdg(variable: str, default: str) -> Path:
    base = os.environ.get(variable)
    return Path(base) if base else Path(f"~/{default}").expanduser()


def _iter_installed() -> Iterator[tuple[str, ModelPackage]]:
    home = package_home()
    try:
        folders = sorted(path for path in home.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return
    for folder in folders:
        try:
            yield folder.name, read_package(folder)
        except ModelError:
            continue


def _installed_as(name: str) -> ModelPackage:
    found = [
        package
        for folder, package in _iter_installed()
        if name in {folder, package.name, pair := f"{package.from_code}_{package.to_code}", f"translate-{pair}"}
    ]
    if not found:
        names = ", ".join(folder for folder, _ in _iter_installed()) or "none"
        remedy = f"use {BUNDLED}, a path, or an installed one: {names}"
        raise ModelError(f"no model named {name} is installed", remedy=remedy)
    return max(found, key=lambda package: _version_key(package.version))


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _package_in(folder: Path, named: Path) -> ModelPackage:
    metadata = _metadata(folder, named)
    missing = [name for name in ("model/model.bin",) if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in TOKENIZERS):
        missing.append(" or ".join(TOKENIZERS))
    if missing:
        raise ModelError(f"an incomplete Argos package: no {', no '.join(missing)}", path=named, remedy="get it anew")

    def text(*keys: str) -> str | None:
        return next((str(metadata[key]) for key in keys if metadata.get(key)), None)

    pair = f"{text('from_code') or 'unknown'}_{text('to_code') or 'unknown'}"
    return ModelPackage(
        name=_plain(text("name", "code") or f"translate-{pair}"),
        version=_plain(text("package_version") or "0"),
        path=folder,
        from_code=text("from_code") or "unknown",
        to_code=text("to_code") or "unknown",
        piece_tokens=_count(metadata.get("piece_tokens")) or DEFAULT_PIECE_TOKENS,
        target_prefix=text("target_prefix") or "",
        date=text("date"),
        licence=text("licence", "license"),
        training=text("training"),
    )


def _metadata(folder: Path, named: Path) -> dict[str, Any]:
    remedy = "give an Argos package: metadata.json, model/ and a tokenizer"
    if not (folder / "metadata.json").is_file():
        raise ModelError("not an Argos package: no metadata.json", path=named, remedy=remedy)
    try:
        metadata = json.loads((folder / "metadata.json").read_bytes())
    except ValueError as error:
        raise ModelError("metadata.json is not JSON", path=named, remedy=remedy) from error
    if not isinstance(metadata, dict):
        raise ModelError("metadata.json is not an object", path=named, remedy=remedy)
    return metadata


def _fitting(package: ModelPackage) -> ModelPackage:
    if package.from_code not in TRANSLATABLE_LANGUAGES or package.to_code != ENGLISH:
        raise ModelError(f"this model translates {package.translates}", path=package.path, remedy=_WHAT_FITS)
    return package


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._+-]+", "_", name)


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
