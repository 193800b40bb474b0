"""A file is there whole or not at all: it is written beside its place, hidden, and takes its name when complete."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Half-written files are hidden and end in this, after the number of the process that writes them.
PARTIAL = ".part"
DAY = 86_400  # seconds


def partial_path(target: Path) -> Path:
    """Where `target` is written until it is complete: beside it, and another name in every process."""
    return target.with_name(f".{target.name}.{os.getpid()}{PARTIAL}")


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Yield where to write `target`, in its folder; it takes its name if all goes well, and is removed if not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = partial_path(target)
    try:
        yield beside
        os.replace(beside, target)
    finally:
        with suppress(OSError):  # what went wrong before is what is to be told
            beside.unlink(missing_ok=True)


def remove_leftovers(directory: Path) -> None:
    """Remove what killed renders have left half written, unless one of today may still be at work on it."""
    for leftover in directory.glob(f".*{PARTIAL}"):
        with suppress(OSError):  # another render was faster
            if time.time() - leftover.stat().st_mtime > DAY:
                leftover.unlink()
