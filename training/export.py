"""Step: the averaged weights as a CTranslate2 model, 8 bits a weight."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from torch import nn

from training.average import averaged_path
from training.checkpoint import load_weights
from training.config import Config, parse_arguments, read_config
from training.network import Attention, FeedForward, Translator
from training.vocabulary import load_vocabulary


def export(config: Config, weights: Path, folder: Path, quantization: str = "int8") -> None:
    """Write a CTranslate2 model folder, replacing the one there is."""
    vocabulary = load_vocabulary(config)
    network = Translator(config.network, vocabulary.vocab_size())
    network.load_state_dict(load_weights(weights))
    specification = specify(network.eval(), config, vocabulary)
    specification.validate()
    specification.optimize(quantization=quantization)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    specification.save(str(folder))


def exported_path(config: Config) -> Path:
    """Where the exported model is."""
    return config.folder / "ctranslate2"


@torch.no_grad()
def specify(network: Translator, config: Config, vocabulary: sentencepiece.SentencePieceProcessor) -> Any:
    """The network in CTranslate2's terms."""
    from ctranslate2.specs import TransformerSpec

    shape = config.network
    specification = TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers), shape.heads, pre_norm=True
    )
    for part in (specification.encoder.embeddings[0], specification.decoder.embeddings):
        part.weight = network.embedding.weight.numpy()
        part.multiply_by_sqrt_depth = True
    _encoder(specification.encoder, network)
    _decoder(specification.decoder, network)
    pieces = [vocabulary.id_to_piece(index) for index in range(vocabulary.vocab_size())]
    specification.register_source_vocabulary(pieces)
    specification.register_target_vocabulary(pieces)
    settings = {"add_source_bos": False, "add_source_eos": True, "decoder_start_token": "<s>"}
    for name, value in {**settings, "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}.items():
        setattr(specification.config, name, value)
    return specification


def _encoder(specification: Any, network: Translator) -> None:
    specification.position_encodings.encodings = network.positions.numpy()
    for part, layer in zip(specification.layer, network.encoder, strict=True):
        _attention(part.self_attention, layer.attention, layer.attention_norm)
        _feed_forward(part.ffn, layer.feed_forward, layer.feed_forward_norm)
    _norm(specification.layer_norm, network.encoder_norm)


def _decoder(specification: Any, network: Translator) -> None:
    specification.position_encodings.encodings = network.positions.numpy()
    for part, layer in zip(specification.layer, network.decoder, strict=True):
        _attention(part.self_attention, layer.attention, layer.attention_norm)
        _attention(part.attention, layer.cross, layer.cross_norm)
        _feed_forward(part.ffn, layer.feed_forward, layer.feed_forward_norm)
    _norm(specification.layer_norm, network.decoder_norm)
    specification.projection.weight = network.embedding.weight.numpy()
    specification.projection.bias = network.bias.numpy()


def _attention(specification: Any, attention: Any, norm: Any) -> None:
    assert isinstance(attention, Attention)
    _norm(specification.layer_norm, norm)
    if attention.cross:
        _linear(specification.linear[0], attention.query)
        _linear(specification.linear[1], attention.key_value)
    else:
        _linear(specification.linear[0], attention.query_key_value)
    _linear(specification.linear[-1], attention.output)


def _feed_forward(specification: Any, feed_forward: Any, norm: Any) -> None:
    assert isinstance(feed_forward, FeedForward)
    _norm(specification.layer_norm, norm)
    _linear(specification.linear_0, feed_forward.inner)
    _linear(specification.linear_1, feed_forward.outer)


def _linear(specification: Any, linear: nn.Linear) -> None:
    specification.weight = linear.weight.numpy()
    specification.bias = linear.bias.numpy()


def _norm(specification: Any, norm: nn.LayerNorm) -> None:
    specification.gamma = norm.weight.numpy()
    specification.beta = norm.bias.numpy()


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(prog="training.export", description=__doc__)
    parser.add_argument("--weights", type=Path, help="other weights than the averaged ones")
    arguments = parse_arguments(parser)
    config = read_config(arguments.config)
    export(config, arguments.weights or averaged_path(config), exported_path(config))


if __name__ == "__main__":
    main()
