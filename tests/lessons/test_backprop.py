"""The lesson of one step must tell the truth: its numbers are checked against mathematics done here by hand."""

import math
import re

import numpy as np
import pytest

from scenes.stage import Formula, compose
from scenes.stage.formulas import typeset

from ..conftest import home_of

FIVE = {
    "data": {"examples": [[0.1, 0.9, -0.4, 0.7, 0.3, 0, 0, 1, 0, 0]], "outputs": 5},
    "network": {"hidden": [5, 5]},
}
SLOW = {"training": {"learning_rate": 0.01, "epochs": 60}}
WILD = {"data": {"examples": [[0.9, 0.8, 0.7, 0, 1, 0], [0.9, 0.7, 0.7, 1, 0, 0]]}, "training": {"learning_rate": 50}}
ALREADY = {
    "data": {"examples": [[0.1, 0.2, 0.5, 0.5]], "outputs": 2},
    "network": {"init": "zeros"},
}

CONFIGS = {
    "one neuron": {"network": {"hidden": [1]}},
    "5-5-5-5": FIVE,
    "1-1-2": {
        "data": {"examples": [[0.5, 0, 1]], "outputs": 2},
        "network": {"hidden": [1]},
        "microscope": {"weight": [2, 1, 2]},
    },
    "2-5-1-2": {
        "data": {"examples": [[0.5, -2, 0, 1]], "outputs": 2},
        "network": {"hidden": [5, 1]},
        "microscope": {"weight": [2, 4, 1], "neuron": 5},
    },
    "tanh": {"network": {"activation": "tanh", "seed": 4}},
    "relu": {"network": {"activation": "relu", "seed": 2}},
    "leaky": {"network": {"activation": "leaky_relu"}},
    "identity": {"network": {"activation": "identity"}},
    "without biases": {"network": {"bias": False}},
    "large and negative": {"data": {"examples": [[-3, 250.5, -0.0004, 0.2, 0.5, 0.3]]}},
    "zeros": {"network": {"init": "zeros"}},
    "slow": SLOW,
    "wild": WILD,
    "one step": {"training": {"epochs": 1}},
    "already met": ALREADY,
    "several examples": {
        "data": {"examples": [[0.05, 0.9, 0.3, 0, 1, 0], [0.8, 0.1, 0.2, 1, 0, 0]]},
        "training": {"epochs": 200, "shuffle": True},
    },
}


@pytest.fixture(params=CONFIGS, ids=str)
def changes(request):
    return CONFIGS[request.param]


def words_of(beats):
    return [words for beat in beats for words in beat.words]


def formulas(scene):
    return [mobject for mobject in scene.mobjects if isinstance(mobject, Formula)]


def sheets_of(scene):
    """Rehearse, and return what stands on the sheet before each caption: sources without what marks their parts."""
    found = {}

    def look(moment):
        shown = [f for f in formulas(scene) if any(mark.alpha > 0.5 for mark in f.marks)]
        found[moment] = [plain(formula.source) for formula in shown]

    scene.rehearse(look)
    return found


def plain(source):
    """Return a source without the names of its parts and the room kept for signs."""
    before = ""
    while source != before:
        source, before = re.sub(r"\{\{((?:(?!\{\{|\}\}).)+):\s*\w+\s*\}\}", r"\1", source), source
    return re.sub(r"\s+", " ", source.replace("blank(-)", "").replace("&", "")).replace(" )", ")").strip()


def three(value, sign=""):
    """Three decimals, or more where these are fewer than three digits of a number that is not 0."""
    places = 3 if abs(value) >= 0.09995 else 4 if abs(value) >= 0.009995 else 5
    return f"{value:{sign}.{places}f}"


