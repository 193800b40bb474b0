"""Formulas are composed on a sheet: all in one size of type, as large as fits, in one column or two."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.theme import Theme
from scenes.stage.formulas.block import Block
from scenes.stage.formulas.formula import Formula
from scenes.stage.formulas.typeset import typeset

LARGEST = 50.0  # of the type, in design pixels
COLUMN_GAP = 1.4  # em


def compose(box: Box, blocks: Sequence[Block], theme: Theme, gap: float = 0.95) -> list[Formula]:
    """Set blocks into a box as large as fits, in one column or two, and hide them; ``gap`` (em) parts two blocks.

    Returns
    -------
    list of Formula
        One a block, in order, all of one size of type, none of their parts shown.
    """
    sets = [typeset(block.source) for block in blocks]
    size, columns = _columns(box, [(t.width, t.height) for t in sets], gap)
    formulas = [Formula(b.source, size, theme, dict(b.colours), b.rules, False, b.groups) for b in blocks]
    widths = [max(formulas[k].design_size[0] for k in column) for column in columns]
    highs = [sum(formulas[k].design_size[1] + gap * size for k in column) - gap * size for column in columns]
    between = COLUMN_GAP * size
    spare = (box.width - sum(widths) - between * (len(columns) - 1)) / (len(columns) + 1)
    # All columns begin at one height; the highest stands a little above the middle of the box.
    x, top = box.x + spare, box.y + 0.4 * (box.height - max(highs))
    for column, width in zip(columns, widths, strict=True):
        y = top
        for k in column:
            formulas[k].place(x, y)
            y += formulas[k].design_size[1] + gap * size
        x += width + spare + between
    return formulas


def _columns(box: Box, sizes: Sequence[tuple[float, float]], gap: float) -> tuple[float, list[list[int]]]:
    """Return the largest type in which blocks of these sizes (em) fit into a box, and the columns they stand in."""
    numbers = range(len(sizes))
    best: tuple[float, list[list[int]]] = (0.0, [])
    choices = [[k for k in numbers if k and choice >> k & 1] for choice in range(0, 2 ** len(sizes), 2)]
    # The first block always stands in the first column; orders of reading that are simple come first.
    for second in sorted(choices, key=lambda c: (len(c) > 0, c != list(numbers)[len(sizes) - len(c) :])):
        columns = [c for c in ([k for k in numbers if k not in second], second) if c]
        wide = sum(max(sizes[k][0] for k in c) for c in columns) + COLUMN_GAP * (len(columns) - 1)
        high = max(sum(sizes[k][1] + gap for k in c) - gap for c in columns)
        size = min(LARGEST, box.width / wide, box.height / high)
        in_order = [k for c in columns for k in c] == list(numbers)
        # A second column must pay, and one that breaks the order of reading all the more.
        if size > best[0] * (1.06 if in_order else 1.15):
            best = size, columns
    return best
