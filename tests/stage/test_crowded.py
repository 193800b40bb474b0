"""Many layers, many neurons, any format: discs never cover each other, and names stand only where they have room."""

from itertools import combinations

import numpy as np
import pytest
from manim import tempconfig

from nnlib import Network
from scenes.stage import NetworkDiagram, StageScene

FRAMES = {"16:9": (426, 240), "1:1": (240, 240), "9:16": (240, 426)}
NAMES = ("inputs", "hidden", "output")


def stage(aspect, layout):
    class Crowded(StageScene):
        pass

    Crowded.layout = layout
    width, height = FRAMES[aspect]
    size = {
        "pixel_width": width,
        "pixel_height": height,
        "frame_width": 8 * width / 240,
        "frame_height": 8 * height / 240,
    }
    with tempconfig({**size, "dry_run": True, "verbosity": "ERROR"}):
        yield Crowded()


@pytest.mark.parametrize("aspect", FRAMES)
@pytest.mark.parametrize(
    ("layout", "box"),
    [
        ("network and panels", "network"),
        ("network and panels", "before"),
        ("network and panels", "after"),
        ("network and plane", "network"),
    ],
)
@pytest.mark.parametrize("layers", range(1, 9))
def test_nothing_covers_anything(aspect, layout, box, layers):
    for scene in stage(aspect, layout):
        for neurons in (1, 2, 6, 12, 24):
            network = Network([3, *[neurons] * layers, 2], seed=1)
            targets = {"room_for_targets": False} if box in ("before", "after") else {}
            diagram = scene.build(NetworkDiagram, box, network, layer_names=NAMES, **targets)
            laid = diagram.layout
            centres = np.concatenate(laid.places)
            apart = np.linalg.norm(centres[:, None] - centres[None], axis=2)
            assert apart[np.triu_indices(len(centres), 1)].min() > 2.1 * laid.radius
            assert laid.radius > 4
            inside = (centres > laid.radius - 1) & (centres < np.array([laid.width, laid.height]) - laid.radius + 1)
            assert inside.all()
            scene.clear()
            scene.add(diagram)
            names = [text for text in scene.placed_texts() if text.text in NAMES]
            assert {"inputs", "output"} <= {text.text for text in names}
            for one, other in combinations(names, 2):
                assert apart_boxes(one.box, other.box), (one, other)
            reach = laid.radius * scene.camera.pixel_width / (1920 if aspect == "16:9" else 1080)
            discs = [
                scene.camera.to_pixels(np.array([diagram.neuron_at(layer, neuron)]))[0]
                for layer, shown in enumerate(laid.shown)
                for neuron in shown
            ]
            for text in names:
                assert text.box[0] >= -1 and text.box[2] <= scene.camera.pixel_width + 1
                for x, y in discs:
                    assert apart_boxes(text.box, (x - reach, y - reach, x + reach, y + reach)), text


def apart_boxes(one, other):
    """Return whether two boxes (left, top, right, bottom) do not meet."""
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
