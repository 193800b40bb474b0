"""A network is a value: made by its words, never changed, and plain about mistakes."""

import copy

import numpy as np
import pytest

from nnlib import ACTIVATIONS, GENERATORS, INITIALIZERS, Network


def test_shapes_and_names():
    net = Network([3, 4, 2], hidden="relu", output="softmax")
    assert net.sizes == (3, 4, 2)
    assert [w.shape for w in net.weights] == [(3, 4), (4, 2)]
    assert [b.shape for b in net.biases] == [(4,), (2,)]
    assert (net.hidden, net.output, net.bias, net.dropout, net.links) == ("relu", "softmax", True, 0.0, None)
    assert net.parameter_count == 26
    trace = net.forward(np.zeros((5, 3)))
    assert [z.shape for z in trace.preactivations] == [(5, 4), (5, 2)]
    assert [a.shape for a in trace.activations] == [(5, 3), (5, 4), (5, 2)]
    assert trace.outputs is trace.activations[-1]
    assert net.predict([1, 2, 3]).shape == (1, 2)  # one example alone
    assert Network([3, 4, 2], bias=False).biases == ()


def test_each_layer_may_have_an_activation_and_a_bias_of_its_own():
    net = Network([2, 8, 8, 1], hidden=["relu", "tanh"], bias=[True, False, True], seed=3)
    assert (net.hidden, net.output, net.bias) == (("relu", "tanh"), "sigmoid", (True, False, True))
    assert [w.shape for w in net.weights] == [(2, 8), (8, 8), (8, 1)]
    assert [b.shape for b in net.biases] == [(8,), (0,), (1,)]
    assert net.parameter_count == len(net.parameters.theta) == 2 * 8 + 8 + 8 * 8 + 8 + 1
    same = Network([2, 8, 8, 1], seed=3)  # the draws do not depend on how a layer answers
    assert all((one == other).all() for one, other in zip(net.weights, same.weights, strict=True))
    assert net != same
    assert net == Network([2, 8, 8, 1], hidden=net.hidden, bias=net.bias, seed=3)
    other = net.with_parameters(net.weights, [np.ones(8), [], [2.0]])
    x = np.array([[0.4, -0.7]])
    first = np.maximum(x @ net.weights[0] + 1, 0)
    second = np.tanh(first @ net.weights[1])
    expected = 1 / (1 + np.exp(-(second @ net.weights[2] + 2)))
    np.testing.assert_allclose(other.predict(x), expected, rtol=1e-14)
    assert repr(net) == "<Network 2-8-8-1, relu → tanh → sigmoid, 97 parameters>"


def test_layers_that_agree_are_told_once():
    net = Network([2, 3, 3, 1], hidden=["tanh", "tanh"], bias=[True] * 3)
    assert (net.hidden, net.bias) == ("tanh", True)
    assert net == Network([2, 3, 3, 1], "tanh")
    assert Network([2, 3, 1], bias=(False, False)).biases == ()
    assert Network([2, 1], hidden="tanh").hidden == ()  # there is no hidden layer
    assert Network([2, 1], hidden=()) == Network([2, 1], hidden="relu")


def test_biases_have_an_entry_for_each_layer():
    net = Network([2, 3, 1], bias=[False, True])
    assert [b.shape for b in net.biases] == [(0,), (1,)]
    gradients = net.backward(net.forward([1, 2]), [[0.5]])
    assert [b.shape for b in gradients.biases] == [(0,), (1,)]
    assert net.with_parameters(net.weights, net.biases) == net
    for words, biases in [
        ("biases: expected 2 arrays, one for each layer, got 1", [[0.0]]),
        (r"biases\[0\]: expected the shape \(0,\), got \(3,\)", [np.zeros(3), [0.0]]),
    ]:
        with pytest.raises(ValueError, match=words):
            net.with_parameters(net.weights, biases)


def test_layers_hold_no_numbers_and_are_values():
    net = Network([2, 3, 1], ["relu"], seed=1)
    hidden, output = net.structure.layers
    assert (hidden.input_shape, hidden.output_shape, output.output_shape) == ((2,), (3,), (1,))
    assert hidden.parameter_shapes == {"weights": (2, 3), "biases": (3,)}
    assert hidden == Network([2, 3, 1], ["relu"], seed=7).structure.layers[0]
    with pytest.raises(AttributeError):
        hidden.units = 4
    for arrays, w, b in zip(net.parameters.by_layer, net.weights, net.biases, strict=True):
        assert arrays["weights"] is w and arrays["biases"] is b
        assert np.shares_memory(w, net.parameters.theta) and np.shares_memory(b, net.parameters.theta)
        with pytest.raises(TypeError):
            arrays["weights"] = None


def test_it_cannot_be_changed():
    net = Network([2, 2])
    for change in (
        lambda: setattr(net, "weights", ()),
        lambda: setattr(net, "colour", "red"),
        lambda: setattr(net.structure, "hidden", "relu"),
        lambda: delattr(net, "biases"),
    ):
        with pytest.raises(AttributeError, match="value"):
            change()
    trace = net.forward([[1.0, 2.0]])
    for array in (*net.weights, *net.biases, *trace.activations, *net.backward(trace, [[0, 1]]).weights):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    assert copy.deepcopy(net) is net


