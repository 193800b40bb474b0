"""A job is a part of a film that any process can render, on this computer or another: it carries all it needs.

Workers share no folder with whoever asks them. A job holds plain data only (the complete config, the files it names,
the recorded trainings, the timeline), and gives back encoded segments.
"""

from __future__ import annotations

import errno
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import av
from manim import tempconfig
from manim.utils.exceptions import EndSceneEarlyException

from scenes.config.config import Config, load_config
from scenes.config.mistakes import ConfigMistakes
from scenes.config.yaml_files.writer import yaml_text
from scenes.film.film_writer import is_whole
from scenes.film.media_folder import named_for_manim
from scenes.film.source_digest import project_digest
from scenes.film.timeline import Timeline
from scenes.output.open_scene import scene_of

CONFIG = "config.yaml"
FILES = "files"
MEDIA = "media"
ROOM = "synapses-"  # how the names of our temporary folders begin

_one_at_a_time = threading.Lock()  # manim keeps its settings in one place for the whole process


class WorkerFailed(RuntimeError):
    """A range could not be rendered; the text says why, in one line."""


@dataclass(frozen=True)
class Film:
    """What all jobs of a film have in common.

    Parameters
    ----------
    lesson, config
        The lesson's name, and the text of its complete config.
    files
        The files the config names and the recorded trainings: content by path, relative to the config.
    timeline
        How many frames each play lasts.
    width, height, fps
        The picture, as manim is to be set; the config's format turns it.
    code
        What stands for the code in the names of segments.
    project
        What a worker's own project and libraries must agree with.
    """

    lesson: str
    config: str
    files: Mapping[str, bytes] = field(repr=False)
    timeline: Timeline = field(repr=False)
    width: int
    height: int
    fps: float
    code: str
    project: str


@dataclass(frozen=True)
class Job:
    """A range of a film: plays, counted from 0, ascending."""

    film: Film
    plays: tuple[int, ...]

    @property
    def frames(self) -> int:
        """How many frames are to be rendered."""
        return sum(self.film.timeline.frames[play] for play in self.plays)


@dataclass(frozen=True)
class Segment:
    """An encoded play, and the name under which it is cached."""

    play: int
    key: str
    content: bytes = field(repr=False)


def packed(config: Config) -> tuple[str, dict[str, bytes]]:
    """Return a config and the files it names as a text and their contents, at home in any folder.

    Music is left out: it is put under the film when its segments are bound together.
    """
    silent = config.model_copy(update={"pacing": config.pacing.model_copy(update={"music": None})})
    files: dict[str, bytes] = {}

    def taken_along(name: str) -> str:
        path = config.beside(name)
        # Folders hold nothing but folders of pictures; what else lies in them has no part in the film.
        found = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        home = PurePosixPath(FILES, path.name)
        files.update({str(home / p.relative_to(path).as_posix()): p.read_bytes() for p in found})
        return str(home)

    return yaml_text(silent.with_files(taken_along)), files


def manim_settings(width: int, height: int, fps: float, media: Path) -> dict[str, Any]:
    """Return how manim is to be set for a film: an ordinary mp4, and no output of its own on the terminal."""
    quiet = {"progress_bar": "none", "verbosity": "WARNING", "preview": False, "log_to_file": False}
    return {
        "pixel_width": width,
        "pixel_height": height,
        "frame_rate": fps,
        "media_dir": named_for_manim(media),
        "format": "mp4",
        "dry_run": False,
        **quiet,
    }


def render_range(job: Job, on_frames: Callable[[int], None] = lambda count: None) -> tuple[Segment, ...]:
    """Render a range of a film in this process, and leave nothing behind.

    Parameters
    ----------
    job
        What is to be rendered.
    on_frames
        Called with the number of frames each time some have been painted.

    Raises
    ------
    WorkerFailed
        The range could not be rendered.
    """
    with _one_at_a_time, TemporaryDirectory(prefix=ROOM, ignore_cleanup_errors=True) as folder:
        try:
            return _rendered(job, Path(folder), on_frames)
        except ConfigMistakes as mistakes:
            raise WorkerFailed(f"the config cannot be filmed by a worker: {mistakes}") from None
        except (OSError, av.FFmpegError) as error:
            full = error.errno == errno.ENOSPC
            where = f"the disk of {Path(folder).parent} is full" if full else f"{error.strerror}"
            raise WorkerFailed(f"a worker could not write its segments: {where}") from None
        except WorkerFailed:
            raise
        except Exception as error:
            # Not every error finds its way to another process; this one does, with where it came from.
            failure = WorkerFailed(f"{type(error).__name__}: {' '.join(str(error).split())}")
            failure.add_note(traceback.format_exc())
            raise failure from None


def _rendered(job: Job, folder: Path, on_frames: Callable[[int], None]) -> tuple[Segment, ...]:
    film = job.film
    for name, content in {**film.files, CONFIG: film.config.encode()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    kind = scene_of(film.lesson)
    if project_digest(kind) != film.project:
        raise WorkerFailed("a worker has another version of the project or of its libraries; install the same there")
    with tempconfig(manim_settings(film.width, film.height, film.fps, folder / MEDIA)):
        scene = kind(settings=load_config(folder / CONFIG))
        renderer, writer = scene.renderer, scene.renderer.file_writer
        renderer.plays, renderer.code, renderer.on_frames = frozenset(job.plays), film.code, on_frames
        writer.stills_folder = None
        try:
            scene.make_ready_for(film.timeline)
            with suppress(EndSceneEarlyException):
                scene.construct()
        except BaseException:
            writer.abort_encode_jobs()
            raise
        writer.join_all_encode_jobs()
        return tuple(_segment(play, Path(writer.partial_movie_files[play]), writer) for play in job.plays)


def _segment(play: int, path: Path, writer: Any) -> Segment:
    if not is_whole(path, writer.video_encoder.frame_rate):
        raise OSError(errno.EIO, "a segment is damaged")  # a full disk is not always told
    return Segment(play, path.stem, path.read_bytes())
