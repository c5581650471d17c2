"""Who made a translation: all that shapes the text, on one line."""

from __future__ import annotations

from importlib.metadata import version
from types import MappingProxyType

from ..model import Provenance
from ..normalise import NORMALISER
from . import FailureCheck
from .options import DecodingOptions
from .packages import ModelPackage

ENGINE = "argos"
# Counted up when splitting, protecting, repairing or choosing changes what comes out.
PREPARATION = "10"
RERANKER = "3"


def provenance_of(
    package: ModelPackage,
    options: DecodingOptions,
    *,
    piece_tokens: int,
    compute_type: str,
    failures: FailureCheck | None = None,
) -> Provenance:
    """The provenance of what these parts make together.

    Args:
        package: The model.
        options: As asked for.
        piece_tokens: In force.
        compute_type: In force, which may differ from the one asked for.
        failures: Chooses among hypotheses.
    """
    return Provenance(
        engine=ENGINE,
        model=f"{package.name}-{package.version}",
        package_sha256=package.sha256,
        versions=MappingProxyType(
            {
                "argostranslate": version("argostranslate"),
                "ct2": version("ctranslate2"),
                "spm": version("sentencepiece"),
            }
        ),
        options=MappingProxyType(
            {**options.text_shaping(), "piece": str(piece_tokens), "type": compute_type, "prep": PREPARATION}
        ),
        normaliser=NORMALISER,
        reranker=_reranker(failures),
        model_date=package.date,
    )


def _reranker(failures: FailureCheck | None) -> str:
    if failures is None:
        return "none"
    name = getattr(failures, "signature", None) or getattr(failures, "__name__", type(failures).__name__)
    return f"{name}.{RERANKER}"
