"""Numbers as they are written in formulas: rounded to three decimals, and equal only where that is true.

An equals sign stands only where the rounded numbers agree: where a viewer's pocket calculator would show another last
digit there is a ≈.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from scenes.stage.drawing.theme import RGB, Theme
from scenes.stage.network.scale import synapse_colours

PLACES = 3


def number(value: float) -> str:
    """Return a number as Typst sets it: three decimals, fewer for large ones, a power of ten for huge ones."""
    if not math.isfinite(value):
        return "infinity" if value > 0 else "-infinity"
    if abs(value) >= 99_999.5:
        tens = math.floor(math.log10(abs(value)))
        return f"{value / 10**tens:.1f} dot 10^{tens}"
    text = f"{value:.{_places(value)}f}"
    return text if text.strip("-0.") else text.lstrip("-")


def _places(value: float) -> int:
    return PLACES if abs(value) < 999.5 else 1 if abs(value) < 9999.5 else 0


def given(value: float) -> str:
    """Return an input, a target or a rate as it was given, with at most three decimals, or more if it is small."""
    return (
        f"{value:.3g}" if 1e-5 <= abs(value) < 1e-3 else f"{round(value, PLACES):.6f}".rstrip("0").rstrip(".") or "0"
    )


def factor(text: str) -> str:
    """Return a number as it stands after a dot or a minus: a negative one in brackets."""
    return f"({text})" if text.startswith("-") else text


def power(exponent: float) -> str:
    """Return e to the ``exponent`` as Typst sets it, however large it is."""
    if exponent < 11.5:
        return number(math.exp(exponent))
    tens = exponent / math.log(10)
    return f"{10 ** (tens % 1):.1f} dot 10^{int(tens)}"


def rounded(text: str) -> float:
    """Return the value of a number as it is written, huge ones as not a number."""
    return float("nan") if "dot" in text or "inf" in text else float(text)


def equals(written_left: float, right: str) -> str:
    """Return ``=``, or ``approx`` where what is written on the left does not round to the right side as written."""
    value = rounded(right)
    same = abs(round(written_left, _places(value)) - value) < 1e-9 if math.isfinite(written_left) else False
    return "=" if same else "approx"


def aligned(column: Sequence[str]) -> list[str]:
    """Return numbers that stand under one another, with room for a minus where another one has it."""
    if not any(text.startswith("-") for text in column):
        return list(column)
    return [text if text.startswith("-") else f"blank(-) {text}" for text in column]


def exponential(value: float) -> float:
    return math.exp(value) if value < 700 else math.inf


def weight_colour(weight: float, theme: Theme) -> RGB:
    """Return the colour of a weight's symbol and number: that of its synapse."""
    red, green, blue = synapse_colours(weight, theme).tolist()
    return red, green, blue
