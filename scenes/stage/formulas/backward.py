"""The backward pass and the update worked out, line by line, as the forward pass is in ``forward``."""

from __future__ import annotations

import numpy as np

from nnlib import ACTIVATIONS
from scenes.stage.drawing.theme import Theme
from scenes.stage.formulas.block import Block, Cell, Part
from scenes.stage.formulas.examined import Examined
from scenes.stage.formulas.forward import sum_of_products
from scenes.stage.formulas.numbers import aligned, equals, factor, given, number, rounded, weight_colour


def output_deltas(examined: Examined, theme: Theme, flat: bool = False) -> tuple[Block, Block]:
    """Return the error at the outputs as symbols, and worked out: parts Y1, T1, D1, …; Z1 is a slope that remains.

    Where the sheet is not ``flat``, an error with its slope has a line of its own for what it comes to.
    """
    keeps_slope = (examined.start.output, examined.loss) == ("sigmoid", "squared_error")
    shares, targets = map(number, examined.answers), map(given, examined.targets)
    deltas, error = [number(d) for d in examined.step.gradients.deltas[-1][0]], theme.error
    rows: list[tuple[Cell, ...]] = []
    for k, (y, t, d, padded) in enumerate(zip(shares, targets, deltas, aligned(deltas), strict=True), 1):
        left, answer = Part(f"delta_(y_{k})", f"l{k}", error), Part(y, f"Y{k}", theme.answer)
        minus, value = Part(f"- {factor(t)}", f"T{k}"), rounded(y) - rounded(t)
        opening, middle = "&=", (minus,)
        if keeps_slope:
            slope = Part("paren.r dot", f"s{k}"), Part(f"{y} dot (1 - {y})", f"Z{k}", theme.answer)
            opening, middle, value = "&= paren.l", (minus, *slope), value * rounded(y) * (1 - rounded(y))
        begin, sign = (left, Part(opening, f"e{k}"), answer), equals(value, d)
        if keeps_slope and not flat:
            rows += [(begin, middle), ((Part(f"&{sign}", f"q{k}"), Part(d, f"D{k}", error)),)]
        else:
            rows.append((begin, middle, (Part(f"&&{sign}", f"q{k}"), Part(padded, f"D{k}", error))))
    return _error_rule(examined, theme, flat), Block.of(*rows)


def _error_rule(examined: Examined, theme: Theme, flat: bool) -> Block:
    """Return the error of an output as symbols: what of the cost's slope and the activation's is left of both."""
    delta, answer = Part("delta_(y_k)", "d", theme.error), Part("y_k", "y", theme.answer)
    if examined.start.output == "softmax":
        return Block.of((delta, "= frac(partial C, partial s_k) =", answer, "- t_k"))
    slopes = {
        ("sigmoid", "squared_error"): "(y_k - t_k) dot y_k (1 - y_k)",
        ("sigmoid", "binary_cross_entropy"): "frac(y_k - t_k, y_k (1 - y_k)) dot y_k (1 - y_k) = y_k - t_k",
        ("identity", "squared_error"): "(y_k - t_k) dot 1",
    }
    chain = delta, Part("&= frac(partial C, partial y_k) dot frac(partial y_k, partial s_k)", "c")
    left = Part(f"{'' if flat else '&'}= {slopes[examined.start.output, examined.loss]}", "r")
    return Block.of((chain, left)) if flat else Block.of((chain,), (left,))


def slope_of(activation: str, z: float, a: float) -> float:
    """Return ∂a/∂z of an activation."""
    return float(ACTIVATIONS[activation].backward(np.ones(1), np.array([z]), np.array([a]))[0])


def error_sum(examined: Examined, theme: Theme) -> tuple[Block, Block]:
    """Return ∂C/∂a as symbols (parts v1, d1, …), and worked out (V1, D1, Q1, …, and U under a rule)."""
    j, c, deltas = examined.index + 1, examined.letters[2], examined.step.gradients.deltas[1][0]
    pairs = zip(examined.next_weights.tolist(), deltas.tolist(), strict=True)
    factors = [(f"v_({j}{k})", f"delta_({c}_{k})", v, d) for k, (v, d) in enumerate(pairs, 1)]
    left = Part(f"frac(partial C, partial a_{j})", "u", theme.error)
    ends = left, Part(f"partial C slash partial a_{j}", "su", theme.error)
    return sum_of_products("VDQU", ends, factors, examined.through, theme, theme.error, number, 3)


