"""The gradient says which way is uphill; an optimizer decides how to step down.

All weights and biases of a network lie in one vector θ, so a rule is written once and moves everything.
`step(theta, g)` changes θ in place; what a rule must remember from step to step it keeps itself, starting
from nothing. Formulas and default constants are those of PyTorch's documentation (torch.optim).
"""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np

from nnlib.arrays import Array
from nnlib.checks import look_up, real_number, with_constants


class Optimizer(Protocol):
    """What `train` asks of a rule."""

    learning_rate: float

    def step(self, theta: Array, g: Array) -> None:
        """Change θ in place; `g` is the gradient of the loss and may be used as scratch paper."""


class SGD:
    """Gradient descent: θ ← θ − η g."""

    def __init__(self, size: int, learning_rate: float = 0.001) -> None:
        self.learning_rate = learning_rate

    def step(self, theta: Array, g: Array) -> None:
        g *= self.learning_rate
        theta -= g


class Momentum:
    """A heavy ball: v ← μ v + g, θ ← θ − η v."""

    def __init__(self, size: int, learning_rate: float = 0.001, momentum: float = 0.9) -> None:
        self.learning_rate = learning_rate
        self.momentum = real_number("momentum", momentum, 0.0, 1.0)
        self.v = np.zeros(size)

    def step(self, theta: Array, g: Array) -> None:
        self.v *= self.momentum
        self.v += g
        theta -= self.learning_rate * self.v


class Nesterov(Momentum):
    """A heavy ball that looks ahead: v ← μ v + g, θ ← θ − η (g + μ v)."""

    def step(self, theta: Array, g: Array) -> None:
        self.v *= self.momentum
        self.v += g
        g += self.momentum * self.v
        theta -= self.learning_rate * g


class RMSprop:
    """Steep directions get smaller steps: s ← α s + (1 − α) g², θ ← θ − η g / (√s + ε)."""

    def __init__(self, size: int, learning_rate: float = 0.01, alpha: float = 0.99, epsilon: float = 1e-8) -> None:
        self.learning_rate = learning_rate
        self.alpha = real_number("alpha", alpha, 0.0, 1.0)
        self.epsilon = real_number("epsilon", epsilon, 0.0, open_low=True)
        self.s = np.zeros(size)

    def step(self, theta: Array, g: Array) -> None:
        self.s *= self.alpha
        self.s += (1.0 - self.alpha) * g * g
        root = np.sqrt(self.s)
        root += self.epsilon
        g *= self.learning_rate
        g /= root
        theta -= g


class Adam:
    """Momentum and RMSprop together, corrected for having started at zero.

    m ← β₁ m + (1 − β₁) g,  s ← β₂ s + (1 − β₂) g²,
    θ ← θ − η (m / (1 − β₁ᵗ)) / (√(s / (1 − β₂ᵗ)) + ε) in step t = 1, 2, … (Kingma & Ba 2015).
    """

    def __init__(
        self,
        size: int,
        learning_rate: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        self.learning_rate = learning_rate
        self.beta1 = real_number("beta1", beta1, 0.0, 1.0)
        self.beta2 = real_number("beta2", beta2, 0.0, 1.0)
        self.epsilon = real_number("epsilon", epsilon, 0.0, open_low=True)
        self.m = np.zeros(size)
        self.s = np.zeros(size)
        self.t = 0

    def step(self, theta: Array, g: Array) -> None:
        self.t += 1  # once a step, not once a layer
        self.m *= self.beta1
        self.m += (1.0 - self.beta1) * g
        self.s *= self.beta2
        g *= g
        g *= 1.0 - self.beta2
        self.s += g
        root = np.sqrt(self.s, out=g)
        root /= math.sqrt(1.0 - self.beta2**self.t)
        root += self.epsilon
        change = self.m / root
        change *= self.learning_rate / (1.0 - self.beta1**self.t)
        theta -= change


OPTIMIZERS: dict[str, type] = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "rmsprop": RMSprop,
    "adam": Adam,
}


def make_optimizer(choice: Any, learning_rate: float | None, size: int) -> Optimizer:
    """A rule at its start, for `size` parameters; `choice` is the `optimizer` of `train`, η as there."""
    name, constants = with_constants("optimizer", choice)
    rule = look_up("optimizer", name, OPTIMIZERS)
    if "learning_rate" in constants:
        raise ValueError(f"optimizer {name!r}: give learning_rate to train itself, not among the constants")
    if learning_rate is not None:
        constants["learning_rate"] = real_number("learning_rate", learning_rate, 0.0, open_low=True)
    try:
        made: Optimizer = rule(size, **constants)
    except TypeError:
        raise ValueError(f"optimizer {name!r}: it has no constants like {sorted(constants)}") from None
    return made
