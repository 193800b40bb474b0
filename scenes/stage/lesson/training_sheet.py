"""A training sheet shows how a training went, before anything is filmed: its loss, and how often it was right."""

from __future__ import annotations

import cairo
import numpy as np
from numpy.typing import NDArray

from nnlib import History
from nnlib.checks import counted
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.theme import Theme
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.panels.plot import Plot

WIDTH, HEIGHT = 1280, 560  # pixels
MARGIN, BETWEEN = 48, 72
TITLE, TEXT = 34.0, 25.0
LONG = 500  # epochs from which on the axis is logarithmic: what happens early shows as well

SECOND = ("accuracy", "error")  # beside the loss stands the first of these that was measured


def training_picture(scene: LessonScene) -> NDArray[np.uint8]:
    """Draw the curves of a lesson's training, which its ``prepare`` has made.

    Returns
    -------
    (height, width, 3) uint8
        RGB.
    """
    title, history, theme = scene.settings.title, scene.history, scene.theme
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, WIDTH, HEIGHT)
    context = cairo.Context(surface)
    canvas = Canvas(context, theme.font)
    canvas.box(0, 0, WIDTH, HEIGHT, theme.ground)
    shown = min(TITLE, TITLE * (WIDTH - 2 * MARGIN) / canvas.width_of(title, TITLE, True))
    canvas.text(title, MARGIN, MARGIN, shown, theme.ink, bold=True)
    loss = history.metrics["loss"]
    told = f"{counted(history.epochs, 'epoch')}: the loss went from {loss[0]:.3g} to {loss[-1]:.3g}"
    canvas.text(told, MARGIN, MARGIN + 46, TEXT, theme.muted)
    names = ["loss", *[name for name in SECOND if name in history.metrics][:1]]
    width = (WIDTH - 2 * MARGIN - BETWEEN * (len(names) - 1)) / len(names)
    for number, name in enumerate(names):
        context.save()
        context.translate(MARGIN + number * (width + BETWEEN), MARGIN + 96)
        _curves(name, history, width, theme).draw(Canvas(context, theme.font))
        context.restore()
    surface.flush()
    pixels = np.frombuffer(surface.get_data(), np.uint8).reshape(HEIGHT, surface.get_stride() // 4, 4)
    return pixels[:, :WIDTH, :3].copy()


def _curves(name: str, history: History, width: float, theme: Theme) -> Plot:
    lines = {"train": history.metrics[name]}
    if f"test_{name}" in history.metrics:
        lines["test"] = history.metrics[f"test_{name}"]
    # An error is a share where all answers lie between 0 and 1.
    unit = "number" if name == "loss" or max(float(line.max()) for line in lines.values()) > 1 else "percent"
    height = HEIGHT - 2 * MARGIN - 96
    curves = Plot(width, height, name.capitalize(), lines, "epoch", theme, unit, log=history.epochs > LONG)
    curves.show_epoch(history.epochs)
    return curves
