"""Step: the weights of a package, to go on from where the training state is lost.

``python -m training.restore CONFIG.toml PACKAGE WEIGHTS.pt`` writes what ``training.train --init``
takes. Eight-bit weights come back within half a step of their scale; some minutes of training
make up for it. The vocabulary is copied as well, since the weights mean nothing without it.
"""

from __future__ import annotations

import argparse
import shutil
import struct
from pathlib import Path
from typing import IO

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.checkpoint import Weights, save_weights
from training.config import Config, read_config

_BINARY_VERSION = 6
_TYPES = ("float32", "int8", "int16", "int32", "float16")
# Ours behind CTranslate2's, for the parts of a layer; the cross-attention is there only in the decoder.
_ENCODER_PARTS = {"self_attention": ("attention", "attention_norm"), "ffn": ("feed_forward", "feed_forward_norm")}
_DECODER_PARTS = {**_ENCODER_PARTS, "attention": ("cross", "cross_norm")}


def restore(config: Config, package: Path) -> Weights:
    """Weights of a package, named as the network names them.

    Raises:
        ValueError: The package's model file is of a version that is not known.
    """
    stored = read_variables(package / "model" / "model.bin")
    weights = {
        "embedding.weight": stored["decoder/embeddings/weight"],
        "bias": stored["decoder/projection/bias"],
    }
    shape = config.network
    for side, layers, parts in (
        ("encoder", shape.encoder_layers, _ENCODER_PARTS),
        ("decoder", shape.decoder_layers, _DECODER_PARTS),
    ):
        weights |= _norm(stored, f"{side}/layer_norm", f"{side}_norm")
        for layer in range(layers):
            for theirs, (ours, norm) in parts.items():
                path, name = f"{side}/layer_{layer}/{theirs}", f"{side}.{layer}"
                weights |= _norm(stored, f"{path}/layer_norm", f"{name}.{norm}")
                weights |= _linears(stored, path, f"{name}.{ours}", ours)
    return weights


def read_variables(path: Path) -> Weights:
    """The variables of a CTranslate2 model file (``ctranslate2/specs/model_spec.py``), in full precision.

    Raises:
        ValueError: The file is of a version that is not known.
    """
    with path.open("rb") as file:
        if _number(file, "I") != _BINARY_VERSION:
            raise ValueError(f"{path}: not a CTranslate2 model of binary version {_BINARY_VERSION}")
        _text(file), _number(file, "I")
        stored = dict(_variable(file) for _ in range(_number(file, "I")))
        aliases = [(_text(file), _text(file)) for _ in range(_number(file, "I"))]
    stored |= {alias: stored[name] for alias, name in aliases}
    return {name: _full(name, value, stored) for name, value in stored.items()}


def _variable(file: IO[bytes]) -> tuple[str, NDArray[np.generic]]:
    name = _text(file)
    shape = [_number(file, "I") for _ in range(_number(file, "B"))]
    kind = np.dtype(_TYPES[_number(file, "B")])
    return name, np.frombuffer(file.read(_number(file, "I")), kind).reshape(shape)


def _full(name: str, value: NDArray[np.generic], stored: dict[str, NDArray[np.generic]]) -> Tensor:
    full = torch.from_numpy(value.astype(np.float32))
    scale = stored.get(f"{name}_scale")
    return full if scale is None else full / torch.from_numpy(scale.astype(np.float32))[:, None]


def _norm(stored: Weights, theirs: str, ours: str) -> Weights:
    return {f"{ours}.weight": stored[f"{theirs}/gamma"], f"{ours}.bias": stored[f"{theirs}/beta"]}


def _linears(stored: Weights, path: str, name: str, part: str) -> Weights:
    ours = {
        "attention": ("query_key_value", "output"),
        "cross": ("query", "key_value", "output"),
        "feed_forward": ("inner", "outer"),
    }[part]
    return {
        f"{name}.{linear}.{leaf}": stored[f"{path}/linear_{index}/{leaf}"]
        for index, linear in enumerate(ours)
        for leaf in ("weight", "bias")
    }


def _number(file: IO[bytes], kind: str) -> int:
    (value,) = struct.unpack(kind, file.read(struct.calcsize(kind)))
    return int(value)


def _text(file: IO[bytes]) -> str:
    return file.read(_number(file, "H"))[:-1].decode()


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(prog="training.restore", description=__doc__)
    parser.add_argument("config", type=Path, help="configuration whose network the package has")
    parser.add_argument("package", type=Path, help="unpacked Argos package")
    parser.add_argument("weights", type=Path, help="file to write")
    arguments = parser.parse_args()
    config = read_config(arguments.config)
    save_weights(restore(config, arguments.package), arguments.weights)
    config.prepared.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(arguments.package / "sentencepiece.model", config.sentencepiece)


if __name__ == "__main__":
    main()
