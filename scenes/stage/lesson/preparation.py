"""What happens before a film: its config is chosen, its frame is turned; font, words and length are checked.

What is wrong is told as a mistake of the config, in the line where it stands.
"""

from __future__ import annotations

import dataclasses
import inspect
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import manimpango
from manim import config as manim_config
from manim import logger

from nnlib.checks import counted, nearest_name
from scenes.config.config import Config, load_config
from scenes.config.mistakes import ConfigMistakes, Mistake
from scenes.config.sections.look import Look
from scenes.film.captions import CaptionFile, TooFast, cues_of, srt
from scenes.film.film_writer import FilmWriter
from scenes.film.known_lengths import keep_length
from scenes.film.media_folder import media_folder, named_for_manim
from scenes.film.sound.music import Music, music_seconds
from scenes.film.timeline import Rehearsal, Timeline, TooShort
from scenes.stage.drawing.letters import unwritable
from scenes.stage.drawing.placed_texts import PlacedText
from scenes.stage.drawing.theme import SHORT_SIDE, SMALLEST_TYPE, THEMES, Theme
from scenes.stage.lesson.stage_scene import StageScene

ASPECTS = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1)}


def chosen_config(scene: type, config_class: type[Config]) -> Config:
    """Return the config the user has chosen for a scene; end with its mistakes if it has any.

    That is the one in the environment variable ``LESSON_CONFIG``, or the one that bears the name of the scene's file.
    """
    file = Path(inspect.getfile(scene))
    home, chosen = file.resolve(), os.environ.get("LESSON_CONFIG")
    path = Path(chosen) if chosen else home.parent.parent / "configs" / f"{home.stem}.yaml"
    try:
        config = load_config(path, config_class=config_class, lesson=file.stem)
    except ConfigMistakes as mistakes:
        refuse(mistakes)
    if "LESSON_CONFIG" in os.environ:
        # Films of different configs of one lesson stand side by side.
        manim_config.video_dir = f"{{media_dir}}/videos/{named_for_manim(config.film_name)}/{{quality}}"
    return config


def refuse(mistakes: ConfigMistakes) -> NoReturn:
    """End with the mistakes of a config, one a line, without a traceback."""
    print(mistakes, file=sys.stderr)
    raise SystemExit(2) from None


def theme_of(look: Look) -> Theme:
    """Return the theme a config asks for, with its own font and way of marking negative weights."""
    return dataclasses.replace(THEMES[look.theme], font=look.font, mark_negative=look.mark_negative)


def use_format(aspect: str) -> None:
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


def check_font(config: Config) -> None:
    """Refuse a font that was asked for and is not there, and letters that cannot be written in it.

    The default font has stand-ins everywhere.

    Raises
    ------
    ConfigMistakes
        There is no such font, or a text needs another one.
    """
    font = config.look.font
    fonts = manimpango.list_fonts()
    if font not in fonts and font != Look.model_fields["font"].default:
        near = nearest_name(font, fonts)
        hint = f"did you mean {near}?" if near else "write the name of one that is"
        raise ConfigMistakes([config.mistake("look.font", f"the font {font} is not installed here; {hint}")])
    _check_letters(
        config, [("title", config.title), *((f"words.{name}", text) for name, text in config.words.texts())]
    )


def names_of(scene: StageScene) -> tuple[str, ...]:
    """Return the names that a scene's examples bring along: of columns and of classes."""
    data = getattr(scene, "data", None)
    return () if data is None else (*data.names, *(data.classes or ()))


def check_names(scene: StageScene) -> None:
    """Refuse letters that cannot be written in the names that a lesson's examples bring along; as `check_font`."""
    data = getattr(scene.settings, "data", None)
    key = next((f"data.{source}" for source in ("csv", "folder") if getattr(data, source, None)), "data")
    _check_letters(scene.settings, [(key, name) for name in names_of(scene)])