def chain(examined: Examined, theme: Theme, flat: bool = False) -> tuple[Block, Block, Block]:
    """Return the chain rule for the weight from the input that says most, its three factors, and the product.

    Parts: f1, f2, f3 of the symbols, g their product; F1, F2, F3 the factors' numbers; D and G the products. Where
    the sheet is ``flat``, the factors are written with slashes.
    """
    error, slope = theme.error, slope_of(examined.start.hidden, examined.z, examined.a)
    i, j, x = examined.source + 1, examined.index + 1, given(float(examined.inputs[examined.source]))
    u, s, g = number(examined.through), number(slope), number(examined.gradient)
    d = number(examined.step.gradients.deltas[0][0, examined.index])
    weight = f"w_({i}{j})"
    left, flat_left = f"frac(partial C, partial {weight})", f"partial C slash partial {weight}"
    pairs = ("C", f"a_{j}"), (f"a_{j}", f"z_{j}"), (f"z_{j}", weight)
    symbols = [f"frac(partial {top}, partial {bottom})" for top, bottom in pairs]
    names = [f"partial {top} slash partial {bottom}" for top, bottom in pairs] if flat else symbols
    first, second, third = (Part(symbol, f"f{k}") for k, symbol in enumerate(symbols, 1))
    product = f"underbrace({first} dot {second}, {Part(f'delta_(a_{j})', 'd')}) dot {third}"
    rule, value = _slope(examined, slope)
    padded = aligned([d, g])
    delta = f"&= {u} dot {factor(s)} {equals(rounded(u) * rounded(s), d)}"
    whole = f"&= {d} dot {factor(x)} {equals(rounded(d) * rounded(x), g)}"
    return (
        Block(f"{Part(left, 'g')} = {product}", (("g", error), ("f1", error), ("d", error))),
        Block.of(
            [(Part(names[0], "l1", error), Part("&=", "e1")), Part(u, "F1", error)],
            [(Part(names[1], "l2"), Part(f"&= {rule} {equals(value, s)}", "e2")), Part(s, "F2")],
            [(Part(names[2], "l3"), Part(f"&= x_{i} =", "e3")), Part(x, "F3", theme.answer)],
        ),
        Block.of(
            [(Part(f"delta_(a_{j})", "ld", error), Part(delta, "ed"), Part(padded[0], "D", error))],
            [(Part(flat_left, "lg", error), Part(whole, "eg"), Part(padded[1], "G", error))],
        ),
    )


def _slope(examined: Examined, slope: float) -> tuple[str, float]:
    """Return ∂a/∂z of an activation as symbols, and its value from the numbers as written."""
    j, a = examined.index + 1, rounded(number(examined.a))
    rules = {
        "sigmoid": (f"a_{j} (1 - a_{j})", a * (1 - a)),
        "tanh": (f"1 - a_{j}^2", 1 - a * a),
    }
    return rules.get(examined.start.hidden, (f"sigma'(z_{j})", slope))


def gradient_rules(examined: Examined, theme: Theme) -> Block:
    """Return the gradients of all weights as symbols: a delta times the answer, or input, at the other end."""
    ends, error, letters = ("ij", "jk", "kl"), theme.error, examined.letters
    rows: list[tuple[Part, ...]] = []
    for n, (weight, source, target) in enumerate(zip("wvu", letters, letters[1:], strict=False)):
        one, other = ends[n]
        slope = Part(f"frac(partial C, partial {weight}_({one} {other}))", f"g{n}", error)
        delta = Part(f"delta_({target}_{other})", f"d{n}", error)
        answer = Part(f"{source}_{one}", f"a{n}", theme.answer)
        rows.append((slope, Part("&=", f"e{n}"), delta, Part("dot", f"s{n}"), answer))
    if examined.start.bias:
        slope, delta = Part("frac(partial C, partial b_j)", "gb", error), Part(f"delta_({letters[1]}_j)", "db", error)
        rows.append((slope, Part("&=", "eb"), delta))
    return Block.of(*rows)


def update(examined: Examined, rate: float, theme: Theme) -> tuple[Block, Block]:
    """Return one step of gradient descent as symbols, and worked out: parts W (old), R (rate), G, and V (new)."""
    i, j = examined.source, examined.index
    old, new = (float(net.weights[0][i, j]) for net in (examined.step.before, examined.step.after))
    weight, before, after = f"w_({i + 1}{j + 1})", number(old), number(new)
    eta, g = given(rate), number(examined.gradient)
    was, now, error = weight_colour(old, theme), weight_colour(new, theme), theme.error
    sign = equals(rounded(before) - rounded(eta) * rounded(g), after)
    slope = Part(f"frac(partial C, partial {weight})", "g", error)
    step = (Part("-", "m"), Part(eta, "R")), (Part("dot", "s"), Part(factor(g), "G", error))
    return (
        Block.of((Part(weight, "v", now), "arrow.l", Part(weight, "w", was), "-", Part("eta", "r"), "dot", slope)),
        Block.of([Part(before, "W", was), *step, (Part(sign, "e"), Part(after, "V", now))]),
    )
