"""A file that a config names is looked at before it is opened: it may be missing, huge, or no file at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from scenes.config.mistakes import Wrong, quoted, suggestion

SOUND = {".wav": "wav", ".flac": "flac", ".mp3": "mp3", ".m4a": "mov", ".ogg": "ogg"}
"""The sound files that may be named, and how FFmpeg calls what is in them."""

SOUND_FILES = "write the name of a wav, flac, mp3, m4a or ogg file"


def check_file(path: Path, largest: int) -> None:
    """Make sure that a file can be read and is not larger than that many bytes.

    Raises
    ------
    Wrong
        It cannot; the text says why.
    """
    name = quoted(path.name or str(path))
    try:
        about = os.stat(path)
    except FileNotFoundError:
        near = sorted(other.name for other in path.parent.glob(f"*{path.suffix}")) if path.parent.is_dir() else []
        hint = suggestion(path.name, near[:20]) if near else "the path is relative to the config"
        raise Wrong(f"there is no file {name}; {hint}") from None
    except (OSError, ValueError) as error:
        raise Wrong(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if not stat.S_ISREG(about.st_mode):
        kind = "a folder" if stat.S_ISDIR(about.st_mode) else "a device or a pipe"
        raise Wrong(f"{name} is {kind}; name a file")
    if about.st_size > largest:
        raise Wrong(f"{name} has {about.st_size / 1e6:,.0f} MB; {largest / 1e6:,.0f} MB are the most")
    if not os.access(path, os.R_OK):
        raise Wrong(f"{name} may not be read; change its permissions")
