"""A stage scene is a plain manim scene that can show painted mobjects; a lesson of one's own can begin with it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

import numpy as np
from manim import (
    Animation,
    FadeIn,
    FadeOut,
    ManimColor,
    Mobject,
    MovingCameraScene,
    RendererType,
    ThreeDScene,
    logger,
    smooth,
)
from manim import config as manim_config
from numpy.typing import NDArray

from scenes.film.media_folder import named_for_manim
from scenes.film.renderer import FilmRenderer, snap
from scenes.stage.drawing.animation import progress
from scenes.stage.drawing.frame_layout import Box, frame_size
from scenes.stage.drawing.looks import NotForPainted
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.placed_texts import PlacedText
from scenes.stage.drawing.theme import NIGHT, Theme
from scenes.stage.lesson.layouts import LAYOUTS
from scenes.stage.lesson.legends import legends_that_follow
from scenes.stage.panels.text import CaptionLine

Shown = TypeVar("Shown", bound=Painted)


def first_half(share: float) -> float:
    """Return how far that is which ends when what follows it begins."""
    return progress(share, 0.0, 0.5)


def second_half(share: float) -> float:
    """Return how far that is which begins when what goes before it has ended."""
    return progress(share, 0.5, 1.0)


class StageScene(MovingCameraScene):
    """A manim scene with our camera, encoder and cache.

    Its camera moves as manim's does, by ``self.camera.frame.animate``; titles, captions and legends stand still.

    Examples
    --------
    ::

        class Hello(StageScene):
            def construct(self):
                diagram = NetworkDiagram(Network([2, 3, 1], seed=4))
                self.play(FadeIn(diagram))

    Attributes
    ----------
    theme
        Colours and sizes.
    layout, boxes
        The name of what lays out the frame, one of ``LAYOUTS``, and its boxes by name.
    """

    theme: Theme = NIGHT
    layout: ClassVar[str] = "network and panels"

    def __init__(self, renderer: Any = None, **kwargs: Any) -> None:
        if isinstance(self, ThreeDScene):
            raise NotForPainted("a StageScene is flat and cannot be tilted; leave ThreeDScene out of this scene")
        if manim_config.renderer == RendererType.OPENGL:
            raise NotForPainted("the OpenGL renderer cannot show painted mobjects; leave --renderer=opengl out")
        _frame_that_encoders_take()
        # manim asks for the file of the scene: in a folder such as {b} it would not find its own name.
        manim_config.input_file = named_for_manim(manim_config.input_file)
        _no_preview_without_a_player()
        super().__init__(renderer=renderer or FilmRenderer(), **kwargs)
        self.camera.background_color = ManimColor.from_rgb(self.theme.ground)
        if self.layout not in LAYOUTS:
            raise KeyError(f"no layout is called {self.layout!r}; there are: {', '.join(LAYOUTS)}")
        self.boxes = LAYOUTS[self.layout](*frame_size())

    def build(self, kind: type[Shown], box: str | Box, *args: Any, **kwargs: Any) -> Shown:
        """Return a mobject of this kind in a box, by name one of :attr:`boxes`, in the scene's theme.

        Raises
        ------
        KeyError
            The layout has no box of this name.
        """
        return kind.in_box(self.boxes[box] if isinstance(box, str) else box, *args, theme=self.theme, **kwargs)

    def compile_animations(self, *args: Any, **kwargs: Any) -> list[Animation]:
        """Return what is played: the animations, and those of legends that follow them."""
        animations: list[Animation] = super().compile_animations(*args, **kwargs)
        return [*animations, *legends_that_follow(self.mobjects, animations)]

    def fade_out_all(self, *kept: Mobject) -> list[Animation]:
        """Return what clears the stage, besides the caption and what is to stay."""
        kept = (*kept, self.camera.frame)
        return [FadeOut(m) for m in self.mobjects if m not in kept and not isinstance(m, CaptionLine)]

    def change_to(self, *mobjects: Mobject) -> list[Animation]:
        """Return what clears the stage, and then lets these appear: nothing is seen through anything else."""
        gone = self.fade_out_all()
        for animation in gone:
            animation.rate_func = first_half
        return [*gone, *[FadeIn(m, rate_func=second_half if gone else smooth) for m in mobjects]]

    def render(self, preview: bool = False) -> bool:
        """Render the scene as manim does, and say where the captions stand.

        Raises
        ------
        NotForPainted
            Something was asked of a painted mobject that only manim's vectors can do.
        """
        try:
            again = super().render(preview)
        except TypeError as error:
            if "VMobject" not in str(error) and "vectorized" not in str(error):
                raise
            told = "painted mobjects are none: they come by FadeIn and go by FadeOut, and stand together in a Group"
            raise NotForPainted(f"{str(error).rstrip('.')}; {told}") from None
        if path := self.renderer.file_writer.captions_path:
            logger.info(f"The captions stand in {path}")
        return again

    def get_run_time(self, animations: Sequence[Animation]) -> float:
        """Return how long a play lasts, in whole frames."""
        return snap(super().get_run_time(list(animations)), self.camera.frame_rate)

    def picture_now(self) -> NDArray[np.uint8]:
        """Return the stage as it stands now, as the film would show it: (height, width, 3), RGB."""
        return self.renderer.picture(self)[:, :, :3].copy()

    def picture_and_texts(self) -> tuple[NDArray[np.uint8], list[PlacedText]]:
        """Return the stage as the film would show it, and every text in that picture."""
        self.camera.placed = placed = []
        try:
            return self.picture_now(), placed
        finally:
            del self.camera.placed

    def placed_texts(self, *mobjects: Mobject) -> list[PlacedText]:
        """Return every text on the stage, or of these mobjects, in pixels of the whole frame, close up or not."""
        placed: list[PlacedText] = []
        points = self.camera.frame.points.copy()
        self.camera.look_at_all()
        context = self.camera.get_cairo_context(self.camera.pixel_array)
        for mobject in mobjects or self.mobjects:
            for member in mobject.get_family():
                if isinstance(member, Painted):
                    context.save()
                    context.identity_matrix()
                    member.paint(context, self.camera, placed)
                    context.restore()
        self.camera.frame.points = points
        return placed


def _frame_that_encoders_take() -> None:
    """Make both sides of the frame even, as H.264 wants them (480p would be 854 by 480, but 240p 427 by 240)."""
    manim_config.pixel_width += manim_config.pixel_width % 2
    manim_config.pixel_height += manim_config.pixel_height % 2


def _no_preview_without_a_player() -> None:
    """Render without opening the film where nothing could open it; manim would end in a traceback."""
    if not manim_config.preview or not sys.platform.startswith("linux"):
        return
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if shutil.which("xdg-open") is None or not has_screen:
        manim_config.preview = False
        logger.info("There is no program here that could show the film (xdg-open); it is only written.")
