"""Outputs that are no shares of one another, worked out: their answers, and what these cost."""

from __future__ import annotations

import math

from scenes.stage.drawing.theme import Theme
from scenes.stage.formulas import forward
from scenes.stage.formulas.block import Block, Cell, Part
from scenes.stage.formulas.examined import Examined
from scenes.stage.formulas.numbers import equals, factor, given, number, rounded


def applied(examined: Examined, theme: Theme) -> tuple[Block, Block]:
    """Return the outputs' activation as symbols, and worked out: parts S1 (the sum, for a sigmoid), Y1, …."""
    answer, squashed, rows = theme.answer, examined.start.output == "sigmoid", []
    for k, (s, y) in enumerate(zip(map(number, examined.sums), map(number, examined.answers), strict=True), 1):
        left = Part(f"y_{k}", f"l{k}", answer), Part("&=", f"e{k}")
        if squashed:
            sign = equals(1 / (1 + forward.exponential(-rounded(s))), y)
            end = Part(f"&&{sign}", f"q{k}"), Part(y, f"Y{k}", answer)
            rows.append((left, Part(f"sigma({Part(s, f'S{k}')})", f"o{k}"), end))
        else:
            rows.append((left, Part(f"s_{k} =", f"o{k}"), Part(y, f"Y{k}", answer)))
    rule = "= sigma(s_k) = frac(1, 1 + e^(-s_k))" if squashed else "= s_k"
    return Block.of((Part("y_k", "y", answer), rule)), Block.of(*rows)


def cost(examined: Examined, theme: Theme, flat: bool = False) -> tuple[Block, Block]:
    """Return the cost as symbols, and worked out: parts T1, Y1, c1, … and C under a rule.

    Where the sheet is not ``flat``, two logarithms stand on two lines.
    """
    if examined.loss == "cross_entropy":
        return forward.cost(examined.answers, examined.targets, examined.step.loss, theme)
    answer, error, squared = Part("y_k", "y", theme.answer), theme.error, examined.loss == "squared_error"
    rows: list[tuple[Cell, ...]] = []
    terms = []
    for k, (y, t, s) in enumerate(zip(examined.answers, examined.targets.tolist(), examined.sums, strict=True), 1):
        terms.append(number(0.5 * (y - t) ** 2 if squared else _binary(s, t)))
        cells, worth = (_half_square if squared else _two_logarithms)(k, number(y), t, theme)
        end = Part(f"&{equals(worth, terms[-1])}", f"e{k}"), Part(terms[-1], f"c{k}")
        rows += [(*cells, end)] if squared or flat else [*((cell,) for cell in cells[:-1]), (cells[-1], end)]
    total = number(examined.step.loss)
    sign = Part(f"&{equals(sum(map(rounded, terms)), total)}", "eC")
    rows.append((Part("C", "lC", error), sign, Part(total, "C", error)))
    symbols = (
        ("= frac(1, 2) sum_k (", answer, "- t_k)^2")
        if squared
        else ("= - sum_k [t_k ln", answer, "+ (1 - t_k) ln (1 -", Part("y_k", "z", theme.answer), ")]")
    )
    return Block.of((Part("C", "C", error), *symbols)), Block.of(*rows, rules="C")


def _binary(s: float, t: float) -> float:
    """Return the binary cross-entropy of an output from its sum: exact also where its answer is rounded to 0 or 1."""
    return max(s, 0.0) - s * t + math.log1p(math.exp(-abs(s)))


def _half_square(k: int, y: str, t: float, theme: Theme) -> tuple[list[Cell], float]:
    """Return ½ (y − t)² in parts, and what it is worth as written."""
    target = given(t)
    cells: list[Cell] = [
        (Part("0.5 dot paren.l", f"h{k}"), Part(y, f"Y{k}", theme.answer)),
        (Part(f"- {factor(target)}", f"T{k}"), Part("paren.r^2", f"s{k}")),
    ]
    return cells, 0.5 * (rounded(y) - rounded(target)) ** 2


def _two_logarithms(k: int, y: str, t: float, theme: Theme) -> tuple[list[Cell], float]:
    """Return −t ln y − (1 − t) ln(1 − y) in parts, and what it is worth as written; what is times 0 is left out."""
    both = (given(t), y, rounded(y)), (given(1 - t), f"(1 - {y})", 1 - rounded(y))
    cells: list[Cell] = []
    worth = 0.0
    for one, other, (share, shown, value) in zip(
        "TU", "YZ", [term for term in both if rounded(term[0])], strict=False
    ):
        worth -= rounded(share) * math.log(value) if value > 0 else -math.inf
        cells.append((Part(f"- {share} dot ln", f"{one}{k}"), Part(shown, f"{other}{k}", theme.answer)))
    return cells, worth
