"""Outputs and costs other than softmax and cross-entropy: what is said and worked out of them is true of them."""

import math
import re

import numpy as np
import pytest

from scenes.stage import AnswerBars
from scenes.stage.formulas import number

from .test_backprop import check_the_sheet, formulas, plain, sheets_of, words_of

ROW = [0.05, 0.10, 0.01, 0.99]
MAZUR = {  # the example of backpropagation that most textbooks and pages work out
    "data": {"examples": [ROW], "outputs": 2},
    "network": {
        "hidden": [2],
        "output": "sigmoid",
        "weights": [[[0.15, 0.25], [0.20, 0.30]], [[0.40, 0.50], [0.45, 0.55]]],
        "biases": [[0.35, 0.35], [0.60, 0.60]],
    },
    "training": {"loss": "squared_error", "learning_rate": 0.5},
}


def pair(output, loss, row, outputs, hidden=(2,), rate=0.1, epochs=100):
    return {
        "data": {"examples": [list(row)], "outputs": outputs},
        "network": {"output": output, "hidden": list(hidden)},
        "training": {"loss": loss, "learning_rate": rate, "epochs": epochs},
    }


FIVE = [0.1, 0.9, -0.4, 0.7, 0.3]
CONFIGS = {
    "mazur": MAZUR,
    "sigmoid, squared, one output": pair("sigmoid", "squared_error", [1, 0, 1], 1),
    "sigmoid, squared, five": pair("sigmoid", "squared_error", [*FIVE, 0, 1, 0.125, 5, -0.75], 5, [5, 5]),
    "binary": pair("sigmoid", "binary_cross_entropy", ROW, 2),
    "binary, yes and no": pair("sigmoid", "binary_cross_entropy", [0.5, 0.9, 0.2, 1, 0], 2),
    "binary, five": pair("sigmoid", "binary_cross_entropy", [*FIVE, 0, 1, 0.125, 0.0004, 0.667], 5, [5, 5]),
    "identity": pair("identity", "squared_error", [0.5, -2, 2.5, -0.75, 150.25], 3),
    "identity, five": pair("identity", "squared_error", [*FIVE, 0, -1, 0.125, 999.5, -250.75], 5, [5, 5], 0.01),
    "identity, one output, without biases": {
        **pair("identity", "squared_error", [0.5, 3], 1),
        "microscope": {"weight": [2, 1, 1]},
    },
}
CONFIGS["identity, one output, without biases"]["network"]["bias"] = False


@pytest.fixture(params=CONFIGS, ids=str)
def changes(request):
    return CONFIGS[request.param]


def test_the_known_example_has_its_known_numbers(stage, variant):
    with stage("backprop", variant("backprop", **MAZUR)) as scene:
        sheets = sheets_of(scene)
        step = scene.step
    _, hidden, outputs = (layer[0].tolist() for layer in step.trace.activations)
    assert hidden == pytest.approx([0.593269992, 0.596884378], abs=1e-9)
    assert outputs == pytest.approx([0.751365070, 0.772928465], abs=1e-9)
    assert step.loss == pytest.approx(0.298371109, abs=1e-9)
    first, second = step.after.weights
    # w1 to w8 in the order of the example: those that lead to a neuron stand in a column.
    assert first.T.ravel() == pytest.approx([0.149780716, 0.19956143, 0.24975114, 0.29950229], abs=1e-8)
    assert second.T.ravel() == pytest.approx([0.35891648, 0.408666186, 0.511301270, 0.561370121], abs=1e-8)
    shown = " ".join(source for sheet in sheets.values() for source in sheet)
    for text in ("0.593", "0.597", "0.751", "0.773", "0.275", "0.0236", "0.298", "0.138", "-0.0381"):
        assert text in shown
    assert "0.5 dot" in sheets["update_all"][1]
    assert "(y_k - t_k) dot y_k (1 - y_k)" in sheets["chain rule"][0]


