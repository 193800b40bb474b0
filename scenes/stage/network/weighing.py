"""How a network of one hidden layer decides four cases: what hidden neurons answer, and how the output weighs it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import Network, Trace
from nnlib.activations import ACTIVATIONS
from scenes.config.number_format import formatted

CASES = ((0, 0), (0, 1), (1, 0), (1, 1))
"""What the first two inputs can be, in the order in which they are asked."""

MOST_NEURONS = 6  # hidden ones, whose answers can be read one below the other
FLAT = 0.15  # answers that lie no farther apart hardly tell anything apart
PATTERNS = {
    (0, 0, 0, 0): "why_none",
    (0, 0, 1, 1): "why_first",
    (1, 1, 0, 0): "why_not_first",
    (0, 1, 0, 1): "why_second",
    (1, 0, 1, 0): "why_not_second",
    (0, 1, 1, 0): "why_differ",
    (1, 0, 0, 1): "why_same",
    (1, 1, 1, 1): "why_all",
}
"""For which of the cases a neuron answers strongly, and the name of the words for it; of others one stands alone."""

Product: TypeAlias = tuple[Decimal, Decimal, Decimal]
"""Two factors and what they make."""


@dataclass(frozen=True)
class Terms:
    """A weighted sum as it is written: what is written on one side of a sign is what stands on the other.

    Attributes
    ----------
    activations, weights, products
        One each a neuron; the products have their signs.
    bias
        That of the output, with its sign; empty where it has none.
    total, answer
        The sum, and what the output's activation makes of it.
    """

    activations: tuple[str, ...]
    weights: tuple[str, ...]
    products: tuple[str, ...]
    bias: str
    total: str
    answer: str


@dataclass(frozen=True)
class Weighing:
    """Four cases in a trained network.

    Attributes
    ----------
    trace
        The pass of the four cases.
    asked
        Which of them is the question.
    rest
        What all other inputs are in all four.
    weights, bias
        Those of the output, ``None`` for a bias that it has not.
    terms
        The output's sum for the question, as it is written.
    patterns
        For each hidden neuron the name of the words for its answers, and the case they single out, or ''.
    level
        Answers above it are strong.
    needed
        Of the neurons that answer strongly for none of the cases the one without which the network would decide one
        of them otherwise: its number, from 0, that of the case, and the answer it would give; None if there is none.
    """

    trace: Trace
    asked: int
    rest: tuple[float, ...]
    weights: NDArray[np.float64]
    bias: float | None
    terms: Terms
    patterns: tuple[tuple[str, str], ...]
    level: float
    needed: tuple[int, int, str] | None = None

    @classmethod
    def of(cls, network: Network, inputs: ArrayLike, question: ArrayLike) -> Weighing | None:
        """Return how a network decides; ``None`` where four cases do not tell it, or its answers cannot be shown.

        Parameters
        ----------
        network
            With one output.
        inputs, question
            The examples it has learned from, and the case that is asked about.
        """
        asked, examples = np.asarray(question, dtype=float), np.asarray(inputs, dtype=float)
        binary = np.isin(examples, (0, 1)).all() and np.isin(asked, (0, 1)).all()
        if len(network.sizes) != 3 or network.sizes[1] > MOST_NEURONS or not binary or len(asked) not in (2, 3):
            return None
        trace = network.forward([[*case, *asked[2:]] for case in CASES])
        which = CASES.index((int(asked[0]), int(asked[1])))
        kind = network.hidden if isinstance(network.hidden, str) else network.hidden[0]
        level = 0.5 if kind == "sigmoid" else 0.0
        own = network.biases[-1] if network.biases else ()
        weights, bias = network.weights[-1][:, 0], float(own[0]) if len(own) else None
        terms = written(trace.activations[1][which], weights, bias, network.output)
        if terms is None:
            return None
        patterns = tuple(pattern_of(answers, level) for answers in trace.activations[1].T)
        silent = [k for k, (words, _) in enumerate(patterns) if words == "why_none"]
        needed = _needed(trace, weights, network.output, silent)
        return cls(trace, which, tuple(asked[2:].tolist()), weights, bias, terms, patterns, level, needed)

    @property
    def outweighing(self) -> int | None:
        """Which hidden neuron, counted from 0, gives the question's sum more than all else together; None if none."""
        gives = np.append(self.trace.activations[1][self.asked] * self.weights, self.bias or 0.0)
        most = int(np.abs(gives[:-1]).argmax())
        return most if 2 * abs(gives[most]) > np.abs(gives).sum() else None

    @property
    def tells_apart(self) -> bool:
        """Whether it answers that exactly one of the first two is 1, and half-heartedly in no case."""
        right = np.array([one != other for one, other in CASES], dtype=float)
        return bool((np.abs(self.trace.outputs[:, 0] - right) < 0.5).all())


