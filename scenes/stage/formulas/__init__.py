"""Formulas with the numbers of a run, and what flies into them."""
