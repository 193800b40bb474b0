"""A renderer plays one animation after the other and counts the frames; this one never miscounts.

manim's Cairo renderer with our camera and our file writer. It differs in four points, each of which would
otherwise be seen in the film: a play lasts a whole number of frames; a pause does not paint its picture
twice; what the cache already holds is not painted again; and the cache's key covers all that is visible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Mobject, Scene, logger
from manim.renderer import cairo_renderer
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.exceptions import EndSceneEarlyException

from scenes.film.camera import PaintingCamera
from scenes.film.film_writer import FilmWriter
from scenes.film.fingerprint import Unfingerprintable, fingerprint
from scenes.film.source_digest import code_digest

# A run time ends this part of a frame early, so that adding up floats never yields one frame more than meant.
# A thousandth of a frame is far more than the error of any sum of a film's times, and far less than is seen.
EARLY = 1e-3


def frames(seconds: float, fps: float) -> int:
    """How many whole frames `seconds` last; at least one."""
    return max(1, round(seconds * fps))


def snap(seconds: float, fps: float) -> float:
    """The run time nearest to `seconds` for which manim draws exactly ``frames(seconds, fps)`` frames.

    manim draws a frame at each of ``np.arange(0, run_time, 1 / fps)``: asked for 0.7 s at 30 frames a second
    that may be 21 or 22, as the floats fall. Snapping what is snapped already changes nothing.
    """
    return (frames(seconds, fps) - EARLY) / fps


class FilmRenderer(CairoRenderer):
    """manim's Cairo renderer for painted mobjects, exact frame counts and a cache that can be trusted.

    ``Scene(renderer=FilmRenderer())`` is all a scene needs.

    Attributes
    ----------
    plays
        The plays to film, counted from 0; all others are passed over. None: all.
    code
        What stands for the code in the names of segments; found out at the first play unless it is given.
    on_frames
        Called with the number of frames each time some have been painted.
    """

    def __init__(self, **kwargs: Any) -> None:
        self._frames = 0
        self._playing = False
        self.plays: frozenset[int] | None = None
        self.code: str | None = None
        self.on_frames: Callable[[int], None] = lambda count: None
        kwargs.setdefault("camera_class", PaintingCamera)
        super().__init__(file_writer_class=FilmWriter, **kwargs)

    @property
    def time(self) -> float:
        """Seconds since the start of the film, counted in whole frames.

        manim adds up floats, in other steps when a play is skipped: the times of two runs would differ in
        their last digits, and so would all that is written down with them.
        """
        return self._frames / self.camera.frame_rate

    @time.setter
    def time(self, seconds: float) -> None:
        self._frames = round(seconds * self.camera.frame_rate)

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play animations; the segment they yield is known by our key instead of manim's hash."""
        # manim's play looks the function up in its module and has no other door to it. It must not run even
        # to be ignored: it would walk through every snapshot of a training history, at each play.
        manims_own = cairo_renderer.get_hash_from_play_call
        cairo_renderer.get_hash_from_play_call = self._segment_key
        self._playing = True
        try:
            super().play(scene, *args, **kwargs)
        finally:
            cairo_renderer.get_hash_from_play_call = manims_own
            self._playing = False
            # After a pause manim leaves its picture behind, and the next still would be painted on top of it.
            self.static_image = None

    def update_frame(
        self, scene: Scene, mobjects: Iterable[Mobject] | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Paint the frame, unless nobody will see it."""
        if self._playing and self.skip_animations:
            return
        if mobjects is not None:
            mobjects = list(mobjects)
        if mobjects == [] and self.static_image is not None:
            # Nothing moves. manim would paint everything once more over the static image: whatever is
            # translucent would be twice as dense while the film pauses.
            self.camera.set_frame_to_background(self.static_image)
            return
        super().update_frame(scene, mobjects, *args, **kwargs)

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> Any:
        """Keep a picture of what does not move during this play."""
        if self.skip_animations:
            self.static_image = None
            return None
        return super().save_static_frame_data(scene, static_mobjects)

    def update_skipping_status(self) -> None:
        """Pass over the plays that are not to be filmed; after the last of them the scene may end."""
        super().update_skipping_status()
        if self.plays is not None and self.num_plays not in self.plays:
            self.skip_animations = True
            if self.num_plays > max(self.plays, default=-1):
                raise EndSceneEarlyException

    def add_frame(self, frame: npt.NDArray[np.uint8], num_frames: int = 1) -> None:
        """Hand a painted frame on to the encoder."""
        super().add_frame(frame, num_frames)
        if not self.skip_animations:
            self.on_frames(num_frames)

    def freeze_current_frame(self, duration: float) -> None:
        """Show the current frame for `duration` seconds."""
        # manim cuts off where it should round: 0.7 s at 30 frames a second would be 20 frames.
        self.add_frame(self.get_frame(), num_frames=frames(duration, self.camera.frame_rate))

    def picture(self, scene: Scene) -> npt.NDArray[np.uint8]:
        """The scene as it stands now: (height, width, 4), RGBA; for stills beside the film."""
        self.static_image = None
        self.update_frame(scene)
        return self.get_frame()

    def _segment_key(
        self,
        scene: Scene,
        camera: PaintingCamera,
        animations: Iterable[Any],
        mobjects: Iterable[Mobject],
        *,
        encoder_fingerprint: str,
        **_: Any,
    ) -> str:
        """The name under which this play is cached: two plays share it only when they look the same."""
        if not self.file_writer.output_spec.is_video:
            return f"{FilmWriter.UNCACHED}{self.num_plays:05}"
        if self.code is None:
            self.code = code_digest(type(scene))
        visible = (
            (self.code, encoder_fingerprint, self.file_writer.encoder_settings),
            (camera, camera.background_digest),
            (scene.duration, scene.random_seed, scene.always_update_mobjects, scene.updaters),
            list(mobjects),
            scene.foreground_mobjects,
            list(animations),
        )
        try:
            return fingerprint(visible)
        except Unfingerprintable as reason:
            logger.warning(f"Animation {self.num_plays} is rendered anew each time: {reason}")
            return f"{FilmWriter.UNCACHED}{self.num_plays:05}"
