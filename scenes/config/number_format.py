"""How numbers are written on screen: with a real minus, none before nothing, and nothing only where nothing is.

A number keeps three significant digits at least; what is too small or too large for decimals is written with a power
of ten, such as −2.04·10⁻⁵.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext

SMALLEST, LARGEST = 0.9995e-4, 99_999.5  # between them numbers are written with decimals
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def formatted(value: float, form: str) -> str:
    """Return a number in a format of Python's (``.2f``, ``,``, ``.0%``), a real minus, and none before nothing.

    A share is written as all (100%) or as nothing (0%) only where it is: else it is >99% or <1%, by its last digit.
    """
    if form.endswith("%"):
        return _percentage(value, form)
    text = format(value, form)
    mantissa, e, exponent = text.partition("e")
    if e:
        return _powered(mantissa, int(exponent))
    return _minus(text) if text.strip("-0.,") else text.lstrip("-")


def number(value: float, wide: bool = True) -> str:
    """Return a number with three significant digits at least: three decimals or more, fewer of large ones.

    Where it may not be ``wide``, three decimals are the most, and what they would write as nothing has one digit and
    its power of ten; where that power has two digits itself, it stands alone.
    """
    size = abs(value)
    if size == 0:
        return "0"
    if not math.isfinite(value):
        return "−∞" if value < 0 else "∞"
    if not wide and size < 0.0995:
        if size >= 0.0005:
            return _minus(f"{value:.3f}")
        return power_of_ten(value if size > 0.95e-9 else math.copysign(10.0 ** round(math.log10(size)), value))
    if not SMALLEST <= size < LARGEST:
        return power_of_ten(value, 2)
    small = 3 if size >= 0.09995 else 4 if size >= 0.009995 else 5 if size >= 0.0009995 else 6
    places = small if size < 9.9995 else 2 if size < 99.995 else 1 if size < 9999.95 else 0
    return _minus(f"{value:.{places}f}")


def signed(value: float, wide: bool = True) -> str:
    """Return a number with its sign; nothing has none."""
    return f"+{number(value, wide)}" if value > 0 else number(value, wide)


def steady(value: float, sign: bool = False) -> str:
    """Return a number that changes all the time, with three decimals always, but fewer of large ones."""
    return formatted(value, "+.3f" if sign else ".3f") if abs(value) < 9.9995 else (signed if sign else number)(value)


def short(value: float) -> str:
    """Return a number with its sign and two decimals at most, where there is little room."""
    size = abs(value)
    text = formatted(value, f"+.{2 if size < 99.5 else 1 if size < 9999 else 0}f")
    return text if text.strip("+0.") else text.lstrip("+")


def given(value: float) -> str:
    """Return an input, a target or a rate as it was given, with three significant digits or decimals at most."""
    size = abs(value)
    if size and not SMALLEST <= size < LARGEST:
        mantissa, _, exponent = f"{value:.2e}".partition("e")
        return _powered(mantissa.rstrip("0").rstrip("."), int(exponent))
    if size >= 1000:
        text = f"{value:.1f}"
    else:
        text = f"{value:.3f}" if size >= 0.001 or not size else f"{float(f'{value:.3g}'):.6f}"
    return _minus(text.rstrip("0").rstrip("."))


def figure(value: float) -> str:
    """Return a number of a curve: two decimals, or a power of ten."""
    return formatted(value, ".2f") if not value or 0.005 <= abs(value) < 1000 else power_of_ten(value)


def power_of_ten(value: float, places: int = 0) -> str:
    """Return a number as a power of ten: 2·10³, or 10³."""
    mantissa, _, exponent = f"{value:.{places}e}".partition("e")
    return _powered(mantissa, int(exponent))


def tick(value: float) -> str:
    """Return a mark of an axis: whole numbers in groups of three digits, others as short as they are."""
    return formatted(value, ",.0f" if value == round(value) and abs(value) < 1e7 else "g")


def _powered(mantissa: str, exponent: int) -> str:
    times = {"1": "", "-1": "−"}.get(mantissa, f"{_minus(mantissa)}·")
    return f"{times}10{str(exponent).translate(SUPERSCRIPTS)}"


def _percentage(value: float, form: str) -> str:
    with localcontext(rounding=ROUND_HALF_UP):  # 92.5 is 93 to a reader, and 0.925 is not quite 92.5 to a computer
        text = format(Decimal(repr(float(value))), form)
    # Of what Python writes as 100.0% the last digit is worth a tenth of a per cent.
    last = Decimal(1).scaleb(-2 - len(text.partition(".")[2].rstrip("%")))
    if value > 0 and not text.strip("+0.%"):
        return f"<{format(last, form.lstrip('+'))}"
    if value < 1 and text == format(Decimal(1), form):
        return f">{format(1 - last, form.lstrip('+'))}"
    return _minus(text) if text.strip("-0.,%") else text.lstrip("-")


def _minus(text: str) -> str:
    return text.replace("-", "−")
