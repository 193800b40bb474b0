"""``lesson publish`` makes the folder for the upload: films, captions, texts, pictures, and what they are made of."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import av
import click
from rich.table import Table

from scenes.commands.common import (
    LessonCommand,
    config_options,
    fail,
    interruptible,
    progress,
    show,
    training_shown,
)
from scenes.commands.render import film_options, in_formats
from scenes.config.mistakes import shown_path
from scenes.film.media_folder import media_folder
from scenes.output.upload.publication import Upload, upload_of
from scenes.output.upload.publish import contents, folder_of, publish
from scenes.output.video.dispatcher import RenderFailed, disk_trouble
from scenes.output.video.render import QUALITY, workers_for


@click.command("publish", cls=LessonCommand)
@click.argument("config")
@film_options
@click.option("--burn-captions", is_flag=True, help="Show the captions in the film even if look.captions is false.")
@click.option("--dry-run", is_flag=True, help="Only say what would be made, and whether sites would take it.")
@config_options
def command(
    config: str,
    quality: str,
    formats: tuple[str, ...],
    theme: str | None,
    burn_captions: bool,
    dry_run: bool,
    workers: int | None,
    output: Path | None,
    changes: tuple[str, ...],
    allow_outside: bool,
) -> None:
    """Make the folder for the upload of CONFIG.

    In it stand the film in each format, captions, title, description with chapters, tags, thumbnail, stills, the
    storyboard, and the config and the training that the film was made of. The first format is that of the pictures
    and texts. A folder published before stays as it is until the new one is complete.

    \b
    Examples:
      lesson publish xor --dry-run
      lesson publish xor
      lesson publish configs/my.yaml --format 16:9 --format 9:16
    """
    burnt = ["look.captions=true"] if burn_captions else []
    configs = in_formats(config, [*changes, *burnt], formats, theme, allow_outside)
    media = (output or media_folder()).absolute()
    with training_shown() as training:
        upload = upload_of(configs, QUALITY[quality][2], media, training)
    folder = folder_of(upload.config, media)
    if not dry_run:
        suffix = f"-{theme}" if theme else ""
        try:
            with interruptible(), closing(workers_for(workers)) as hired, progress() as report:
                publish(upload, quality, media, hired, report, suffix)
        except RenderFailed as error:
            fail(str(error))
        except (OSError, av.FFmpegError) as error:
            kept = "what was published before is kept"
            fail(disk_trouble(error, media, kept) or f"{shown_path(media)}: {error.strerror or error}; {kept}")
    _tell(upload, folder, quality, "would be made in" if dry_run else "published in")


def _tell(upload: Upload, folder: Path, quality: str, what: str) -> None:
    """Print what a folder holds, or would hold."""
    click.echo(f"{what} {shown_path(folder)}")
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, about in contents(upload, quality):
        path = folder / name
        size = f"{_kilobytes(path):,} kB" if path.exists() and what.startswith("published") else ""
        table.add_row(name, about, size)
    show(table)


def _kilobytes(path: Path) -> int:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return -(-sum(file.stat().st_size for file in files) // 1000)
