"""A few frames are kept as pictures: what a change of the drawing code does to them is seen at once."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

KEPT = Path(__file__).parent / "golden"
TILE = 12  # pixels

# A watch is called before the named caption: the frame shows the end of what stood before it.
FRAMES = {
    "xor-network": ("xor", {}, "one example"),
    "xor-backward": ("xor", {}, "slow_update"),
    "xor-cycle-10": ("xor", {}, "learn_flip"),
    "xor-before-and-after": ("xor", {}, "new situation"),
    "xor-new-situation-paper": ("xor", {"look": {"theme": "paper"}}, "close"),
    "xor-new-situation-upright": ("xor", {"format": {"aspect": "9:16"}}, "close"),
}


@pytest.mark.parametrize("name", FRAMES)
def test_the_frame_looks_as_kept(name, stage, variant, tmp_path):
    lesson, changes, moment = FRAMES[name]
    frames = {}

    def look(now):
        if now == moment:
            frames[now] = scene.renderer.picture(scene)[:, :, :3].astype(int)

    with stage(lesson, variant(lesson, **changes)) as scene:
        scene.rehearse(look)
    shown = frames[moment]
    fresh = tmp_path / f"{name}.png"
    Image.fromarray(shown.astype(np.uint8)).save(fresh)
    kept = KEPT / f"{name}.png"
    assert kept.is_file(), f"look at {fresh}; if it is right, keep it as {kept}"
    with Image.open(kept) as picture:
        expected = np.asarray(picture.convert("RGB")).astype(int)
    assert shown.shape == expected.shape
    # Tile by tile: a sign that is missing fills its tile, however small it is beside the frame. Another version of
    # cairo or of a font moves the rims of lines by a shade.
    difference = np.abs(shown - expected).mean(axis=2)
    high, wide = (length // TILE * TILE for length in difference.shape)
    tiles = difference[:high, :wide].reshape(high // TILE, TILE, wide // TILE, TILE).mean(axis=(1, 3))
    assert tiles.max() < 6.0, f"compare {fresh} with {kept}"
