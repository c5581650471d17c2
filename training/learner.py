"""One update of the network: forward and back in 16 bits where the processor has them, the step itself in 32."""

from __future__ import annotations

import copy

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.checkpoint import Checkpoint, Progress
from training.config import Config
from training.loss import OutputLoss
from training.muon import Muon
from training.network import Translator
from training.packed import Batch, PackedPairs, collate, plan_batches
from training.vocabulary import PADDING


class Learner:
    """The network twice: 32-bit weights that are updated, and their copy that computes, in 16 bits if it can.

    Args:
        config: Shape and settings.
        pieces: Size of the vocabulary.
        checkpoint: What to start from, None to start anew.
    """

    def __init__(self, config: Config, pieces: int, checkpoint: Checkpoint | None = None) -> None:
        torch.manual_seed(config.training.seed)
        self.settings = config.training
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.master = Translator(config.network, pieces).to(self.device)
        if checkpoint:
            self.master.load_state_dict(checkpoint.weights)
        type_ = working_type(self.device)
        self.worker = copy.deepcopy(self.master).to(type_)
        self.optimizers = _optimizers(self.master, type_)
        if checkpoint and checkpoint.optimizer:
            for name, optimizer in self.optimizers.items():
                optimizer.load_state_dict(checkpoint.optimizer[name])

    def learn(self, batch: Batch, rate: float, smoothing: float) -> Tensor:
        """One update, labels smoothed so much; returns the loss per target piece."""
        states, expected = self._states(batch)
        shares = torch.full((len(expected),), 1 / len(expected), device=self.device)
        return self.descend(self.loss(states, expected, shares, smoothing), rate)

    def loss(self, states: Tensor, expected: Tensor, shares: Tensor, smoothing: float) -> Tensor:
        """What `OutputLoss` makes of decoder states, shape (pieces, width)."""
        output = self.worker.embedding.weight, self.worker.bias
        loss: Tensor = OutputLoss.apply(states, *output, expected, shares, smoothing)  # type: ignore[no-untyped-call]
        return loss

    def descend(self, loss: Tensor, rate: float) -> Tensor:
        """One update that makes a loss less; returns it."""
        self.worker.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        for slow, fast in zip(self.master.parameters(), self.worker.parameters(), strict=True):
            slow.grad = None if fast.grad is None else fast.grad.float()
        torch.nn.utils.clip_grad_norm_(self.master.parameters(), 1.0)
        for optimizer in self.optimizers.values():
            for group in optimizer.param_groups:
                group["lr"] = rate
            optimizer.step()
        with torch.no_grad():
            torch._foreach_copy_(list(self.worker.parameters()), list(self.master.parameters()))
        return loss.detach()

    def _states(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Decoder states, shape (pieces, width), and the pieces that should follow them, without padding."""
        source, prefix, expected = self.tensors(batch)
        real = expected != PADDING
        return self.worker(source, prefix)[real], expected[real]

    def tensors(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Source, prefix and what is expected, where the network is."""
        source, prefix, expected = map(torch.from_numpy, (batch.source, batch.prefix, batch.expected))
        return source.to(self.device), prefix.to(self.device), expected.to(self.device)

    @torch.no_grad()
    def development_loss(self, pairs: PackedPairs) -> float:
        """Cross-entropy per piece on the development set, without smoothing."""
        self.worker.eval()
        total, pieces = 0.0, 0
        everything = np.ones(len(pairs), np.float32)
        budget, longest = self.settings.batch_tokens, self.settings.longest
        for indices in plan_batches(pairs, everything, budget, longest, np.random.default_rng(0)):
            count = int((pairs.target.lengths[indices] + 1).sum())
            states, expected = self._states(collate(pairs, indices))
            total += float(functional.cross_entropy(self.worker.scores(states).float(), expected)) * count
            pieces += count
        self.worker.train()
        return total / pieces

    def checkpoint(self, progress: Progress) -> Checkpoint:
        """All that `Learner` starts from."""
        states = {name: optimizer.state_dict() for name, optimizer in self.optimizers.items()}
        return Checkpoint(self.master.state_dict(), states, progress)


def working_type(device: torch.device) -> torch.dtype:
    """The type to compute in: 16 bits, but not on a processor that has to emulate them.

    One without AVX-512 multiplied matrices 24 times as slowly in 16 bits as in 32.
    """
    has_short = device.type != "cpu" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.bfloat16 if has_short else torch.float32


def _optimizers(network: Translator, type_: torch.dtype) -> dict[str, torch.optim.Optimizer]:
    """Muon for the matrices inside the layers, AdamW for embedding, norms and biases."""
    matrices: list[Tensor] = []
    others: list[Tensor] = []
    for name, parameter in network.named_parameters():
        inside = parameter.dim() == 2 and not name.startswith("embedding")
        (matrices if inside else others).append(parameter)
    return {
        "muon": Muon(matrices, type_, momentum=0.95, weight_decay=0.01),
        "adamw": torch.optim.AdamW(others, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01, fused=True),
    }
