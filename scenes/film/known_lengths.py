"""How long a film lasts is only known once it is rehearsed; what a rehearsal found is kept beside the histories."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from scenes.config.config import Config
from scenes.film.source_digest import project_digest
from scenes.film.whole_file import written_whole

MOST_FILES = 5000  # of a folder of pictures


def known_length(config: Config, scene: type, media: Path) -> float | None:
    """Return the seconds that the film of a config lasts, or None where nobody has rehearsed it as it is now.

    Parameters
    ----------
    config
        The config.
    scene
        The class of its scene.
    media
        The folder for all that is made.
    """
    if config.pacing.seconds is not None:
        return config.pacing.seconds
    try:
        return float(_place(config, scene, media).read_text())
    except (OSError, ValueError):
        return None


def keep_length(config: Config, scene: type, media: Path, seconds: float) -> None:
    """Remember how long the film of a config lasts; where nothing can be written, it is not remembered."""
    with suppress(OSError), written_whole(_place(config, scene, media)) as place:
        place.write_text(f"{seconds}\n")


def _place(config: Config, scene: type, media: Path) -> Path:
    seen = (config.digest, project_digest(scene), list(states_of_files(config)))
    return media / "lengths" / hashlib.sha256(repr(seen).encode()).hexdigest()


def states_of_files(config: Config) -> Iterator[tuple[str, int, int]]:
    """Yield the name, time and size of each file that the config names: what is said may depend on them."""
    for path in config.files():
        inside = sorted(islice(path.rglob("*"), MOST_FILES)) if path.is_dir() else []
        for file in (path, *inside):
            with suppress(OSError):
                about = file.stat()
                yield str(file.relative_to(config.path.parent)), about.st_mtime_ns, about.st_size
