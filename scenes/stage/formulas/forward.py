"""The forward pass worked out, line by line: formulas made of our own symbols and of a run's numbers.

Each function returns blocks whose parts have names, so that a lesson can let every number fly from where it stands in
the diagram.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import ACTIVATIONS, Trace
from scenes.stage.drawing.theme import Theme
from scenes.stage.formulas.columns import Block
from scenes.stage.formulas.numbers import (
    aligned,
    equals,
    exponential,
    factor,
    given,
    lines,
    number,
    part,
    power,
    rounded,
    sum_of,
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
    j, count = neuron.name, range(1, len(neuron.inputs) + 1)
    terms = [f"{part(f'w_({i}{j})', f'w{i}')} {part(f'x_{i}', f'x{i}')}" for i in count]
    terms += [part(f"b_{j}", "b")] if neuron.bias is not None else []
    symbols = f"z_{j} &= " + sum_of(terms, 4)
    products = [number(w * x) for w, x in zip(neuron.weights, neuron.inputs, strict=True)]
    addends = products + ([number(neuron.bias)] if neuron.bias is not None else [])
    total = number(neuron.z)
    padded = aligned([*addends, total])
    rows = []
    for i, w, x in zip(count, neuron.weights.tolist(), neuron.inputs.tolist(), strict=True):
        left, right = number(w), given(x)
        sign = equals(rounded(left) * float(right), products[i - 1])
        times = part(left, f"W{i}"), part("dot", f"s{i}"), part(factor(right), f"X{i}")
        rows.append((*times, f"&{part(sign, f'e{i}')}", part(padded[i - 1], f"P{i}")))
    if neuron.bias is not None:
        rows.append((part(f"b_{j}", "sb"), f"&{part('=', 'eb')}", part(padded[-2], "B")))
    sign = equals(sum(map(rounded, addends)), total)
    rows.append((part(f"z_{j}", "sz"), f"&{part(sign, 'ez')}", part(padded[-1], "Z")))
    tints = [weight_colour(w, theme) for w in neuron.weights.tolist()]
    first = [(f"w{i}", tint) for i, tint in enumerate(tints, 1)] + [(f"x{i}", theme.answer) for i in count]
    then = [(f"W{i}", tint) for i, tint in enumerate(tints, 1)] + [(f"X{i}", theme.answer) for i in count]
    if neuron.bias is not None:
        first, then = [*first, ("b", theme.muted)], [*then, ("B", theme.muted), ("sb", theme.muted)]
    return Block(symbols, tuple(first)), Block(lines(*rows), tuple(then), ("Z",))


def activation(neuron: Neuron, theme: Theme) -> Block:
    """Return the answer a = σ(z), worked out; parts: rule (the symbols), put (the numbers), M (that of z), A."""
    j, z, a = neuron.name, number(neuron.z), number(neuron.a)
    rule, put = _applied(neuron.activation, j, f"z_{j}"), _applied(neuron.activation, j, part(z, "M"))
    if neuron.activation == "sigmoid":
        rule += f" = frac(1, 1 + e^(-z_{j}))"
        put = f"frac(1, 1 + e^({part(number(-neuron.z), 'M')}))"
    sign = equals(_value(neuron.activation, rounded(z)), a)
    rows = (
        (part(f"a_{j}", "a"), f"&{part(f'= {rule}', 'rule')}"),
        (f"&{part(f'= {put}', 'put')}", part(sign, "e"), part(a, "A")),
    )
    return Block(lines(*rows), (("A", theme.answer), ("a", theme.answer)))


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
    for k, (z, a) in enumerate(zip(sums, answers, strict=True), 1):
        if k != neuron + 1:
            applied = _applied(activation, k, part(number(z), f"S{k}"))
            sign = equals(_value(activation, rounded(number(z))), number(a))
            left = part(f"a_{k}", f"l{k}"), f"&{part(f'= {applied}', f'e{k}')}"
            rows.append((*left, f"&&{part(sign, f'q{k}')}", part(number(a), f"A{k}")))
    colours = [(f"{p}{k}", theme.answer) for k in range(1, len(sums) + 1) if k != neuron + 1 for p in "lA"]
    return Block(lines(*rows), tuple(colours)) if rows else None


def scores(trace: Trace, letter: str, biases: bool) -> tuple[Block, Block]:
    """Return the scores of the outputs as symbols, and as numbers S1, S2, …; ``letter`` is the layer's before."""
    values = [number(s) for s in trace.preactivations[-1][0].tolist()]
    padded = aligned(values)
    rows = [(part(f"s_{k}", f"l{k}"), f"&{part('=', f'e{k}')}", part(s, f"S{k}")) for k, s in enumerate(padded, 1)]
    weights = "v" if letter == "a" else "u"
    return Block(f"s_k = sum_j {letter}_j {weights}_(j k)" + (" + b_k" if biases else "")), Block(lines(*rows))