@pytest.fixture
def by_hand():
    """The default config's first step, worked out with nothing of nnlib but the weights it begins with."""

    class Step:
        def __init__(self, scene):
            x, t = np.array([0.05, 0.9, 0.3]), np.array([0.0, 1.0, 0.0])
            self.w, self.v = (np.array(w) for w in scene.start.weights)
            self.x, self.t, self.rate = x, t, 0.2
            self.z = x @ self.w
            self.a = 1 / (1 + np.exp(-self.z))
            self.s = self.a @ self.v
            self.y = np.exp(self.s) / np.exp(self.s).sum()
            self.cost = -math.log(self.y[1])

        def cost_with(self, w, v, b, c):
            a = 1 / (1 + np.exp(-(self.x @ w + b)))
            powers = np.exp(a @ v + c)
            return -math.log(powers[1] / powers.sum())

        def slope(self, layer, i, j, h=1e-5):
            """∂C/∂w by a small change of the weight (layer 0 and 1) or the bias (layer 2 and 3) to both sides."""
            costs = []
            for way in (h, -h):
                parameters = [self.w.copy(), self.v.copy(), np.zeros(2), np.zeros(3)]
                parameters[layer][(i, j) if layer < 2 else j] += way
                costs.append(self.cost_with(*parameters))
            return (costs[0] - costs[1]) / (2 * h)

    return Step


def test_the_numbers_of_the_forward_pass_are_right(stage, by_hand):
    with stage("backprop") as scene:
        sheets = sheets_of(scene)
        step = by_hand(scene)
    ledger, answer = sheets["the rest"][1], sheets["the rest"][2]
    for i in range(3):
        assert f"{three(step.w[i, 0])} dot {[0.05, 0.9, 0.3][i]}" in ledger
        assert three(step.x[i] * step.w[i, 0]) in ledger
    assert ledger.endswith(three(step.z[0]))
    assert answer.endswith(three(step.a[0]))
    assert f"a_2 = sigma({three(step.z[1])}) approx {three(step.a[1])}" in sheets["cost"][0]
    for k in range(3):
        assert f"s_{k + 1} = {three(step.s[k])}" in sheets["cost"][2]
        assert three(math.exp(step.s[k])) in sheets["wanted"][1]
        assert f"y_{k + 1}" in sheets["wanted"][2] and three(step.y[k]) in sheets["wanted"][2]
    assert sheets["error"][1].endswith(three(step.cost))


def test_the_numbers_of_the_backward_pass_agree_with_small_changes_of_the_weights(stage, by_hand):
    with stage("backprop") as scene:
        sheets = sheets_of(scene)
        step = by_hand(scene)
    deltas = [step.slope(3, 0, k) for k in range(3)]
    for k in range(3):
        row = f"delta_(y_{k + 1}) = {three(step.y[k])} - {int(step.t[k])}"
        assert row in sheets["chain rule"][1] and three(deltas[k]) in sheets["chain rule"][1]
    through = sum(step.v[0, k] * deltas[k] for k in range(3))
    assert sheets["chain"][1].endswith(f"approx {three(through)}")
    factors, products = sheets["gradients"][1:3]
    assert three(through) in factors and three(step.a[0] * (1 - step.a[0])) in factors and factors.endswith("0.9")
    assert three(step.slope(2, 0, 0)) in products
    gradient = step.slope(0, 1, 0)
    assert products.endswith(three(gradient))
    old, new = step.w[1, 0], step.w[1, 0] - step.rate * gradient
    assert sheets["update_all"][1] == f"{three(old)} - 0.2 dot {three(gradient)} approx {three(new)}"


def test_every_gradient_beside_a_synapse_agrees_with_a_small_change(stage, by_hand):
    seen = []

    def look(moment):
        if moment == "update":
            state = scene.diagram.state
            assert state.second_label_kind == "gradient" and min(state.second_labels_shown) == 1
            step = by_hand(scene)
            for layer, second_labels in enumerate(state.second_labels):
                for i, j in np.ndindex(*second_labels.shape):
                    assert second_labels[i, j] == pytest.approx(step.slope(layer, i, j), abs=1e-7)
            texts = [placed.text for placed in scene.placed_texts()]
            assert f"∂ +{three(step.slope(0, 1, 0))}" in texts
            assert sum(text.startswith("∂ ") for text in texts) == 12
            seen.append(moment)

    with stage("backprop") as scene:
        scene.rehearse(look)
    assert seen