def _check_letters(config: Config, texts: Iterable[tuple[str, str]]) -> None:
    wrong = [(key, unwritable(text, config.look.font)) for key, text in texts if not text.isascii()]
    if mistakes := [config.mistake(key, text) for key, text in wrong if text is not None]:
        raise ConfigMistakes(mistakes)


def check_texts(
    config: Config, texts: Iterable[PlacedText], width: int, height: int, names: Sequence[str] = ()
) -> None:
    """Refuse a text that leaves the frame, or had to be written so small that nobody can read it.

    Parameters
    ----------
    config
        The config in which its words stand.
    texts
        All that is written on the stage, in pixels of the frame.
    width, height
        The frame in pixels.
    names
        Those that come from the examples: of columns and of classes.

    Raises
    ------
    ConfigMistakes
        A text does not fit.
    """
    smallest = SMALLEST_TYPE * min(width, height) / SHORT_SIDE
    for placed in texts:
        left, top, right, bottom = placed.box
        if left < -1 or right > width + 1 or bottom - top < smallest - 0.01:
            columns = [name for name in names if name[:12] in placed.text]
            if columns and (table := getattr(getattr(config, "data", None), "csv", None)):
                long = f"{Path(table).name}: the name {columns[0]!r} is too long for its place in this format"
                text = f"{long}; shorten it, or name the columns by data.names"
                raise ConfigMistakes([config.mistake("data.csv", text)])
            start = placed.text[:12]
            keys = [name for name, words in config.words.texts() if start in words]
            raise ConfigMistakes([_too_long(config, keys[0] if keys else "", placed.text)])
        start = placed.text.removesuffix("…")
        if any(name.startswith(start) for name in names):
            continue
        if start != placed.text and len(start) > 1:  # cut to fit: names from the data may be, words of the config not
            for name, words in config.words.texts():
                if words.startswith(start) and not words.startswith(placed.text):
                    raise ConfigMistakes([_too_long(config, name, words)])


def _too_long(config: Config, name: str, words: str) -> Mistake:
    text = f"{words!r} is too long for its place in this format; write fewer or shorter words"
    return config.mistake(f"words.{name}" if name else "words", text)


def fit(rehearsal: Rehearsal, config: Config, scene: StageScene) -> Timeline:
    """Fit a film into the time its config gives it, say how long it lasts, and keep that for ``lesson list``.

    The scene's file writer gets what belongs to the film besides its pictures: title, music and captions.

    Parameters
    ----------
    rehearsal
        What was written down of the film.
    config, scene
        Its config, and its scene.

    Raises
    ------
    ConfigMistakes
        Its words cannot be read in that time, or the music cannot be.
    """
    pacing = config.pacing
    seconds, music = pacing.seconds, None
    if pacing.music is not None:
        path = config.beside(pacing.music)
        try:
            seconds, music = music_seconds(path), Music(path)
        except ValueError as problem:
            raise ConfigMistakes([config.mistake("pacing.music", str(problem))]) from problem
    try:
        timeline = rehearsal.fit(seconds, scene.camera.frame_rate)
    except TooShort as problem:
        key = "pacing.music" if pacing.music else "pacing.seconds"
        raise ConfigMistakes([config.mistake(key, str(problem))]) from problem
    keep_length(config, type(scene), media_folder(), timeline.seconds)
    writer: FilmWriter = scene.renderer.file_writer
    writer.title, writer.music, writer.captions = config.title, music or writer.music, _captions(config, timeline)
    logger.info(f"The film lasts {timeline.seconds:.1f} s, in {counted(len(timeline.beats()), 'beat')}.")
    return timeline


def _captions(config: Config, timeline: Timeline) -> CaptionFile | None:
    try:
        text = srt(cues_of(timeline.captions()))
    except TooFast as problem:
        logger.warning(f"The film gets no file of captions: {problem}.")
        return None
    return CaptionFile(text, config.publish.language, config.look.captions, len(timeline.frames))
