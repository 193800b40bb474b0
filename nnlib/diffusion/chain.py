"""A chain leads from one pixel of the last layer, link by link, back to the training point its label comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnlib.arrays import Ints


@dataclass(frozen=True)
class Chain:
    """One pixel's links back through all layers: ``rows`` and ``columns`` (layers + 1,), at index t those in layer t.

    From one layer to the next the place moves by at most one pixel, and stays where the pixel kept its label.
    """

    rows: Ints
    columns: Ints
    label: int

    @property
    def copied(self) -> int:
        """How many links lead to a neighbour; all others lead to the pixel itself."""
        return int(((np.diff(self.rows) != 0) | (np.diff(self.columns) != 0)).sum())
