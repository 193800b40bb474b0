"""A folder of pictures becomes a dataset, or one clear line says what is wrong with it."""

from __future__ import annotations

import os
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageDraw

from scenes.config import Wrong, read_picture, read_pictures

from ..conftest import home_of

SQUARE = (20, 20, 80, 80)


def picture(path, size=(100, 100), mode="L", paper=255, ink=0, draw=SQUARE, **save):
    """Save a picture with the outline of a square on it."""
    image = Image.new(mode, size, paper)
    if draw:
        ImageDraw.Draw(image).rectangle(draw, outline=ink, width=min(6, size[0] // 5))
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **save)
    return path


def seen(path) -> np.ndarray:
    return read_picture(path).reshape(50, 50)


@pytest.fixture
def classroom(tmp_path):
    """A folder with two classes of two pictures."""
    for name in ("star", "moon"):
        for k in range(2):
            picture(tmp_path / "mine" / name / f"{k}.png")
    return tmp_path / "mine"


KINDS = {
    "grey": {"mode": "L"},
    "chalk on a board": {"mode": "L", "paper": 0, "ink": 255},
    "colours": {"mode": "RGB", "paper": (250, 250, 255), "ink": (20, 10, 120)},
    "black on nothing": {"mode": "RGBA", "paper": (0, 0, 0, 0), "ink": (0, 0, 0, 255)},
    "white on nothing": {"mode": "RGBA", "paper": (255, 255, 255, 0), "ink": (255, 255, 255, 255)},
    "black and white": {"mode": "1", "paper": 1, "ink": 0},
    "palette": {"mode": "P", "paper": 1, "ink": 0},
    "sixteen bits": {"mode": "I;16", "paper": 65535, "ink": 300},
}


@pytest.mark.parametrize("kind", KINDS)
def test_ink_is_ink_in_whatever_colours_it_comes(kind, tmp_path):
    path = tmp_path / "a" / "1.png"
    if kind == "palette":
        image = Image.new("P", (100, 100), 1)
        image.putpalette([0, 0, 90, 255, 255, 240] + [0] * 762)
        ImageDraw.Draw(image).rectangle(SQUARE, outline=0, width=6)
        path.parent.mkdir()
        image.save(path)
    else:
        picture(path, **KINDS[kind])
    shades = seen(path)
    assert shades[11, 25] == shades[25, 11] == 255  # the outline
    assert shades[0, 0] == shades[25, 25] == 0  # the paper, outside and inside


def test_any_size_is_scaled_with_its_proportions(tmp_path):
    wide = seen(picture(tmp_path / "a" / "wide.png", (400, 100), draw=(10, 10, 389, 89)))
    rows = np.flatnonzero(wide.any(axis=1))
    assert 18 <= rows[0] <= 21 and 29 <= rows[-1] <= 31
    assert wide.any(axis=0)[2:-2].all()
    tiny = seen(picture(tmp_path / "a" / "tiny.png", (5, 5), draw=(1, 1, 3, 3)))
    assert tiny.max() == 255
    assert seen(picture(tmp_path / "a" / "large.png", (1500, 1500), draw=(300, 300, 1200, 1200))).max() == 255


def test_folders_are_classes_and_the_unknown_is_the_last(classroom):
    picture(classroom / "unknown" / "x.PNG")
    (classroom / "notes.txt").write_text("not a class")
    (classroom / ".hidden").mkdir()
    (classroom / "star" / ".DS_Store").write_text("")
    data = read_pictures(classroom)
    assert data.classes == ("moon", "star", "unknown")
    assert data.labels.tolist() == [0, 1, 2, 0, 1]
    assert data.kind == "one-hot"
    assert data.inputs.shape == (5, 2500) and data.inputs.max() == 1.0
    assert read_pictures(classroom) == data


def truncated(folder):
    path = picture(folder / "star" / "cut.png", (300, 300))
    path.write_bytes(path.read_bytes()[:-120])


def bomb(folder):
    """A file of a few hundred bytes that claims to be four thousand million pixels."""
    path = picture(folder / "star" / "bomb.png")
    raw = path.read_bytes()
    header = b"IHDR" + struct.pack(">II", 65_000, 65_000) + raw[24:29]
    path.write_bytes(raw[:12] + header + struct.pack(">I", zlib.crc32(header)) + raw[33:])


def text_bomb(folder):
    """A picture with a comment that swells when it is unpacked."""
    path = picture(folder / "star" / "text.png")
    raw = path.read_bytes()
    chunk = b"zTXtcomment\0\0" + zlib.compress(b"a" * 80_000_000, 9)
    path.write_bytes(
        raw[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + raw[33:]
    )


def remove(*names):
    def change(folder):
        for name in names:
            for path in sorted((folder / name).iterdir()):
                path.unlink()

    return change


def only(name):
    def change(folder):
        for path in sorted(folder.glob("*/*")):
            if path.parent.name != name:
                path.unlink()
        for path in sorted(folder.iterdir()):
            if path.name != name:
                path.rmdir()

    return change


WRONG = {
    "truncated": (truncated, "'star/cut.png' cannot be read as a PNG file: it is damaged, or something else"),
    "no picture": (lambda f: (f / "star" / "a.png").write_text("hello"), "'star/a.png' cannot be read as a PNG file"),
    "empty file": (lambda f: (f / "star" / "a.png").write_bytes(b""), "'star/a.png' cannot be read as a PNG file"),
    "a GIF in disguise": (
        lambda f: picture(f / "star" / "a.png", format="GIF"),
        "'star/a.png' cannot be read as a PNG file",
    ),
    "another kind": (lambda f: picture(f / "star" / "a.jpg"), "'star/a.jpg' is not a PNG file; convert it"),
    "too many pixels": (bomb, "'star/bomb.png' "),
    "a comment that swells": (text_bomb, "'star/text.png' cannot be read as a PNG file"),
    "blank": (lambda f: picture(f / "star" / "a.png", draw=None), "'star/a.png' is blank"),
    "an empty class": (remove("moon"), "the class 'moon' is empty; put PNG files into its folder"),
    "a single class": (only("star"), "a single class leaves nothing to tell apart"),
    "no classes": (only("none"), "has no folders in it; put the pictures of each class into one of their own"),
    "too many classes": (
        lambda f: [picture(f / f"class {k}" / "a.png") for k in range(6)],
        "must have 2 to 6 folders, one a class; 8 are too many",
    ),
    "a long name": (lambda f: picture(f / ("n" * 30) / "a.png"), "names a class on screen: 30 characters"),
    "a folder in a class": (lambda f: (f / "star" / "more.png").mkdir(), "'more.png' is a folder; name a file"),
    "a pipe": (lambda f: os.mkfifo(f / "star" / "pipe.png"), "'pipe.png' is a device or a pipe"),
    "a device": (lambda f: (f / "star" / "z.png").symlink_to("/dev/zero"), "'star/z.png' leads out of its folder"),
    "a way out": (
        lambda f: (f / "star" / "z.png").symlink_to(picture(f.parent / "else" / "z.png")),
        "'star/z.png' leads out of its folder; put the file itself there",
    ),
    "a link to nothing": (lambda f: (f / "star" / "z.png").symlink_to("nothing.png"), "'star/z.png' cannot be read"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_in_one_line(case, classroom):
    change, words = WRONG[case]
    change(classroom)
    with pytest.raises(Wrong) as caught:
        read_pictures(classroom)
    (text,) = caught.value.texts
    assert words in text
    assert "\n" not in text and len(text) < 160


def test_more_pictures_than_fit_are_not_even_read(classroom, monkeypatch):
    monkeypatch.setattr(home_of(read_pictures), "MOST", 3)
    with pytest.raises(Wrong, match="more than 3 pictures"):
        read_pictures(classroom)


def test_a_folder_is_a_source_like_the_others(desk, classroom):
    edits = [("dataset: puzzle", "folder: mine"), ("  question: [1, 1, 0, 0]\n", "  test_share: 0.5\n")]
    edits += [
        ("hidden: [4]", "hidden: [4]\n  output: softmax"),
        ("epochs: 60000\n", "epochs: 60000\n  loss: cross_entropy\n"),
    ]
    desk.edit(*edits, ("shown", "count: 3 #"), ("explicit", "log"))
    from scenes.training import dataset_of

    data = dataset_of(desk.load())
    assert data.classes == ("moon", "star")
    assert (len(data.inputs), len(data.test_inputs)) == (2, 2)
    remove("moon")(classroom)
    assert desk.lines() == ["x.yaml:7:11: data.folder: the class 'moon' is empty; put PNG files into its folder"]
    desk.edit(*edits[1:], ("dataset: puzzle", "folder: min"))
    assert (
        "x.yaml:7:11: data.folder: the folder 'min' is not there; the path is relative to the config" in desk.lines()
    )
    desk.edit(("dataset: puzzle", "dataset: puzzle\n  folder: mine"))
    assert "x.yaml:8:11: data.folder: dataset is given as well (line 7)" in desk.lines()[0]
