"""Formulas with the numbers of a run, and what flies into them."""

from scenes.stage.formulas import answers, backward, forward, numbers
from scenes.stage.formulas.examined import Examined
from scenes.stage.formulas.layout import neurons_with_names
from scenes.stage.formulas.microscope import MicroscopeConfig
from scenes.stage.formulas.numbers import number
from scenes.stage.formulas.typeset import typeset
