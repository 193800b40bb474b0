"""The forward pass worked out, line by line: formulas made of our own symbols and of a run's numbers.

Each function returns blocks whose parts have names, so that a lesson can let every number fly from where it stands in
the diagram.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import ACTIVATIONS, Trace
from scenes.stage.drawing.theme import RGB, Theme
from scenes.stage.formulas.block import Block, Part, sum_of
from scenes.stage.formulas.numbers import (
    aligned,
    equals,
    exponential,
    factor,
    given,
    number,
    power,
    rounded,
    weight_colour,
)

LETTERS = {3: ("x", "a", "y"), 4: ("x", "a", "c", "y")}
"""How the neurons of each layer are called, by the number of layers."""


@dataclass(frozen=True)
class Neuron:
    """What a neuron of the first hidden layer receives and answers, for one example.

    Attributes
    ----------
    index
        Its number, from 0.
    inputs, weights
        What comes in, and the weight of each.
    bias
        Its bias, or none.
    z, a
        The sum, and the answer.
    """

    index: int
    inputs: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float | None
    z: float
    a: float
    activation: str

    @property
    def name(self) -> int:
        """Its number as it is written, from 1."""
        return self.index + 1


def weighted_sum(neuron: Neuron, theme: Theme) -> tuple[Block, Block]:
    """Return z as symbols (parts w1, x1, … b), and worked out (W1, X1, P1, … B, and Z under a rule).

    The signs of a row are s1 (times) and e1 (equals).
    """
    j, pairs = neuron.name, zip(neuron.weights.tolist(), neuron.inputs.tolist(), strict=True)
    factors = [(f"w_({i}{j})", f"x_{i}", w, x) for i, (w, x) in enumerate(pairs, 1)]
    bias = None if neuron.bias is None else (f"b_{j}", neuron.bias)
    ends = f"z_{j}", Part(f"z_{j}", "sz")
    return sum_of_products("WXPZ", ends, factors, neuron.z, theme, theme.answer, given, 4, bias)


def sum_of_products(
    names: str,
    ends: tuple[str | Part, Part],
    factors: Sequence[tuple[str, str, float, float]],
    total: float,
    theme: Theme,
    colour: RGB,
    write: Callable[[float], str],
    most: int,
    bias: tuple[str, float] | None = None,
) -> tuple[Block, Block]:
    """Return a sum of weights times something as symbols, and worked out, a product a row.

    Parameters
    ----------
    names
        Letters of the parts: weights, what they are multiplied with, products, and the sum.
    ends
        What the sum is called among the symbols, and before its number.
    factors
        Symbols of a weight and of the other factor, and the numbers of both.
    colour, write
        Of the other factors: their colour, and what writes them.
    most
        How many terms a line of symbols may have.
    bias
        Symbol and number of what is added in the end.
    """
    weight, other, product, end = names
    products = [number(w * x) for _, _, w, x in factors]
    addends = [*products, *([number(bias[1])] if bias else [])]
    padded = aligned([*addends, number(total)])
    terms: list[tuple[Part, ...]] = []
    rows: list[tuple[Part, ...]] = []
    for k, (left, right, w, x) in enumerate(factors, 1):
        tint, one, two = weight_colour(w, theme), number(w), write(x)
        terms.append((Part(left, f"{weight.lower()}{k}", tint), Part(right, f"{other.lower()}{k}", colour)))
        times = Part(one, f"{weight}{k}", tint), Part("dot", f"s{k}"), Part(factor(two), f"{other}{k}", colour)
        sign = equals(rounded(one) * rounded(two), products[k - 1])
        rows.append((*times, Part(f"&{sign}", f"e{k}"), Part(padded[k - 1], f"{product}{k}")))
    if bias:
        terms.append((Part(bias[0], "b", theme.muted),))
        rows.append((Part(bias[0], "sb", theme.muted), Part("&=", "eb"), Part(padded[-2], "B", theme.muted)))
    sign = equals(sum(map(rounded, addends)), number(total))
    rows.append((ends[1], Part(f"&{sign}", f"e{end.lower()}"), Part(padded[-1], end, ends[1].colour)))
    return sum_of(ends[0], terms, most), Block.of(*rows, rules=end)


def activation(neuron: Neuron, theme: Theme) -> Block:
    """Return the answer a = σ(z), worked out; parts: rule (the symbols), put (the numbers), M (that of z), A."""
    j, z, a = neuron.name, number(neuron.z), number(neuron.a)
    rule, put = _applied(neuron.activation, j, f"z_{j}"), _applied(neuron.activation, j, str(Part(z, "M")))
    if neuron.activation == "sigmoid":
        rule += f" = frac(1, 1 + e^(-z_{j}))"
        put = f"frac(1, 1 + e^({Part(number(-neuron.z), 'M')}))"
    sign = equals(_value(neuron.activation, rounded(z)), a)
    return Block.of(
        (Part(f"a_{j}", "a", theme.answer), Part(f"&= {rule}", "rule")),
        (Part(f"&= {put}", "put"), Part(sign, "e"), Part(a, "A", theme.answer)),
    )


def _applied(activation: str, neuron: int, z: str) -> str:
    """Return an activation applied to ``z``, as symbols."""
    rules = {
        "sigmoid": f"sigma({z})",
        "tanh": f"tanh({z})",
        "relu": f"max(0, {z})",
        "leaky_relu": f"max(0.01 z_{neuron}, {z})",
        "identity": z,
    }
    return rules[activation]


def _value(activation: str, z: float) -> float:
    """Return an activation of a sum, as written."""
    return float(ACTIVATIONS[activation].forward(np.array([z]))[0])


def others(trace: Trace, neuron: int, activation: str, theme: Theme) -> Block | None:
    """Return the answers of the first hidden layer's other neurons, if there are any: parts l2, S2 (the sum), A2."""
    sums, answers = trace.preactivations[0][0].tolist(), trace.activations[1][0].tolist()
    rows = []
    for k, (z, a) in enumerate(zip(map(number, sums), map(number, answers), strict=True), 1):
        if k != neuron + 1:
            applied = _applied(activation, k, str(Part(z, f"S{k}")))
            left = Part(f"a_{k}", f"l{k}", theme.answer), Part(f"&= {applied}", f"e{k}")
            sign = equals(_value(activation, rounded(z)), a)
            rows.append((*left, Part(f"&&{sign}", f"q{k}"), Part(a, f"A{k}", theme.answer)))
    return Block.of(*rows) if rows else None


