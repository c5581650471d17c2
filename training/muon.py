"""Muon: each step of a matrix is made orthogonal, in a type that the processor multiplies fast.

PyTorch's own does so in 16 bits everywhere; on a processor without them that took more time than all the rest.
Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/; the scale by Liu et al. 2025,
https://arxiv.org/abs/2502.16982, which lets one learning rate serve matrices and everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import sqrt

import torch
from torch import Tensor

# Of the quintic that pushes all singular values towards one, five times over (Jordan et al.).
_LINEAR, _CUBIC, _QUINTIC = 3.4445, -4.7750, 2.0315
_ITERATIONS = 5
_SMALLEST_NORM = 1e-7
_RMS_OF_ADAMW = 0.2


class Muon(torch.optim.Muon):
    """PyTorch's Muon with Nesterov momentum and the scale of AdamW; its state is the same.

    Args:
        matrices: What is fitted.
        working_type: In which steps are made orthogonal.
        momentum: Share of the past in each step.
        weight_decay: Per update, times the learning rate.
    """

    def __init__(
        self, matrices: Iterable[Tensor], working_type: torch.dtype, *, momentum: float, weight_decay: float
    ) -> None:
        super().__init__(list(matrices), momentum=momentum, weight_decay=weight_decay, adjust_lr_fn="match_rms_adamw")
        self._working_type = working_type

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """One update by the gradients at hand."""
        for group in self.param_groups:
            for matrix in group["params"]:
                if matrix.grad is not None:
                    self._update(matrix, group["lr"], group["momentum"], group["weight_decay"])

    def _update(self, matrix: Tensor, rate: float, momentum: float, decay: float) -> None:
        state = self.state[matrix]
        if not state:
            state["momentum_buffer"] = torch.zeros_like(matrix)
        mean = state["momentum_buffer"].lerp_(matrix.grad, 1 - momentum)
        update = orthogonal(matrix.grad.lerp(mean, momentum).to(self._working_type))  # type: ignore[union-attr]
        matrix.mul_(1 - rate * decay)
        matrix.add_(update, alpha=-rate * _RMS_OF_ADAMW * sqrt(max(matrix.shape)))


def orthogonal(matrix: Tensor) -> Tensor:
    """Nearly the orthogonal matrix closest to one: its singular values end between about 0.7 and 1.2."""
    is_tall = matrix.size(0) > matrix.size(1)
    found = matrix.T if is_tall else matrix
    found = found / found.norm().clamp(min=_SMALLEST_NORM)
    for _ in range(_ITERATIONS):
        gram = found @ found.T
        found = torch.addmm(found, torch.addmm(gram, gram, gram, beta=_CUBIC, alpha=_QUINTIC), found, beta=_LINEAR)
    return found.T if is_tall else found
