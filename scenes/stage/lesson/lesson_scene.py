"""A lesson is a scene with a config, a recorded training and beats; its ``construct`` is the storyboard."""

from __future__ import annotations

import dataclasses
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import manimpango
import numpy as np
from manim import Animation, Wait, logger
from manim import config as manim_config
from numpy.typing import NDArray
from PIL import Image

from nnlib import Dataset, History
from nnlib.checks import nearest_name
from scenes.config.config import Config, load_config
from scenes.config.mistakes import ConfigMistakes
from scenes.config.sections.look import Look
from scenes.film.known_lengths import keep_length
from scenes.film.sound.music import Music, music_seconds
from scenes.film.timeline import Beat, Rehearsal, Timeline, TooShort
from scenes.stage.drawing.frame_layout import Regions
from scenes.stage.drawing.theme import SHORT_SIDE, THEMES
from scenes.stage.lesson.frame_sampler import AllSampled, FrameSampler
from scenes.stage.lesson.stage_scene import StageScene
from scenes.stage.panels.text import CaptionLine, Say
from scenes.training.facts import measured, settings_of
from scenes.training.pacing import planned_epochs, shown_epochs
from scenes.training.training import Progress, dataset_of, named_history_of

SMALLEST_TYPE = 22.0  # design pixels: nothing smaller can be read on a phone

# How far a film that has to be short may squeeze what moves, and what stands still.
SHORTEST_PLAY, SHORTEST_WAIT = 0.6, 0.25

ASPECTS = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1)}


