"""Cross-entropy of the output layer, with its gradient at hand as soon as it is known.

PyTorch's own keeps a 32-bit copy of all scores, its logarithms and two gradients of it; at a vocabulary of
12,000 pieces a fifth of an update went into moving them. Here there are two 16-bit ones, scores and probabilities,
and label smoothing, which shifts the gradient by the same amount everywhere, is two sums.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


class OutputLoss(torch.autograd.Function):
    """Cross-entropy of pieces with smoothed labels, from states and output embedding; each counts by its share.

    With equal shares that sum to one it is ``cross_entropy(linear(states, weight, bias), expected,
    label_smoothing=smoothing)`` but for rounding; the returned loss is as exact as the precision of ``states``,
    the gradients too. A negative share makes a piece less likely.
    """

    @staticmethod
    def forward(  # noqa: D102 - what PyTorch calls
        ctx: Any, states: Tensor, weight: Tensor, bias: Tensor, expected: Tensor, shares: Tensor, smoothing: float
    ) -> Tensor:
        uniform = smoothing / len(weight)
        scores = torch.addmm(bias, states, weight.t())
        right = torch.arange(len(states), device=states.device), expected
        at_right = scores[right].float()
        mean = states.float() @ weight.float().mean(0) + bias.float().mean()
        gradient = torch.softmax(scores, -1)
        probability = gradient[right]
        whole = at_right - probability.float().clamp_min(1e-37).log()
        loss = (shares * (whole - (1 - smoothing) * at_right - smoothing * mean)).sum()
        gradient[right] = probability - (1 - smoothing)
        shares = shares.to(gradient.dtype)
        shared = states * shares[:, None]
        ctx.save_for_backward(
            (gradient @ weight - uniform * weight.sum(0)) * shares[:, None],
            gradient.t() @ shared - uniform * shared.sum(0),
            shares @ gradient - uniform * shares.sum(),
        )
        return loss

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> tuple[Tensor | None, ...]:  # noqa: D102 - what PyTorch calls
        states, weight, bias = (gradient * upstream[0].to(gradient.dtype) for gradient in ctx.saved_tensors)
        return states, weight, bias, None, None, None
