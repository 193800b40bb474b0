"""How fast is nnlib? Two duels, each with both sides in turn in one process; the medians are compared. And how long
a layer of label diffusion takes, and the pictures of the lesson of shapes.

python tests/benchmarks/bench_nnlib.py
"""

from __future__ import annotations

import math
import time
import warnings
from collections.abc import Callable

import numpy as np

from nnlib import DATASETS, Dataset, LabelDiffusion, Network, train

CYCLES = 60_000  # of seven examples: the seed lesson
EPOCHS = 10
ROUNDS = 5


def seed_network() -> Network:
    return Network([3, 4, 1], bias=False, init="uniform", seed=1, generator="legacy")


def online_nnlib() -> float:
    history = train(
        seed_network(),
        DATASETS["puzzle"](),
        learning_rate=1.0,
        epochs=CYCLES,
        batch_size=1,
        shuffle=False,
        record=[0, 10, 20, CYCLES],
    )
    return float(history.network(CYCLES).predict([1, 1, 0])[0, 0])


def online_loop() -> float:
    """The same arithmetic and the same curve, as one would write it down neuron by neuron."""
    net, data = seed_network(), DATASETS["puzzle"]()
    inner, outer = net.weights[0].T.tolist(), net.weights[1].T.tolist()
    xs, ts = data.inputs.tolist(), data.targets.tolist()
    errors = []
    for _ in range(CYCLES):
        error = 0.0
        for x, t in zip(xs, ts, strict=True):
            hidden = []
            for neuron in inner:
                z = 0.0
                for i in range(len(x)):
                    z += x[i] * neuron[i]
                hidden.append(1.0 / (1.0 + math.exp(-z)))
            output = []
            for neuron in outer:
                z = 0.0
                for j in range(len(hidden)):
                    z += hidden[j] * neuron[j]
                output.append(1.0 / (1.0 + math.exp(-z)))
            deltas = []
            for k in range(len(output)):
                miss = output[k] - t[k]
                error += abs(miss)
                deltas.append(miss * output[k] * (1.0 - output[k]))
            for j in range(len(hidden)):
                g = 0.0
                for k in range(len(deltas)):
                    g += deltas[k] * outer[k][j]
                delta = g * hidden[j] * (1.0 - hidden[j])
                for i in range(len(x)):
                    inner[j][i] -= x[i] * delta
                for k in range(len(deltas)):
                    outer[k][j] -= hidden[j] * deltas[k]
        errors.append(error / len(xs))
    hidden = [1.0 / (1.0 + math.exp(-sum(neuron[:2]))) for neuron in inner]
    return 1.0 / (1.0 + math.exp(-sum(h * w for h, w in zip(hidden, outer[0], strict=True))))


def digits() -> tuple[np.ndarray, np.ndarray]:
    from sklearn.datasets import load_digits

    x, labels = load_digits(return_X_y=True)
    return x / 16.0, labels


def batches_nnlib(optimizer: str, rate: float) -> float:
    x, labels = digits()
    data = Dataset(x, np.eye(10)[labels])
    net = Network([64, 32, 10], hidden="relu", output="softmax", seed=1)
    history = train(
        net,
        data,
        loss="cross_entropy",
        optimizer=optimizer,
        learning_rate=rate,
        epochs=EPOCHS,
        batch_size=32,
        seed=1,
    )
    return float(history.metrics["loss"][-1])


def batches_sklearn(optimizer: str, rate: float) -> float:
    from sklearn.neural_network import MLPClassifier

    x, labels = digits()
    judge = MLPClassifier(
        hidden_layer_sizes=(32,),
        solver="adam" if optimizer == "adam" else "sgd",
        nesterovs_momentum=optimizer == "nesterov",
        learning_rate_init=rate,
        alpha=0.0,
        batch_size=32,
        max_iter=EPOCHS,
        tol=0.0,
        n_iter_no_change=EPOCHS + 1,
        random_state=1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "not converged yet" is what is asked for
        judge.fit(x, labels)
    return float(judge.loss_)


def duel(title: str, ours: Callable[[], float], theirs: Callable[[], float]) -> None:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for side, run in enumerate((ours, theirs)):
            start = time.perf_counter()
            answer = run()
            times[side].append(time.perf_counter() - start)
            results[side] = answer
    a, b = (float(np.median(side)) for side in times)
    print(f"{title}: nnlib {a:.3f} s, other {b:.3f} s, ratio {a / b:.2f}; results {results[0]:.4f}, {results[1]:.4f}")


def diffusion_layers(size: int = 800) -> None:
    """Layers in which every pixel copies, as a film asks for them: one after another."""
    run = LabelDiffusion(size=size, layers=120)
    run.layer(run.layers)  # the run itself; what follows draws layers again from those that were kept
    labels, times = run.layer(60), []
    for t in range(61, 121):
        start = time.perf_counter()
        labels = run._next(labels, t)
        times.append(1000 * (time.perf_counter() - start))
    print(f"label diffusion, {size} x {size}: {np.median(times):.1f} ms a layer (median; at most 15)")


def drawing(count: int = 4000, limit: float = 3.0) -> None:
    """How long it takes to draw that many shapes, against the seconds they may take."""
    times = []
    for seed in range(ROUNDS):
        start = time.perf_counter()
        DATASETS["shapes"](seed, count)
        times.append(time.perf_counter() - start)
    print(f"{count} drawn shapes: {float(np.median(times)):.2f} s of at most {limit:g} s")


results = [0.0, 0.0]

if __name__ == "__main__":
    duel("online 3-4-1, 420,000 steps, against a plain loop", online_nnlib, online_loop)
    for name, step in (("adam", 0.001), ("momentum", 0.05)):
        duel(
            f"64-32-10, batch 32, {name}, {EPOCHS} epochs, against scikit-learn",
            lambda name=name, step=step: batches_nnlib(name, step),  # type: ignore[misc]
            lambda name=name, step=step: batches_sklearn(name, step),  # type: ignore[misc]
        )
    diffusion_layers()
    drawing()