def test_the_known_example_shows_its_weights_before_and_after(stage, variant):
    texts = {}

    def look(moment):
        texts[moment] = [placed.text for placed in scene.placed_texts()]

    with stage("backprop", variant("backprop", **MAZUR)) as scene:
        said = words_of(scene.rehearse(look))
    for text in ("+0.359", "+0.400", "+0.409", "+0.450", "+0.511", "+0.500", "+0.561", "+0.550"):
        assert text in texts["second look"]
    assert "8 weights, one beside each synapse, as they were chosen." in said
    assert "Downhill: w₂₁ minus the learning rate 0.5 times its gradient." in said
    assert "w₂₁ all the way up and down: the cost was 0.298, and stays between 0.297 and 0.299." in said


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_each_is_laid_out_afresh(stage, variant, changes, check_the_stage, aspect):
    def look(moment):
        check_the_stage(scene, moment)
        check_the_sheet(scene, moment)

    with stage("backprop", variant("backprop", **changes, format={"aspect": aspect})) as scene:
        scene.rehearse(look)


def sides(source):
    """Yield what stands left and right of the last sign of each line of a formula, as Python, and the sign."""
    text = source.replace("paren.l", "(").replace("paren.r", ")").replace("^", "**").replace(" dot ", " * ")
    lines = re.sub(r"ln (\(.*?\)|[0-9.]+)", r"ln(\1)", text).split("\\")
    before = ""
    for line in lines:
        parts = re.split(r"(=|approx)", line)
        if len(parts) == 1:  # it goes on in the next line
            before = line
            continue
        if not parts[0].strip():  # it began in the line before
            parts[0] = before
        yield (before + parts[-3] if "ln" in before else parts[-3]), parts[-2], parts[-1]
        before = parts[-1] if len(parts) == 3 else ""


@pytest.mark.parametrize("aspect", ["16:9", "1:1"])
def test_an_equals_sign_stands_only_where_the_written_numbers_agree(stage, variant, changes, aspect):
    names = {"sigma": lambda z: 1 / (1 + math.exp(-z)), "ln": lambda v: math.log(v) if v > 0 else -math.inf}
    checked = []

    def look(moment):
        if moment not in ("wanted", "wanted_one", "error", "chain rule"):
            return
        for source in [plain(formula.source) for formula in formulas(scene)]:
            for left, sign, right in sides(source):
                try:
                    value, said = (eval(side, {"__builtins__": {}}, names) for side in (left, right))
                except (SyntaxError, NameError):
                    continue  # symbols
                assert math.isclose(value, said, abs_tol=1e-12) == (sign == "="), (source, left)
                assert value == pytest.approx(said, abs=0.002 * max(1, abs(said))) or "ln" in left
                checked.append((moment, left))

    path = variant("backprop", **changes, format={"aspect": aspect})
    with stage("backprop", path) as scene:
        scene.rehearse(look)
    outputs = len(scene.t)
    assert sum("ln" in left or "**" in left for _, left in checked) == outputs  # the cost
    assert sum(moment == "chain rule" for moment, _ in checked) == outputs  # the errors


def test_the_error_of_each_output_is_that_of_a_small_change_of_its_sum(stage, variant, changes):
    with stage("backprop", variant("backprop", **changes)) as scene:
        sheets = sheets_of(scene)
        start, loss = scene.start, scene.settings.training.loss
        hidden, y, t = scene.step.trace.activations[-2][0], start.predict(scene.x)[0], scene.t
        deltas = scene.step.gradients.deltas[-1][0]

    def cost(sums):
        y = 1 / (1 + np.exp(-sums)) if start.output == "sigmoid" else sums
        if loss == "squared_error":
            return 0.5 * ((y - t) ** 2).sum()
        return -(t * np.log(y) + (1 - t) * np.log(1 - y)).sum()

    sums = hidden @ start.weights[-1] + (start.biases[-1] if start.bias else 0)
    assert cost(sums) == pytest.approx(scene.step.loss)
    for k, delta in enumerate(deltas):
        up, down = (cost(sums + way * np.eye(len(t))[k]) for way in (1e-5, -1e-5))
        assert (up - down) / 2e-5 == pytest.approx(delta, rel=1e-4, abs=1e-6)
        slope = y[k] * (1 - y[k]) if (start.output, loss) == ("sigmoid", "squared_error") else 1
        assert delta == pytest.approx((y[k] - t[k]) * slope)
        assert number(delta) in sheets["chain rule"][1]


