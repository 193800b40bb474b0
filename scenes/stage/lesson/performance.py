"""A lesson's ``construct`` is run more than once: it is rehearsed, then filmed, or a few of its frames are sampled.

Who performs decides what the verbs of a lesson do. All have the same four: ``beat``, ``say``, ``play``, ``still``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol

from manim import Animation, Wait
from PIL import Image

from scenes.config.config import Config
from scenes.film.timeline import Rehearsal, Timeline
from scenes.film.whole_file import written_whole
from scenes.stage.lesson.frame_sampler import FrameSampler
from scenes.stage.lesson.preparation import check_texts, names_of
from scenes.stage.lesson.stage_scene import StageScene

# How far a film that has to be short may squeeze what moves, and what stands still.
SHORTEST_PLAY, SHORTEST_WAIT = 0.6, 0.25

Watch = Callable[[str], None]
"""Is called in a rehearsal with the name of each beat and caption before it begins, and with ``end``."""


class Performance(Protocol):
    """What becomes of the verbs of a lesson."""

    def beat(self, name: str) -> None:
        """A beat begins."""

    def say(self, key: str | None, text: str) -> None:
        """The next play brings a caption, the text under ``key``; none, where the key is None."""

    def play(self, animations: list[Animation], least: float | None, fixed: bool) -> None:
        """Play animations; ``least`` and ``fixed`` are those of :meth:`LessonScene.play`."""

    def still(self, name: str) -> None:
        """The picture as it stands is to be kept."""


class Rehearsing:
    """Writes down what happens and how long it would naturally last; paints nothing.

    Parameters
    ----------
    scene
        The lesson.
    config
        Its config, in whose words a text that does not fit is looked up.
    watch
        Who looks at the stage meanwhile.

    Attributes
    ----------
    notes
        What was written down.
    """

    def __init__(self, scene: StageScene, config: Config, watch: Watch) -> None:
        self.scene, self.config, self.watch = scene, config, watch
        self.notes = Rehearsal()

    def look(self, moment: str) -> None:
        """Look at the stage as it stands before a moment; a text that does not fit is a mistake of the config."""
        camera = self.scene.camera
        names = names_of(self.scene)
        check_texts(self.config, self.scene.placed_texts(), camera.pixel_width, camera.pixel_height, names)
        self.watch(moment)

    def beat(self, name: str) -> None:
        """Look, and note the beat."""
        self.look(name)
        self.notes.beat(name)

    def say(self, key: str | None, text: str) -> None:
        """Look, and note the caption."""
        if key is not None:
            self.look(key)
        self.notes.say(text)

    def play(self, animations: list[Animation], least: float | None, fixed: bool) -> None:
        """Note how long the animations last, and bring the stage to where they end."""
        natural = _run_time(animations)
        if least is None:
            stands = all(isinstance(animation, Wait) for animation in animations)
            least = natural * (SHORTEST_WAIT if stands else SHORTEST_PLAY)
        self.notes.play(natural, least, fixed)
        _begin(self.scene, animations)
        _finish(self.scene, animations)

    def still(self, name: str) -> None:
        """Note the still."""
        self.notes.still(name)


class _InTime:
    """Gives every play the time that the timeline has for it."""

    def __init__(self, scene: StageScene, timeline: Timeline) -> None:
        self.scene, self.timeline = scene, timeline
        self.plays = 0

    def stretch(self, animations: list[Animation]) -> int:
        """Let the next play's animations last as long as the timeline says; return its number of frames."""
        frames = self.timeline.frames[self.plays]
        self.plays += 1
        stretch = frames / self.scene.camera.frame_rate / _run_time(animations)
        for animation in animations:
            animation.run_time *= stretch
        return frames


class Filming(_InTime):
    """Plays everything in the time it has, frame by frame, into the film.

    Parameters
    ----------
    scene
        The lesson.
    timeline
        How long each play lasts.
    """

    # How many plays went before is not seen; without this, what holds its scene would have another fingerprint, and
    # so another key in the cache, after each of them.
    digest: ClassVar[str] = "filming"

    def beat(self, name: str) -> None:
        """Begin a section of the film."""
        self.scene.next_section(name)

    def say(self, key: str | None, text: str) -> None:
        """Do nothing: the caption comes with the play."""

    def play(self, animations: list[Animation], least: float | None, fixed: bool) -> None:
        """Film the animations."""
        self.stretch(animations)
        StageScene.play(self.scene, *animations)

    def still(self, name: str) -> None:
        """Write the picture beside the film, whole or not at all; a film that is made in parts has none."""
        folder = self.scene.renderer.file_writer.stills_folder
        if folder is None:
            return
        with written_whole(folder / f"{name}.png") as beside:
            Image.fromarray(self.scene.renderer.picture(self.scene)).convert("RGB").save(beside, format="PNG")


class Sampling(_InTime):
    """Passes over the film and paints only the frames that were asked for.

    Parameters
    ----------
    scene
        The lesson.
    timeline
        How long each play lasts.
    sampler
        Which frames are wanted; it keeps their pictures.
    """

    def __init__(self, scene: StageScene, timeline: Timeline, sampler: FrameSampler) -> None:
        super().__init__(scene, timeline)
        self.sampler = sampler

    def beat(self, name: str) -> None:
        """Do nothing: no film has sections."""

    def say(self, key: str | None, text: str) -> None:
        """Do nothing: the caption comes with the play."""

    def play(self, animations: list[Animation], least: float | None, fixed: bool) -> None:
        """Bring the stage to where the animations end, and paint the frames that are wanted on the way.

        Raises
        ------
        AllSampled
            There are none left to paint.
        """
        wanted = self.sampler.in_play(self.stretch(animations))
        _begin(self.scene, animations)
        for frame, number in wanted:
            self.scene.update_to_time(frame / self.scene.camera.frame_rate)
            self.sampler.pictures[number] = self.sampler.look()
        _finish(self.scene, animations)

    def still(self, name: str) -> None:
        """Do nothing: no file is written."""


def _run_time(animations: list[Animation]) -> float:
    return float(max(animation.run_time for animation in animations))


def _begin(scene: StageScene, animations: list[Animation]) -> None:
    """Begin animations as manim does, but film nothing."""
    scene.add_mobjects_from_animations(animations)
    for animation in animations:
        animation._setup_scene(scene)
        animation.begin()
    scene.animations, scene.last_t = animations, 0.0


def _finish(scene: StageScene, animations: list[Animation]) -> None:
    """Bring the stage to where the animations end."""
    for animation in animations:
        animation.finish()
        animation.clean_up_from_scene(scene)
