"""A thumbnail is the one picture that has to be read at the size of a stamp: few words, and the network large."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.text_metrics import text_width, wrap
from scenes.stage.drawing.theme import NIGHT, Theme
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.panels.legend import Legend
from scenes.stage.panels.text import CaptionLine, Card, Heading, TextBlock

# Where things stand on a thumbnail of 1920 by 1080 design pixels. The lower right corner is left to the player, which
# writes the film's length there.
WORDS = Box(90, 60, 780, 850)
LARGE = Box(880, 60, 1000, 850)
ALONE = Box(160, 60, 1600, 850)

LARGEST_TYPE = 210.0  # design pixels; a sixth of it where the thumbnail is 320 pixels wide
MAGNIFIED = 1.7  # neurons, synapses and numbers against those of the film


def thumbnail_picture(scene: LessonScene, time: float, words: str | None) -> NDArray[np.uint8]:
    """Return a picture that can be read when it is small: the network at a time of the film, and a few words.

    Parameters
    ----------
    scene
        The lesson; its frame should have the shape of a thumbnail, 16:9.
    time
        Seconds from the film's start.
    words
        At most a few; None for none.

    Returns
    -------
    (height, width, 3) uint8
        RGB, as large as the frame.
    """

    def look() -> NDArray[np.uint8]:
        shown = thumbnail_of(scene.mobjects, words, scene.theme)
        scene.clear()
        scene.add(*shown)
        return scene.picture_now()

    return scene.frames_at([time], look)[0]


def thumbnail_of(stage: Iterable[Mobject], words: str | None, theme: Theme = NIGHT) -> list[Painted]:
    """Return what stands on a thumbnail made of what stands on a stage.

    That is the network, as it is at this moment, but larger and without the names of its layers; on a stage without
    one the largest thing that is no text.

    Parameters
    ----------
    stage
        The mobjects of a scene.
    words
        At most a few; None for none.
    """
    shown = [m for top in stage for m in top.get_family() if isinstance(m, Painted) and m.opacity > 0.5]
    box = LARGE if words else ALONE
    large = _largest(m for m in shown if isinstance(m, NetworkDiagram))
    if isinstance(large, NetworkDiagram):
        found: list[Painted] = [_magnified(large, box)]
    else:
        other = _largest(m for m in shown if not isinstance(m, (CaptionLine, Card, Heading, Legend, TextBlock)))
        found = [_fitted(other.copy(), box)] if other is not None else []
    if words:
        found.append(_words(words, theme))
    return found


def _largest(mobjects: Iterable[Painted]) -> Painted | None:
    return max(mobjects, key=lambda m: m.width * m.height, default=None)


def _magnified(diagram: NetworkDiagram, box: Box) -> Painted:
    """Return a diagram of the same network and state, laid out in a smaller box and drawn larger."""
    copy = diagram.bare(box.width / MAGNIFIED, box.height / MAGNIFIED)
    return copy.scale(MAGNIFIED).place(box.x, box.y)


def _fitted(mobject: Painted, box: Box) -> Painted:
    width, height = mobject.design_size
    factor = min(box.width / width, box.height / height)
    frame = Painted(width, height)  # its own size on the stage does not matter
    mobject.points = frame.points.copy()
    mobject.scale(factor)
    return mobject.place(box.x + (box.width - factor * width) / 2, box.y + (box.height - factor * height) / 2)


def _words(words: str, theme: Theme) -> TextBlock:
    """Return the words as large as they fit."""
    size = LARGEST_TYPE
    while not _fit(words, size, theme):
        size *= 0.96
    return TextBlock(WORDS.width, WORDS.height, words, size, theme, align=0.0, bold=True).place(WORDS.x, WORDS.y)


def _fit(words: str, size: float, theme: Theme) -> bool:
    lines = wrap(words, WORDS.width, size, theme.font, bold=True)
    widest = max(text_width(line, size, theme.font, bold=True) for line in lines)
    return widest <= WORDS.width and len(lines) * size * 1.32 <= WORDS.height
