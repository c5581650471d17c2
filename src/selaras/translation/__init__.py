"""Indonesian in, English out: CTranslate2 over Argos packages, offline.

The only package that imports argostranslate, ctranslate2 and sentencepiece, and only once a model is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from ..model import Provenance, Translation
from ..terminology.glossary import Glossary
from .options import DEFAULT, DecodingOptions
from .packages import BUNDLED, ModelPackage, install, installed, resolve

__all__ = [
    "BUNDLED",
    "DEFAULT",
    "DecodingOptions",
    "FailureCheck",
    "ModelPackage",
    "Translator",
    "install",
    "installed",
    "load",
    "resolve",
]

# Source and hypothesis in, codes of the hard checks that fail out. An attribute ``signature``
# (letters, digits, dots, hyphens) names the checks in the provenance, else the function's name does.
FailureCheck = Callable[[str, str], Sequence[str]]


class Translator(Protocol):
    """Anything that translates."""

    provenance: Provenance

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Translation]:
        """Translate normalised texts of any number and length.

        Args:
            sources: What ``normalise_source`` gives, in any order, with any repeats.
            progress: Told, as work goes on, how many more of the sources are done.

        Returns:
            One translation for each source, in order; empty for a source without text.
        """


def load(
    model: str = BUNDLED,
    options: DecodingOptions = DEFAULT,
    failures: FailureCheck | None = None,
    glossary: Glossary | None = None,
) -> Translator:
    """Load a model.

    Args:
        model: See :func:`resolve`.
        options: How to decode.
        failures: Checks that choose among hypotheses; without it the most likely one is taken.
        glossary: Terms not to be cut, and to be hidden from the model where it does not keep them.

    Raises:
        ModelError: The model is missing, broken or foreign, or the device is not there.
    """
    from .adequacy import Adequacy, load_table
    from .decoding import Decoder
    from .engine import ArgosTranslator
    from .lexicon import load_lexicon
    from .provenance import provenance_of
    from .tokenizing import load_tokenizer

    package = resolve(model)
    tokenizer = load_tokenizer(package)
    decoder = Decoder(package, options, copy_unknown=not tokenizer.spells_bytes)
    piece_tokens = options.piece_tokens or package.piece_tokens
    provenance = provenance_of(
        package, options, piece_tokens=piece_tokens, compute_type=decoder.compute_type, failures=failures
    )
    adequacy = Adequacy(load_table(package.adequacy_path)) if package.adequacy_path else None
    lexicon = load_lexicon(package.lexicon_path) if package.lexicon_path else None
    return ArgosTranslator(
        tokenizer, decoder, provenance, piece_tokens, options, failures, glossary or Glossary(), adequacy, lexicon
    )
