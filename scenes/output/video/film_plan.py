"""A plan says of a film which segments it consists of, and which of them have still to be rendered.

Planning trains, rehearses, and goes through the film once without painting; the segments' names come out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from manim import tempconfig
from manim.utils.exceptions import EndSceneEarlyException

from nnlib import History
from scenes.config.config import Config
from scenes.config.mistakes import suggestion
from scenes.film.film_writer import FilmWriter
from scenes.film.media_folder import named_for_manim
from scenes.film.source_digest import project_digest
from scenes.film.timeline import Timeline
from scenes.film.whole_file import written_whole
from scenes.output.open_scene import scene_of
from scenes.output.video.jobs import MEDIA, Film, Job, Segment, manim_settings, packed
from scenes.output.video.ranges import balanced
from scenes.training.training import Progress

HISTORIES = "histories"  # the folder in which a lesson looks for them, in that of the media


class NoSuchBeat(ValueError):
    """A film has no beat of that name; the text lists those it has."""


@dataclass(frozen=True)
class Order:
    """A film somebody wants.

    Parameters
    ----------
    config
        The lesson's config.
    media
        The folder for films, cached segments and trainings.
    folder
        The film's folder in ``media/videos``, such as ``xor/1080p60``.
    width, height, fps
        The picture in 16:9; the config's format turns it.
    beat
        The one beat to film; all, if it is None.
    """

    config: Config
    media: Path
    folder: str
    width: int
    height: int
    fps: float
    beat: str | None = None


@dataclass
class Plan:
    """What is to be done for a film, and what has been done.

    Attributes
    ----------
    missing
        How many frames each play has that is still to be rendered, by its number.
    """

    film: Film
    writer: FilmWriter
    missing: dict[int, int]
    _ours: dict[str, str] = field(default_factory=dict)

    @property
    def frames(self) -> int:
        """How many frames the film has."""
        paths = self.writer.partial_movie_files
        return sum(self.film.timeline.frames[play] for play, path in enumerate(paths) if path is not None)

    def jobs(self, parts: int) -> list[Job]:
        """Return the work that is left, shared out in at most ``parts`` ranges."""
        return [Job(self.film, plays) for plays in balanced(self.missing, parts)]

    def store(self, segment: Segment) -> None:
        """Keep a rendered segment under its name, for this film and the next."""
        target = self.writer.output_plan.segment_path(segment.key)
        if segment.key.startswith(FilmWriter.UNCACHED):
            # The name says nothing about the content: another render must not take it for its own.
            target = target.with_name(f"{segment.key}_{os.getpid()}{target.suffix}")
        with written_whole(target) as beside:
            beside.write_bytes(segment.content)
        self._ours[str(self.writer.partial_movie_files[segment.play])] = str(target)

    def bind(self) -> Path:
        """Bind all segments into the film, under its name at once, and return its path."""
        writer = self.writer
        writer.partial_movie_files = [path and self._ours.get(path, path) for path in writer.partial_movie_files]
        writer.finish()
        for path in map(Path, self._ours.values()):
            if path.name.startswith(FilmWriter.UNCACHED):
                path.unlink(missing_ok=True)
        return writer.movie_file_path


def plan(order: Order, progress: Progress | None = None) -> Plan:
    """Train and rehearse, and find out what has still to be rendered.

    Parameters
    ----------
    order
        The film.
    progress
        Is told how far each training is that has to be made.

    Raises
    ------
    ConfigMistakes
        What shows only now to be wrong with the config.
    NoSuchBeat
        The film has no such beat.
    """
    config = order.config
    kind = scene_of(config.lesson)
    settings: dict[str, Any] = manim_settings(order.width, order.height, order.fps, order.media)
    settings["video_dir"] = f"{{media_dir}}/videos/{named_for_manim(order.folder)}"
    if order.beat is not None:
        settings["output_file"] = kind.__name__ + "." + re.sub(r"[^\w-]+", "-", order.beat)
    with tempconfig(settings):
        scene = kind(settings=config)
        renderer, writer = scene.renderer, scene.renderer.file_writer
        histories = scene.make_ready(progress)
        if order.beat is not None:
            renderer.plays = _plays_of(order.beat, scene.timeline)
            writer.music = None  # it belongs to the whole film
        writer.planning = True
        with suppress(EndSceneEarlyException):
            scene.construct()
        writer.planning = False
    text, files = packed(config)
    film = Film(
        lesson=config.lesson,
        config=text,
        files=files | {f"{MEDIA}/{HISTORIES}/{name}": _bytes(history) for name, history in histories.items()},
        timeline=scene.timeline,
        width=order.width,
        height=order.height,
        fps=order.fps,
        code=renderer.code,
        project=project_digest(kind),
    )
    return Plan(film, writer, _missing(writer, scene.timeline.frames))


def _plays_of(beat: str, timeline: Timeline) -> frozenset[int]:
    plays: dict[str, list[int]] = {}
    play = 0
    for span in timeline.spans:
        plays.setdefault(span.beat, []).extend(range(play, play + len(span.natural)))
        play += len(span.natural)
    if beat not in plays:
        raise NoSuchBeat(f"{beat!r} is not a beat of this film; {suggestion(beat, list(plays))}")
    return frozenset(plays[beat])


def _missing(writer: FilmWriter, frames: Sequence[int]) -> dict[int, int]:
    """Return the frames of each play whose segment is not there; of several that look the same, of the first."""
    missing: dict[int, int] = {}
    seen: set[str] = set()
    for play, path in enumerate(writer.partial_movie_files):
        if path is not None and path not in seen and not writer.is_already_cached(Path(path).stem):
            missing[play] = frames[play]
        seen.add(path or "")
    return missing


def _bytes(history: History) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.npz"
        history.save(path)
        return path.read_bytes()
