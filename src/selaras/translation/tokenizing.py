"""The tokenizer of an Argos package, without what Argos Translate does to a home folder and to underscores."""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from ..errors import ModelError
from .packages import ModelPackage


class Tokenizer(Protocol):
    """From text to the model's tokens and back.

    Attributes:
        spells_bytes: Whether any character can be spelt byte by byte, so that no token is ever unknown.
    """

    spells_bytes: bool

    def encode(self, text: str) -> list[str]:
        """The tokens of a text."""

    def decode(self, tokens: list[str]) -> str:
        """The text of tokens."""

    def count_unknown(self, tokens: Sequence[str]) -> int:
        """How many tokens the model's vocabulary lacks: those that were copied from the source."""


def load_tokenizer(package: ModelPackage) -> Tokenizer:
    """The package's tokenizer as argostranslate loads it.

    Raises:
        ModelError: The tokenizer's file is damaged.
    """
    with _harmless_argos_settings():
        argos = importlib.import_module("argostranslate.package").Package(package.path)
    try:
        if package.tokenizer_path.name == "sentencepiece.model":
            return _SentencePiece(argos.tokenizer)
        argos.tokenizer.lazy_load()
        return _BytePair(argos.tokenizer)
    except (RuntimeError, OSError, ValueError) as error:
        remedy = "get the package anew"
        raise ModelError("the tokenizer's file is damaged", path=package.tokenizer_path, remedy=remedy) from error


class _SentencePiece:
    def __init__(self, argos: Any) -> None:
        self._argos = argos
        self._processor = argos.lazy_processor()
        pieces = range(self._processor.get_piece_size())
        self._known = {self._processor.id_to_piece(number) for number in pieces}
        self.spells_bytes = "<0x00>" in self._known
        self._known.discard(self._processor.id_to_piece(self._processor.unk_id()))

    def encode(self, text: str) -> list[str]:
        tokens: list[str] = self._argos.encode(text)
        return tokens

    def decode(self, tokens: list[str]) -> str:
        # Argos' own decode() goes on to turn every underscore into a space.
        text: str = self._processor.decode(tokens)
        return text.strip()

    def count_unknown(self, tokens: Sequence[str]) -> int:
        return 0 if self._known.issuperset(tokens) else sum(token not in self._known for token in tokens)


class _BytePair:
    spells_bytes = False

    def __init__(self, argos: Any) -> None:
        self._argos = argos

    def encode(self, text: str) -> list[str]:
        tokens: list[str] = self._argos.encode(text)
        return tokens

    def decode(self, tokens: list[str]) -> str:
        text: str = self._argos.decode(tokens)
        return text.strip()

    def count_unknown(self, tokens: Sequence[str]) -> int:
        return tokens.count("<unk>")


@contextmanager
def _harmless_argos_settings() -> Iterator[None]:
    """Argos Translate makes folders in the home when it is first imported: let it do so where it harms nobody."""
    redirected = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    touched = {*redirected, "KMP_DUPLICATE_LIB_OK"}
    touched.update(name for name in os.environ if name.startswith(("ARGOS_", "SNAP")))
    before = {name: os.environ.pop(name, None) for name in touched}
    try:
        with tempfile.TemporaryDirectory(prefix="selaras-argos-") as folder:
            os.environ.update(dict.fromkeys(redirected, folder))
            yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
