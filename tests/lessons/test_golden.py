"""A few frames are kept as pictures: what a change of the drawing code does to them is seen at once."""

from pathlib import Path

import numpy as np
import pytest
from manim import tempconfig
from PIL import Image

from nnlib import Network
from scenes.stage import (
    BackwardPass,
    Emphasise,
    ForwardPass,
    NetworkDiagram,
    ShowLabels,
    StageScene,
    UpdateWeights,
)

KEPT = Path(__file__).parent / "golden"
TILE = 12  # pixels

# A watch is called before the named caption: the frame shows the end of what stood before it.
FRAMES = {
    "xor-network": ("xor", {}, "one example"),
    "xor-backward": ("xor", {}, "slow_update"),
    "xor-cycle-10": ("xor", {}, "learn_flip"),
    "xor-before-and-after": ("xor", {}, "new situation"),
    "xor-new-situation-paper": ("xor", {"look": {"theme": "paper"}}, "why"),
    "xor-new-situation-upright": ("xor", {"format": {"aspect": "9:16"}}, "why"),
    "deep-growth": ("deep", {}, "dissolve"),
    "deep-chain": ("deep", {}, "majority"),
    "deep-new-points-paper-upright": (
        "deep",
        {"look": {"theme": "paper"}, "format": {"aspect": "9:16"}},
        "new_right",
    ),
    "boundary-learning": ("boundary", {}, "learn_end"),
    "boundary-inside-upright": ("boundary", {"format": {"aspect": "9:16"}}, "weighed_bias"),
    "boundary-new-points-paper": ("boundary", {"look": {"theme": "paper"}}, "verdict_fine"),
    "backprop-gradients": ("backprop", {}, "update"),
    "backprop-chain-upright": ("backprop", {"format": {"aspect": "9:16"}}, "gradients"),
    "backprop-softmax-square-paper": (
        "backprop",
        {"look": {"theme": "paper"}, "format": {"aspect": "1:1"}},
        "wanted",
    ),
    "shapes-error-upright": ("shapes", {"format": {"aspect": "9:16"}}, "step_update"),
    "shapes-learning": ("shapes", {}, "learn_some"),
    "shapes-first-layer-paper": ("shapes", {"look": {"theme": "paper"}}, "minds_signs"),
}


def compare(shown: np.ndarray, name: str, folder: Path) -> None:
    """Hold a picture (height, width, 3) against the kept one of this name."""
    fresh, kept = folder / f"{name}.png", KEPT / f"{name}.png"
    Image.fromarray(shown).save(fresh)
    assert kept.is_file(), f"look at {fresh}; if it is right, keep it as {kept}"
    with Image.open(kept) as picture:
        expected = np.asarray(picture.convert("RGB"))
    assert shown.shape == expected.shape
    # Tile by tile: a sign that is missing fills its tile, however small it is beside the frame. Another version of
    # cairo or of a font moves the rims of lines by a shade.
    difference = np.abs(shown.astype(int) - expected).mean(axis=2)
    high, wide = (length // TILE * TILE for length in difference.shape)
    tiles = difference[:high, :wide].reshape(high // TILE, TILE, wide // TILE, TILE).mean(axis=(1, 3))
    assert tiles.max() < 6.0, f"compare {fresh} with {kept}"


@pytest.mark.parametrize("name", FRAMES)
def test_the_frame_looks_as_kept(name, stage, variant, tmp_path):
    lesson, changes, moment = FRAMES[name]
    frames = {}

    def look(now):
        if now == moment:
            frames[now] = scene.renderer.picture(scene)[:, :, :3]

    with stage(lesson, variant(lesson, **changes)) as scene:
        scene.rehearse(look)
    compare(frames[moment], name, tmp_path)


X = [[1.0, 0.0, 1.0]]

MOVING = {
    "moving-forward": (lambda d, n: ForwardPass(d, n.forward(X)), 0.3),
    "moving-backward": (lambda d, n: BackwardPass(d, n.backward(n.forward(X), [[1.0]])), 0.4),
    "moving-flips": (lambda d, n: UpdateWeights(d, n.with_parameters([-n.weights[0], n.weights[1]], n.biases)), 0.45),
    "moving-emphasis": (lambda d, n: Emphasise(d, tuple(w > 0 for w in n.weights), dashed=True), 1.0),
    "moving-labels": (lambda d, n: ShowLabels(d, weights=1.0, biases=1.0), 1.0),
}


@pytest.mark.parametrize("name", MOVING)
def test_the_moment_looks_as_kept(name, tmp_path):
    build, alpha = MOVING[name]
    with tempconfig({"pixel_width": 426, "pixel_height": 240, "frame_rate": 15, "dry_run": True}):
        scene = StageScene()
        network = Network([3, 4, 1], bias=True, init="uniform", seed=1, generator="legacy")
        diagram = NetworkDiagram(network)
        scene.add(diagram)
        animation = build(diagram, network)
        animation.begin()
        animation.interpolate(alpha)
        compare(scene.renderer.picture(scene)[:, :, :3], name, tmp_path)