def test_nothing_is_said_that_is_true_of_softmax_only(stage, variant, changes):
    texts = []

    def look(moment):
        texts.extend(placed.text for placed in scene.placed_texts())

    with stage("backprop", variant("backprop", **changes)) as scene:
        said = words_of(scene.rehearse(look))
        identity = scene.start.output == "identity"
        before = "σ" if scene.start.output == "sigmoid" else "y"
    for words in (*said, *texts):
        assert not re.search(r"[Ss]oftmax|scores|[Ss]hares|share of prob|add up to 1|class", words), words
        assert "Cross-entropy" not in words
        assert not ("set by chance" in words and scene.settings.network.weights)
        assert not (identity and re.search(r"slope of σ|each sum", words))
    if len(scene.t) == 1:
        assert f"But wanted was {scene.t[0]:g}." in said
    answers = [f"{y:.3f}" for y in scene.start.predict(scene.x)[0] if 0 < y < 99]
    assert all(f"{before} {answer}" in texts for answer in answers)


@pytest.mark.parametrize(("epochs", "met"), [(3, False), (100, True)])
def test_numbers_are_met_only_when_every_output_is_that_close(stage, variant, epochs, met):
    path = variant("backprop", **pair("identity", "squared_error", [0.5, -2, 2.5, -0.75], 2, epochs=epochs))
    with stage("backprop", path) as scene:
        said = words_of(scene.rehearse())
        misses = [
            np.abs(scene.history.network(e).predict(scene.x)[0] - [2.5, -0.75]).max() for e in range(epochs + 1)
        ]
    assert any("every output is within 0.05 of its target." in words for words in said) == met
    assert (min(misses) <= 0.05) == met
    if met:
        first = next(epoch for epoch, miss in enumerate(misses) if miss <= 0.05)
        assert f"Step {first}: every output is within 0.05 of its target." in said
    else:
        assert f"Step 3, the last: an output is still {misses[-1]:.3f} off; 0.05 was asked for." in said


def test_bars_of_numbers_reach_as_far_as_the_numbers_do():
    bars = AnswerBars(600, 300, "", [[0.2, 0.7]], [1.0, 0.0])
    assert (bars.axis.low, bars.axis.high) == (0.0, 1.0)
    bars = AnswerBars(600, 300, "", [[0.2, -0.5], [2.5, -0.75]], [3.0, -0.7])
    assert (bars.axis.low, bars.axis.high) == (-0.75, 3.0)


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        (
            {"network": {"output": "tanh"}, "training": {"loss": "squared_error"}},
            "network.output: this lesson explains softmax, sigmoid, identity; write one of them",
        ),
        (
            {"training": {"loss": "squared_error"}},
            "training.loss: with the output softmax this lesson explains cross_entropy; write that",
        ),
        (
            {"training": {"loss": "binary_cross_entropy"}},
            "training.loss: with the output softmax this lesson explains cross_entropy; write that",
        ),
        (
            pair("identity", "squared_error", [0.5, 1001], 1),
            "data: numbers beyond 1000 cannot be read on screen",
        ),
    ],
)
def test_what_it_cannot_explain_is_refused_in_one_line(stage, variant, changes, mistake, capsys):
    with pytest.raises(SystemExit), stage("backprop", variant("backprop", **changes)) as scene:
        scene.setup()
    error = capsys.readouterr().err
    assert mistake in error and error.count("\n") == 1
