"""A folder is either the last good one or the new one, whole: it is filled beside its place and renamed into it.

A folder that is being filled, and one that is being put away, lie hidden beside the published one. Whoever fills a
folder holds a lock on it as long as he lives, however he ends; what nobody holds is a leftover.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: there a folder cannot be locked, and leftovers wait for the next publication
    fcntl = None  # type: ignore[assignment]

NEW, OLD = ".new", ".old"


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to fill, which takes the place of ``folder`` when it is complete.

    If anything goes wrong meanwhile, ``folder`` stays as it was and the new one is removed. What a killed
    publication has left is removed as well, or put back.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    room = folder.with_name(f".{folder.name}.{os.getpid()}{NEW}")
    with _turn(folder.parent):
        _mend(folder)
        room.mkdir()
        held = _lock(room)
    try:
        yield room
        with _turn(folder.parent):
            _swap(room, folder)
    finally:
        shutil.rmtree(room, ignore_errors=True)
        if held is not None:
            os.close(held)


def _mend(folder: Path) -> None:
    """Bring back a folder whose replacing was interrupted at its last step, and remove what nobody fills any more."""
    old = _old(folder)
    if old.exists() and not folder.exists():
        os.rename(old, folder)
    shutil.rmtree(old, ignore_errors=True)
    for room in folder.parent.glob(f".{_literal(folder.name)}.*{NEW}"):
        if (held := _lock(room)) is not None:
            shutil.rmtree(room, ignore_errors=True)
            os.close(held)


def _swap(room: Path, folder: Path) -> None:
    old = _old(folder)
    if folder.exists():
        os.rename(folder, old)
    try:
        os.rename(room, folder)
    except BaseException:
        if old.exists():
            os.rename(old, folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{OLD}")


def _literal(name: str) -> str:
    """Return a name as a pattern that matches nothing else."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _lock(folder: Path) -> int | None:
    """Hold a folder until the returned descriptor is closed, or return None where somebody else does."""
    if fcntl is None:
        return None
    with suppress(OSError):
        held = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(held)
            return None
        return held
    return None


@contextmanager
def _turn(parent: Path) -> Iterator[None]:
    """Wait until nobody else renames folders here."""
    held = None
    if fcntl is not None:
        held = os.open(parent, os.O_RDONLY)
        with suppress(OSError):  # some network folders know no locks
            fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)
