"""Numbers as they are written in formulas: as beside the neurons, and equal only where that is true.

An equals sign stands only where the written numbers make exactly what is written: where a viewer's pocket calculator
shows other digits there is a ≈.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from scenes.config import number_format
from scenes.stage.drawing.theme import RGB, Theme
from scenes.stage.network.scale import synapse_colours

_POWER = re.compile(r"(−?)(?:([0-9.]+)·)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_PLAIN = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")


def number(value: float) -> str:
    """Return a number as Typst sets it, with three significant digits at least."""
    return _typst(number_format.number(value))


def given(value: float) -> str:
    """Return an input, a target or a rate as it was given, as Typst sets it."""
    return _typst(number_format.given(value))


def _typst(text: str) -> str:
    found = _POWER.fullmatch(text)
    plain = [part.translate(_PLAIN) for part in found.groups(default="")] if found else [text.translate(_PLAIN)]
    if not found:
        return plain[0].replace("∞", "infinity")
    sign, mantissa, exponent = plain
    return f"{sign}{mantissa or 1} dot 10^({exponent})"


def factor(text: str) -> str:
    """Return a number as it stands after a dot or a minus: a negative one in brackets."""
    return f"({text})" if text.startswith("-") else text


def divisor(text: str) -> str:
    """Return a number as it stands after a slash: one with a power of ten in brackets."""
    return f"({text})" if "^" in text else text


def power(exponent: float) -> str:
    """Return e to the ``exponent`` as Typst sets it, however large or small it is."""
    if abs(exponent) < 700:
        return number(math.exp(exponent))
    tens = exponent / math.log(10)
    return f"{10 ** (tens % 1):.2f} dot 10^({math.floor(tens)})"


def rounded(text: str) -> float:
    """Return the value of a number as it is written; of one too large for a computer, not a number."""
    mantissa, _, exponent = text.rstrip(")").partition(" dot 10^(")
    try:
        value = float(f"{mantissa}e{exponent or 0}")
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def equals(written_left: float, right: str) -> str:
    """Return ``=``, or ``approx`` where what is written on the left is not exactly what is written on the right."""
    same = math.isclose(written_left, rounded(right), rel_tol=1e-9, abs_tol=1e-12)
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
