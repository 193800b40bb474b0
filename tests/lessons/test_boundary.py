"""The boundary lesson must tell the truth: the map, the figures and the conclusion are those of the run."""

import numpy as np
import pytest

from scenes.config import formatted

OVERFITTING = {
    "data": {"n": 60, "seed": 2},
    "network": {"hidden": [32, 32], "seed": 3},
    "training": {"weight_decay": 0.0, "epochs": 400, "learning_rate": 0.01},
}
USELESS = {"training": {"learning_rate": 1e-6, "epochs": 20}}
BLOBS = {
    "data": {"dataset": "blobs", "classes": 4, "noise": 0.4},
    "network": {"output": "softmax"},
    "training": {"loss": "cross_entropy", "epochs": 60, "learning_rate": 0.01},
}

CONFIGS = {
    "as it is": {},
    "overfitting": OVERFITTING,
    "useless": USELESS,
    "four classes": BLOBS,
    "spirals, tanh": {
        "data": {"dataset": "spirals", "noise": 0.02},
        "network": {"activation": "tanh", "hidden": [12, 12], "init": "glorot_uniform"},
        "training": {"epochs": 200, "learning_rate": 0.01},
    },
    "each layer its own": {
        "network": {"activation": ["relu", "tanh"], "hidden": [8, 6], "bias": [True, False, True]},
        "training": {"epochs": 60},
    },
    "one hidden layer, not standardised": {
        "data": {"dataset": "circles", "noise": None, "n": 80, "standardise": False},
        "network": {"hidden": [4]},
        "training": {"epochs": 50, "learning_rate": 0.05},
    },
    "all zeros": {"network": {"init": "zeros"}, "training": {"epochs": 5}},
    "one epoch": {"training": {"epochs": 1}, "pacing": {"cycles": "explicit", "shown": [1]}},
    "crowded, numbers": {
        "data": {"n": 40},
        "network": {"hidden": [64, 64, 12, 12, 6, 3], "init": "he_normal"},
        "training": {"epochs": 20},
        "look": {"numbers": True, "mark_negative": False},
    },
    "six examples": {
        "data": {
            "dataset": None,
            "n": None,
            "noise": None,
            "examples": [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0], [0, 2, 1], [2, 2, 0]],
        },
        "training": {"epochs": 30, "batch_size": 2},
    },
}


@pytest.fixture(params=CONFIGS, ids=str)
def changes(request):
    return CONFIGS[request.param]


def words_of(beats):
    return [words for beat in beats for words in beat.words]


def check_the_epoch(scene):
    """Map, heading, network and curves show one epoch; return it, if they are there."""
    if not hasattr(scene, "panels") or scene.plane not in scene.mobjects or scene.panels[0] not in scene.mobjects:
        return []
    snapshot = scene.history.snapshots[round(scene.plane.moment)]
    assert scene.plane.moment == pytest.approx(round(scene.plane.moment))
    assert scene.heading.text == scene.words.say("heading", epoch=snapshot.epoch)
    assert [curve.epoch for curve in scene.panels] == [snapshot.epoch, snapshot.epoch]
    for drawn, recorded in zip(scene.diagram.state.weights, snapshot.weights, strict=True):
        assert drawn == pytest.approx(recorded)
    return [snapshot.epoch]


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_it_is_laid_out_afresh_and_shows_its_run(stage, variant, changes, check_the_stage, aspect):
    epochs = []

    def look(moment):
        check_the_stage(scene, moment)
        epochs.extend(check_the_epoch(scene))

    with stage("boundary", variant("boundary", **{**changes, "format": {"aspect": aspect}})) as scene:
        scene.rehearse(look)
        assert {0, scene.history.epochs} <= set(epochs)


