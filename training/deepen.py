"""Step: weights of a deeper network that begins as what a shallower one is.

``python -m training.deepen CONFIG WEIGHTS DEEPER``: behind a layer of ``WEIGHTS`` stand copies of it that add nothing
yet, as many as the network of the configuration has more. ``train --init DEEPER`` then goes on where the shallower
network stood (Chen et al. 2016, https://arxiv.org/abs/1511.05641).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.checkpoint import Weights, load_weights, save_weights
from training.config import read_config

# What a layer adds to its input comes out of these.
_OUTPUTS = ("output", "outer")


def deepened(weights: Weights, layers: dict[str, int]) -> Weights:
    """Weights of a network with more layers that computes the same.

    Args:
        weights: Of the shallower network, by name.
        layers: How many the ``encoder`` and the ``decoder`` of the deeper one have.

    Raises:
        ValueError: It would be less deep.
    """
    deeper = {name: value for name, value in weights.items() if name.partition(".")[0] not in layers}
    for stack, wanted in layers.items():
        there = _depth(weights, stack)
        if wanted < there:
            raise ValueError(f"the {stack} has {there} layers already, {wanted} are fewer")
        sources = [place * there // wanted for place in range(wanted)]
        for place, source in enumerate(sources):
            is_copy = place > 0 and sources[place - 1] == source
            for name, value in _layer(weights, stack, source).items():
                is_silent = is_copy and name.split(".")[-2] in _OUTPUTS
                deeper[f"{stack}.{place}.{name}"] = torch.zeros_like(value) if is_silent else value.clone()
    return deeper


def _depth(weights: Weights, stack: str) -> int:
    return 1 + max(int(name.split(".")[1]) for name in weights if name.startswith(f"{stack}."))


def _layer(weights: Weights, stack: str, place: int) -> Weights:
    prefix = f"{stack}.{place}."
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(prog="training.deepen", description=__doc__)
    parser.add_argument("config", type=Path, help="configuration of the deeper network")
    parser.add_argument("weights", type=Path, help="of the shallower network")
    parser.add_argument("deeper", type=Path, help="file to write")
    arguments = parser.parse_args()
    network = read_config(arguments.config).network
    layers = {"encoder": network.encoder_layers, "decoder": network.decoder_layers}
    save_weights(deepened(load_weights(arguments.weights), layers), arguments.deeper)


if __name__ == "__main__":
    main()