def test_with_parameters_copies_and_leaves_the_first_alone():
    net = Network([2, 2], seed=1)
    mine = [np.ones((2, 2))]
    other = net.with_parameters(mine, [[0.5, 0.5]])
    mine[0][:] = 7
    assert other.weights[0].tolist() == [[1, 1], [1, 1]]
    assert net != other
    assert net == Network([2, 2], seed=1)
    assert hash(net) == hash(Network([2, 2], seed=1))
    assert other == Network([2, 2], seed=3).with_parameters(other.weights, other.biases)


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("init", INITIALIZERS)
def test_initializers_have_the_variance_of_their_papers(init, generator):
    expected = {
        "uniform": 1 / 3,
        "glorot_uniform": 2 / 500,
        "glorot_normal": 2 / 500,
        "he_uniform": 2 / 300,
        "he_normal": 2 / 300,
        "zeros": 0.0,
    }
    (w,) = Network([300, 200], init=init, seed=7, generator=generator).weights
    assert w.shape == (300, 200)
    assert w.var() == pytest.approx(expected[init], rel=0.03)
    assert w.mean() == pytest.approx(0.0, abs=0.01)
    again, other = (Network([300, 200], init=init, seed=seed, generator=generator).weights[0] for seed in (7, 8))
    assert (w == again).all()
    assert init == "zeros" or not (w == other).all()


def test_the_constants_of_uniform():
    net = Network([50, 50], init=("uniform", {"low": 2, "high": 3}))
    assert net.weights[0].min() >= 2.0
    assert net.weights[0].max() < 3.0


def test_missing_links_carry_nothing():
    links = [np.array([[True, False], [False, True]]), None]
    net = Network([2, 2, 1], "identity", "identity", bias=False, links=links, seed=4)
    assert net.weights[0][0, 1] == net.weights[0][1, 0] == 0.0
    assert net.weights[0][0, 0] != 0.0
    gradients = net.backward(net.forward([[1.0, 2.0]]), [[9.0]])
    assert gradients.weights[0][0, 1] == gradients.weights[0][1, 0] == 0.0
    with pytest.raises(ValueError, match=r"weights\[0\]: expected 0 wherever there is no link"):
        net.with_parameters([np.ones((2, 2)), np.ones((2, 1))])
    assert net != Network([2, 2, 1], "identity", "identity", bias=False, seed=4)


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        (r"sizes\[1\]: expected a whole number of at least 1, got 0", {"sizes": [3, 0, 1]}),
        (r"sizes\[0\]: expected a whole number of at least 1, got 2\.5", {"sizes": [2.5, 1]}),
        (r"sizes\[1\]: .* got True", {"sizes": [2, True]}),
        (r"expected at least two layers, such as \[3, 4, 1\], got \[3\]", {"sizes": [3]}),
        ("expected at least two layers", {"sizes": "341"}),
        ("expected at least two layers", {"sizes": 3}),
        ("unknown hidden activation 'sigmiod': did you mean 'sigmoid'", {"hidden": "sigmiod"}),
        ("unknown output activation 'Softmax': did you mean 'softmax'", {"output": "Softmax"}),
        ("unknown output activation 7: known are sigmoid, tanh", {"output": 7}),
        ("unknown init 'glorot': did you mean 'glorot_", {"init": "glorot"}),
        ("no constants like", {"init": ("uniform", {"lo": 1})}),
        ("expected low ≤ high", {"init": ("uniform", {"low": 1, "high": 0})}),
        ("unknown generator 'legasy': did you mean 'legacy'", {"generator": "legasy"}),
        ("seed: expected a whole number of at least 0, got -1", {"seed": -1}),
        ("less than 2", {"seed": 2**32, "generator": "legacy"}),
        ("dropout: expected a finite number of at least 0 and below 1, got 1", {"dropout": 1}),
        ("bias: expected True or False, got 'no'", {"bias": "no"}),
        ("hidden: expected one for all, or a list of 0, one for each hidden layer, got ", {"hidden": ["relu"]}),
        (
            r"hidden: .* a list of 2, .* got \['relu'\]",
            {"sizes": [2, 3, 3, 1], "hidden": ["relu"]},
        ),
        ("unknown hidden activation 'rellu': did you mean", {"sizes": [2, 3, 1], "hidden": ["rellu"]}),
        (r"hidden\[0\]: expected the name of an activation, got 7", {"sizes": [2, 3, 1], "hidden": [7]}),
        ("hidden: expected the name of an activation, got 7", {"hidden": 7}),
        (r"bias: .* a list of 1, one for each layer after the inputs, got \[\]", {"bias": []}),
        (r"bias\[0\]: expected True or False, got 1", {"bias": [1]}),
        ("links: expected 1 masks", {"links": []}),
        (r"links\[0\]: expected True or False in the shape \(2, 1\), got the shape \(1, 2\)", {"links": [[[1, 0]]]}),
        (r"links\[0\]: expected True or False", {"links": [[[1], [2]]]}),
    ],
)
def test_wrong_words(words, arguments):
    with pytest.raises(ValueError, match=words):
        Network(**{"sizes": [2, 1], **arguments})