def test_the_film_says_what_the_run_did(stage):
    with stage("boundary") as scene:
        said = words_of(scene.rehearse())
        final = scene.history.network(300)
        shares = [
            ((final.predict(inputs)[:, 0] > 0.5) == labels).mean()
            for inputs, labels in (
                (scene.data.inputs, scene.data.labels),
                (scene.data.test_inputs, scene.data.test_labels),
            )
        ]
    right = round(shares[1] * 200)
    assert f"{right} of 200 lie on the right side of her line: {shares[1]:.1%}." in said
    assert f"After 300 epochs {formatted(shares[0], '.0%')} of her points lie on the right side." in said
    assert any(
        text.startswith(
            f"Train {formatted(shares[0], '.0%')}, test {formatted(shares[1], '.0%')}: what she has learned"
        )
        for text in said
    )
    assert not any("overfitting" in text or "failed" in text for text in said)


def test_an_overfitted_run_is_called_so(stage, variant):
    with stage("boundary", variant("boundary", **OVERFITTING)) as scene:
        said = words_of(scene.rehearse())
        test_loss = scene.history.metrics["test_loss"]
    best = int(test_loss.argmin())
    assert f"Since epoch {best + 1} the loss on the points kept aside has been rising." in said
    told = f"Test loss {test_loss[best]:.2f} at epoch {best + 1}, {test_loss[-1]:.2f} now: learned by heart."
    assert any(text.startswith(told) for text in said)
    assert not any("holds for new points" in text for text in said)


def test_a_useless_run_is_called_so(stage, variant):
    texts = []
    with stage("boundary", variant("boundary", **USELESS)) as scene:
        beats = scene.rehearse(lambda moment: texts.append(" ".join(t.text for t in scene.placed_texts())))
    assert any(text.endswith("This run has failed.") for text in words_of(beats))
    assert "This time, nowhere" in texts[-1]
    assert not any("holds for new points" in text for text in words_of(beats))


def test_silent_neurons_and_missing_lines_are_told(stage, variant):
    with stage("boundary", variant("boundary", **CONFIGS["all zeros"])) as scene:
        said = words_of(scene.rehearse())
    assert "Dark everywhere: no neuron of this layer answers here." in said
    assert any(text.startswith("So far there is no line here") for text in said)


def test_a_teachers_own_table(stage, variant, tmp_path):
    rng = np.random.default_rng(1)
    rows = [f"{a:.2f},{b:.2f},{'tall' if a + b > 0 else 'short'}" for a, b in rng.normal(size=(80, 2))]
    (tmp_path / "own.csv").write_text("height,weight,kind\n" + "\n".join(rows) + "\n")
    own = {
        "data": {"dataset": None, "n": None, "noise": None, "csv": "own.csv"},
        "training": {"epochs": 40, "learning_rate": 0.01},
    }
    texts = []
    with stage("boundary", variant("boundary", **own)) as scene:
        scene.rehearse(lambda moment: texts.append({text.text for text in scene.placed_texts()}))
    assert {"height →", "↑ weight", "height", "weight"} <= texts[12]
    assert {"short", "tall"} <= texts[12]


