"""Older Argos packages cut words with byte pair codes: they load and translate like any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import pytest

from selaras.translation import load, resolve

WORDS = ("harga", "beras", "naik", "di", "pasar", "rice", "prices", "rose", "at", "the", "market", ".", ",", "X1")
WIDTH = 16


def layer_shapes(part: Any) -> list[tuple[Any, int, int]]:
    """Every linear map of a layer with its rows and columns."""
    found = [(part.ffn.linear_0, 2 * WIDTH, WIDTH), (part.ffn.linear_1, WIDTH, 2 * WIDTH)]
    for attention in (part.self_attention, getattr(part, "attention", None)):
        if attention is not None:
            rows = (3, 1) if attention is part.self_attention else (1, 2, 1)
            found += [(linear, count * WIDTH, WIDTH) for linear, count in zip(attention.linear, rows, strict=True)]
    return found


def norms(part: Any) -> list[Any]:
    """Every layer normalisation of a layer."""
    parts = (part.ffn, part.self_attention, getattr(part, "attention", None))
    return [one.layer_norm for one in parts if one is not None]


def fill(side: Any, tokens: int, random: np.random.Generator) -> None:
    """Random weights for an encoder or decoder."""

    def drawn(*shape: int) -> np.ndarray[Any, Any]:
        return random.normal(0, 0.5, shape).astype(np.float32)

    for linear, rows, columns in (found for layer in side.layer for found in layer_shapes(layer)):
        linear.weight, linear.bias = drawn(rows, columns), drawn(rows)
    for norm in (side.layer_norm, *(norm for layer in side.layer for norm in norms(layer))):
        norm.gamma, norm.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)
    embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
    embeddings.weight, embeddings.multiply_by_sqrt_depth = drawn(tokens, WIDTH), True
    side.position_encodings.encodings = drawn(512, WIDTH)
    if hasattr(side, "projection"):
        side.projection.weight, side.projection.bias = drawn(tokens, WIDTH), drawn(tokens)


def merges(word: str) -> str:
    """The codes that put a word together letter by letter."""
    ends = range(1, len(word))
    return "".join(f"{word[:end]} {word[end]}{'</w>' * (end + 1 == len(word))}\n" for end in ends)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """An Argos package with byte pair codes and a model of random weights."""
    random = np.random.default_rng(5)
    tokens = ["<unk>", "<s>", "</s>", *WORDS]
    specification = ctranslate2.specs.TransformerSpec.from_config((1, 1), 2, pre_norm=True)
    for side in (specification.encoder, specification.decoder):
        fill(side, len(tokens), random)
    specification.register_source_vocabulary(tokens)
    specification.register_target_vocabulary(tokens)
    specification.validate()
    folder = tmp_path / "bpe"
    (folder / "model").mkdir(parents=True)
    specification.save(str(folder / "model"))
    metadata = {"from_code": "id", "to_code": "en", "package_version": "1.0", "name": "byte pairs"}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    (folder / "bpe.model").write_text("#version: 0.2\n" + "".join(map(merges, WORDS)), encoding="utf-8")
    return folder


def test_a_package_with_byte_pair_codes_translates(package: Path) -> None:
    assert resolve(str(package)).tokenizer_path.name == "bpe.model"
    translator = load(str(package))
    translations = translator.translate(["Harga beras naik.", "beras di pasar", ""])
    assert [bool(translation.text) for translation in translations] == [True, True, False]
    assert translations == translator.translate(["Harga beras naik.", "beras di pasar", ""])


def test_addresses_survive_byte_pair_codes(package: Path) -> None:
    (translation,) = load(str(package)).translate(["Harga beras: https://contoh.id/beras_2 naik."])
    assert "https://contoh.id/beras_2" in translation.text
