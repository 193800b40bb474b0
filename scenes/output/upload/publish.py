"""A folder is filled with the films and all that stands beside them, and takes its place when it is complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnlib.checks import counted
from scenes.config.config import Config, load_config
from scenes.config.yaml_files.writer import yaml_text
from scenes.film.captions import srt, vtt
from scenes.film.media_folder import named_for_manim
from scenes.output.open_scene import open_lesson
from scenes.output.upload.atomic_folder import replaced
from scenes.output.upload.chapters import clock
from scenes.output.upload.publication import Upload
from scenes.output.video.render import QUALITY, order_for, render_all
from scenes.output.video.worker_processes import Workers
from scenes.stage.lesson.storyboard import storyboard_picture
from scenes.stage.lesson.thumbnail import thumbnail_picture

THUMBNAIL_BYTES = 2_000_000
STORYBOARD_HEIGHT, STORYBOARD_FPS = 360, 30
THUMBNAIL_HEIGHT = 720

Report = Callable[[float, str], None]


def folder_of(config: Config, media: Path) -> Path:
    """Return where the folder of a config is published."""
    return media / "publish" / config.film_name


def contents(upload: Upload, quality: str) -> list[tuple[str, str]]:
    """Return the names in a folder that is going to be published, each with a word about it."""
    config, language = upload.config, upload.config.publish.language
    width, height, fps = QUALITY[quality]
    found = []
    for film in upload.films:
        across, down = {"16:9": (width, height), "9:16": (height, width), "1:1": (height, height)}[film.aspect]
        sound = ", with its music" if film.config.pacing.music else ""
        found.append((film.name, f"{across} × {down}, {fps:g} frames/s, {film.timeline.seconds:.1f} s{sound}"))
    for name, cues in upload.captions.items():
        found += [(f"{name}.{language}.{kind}", counted(len(cues), "caption")) for kind in ("srt", "vtt")]
    chapters = counted(len(upload.chapters), "chapter") if upload.chapters else "too short for chapters"
    tags = counted(len(config.publish.tags), "tag") if config.publish.tags else "none: publish.tags is empty"
    words = upload.thumbnail or "no words: write publish.thumbnail, at most five"
    found += [
        ("title.txt", config.title),
        ("description.txt", f"{len(upload.description):,} characters, {chapters}"),
        ("tags.txt", tags),
        ("thumbnail.png", f"{clock(int(upload.moment))}, {' '.join(words.split())}"),
        ("storyboard.png", "three frames of each beat"),
    ]
    if upload.stills:
        found.append(("stills", ", ".join(upload.stills)))
    if upload.trained:
        found.append(("history.npz", "the recorded training"))
    return [*found, ("config.yaml", "everything the film is made of")]


def publish(
    upload: Upload,
    quality: str,
    media: Path,
    workers: Workers,
    report: Report = lambda share, what: None,
    suffix: str = "",
) -> Path:
    """Render the films, write what stands beside them, and publish the folder whole.

    Parameters
    ----------
    upload
        What is to be published.
    quality
        l, m, h, p or k.
    media
        The folder for all that is made.
    workers
        Who renders.
    report
        Called with the share that is done and with what is being done.
    suffix
        Of the folders in which the films' segments are kept, as of :func:`scenes.output.video.render.order_for`.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ConfigMistakes, RenderFailed, OSError
        It could not be made; the folder that was published before stands as it was.
    """
    target = folder_of(upload.config, media)
    with replaced(target) as room:
        names = {film.aspect: film.name for film in upload.films}
        orders = [order_for(film.config, quality, media, suffix=suffix) for film in upload.films]
        for film in render_all(orders, workers, report):
            if film.error is not None:
                raise film.error
            assert film.path is not None
            _given(film.path, room / names[film.order.config.format.aspect])
        report(1.0, "texts and pictures")
        _write_texts(upload, room)
        _write_pictures(upload, media, room)
        _write_config(upload.config, room)
    return target


def _given(film: Path, target: Path) -> None:
    """Let a film stand in the folder as well: the same file under another name, or a copy on another disk."""
    try:
        os.link(film, target)
    except OSError:
        shutil.copyfile(film, target)


def _write_texts(upload: Upload, room: Path) -> None:
    config = upload.config
    texts = {
        "title.txt": config.title + "\n",
        "description.txt": upload.description,
        "tags.txt": ", ".join(config.publish.tags) + "\n",
    }
    for name, cues in upload.captions.items():
        texts[f"{name}.{config.publish.language}.srt"] = srt(cues)
        texts[f"{name}.{config.publish.language}.vtt"] = vtt(cues)
    for name, text in texts.items():
        (room / name).write_text(text, encoding="utf-8")


def _write_pictures(upload: Upload, media: Path, room: Path) -> None:
    config = upload.config
    fps, folder = upload.films[0].timeline.fps, {"media_dir": named_for_manim(media)}
    with open_lesson(config, height=1080, fps=fps, **folder) as scene:
        scene.make_ready()
        times = scene.timeline.times_of_stills()
        for name, picture in zip(times, scene.frames_at(list(times.values())), strict=True):
            (room / "stills").mkdir(exist_ok=True)
            save(picture, room / "stills" / f"{name}.png")
        if hasattr(scene, "history"):
            scene.history.save(room / "history.npz")
    with open_lesson(config, height=STORYBOARD_HEIGHT, fps=STORYBOARD_FPS, **folder) as scene:
        save(storyboard_picture(scene), room / "storyboard.png")
    wide = config.model_copy(update={"format": config.format.model_copy(update={"aspect": "16:9"})})
    with open_lesson(wide, height=THUMBNAIL_HEIGHT, fps=fps, **folder) as scene:
        save(thumbnail_picture(scene, upload.moment, upload.thumbnail), room / "thumbnail.png", THUMBNAIL_BYTES)


def save(picture: NDArray[np.uint8], path: Path, most: int | None = None) -> None:
    """Write a picture as PNG; where it would have more than ``most`` bytes, with fewer colours."""
    image = Image.fromarray(picture)
    image.save(path)
    colours = 256
    while most is not None and path.stat().st_size > most and colours >= 16:
        image.quantize(colours).save(path, optimize=True)
        colours //= 2


def _write_config(config: Config, room: Path) -> None:
    """Write the complete config, and beside it the files it names, so that the folder needs nothing else."""

    def given(name: str) -> str:
        source = config.beside(name)
        target = _free(room, source.name)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)
        return target.name

    values = config.with_files(given)
    path = room / "config.yaml"
    path.write_text("# Everything this film was made of.\n" + yaml_text(values), encoding="utf-8")
    load_config(path)  # whoever gets the folder must be able to read it


def _free(room: Path, name: str) -> Path:
    """Return a path for a file in a folder, under its own name or, if that is taken, with an underscore before it."""
    while (room / name).exists() or name in ("config.yaml", "history.npz"):
        name = f"_{name}"
    return room / name
