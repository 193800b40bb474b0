"""The error comes back as strongly as the signal went: measured by how much a pass changes the picture."""

import cairo
import numpy as np
import pytest

from nnlib import Network
from scenes.stage import THEMES, BackwardPass, ForwardPass, NetworkDiagram, ShowError
from scenes.stage.drawing import Canvas
from scenes.stage.lesson import SLOW_BACKWARD, SLOW_FORWARD

LUMA = np.array([0.114, 0.587, 0.299])  # of blue, green and red, in the order of cairo's bytes
SIZE, FPS = (480, 360), 15
NETWORKS = {
    "2-5-9-5-1": Network([2, 5, 9, 5, 1], "relu", "sigmoid", init="he_uniform", seed=1),
    "10-12-12-12-4": Network([10, 12, 12, 12, 4], "relu", "softmax", init="he_normal", seed=1),
}


def change_of(animation):
    """Return the mean over a pass of the summed luma difference to the frame before."""
    diagram = animation.mobject
    animation.begin()
    frames = []
    for alpha in np.linspace(0, 1, round(FPS * animation.run_time) + 1):
        animation.interpolate(alpha)
        surface = cairo.ImageSurface(cairo.FORMAT_RGB24, *SIZE)
        context = cairo.Context(surface)
        context.set_source_rgb(*reversed(diagram.theme.ground))
        context.paint()
        context.scale(SIZE[0] / 1180, SIZE[0] / 1180)
        diagram.draw(Canvas(context, "DejaVu Sans"))
        surface.flush()
        pixels = np.frombuffer(surface.get_data(), np.uint8).reshape(SIZE[1], SIZE[0], 4)[:, :, :3]
        frames.append(pixels @ LUMA)
    return float(np.abs(np.diff(frames, axis=0)).sum(axis=(1, 2)).mean())


@pytest.mark.parametrize("name", NETWORKS)
def test_a_dense_network_s_error_is_as_bright_as_its_signal(name):
    network = NETWORKS[name]
    diagram = NetworkDiagram(network, theme=THEMES["night"])
    inputs = np.random.default_rng(2).random((1, network.sizes[0]))
    trace = network.forward(inputs)
    gradients = network.backward(trace, np.eye(network.sizes[-1])[-1:] if network.sizes[-1] > 1 else [[1.0]])
    forward = change_of(ForwardPass(diagram, trace, run_time=4.0))
    backward = change_of(BackwardPass(diagram, gradients, run_time=4.0))
    assert 0.85 <= backward / forward <= 1.15


@pytest.mark.parametrize("theme", ["night", "paper"])
@pytest.mark.parametrize("case", [[0.0, 0.0, 1.0], [1.0, 0.0, 1.0], [0.0, 1.0, 1.0]], ids=str)
def test_the_slow_error_of_a_small_network_is_as_bright_as_its_signal(case, theme):
    network = Network([3, 4, 1], bias=False, init="uniform", seed=1, generator="legacy")
    diagram = NetworkDiagram(network, theme=THEMES[theme])
    trace = network.forward(case)
    target = [[float(sum(case[:2]) == 1)]]
    gradients = network.backward(trace, target)
    forward = change_of(ForwardPass(diagram, trace, run_time=SLOW_FORWARD))
    change_of(ShowError(diagram, trace, target))
    after = network.with_parameters(
        [w - step for w, step in zip(network.weights, gradients.weights, strict=True)], network.biases
    )
    backward = change_of(BackwardPass(diagram, gradients, run_time=SLOW_BACKWARD, after=after))
    assert 0.85 <= backward / forward <= 1.15, backward / forward