def test_old_and_new_weights_stand_together(stage, by_hand):
    seen = []

    def look(moment):
        if moment == "second look":
            step, texts = by_hand(scene), [placed.text for placed in scene.placed_texts()]
            for i, j in np.ndindex(3, 2):
                old, new = step.w[i, j], step.w[i, j] - step.rate * step.slope(0, i, j)
                for value in (old, new):
                    assert three(value, "+").replace("-", "−") in texts
            seen.append(moment)

    with stage("backprop") as scene:
        scene.rehearse(look)
    assert seen


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_all_weights_are_readable_beside_their_synapses(stage, variant, aspect):
    seen = []

    def look(moment):
        if moment == "one neuron":
            texts = [placed.text for placed in scene.placed_texts()]
            weights = [w for layer in scene.start.weights for w in layer.ravel()]
            wide = scene.diagram.label_places.wide
            assert all((three(w, "+") if wide else f"{w:+.3f}").replace("-", "−") in texts for w in weights)
            seen.append(len(weights))

    with stage("backprop", variant("backprop", format={"aspect": aspect})) as scene:
        scene.rehearse(look)
    assert seen == [12]


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("neuron", [1, 3])
def test_where_labels_are_thinned_those_of_the_neuron_in_full_stay(stage, variant, aspect, neuron):
    path = variant("backprop", **FIVE, format={"aspect": aspect}, microscope={"neuron": neuron})
    with stage("backprop", path) as scene:
        scene.rehearse()
        places = scene.diagram.label_places.layers
    assert {(i, neuron - 1) for i in range(5)} <= {(i, j) for i, j, *_ in places[0]}
    assert {(neuron - 1, k) for k in range(5)} <= {(j, k) for j, k, *_ in places[1]}


def check_the_sheet(scene, moment):
    """Formulas can be read on a phone, stay on the sheet, apart from one another, and nothing is left on its way."""
    boxes, sheet = [], scene.boxes["sheet"]
    for formula in formulas(scene):
        assert formula.size >= 26, moment
        assert formula.copies == ()
        assert all(mark.x == mark.y == 0 and mark.scale == 1 for mark in formula.marks), moment
        if any(mark.alpha > 0.3 for mark in formula.marks) and formula.opacity > 0.3:
            corner = scene.camera.to_pixels(formula.points[0]) * scene.boxes.width / scene.camera.pixel_width
            boxes.append((*corner, *(corner + formula.design_size)))
    for k, (left, top, right, bottom) in enumerate(boxes):
        assert left >= sheet.x - 1e-6 and right <= sheet.right + 1e-6, moment
        assert top >= sheet.y - 1e-6 and bottom <= sheet.bottom + 1e-6, moment
        for other in boxes[:k]:
            apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
            assert apart, (moment, boxes)


def check_the_sums(scene):
    """Do every product, sum and difference on the sheet again with the numbers as they are written: how many agree.

    An equals sign stands only where they do.
    """
    number, checked = r"\(?(-?[0-9]+(?:\.[0-9]+)?)\)?(?! dot 10)", 0
    for source in {plain(formula.source) for formula in formulas(scene)}:
        if step := re.fullmatch(rf"{number} - {number} dot {number} (=|approx) {number}", source):
            old, rate, slope, new = (float(step.group(k)) for k in (1, 2, 3, 5))
            assert math.isclose(old - rate * slope, new, abs_tol=1e-9) == (step.group(4) == "="), source
            assert old - rate * slope == pytest.approx(new, abs=0.0006 * (2 + rate))
            continue
        for a, sign, b, equals, c in re.findall(
            rf"{number} (dot|slash) {number} (=|approx) {number}(?= |$)(?! dot)", source
        ):
            value = float(a) * float(b) if sign == "dot" else float(a) / float(b) if float(b) else math.nan
            assert math.isclose(value, float(c), abs_tol=1e-12) == (equals == "="), (source, a, b, c)
            assert value == pytest.approx(float(c), abs=0.0011 * max(1, abs(float(a)), abs(float(b))))
            checked += 1
    return checked


