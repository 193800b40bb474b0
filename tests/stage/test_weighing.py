"""Why a small network answers as it does: every word and every number must be that of the run."""

from decimal import Decimal
from itertools import product

import cairo
import numpy as np
import pytest

from nnlib import Network
from scenes.stage.drawing import Canvas
from scenes.stage.network import CASES, Weighing, pattern_of, written
from scenes.stage.panels import HiddenAnswers

WORDS = {
    "0000": ("why_none", ""),
    "0001": ("why_one", "1 1"),
    "0010": ("why_one", "1 0"),
    "0011": ("why_first", ""),
    "0100": ("why_one", "0 1"),
    "0101": ("why_second", ""),
    "0110": ("why_differ", ""),
    "0111": ("why_but", "0 0"),
    "1000": ("why_one", "0 0"),
    "1001": ("why_same", ""),
    "1010": ("why_not_second", ""),
    "1011": ("why_but", "0 1"),
    "1100": ("why_not_first", ""),
    "1101": ("why_but", "1 0"),
    "1110": ("why_but", "1 1"),
    "1111": ("why_all", ""),
}


def number(text):
    return Decimal(text.replace("−", "-"))


@pytest.mark.parametrize("pattern", list(product((0, 1), repeat=4)))
def test_each_of_the_sixteen_patterns_has_its_words(pattern):
    found = pattern_of([0.1 + 0.8 * strong + 0.04 * k for k, strong in enumerate(pattern)], 0.5)
    if len(set(pattern)) == 1:  # a hair apart, they would hardly tell anything apart
        found = pattern_of([strong * 0.45 + 0.3 * k / 3 + 0.1 for k, strong in enumerate(pattern)], 0.5)
    assert found == WORDS["".join(map(str, pattern))]


def test_equal_answers_tell_nothing_apart_and_a_half_is_not_more_than_a_half():
    assert pattern_of([0.9, 0.92, 0.88, 0.95], 0.5) == ("why_flat", "")
    assert pattern_of([0.5, 0.9, 0.0, 0.0], 0.5) == ("why_one", "0 1")
    assert pattern_of([0.5049, 0.9, 0.0, 0.0], 0.5) == ("why_one", "0 1")  # written as 0.50


@pytest.mark.parametrize("seed", range(100))
def test_what_is_written_is_right_as_it_is_written(seed):
    rng = np.random.default_rng(seed)
    neurons = int(rng.integers(1, 7))
    output = "sigmoid" if seed % 2 else "identity"
    activations = rng.uniform(0, 1, neurons) ** rng.integers(1, 6)
    weights = rng.normal(0, 8, neurons) * (rng.random(neurons) > 0.1)
    bias = float(rng.normal(0, 3)) if seed % 3 else None
    terms = written(activations, weights, bias, output)
    places = -number(terms.total).as_tuple().exponent
    assert places <= 4
    for a, w, text in zip(terms.activations, terms.weights, terms.products, strict=True):
        assert abs(number(a) * number(w) - number(text)) <= Decimal("0.5").scaleb(-places)
    made = sum(map(number, terms.products), Decimal(0)) + (number(terms.bias) if terms.bias else 0)
    assert made == number(terms.total)
    true = float(activations @ weights) + (bias or 0.0)
    assert float(number(terms.total)) == pytest.approx(true, abs=0.5001 * 10.0**-places)
    for a, w, text in zip(activations, weights, terms.products, strict=True):
        assert float(number(text)) == pytest.approx(a * w, abs=1.5 * 10.0**-places)
    answer = 1 / (1 + np.exp(-float(number(terms.total)))) if output == "sigmoid" else float(number(terms.total))
    assert float(number(terms.answer)) == pytest.approx(answer, abs=0.00501)


def test_four_cases_are_those_of_the_first_two_inputs():
    net = Network([3, 4, 1], seed=1)
    found = Weighing.of(net, [[0, 0, 1], [1, 1, 1]], [1, 1, 0])
    assert CASES[found.asked] == (1, 1) and found.rest == (0.0,)
    assert found.trace.activations[0].tolist() == [[*case, 0] for case in CASES]
    given = found.trace.activations[1][3] * net.weights[1][:, 0]
    most = found.outweighing
    assert (most is not None) == (2 * np.abs(given).max() > np.abs(given).sum())


@pytest.mark.parametrize(
    "sizes, inputs, question",
    [
        ([3, 4, 2, 1], [[0, 0, 1]], [1, 1, 0]),
        ([3, 7, 1], [[0, 0, 1]], [1, 1, 0]),
        ([3, 1], [[0, 0, 1]], [1, 1, 0]),
        ([3, 4, 1], [[0, 0.5, 1]], [1, 1, 0]),
        ([3, 4, 1], [[0, 0, 1]], [1, 0.5, 0]),
        ([4, 4, 1], [[0, 0, 1, 1]], [1, 1, 0, 0]),
        ([1, 4, 1], [[0]], [1]),
    ],
)
def test_where_four_cases_do_not_tell_it_nothing_is_told(sizes, inputs, question):
    assert Weighing.of(Network(sizes, seed=1), inputs, question) is None


@pytest.mark.parametrize("width, height", [(870, 600), (466, 640)])
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("kind", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("neurons", [1, 4, 6])
def test_the_table_shows_the_runs_numbers_inside_its_box(width, height, bias, kind, neurons):
    net = Network([2, neurons, 1], hidden=kind, output="sigmoid", bias=bias, seed=neurons)
    found = Weighing.of(net, [[0, 1]], [1, 0])
    names = ("hidden", "output", "bias" if bias else "")
    trace, words = found.trace, ["hardly tells them apart"] * neurons
    cases = [f"{one} {other}" for one, other in CASES]
    answers = trace.activations[1], trace.outputs[:, 0]
    rest = (kind, "sigmoid"), names, words, found.weights, found.terms, found.asked
    panel = HiddenAnswers(width, height, cases, *answers, *rest)
    panel.cases_shown, panel.words_shown = 4.0, 1.0
    for weights_shown, summed in ((0.0, 0.0), (1.0, 0.0), (1.0, panel.terms_shown_last)):
        panel.weights_shown, panel.summed = weights_shown, summed
        surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height)
        placed = []
        panel.draw(Canvas(cairo.Context(surface), "DejaVu Sans", placed=placed))
        strong = [text for text in placed if text.alpha > 0.9]
        for text in strong:
            assert text.box[0] >= -1 and text.box[2] <= width + 1 and text.box[3] <= height + 1, text
        for k, one in enumerate(strong):
            for other in strong[:k]:
                (a, b, c, d), (e, f, g, h) = one.box, other.box
                assert c <= e + 2 or g <= a + 2 or d <= f + 6 or h <= b + 6, (one.text, other.text)
    seen = [text.text for text in strong]
    assert found.terms.total in seen and set(found.terms.products) <= set(seen)
