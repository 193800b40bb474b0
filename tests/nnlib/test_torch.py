"""Whole trainings against PyTorch, where it is installed: 200 steps, every optimizer, float64."""

import numpy as np
import pytest

from nnlib import Dataset, Network, train

torch = pytest.importorskip("torch")

RATES = {"sgd": 0.1, "momentum": 0.05, "nesterov": 0.05, "rmsprop": 0.01, "adam": 0.01}
LAYERS = {"sigmoid": "Sigmoid", "tanh": "Tanh", "relu": "ReLU", "leaky_relu": "LeakyReLU", "identity": "Identity"}
TASKS = [
    ("sigmoid", "sigmoid", "squared_error"),
    ("tanh", "identity", "squared_error"),
    ("relu", "softmax", "squared_error"),
    ("leaky_relu", "softmax", "cross_entropy"),
    ("tanh", "sigmoid", "binary_cross_entropy"),
    (("relu", "tanh"), "softmax", "cross_entropy"),
    (("sigmoid", "leaky_relu"), "identity", "squared_error"),
]


def torch_net(net):
    layers = []
    for layer, w, b in zip(net.structure.layers, net.weights, net.biases, strict=True):
        linear = torch.nn.Linear(*w.shape, bias=layer.bias, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(w.T.copy()))
            if layer.bias:
                linear.bias.copy_(torch.tensor(b.copy()))
        layers += [linear, getattr(torch.nn, LAYERS.get(layer.activation, "Identity"))()]
    return torch.nn.Sequential(*layers[:-1])


def torch_loss(z, t, output, loss):
    if loss == "cross_entropy":
        return torch.nn.functional.cross_entropy(z, t)
    if loss == "binary_cross_entropy":
        return torch.nn.functional.binary_cross_entropy_with_logits(z, t, reduction="sum") / len(t)
    o = {"sigmoid": torch.sigmoid, "identity": lambda z: z, "softmax": lambda z: torch.softmax(z, 1)}[output](z)
    return 0.5 * ((o - t) ** 2).sum() / len(t)


def torch_rule(name, parameters, decay):
    rate = RATES[name]
    if name in ("momentum", "nesterov"):
        return torch.optim.SGD(parameters, lr=rate, momentum=0.9, nesterov=name == "nesterov", weight_decay=decay)
    kind = {"sgd": torch.optim.SGD, "rmsprop": torch.optim.RMSprop, "adam": torch.optim.Adam}[name]
    return kind(parameters, lr=rate, weight_decay=decay)


@pytest.mark.parametrize("decay", [0.0, 0.01])
@pytest.mark.parametrize("optimizer", RATES)
@pytest.mark.parametrize(("hidden", "output", "loss"), TASKS)
def test_two_hundred_steps_agree(hidden, output, loss, optimizer, decay):
    draws = np.random.default_rng(8)
    x = draws.normal(size=(40, 4))
    t = np.eye(3)[np.arange(40) % 3]
    bias = True if isinstance(hidden, str) else [True, False, True]
    net = Network([4, 6, 5, 3], hidden, output, bias, seed=9)
    history = train(
        net,
        Dataset(x, t),
        loss=loss,
        optimizer=optimizer,
        learning_rate=RATES[optimizer],
        epochs=40,
        batch_size=8,
        shuffle=False,
        weight_decay=decay,
        record=[40],
    )
    judge = torch_net(net)
    rule = torch_rule(optimizer, judge.parameters(), decay)
    for step in range(200):
        rows = slice(8 * (step % 5), 8 * (step % 5) + 8)
        rule.zero_grad()
        torch_loss(judge(torch.tensor(x[rows])), torch.tensor(t[rows]), output, loss).backward()
        rule.step()
    end = history.at(40)
    linears = [layer for layer in judge if isinstance(layer, torch.nn.Linear)]
    for w, b, linear in zip(end.weights, end.biases, linears, strict=True):
        np.testing.assert_allclose(w, linear.weight.detach().numpy().T, rtol=0, atol=1e-9)
        theirs = np.zeros(0) if linear.bias is None else linear.bias.detach().numpy()
        np.testing.assert_allclose(b, theirs, rtol=0, atol=1e-9)