def test_wrong_examples_and_targets():
    net = Network([3, 2], output="sigmoid")
    for words, x in [
        ("inputs: expected 3 columns, got 2", [[1, 2]]),
        ("expected at least one example", np.zeros((0, 3))),
        (r"expected finite numbers, got nan at \(0, 1\)", [[1, np.nan, 2]]),
        ("rows of equal length", [[1, 2, 3], [1, 2]]),
        ("expected numbers", [["a", "b", "c"]]),
        ("expected a table", np.zeros((1, 1, 3))),
    ]:
        with pytest.raises(ValueError, match=words):
            net.predict(x)
    trace = net.forward(np.zeros((2, 3)))
    for words, targets, loss in [
        (r"targets: expected the shape \(2, 2\), got \(1, 2\)", [[1, 2]], "squared_error"),
        ("unknown loss 'mse': did you mean 'squared_error'", np.zeros((2, 2)), "mse"),
        ("expected targets from 0 to 1, got -1", [[0, -1], [0, 0]], "binary_cross_entropy"),
        ("expected the output activation softmax", np.zeros((2, 2)), "cross_entropy"),
        ("finite", [[0, np.inf], [0, 0]], "squared_error"),
    ]:
        with pytest.raises(ValueError, match=words):
            net.backward(trace, targets, loss)
    with pytest.raises(ValueError, match=r"trace: expected layers of \[4, 2\] neurons, got \[3, 2\]"):
        Network([4, 2]).backward(trace, np.zeros((2, 2)))
    for words, weights, biases in [
        ("weights: expected 1 arrays, one for each layer, got 0", [], [[0, 0]]),
        (r"weights\[0\]: expected the shape \(3, 2\), got \(2, 3\)", [np.zeros((2, 3))], [[0, 0]]),
        ("biases: expected 1 arrays", [np.zeros((3, 2))], []),
        ("finite", [np.full((3, 2), np.nan)], [[0, 0]]),
    ]:
        with pytest.raises(ValueError, match=words):
            net.with_parameters(weights, biases)


def test_huge_weights_overflow_in_silence():
    for output in ACTIVATIONS:
        net = Network([1, 2, 2], "identity", output, bias=False)
        net = net.with_parameters([[[1e300, -1e300]], [[1e300, 1.0], [1.0, -1e300]]])
        net.backward(net.forward([1e300]), [1.0, 0.0])


def test_evaluate_judges_a_network_by_one_pass():
    net = Network([2, 3, 1], seed=3)
    inputs, targets = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0], [1], [1], [0]])
    found = net.evaluate(inputs, targets)
    outputs = net.predict(inputs)[:, 0].tolist()
    pairs = list(zip(outputs, targets[:, 0].tolist(), strict=True))
    assert found.labels.tolist() == [int(output > 0.5) for output in outputs]
    assert found.share_right == sum((output > 0.5) == target for output, target in pairs) / 4
    assert found.error == pytest.approx(sum(abs(target - output) for output, target in pairs) / 4)
    assert found.loss == pytest.approx(sum(0.5 * (target - output) ** 2 for output, target in pairs) / 4)
    assert net.evaluate(inputs, targets + 0.5).share_right is None  # quantities, not classes
    with pytest.raises(ValueError, match="targets: expected the shape"):
        net.evaluate(inputs, targets[:2])


def test_evaluate_takes_the_greatest_output_for_the_class():
    net = Network([2, 3], output="softmax", seed=1)
    inputs = np.random.default_rng(0).normal(size=(9, 2))
    wanted = np.eye(3)[net.predict(inputs).argmax(axis=1)]
    found = net.evaluate(inputs, wanted, loss="cross_entropy")
    assert found.share_right == 1.0 and found.labels.tolist() == wanted.argmax(axis=1).tolist()
    assert net.evaluate(inputs, np.roll(wanted, 1, axis=1), loss="cross_entropy").share_right == 0.0


@pytest.mark.parametrize(
    "other",
    [
        {"sizes": [2, 4, 1]},
        {"hidden": "relu"},
        {"output": "tanh"},
        {"bias": False},
        {"dropout": 0.1},
        {"links": [np.array([[1, 0, 1], [1, 1, 1]]), None]},
        {"links": [None, np.array([[1], [0], [1]])]},
    ],
    ids=str,
)
def test_structures_are_equal_where_all_of_them_is(other):
    """One part that differs is enough; all that is the same is not."""
    says = {"sizes": [2, 3, 1], "hidden": "tanh", "output": "sigmoid", "bias": True, "seed": 1}

    def structure(**changes):
        return Network(**{**says, **changes}).structure

    same, another = structure(seed=2), structure(**other)
    assert structure() == same and hash(structure()) == hash(same)
    assert structure() != another
    assert structure(**other) == another
    full = structure(links=[np.ones((2, 3)), np.ones((3, 1))])
    assert full == structure(links=[np.ones((2, 3)), np.ones((3, 1))])
