"""Each animation must show what the mathematics says, at every alpha, in whatever order the alphas come."""

import numpy as np
import pytest
from manim import Animation, Scene

from nnlib import Network
from scenes.stage import (
    BackwardPass,
    Emphasise,
    EpochClock,
    FollowTraining,
    ForwardPass,
    NetworkDiagram,
    PuzzleTable,
    ReplayTraining,
    Rest,
    ShowError,
    ShowLabels,
    Tween,
    UpdateWeights,
)
from scenes.stage.network import band_widths, brightness, error_shares, error_strength, signal_strength
from scenes.training import travelled

X = np.array([[1.0, 0.0, 1.0]])
TARGET = np.array([[1.0]])


@pytest.fixture
def diagram(network):
    return NetworkDiagram(network)


def play(animation: Animation) -> None:
    """Play an animation as manim does, from begin to finish."""
    animation.begin()
    for alpha in np.linspace(0, 1, 7):
        animation.interpolate(alpha)
    animation.finish()


def fields_of(diagram):
    """Return everything a state holds, as comparable plain values."""
    return repr(vars(diagram.state))


def test_after_a_forward_pass_the_diagram_shows_the_trace(diagram, network):
    trace = network.forward(X)
    play(ForwardPass(diagram, trace))
    for shown, activation in zip(diagram.state.values, trace.activations, strict=True):
        assert np.array_equal(shown, activation[0])
    for bright, activation in zip(diagram.state.brightness, trace.activations, strict=True):
        assert bright == pytest.approx(np.abs(activation[0]))
    assert diagram.state.numbers == (1.0, 1.0, 1.0)


def test_layers_of_different_activations_shine_on_one_scale():
    network = Network([2, 3, 3, 1], ["relu", "tanh"], bias=[True, False, True], seed=3)
    diagram, trace = NetworkDiagram(network), network.forward([[3.0, -2.0]])
    play(ForwardPass(diagram, trace))
    for shown, values, kind in zip(
        diagram.state.brightness, trace.activations, ("input", "relu", "identity", "sigmoid"), strict=True
    ):
        assert shown == pytest.approx(brightness(values[0], kind))
    hidden = [np.abs(values[0]) for values in trace.activations[1:3]]
    order = np.argsort(np.concatenate(hidden), kind="stable")  # the brighter one is the more active one
    assert (np.diff(np.concatenate(diagram.state.brightness[1:3])[order]) >= 0).all()
    after = network.with_parameters([w + 1 for w in network.weights], [b + 1 for b in network.biases])
    play(UpdateWeights(diagram, after))
    assert [b.tolist() for b in diagram.state.biases] == [[1.0] * 3, [], [1.0]]


def test_pulses_are_as_large_as_what_they_carry(diagram, network):
    trace = network.forward(X)
    animation = ForwardPass(diagram, trace)
    animation.begin()
    animation.interpolate(0.3)
    carried = X[0][:, None] * network.weights[0]
    assert diagram.state.pulse_sizes[0] == pytest.approx(signal_strength(carried))
    assert 0 < diagram.state.pulses[0] < 1 and diagram.state.pulses[1] == -1
    # The second input is 0: it sends nothing.
    assert (diagram.state.pulse_sizes[0][1] == 0).all()


def test_a_layer_lights_up_when_the_pulses_arrive(diagram, network):
    animation = ForwardPass(diagram, network.forward(X))
    animation.begin()
    seen = []
    for alpha in np.linspace(0, 1, 101):
        animation.interpolate(alpha)
        seen.append((diagram.state.pulses[0], diagram.state.brightness[1].max()))
    assert all(brightness == 0 for pulse, brightness in seen if 0 < pulse < 0.5)
    assert seen[-1][1] > 0.1


def test_the_error_stands_between_answer_and_target(diagram, network):
    trace = network.forward(X)
    play(ShowError(diagram, trace, TARGET))
    assert diagram.state.targets == pytest.approx([1.0])
    assert diagram.state.outputs == pytest.approx(trace.outputs[0])
    assert diagram.state.error_shown == 1


def test_the_backward_pass_shows_gradients_and_deltas_from_the_output_back(diagram, network):
    trace = network.forward(X)
    gradients = network.backward(trace, TARGET)
    animation = BackwardPass(diagram, gradients)
    animation.begin()
    animation.interpolate(0.3)
    assert 0 < diagram.state.pulses[1] < 1 and diagram.state.pulses[0] == -1
    assert diagram.state.pulse_kind == "error"
    before = diagram.state.pulses[1]
    animation.interpolate(0.4)
    assert diagram.state.pulses[1] < before
    animation.finish()
    for shares, reach, gradient in zip(
        diagram.state.error_shares, diagram.state.error_reach, gradients.weights, strict=True
    ):
        assert shares == pytest.approx(np.abs(gradient) / np.abs(gradient).sum())
        assert shares.sum() == pytest.approx(1) and (reach == 1).all()
    assert diagram.state.bands_shown == 1 and diagram.state.coming == ()
    for shown, delta in zip(diagram.state.deltas, gradients.deltas, strict=True):
        assert shown == pytest.approx(error_strength(delta[0]))


