"""Before anything is filmed it is clear what the folder will hold, and whether sites will take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.config.config import Config
from scenes.config.mistakes import ConfigMistakes, suggestion
from scenes.config.sections.publish import MOST_WORDS
from scenes.film.captions import Cue, TooFast, cues_of
from scenes.film.media_folder import named_for_manim
from scenes.film.timeline import Beat, Timeline
from scenes.output.open_scene import open_lesson
from scenes.output.upload.chapters import Chapter, chapters_of
from scenes.output.upload.description import TooLong, description_of
from scenes.training.training import Progress

UPRIGHT_SECONDS = 180  # sites take upright films as short ones up to three minutes
SUFFIXES = {"16:9": "", "9:16": ".9x16", "1:1": ".1x1"}


@dataclass(frozen=True)
class Film:
    """One film of a folder: its config with its own format, its file's name, and its timeline."""

    config: Config
    name: str
    timeline: Timeline

    @property
    def aspect(self) -> str:
        """Its format, such as 16:9."""
        return self.config.format.aspect


@dataclass(frozen=True)
class Upload:
    """What is going to be published; it exists only where it can be.

    Attributes
    ----------
    films
        The films, the first of which the texts and pictures are about.
    captions
        The captions by the names of their files, without language and kind: the films' own where times differ.
    moment
        Seconds from the start at which the thumbnail's network is taken.
    thumbnail
        The words on it, or None.
    trained
        Whether there is a training to be kept.
    """

    films: tuple[Film, ...]
    captions: Mapping[str, Sequence[Cue]]
    chapters: tuple[Chapter, ...]
    description: str
    moment: float
    thumbnail: str | None
    trained: bool

    @property
    def stills(self) -> tuple[str, ...]:
        """The names of the single pictures that the lesson keeps."""
        return tuple(self.films[0].timeline.times_of_stills())

    @property
    def config(self) -> Config:
        """The config of the first film."""
        return self.films[0].config


def upload_of(configs: Sequence[Config], fps: float, media: Path, progress: Progress | None = None) -> Upload:
    """Rehearse the films of a lesson and write all that stands beside them.

    Parameters
    ----------
    configs
        The lesson's config in each format that is wanted, no format twice.
    fps
        Frames a second of the films.
    media
        Where trainings are stored.
    progress
        Is told how far each training is that has to be made.

    Raises
    ------
    ConfigMistakes
        A site would not take it.
    """
    films: list[Film] = []
    facts: list[str] = []
    trained = False
    for config in configs:
        with open_lesson(config, height=240, fps=fps, media_dir=named_for_manim(media)) as scene:
            scene.make_ready(progress)
            films.append(Film(config, f"{config.path.stem}{SUFFIXES[config.format.aspect]}.mp4", scene.timeline))
            facts, trained = facts or scene.facts(), hasattr(scene, "history")
    first = films[0]
    config, beats = first.config, first.timeline.beats()
    mistakes = [m for film in films for m in _refused(film)]
    chapters = chapters_of(beats, config.publish.chapters)
    if unknown := [name for name in config.publish.chapters if name not in {beat.name for beat in beats}]:
        text = f"{unknown[0]!r} is no beat of this film; {suggestion(unknown[0], [beat.name for beat in beats])}"
        mistakes.append(config.mistake(f"publish.chapters.{unknown[0]}", text))
    captions: dict[str, list[Cue]] = {}
    moment, description = 0.0, ""
    try:
        for film in films:
            cues = cues_of(film.timeline.captions())
            if not captions or cues != captions["captions"]:
                captions["captions" + (SUFFIXES[film.aspect] if captions else "")] = cues
    except TooFast as problem:
        mistakes.append(config.mistake("pacing.seconds", str(problem)))
    try:
        moment = moment_of(config.publish.moment, beats)
    except ValueError as problem:
        mistakes.append(config.mistake("publish.moment", str(problem)))
    try:
        description = description_of(config, chapters, facts)
    except TooLong as problem:
        mistakes.append(config.mistake("publish.description", str(problem)))
    if mistakes:
        raise ConfigMistakes(mistakes)
    words = config.publish.thumbnail or (config.title if len(config.title.split()) <= MOST_WORDS else None)
    return Upload(tuple(films), captions, tuple(chapters), description, moment, words, trained)


def moment_of(name: str | None, beats: Sequence[Beat]) -> float:
    """Return the time of a moment such as ``learning:0.5``; of None, the film's first frame: it is a preview.

    Raises
    ------
    ValueError
        There is no such beat.
    """
    if name is None:
        return 0.0
    wanted, _, share = name.partition(":")
    for beat in beats:
        if beat.name == wanted.strip():
            return beat.start + float(share or 1) * beat.seconds
    names = [beat.name for beat in beats]
    raise ValueError(f"{wanted.strip()!r} is no beat of this film; {suggestion(wanted, names)}")


def _refused(film: Film) -> list[Any]:
    """Return why sites would not take a film."""
    found = []
    if film.aspect == "9:16" and film.timeline.seconds > UPRIGHT_SECONDS:
        text = (
            f"{film.name} would last {film.timeline.seconds:.0f} s, and sites take upright films of at most "
            f"{UPRIGHT_SECONDS} s; write seconds: {UPRIGHT_SECONDS}, or publish another format"
        )
        key = "pacing.music" if film.config.pacing.music else "pacing.seconds"
        found.append(film.config.mistake(key, text))
    if "<" in film.config.title or ">" in film.config.title:
        found.append(film.config.mistake("title", "sites refuse < and > in a title; write it without"))
    return found
