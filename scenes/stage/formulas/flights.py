"""Flights between a part of a formula and another place on the stage, planned from where all texts stand.

A number flies on a lane where nothing is written. Where there is none it does not fly: both places light up, joined
by a dotted line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from manim.typing import Point3D

from scenes.stage.drawing.animation import progress
from scenes.stage.drawing.frame_layout import frame_size
from scenes.stage.drawing.painted import Painted, units
from scenes.stage.drawing.theme import SHORT_SIDE
from scenes.stage.formulas.formula import Afar, Formula, Mark
from scenes.stage.formulas.lanes import Point, Points, Rect, dotted, find_lane, size_at, swept
from scenes.stage.network.diagram import NetworkDiagram

DIM = 0.3  # of what a number leaves behind while it is on its way
LEAVES, LANDS = 0.14, 0.9  # shares of a flight's time between which it moves
AWAY = 0.6  # the size of a number far from its formula, where no text stands to take it from
RING = 11.0  # design pixels from a neuron to the outer edge of its ring
DIGIT_HEIGHT = 1.1  # of the digits of figures, beside those of formulas in the same type


@dataclass(frozen=True)
class Flight:
    """One part's way to its place in a formula or from it, in design pixels beside that place.

    Attributes
    ----------
    index
        Of the part.
    way
        Points (n, 2) from afar to its place; none where it does not fly.
    afar
        The box of the text at the other end: left, top, right, bottom.
    scale
        Its size there.
    swept
        The boxes it passes through, in the frame, beginning afar: what flies beside it keeps out of them.
    ways
        Where it does not fly: the pieces of the dotted line that joins both ends, beside its place.
    """

    index: int
    way: Points | None
    afar: Rect
    scale: float
    swept: tuple[Rect, ...] = ()
    ways: tuple[Points, ...] = ()

    def mark(self, share: float) -> Mark:
        """Return how the part stands at a share of its way from afar."""
        if self.way is None or share >= 1:
            return Mark()
        at = share * (len(self.way) - 1)
        x, y = (float(np.interp(at, np.arange(len(self.way)), self.way[:, k])) for k in (0, 1))
        size = float(size_at(share, (self.scale, 0.0), (1.0, 0.0))[0, 0])
        return Mark(1.0, x, y, size)

    def coming(self, share: float) -> tuple[Mark, tuple[Afar, ...], tuple[Afar, ...]]:
        """Return how the part stands at a share of the time of its coming, and what veil and tie go with it."""
        if self.way is None:
            tie = self._tie(share)
            return Mark(alpha=progress(share, 0.35, 0.65)), (), tie
        appears, back = progress(share, 0, LEAVES), progress(share, LANDS, 1)
        mark = self.mark(progress(share, LEAVES, LANDS))
        # It begins in the place of the text, which comes back, dimmed, when it has left.
        left = progress(share, LEAVES, LEAVES + 0.2)
        veil = (Afar(self.index, self.afar, (1 - DIM * left) * appears * (1 - back)),)
        return Mark(appears, mark.x, mark.y, mark.scale), veil if back < 1 else (), ()

    def going(self, share: float) -> tuple[Mark | None, float, tuple[Afar, ...]]:
        """Return how a copy of the part stands on its way from the formula, how visible the part is, and its tie."""
        if self.way is None:
            return None, 1.0, self._tie(share)
        moved, back = progress(share, LEAVES, LANDS), progress(share, LANDS, 1)
        left = 1 - (1 - DIM) * progress(share, 0, LEAVES) * (1 - back)
        return self.mark(1 - moved) if share > 0 else None, left, ()

    def _tie(self, share: float) -> tuple[Afar, ...]:
        alpha = min(progress(share, 0, 0.3), 1 - progress(share, 0.75, 1))
        return (Afar(self.index, self.afar, alpha, self.ways),) if alpha > 0 else ()


@dataclass(frozen=True)
class Surroundings:
    """What is written on the stage when flights begin, in design pixels of the frame.

    Attributes
    ----------
    texts
        Boxes of texts, each with the formula it is a part of and the number of the part, or None.
    bodies
        Boxes of neurons and right answers that stand out: flights keep out of them where there is a way around.
    arena
        Where flights may be.
    """

    texts: tuple[tuple[Rect, tuple[Formula, int] | None], ...] = ()
    bodies: tuple[Rect, ...] = ()
    arena: Rect = field(default_factory=lambda: (0.0, 0.0, *frame_size()))

    @classmethod
    def of(cls, scene: Any) -> Surroundings:
        """Look around on a stage, above its caption."""
        if not hasattr(scene, "placed_texts"):
            return cls()
        members = [m for mobject in scene.mobjects for m in mobject.get_family() if isinstance(m, Painted)]
        unit = min(scene.camera.pixel_width, scene.camera.pixel_height) / SHORT_SIDE
        found: list[tuple[Rect, tuple[Formula, int] | None]] = [
            ((text.box[0] / unit, text.box[1] / unit, text.box[2] / unit, text.box[3] / unit), None)
            for text in scene.placed_texts(*[m for m in members if not isinstance(m, Formula)])
            if text.alpha > 0.05 and text.text.strip()
        ]
        for formula in (m for m in members if isinstance(m, Formula)):
            for k, mark in enumerate(formula.marks):
                if mark.alpha > 0.05 and mark.x == mark.y == 0:
                    found.append((rect_of(formula, k), (formula, k)))
        width, _ = frame_size()
        drawn = [m for m in members if isinstance(m, NetworkDiagram)]
        bodies = [(*on_frame(low), *on_frame(high)) for m in drawn for low, high in bodies_of(m)]
        return cls(tuple(found), tuple(bodies), (8.0, 8.0, width - 8, scene.boxes["caption"].y))


def on_frame(point: Point3D) -> Point:
    """Return where a point of the scene lies in the frame, in design pixels."""
    width, height = frame_size()
    return float(point[0]) / units(1) + width / 2, height / 2 - float(point[1]) / units(1)


def bodies_of(drawn: NetworkDiagram) -> list[tuple[Point3D, Point3D]]:
    """Return the corners, in the scene, of the boxes of neurons that stand out, with their rings, and of targets."""
    state, layout, found = drawn.state, drawn.layout, []
    for layer, places in enumerate(layout.places):
        deltas = state.deltas[layer - 1] if layer else np.zeros(drawn.sizes[0])
        for k, (x, y) in zip(layout.shown[layer], places.tolist(), strict=True):
            if state.receded[layer][k] < 0.5:
                found.append((x, y, layout.radius + (RING if deltas[k] > 0.1 else 0)))
    if max(state.targets_shown, state.error_shown) > 0.1:
        found += [(*layout.target_at(x, y), layout.target_radius) for x, y in layout.places[-1].tolist()]
    return [(drawn.point_at(x - r, y - r), drawn.point_at(x + r, y + r)) for x, y, r in found]


def rect_of(formula: Formula, index: int) -> Rect:
    """Return the box of a part in the frame."""
    (left, top), (right, bottom) = (on_frame(corner) for corner in formula.corners_of(index))
    return left, top, right, bottom


def contains(rect: Rect, point: Point, reach: float = 2.0) -> bool:
    """Return whether a point lies in a box, or as near to it."""
    left, top, right, bottom = rect
    return left - reach <= point[0] <= right + reach and top - reach <= point[1] <= bottom + reach


def plan(
    formula: Formula,
    index: int,
    afar: Point3D,
    around: Surroundings,
    shown: Iterable[int],
    taken: Sequence[Rect] = (),
    leaving: bool = False,
) -> Flight:
    """Plan the flight of a part to or from a point of the scene.

    Parameters
    ----------
    shown
        The parts of the formula that can be seen by then.
    taken
        Boxes that another flight passes through at the same time, or in which one has landed.
    leaving
        Whether it leaves the formula: then no text may stand where it goes.
    """
    place, point = rect_of(formula, index), on_frame(afar)
    middle = ((place[0] + place[2]) / 2, (place[1] + place[3]) / 2)
    wide, high = place[2] - place[0], place[3] - place[1]
    others = [(rect, part) for rect, part in around.texts if part is None or part[0] is not formula]
    there = [(rect, part) for rect, part in others if contains(rect, point)]
    # What another part stands in, such as a fraction, is no obstacle to it.
    own = [rect_of(formula, k) for k in shown if k != index]
    texts = [rect for rect, part in others if leaving or not contains(rect, point)]
    texts += [rect for rect in own if not contains(rect, middle)]
    scale, start = AWAY, point
    (x, y), half, low = point, wide * AWAY / 2, high * AWAY / 2
    source = x - half, y - low, x + half, y + low
    if there:
        source, part = min(there, key=lambda text: (text[0][2] - text[0][0]) * (text[0][3] - text[0][1]))
        scale = part[0].size / formula.size if part else DIGIT_HEIGHT * (source[3] - source[1]) / formula.size
        scale = min(scale, 1.0)
        if not leaving:  # figures may have a letter or a sign before them
            start = source[2] - scale * wide / 2, (source[1] + source[3]) / 2
    sizes = (scale * wide, scale * high), (wide, high)
    bodies = [rect for rect in around.bodies if not contains(rect, point)]
    way = None
    for others_too in (bodies, []) if bodies else ([],):
        if way is None:
            way = find_lane(start, middle, sizes, [*texts, *taken, *others_too], around.arena)
    beside = (source[0] - middle[0], source[1] - middle[1], source[2] - middle[0], source[3] - middle[1])
    if way is None:
        line = dotted(source, place, [rect for rect, _ in others] + own, around.arena)
        return Flight(index, None, beside, scale, ways=tuple(piece - middle for piece in line))
    return Flight(index, way - middle, beside, scale, tuple(swept(way, sizes)))
