from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch, which the program does not")

import numpy as np  # noqa: E402

from training.average import average  # noqa: E402
from training.checkpoint import (  # noqa: E402
    Checkpoint,
    Progress,
    join,
    load_checkpoint,
    load_weights,
    save_checkpoint,
    save_weights,
    split,
)
from training.config import Network  # noqa: E402
from training.decoding import generate  # noqa: E402
from training.deepen import deepened  # noqa: E402
from training.loss import OutputLoss  # noqa: E402
from training.muon import Muon  # noqa: E402
from training.network import Translator, sinusoids  # noqa: E402
from training.vocabulary import END, PADDING  # noqa: E402

SHAPE = Network(width=16, feed_forward=32, heads=2, encoder_layers=2, decoder_layers=2, dropout=0.0)


def network() -> Translator:
    torch.manual_seed(1)
    model = Translator(SHAPE, 40)
    model.eval()
    return model


def rows(*segments: list[int]) -> Any:
    width = max(map(len, segments))
    return torch.tensor([segment + [PADDING] * (width - len(segment)) for segment in segments])


def test_padding_changes_nothing() -> None:
    model = network()
    alone = model(rows([5, 6, END]), rows([2, 7, 8]))
    beside = model(rows([5, 6, END], [9] * 9 + [END]), rows([2, 7, 8], [2] + [9] * 6))
    assert torch.allclose(alone[0], beside[0, :3], atol=1e-5)


def test_a_piece_does_not_see_what_follows() -> None:
    model = network()
    one, other = (model(rows([5, 6, END]), rows([2, 7, last])) for last in (8, 9))
    assert torch.allclose(one[0, :2], other[0, :2], atol=1e-6)
    assert not torch.allclose(one[0, 2], other[0, 2], atol=1e-3)


def test_decoding_piece_by_piece_is_what_the_whole_prefix_gives() -> None:
    model = network()
    source = rows([5, 6, 7, END], [8, END])
    for segment, found in zip(source, generate(model, source, limit=12), strict=True):
        prefix = [2]
        for expected in found:
            scores = model.scores(model(segment[None], torch.tensor([prefix])))[0, -1]
            scores[[0, 1, 2]] = -torch.inf
            assert int(scores.argmax()) == expected
            prefix.append(expected)


@pytest.mark.parametrize(("encoder", "decoder"), [(2, 2), (3, 2), (5, 4)])
def test_a_deeper_network_begins_as_the_shallower_one_and_what_it_adds_learns(encoder: int, decoder: int) -> None:
    shallow = network()
    deep = Translator(replace(SHAPE, encoder_layers=encoder, decoder_layers=decoder), 40)
    deep.load_state_dict(deepened(shallow.state_dict(), {"encoder": encoder, "decoder": decoder}))
    pair = rows([5, 6, END]), rows([2, 7, 8])
    states = deep(*pair)
    assert torch.allclose(states, shallow(*pair), atol=1e-5)
    deep.scores(states).sum().backward()
    for layer in [*deep.encoder, *deep.decoder]:
        assert layer.feed_forward.outer.weight.grad.any()
        assert layer.attention.output.weight.grad.any()


def test_no_network_becomes_less_deep() -> None:
    with pytest.raises(ValueError, match="2 layers already, 1 are fewer"):
        deepened(network().state_dict(), {"encoder": 1, "decoder": 2})


def test_positions_begin_at_one_in_halves() -> None:
    first = sinusoids(4, 8)[0].numpy()
    assert first[0] == pytest.approx(np.sin(1))
    assert first[4] == pytest.approx(np.cos(1))


def test_a_checkpoint_comes_back(tmp_path: Path) -> None:
    progress = Progress(step=7, round=1, batch=3, pairs=9, cooldown_from=5, seconds=1.5, tokens=11)
    save_checkpoint(Checkpoint(network().state_dict(), {}, progress), tmp_path / "checkpoint.pt")
    loaded = load_checkpoint(tmp_path / "checkpoint.pt")
    assert loaded.progress == progress
    assert torch.equal(loaded.weights["bias"], network().bias)
    assert load_weights(tmp_path / "checkpoint.pt").keys() == loaded.weights.keys()


def test_files_are_cut_into_parts_and_joined(tmp_path: Path) -> None:
    file = tmp_path / "weights.pt"
    file.write_bytes(bytes(range(256)) * 5)
    parts = split(file, tmp_path / "parts", part_bytes=500)
    assert [part.stat().st_size for part in parts] == [500, 500, 280]
    join(tmp_path / "parts", tmp_path / "again" / "weights.pt")
    assert (tmp_path / "again" / "weights.pt").read_bytes() == file.read_bytes()


@pytest.mark.parametrize(("working_type", "tolerance"), [(torch.bfloat16, 1e-6), (torch.float32, 2e-3)])
def test_muon_steps_as_pytorchs_own(working_type: Any, tolerance: float) -> None:
    torch.manual_seed(1)
    start = [torch.randn(6, 4), torch.randn(4, 12)]
    ours, theirs = ([torch.nn.Parameter(matrix.clone()) for matrix in start] for _ in range(2))
    settings = {"momentum": 0.95, "weight_decay": 0.01}
    optimizers = (
        Muon(ours, working_type, **settings),
        torch.optim.Muon(theirs, adjust_lr_fn="match_rms_adamw", **settings),
    )
    for _ in range(3):
        for one, other in zip(ours, theirs, strict=True):
            one.grad = torch.randn(one.shape)
            other.grad = one.grad.clone()
        for optimizer in optimizers:
            optimizer.step()
    for one, other in zip(ours, theirs, strict=True):
        assert torch.allclose(one, other, atol=tolerance)


def test_an_average_lies_between_snapshots(tmp_path: Path) -> None:
    for name, value in (("1", 1.0), ("2", 2.0)):
        save_weights({"x": torch.full((2,), value)}, tmp_path / name)
    assert average([tmp_path / "1", tmp_path / "2"])["x"].tolist() == [1.5, 1.5]
    with pytest.raises(ValueError, match="train first"):
        average([])
    assert json.dumps(load_weights(tmp_path / "1")["x"].tolist()) == "[1.0, 1.0]"


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_loss_and_its_gradients_are_those_of_cross_entropy(smoothing: float) -> None:
    torch.manual_seed(1)
    expected = torch.randint(0, 40, (30,))
    layer = [torch.randn(30, 16), torch.randn(40, 16), torch.randn(40)]
    ours, theirs = ([tensor.clone().requires_grad_() for tensor in layer] for _ in range(2))
    loss = 3 * OutputLoss.apply(*ours, expected, torch.full((30,), 1 / 30), smoothing)
    states, weight, bias = theirs
    scores = torch.nn.functional.linear(states, weight, bias)
    right = 3 * torch.nn.functional.cross_entropy(scores, expected, label_smoothing=smoothing)
    loss.backward()
    right.backward()
    assert torch.allclose(loss, right, atol=1e-5)
    assert all(torch.allclose(a.grad, b.grad, atol=1e-5) for a, b in zip(ours, theirs, strict=True))