def softmax(trace: Trace, theme: Theme) -> tuple[Block, Block, Block]:
    """Return the shares as symbols; the powers S1, E1, … and their sum N; and the shares from them, parts Y1, …."""
    values, shares = trace.preactivations[-1][0], trace.activations[-1][0]
    top = float(values.max())
    log_sum = top + math.log(float(np.exp(values - top).sum()))
    powers, total = [power(float(s)) for s in values], power(log_sum)
    rows, parts = [], []
    for k, (s, p, y) in enumerate(zip(values.tolist(), powers, shares.tolist(), strict=True), 1):
        sign, exponent = equals(exponential(rounded(number(s))), p), part(number(s), f"S{k}")
        left = part(f"e^(s_{k})", f"l{k}"), f"&{part(f'= e^({exponent})', f'o{k}')}"
        rows.append((*left, f"&&{part(sign, f'e{k}')}", part(p, f"E{k}")))
        share = number(y)
        sign = equals(rounded(p) / rounded(total), share)
        over = part(p, f"E{k}"), part(f"slash {total}", f"N{k}")
        parts.append(
            (
                part(f"y_{k}", f"l{k}"),
                f"&{part('=', f'e{k}')}",
                *over,
                f"&&{part(sign, f'q{k}')}",
                part(share, f"Y{k}"),
            )
        )
    rows.append((part("N", "lN"), f"& &&{part(equals(sum(map(rounded, powers)), total), 'eN')}", part(total, "N")))
    answers = [(f"{p}{k}", theme.answer) for k in range(1, len(powers) + 1) for p in "lY"]
    return (
        Block("{{y_k : y}} = frac(e^(s_k), N) quad N = sum_k e^(s_k)", (("y", theme.answer),)),
        Block(lines(*rows), (), ("N",)),
        Block(lines(*parts), tuple(answers)),
    )


def cost(shares: ArrayLike, targets: ArrayLike, value: float, theme: Theme) -> tuple[Block, Block]:
    """Return the cross-entropy as symbols, and worked out: parts T1, Y1, c1, … and C under a rule."""
    rows, terms = [], []
    for k, (t, y) in enumerate(zip(np.asarray(targets).tolist(), np.asarray(shares).tolist(), strict=True), 1):
        share, shown = number(y), rounded(number(y))
        terms.append(number(-t * max(math.log(y), -100.0)) if t and y > 0 else "0" if not t else number(100 * t))
        # Nothing times a logarithm is nothing, however small the share.
        right = 0.0 if not t else -float(given(t)) * math.log(shown) if shown > 0 else math.inf
        rows.append(
            (
                part(f"- {given(t)}", f"T{k}"),
                part("dot ln", f"s{k}"),
                part(share, f"Y{k}"),
                f"&{part(equals(right, terms[-1]), f'e{k}')}",
                part(terms[-1], f"c{k}"),
            )
        )
    total = number(value)
    sign = equals(sum(map(rounded, terms)), total)
    rows.append((part("C", "lC"), f"&{part(sign, 'eC')}", part(total, "C")))
    colours = [(f"Y{k}", theme.answer) for k in range(1, len(terms) + 1)] + [("C", theme.error), ("lC", theme.error)]
    return (
        Block("{{C : C}} = - sum_k t_k ln {{y_k : y}}", (("C", theme.error), ("y", theme.answer))),
        Block(lines(*rows), tuple(colours), ("C",)),
    )


def change(before: ArrayLike, after: ArrayLike, costs: tuple[float, float], theme: Theme) -> Block:
    """Return what the outputs and the cost were, and what they are: parts y1, B1, r1, A1, … and C, B, r, A."""
    pairs = zip(np.asarray(before).tolist(), np.asarray(after).tolist(), strict=True)
    rows = []
    for k, (b, a) in enumerate(pairs, 1):
        turns = part(number(b), f"B{k}"), part("arrow.r", f"r{k}"), part(number(a), f"A{k}")
        rows.append((part(f"y_{k} :", f"y{k}"), "&", *turns))
    end = f"& {part(number(costs[0]), 'B')}", part("arrow.r", "r"), part(number(costs[1]), "A")
    rows.append((part("C :", "C"), *end))
    answers = [(f"{p}{k}", theme.answer) for k in range(1, len(rows)) for p in "yBA"]
    return Block(lines(*rows), (*answers, *((name, theme.error) for name in "CBA")), ("A",))