class LessonScene(StageScene):
    """A scene filmed from a config.

    A subclass names its ``config_class`` and overrides ``construct``. The file ``configs/NAME.yaml``, where NAME is
    that of the scene's file, or the one in the environment variable ``LESSON_CONFIG``, holds everything else; or the
    config is given as ``settings``.

    Before it is filmed, a lesson is rehearsed: ``construct`` runs once without painting, so that the length of every
    play can be chosen. ``construct`` therefore builds all it shows anew and decides nothing by chance.

    Attributes
    ----------
    settings
        The config.
    words
        Its words.
    data, history
        The dataset and the recorded training.
    shown
        The epochs that are shown, ascending.
    regions
        Where things stand in the frame.
    """

    config_class: ClassVar[type[Config]]

    def __init__(self, *, settings: Config | None = None, **kwargs: Any) -> None:
        if settings is None:
            settings = self._chosen_settings()
            if "LESSON_CONFIG" in os.environ:
                # Films of different configs of one lesson stand side by side.
                stem = settings.path.stem.replace("{", "{{").replace("}", "}}")
                manim_config.video_dir = f"{{media_dir}}/videos/{stem}/{{quality}}"
        self.settings: Config = settings
        self.words: Any = self.settings.words
        look = self.settings.look
        self.theme = dataclasses.replace(THEMES[look.theme], font=look.font, mark_negative=look.mark_negative)
        _use_format(self.settings.format.aspect)
        super().__init__(**kwargs)
        self.renderer.file_writer.title = self.settings.title
        self.regions = Regions.of_frame()
        self.timeline: Timeline | None = None
        self._rehearsal: Rehearsal | None = None
        self._plays = 0
        self._sampler: FrameSampler | None = None
        self._watch: Callable[[str], None] = lambda moment: None

    @classmethod
    def _chosen_settings(cls) -> Config:
        """Return the config the user has chosen; end with its mistakes if it has any."""
        lesson = Path(inspect.getfile(cls)).stem
        try:
            return load_config(cls._config_path(), config_class=cls.config_class, lesson=lesson)
        except ConfigMistakes as mistakes:
            _refuse(mistakes)

    @classmethod
    def _config_path(cls) -> Path:
        chosen = os.environ.get("LESSON_CONFIG")
        if chosen:
            return Path(chosen)
        scene = Path(inspect.getfile(cls)).resolve()
        return scene.parent.parent / "configs" / f"{scene.stem}.yaml"

    # Before the film: the training and the rehearsal.

    def setup(self) -> None:
        """Get ready for filming, as manim asks for it; end with what is wrong with the config, if anything is."""
        try:
            self.make_ready()
        except ConfigMistakes as mistakes:
            _refuse(mistakes)

    def make_ready(self, progress: Progress | None = None) -> dict[str, History]:
        """Train, or take the stored training; rehearse; fit the film into its time.

        ``progress`` and what is returned are those of :meth:`prepare`.

        Raises
        ------
        ConfigMistakes
            What shows only now to be wrong with the config.
        """
        self._check_the_font()
        histories = self.prepare(progress)
        try:
            self.timeline = self._rehearse().fit(self._film_seconds(), self.camera.frame_rate)
        except TooShort as problem:
            key = "pacing.music" if self.settings.pacing.music else "pacing.seconds"
            raise ConfigMistakes([self.settings.mistake(key, str(problem))]) from problem
        keep_length(self.settings, type(self), Path(manim_config.get_dir("media_dir")), self.timeline.seconds)
        logger.info(f"The film lasts {self.timeline.seconds:.1f} s, in {len(self.timeline.beats())} beats.")
        return histories

    def make_ready_for(self, timeline: Timeline) -> None:
        """Get ready for filming with the timeline of an earlier rehearsal; see :meth:`make_ready`."""
        self._check_the_font()
        self.prepare()
        self.timeline = timeline
        self._open_stage()

    def prepare(self, progress: Progress | None = None) -> dict[str, History]:
        """Make what the lesson is about, before anything is shown; by default train, or take the stored training.

        Parameters
        ----------
        progress
            Is told how far each training is, as :func:`named_history_of` tells it.

        Returns
        -------
        dict
            The histories, by the names of their files in :attr:`cache_dir`.

        Raises
        ------
        ConfigMistakes
            It cannot be made from this config.
        """
        self.data: Dataset = dataset_of(self.settings)
        shown = planned_epochs(self.settings.pacing, self.settings.training.epochs)
        name, self.history = named_history_of(self.settings, shown=shown, cache_dir=self.cache_dir, progress=progress)
        self.shown = shown_epochs(self.settings.pacing, self.history)
        return {name: self.history}

    @property
    def cache_dir(self) -> Path:
        """Where trainings are stored, so that the next render need not train again."""
        return Path(manim_config.get_dir("media_dir")) / "histories"

    def _check_the_font(self) -> None:
        """Refuse a font that was asked for and is not there; the default one has stand-ins everywhere."""
        font = self.settings.look.font
        fonts = manimpango.list_fonts()
        if font not in fonts and font != Look.model_fields["font"].default:
            near = nearest_name(font, fonts)
            hint = f"did you mean {near}?" if near else "write the name of one that is"
            text = f"the font {font} is not installed here; {hint}"
            raise ConfigMistakes([self.settings.mistake("look.font", text)])

    def _film_seconds(self) -> float | None:
        pacing = self.settings.pacing
        if pacing.music is None:
            return pacing.seconds
        path = self.settings.beside(pacing.music)
        try:
            seconds = music_seconds(path)
        except ValueError as problem:
            raise ConfigMistakes([self.settings.mistake("pacing.music", str(problem))]) from problem
        self.renderer.file_writer.music = Music(path)
        return seconds

    def _rehearse(self) -> Rehearsal:
        self._rehearsal = Rehearsal()
        self._open_stage()
        self.construct()
        self._moment("end")
        rehearsal, self._rehearsal = self._rehearsal, None
        self._clear_the_stage()
        return rehearsal

    def _clear_the_stage(self) -> None:
        self.clear()
        self._plays = 0
        self._open_stage()

    def _moment(self, name: str) -> None:
        """Look at the stage, in a rehearsal, before a beat or a caption begins."""
        width = self.camera.pixel_width
        smallest = SMALLEST_TYPE * min(width, self.camera.pixel_height) / SHORT_SIDE
        for placed in self.placed_texts():
            left, top, right, bottom = placed.box
            if left < -1 or right > width + 1 or bottom - top < smallest - 0.01:
                raise ConfigMistakes([self.settings.mistake(*self._too_long(placed.text))])
        self._watch(name)

    def _too_long(self, text: str) -> tuple[str, str]:
        """Return the key of a text that does not fit, and what to do about it."""
        start = text[:12]
        keys = [name for name, words in self.words if start in words]
        key = f"words.{keys[0]}" if keys else "words"
        return key, f"{text!r} is too long for its place in this format; write fewer or shorter words"

    def _open_stage(self) -> None:
        box = self.regions.caption
        self.caption = CaptionLine(box.width, box.height, self.theme).place(box.x, box.y)
        self.caption.set_opacity(1.0 if self.settings.look.captions else 0.0)
        self.add(self.caption)

    @property
    def beats(self) -> tuple[Beat, ...]:
        """The beats of the film with their times and words; known after :meth:`setup`."""
        return self.timeline.beats()

    # What ``construct`` is written with.

    def beat(self, name: str) -> None:
        """A new beat begins."""
        if self._rehearsal is not None:
            self._moment(name)
            self._rehearsal.beat(name)
        elif self._sampler is None:
            self.next_section(name)

    def say(
        self,
        key: str | None,
        /,
        *animations: Any,
        run_time: float | None = None,
        least: float | None = None,
        **facts: Any,
    ) -> None:
        """Let the caption line say a text of the config, filled with facts of the run, while ``animations`` play.

        Parameters
        ----------
        key
            The text's name under ``words``; None for silence.
        run_time
            Seconds, as for :meth:`play`; by default 0.6, and 0.5 for silence.
        facts
            What its placeholders stand for.
        """
        text = "" if key is None else self.words.say(key, **facts)
        if self._rehearsal is not None:
            if key is not None:
                self._moment(key)
            self._rehearsal.say(text)
        if run_time is None:
            run_time = 0.5 if key is None else 0.6
        self.play(Say(self.caption, text), *animations, run_time=run_time, least=least)

    def play(
        self,
        *animations: Any,
        run_time: float | None = None,
        least: float | None = None,
        fixed: bool = False,
        **kwargs: Any,
    ) -> None:
        """Play animations for their share of the film.

        Parameters
        ----------
        run_time
            Their natural length in seconds; the film's timeline stretches or shortens it.
        least
            The seconds below which they must not be shortened; by default 0.6 of their natural length, or a quarter
            of it while nothing moves.
        fixed
            Whether their natural length is exactly kept.
        """
        if run_time is not None:
            kwargs["run_time"] = run_time
        compiled = self.compile_animations(*animations, **kwargs)
        natural = max(animation.run_time for animation in compiled)
        if self._rehearsal is not None:
            if least is None:
                still = all(isinstance(animation, Wait) for animation in compiled)
                least = natural * (SHORTEST_WAIT if still else SHORTEST_PLAY)
            self._rehearsal.play(natural, least, fixed)
            self._pass_over(compiled)
            return
        frames = self.timeline.frames[self._plays]
        self._plays += 1
        stretch = frames / self.camera.frame_rate / natural
        for animation in compiled:
            animation.run_time *= stretch
        if self._sampler is not None:
            self._pass_over(compiled, self._sampler.in_play(frames))
        else:
            super().play(*compiled)

    def hold(self, seconds: float, fixed: bool = False) -> None:
        """Let the picture stand."""
        self.play(Wait(run_time=seconds), fixed=fixed)

    def _pass_over(self, animations: list[Animation], looks: Iterable[tuple[int, int]] = ()) -> None:
        """Bring the stage to where the animations end, painting only some frames on the way.

        Parameters
        ----------
        looks
            The frames to keep: the number of each within this play, and within the film.
        """
        self.add_mobjects_from_animations(animations)
        for animation in animations:
            animation._setup_scene(self)
            animation.begin()
        self.animations, self.last_t = animations, 0.0
        for frame, number in looks:
            self.update_to_time(frame / self.camera.frame_rate)
            self._sampler.pictures[number] = self._sampler.look()
        for animation in animations:
            animation.finish()
            animation.clean_up_from_scene(self)

    def still(self, name: str) -> None:
        """Write the picture as it stands beside the video, as ``name.png``."""
        if self._rehearsal is not None:
            self._rehearsal.still(name)
        folder = self.renderer.file_writer.stills_folder
        if self._rehearsal is not None or self._sampler is not None or folder is None:
            return
        target = folder / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{name}.{os.getpid()}.png")
        try:
            Image.fromarray(self.renderer.picture(self)).convert("RGB").save(beside)
            os.replace(beside, target)
        finally:
            beside.unlink(missing_ok=True)

    # What is asked of a lesson without filming it.

    def frames_at(
        self, times: Sequence[float], look: Callable[[], NDArray[np.uint8]] | None = None
    ) -> list[NDArray[np.uint8]]:
        """Return the frames that the film shows at some times, as the film shows them; no others are painted.

        Parameters
        ----------
        times
            Seconds from the film's start, in any order; beyond the end its last frame stands.
        look
            What makes a picture of the stage at these times, where it is not to be the film's own.

        Returns
        -------
        list of (height, width, 3) uint8
            RGB, one for each time.
        """
        if self.timeline is None:
            self.make_ready()
        last = sum(self.timeline.frames) - 1
        # A time such as 29.4 s is meant to be its own frame, not the one before it for the last digit of a float.
        numbers = [min(last, max(0, int(time * self.timeline.fps + 1e-6))) for time in times]
        self._sampler = FrameSampler(set(numbers), look or self.picture_now)
        self._clear_the_stage()
        try:
            self.construct()
        except AllSampled:
            pass
        finally:
            pictures, self._sampler = self._sampler.pictures, None
            self._clear_the_stage()
        return [pictures[number] for number in numbers]

    def facts(self) -> list[str]:
        """Return what the film's description says of the run, one fact a line; all of it measured or from the config.

        By default the settings of the lesson's sections and what a trained network has come to. A lesson that finds
        out something else overrides it.
        """
        facts = settings_of(self.settings)
        if hasattr(self, "history"):
            facts += measured(self.settings, self.data, self.history)
        return facts

    def rehearse(self, watch: Callable[[str], None] = lambda moment: None) -> tuple[Beat, ...]:
        """Train and rehearse, and return the beats; ``watch`` is called with a name before each beat and caption."""
        self._watch = watch
        self.setup()
        return self.beats


def _use_format(aspect: str) -> None:
    """Turn manim's frame to this format, unless a resolution of another shape was asked for on the command line."""
    width, height = manim_config.pixel_width, manim_config.pixel_height
    if abs(width / height - 16 / 9) < 0.02:
        across, down = ASPECTS[aspect]
        short = min(width, height)
        if across >= down:
            width = width if (across, down) == (16, 9) else round(short * across / down)
            height = short
        else:
            width, height = short, width
    short = min(width, height)
    manim_config.pixel_width, manim_config.pixel_height = width, height
    manim_config.frame_width, manim_config.frame_height = 8 * width / short, 8 * height / short


def _refuse(mistakes: ConfigMistakes) -> NoReturn:
    """End with the mistakes of a config, one a line, without a traceback."""
    print(mistakes, file=sys.stderr)
    raise SystemExit(2) from None
