"""Formulas with the numbers of a run, and what flies into them."""

from scenes.stage.formulas import backward, forward, numbers
from scenes.stage.formulas.numbers import number
from scenes.stage.formulas.typeset import typeset

__all__ = [
    "backward",
    "forward",
    "number",
    "numbers",
    "typeset",
]
