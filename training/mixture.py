"""What a model learns from in each phase: real pairs by weight, and synthetic ones beside them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.config import Config
from training.pack import load_real
from training.packed import PackedPairs, join, load_pairs


def synthetic_folder(config: Config) -> Path:
    """Where the synthetic pairs lie that a model learns from."""
    return config.folder / "synthetic"


def load_mixture(config: Config, cooldown: bool) -> tuple[PackedPairs, NDArray[np.float32]]:
    """All pairs of a model, and how often a pass takes each of them in the phase."""
    real = load_real(config)
    shards = [load_pairs(path) for path in sorted(synthetic_folder(config).glob("*.npz"))]
    pairs = join([real, *shards])
    share = config.training.cooldown_synthetic_share if cooldown else config.training.synthetic_share
    weight = pairs.cooldown_weight if cooldown else pairs.weight
    return pairs, balance(weight, len(real), share)


def balance(weight: NDArray[np.float32], real: int, share: float) -> NDArray[np.float32]:
    """Scale the weights so that synthetic pairs have ``share`` of the weight of the real ones.

    No synthetic pair is worth more than one; where they are too few for that, real pairs are worth less instead.

    Args:
        weight: Of all pairs, the real ones in front.
        real: How many are real.
        share: Total weight of the synthetic pairs per total weight of the real ones; 0 leaves them out.
    """
    synthetic = len(weight) - real
    wanted = share * float(weight[:real].sum())
    if not synthetic or not wanted:
        return np.concatenate([weight[:real], np.zeros(synthetic, np.float32)])
    each = min(1.0, wanted / synthetic)
    scaled = weight[:real] * np.float32(each * synthetic / wanted)
    return np.concatenate([scaled, np.full(synthetic, each, np.float32)])
