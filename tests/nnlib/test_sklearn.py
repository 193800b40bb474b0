"""Whole trainings against scikit-learn: same start, same batches, same rule."""

import warnings

import numpy as np
import pytest

from nnlib import Dataset, Network, train

sklearn_nets = pytest.importorskip("sklearn.neural_network")

EPOCHS = 20
TINY = 1e-16  # scikit-learn adds Adam's epsilon in another place; a tiny one makes that no difference


def continued(judge, x, t, start):
    """Fit `judge` from the weights of `start`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has not converged, nor should it
        judge.set_params(max_iter=1).fit(x, t)
        judge.coefs_ = [w.copy() for w in start.weights]
        judge.intercepts_ = [b.copy() for b in start.biases]
        judge.set_params(max_iter=EPOCHS).fit(x, t)
    return judge


CASES = [
    ("sgd", {"solver": "sgd", "momentum": 0.0}),
    ("momentum", {"solver": "sgd", "momentum": 0.9, "nesterovs_momentum": False}),
    ("nesterov", {"solver": "sgd", "momentum": 0.9, "nesterovs_momentum": True}),
    (("adam", {"epsilon": TINY}), {"solver": "adam", "epsilon": TINY}),
]


@pytest.mark.parametrize(("optimizer", "settings"), CASES)
@pytest.mark.parametrize("task", ["values", "two classes", "three classes"])
def test_the_weights_agree(optimizer, settings, task):
    draws = np.random.default_rng(4)
    x = draws.normal(size=(50, 3))
    if task == "values":
        kind, output, loss, t = "MLPRegressor", "identity", "squared_error", draws.normal(size=(50, 2))
        targets = t
    elif task == "two classes":
        kind, output, loss, t = "MLPClassifier", "sigmoid", "binary_cross_entropy", draws.integers(0, 2, 50)
        targets = t[:, None]
    else:
        kind, output, loss, t = "MLPClassifier", "softmax", "cross_entropy", np.arange(50) % 3
        targets = np.eye(3)[t]
    start = Network([3, 5, 4, targets.shape[1]], "tanh", output, seed=6)
    judge = getattr(sklearn_nets, kind)(
        hidden_layer_sizes=(5, 4),
        activation="tanh",
        alpha=0.0,
        learning_rate_init=0.05,
        batch_size=10,
        shuffle=False,
        warm_start=True,
        tol=0.0,
        n_iter_no_change=1000,
        **settings,
    )
    continued(judge, x, t, start)
    history = train(
        start,
        Dataset(x, targets),
        loss=loss,
        optimizer=optimizer,
        learning_rate=0.05,
        epochs=EPOCHS,
        batch_size=10,
        shuffle=False,
        record=[EPOCHS],
    )
    end = history.at(EPOCHS)
    for ours, theirs in zip((*end.weights, *end.biases), (*judge.coefs_, *judge.intercepts_), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)
    # Its regressor takes the mean over the outputs, we take the sum.
    share = 2 if task == "values" else 1
    theirs = np.array(judge.loss_curve_[-EPOCHS:]) * share
    np.testing.assert_allclose(history.metrics["loss"], theirs, rtol=1e-9)