def test_bands_are_as_wide_as_finite_differences_say(network):
    trace, step = network.forward(X), 1e-6
    widths = [band_widths(error_shares(g), 40) for g in network.backward(trace, TARGET).weights]
    for k, weights in enumerate(network.weights):
        slopes = np.zeros(weights.shape)
        for place in np.ndindex(weights.shape):
            costs = []
            for way in (step, -step):
                moved = [w.copy() for w in network.weights]
                moved[k][place] += way
                other = network.with_parameters(moved, network.biases)
                costs.append(other.loss(other.forward(X), TARGET))
            slopes[place] = (costs[0] - costs[1]) / (2 * step)
        by_hand = np.abs(slopes) / np.abs(slopes).sum()
        assert widths[k] == pytest.approx(40 * 0.85 * np.sqrt(weights.size) * by_hand, abs=1e-3)
    assert (widths[0][1] == 0).all()  # the second input is 0: nothing comes back to it


def test_signs_say_what_the_step_will_do(diagram, network, history):
    gradients, after = network.backward(network.forward(X), TARGET), history.network(50)
    play(BackwardPass(diagram, gradients, after=after))
    for coming, old, new in zip(diagram.state.coming, network.weights, after.weights, strict=True):
        assert np.array_equal(np.sign(coming), np.sign(new - old))
    signs = [sign for layer in diagram.label_places.signs for sign in layer]
    assert len(signs) == sum(weights.size for weights in network.weights)


def test_an_update_ends_at_the_new_weights(diagram, history):
    play(UpdateWeights(diagram, history.network(50)))
    for shown, weights in zip(diagram.state.weights, history.at(50).weights, strict=True):
        assert np.array_equal(shown, weights)


def test_a_replay_shows_recorded_weights_at_every_snapshot(diagram, history):
    clock = EpochClock(history, 0, 50)
    replay = ReplayTraining(diagram, history, clock=clock)
    replay.begin()
    way = travelled(history)
    (last,) = [k for k, snapshot in enumerate(history.snapshots) if snapshot.epoch == 50]
    for k in range(last + 1):
        alpha = way[k] / way[last]
        replay.interpolate(alpha)
        epoch = clock.epoch(alpha + 1e-9)
        assert epoch == history.snapshots[k].epoch
        for shown, recorded in zip(diagram.state.weights, history.at(epoch).weights, strict=True):
            assert shown == pytest.approx(recorded, abs=1e-9)


def test_a_replay_moves_the_weights_at_an_even_speed(diagram, history):
    clock = EpochClock(history, 0, 200)
    points = [np.concatenate([w.ravel() for w in clock.parameters(a)[0]]) for a in np.linspace(0, 1, 21)]
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    assert steps.max() < 1.5 * steps.min()


def test_between_two_snapshots_weights_lie_between_both(history):
    clock = EpochClock(history, 0, 50)
    for alpha in np.linspace(0, 1, 41):
        weights, _ = clock.parameters(alpha)
        one = history.at(clock.epoch(alpha))
        index = history.snapshots.index(one)
        other = history.snapshots[min(index + 1, len(history.snapshots) - 1)]
        for w, a, b in zip(weights, one.weights, other.weights, strict=True):
            assert (w >= np.minimum(a, b) - 1e-12).all() and (w <= np.maximum(a, b) + 1e-12).all()


def test_a_flip_runs_a_ring_along_its_synapse(diagram, history):
    flips = [flip for flip in history.flips() if flip.epoch <= 50]
    assert flips, "the seed's first output synapse changes its sign about cycle 20"
    replay = ReplayTraining(diagram, history, clock=EpochClock(history, 0, 50, tail=0.3), run_time=3.0)
    replay.begin()
    seen = set()
    for alpha in np.linspace(0, 1, 301):
        replay.interpolate(alpha)
        seen |= {(ring.layer, ring.source, ring.target) for ring in diagram.state.rings}
        assert all(0 < ring.progress < 1 for ring in diagram.state.rings)
    assert seen == {(flip.layer, flip.source, flip.target) for flip in flips}
    replay.finish()
    assert diagram.state.rings == ()


def test_an_update_that_changes_a_sign_has_its_ring(diagram, network):
    flipped = network.with_parameters([-network.weights[0], network.weights[1]])
    update = UpdateWeights(diagram, flipped)
    update.begin()
    update.interpolate(0.5)
    assert len(diagram.state.rings) == 12
    update.finish()
    assert diagram.state.rings == ()


def test_a_pass_shows_the_weights_of_the_moment_it_begins(diagram, network):
    trace = network.forward(X)
    animation = ForwardPass(diagram, trace)
    diagram.show_network(network.with_parameters([2 * w for w in network.weights]))
    play(animation)
    carried = X[0][:, None] * 2 * network.weights[0]
    assert diagram.state.signal[0] == pytest.approx(signal_strength(carried))