def scores(trace: Trace, letter: str, biases: bool) -> tuple[Block, Block]:
    """Return the scores of the outputs as symbols, and as numbers S1, S2, …; ``letter`` is the layer's before."""
    padded = aligned([number(s) for s in trace.preactivations[-1][0].tolist()])
    rows = [(Part(f"s_{k}", f"l{k}"), Part("&=", f"e{k}"), Part(s, f"S{k}")) for k, s in enumerate(padded, 1)]
    weights = "v" if letter == "a" else "u"
    return Block(f"s_k = sum_j {letter}_j {weights}_(j k)" + (" + b_k" if biases else "")), Block.of(*rows)


def softmax(trace: Trace, theme: Theme) -> tuple[Block, Block, Block]:
    """Return the shares as symbols; the powers S1, E1, … and their sum N; and the shares from them, parts Y1, …."""
    values, shares = trace.preactivations[-1][0], trace.activations[-1][0]
    top, answer = float(values.max()), theme.answer
    powers, total = [power(float(s)) for s in values], power(top + math.log(float(np.exp(values - top).sum())))
    rows, parts = [], []
    for k, (score, p, y) in enumerate(zip(map(number, values), powers, map(number, shares), strict=True), 1):
        left = Part(f"e^(s_{k})", f"l{k}"), Part(f"&= e^({Part(score, f'S{k}')})", f"o{k}")
        rows.append((*left, Part(f"&&{equals(exponential(rounded(score)), p)}", f"e{k}"), Part(p, f"E{k}")))
        over = Part(p, f"E{k}"), Part(f"slash {total}", f"N{k}")
        sign = Part(f"&&{equals(rounded(p) / rounded(total), y)}", f"q{k}")
        parts.append((Part(f"y_{k}", f"l{k}", answer), Part("&=", f"e{k}"), *over, sign, Part(y, f"Y{k}", answer)))
    sign = Part(f"& &&{equals(sum(map(rounded, powers)), total)}", "eN")
    return (
        Block.of((Part("y_k", "y", answer), "= frac(e^(s_k), N) quad N = sum_k e^(s_k)")),
        Block.of(*rows, (Part("N", "lN"), sign, Part(total, "N")), rules="N"),
        Block.of(*parts),
    )


def cost(shares: ArrayLike, targets: ArrayLike, value: float, theme: Theme) -> tuple[Block, Block]:
    """Return the cross-entropy as symbols, and worked out: parts T1, Y1, c1, … and C under a rule."""
    rows, terms = [], []
    for k, (t, y) in enumerate(zip(np.asarray(targets).tolist(), np.asarray(shares).tolist(), strict=True), 1):
        share, shown = number(y), rounded(number(y))
        terms.append(number(-t * max(math.log(y), -100.0)) if t and y > 0 else "0" if not t else number(100 * t))
        # Nothing times a logarithm is nothing, however small the share.
        right = 0.0 if not t else -float(given(t)) * math.log(shown) if shown > 0 else math.inf
        left = Part(f"- {given(t)}", f"T{k}"), Part("dot ln", f"s{k}"), Part(share, f"Y{k}", theme.answer)
        rows.append((*left, Part(f"&{equals(right, terms[-1])}", f"e{k}"), Part(terms[-1], f"c{k}")))
    total, error = number(value), theme.error
    sign = Part(f"&{equals(sum(map(rounded, terms)), total)}", "eC")
    return (
        Block.of((Part("C", "C", error), "= - sum_k t_k ln", Part("y_k", "y", theme.answer))),
        Block.of(*rows, (Part("C", "lC", error), sign, Part(total, "C", error)), rules="C"),
    )


def change(before: ArrayLike, after: ArrayLike, costs: tuple[float, float], theme: Theme) -> Block:
    """Return what the outputs and the cost were, and what they are: parts y1, B1, r1, A1, … and C, B, r, A."""

    def turn(symbol: str, name: str, k: str, old: float, new: float, colour: RGB) -> tuple[Part, ...]:
        left, arrow = Part(f"{symbol} :", f"{name}{k}", colour), Part("arrow.r", f"r{k}")
        return left, Part(f"& {number(old)}", f"B{k}", colour), arrow, Part(number(new), f"A{k}", colour)

    pairs = zip(np.asarray(before).tolist(), np.asarray(after).tolist(), strict=True)
    rows = [turn(f"y_{k}", "y", str(k), *pair, theme.answer) for k, pair in enumerate(pairs, 1)]
    return Block.of(*rows, turn("C", "C", "", *costs, theme.error), rules="A")
