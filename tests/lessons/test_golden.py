"""A few frames are kept as pictures: what a change of the drawing code does to them is seen at once."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

KEPT = Path(__file__).parent / "golden"

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
    difference = np.abs(shown - expected)
    # Another version of cairo or of a font moves the rim of a line by a shade, never a line by its width.
    mean, changed = float(difference.mean()), float((difference.max(axis=2) > 60).mean())
    assert mean < 1.0 and changed < 0.004, f"compare {fresh} with {kept}"
