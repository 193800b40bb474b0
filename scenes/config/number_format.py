"""How numbers are written on screen: with a real minus, none before nothing, and decimals that stay readable."""

from __future__ import annotations


def formatted(value: float, form: str) -> str:
    """Return a number in a format of Python's (``.2f``, ``,``, ``.0%``), a real minus, and none before nothing."""
    text = format(value, form)
    return text.replace("-", "−") if text.strip("-0.,%") else text.lstrip("-")


def figure(value: float, places: int = 3) -> str:
    """Return a number with its sign, and at most this many decimals, fewer of large ones; nothing has no sign."""
    size = abs(value)
    fewer = 3 if size < 9.995 else 2 if size < 99.5 else 1 if size < 9999 else 0
    text = formatted(value, f"+.{min(places, fewer)}f")
    return text if text.strip("+0.") else text.lstrip("+")


def answer(value: float) -> str:
    """Return an answer without a plus."""
    return figure(value).removeprefix("+")


def plain(value: float) -> str:
    """Return an input as it was given, with at most three decimals."""
    return formatted(round(value, 3), ".6g")


def written(value: float) -> str:
    """Return a number as it stands in the table: at most six characters."""
    text = formatted(value, "g")
    if len(text) <= 5:
        return text
    return formatted(value, ".2f") if 0.005 <= abs(value) < 1000 else power_of_ten(value)


def power_of_ten(value: float) -> str:
    """Return one digit and a power of ten: 2e3."""
    return formatted(value, ".0e").replace("e−0", "e−").replace("e+0", "e")


def tick(value: float) -> str:
    """Return a mark of an axis: whole numbers in groups of three digits, others as short as they are."""
    return formatted(value, ",.0f" if value == round(value) and abs(value) < 1e9 else "g")
