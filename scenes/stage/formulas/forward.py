"""The forward pass worked out, line by line: formulas made of our own symbols and of a run's numbers.

Each function returns blocks whose parts have names, so that a lesson can let every number fly from where it stands in
the diagram.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlib import ACTIVATIONS, Trace
from scenes.stage.drawing.theme import RGB, Theme
from scenes.stage.formulas.block import Block, Cell, Part, sum_of
from scenes.stage.formulas.examined import Examined
from scenes.stage.formulas.numbers import (
    aligned,
    divisor,
    equals,
    exponential,
    factor,
    given,
    number,
    power,
    rounded,
    weight_colour,
)


def weighted_sum(examined: Examined, theme: Theme) -> tuple[Block, Block]:
    """Return z as symbols (parts w1, x1, … b), and worked out (W1, X1, P1, … B, and Z under a rule).

    The signs of a row are s1 (times) and e1 (equals).
    """
    j, pairs = examined.index + 1, zip(examined.weights, examined.inputs.tolist(), strict=True)
    factors = [(f"w_({i}{j})", f"x_{i}", w, x) for i, (w, x) in enumerate(pairs, 1)]
    bias = None if examined.bias is None else (f"b_{j}", examined.bias)
    ends = f"z_{j}", Part(f"z_{j}", "sz")
    return sum_of_products("WXPZ", ends, factors, examined.z, theme, theme.answer, given, 4, bias)


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
    rows: list[tuple[Cell, ...]] = []
    for k, (left, right, w, x) in enumerate(factors, 1):
        tint, one, two = weight_colour(w, theme), number(w), write(x)
        terms.append((Part(left, f"{weight.lower()}{k}", tint), Part(right, f"{other.lower()}{k}", colour)))
        times = Part("dot", f"s{k}"), Part(factor(two), f"{other}{k}", colour)
        sign = equals(rounded(one) * rounded(two), products[k - 1])
        worth = Part(f"&{sign}", f"e{k}"), Part(padded[k - 1], f"{product}{k}")
        rows.append((Part(one, f"{weight}{k}", tint), times, worth))
    if bias:
        terms.append((Part(bias[0], "b", theme.muted),))
        rows.append(((Part(bias[0], "sb", theme.muted), Part("&=", "eb"), Part(padded[-2], "B", theme.muted)),))
    sign = equals(sum(map(rounded, addends)), number(total))
    rows.append(((ends[1], Part(f"&{sign}", f"e{end.lower()}"), Part(padded[-1], end, ends[1].colour)),))
    return sum_of(ends[0], terms, most), Block.of(*rows, rules=end)


def activation(examined: Examined, theme: Theme) -> Block:
    """Return the answer a = σ(z), worked out; parts: rule (the symbols), put (the numbers), M (that of z), A."""
    j, z, a, activation = examined.index + 1, number(examined.z), number(examined.a), examined.start.hidden
    rule, put = _applied(activation, j, f"z_{j}"), _applied(activation, j, str(Part(z, "M")))
    if activation == "sigmoid":
        rule += f" = frac(1, 1 + e^(-z_{j}))"
        put = f"frac(1, 1 + e^({Part(number(-examined.z), 'M')}))"
    sign = equals(_value(activation, rounded(z)), a)
    return Block.of(
        [(Part(f"a_{j}", "a", theme.answer), Part(f"&= {rule}", "rule"))],
        [Part(f"&= {put}", "put"), (Part(sign, "e"), Part(a, "A", theme.answer))],
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


def others(examined: Examined, theme: Theme) -> Block | None:
    """Return the answers of the first hidden layer's other neurons, if there are any: parts l2, S2 (the sum), A2."""
    sums, answers = examined.trace.preactivations[0][0], examined.trace.activations[1][0]
    rows, activation = [], examined.start.hidden
    for k, (z, a) in enumerate(zip(map(number, sums), map(number, answers), strict=True), 1):
        if k != examined.index + 1:
            applied = _applied(activation, k, str(Part(z, f"S{k}")))
            left = Part(f"a_{k}", f"l{k}", theme.answer), Part(f"&= {applied}", f"e{k}")
            sign = equals(_value(activation, rounded(z)), a)
            rows.append((*left, Part(f"&&{sign}", f"q{k}"), Part(a, f"A{k}", theme.answer)))
    return Block.of(*rows) if rows else None