NUMBERED = "a,b,kind\n" + "".join(f"{k},{k % 7},{k % 3 + 1}\n" for k in range(30))
NONE = {"dataset": None, "n": None, "noise": None}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"data": {"test_share": 0}}, "data.test_share: the film ends with points the network never saw"),
        (
            {"data": {"dataset": "puzzle", "n": None, "noise": None}},
            "data.dataset: this lesson shows a plane: it needs 2",
        ),
        (
            {"data": {**NONE, "csv": "own.csv"}, "training": {"loss": "squared_error"}},
            "numbers (kind); where numbers name classes, write data",
        ),
        (
            {"data": {**NONE, "csv": "own.csv", "labels": True}},
            "3 classes need the output softmax (and loss: cross_entropy)",
        ),
        (
            {
                "data": {"dataset": "blobs", "classes": 6},
                "training": {"loss": "cross_entropy"},
                "network": {"output": "softmax"},
            },
            "data.dataset: 6 classes are too many",
        ),
        (
            {
                "data": {**NONE, "examples": [[k, k % 5, k % 2, 1 - k % 2, 0] for k in range(20)], "outputs": 3},
                "training": {"loss": "cross_entropy"},
                "network": {"output": "softmax"},
            },
            "data.examples: no example has the answer y3; add some, or leave the class out",
        ),
        (
            {"network": {"output": "tanh"}, "training": {"loss": "squared_error"}},
            "network.output: the map shows probabilities: 2 classes need the output sigmoid",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_line(changes, said, stage, variant, tmp_path, capsys):
    (tmp_path / "own.csv").write_text(NUMBERED)
    path = variant("boundary", **changes)
    with pytest.raises(SystemExit) as caught, stage("boundary", path):
        pass
    error = capsys.readouterr().err
    assert caught.value.code == 2
    assert said in error
    assert error.count("\n") == 1


def test_numbered_classes_are_classes_where_the_config_says_so(stage, variant, tmp_path):
    (tmp_path / "own.csv").write_text(NUMBERED)
    changes = {
        "data": {**NONE, "csv": "own.csv", "labels": True},
        "network": {"output": "softmax"},
        "training": {"loss": "cross_entropy", "epochs": 10},
    }
    with stage("boundary", variant("boundary", **changes)) as scene:
        scene.rehearse()
        assert scene.kinds == ["blue", "amber", "rose"]


LONG = "flipper_length_mm"


def test_classes_bear_the_names_that_the_config_gives_them(stage, variant, capsys):
    with stage("boundary", variant("boundary", words={"class_names": ["yes", "no"]})) as scene:
        said = words_of(scene.rehearse())
    assert scene.kinds == ["yes", "no"] and any(
        words.startswith(("She answers: yes", "She answers: no")) for words in said
    )
    for words, told in (
        ({"class_names": ["yes"]}, "words.class_names: 1 name for 2 classes; write one for each"),
        ({"class_names": "yes"}, "words.class_names: 'yes' is not a list of names; write them in brackets"),
        ({"class_names": ["a", "a"]}, "words.class_names: two names are the same"),
        ({"kind": "{name}"}, "words.kind: is gone: classes are named by class_names"),
    ):
        with pytest.raises(SystemExit), stage("boundary", variant("boundary", words=words)):
            pass
        assert told in capsys.readouterr().err


@pytest.mark.parametrize("aspect", ["16:9", "1:1", "9:16"])
def test_a_long_name_is_short_on_the_axis_and_whole_in_the_legend(aspect, stage, variant, tmp_path, check_the_stage):
    rows = "".join(f"{180 + k},{3500 + 40 * (k % 9)},{'ab'[k % 2]}\n" for k in range(30))
    (tmp_path / "own.csv").write_text(f"{LONG},mass,kind\n{rows}NA,1,a\n")
    data = {**NONE, "csv": "own.csv", "standardise": True, "missing": "drop"}
    path = variant("boundary", data=data, training={"epochs": 10}, format={"aspect": aspect})
    with stage("boundary", path) as scene:
        seen, told = set(), []

        def look(moment):
            check_the_stage(scene, moment)
            seen.update(text.text for text in scene.placed_texts())
            told.append(scene.caption.text)

        scene.rehearse(look)
    assert LONG in seen and f"{LONG} →" not in seen
    assert any(text.startswith("flipper") and text.endswith("… →") for text in seen)
    assert "Rows that lack a value are left out: 1 of 31." in told


def test_a_name_that_has_no_room_anywhere_is_laid_to_the_file(stage, variant, tmp_path, capsys):
    (tmp_path / "own.csv").write_text("a,b,kind\n" + "".join(f"{k},{k % 7},{'xy'[k % 2] * 90}\n" for k in range(30)))
    with pytest.raises(SystemExit), stage("boundary", variant("boundary", data={**NONE, "csv": "own.csv"})) as scene:
        scene.rehearse()
    (line,) = capsys.readouterr().err.splitlines()
    assert "data.csv: own.csv: the name 'xxx" in line and "too long for its place in this format; shorten it" in line
