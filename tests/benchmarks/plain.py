"""A painted picture once more, of plain manim objects: Line, CubicBezier, Circle, Rectangle, Text, DecimalNumber.

What a painted mobject draws is noted stroke by stroke, and each stroke becomes the manim object one would have
used instead. From frame to frame what differs is told to the object (``set_stroke``, ``move_to``, ``set_value``),
and what stays as it is during a play belongs to manim's static image. Only a network that is animated moves as a
whole, all its lines and circles told in every frame, as manim's animations do with a mobject's family. A plain
scene can hardly do better: manim itself takes all that stands behind the first moving mobject for moving, and what
finding the differences, creating the objects and drawing the static image cost is not counted here.
A glow, which manim does not have, is one translucent disc here, cheaper than any likeness of it.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cairo
import manim
import numpy as np
from manim import Camera, DecimalNumber, ManimColor, Mobject, Text, VGroup, VMobject

from scenes.stage import NetworkDiagram, Painted
from scenes.stage.drawing import Canvas, units

NUMBER = re.compile(r"^(?P<before>.*?)(?P<number>[+−-]?[\d,]*\.?\d+)(?P<after>\D*)$", re.DOTALL)


@dataclass(frozen=True)
class Stroke:
    """One thing drawn: what it is, whose it is, where it lies and how it looks."""

    kind: str
    owner: int
    place: tuple[float, ...]
    look: tuple[Any, ...]


class Notes(Canvas):
    """A canvas on which nothing is drawn: it notes what would be."""

    def __init__(self, painted: Painted) -> None:
        context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, 8, 8))
        super().__init__(context, painted.theme.font, painted.opacity)
        self.strokes: list[Stroke] = []
        self.owner = id(painted)

    def _note(self, kind: str, place: Iterable[float], *look: Any) -> None:
        self.strokes.append(Stroke(kind, self.owner, tuple(float(v) for v in place), look))

    def line(self, start, end, width, colour, alpha=1.0, dash=()):  # type: ignore[no-untyped-def]
        self._note("line", (*start, *end), colour, float(width), float(alpha * self.opacity))

    def curve(self, points, width, colour, alpha=1.0, dash=()):  # type: ignore[no-untyped-def]
        place = np.asarray(points, dtype=float).ravel()
        self._note("curve", place, colour, float(width), float(alpha * self.opacity))

    def polyline(self, points, width, colour, alpha=1.0):  # type: ignore[no-untyped-def]
        if len(points) > 1:
            look = (colour, float(width), float(alpha * self.opacity))
            self._note("polyline", np.asarray(points, dtype=float).ravel(), *look)

    def disc(self, x, y, radius, colour, alpha=1.0):  # type: ignore[no-untyped-def]
        self._note("disc", (x, y), colour, float(radius), float(alpha * self.opacity))

    def ring(self, x, y, radius, width, colour, alpha=1.0, start=0.0, turn=1.0, dash=()):  # type: ignore[no-untyped-def]
        self._note("ring", (x, y), colour, float(radius), float(width), float(alpha * self.opacity))

    def box(self, x, y, width, height, colour, alpha=1.0, radius=0.0):  # type: ignore[no-untyped-def]
        if width > 0 and height > 0:
            self._note("box", (x, y, width, height), colour, float(alpha * self.opacity))

    def glow(self, x, y, radius, colour, alpha=1.0):  # type: ignore[no-untyped-def]
        if alpha * self.opacity >= 1 / 255:
            self._note("disc", (x, y), colour, 0.5 * float(radius), 0.4 * float(alpha * self.opacity))

    still_disc, still_ring = disc, ring

    def drawn_once(self, sheets, key, box, draw, alpha=1.0, version=None):  # type: ignore[no-untyped-def]
        draw(self)  # a plain scene has no sheet to copy: it draws what stands on it

    def text(self, text, x, y, size, colour, alpha=1.0, align=0.0, bold=False, plate=None):  # type: ignore[no-untyped-def]
        width = self.width_of(text, size, bold)
        if text and alpha * self.opacity >= 1 / 255:
            look = (text, colour, float(alpha * self.opacity), bold)
            self._note("text", (x + (0.5 - align) * width, y, size), *look)
        return width


def strokes_of(painted: Painted) -> list[Stroke]:
    """Return what a painted mobject would draw now."""
    if painted.opacity <= 0:
        return []
    notes = Notes(painted)
    painted.draw(notes)
    return notes.strokes


class PlainStage:
    """The manim objects that stand for painted mobjects, and the camera they are drawn with."""

    def __init__(self, background: Any) -> None:
        self.camera = Camera(background_color=background)
        self._painted: dict[int, Painted] = {}
        self._shapes: dict[str, list[_Shape]] = defaultdict(list)
        self._static: np.ndarray | None = None
        self._still: frozenset[Stroke] = frozenset()
        self._animated: set[int] = set()

    def open_play(self, frames: Sequence[Sequence[Stroke]], painted: Iterable[Painted]) -> None:
        """Draw what does not change in these frames as the static image."""
        self._painted = {id(mobject): mobject for mobject in painted}
        common = frozenset.intersection(*[frozenset(frame) for frame in frames])
        changing = {stroke.owner for stroke in frozenset().union(*frames) - common}
        self._animated = {id(m) for m in painted if isinstance(m, NetworkDiagram) and id(m) in changing}
        self._still = frozenset(stroke for stroke in common if not self._is_animated(stroke))
        still = [stroke for stroke in frames[0] if stroke in self._still]
        updates, shown = self.plan(still, keep=True)
        for update in updates:
            update()
        self.camera.reset()
        self.camera.capture_mobjects(shown)
        self._static = self.camera.pixel_array.copy()

    def _is_animated(self, stroke: Stroke) -> bool:
        return stroke.owner in self._animated and (stroke.kind != "text" or bool(NUMBER.match(stroke.look[0])))

    def plan(self, strokes: Sequence[Stroke], keep: bool = False) -> tuple[list[Callable[[], None]], list[Mobject]]:
        """Return what must be told to the objects for these strokes to be seen, and the objects to draw."""
        moving = [stroke for stroke in strokes if keep or stroke not in self._still]
        free = {kind: list(shapes) for kind, shapes in self._shapes.items()}
        taken: dict[int, _Shape] = {}
        # First those that stand where they stood, then any of the kind, then new ones.
        for same_place in (True, False):
            for k, stroke in enumerate(moving):
                if k in taken:
                    continue
                pool = free.setdefault(stroke.kind, [])
                found = next((s for s in pool if not same_place or s.stands_at(stroke)), None)
                if found is not None:
                    pool.remove(found)
                elif not same_place:
                    found = SHAPES[stroke.kind](self._painted[stroke.owner], stroke)
                    self._shapes[stroke.kind].append(found)
                if found is not None:
                    taken[k] = found
        updates: list[Callable[[], None]] = []
        for k, stroke in enumerate(moving):
            if taken[k].stroke != stroke or (self._is_animated(stroke) and stroke.kind != "text"):
                updates.append(taken[k].follow(self._painted[stroke.owner], stroke))
        return updates, [taken[k].mobject for k in range(len(moving))]

    def draw(self, updates: Sequence[Callable[[], None]], shown: Sequence[Mobject]) -> None:
        """Draw a frame as manim does; this is what is timed."""
        for update in updates:
            update()
        self.camera.set_frame_to_background(self._static)
        self.camera.capture_mobjects(shown)


def _colour(rgb: Any) -> ManimColor:
    return ManimColor.from_rgb(rgb)


def _stroke_width(pixels: float) -> float:
    return 100 * units(pixels)  # manim counts widths in hundredths of a unit


class _Shape:
    """A manim object that stands for a stroke."""

    mobject: Mobject

    def __init__(self, painted: Painted, stroke: Stroke) -> None:
        self.stroke: Stroke | None = None
        self.make(painted, stroke)
        self.follow(painted, stroke)()

    def stands_at(self, stroke: Stroke) -> bool:
        own = self.stroke
        return own is not None and own.owner == stroke.owner and own.place == stroke.place

    def follow(self, painted: Painted, stroke: Stroke) -> Callable[[], None]:
        before, self.stroke = self.stroke, stroke
        moved = before is None or before.owner != stroke.owner or before.place != stroke.place
        return lambda: self.tell(painted, stroke, moved, before)

    def make(self, painted: Painted, stroke: Stroke) -> None:
        raise NotImplementedError

    def tell(self, painted: Painted, stroke: Stroke, moved: bool, before: Stroke | None) -> None:
        raise NotImplementedError


class _Line(_Shape):
    def make(self, painted: Painted, stroke: Stroke) -> None:
        self.mobject = manim.Line()

    def tell(self, painted: Painted, stroke: Stroke, moved: bool, before: Stroke | None) -> None:
        colour, width, alpha = stroke.look
        if moved:
            x0, y0, x1, y1 = stroke.place
            self.mobject.put_start_and_end_on(painted.point_at(x0, y0), painted.point_at(x1, y1))
        self.mobject.set_stroke(_colour(colour), _stroke_width(width), alpha)


class _Curve(_Shape):
    def make(self, painted: Painted, stroke: Stroke) -> None:
        self.mobject = manim.CubicBezier(*np.zeros((4, 3)))

    def tell(self, painted: Painted, stroke: Stroke, moved: bool, before: Stroke | None) -> None:
        colour, width, alpha = stroke.look
        if moved:
            points = np.array(stroke.place).reshape(-1, 2)
            self.mobject.set_points([painted.point_at(x, y) for x, y in points])
        self.mobject.set_stroke(_colour(colour), _stroke_width(width), alpha)


class _Polyline(_Shape):
    def make(self, painted: Painted, stroke: Stroke) -> None:
        self.mobject = VMobject()

    def stands_at(self, stroke: Stroke) -> bool:
        return self.stroke is not None and self.stroke.owner == stroke.owner

    def tell(self, painted: Painted, stroke: Stroke, moved: bool, before: Stroke | None) -> None:
        colour, width, alpha = stroke.look
        if moved:
            corners = np.array(stroke.place).reshape(-1, 2)
            self.mobject.set_points_as_corners([painted.point_at(x, y) for x, y in corners])
        self.mobject.set_stroke(_colour(colour), _stroke_width(width), alpha)


class _Disc(_Shape):
    def make(self, painted: Painted, stroke: Stroke) -> None:
        self.mobject = manim.Circle(radius=1, stroke_width=0)
        self.radius = 1.0

    def resize(self, radius: float) -> None:
        if radius != self.radius:
            self.mobject.scale(radius / self.radius)
            self.radius = radius

    def tell(self, painted: Painted, stroke: Stroke, moved: bool, before: Stroke | None) -> None:
        colour, radius, alpha = stroke.look
        self.resize(units(radius))
        if moved:
            self.mobject.move_to(painted.point_at(*stroke.place))
        self.mobject.set_fill(_colour(colour), alpha)


class _Ring(_Disc):
    def tell(self, painted: Painted, stroke: Stroke, moved: bool, before: Stroke | None) -> None:
        colour, radius, width, alpha = stroke.look
        self.resize(units(radius))
        if moved:
            self.mobject.move_to(painted.point_at(*stroke.place))
        self.mobject.set_stroke(_colour(colour), _stroke_width(width), alpha)


class _Box(_Shape):
    def make(self, painted: Painted, stroke: Stroke) -> None:
        self.mobject = manim.Rectangle(width=1, height=1, stroke_width=0)

    def stands_at(self, stroke: Stroke) -> bool:
        return super().stands_at(stroke) or (
            self.stroke is not None and self.stroke.owner == stroke.owner and self.stroke.look == stroke.look
        )

    def tell(self, painted: Painted, stroke: Stroke, moved: bool, before: Stroke | None) -> None:
        x, y, width, height = stroke.place
        colour, alpha = stroke.look
        if moved:
            self.mobject.stretch_to_fit_width(units(width)).stretch_to_fit_height(units(height))
            self.mobject.move_to(painted.point_at(x + width / 2, y + height / 2))
        self.mobject.set_fill(_colour(colour), alpha)


class _Words(_Shape):
    """Words, with a number among them or without; a number is a DecimalNumber, so that it need not be set anew."""

    def make(self, painted: Painted, stroke: Stroke) -> None:
        self.mobject = VGroup()

    def stands_at(self, stroke: Stroke) -> bool:
        # A text that changes is another text of the same size at about the same place.
        if self.stroke is None or self.stroke.owner != stroke.owner:
            return False
        (x0, y0, s0), (x1, y1, s1) = self.stroke.place, stroke.place
        same_words = self._shape_of(self.stroke.look[0]) == self._shape_of(stroke.look[0])
        return same_words and abs(s0 - s1) < 0.5 and abs(y0 - y1) < 1 and abs(x0 - x1) < 0.7 * s0

    @staticmethod
    def _shape_of(text: str) -> Any:
        match = NUMBER.match(text)
        return (match["before"], match["after"]) if match else text

    def tell(self, painted: Painted, stroke: Stroke, moved: bool, before: Stroke | None) -> None:
        (text, colour, alpha, bold), (x, y, size) = stroke.look, stroke.place
        old = before.look if before else None
        if old and old[3] == bold and self._shape_of(old[0]) == self._shape_of(text):
            if old[0] != text:
                self.number.set_value(_value(NUMBER.match(text)["number"]))  # type: ignore[index]
                moved = True
        else:
            self._write(text, size, bold, painted.theme.font)
            moved = True
        if moved:
            self.mobject.move_to(painted.point_at(x, y))
        if old is None or old[1] != colour or moved:
            self.mobject.set_color(_colour(colour))
        self.mobject.set_opacity(alpha)

    def _write(self, text: str, size: float, bold: bool, font: str) -> None:
        weight = manim.BOLD if bold else manim.NORMAL
        points = 0.54 * size  # the size canvas.text gives it
        match = NUMBER.match(text)
        parts: list[Mobject] = []
        if match is None:
            parts.append(Text(text, font=font, weight=weight, font_size=points))
        else:
            for part in ("before", "number", "after"):
                if part == "number":
                    decimals = len(match[part].partition(".")[2])
                    digits = functools.partial(Text, font=font, weight=weight)
                    self.number = DecimalNumber(_value(match[part]), decimals, mob_class=digits, font_size=points)
                    parts.append(self.number)
                elif match[part].strip():
                    parts.append(Text(match[part], font=font, weight=weight, font_size=points))
        self.mobject.submobjects = []
        self.mobject.add(*parts)
        self.mobject.arrange(buff=units(0.2 * size))


def _value(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


SHAPES: dict[str, type[_Shape]] = {
    "line": _Line,
    "curve": _Curve,
    "polyline": _Polyline,
    "disc": _Disc,
    "ring": _Ring,
    "box": _Box,
    "text": _Words,
}