def scores(examined: Examined) -> tuple[Block, Block]:
    """Return the scores of the outputs as symbols, and as numbers S1, S2, …."""
    padded = aligned([number(s) for s in examined.trace.preactivations[-1][0]])
    rows = [((Part(f"s_{k}", f"l{k}"), Part("&=", f"e{k}")), Part(s, f"S{k}")) for k, s in enumerate(padded, 1)]
    letter, weights = examined.letters[-2], "wvu"[examined.last - 1]
    bias = " + b_k" if examined.start.bias else ""
    return Block(f"s_k = sum_j {letter}_j {weights}_(j k){bias}"), Block.of(*rows)


def softmax(trace: Trace, theme: Theme) -> tuple[Block, Block, Block]:
    """Return the shares as symbols; the powers S1, E1, … and their sum N; and the shares from them, parts Y1, …."""
    values, shares = trace.preactivations[-1][0], trace.activations[-1][0]
    top, answer = float(values.max()), theme.answer
    powers, total = [power(float(s)) for s in values], power(top + math.log(float(np.exp(values - top).sum())))
    rows, parts = [], []
    for k, (score, p, y) in enumerate(zip(map(number, values), powers, map(number, shares), strict=True), 1):
        left = Part(f"e^(s_{k})", f"l{k}"), Part(f"&= e^({Part(score, f'S{k}')})", f"o{k}")
        sign = Part(f"&&{equals(exponential(rounded(score)), p)}", f"e{k}")
        rows.append((left, (sign, Part(p, f"E{k}"))))
        left = Part(f"y_{k}", f"l{k}", answer), Part("&=", f"e{k}"), Part(p, f"E{k}")
        # A sum of powers may be smaller than a computer's smallest number.
        share = rounded(p) / rounded(total) if rounded(total) else math.nan
        sign = Part(f"&&{equals(share, y)}", f"q{k}")
        parts.append((left, Part(f"slash {divisor(total)}", f"N{k}"), (sign, Part(y, f"Y{k}", answer))))
    sign = Part(f"& &&{equals(sum(map(rounded, powers)), total)}", "eN")
    return (
        Block.of((Part("y_k", "y", answer), "= frac(e^(s_k), N) quad N = sum_k e^(s_k)")),
        Block.of(*rows, [(Part("N", "lN"), sign, Part(total, "N"))], rules="N"),
        Block.of(*parts),
    )


def cost(shares: ArrayLike, targets: ArrayLike, value: float, theme: Theme) -> tuple[Block, Block]:
    """Return the cross-entropy as symbols, and worked out: parts T1, Y1, c1, … and C under a rule."""
    rows, terms = [], []
    for k, (t, y) in enumerate(zip(np.asarray(targets).tolist(), np.asarray(shares).tolist(), strict=True), 1):
        share, shown = number(y), rounded(number(y))
        terms.append(number(-t * max(math.log(y), -100.0)) if t and y > 0 else "0" if not t else number(100 * t))
        # Nothing times a logarithm is nothing, however small the share.
        right = 0.0 if not t else -rounded(given(t)) * math.log(shown) if shown > 0 else math.inf
        logarithm = Part("dot ln", f"s{k}"), Part(share, f"Y{k}", theme.answer)
        worth = Part(f"&{equals(right, terms[-1])}", f"e{k}"), Part(terms[-1], f"c{k}")
        rows.append((Part(f"- {given(t)}", f"T{k}"), logarithm, worth))
    total, error = number(value), theme.error
    sign = Part(f"&{equals(sum(map(rounded, terms)), total)}", "eC")
    return (
        Block.of((Part("C", "C", error), "= - sum_k t_k ln", Part("y_k", "y", theme.answer))),
        Block.of(*rows, [(Part("C", "lC", error), sign, Part(total, "C", error))], rules="C"),
    )


def change(before: ArrayLike, after: ArrayLike, costs: tuple[float, float], theme: Theme) -> Block:
    """Return what the outputs and the cost were, and what they are: parts y1, B1, r1, A1, … and C, B, r, A."""

    def turn(symbol: str, name: str, k: str, old: float, new: float, colour: RGB) -> tuple[Cell, ...]:
        left, arrow = Part(f"{symbol} :", f"{name}{k}", colour), Part("arrow.r", f"r{k}")
        return ((left, Part(f"& {number(old)}", f"B{k}", colour), arrow, Part(number(new), f"A{k}", colour)),)

    pairs = zip(np.asarray(before).tolist(), np.asarray(after).tolist(), strict=True)
    rows = [turn(f"y_{k}", "y", str(k), *pair, theme.answer) for k, pair in enumerate(pairs, 1)]
    return Block.of(*rows, turn("C", "C", "", *costs, theme.error), rules="A")
