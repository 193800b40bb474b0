"""A lesson is a scene with a config, a recorded training and beats; its ``construct`` is the storyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from manim import Wait
from numpy.typing import NDArray

from nnlib import Dataset, History
from scenes.config.config import Config
from scenes.config.mistakes import ConfigMistakes
from scenes.film.media_folder import media_folder
from scenes.film.timeline import Beat, Timeline
from scenes.stage.lesson.frame_sampler import AllSampled, FrameSampler
from scenes.stage.lesson.performance import Filming, Performance, Rehearsing, Sampling, Watch
from scenes.stage.lesson.preparation import check_font, check_names, chosen_config, fit, refuse, theme_of, use_format
from scenes.stage.lesson.stage_scene import StageScene
from scenes.stage.panels.text import CaptionLine, Say
from scenes.training.facts import common_facts, measured, settings_of
from scenes.training.pacing import planned_epochs, shown_epochs
from scenes.training.training import Progress, dataset_of, named_history_of


class LessonScene(StageScene):
    """A scene filmed from a config.

    A subclass names its ``config_class`` and overrides ``construct``. The file ``configs/NAME.yaml``, where NAME is
    that of the scene's file, or the one in the environment variable ``LESSON_CONFIG``, holds everything else; or the
    config is given as ``settings``.

    Before it is filmed, a lesson is rehearsed: ``construct`` runs once without painting, so that the length of every
    play can be chosen. ``construct`` therefore builds all it shows anew and decides nothing by chance.

    Attributes
    ----------
    settings, words
        The config, and its words.
    data, history
        The dataset and the recorded training.
    shown
        The epochs that are shown, ascending.
    common_facts
        What any text may hold, besides the facts it is given.
    """

    config_class: ClassVar[type[Config]]

    def __init__(self, *, settings: Config | None = None, **kwargs: Any) -> None:
        if settings is None:
            settings = chosen_config(type(self), self.config_class)
        self.settings: Config = settings
        self.words: Any = self.settings.words
        self.theme = theme_of(self.settings.look)
        use_format(self.settings.format.aspect)
        super().__init__(**kwargs)
        self.timeline: Timeline | None = None
        self.common_facts: dict[str, Any] = {}

    # Before the film: the training and the rehearsal.

    def setup(self) -> None:
        """Get ready for filming, as manim asks for it; end with what is wrong with the config, if anything is."""
        self.rehearse()

    def rehearse(self, watch: Watch = lambda moment: None) -> tuple[Beat, ...]:
        """Train and rehearse, and return the beats; ``watch`` is called with a name before each beat and caption."""
        try:
            self.make_ready(watch=watch)
        except ConfigMistakes as mistakes:
            refuse(mistakes)
        return self.beats

    def make_ready(self, progress: Progress | None = None, watch: Watch = lambda moment: None) -> dict[str, History]:
        """Prepare, rehearse, and fit the film into its time.

        ``progress`` and what is returned are those of :meth:`prepare`, ``watch`` is that of :meth:`rehearse`.

        Raises
        ------
        ConfigMistakes
            What shows only now to be wrong with the config.
        """
        check_font(self.settings)
        histories = self.prepare(progress)
        check_names(self)
        rehearsing = Rehearsing(self, self.settings, watch)
        self._open_stage(rehearsing)
        self.construct()
        rehearsing.look("end")
        self.timeline = fit(rehearsing.notes, self.settings, self)
        self._open_stage(Filming(self, self.timeline))
        return histories

    def make_ready_for(self, timeline: Timeline) -> None:
        """Get ready for filming with the timeline of an earlier rehearsal; see :meth:`make_ready`."""
        check_font(self.settings)
        self.prepare()
        self.timeline = timeline
        self._open_stage(Filming(self, timeline))

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
        self.common_facts = common_facts(self.data, self.history)
        return {name: self.history}

    @property
    def cache_dir(self) -> Path:
        """Where trainings are stored, so that the next render need not train again."""
        return media_folder() / "histories"

    def _open_stage(self, performance: Performance) -> None:
        """Clear the stage for a performance: only the caption line stands there when it begins."""
        self.clear().camera.look_at_all()
        self._performance: Performance = performance
        self.caption = self.build(CaptionLine, "caption")
        self.caption.set_opacity(1.0 if self.settings.look.captions else 0.0)
        self.add(self.caption)

    @property
    def beats(self) -> tuple[Beat, ...]:
        """The beats of the film with their times and words; known after :meth:`setup`."""
        return self.timeline.beats()

    # What ``construct`` is written with.

    def beat(self, name: str) -> None:
        """A new beat begins."""
        self._performance.beat(name)

    def text(self, key: str, /, **facts: Any) -> str:
        """Return a text of the config, filled with facts of the run."""
        return str(self.words.say(key, **self.common_facts | facts))

    def say(
        self,
        key: str | None,
        /,
        *animations: Any,
        run_time: float | None = None,
        least: float | None = None,
        fixed: bool = False,
        **facts: Any,
    ) -> None:
        """Let the caption line say a text of the config, filled with facts of the run, while ``animations`` play.

        Parameters
        ----------
        key, facts
            The text's name under ``words``, and what its placeholders stand for; None for silence.
        run_time, least, fixed
            Seconds, as for :meth:`play`; by default 0.6, and 0.5 for silence.
        """
        text = "" if key is None else self.text(key, **facts)
        self._performance.say(key, text)
        if run_time is None:
            run_time = 0.5 if key is None else 0.6
        self.play(Say(self.caption, text), *animations, run_time=run_time, least=least, fixed=fixed)

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
        self._performance.play(compiled, least, fixed)

    def hold(self, seconds: float, fixed: bool = False) -> None:
        """Let the picture stand."""
        self.play(Wait(run_time=seconds), fixed=fixed)

    def still(self, name: str) -> None:
        """Write the picture as it stands beside the video, as ``name.png``."""
        self._performance.still(name)

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
        sampler = FrameSampler.at(times, self.timeline, look or self.picture_now)
        self._open_stage(Sampling(self, self.timeline, sampler))
        try:
            with suppress(AllSampled):
                self.construct()
        finally:
            self._open_stage(Filming(self, self.timeline))
        return sampler.sampled()

    def facts(self) -> list[str]:
        """Return what the film's description says of the run, a fact a line; a lesson that finds out more adds it."""
        found = measured(self.settings, self.data, self.history) if hasattr(self, "history") else []
        return settings_of(self.settings) + found