def check_the_curve_and_the_bars(scene):
    """They show the recorded training."""
    curve, bars = (m for m in scene.mobjects if type(m).__name__ in ("Plot", "AnswerBars"))
    assert curve.epoch == bars.epoch == scene.stop
    network = scene.history.network(scene.stop)
    cost = network.loss(network.forward(scene.data.inputs), scene.data.targets, "cross_entropy")
    assert curve.lines[0][scene.stop] == pytest.approx(cost)
    assert bars.answers[scene.stop] == pytest.approx(network.predict(scene.x)[0])
    assert scene.diagram.state.outputs == pytest.approx(network.predict(scene.x)[0])
    assert str(scene.stop) in scene.heading.text.replace(",", "")


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_it_is_laid_out_afresh_and_says_what_the_run_did(stage, variant, changes, check_the_stage, aspect):
    sums, ends = [], []

    def look(moment):
        check_the_stage(scene, moment)
        check_the_sheet(scene, moment)
        if aspect == "16:9":  # every format shows the same numbers
            sums.append(check_the_sums(scene))
            if moment in ("met", "met_before", "unmet", "unmet_worse"):
                check_the_curve_and_the_bars(scene)
                ends.append(moment)

    with stage("backprop", variant("backprop", **{**changes, "format": {"aspect": aspect}})) as scene:
        scene.rehearse(look)
    assert aspect != "16:9" or (sum(sums) > 3 and len(ends) == 1)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_by_default_formulas_are_large_in_every_format(stage, variant, aspect):
    sizes = []
    with stage("backprop", variant("backprop", format={"aspect": aspect})) as scene:
        scene.rehearse(lambda moment: sizes.extend(formula.size for formula in formulas(scene)))
    assert len(sizes) > 20 and min(sizes) >= 34


def test_columns_add_up_as_far_as_three_decimals_can(stage):
    with stage("backprop") as scene:
        sheets = sheets_of(scene)
    column = [float(n) for n in re.findall(r"(?:=|approx) (-?[0-9.]+)(?= \\|$)", sheets["the rest"][1])]
    assert len(column) == 5
    assert sum(column[:-1]) == pytest.approx(column[-1], abs=0.0021)


def test_the_targets_are_met_when_it_says_so(stage):
    with stage("backprop") as scene:
        said = words_of(scene.rehearse())
        epoch = scene.met
        answers = [scene.history.network(e).predict([[0.05, 0.9, 0.3]])[0] for e in (epoch - 1, epoch)]
    misses = [np.abs(a - [0, 1, 0]).max() for a in answers]
    assert misses[0] > 0.05 >= misses[1]
    assert f"Step {epoch}: every output is within 0.05 of its target." in said


def test_targets_that_are_not_met_are_not_called_met(stage, variant):
    with stage("backprop", variant("backprop", **SLOW)) as scene:
        said = words_of(scene.rehearse())
    assert any(words.startswith("Step 60, the last: an output is still 0.") for words in said)
    assert not any("every output is within" in words for words in said)


def test_targets_met_before_the_first_step_are_not_called_learned(stage, variant):
    with stage("backprop", variant("backprop", **ALREADY)) as scene:
        said = words_of(scene.rehearse())
        texts = []
        scene.rehearse(lambda moment: texts.append(" ".join(t.text for t in scene.placed_texts())))
    assert scene.examined.changed == "nothing"
    assert "The targets were met before the first step; there was little to learn." in said
    assert "No gradient, no change: all 12 stay as they are." in said
    assert "Nothing, this time." in texts[-1]


def test_a_step_too_far_is_called_so(stage, variant):
    with stage("backprop", variant("backprop", **WILD)) as scene:
        said = words_of(scene.rehearse())
        after = scene.step.after
        cost = after.loss(after.forward(scene.x), [scene.t], "cross_entropy")
        assert scene.examined.steps.max() > 0.5
    assert any("change, one of them by" in words for words in said)
    assert not any("each a little" in words for words in said)
    risen = cost > scene.step.loss
    assert any(("went too far" in words) == risen for words in said if words.startswith("The cost was"))


def test_what_one_weight_and_all_are_worth_is_measured(stage, variant):
    with stage("backprop") as scene:
        said = words_of(scene.rehearse())
        start, x, t = scene.start, scene.x, scene.t

        def cost(network):
            return -math.log(network.predict(x)[0] @ t)

        costs = []
        for way in np.linspace(-1, 1, 81):
            weights = [np.array(w) for w in start.weights]
            weights[0][1, 0] += way
            costs.append(cost(start.with_parameters(weights, start.biases)))
        gradients = start.backward(start.forward(x), [t], "cross_entropy")
        theta = np.concatenate([g.ravel() for g in (*gradients.weights, *gradients.biases)])
        unit = 1 / np.linalg.norm(theta)
        downhill = start.with_parameters(
            [w - unit * g for w, g in zip(start.weights, gradients.weights, strict=True)],
            [b - unit * g for b, g in zip(start.biases, gradients.biases, strict=True)],
        )
    text = f"From {three(cost(start))} to {three(cost(downhill))}; the one alone: {three(min(costs))} at best."
    assert any(words.startswith(text) for words in said)
    assert any(f"stays between {three(min(costs))} and {three(max(costs))}." in words for words in said)


