"""A decision map: the plane coloured by a network's answers, the line it draws, and the points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnlib import Dataset, History
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.surfaces import Sheets
from scenes.stage.drawing.text_metrics import shortened, text_width
from scenes.stage.drawing.theme import NIGHT, Theme, blend
from scenes.stage.plane.axes import NAME_ROOM, TYPE, draw_axes
from scenes.stage.plane.bend import Bend, draw_turn, sharpest_bend
from scenes.stage.plane.name_places import NamePlaces
from scenes.stage.plane.points import colour_of, draw_crosses, draw_tests, draw_train
from scenes.stage.plane.shades import Lines, Shades, lines_of
from scenes.stage.plane.ticks import ticks_of
from scenes.stage.plane.window import COLUMNS, ROWS, Answers, Window, certainty

LARGEST_CELL, FINEST = 7.0, 3  # pixels from which on a cell of a map is divided, and into how many at most
LEFT, ABOVE, BELOW = 74.0, 44.0, 50.0  # room for the axes, in design pixels
NAME_TYPE, LEAST_NAME_TYPE = 36.0, 26.0  # of the classes' names, on a wide map and on a narrow one


class DecisionMap(Painted):
    """The plane of two inputs, as a network divides it.

    Parameters
    ----------
    width, height
        The box with its axes, in design pixels.
    data
        Points of two inputs and their classes; those held out are drawn as rings.
    history
        The recorded training whose answers are shown.
    class_names
        Names of the classes; where they are given, they stand on the map.
    stops
        The epochs at which it is decided where on the map; by default some of those recorded.

    Attributes
    ----------
    moment
        Which snapshot is shown, counted from the first; a number between two of them shows their blend.
    map_shown, line_shown
        How visible the map and the line are, 0 to 1.
    train_shown, test_shown, wrong_shown
        How visible the points are, and those held out, 0 to 1; and how many of the held-out ones that are answered
        wrongly in the last snapshot bear a cross, from none to all.
    marked, marked_shown, patch_shown
        The number of the point that stands out, how visibly, and how visible the colour of the answer around it is.
    written
        How visible the names of the classes and the axes are, 0 to 1.
    line_above
        How far the line lies above the points, 0 to 1.
    turn, turn_shown
        A place at which the line turns, and how far it is marked, 0 to 1.
    """

    def __init__(
        self,
        width: float,
        height: float,
        data: Dataset,
        history: History,
        class_names: Sequence[str] = (),
        stops: Sequence[int] = (),
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        self.window = Window.around(data)
        self.spread = np.where(data.inputs.std(axis=0) > 0, data.inputs.std(axis=0), 1.0)
        marked = [ticks_of(data, axis, self.window) for axis in (0, 1)]
        self.ticks = [ticks for ticks, _ in marked]
        self.axis_names = [
            f"{shortened(name, NAME_ROOM, TYPE, theme.font)}{power and f' ({power})'}"
            for name, (_, power) in zip(data.names, marked, strict=True)
        ]
        self.train_places, self.labels = self.window.shares(data.inputs), data.labels
        self.test_places, self.test_labels = self.window.shares(data.test_inputs), data.test_labels
        last = history.network(history.epochs)
        self.wrong = last.evaluate(data.test_inputs, data.test_targets).labels != data.test_labels
        self.digest = history.digest
        self.moment = 0.0
        self.map_shown = self.line_shown = self.train_shown = self.test_shown = self.wrong_shown = 0.0
        self.marked, self.marked_shown, self.patch_shown = 0, 0.0, 0.0
        self.written, self.line_above = 1.0, 0.0
        self.turn: Bend | None = None
        self.turn_shown = 0.0
        self._cached_answers = Answers(history, self.window)
        self._cached_sheets = Sheets()
        self._cached_shades, self.classes = Shades(), max(2, data.targets.shape[1])
        self.class_names, self.stops = tuple(class_names), tuple(stops)
        self._cached_places = self._name_places(history, sorted({0, *stops, history.epochs} if stops else ()))

    @property
    def area(self) -> tuple[float, float, float, float]:
        """Where the plane lies in the box: left, top, width, height."""
        width, height = self.design_size
        return LEFT, ABOVE, width - LEFT, height - ABOVE - BELOW

    def lines_at(self, place: float, fine: int = 1) -> Lines:
        """Return the lines between the classes at a place of the training, each (n, 2) in shares of the window."""
        return lines_of(self._cached_answers.at(place, fine))

    def bend_at(self, place: float) -> Bend | None:
        """Return where the lines turn most at a place of the training, in the box, or None where there are none."""
        # In standard deviations of the inputs: the same in a plane of any shape.
        sides = np.array([self.window.right - self.window.left, self.window.top - self.window.bottom]) / self.spread
        bend = sharpest_bend(
            [line * sides for line in self.lines_at(place, FINEST)], 0.06 * float(sides.max()), *sides
        )
        return bend and bend.stretched(*(np.array(self.area[2:]) / sides).tolist()).shifted(*self.area[:2])

    def changed_between(self, one: int, other: int) -> float:
        """Return on which share of the plane two snapshots, by their numbers, name another class."""
        before, after = (certainty(self._cached_answers.of_snapshot(index))[0] for index in (one, other))
        return float((before != after).mean())

    def show_snapshot(self, place: float) -> None:
        """Show the answers at a snapshot, or between two."""
        self.moment = place

    def draw(self, canvas: Canvas) -> None:
        """Paint the map, the line, the points and the axes."""
        left, top, width, height = self.area
        theme = self.theme
        canvas.box(left, top, width, height, theme.panel)
        shades, lines = self._seen(self._fineness(canvas))
        if self.map_shown > 0:
            canvas.image(shades, left, top, width, height, self.map_shown)
        if self.patch_shown * self.marked_shown > 0:
            self._draw_patch(canvas)
        self._draw_lines(canvas, lines, self.line_shown)
        sheets = self._cached_sheets
        if self.test_shown > 0:
            canvas.drawn_once(sheets, "test", self.area, self._draw_tests, self.test_shown)
        if self.train_shown > 0:
            canvas.drawn_once(sheets, "train", self.area, self._draw_points, self.train_shown)
        if self.wrong_shown > 0:
            shown = self.wrong_shown * self.wrong.sum()
            canvas.drawn_once(sheets, "wrong", self.area, self._draw_wrong, version=shown)
        self._draw_lines(canvas, lines, self.line_shown * self.line_above)
        if self.marked_shown > 0:
            self._draw_marked(canvas)
        if self.map_shown > 0 and self.class_names:
            self._draw_names(canvas)
        draw_axes(canvas, self.area, self.ticks, self.axis_names, theme, self.written)
        if self.turn and self.turn_shown > 0:
            draw_turn(canvas, self.turn, self.turn_shown, theme)

    def _draw_lines(self, canvas: Canvas, lines: Lines, alpha: float) -> None:
        for line in lines if alpha > 0 else ():
            canvas.polyline(self._at(line), 5, self.theme.ink, alpha)

    def _fineness(self, canvas: Canvas) -> int:
        """Return into how many rows and columns a cell is divided: close up a map that rests is asked for more."""
        if self.moment != round(self.moment):
            return 1
        return int(np.clip(np.ceil(self.area[2] * canvas.scale / COLUMNS / LARGEST_CELL), 1, FINEST))

    def _seen(self, fine: int = 1) -> tuple[NDArray[np.uint8], Lines]:
        """Return the colour of every cell now, shape (rows, columns, 3), and the lines between the classes."""
        return self._cached_shades.of(self._cached_answers, self.moment, fine, self.classes, self.theme)

    def _cell(self, share: NDArray[np.float64]) -> tuple[int, int]:
        return min(int(share[1] * ROWS), ROWS - 1), min(int(share[0] * COLUMNS), COLUMNS - 1)

    @property
    def _dot(self) -> float:
        """How large points are drawn: smaller on a small plane, as far as they can still be seen."""
        return float(np.clip(self.area[2] / 880, 0.66, 1.0))

    def _at(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        left, top, width, height = self.area
        return shares * (width, height) + (left, top)

    def _draw_points(self, canvas: Canvas) -> None:
        draw_train(canvas, self._at(self.train_places), self.labels, self._dot, self.theme)

    def _draw_tests(self, canvas: Canvas) -> None:
        draw_tests(canvas, self._at(self.test_places), self.test_labels, self._dot, self.theme)

    def _draw_wrong(self, canvas: Canvas) -> None:
        """Cross the points that are answered wrongly, one after another, from the left."""
        wrong = self.test_places[self.wrong]
        shown = self.wrong_shown * len(wrong)
        some = wrong[np.argsort(wrong[:, 0])][: int(np.ceil(shown))]
        draw_crosses(canvas, self._at(some), self._dot, self.theme, last=1 - (len(some) - shown))

    def _draw_patch(self, canvas: Canvas) -> None:
        """Colour the answer around the point that stands out: beneath the points, it hides none."""
        x, y = self._at(self.train_places[self.marked]).tolist()
        shade = self._seen()[0][tuple(self._cell(self.train_places[self.marked]))]
        canvas.disc(x, y, 20 + 46 * self.patch_shown, tuple((shade / 255).tolist()), self.patch_shown)

    def _draw_marked(self, canvas: Canvas) -> None:
        x, y = self._at(self.train_places[self.marked]).tolist()
        shown, theme, label = self.marked_shown, self.theme, int(self.labels[self.marked])
        canvas.glow(x, y, 60, theme.signal, 0.8 * shown)
        canvas.mark(label, x, y, 13, theme.ground, shown)
        canvas.mark(label, x, y, 11, colour_of(label, theme), shown)
        canvas.ring(x, y, 22, 4, theme.signal, shown)

    def _name_places(self, history: History, stops: Sequence[int]) -> NamePlaces:
        count = len(history.snapshots)
        each = [history.recorded.index(epoch) for epoch in stops] or np.linspace(0, count - 1, min(count, 12))
        wide = [text_width(name, self._name_type, self.theme.font, bold=True) for name in self.class_names]
        sizes = [(width + 16, 1.2 * self._name_type) for width in wide]
        points = np.concatenate([self.train_places, self.test_places])
        return NamePlaces(self._cached_answers, sizes, self.area[2:], points, [int(index) for index in each])

    @property
    def _name_type(self) -> float:
        return float(np.clip(0.04 * self.area[2], LEAST_NAME_TYPE, NAME_TYPE))

    def _draw_names(self, canvas: Canvas) -> None:
        """Write the names of the classes on their land."""
        theme, rim, shown = self.theme, self.theme.ground, self.map_shown * self.written
        for label, row, column, alpha in self._cached_places.at(self.moment, self._winner()):
            x, y = self._at(np.array([(column + 0.5) / COLUMNS, (row + 0.5) / ROWS])).tolist()
            colour = blend(theme.classes[label], theme.readable_on(rim), 0.35)
            name = self.class_names[label]
            canvas.text(name, x, y, self._name_type, colour, alpha * shown, 0.5, bold=True, rim=rim)

    def _winner(self) -> NDArray[np.int64]:
        return certainty(self._cached_answers.at(self.moment))[0]
