"""How numbers are written on the stage: real minus signs, and as many decimals as stay readable."""

from __future__ import annotations


def figure(value: float, places: int = 3) -> str:
    """Return a number with its sign, a real minus, and as many decimals as stay readable."""
    places = places if abs(value) < 99.5 else 1 if abs(value) < 9999 else 0
    text = f"{value:+.{places}f}".replace("-", "−")
    return text if text.strip("+−0.") else text[1:]  # nothing has no sign


def answer(value: float) -> str:
    """Return an answer without a plus."""
    return figure(value).removeprefix("+")


def plain(value: float) -> str:
    """Return an input as it was given, with at most three decimals."""
    return f"{round(value, 3):.6g}".replace("-", "−")


def written(value: float) -> str:
    """Return a number as it stands in the table: at most six characters, with a real minus."""
    text = f"{value:g}"
    if len(text) > 5:
        text = (
            f"{value:.2f}" if 0.005 <= abs(value) < 1000 else f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e")
        )
    return text.replace("-", "−")
