"""How a network of one hidden layer decides four cases: what hidden neurons answer, and how the output weighs it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import product

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
    """

    trace: Trace
    asked: int
    rest: tuple[float, ...]
    weights: NDArray[np.float64]
    bias: float | None
    terms: Terms
    patterns: tuple[tuple[str, str], ...]
    level: float

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
        patterns = tuple(pattern_of(answers, level) for answers in trace.activations[1].T)
        return cls(trace, which, tuple(asked[2:].tolist()), weights, bias, terms, patterns, level)

    @property
    def outweighing(self) -> int | None:
        """Which hidden neuron, counted from 0, gives the question's sum more than all else together; None if none."""
        gives = np.append(self.trace.activations[1][self.asked] * self.weights, self.bias or 0.0)
        most = int(np.abs(gives[:-1]).argmax())
        return most if 2 * abs(gives[most]) > np.abs(gives).sum() else None

    @property
    def tells_apart(self) -> bool:
        """Whether it answers that exactly one of the first two is 1."""
        return [answer > 0.5 for answer in self.trace.outputs[:, 0]] == [one != other for one, other in CASES]


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


def written(activations: ArrayLike, weights: ArrayLike, bias: float | None, output: str) -> Terms:
    """Write a weighted sum with so many digits that every product, the sum and the answer are right as written."""
    pairs = list(zip(np.asarray(activations).tolist(), np.asarray(weights).tolist(), strict=True))
    constant = [] if bias is None else [bias]
    total = sum(a * w for a, w in pairs) + sum(constant)
    answer = _applied(output, total)
    # Rounded terms need not add up to the rounded sum: else what is written is the sum of what is written above it.
    for places, exact in ((2, True), (3, True), (4, True), (3, False), (4, False), (5, False)):
        products = [_rounded(value, places) for value in [a * w for a, w in pairs] + constant]
        adds_up = sum(products, Decimal(0))
        same = formatted(_applied(output, float(adds_up)), ".2f") == formatted(answer, ".2f")
        if same and (adds_up == _rounded(total, places) or not exact):
            break
    choices = sorted(product(range(2, 10), range(2, 10)), key=sum)
    digits = next((each for each in choices if _multiply(pairs, products, places, *each)), choices[-1])
    signed = [_signed(value, places) for value in products]
    return Terms(
        tuple(formatted(a, f".{digits[0]}f") for a, _ in pairs),
        tuple(formatted(w, f".{digits[1]}f") for _, w in pairs),
        tuple(signed[: len(pairs)]),
        "".join(signed[len(pairs) :]),
        _signed(adds_up, places),
        formatted(answer, ".2f"),
    )


def _multiply(
    pairs: list[tuple[float, float]], products: list[Decimal], places: int, of_first: int, of_second: int
) -> bool:
    """Return whether factors with so many decimals make the products as they are written."""
    made = [_rounded(a, of_first) * _rounded(w, of_second) for a, w in pairs]
    most = Decimal("0.5").scaleb(-places)
    return all(abs(one - other) <= most for one, other in zip(made, products, strict=False))


def _rounded(value: float, places: int) -> Decimal:
    return Decimal(f"{value:.{places}f}")


def _signed(value: Decimal, places: int) -> str:
    return formatted(float(value), f"+.{places}f") if value else formatted(0.0, f".{places}f")


def _applied(output: str, total: float) -> float:
    return float(ACTIVATIONS[output].forward(np.array([[total]]))[0, 0])
