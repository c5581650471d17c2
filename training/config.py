"""What a model is made of and from: the TOML files under ``configs/``, read into frozen types."""

from __future__ import annotations

import argparse
import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
_Table = TypeVar("_Table")


@dataclass(frozen=True, slots=True)
class Data:
    """Where text comes from and where what is made of it goes.

    Attributes:
        state: Folder of everything that is not committed.
        parallel: TSV (xz or plain): source, language, score, Indonesian or Malay text, English.
        monolingual: TSV (xz or plain): source, English sentence.
        sources: TSV that names repository and licence of each source.
        test_sets: Folder of texts that must not be trained on.
        development: Prefix of the two files, ``.id`` and ``.en``, that measure progress.
        weights: TSV: source, weight, weight at the end of training, lowest score.
        dictionary: TSV: Indonesian word, English, other English; see `training.dictionary`.
        examples: TSV: Indonesian sentence, English one.
        augmentation: Share of the pairs that each augmentation is tried on.
    """

    state: Path
    parallel: Path
    monolingual: Path
    sources: Path
    test_sets: Path
    development: Path
    weights: Path
    dictionary: Path
    examples: Path
    augmentation: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One SentencePiece vocabulary for both languages.

    Attributes:
        size: Number of pieces.
        character_coverage: Share of the characters with a piece of their own; bytes spell the rest.
        monolingual_lines: English sentences to learn from beside the pairs.
        lines: Lines that are drawn from all of them.
    """

    size: int
    character_coverage: float
    monolingual_lines: int
    lines: int


@dataclass(frozen=True, slots=True)
class Network:
    """Shape of the Transformer."""

    width: int
    feed_forward: int
    heads: int
    encoder_layers: int
    decoder_layers: int
    dropout: float


@dataclass(frozen=True, slots=True)
class Training:
    """How the network is fitted.

    Attributes:
        batch_tokens: Padded tokens of the longer side in a batch.
        longest: Pairs with a longer side, in tokens, are left out.
        learning_rate: Its peak, kept until the cooldown.
        warmup_steps: Steps of its linear rise.
        steps: Steps of the main phase.
        cooldown_steps: Steps of the linear fall to zero at the end.
        label_smoothing: Probability spread over the vocabulary in the main phase.
        cooldown_label_smoothing: The same in the cooldown.
        synthetic_share: Synthetic pairs per real pair, by weight, in the main phase.
        cooldown_synthetic_share: The same in the cooldown.
        snapshot_steps: Steps between two snapshots for averaging.
        snapshots: How many snapshots are kept.
        seed: Of the initial weights and the order of the pairs.
    """

    batch_tokens: int
    longest: int
    learning_rate: float
    warmup_steps: int
    steps: int
    cooldown_steps: int
    label_smoothing: float
    cooldown_label_smoothing: float
    synthetic_share: float
    cooldown_synthetic_share: float
    snapshot_steps: int
    snapshots: int
    seed: int


@dataclass(frozen=True, slots=True)
class Risk:
    """How the model learns from its own hypotheses.

    Attributes:
        sources: Translated and learnt from in a round, after which hypotheses are made anew.
        rounds: At most.
        beam: Hypotheses a source that are made.
        hypotheses: Of these, how many are learnt from.
        bleu: Weight of BLEU in the reward, where chrF2 has 1.
        sharpness: Factor of the log-probability a piece by which hypotheses are chosen.
        weight: Of the risk of a source, where the log-probability of its reference has 1.
        learning_rate: Its peak.
        warmup_steps: Steps of its linear rise in each round; from there it falls to zero.
    """

    sources: int
    rounds: int
    beam: int
    hypotheses: int
    bleu: float
    sharpness: float
    weight: float
    learning_rate: float
    warmup_steps: int


@dataclass(frozen=True, slots=True)
class Synthesis:
    """How this model makes training text for the other direction.

    Attributes:
        sentences: How many monolingual sentences are translated, in their order.
        top_k: Sampling from the k likeliest pieces; 1 takes the likeliest.
        shard: Sentences a file.
        order: Monolingual sources, the ones to translate first in front.
    """

    sentences: int
    top_k: int
    shard: int
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """What the Argos package says of itself.

    Attributes:
        name: Without blanks and slashes.
        version: Of the package.
        argos_version: Of Argos Translate, the oldest that reads it.
        licence: Of the weights, an SPDX identifier.
        date: ISO date of the training.
        piece_tokens: About the source pieces up to which the model is good; found by measurement.
    """

    name: str
    version: str
    argos_version: str
    licence: str
    date: str
    piece_tokens: int


@dataclass(frozen=True, slots=True)
class Config:
    """One model.

    Attributes:
        name: Also the name of its folder under the state folder.
        source: Code of the language it reads.
        target: Code of the language it writes.
    """

    name: str
    source: str
    target: str
    data: Data
    vocabulary: Vocabulary
    network: Network
    training: Training
    risk: Risk
    synthesis: Synthesis
    package: Package

    @property
    def folder(self) -> Path:
        """Where this model's checkpoints are."""
        return self.data.state / self.name

    @property
    def prepared(self) -> Path:
        """Where the cleaned and packed text is, shared by all models of a state folder."""
        return self.data.state / "prepared"

    @property
    def sentencepiece(self) -> Path:
        """The shared vocabulary."""
        return self.data.state / "prepared" / "sentencepiece.model"


def read_config(path: Path, root: Path = ROOT) -> Config:
    """Read a model's configuration, on top of the file its ``base`` names.

    Relative paths in it count from ``root``.

    Raises:
        ValueError: A key is unknown, missing or of the wrong type.
    """
    settings = _merged(path)
    data = {key: _path_or_value(root, value) for key, value in settings.pop("data").items()}
    synthesis = settings.pop("synthesis")
    return Config(
        name=settings.pop("name"),
        source=settings.pop("source"),
        target=settings.pop("target"),
        data=_table(Data, data, path),
        vocabulary=_table(Vocabulary, settings.pop("vocabulary"), path),
        network=_table(Network, settings.pop("network"), path),
        training=_table(Training, settings.pop("training"), path),
        risk=_table(Risk, settings.pop("risk"), path),
        synthesis=_table(Synthesis, {**synthesis, "order": tuple(synthesis["order"])}, path),
        package=_table(Package, settings.pop("package"), path),
    )


def parse_arguments(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Arguments of a step: its own, and the configuration that all of them take first."""
    parser.add_argument("config", type=Path, help="configuration of a model, training/configs/*.toml")
    return parser.parse_args()


def _merged(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        settings = tomllib.load(file)
    base = settings.pop("base", None)
    return settings if base is None else _overlay(_merged(path.parent / base), settings)


def _overlay(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _overlay(merged[key], value) if both else value
    return merged


def _path_or_value(root: Path, value: Any) -> Any:
    return root / value if isinstance(value, str) else value


def _table(kind: type[_Table], values: Mapping[str, Any], path: Path) -> _Table:
    names = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    if names != set(values):
        raise ValueError(f"{path}: [{kind.__name__.lower()}] has wrong or missing keys: {sorted(names ^ set(values))}")
    return kind(**values)