def pattern_of(answers: ArrayLike, level: float) -> tuple[str, str]:
    """Return the name of the words for a neuron's answers to the four cases, and the case they single out, or ''.

    An answer is strong where more than ``level`` is written of it.
    """
    values = np.asarray(answers, dtype=float)
    if np.ptp(values) < FLAT:
        return "why_flat", ""
    strong = tuple(int(round(float(value), 2) > level) for value in values)
    if sum(strong) in (1, 3):
        single = CASES[strong.index(1 if sum(strong) == 1 else 0)]
        return "why_one" if sum(strong) == 1 else "why_but", " ".join(map(str, single))
    return PATTERNS[strong], ""


def _needed(
    trace: Trace, weights: NDArray[np.float64], output: str, neurons: list[int]
) -> tuple[int, int, str] | None:
    """Return which of some hidden neurons decides a case, which case, and the answer to it without that neuron."""
    found = []
    for k in neurons:
        gives = trace.activations[1][:, k] * weights[k]
        for case, (answer, total) in enumerate(
            zip(trace.outputs[:, 0].tolist(), trace.preactivations[-1][:, 0].tolist(), strict=True)
        ):
            without = _applied(output, total - float(gives[case]))
            if (answer > 0.5) != (without > 0.5):
                found.append((abs(float(gives[case])), k, case, formatted(without, ".2f")))
    return max(found)[1:] if found else None


def written(activations: ArrayLike, weights: ArrayLike, bias: float | None, output: str) -> Terms | None:
    """Write a weighted sum with so few digits that every product, the sum and the answer are right as written.

    Rounded products need not add up to the rounded sum. Then some of them are rounded to the other side: those that
    are nearest to it, and only where the factors, as they are written, make just that. None where no few digits do.
    """
    factors = list(zip(np.asarray(activations).tolist(), np.asarray(weights).tolist(), strict=True))
    total = sum(a * w for a, w in factors) + (bias or 0.0)
    answer = formatted(_applied(output, total), ".2f")
    if not np.isfinite(total):
        return None
    for places in (2, 3, 4, 5):
        whole, constant = _rounded(total, places), _rounded(bias or 0.0, places)
        if formatted(_applied(output, float(whole)), ".2f") == answer and (
            rows := _products(factors, whole - constant, places)
        ):
            break
    else:
        return None
    return Terms(
        tuple(_written(a) for a, _, _ in rows),
        tuple(_written(w) for _, w, _ in rows),
        tuple(_signed(made) for _, _, made in rows),
        "" if bias is None else _signed(constant),
        _signed(whole),
        answer,
    )


def _products(factors: list[tuple[float, float]], whole: Decimal, places: int) -> list[Product] | None:
    """Return both factors and their product as they are written, the products adding up; None with too few digits."""
    unit = Decimal(1).scaleb(-places)
    nearest = [_rounded(a * w, places) for a, w in factors]
    missing = whole - sum(nearest, Decimal(0))
    step = unit if missing > 0 else -unit
    # First those whose rounding has taken most of what is missing.
    order = sorted(
        range(len(factors)), key=lambda k: (float(nearest[k]) - factors[k][0] * factors[k][1]) * float(step)
    )
    for others in combinations(order, int(abs(missing) / unit)):
        made = [each + step if k in others else each for k, each in enumerate(nearest)]
        rows = [_factors(a, w, each) for (a, w), each in zip(factors, made, strict=True)]
        if all(rows):
            return [row for row in rows if row]
    return None


def _factors(one: float, other: float, made: Decimal) -> Product | None:
    """Return both factors with as few decimals as make the product; None where no few do."""
    most = Decimal("0.5") * Decimal(1).scaleb(int(made.as_tuple().exponent))
    for of_one, of_other in sorted(product((2, 3, 4, 5), (2, 3, 4, 5)), key=lambda each: (sum(each), each[1])):
        a, w = _rounded(one, of_one), _rounded(other, of_other)
        if abs(a * w - made) <= most:
            return a, w, made
    return None


def _rounded(value: float, places: int) -> Decimal:
    return Decimal(f"{value:.{places}f}")


def _written(value: Decimal) -> str:
    return formatted(float(value), f".{-int(value.as_tuple().exponent)}f")


def _signed(value: Decimal) -> str:
    places = -int(value.as_tuple().exponent)
    return formatted(float(value), f"+.{places}f") if value else formatted(0.0, f".{places}f")


def _applied(output: str, total: float) -> float:
    return float(ACTIVATIONS[output].forward(np.array([[total]]))[0, 0])
