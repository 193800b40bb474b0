"""A folder of pictures is a dataset: each of its folders is a class, named as the folder, full of PNG files.

Nothing in it is trusted. A picture is read only where it is a plain file inside the folder, of moderate size, and
says so itself before it is unpacked.
"""

from __future__ import annotations

import io
import os
import unicodedata
import warnings
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnlib import Dataset
from nnlib.data.drawn_shapes import MOST, NONE_OF_THEM, SIDE
from scenes.config.examples.file_checks import check_file
from scenes.config.fields import Text
from scenes.config.mistakes import Wrong, quoted

FEWEST_CLASSES, MOST_CLASSES = 2, 6
LARGEST_FILE = 20_000_000  # bytes
LARGEST_PICTURE = 25_000_000  # pixels
FAINTEST = 0.05  # of the way from black to white: paler marks are the paper's own
LEFT_ALONE = ("thumbs.db", "desktop.ini")  # what systems leave in folders, besides names with a dot in front
_name = Text(12)


def read_pictures(folder: Path) -> Dataset:
    """Return the pictures of a folder as a dataset with one-hot targets.

    Any size and colour is turned to 50 × 50 shades of ink, as `read_picture` does it. A class named ``unknown`` is
    the last one: what is none of the others.

    Raises
    ------
    Wrong
        The folder has no such order, or a file in it is no picture; the text says which.
    """
    if not folder.is_dir():
        kind = "is a file" if folder.exists() else "is not there; the path is relative to the config"
        raise Wrong(f"the folder {quoted(folder.name)} {kind}" + ("; name its folder" if folder.is_file() else ""))
    home = folder.resolve()
    classes = sorted((name for name in _entries(folder) if (folder / name).is_dir()), key=_unknown_last)
    if not classes:
        raise Wrong(
            f"{quoted(folder.name)} has no folders in it; put the pictures of each class into one of their own"
        )
    if not FEWEST_CLASSES <= len(classes) <= MOST_CLASSES:
        few = "a single class leaves nothing to tell apart" if len(classes) == 1 else f"{len(classes)} are too many"
        raise Wrong(f"{quoted(folder.name)} must have {FEWEST_CLASSES} to {MOST_CLASSES} folders, one a class; {few}")
    found: list[tuple[int, int, Path]] = []
    for label, name in enumerate(classes):
        try:
            _name.check(name)
        except Wrong as error:
            raise Wrong(f"the folder {quoted(name)} names a class on screen: {error}") from None
        files = sorted(_entries(folder / name))
        if not files:
            raise Wrong(f"the class {quoted(name)} is empty; put PNG files into its folder")
        # Classes take turns, so that even without shuffling no batch holds only one of them.
        found += [(turn, label, folder / name / file) for turn, file in enumerate(files)]
        if len(found) > MOST:
            raise Wrong(f"{quoted(folder.name)} has more than {MOST} pictures; so many do not fit the memory")
    found.sort(key=lambda entry: entry[:2])
    inputs = np.array([_kept(home, path) for _, _, path in found], dtype=float) / 255.0
    targets = np.eye(len(classes))[[label for _, label, _ in found]]
    return Dataset(inputs, targets, classes=[unicodedata.normalize("NFC", name) for name in classes])


def read_picture(path: Path) -> NDArray[np.uint8]:
    """Return a PNG file as 50 · 50 shades of ink, row by row: 0 is paper, 255 the darkest ink of the picture.

    Colours become grey, and what is transparent becomes paper. The paper is whatever most of the picture's rim is,
    so white chalk on black reads as black ink on white. The picture is scaled to fit, with its proportions.

    Raises
    ------
    Wrong
        It cannot be read, is too large, or blank.
    """
    where = f"{path.parent.name}/{path.name}"
    check_file(path, LARGEST_FILE)
    if path.suffix.lower() != ".png":
        raise Wrong(f"{quoted(where)} is not a PNG file; convert it, or take it out of the folder")
    try:
        # Warnings about large pictures are not for the viewer: they are refused below.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(path.read_bytes()), formats=("PNG",)) as picture:
                if picture.width * picture.height > LARGEST_PICTURE:
                    size = f"{picture.width} × {picture.height} pixels"
                    raise Wrong(f"{quoted(where)} has {size}; {LARGEST_PICTURE:,} in all are the most")
                ink = _ink(picture)
    except Wrong:
        raise
    except Exception as error:  # a decoder raises whatever it stumbles over
        raise Wrong(f"{quoted(where)} cannot be read as a PNG file: it is damaged, or something else") from error
    darkest = float(ink.max())
    if darkest < FAINTEST:
        raise Wrong(f"{quoted(where)} is blank; take it out of the folder")
    return _fitted(ink / darkest)


def _entries(folder: Path) -> list[str]:
    """Return the names in a folder that are meant for us, at most one more than there may be pictures."""
    names = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.name.lower() not in LEFT_ALONE:
                    names.append(entry.name)
                if len(names) > MOST:
                    break
    except OSError as error:
        raise Wrong(f"the folder {quoted(folder.name)} cannot be read: {error.strerror}") from None
    return names


def _unknown_last(name: str) -> tuple[bool, str]:
    return name == NONE_OF_THEM, name


def _kept(home: Path, path: Path) -> NDArray[np.uint8]:
    """Read a picture, or take it from memory where the file has not changed: a film asks for it several times."""
    try:
        real = path.resolve(strict=True)
        about = real.stat()
    except OSError as error:
        raise Wrong(f"{quoted(f'{path.parent.name}/{path.name}')} cannot be read: {error.strerror}") from None
    if not real.is_relative_to(home):
        raise Wrong(f"{quoted(f'{path.parent.name}/{path.name}')} leads out of its folder; put the file itself there")
    return _read_once(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=MOST)
def _read_once(path: Path, changed: int, size: int) -> NDArray[np.uint8]:
    return read_picture(path)


def _ink(picture: Image.Image) -> NDArray[np.float64]:
    """Return how much ink is on each pixel, 0 to 1."""
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: Pillow would cut them off, not scale them.
        grey, solid = np.asarray(picture, dtype=float) / 65535.0, None
    else:
        colours = np.asarray(picture.convert("RGBA"), dtype=float) / 255.0
        grey, solid = colours[:, :, :3] @ (0.299, 0.587, 0.114), colours[:, :, 3]
    if solid is not None and (solid < 1.0).any():
        # What is drawn on nothing was meant for a paper that it can be seen on.
        drawn = float((grey * solid).sum() / max(float(solid.sum()), 1e-9))
        grey = grey * solid + (1.0 - solid) * (1.0 if drawn < 0.5 else 0.0)
    rim = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    paper = float(np.median(rim))
    ink = paper - grey if paper >= 0.5 else grey - paper
    return np.clip(ink, 0.0, 1.0)


def _fitted(ink: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Scale to fit the square, with paper where the picture is narrower."""
    height, width = ink.shape
    scale = SIDE / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    image = Image.fromarray(np.round(255 * ink).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)
    sheet = np.zeros((SIDE, SIDE), np.uint8)
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    sheet[top : top + size[1], left : left + size[0]] = np.asarray(image)
    darkest = max(1, int(sheet.max()))
    return np.round(sheet * (255.0 / darkest)).astype(np.uint8).ravel()
