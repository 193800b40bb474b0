"""The backward pass and the update worked out, line by line, as the forward pass is in ``forward``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import ACTIVATIONS, Gradients, Trace
from scenes.stage.drawing.theme import Theme
from scenes.stage.formulas.columns import Block
from scenes.stage.formulas.forward import Neuron
from scenes.stage.formulas.numbers import (
    aligned,
    equals,
    factor,
    given,
    lines,
    number,
    part,
    rounded,
    sum_of,
    weight_colour,
)


def output_deltas(trace: Trace, targets: ArrayLike, gradients: Gradients, theme: Theme) -> tuple[Block, Block]:
    """Return the error at the outputs as symbols, and worked out: parts Y1, T1, D1, …."""
    shares, deltas = trace.activations[-1][0].tolist(), gradients.deltas[-1][0].tolist()
    padded = aligned([number(d) for d in deltas])
    rows = []
    for k, (y, t, d) in enumerate(zip(shares, np.asarray(targets).tolist(), deltas, strict=True), 1):
        sign = equals(rounded(number(y)) - float(given(t)), number(d))
        difference = part(number(y), f"Y{k}"), part(f"- {given(t)}", f"T{k}")
        name = part(f"delta_(y_{k})", f"l{k}")
        end = f"&&{part(sign, f'q{k}')}", part(padded[k - 1], f"D{k}")
        rows.append((name, f"&{part('=', f'e{k}')}", *difference, *end))
    count = range(1, len(rows) + 1)
    colours = [(f"Y{k}", theme.answer) for k in count] + [(f"{p}{k}", theme.error) for k in count for p in "lD"]
    symbols = "{{delta_(y_k) : d}} = frac(partial C, partial s_k) = {{y_k : y}} - t_k"
    return Block(symbols, (("d", theme.error), ("y", theme.answer))), Block(lines(*rows), tuple(colours))


def slope_of(activation: str, z: float, a: float) -> float:
    """Return ∂a/∂z of an activation."""
    return float(ACTIVATIONS[activation].backward(np.ones(1), np.array([z]), np.array([a]))[0])


@dataclass(frozen=True)
class HiddenDelta:
    """How the cost answers to a neuron of the first hidden layer, for one example.

    Attributes
    ----------
    neuron
        The neuron.
    letter
        That of the layer after it.
    weights, deltas
        Of its synapses to that layer, and of that layer's neurons.
    through
        ∂C/∂a, the sum of their products.
    slope
        ∂a/∂z.
    delta
        ∂C/∂z, the product of both.
    """

    neuron: Neuron
    letter: str
    weights: NDArray[np.float64]
    deltas: NDArray[np.float64]
    through: float
    slope: float
    delta: float


def error_sum(hidden: HiddenDelta, theme: Theme) -> tuple[Block, Block]:
    """Return ∂C/∂a as symbols (parts v1, d1, …), and worked out (V1, D1, Q1, …, and U under a rule)."""
    j, c, count = hidden.neuron.name, hidden.letter, range(1, len(hidden.weights) + 1)
    terms = [f"{part(f'v_({j}{k})', f'v{k}')} {part(f'delta_({c}_{k})', f'd{k}')}" for k in count]
    symbols = f"{part(f'frac(partial C, partial a_{j})', 'u')} &= " + sum_of(terms, 3)
    products = [number(v * d) for v, d in zip(hidden.weights, hidden.deltas, strict=True)]
    total = number(hidden.through)
    padded = aligned([*products, total])
    rows = []
    for k, v, d in zip(count, hidden.weights.tolist(), hidden.deltas.tolist(), strict=True):
        left, right = number(v), number(d)
        sign = equals(rounded(left) * rounded(right), products[k - 1])
        times = part(left, f"V{k}"), part("dot", f"s{k}"), part(factor(right), f"D{k}")
        rows.append((*times, f"&{part(sign, f'e{k}')}", part(padded[k - 1], f"Q{k}")))
    sign = equals(sum(map(rounded, products)), total)
    rows.append((part(f"partial C slash partial a_{j}", "su"), f"&{part(sign, 'eu')}", part(padded[-1], "U")))
    tints = [weight_colour(v, theme) for v in hidden.weights.tolist()]
    first = [(f"v{k}", tint) for k, tint in enumerate(tints, 1)] + [(f"d{k}", theme.error) for k in count]
    then = [(f"V{k}", tint) for k, tint in enumerate(tints, 1)] + [(f"D{k}", theme.error) for k in count]
    return (
        Block(symbols, (*first, ("u", theme.error))),
        Block(lines(*rows), (*then, ("U", theme.error), ("su", theme.error)), ("U",)),
    )


def chain(
    hidden: HiddenDelta, source: int, gradient: float, theme: Theme, flat: bool = False
) -> tuple[Block, Block, Block]:
    """Return the chain rule for the weight from input ``source``, its three factors, and the product.

    Parts: f1, f2, f3 of the symbols, g their product; F1, F2, F3 the factors' numbers; D and G the products. Where
    the sheet is ``flat``, the factors are written with slashes.
    """
    neuron = hidden.neuron
    i, j, x = source + 1, neuron.name, float(neuron.inputs[source])
    u, s, d, g = number(hidden.through), number(hidden.slope), number(hidden.delta), number(gradient)
    pairs = ("C", f"a_{j}"), (f"a_{j}", f"z_{j}"), (f"z_{j}", f"w_({i}{j})")
    first, second, third = (f"frac(partial {top}, partial {bottom})" for top, bottom in pairs)
    left, brace = part(f"frac(partial C, partial w_({i}{j}))", "g"), part(f"delta_(a_{j})", "d")
    symbols = f"{left} = underbrace({part(first, 'f1')} dot {part(second, 'f2')}, {brace}) dot {part(third, 'f3')}"
    names = [f"partial {top} slash partial {bottom}" for top, bottom in pairs] if flat else [first, second, third]
    rule, value = _slope(neuron)
    factors = (
        (part(names[0], "l1"), f"&{part('=', 'e1')}", part(u, "F1")),
        (part(names[1], "l2"), f"&{part(f'= {rule} {equals(value, s)}', 'e2')}", part(s, "F2")),
        (part(names[2], "l3"), f"&{part(f'= x_{i} =', 'e3')}", part(given(x), "F3")),
    )
    padded = aligned([d, g])
    signs = equals(rounded(u) * rounded(s), d), equals(rounded(d) * float(given(x)), g)
    slash = f"partial C slash partial w_({i}{j})"
    products = (
        (part(f"delta_(a_{j})", "ld"), f"&{part(f'= {u} dot {factor(s)} {signs[0]}', 'ed')}", part(padded[0], "D")),
        (part(slash, "lg"), f"&{part(f'= {d} dot {factor(given(x))} {signs[1]}', 'eg')}", part(padded[1], "G")),
    )
    return (
        Block(symbols, tuple((name, theme.error) for name in ("g", "f1", "d"))),
        Block(lines(*factors), (("l1", theme.error), ("F1", theme.error), ("F3", theme.answer))),
        Block(lines(*products), tuple((name, theme.error) for name in ("ld", "D", "lg", "G"))),
    )


def _slope(neuron: Neuron) -> tuple[str, float]:
    """Return ∂a/∂z of an activation as symbols, and its value from the numbers as written."""
    j, a = neuron.name, rounded(number(neuron.a))
    rules = {
        "sigmoid": (f"a_{j} (1 - a_{j})", a * (1 - a)),
        "tanh": (f"1 - a_{j}^2", 1 - a * a),
    }
    return rules.get(neuron.activation, (f"sigma'(z_{j})", slope_of(neuron.activation, neuron.z, neuron.a)))


def gradient_rules(letters: Sequence[str], biases: bool, theme: Theme) -> Block:
    """Return the gradients of all weights as symbols: a delta times the answer, or input, at the other end."""
    ends = (("i", "j"), ("j", "k"), ("k", "l"))
    rows, colours = [], []
    for n, (weight, source, target) in enumerate(zip("wvu", letters, letters[1:], strict=False)):
        one, other = ends[n]
        slope = part(f"frac(partial C, partial {weight}_({one} {other}))", f"g{n}")
        delta, answer = part(f"delta_({target}_{other})", f"d{n}"), part(f"{source}_{one}", f"a{n}")
        rows.append((slope, f"&{part('=', f'e{n}')}", delta, part("dot", f"s{n}"), answer))
        colours += [(f"g{n}", theme.error), (f"d{n}", theme.error), (f"a{n}", theme.answer)]
    if biases:
        slope, delta = part("frac(partial C, partial b_j)", "gb"), part(f"delta_({letters[1]}_j)", "db")
        rows.append((slope, f"&{part('=', 'eb')}", delta))
        colours += [("gb", theme.error), ("db", theme.error)]
    return Block(lines(*rows), tuple(colours))


def update(weight: str, old: float, rate: float, gradient: float, new: float, theme: Theme) -> tuple[Block, Block]:
    """Return one step of gradient descent as symbols, and worked out: parts W (old), R (rate), G, and V (new)."""
    before, after, g = number(old), number(new), number(gradient)
    sign = equals(rounded(before) - float(given(rate)) * rounded(g), after)
    step = part("-", "m"), part(given(rate), "R"), part("dot", "s"), part(factor(g), "G")
    tints = weight_colour(old, theme), weight_colour(new, theme)
    slope = part(f"frac(partial C, partial {weight})", "g")
    return (
        Block(
            f"{part(weight, 'v')} arrow.l {part(weight, 'w')} - {part('eta', 'r')} dot {slope}",
            (("v", tints[1]), ("w", tints[0]), ("g", theme.error)),
        ),
        Block(
            " ".join((part(before, "W"), *step, part(sign, "e"), part(after, "V"))),
            (("W", tints[0]), ("G", theme.error), ("V", tints[1])),
        ),
    )