def test_fast_passes_have_no_pulses_that_would_flash(diagram, network):
    animation = ForwardPass(diagram, network.forward(X), run_time=0.3)
    animation.begin()
    for alpha in np.linspace(0, 1, 21):
        animation.interpolate(alpha)
        assert max(diagram.state.pulses) < 0


@pytest.mark.parametrize(
    "build",
    [
        lambda d, other: ForwardPass(d, other.forward([[1.0, 0.0]])),
        lambda d, other: BackwardPass(d, other.backward(other.forward([[1.0, 0.0]]), [[1.0]])),
        lambda d, other: UpdateWeights(d, other),
    ],
    ids=["forward", "backward", "update"],
)
def test_another_network_is_refused(diagram, build):
    with pytest.raises(ValueError, match=r"sizes \[3, 4, 1\], but got one of \[2, 3, 1\]"):
        build(diagram, Network([2, 3, 1]))


def test_a_plain_scene_is_told_what_to_be(diagram, network):
    with pytest.raises(TypeError, match="let it be a StageScene"):
        Scene().play(ForwardPass(diagram, network.forward(X)))


def test_a_replay_needs_recorded_epochs_in_order(history):
    with pytest.raises(ValueError, match="was not recorded"):
        EpochClock(history, 0, 10_000)
    with pytest.raises(ValueError, match="backwards"):
        EpochClock(history, 50, 0)


def test_panels_keep_up_with_the_replay(history):
    class Panel(PuzzleTable):
        def show_epoch(self, epoch):
            self.epoch = epoch

    panel = Panel(300, 300, [[0, 1]], [1], [1, 1])
    clock = EpochClock(history, 0, 50, tail=0.2)
    follow = FollowTraining(panel, clock)
    follow.begin()
    for alpha in (0.0, 0.31, 0.77, 1.0):
        follow.interpolate(alpha)
        assert panel.epoch == clock.epoch(alpha)
    assert panel.epoch == 50


def test_rest_puts_out_every_light(diagram, network):
    play(ForwardPass(diagram, network.forward(X)))
    play(ShowLabels(diagram, weights=1.0))
    play(Rest(diagram))
    state = diagram.state
    assert all((brightness == 0).all() for brightness in (*state.brightness, *state.signal))
    assert state.bands_shown == 0
    assert state.focus == 0 and state.weight_labels == (0, 0)


def test_emphasis_dims_the_others_and_is_taken_back(diagram, network):
    chosen = tuple(w > 0 for w in network.weights)
    play(Emphasise(diagram, chosen))
    for dimmed, mask in zip(diagram.state.dimmed, chosen, strict=True):
        assert np.array_equal(dimmed, 1.0 - mask)
    play(Emphasise(diagram))
    assert all((dimmed == 0).all() for dimmed in diagram.state.dimmed)


ANIMATIONS = {
    "forward": lambda d, n, h: ForwardPass(d, n.forward(X)),
    "error": lambda d, n, h: ShowError(d, n.forward(X), TARGET),
    "backward": lambda d, n, h: BackwardPass(d, n.backward(n.forward(X), TARGET)),
    "update": lambda d, n, h: UpdateWeights(d, h.network(50)),
    "replay": lambda d, n, h: ReplayTraining(d, h, 0, 50),
    "rest": lambda d, n, h: Rest(d),
    "labels": lambda d, n, h: ShowLabels(d, weights=1.0, biases=1.0, deltas=(0.0, 1.0)),
    "emphasis": lambda d, n, h: Emphasise(d, tuple(w > 0 for w in n.weights), dashed=True),
}


@pytest.mark.parametrize("name", ANIMATIONS)
def test_a_frame_depends_on_alpha_alone(name, diagram, network, history):
    play(ForwardPass(diagram, network.forward(X)))
    animation = ANIMATIONS[name](diagram, network, history)
    animation.begin()
    forwards = {}
    for alpha in np.linspace(0, 1, 9):
        animation.interpolate(alpha)
        forwards[alpha] = fields_of(diagram)
    for alpha in (0.75, 0.125, 1.0, 0.5, 0.0):
        animation.interpolate(alpha)
        assert fields_of(diagram) == forwards[alpha]


def test_become_passes_numbers_and_changes_words_at_the_end():
    table = PuzzleTable(300, 300, [[0, 1]], [1], [1, 1])
    change = Tween(table, asking=1.0, solved="0")
    change.begin()
    change.interpolate(0.5)
    assert table.asking == pytest.approx(0.5) and table.solved is None
    change.finish()
    assert table.asking == 1 and table.solved == "0"


def test_become_knows_the_attributes_of_its_mobject():
    with pytest.raises(AttributeError, match="has no attribute askin"):
        Tween(PuzzleTable(300, 300, [[0, 1]], [1], [1, 1]), askin=1.0)
