"""Formulas with the numbers of a run, and what flies into them."""

from scenes.stage.formulas.numbers import number
from scenes.stage.formulas.typeset import typeset

__all__ = [
    "number",
    "typeset",
]