def test_one_weight_that_does_much_is_given_its_due(stage, variant):
    path = variant("backprop", network={"activation": "identity"})
    with stage("backprop", path) as scene:
        said = words_of(scene.rehearse())
        texts = []
        scene.rehearse(lambda moment: texts.append(" ".join(t.text for t in scene.placed_texts())))
    assert any("Here the one alone did about as well" in words for words in said)
    assert "tells little about the whole" not in texts[-1]


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"network": {"hidden": [6]}}, "network.hidden: this lesson writes every number out, for at most 5 neurons"),
        ({"network": {"hidden": [2, 2, 2]}}, "network.hidden: this lesson has room for one or two hidden layers"),
        ({"data": {"examples": [[1, 2, 3, 4, 5, 6, 0, 1]], "outputs": 2}}, "data: this lesson writes every number"),
        ({"data": {"examples": [[1001, 0, 0, 0, 1, 0]]}}, "data: numbers beyond 1000 cannot be read on screen"),
        ({"network": {"activation": "softmax"}}, "network.activation: softmax looks at a whole layer; write sigmoid"),
        (
            {"network": {"hidden": [2, 2], "activation": ["relu", "tanh"]}},
            "network.activation: this lesson writes one formula for all hidden neurons; write one name, such as sig",
        ),
        (
            {"network": {"activation": ["softmax"]}},
            "network.activation: softmax looks at a whole layer; write sigmoid",
        ),
        (
            {"network": {"bias": [True, False]}},
            "network.bias: this lesson writes one formula for all neurons; write true or false",
        ),
        ({"network": {"dropout": 0.2}}, "network.dropout: in this lesson no neuron drops out; write dropout: 0"),
        ({"training": {"optimizer": "adam"}}, "training.optimizer: this lesson shows plain steps; write sgd"),
        ({"training": {"weight_decay": 0.1}}, "training.weight_decay: a step here is the gradient's alone; write 0"),
        ({"training": {"epochs": 5000}}, "training.epochs: every step is kept; write at most 4999"),
        ({"training": {"batch_size": 2}}, "training.batch_size: this lesson follows one example at a time; write 1"),
        ({"microscope": {"neuron": 3}}, "microscope.neuron: the first hidden layer has 2"),
        (
            {"microscope": {"weight": [1, 2, 3]}},
            "microscope.weight: layer 1 of a network 3-2-3 has no synapse",
        ),
        ({"microscope": {"weight": [3, 1, 1]}}, "microscope.weight: layer 3 of a network 3-2-3 has no synapse"),
        ({"microscope": {"weight": [1, 2]}}, "microscope.weight: the list is too short with 2 entries"),
        ({"microscope": {"met": 0}}, "microscope.met: 0 is too small: no network comes closer than 0.001"),
        ({"microscope": {"nugde": 1}}, "microscope.nugde"),
        ({"look": {"numbers": False}}, "look.numbers: this lesson is about the numbers; write true"),
        ({"data": {"examples": [[0.1, 0.2, 0.3, 0, 1, 1]]}}, "training.loss: cross_entropy does not fit the data"),
    ],
)
def test_what_it_cannot_show_is_refused_in_one_line(stage, variant, changes, mistake, capsys):
    with pytest.raises(SystemExit) as caught, stage("backprop", variant("backprop", **changes)) as scene:
        scene.setup()
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert mistake in error
    assert error.count("\n") == 1


def test_no_word_of_a_config_reaches_typst(stage, variant, monkeypatch):
    """Typst can read files: sources are made of our own symbols and numbers only."""
    marker = "zeb"
    keys = ["title", "excites", "bias", "answer", "one_line", "inputs", "measure", "chain", "products"]
    words = dict.fromkeys(keys, f'#{marker}"')
    sources = []
    original = typeset.__wrapped__

    def spy(source):
        sources.append(source)
        return original(source)

    monkeypatch.setattr(home_of(compose), "typeset", spy)
    with stage("backprop", variant("backprop", words=words, title=marker)) as scene:
        scene.rehearse()
    assert len(sources) > 20
    assert not any(marker in source or "#" in source or '"' in source for source in sources)
