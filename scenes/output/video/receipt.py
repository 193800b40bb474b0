"""A finished film has a receipt: what it was made of, and its files as they were then.

While both are as they were nothing need be done: neither is the lesson rehearsed nor a segment opened.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from scenes.film.film_writer import FilmWriter
from scenes.film.known_lengths import states_of_files
from scenes.film.source_digest import code_digest
from scenes.film.whole_file import written_whole
from scenes.output.open_scene import scene_of
from scenes.output.video.film_plan import Order, Plan


class Receipt(NamedTuple):
    """A film that is as it was when it was finished, and how many frames it has."""

    path: Path
    frames: int


def receipt_for(order: Order) -> Receipt | None:
    """Return the receipt of a film that has been made of the same and not been touched since; None of any other."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads(_place(order).read_text(encoding="utf-8"))
        paths = [order.media / name for name in said["files"]]
        if [_state(path) for path in paths] == list(said["files"].values()):
            return Receipt(paths[0], int(said["frames"]))
    return None


def keep_receipt(order: Order, done: Plan) -> None:
    """Remember what a film was made of, unless one of its segments can never be known again."""
    writer = done.writer
    segments: Sequence[str | None] = writer.partial_movie_files
    if any(path and Path(path).name.startswith(FilmWriter.UNCACHED) for path in segments):
        return
    home = writer.movie_file_path.parent
    stills = [home / f"{name}.png" for name in done.film.timeline.times_of_stills()]
    files = [path for path in (writer.movie_file_path, writer.captions_path, *stills) if path and path.exists()]
    states = {path.relative_to(order.media).as_posix(): _state(path) for path in files}
    said = {"files": states, "frames": done.frames}
    with suppress(OSError), written_whole(_place(order)) as beside:
        beside.write_text(json.dumps(said), encoding="utf-8")


def _place(order: Order) -> Path:
    config = order.config
    film = (order.folder, order.width, order.height, order.fps, order.beat)
    seen = (config.digest, list(states_of_files(config)), code_digest(scene_of(config.lesson)), film)
    return order.media / "receipts" / hashlib.sha256(repr(seen).encode()).hexdigest()


def _state(path: Path) -> list[int]:
    about = path.stat()
    return [about.st_size, about.st_mtime_ns]
