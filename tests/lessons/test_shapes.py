"""The lesson of drawings must tell the truth: whatever it shows or says agrees with the recorded run."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from nnlib import DATASETS, Network
from scenes.stage import NetworkDiagram
from scenes.stage.pictures import DONT_KNOW, PicturePass, banded, banded_history, means
from scenes.training import dataset_of

from ..conftest import home_of

SMALL = {"data": {"n": 240}, "training": {"epochs": 4}, "pacing": {"count": 3}}

CONFIGS = {
    "small": SMALL,
    "three classes": {**SMALL, "data": {"n": 240, "classes": 3}},
    "without dropout": {**SMALL, "network": {"dropout": 0.0}},
    "half dropped": {**SMALL, "network": {"dropout": 0.5}},
    "each layer its own": {
        **SMALL,
        "network": {"hidden": [6, 5], "activation": ["relu", "tanh"], "bias": [True, False, True]},
    },
    "one layer": {**SMALL, "network": {"hidden": [4]}},
    "wide": {**SMALL, "network": {"hidden": [64, 64]}},
    "one epoch": {**SMALL, "training": {"epochs": 1}},
    "thirty drawings": {**SMALL, "data": {"n": 30}},
    "perfect hand": {**SMALL, "data": {"n": 120, "noise": 0.0}},
    "wild hand": {**SMALL, "data": {"n": 120, "noise": 1.0}},
    "always sure": {**SMALL, "shapes": {"threshold": 0}},
    "never sure": {**SMALL, "shapes": {"threshold": 0.99}},
    "one by one": {**SMALL, "data": {"n": 60}, "training": {"epochs": 2, "batch_size": 1}},
    "all at once": {**SMALL, "training": {"epochs": 3, "batch_size": 1000, "shuffle": False}},
    "by change": {**SMALL, "pacing": {"cycles": "change", "count": 3}},
    "listed": {**SMALL, "pacing": {"cycles": "explicit", "shown": [1, 2, 4]}},
    "too bold": {**SMALL, "training": {"epochs": 3, "learning_rate": 100, "optimizer": "sgd"}},
    "square, tanh": {**SMALL, "network": {"activation": "tanh", "bias": False}, "format": {"aspect": "1:1"}},
}


@pytest.fixture(params=CONFIGS, ids=str)
def changes(request):
    return CONFIGS[request.param]


@pytest.fixture
def my_shapes(tmp_path):
    """A folder with two classes of five tiny pictures, and what is none of them."""

    def make(*names):
        for name in names:
            for k in range(5):
                image = Image.new("L", (12, 12), 255)
                draw = {"moon": "ellipse", "unknown": "line"}.get(name, "rectangle")
                getattr(ImageDraw.Draw(image), draw)((2, 2 + k % 2, 9, 9), fill=0)
                (tmp_path / "mine" / name).mkdir(parents=True, exist_ok=True)
                image.save(tmp_path / "mine" / name / f"{k}.png")
        return {"dataset": None, "folder": "mine", "n": None, "noise": None, "classes": None, "test_share": 0.4}

    return make


def check_the_epoch(scene, moment):
    """The epoch named is the epoch drawn; return it, if one is."""
    heading, diagram = getattr(scene, "heading", None), getattr(scene, "diagram", None)
    # Within the first epoch the weights are those of single steps.
    if heading not in scene.mobjects or moment in ("learning", "step_rest") or moment.startswith(("step", "net")):
        return []
    epoch = next(e for e in range(scene.history.epochs + 1) if heading.template.format(epoch=e) == heading.text)
    drawn = banded(scene.history.network(epoch))
    for one, other in zip(diagram.state.weights, drawn.weights, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-12)
    for plot in getattr(scene, "plots", ()):
        assert plot.epoch == epoch
    return [epoch]


def test_any_config_is_told_to_its_end_and_shows_its_run(stage, variant, changes, check_the_stage):
    moments, epochs = [], []

    def look(moment):
        moments.append(moment)
        check_the_stage(scene, moment)
        epochs.extend(check_the_epoch(scene, moment))

    with stage("shapes", variant("shapes", **changes)) as scene:
        scene.rehearse(look)
        assert scene.history.epochs in epochs
    assert {"question", "network", "one step", "learning", "test", "with and without", "close"} <= set(moments)


def test_a_single_epoch_is_not_told_as_many(stage, variant):
    moments = []
    with stage("shapes", variant("shapes", **CONFIGS["one epoch"])) as scene:
        scene.rehearse(moments.append)
    assert "step_rest" in moments
    assert not {"learn_start", "learn_lines"} & set(moments)


def test_who_is_crossed_out_is_who_slept_in_the_history(stage, variant, monkeypatch):
    shown = []

    def watch(self, diagram, network, trace, **kwargs):
        original(self, diagram, network, trace, **kwargs)
        shown.append((network, trace.activations[0][0], self.dropped))

    original = PicturePass.__init__
    monkeypatch.setattr(PicturePass, "__init__", watch)
    config = variant("shapes", **SMALL, network={"dropout": 0.4})
    with stage("shapes", config) as scene:
        scene.rehearse()
        moments = [scene.history.moment(epoch + 1) for epoch in scene.shown if 1 < epoch < scene.history.epochs]
        in_steps = [(picture, dropped) for _, picture, dropped in shown if any(layer.any() for layer in dropped)]
        # Two steps of the first epoch, then one at each shown epoch but the last.
        first = [scene.history.moment(1), None, *moments]
        assert len(in_steps) == len(first)
        patterns = set()
        for (picture, dropped), moment in zip(in_steps, first, strict=True):
            patterns.add(np.concatenate(dropped).tobytes())
            if moment is not None:
                assert np.concatenate(dropped[1:-1]).tolist() == (~moment.kept).astype(float).tolist()
                assert np.array_equal(picture, scene.data.inputs[moment.row])
        assert len(patterns) == len(in_steps), "each step has its own sleepers"
        # In the test nobody is dropped, and the network is the trained one.
        tested = shown[-len(scene.evaluation.chosen()) :]
        assert all(network == scene.final and not any(a.any() for a in dropped) for network, _, dropped in tested)


@pytest.mark.parametrize("columns", [False, True])
def test_the_drawn_network_says_what_the_whole_one_does(network_and_picture, columns):
    network, picture = network_and_picture
    diagram = NetworkDiagram(banded(network, columns), numbers=False)
    trace = network.forward(picture)
    animation = PicturePass(diagram, network, trace, columns=columns)
    animation.begin()
    animation.interpolate(1.0)
    state = diagram.state
    for shown, real in zip(state.values[1:], trace.activations[1:], strict=True):
        np.testing.assert_array_equal(shown, real[0])
    np.testing.assert_allclose(state.values[0], means(picture[None], columns)[0])
    square, axis = picture.reshape(50, 50), 0 if columns else 1
    np.testing.assert_allclose(state.values[0], square.mean(axis=axis).reshape(10, 5).mean(axis=1))
    # What all bands together send to a neuron is what it receives from all pixels.
    np.testing.assert_allclose(animation.carried[0].sum(axis=0), picture @ network.weights[0])
    assert state.dropped[1].tolist() == [0.0] * 12


def test_dropped_neurons_are_crossed_out_and_come_back(network_and_picture):
    network, picture = network_and_picture
    kept = np.ones(36, bool)
    kept[[2, 20]] = False
    diagram = NetworkDiagram(banded(network), numbers=False)
    animation = PicturePass(diagram, network, network.forward(picture, kept=kept))
    animation.begin()
    animation.interpolate(0.5)
    assert np.flatnonzero(np.concatenate(diagram.state.dropped[1:-1])).tolist() == [2, 20]
    assert diagram.state.values[1][2] == 0.0
    second = PicturePass(diagram, network, network.forward(picture))
    second.begin()
    second.interpolate(1.0)
    assert not any(layer.any() for layer in diagram.state.dropped)


@pytest.fixture
def network_and_picture():
    network = Network([2500, 12, 12, 12, 3], "relu", "softmax", init="he_normal", seed=2, dropout=0.2)
    return network, np.asarray(DATASETS["shapes"](3, 3).inputs[1])


def words_of(scene) -> str:
    return "\n".join(text for beat in scene.rehearse() for text in beat.words) + "\n".join(scene.last_words())


def test_the_default_lesson_learns_and_says_i_do_not_know(stage):
    with stage("shapes") as scene:
        told = words_of(scene)
        shapes = np.isin(scene.data.test_labels, [0, 1, 2])
        outputs = scene.final.predict(scene.data.test_inputs[shapes])
        assert (outputs.argmax(axis=1) == scene.data.test_labels[shapes]).mean() >= 0.95
        assert scene.evaluation.right >= 0.95
        assert scene.evaluation.named < 0.1 * len(scene.test_set.unknown)
        sizes = scene.history.template.sizes
    assert sizes == (2500, 12, 12, 12, 4)
    assert "I don't know" in told and "overfitting" not in told and "failed" not in told


def test_what_the_network_says_follows_the_threshold(stage, variant):
    for threshold in (0.0, 0.6, 0.99):
        config = variant("shapes", **SMALL, shapes={"threshold": threshold})
        with stage("shapes", config) as scene:
            scene.rehearse()
            shares = scene.final.predict(scene.test_set.inputs)
            for prediction, row in zip(scene.evaluation.predictions[: len(shares)], shares, strict=True):
                named = row.argmax() < 3 and row.max() >= threshold
                assert prediction.said == (row.argmax() if named else DONT_KNOW)


def test_the_matrices_count_every_unseen_drawing(stage, variant):
    config = variant("shapes", **{**SMALL, "data": {"n": 240, "classes": 3}, "shapes": {"unknowns": 30}})
    with stage("shapes", config) as scene:
        scene.rehearse()
        own = scene.evaluation.confusion()
        assert own.shape == (4, 4)
        assert own.sum(axis=1).tolist() == [*np.bincount(scene.data.test_labels, minlength=3).tolist(), 30]
        assert np.trace(own[:3, :3]) == round(scene.evaluation.right * len(scene.test_set.labels))
        # The other run differs in its dropout, and in nothing else.
        mine, other = (dict(h.settings) for h in (scene.history, scene.other))
        assert {k: v for k, v in mine.items() if k not in ("record_limit", "record_also")} == {
            k: v for k, v in other.items() if k not in ("record_limit", "record_also")
        }
        assert (scene.history.template.dropout, scene.other.template.dropout) == (0.1, 0.0)
        assert scene.history.template.weights[0].tolist() == scene.other.template.weights[0].tolist()


def test_a_run_that_fails_says_so(stage, variant):
    with stage("shapes", variant("shapes", **{**SMALL, "training": {"epochs": 2, "learning_rate": 1e-6}})) as scene:
        told = words_of(scene)
    assert "This run has failed." in told
    assert "This time she has not learned it" in told


@pytest.mark.parametrize(
    ("shares", "key"), [((0.9, 0.8), "runs_helped"), ((0.8, 0.9), "runs_hurt"), ((0.9, 0.9), "runs_same")]
)
def test_what_is_said_of_dropout_depends_on_the_runs(shares, key, stage, variant, monkeypatch):
    with stage("shapes", variant("shapes", **SMALL)) as scene:
        gather = scene.gather_facts

        def pretend():
            gather()
            count = len(scene.test_set.labels)
            for name, share in (("evaluation", shares[0]), ("other_evaluation", shares[1])):
                evaluation = getattr(scene, name)
                pretended = [
                    replace(prediction, said=prediction.truth if k < round(share * count) else DONT_KNOW)
                    for k, prediction in enumerate(evaluation.predictions)
                ]
                setattr(scene, name, replace(evaluation, predictions=tuple(pretended)))

        monkeypatch.setattr(scene, "gather_facts", pretend)
        moments = []
        scene.rehearse(moments.append)
    assert {"runs_helped", "runs_hurt", "runs_same"} & set(moments) == {key}


@pytest.mark.parametrize("of_their_own", [False, True], ids=["shapes", "two classes and nothing else"])
def test_with_no_mistake_none_is_shown(of_their_own, my_shapes, stage, variant, monkeypatch):
    folder = {"data": my_shapes("moon", "star"), "training": {"epochs": 2}, "pacing": {"count": 2}}
    with stage("shapes", variant("shapes", **(folder if of_their_own else SMALL))) as scene:
        gather = scene.gather_facts

        def pretend():
            gather()
            right = tuple(replace(prediction, said=prediction.truth) for prediction in scene.evaluation.predictions)
            scene.evaluation = replace(scene.evaluation, predictions=right)

        monkeypatch.setattr(scene, "gather_facts", pretend)
        moments = []
        scene.rehearse(moments.append)
    assert "test_no_mistake" in moments
    assert not {"test_mistake", "test_named"} & set(moments)


@pytest.mark.parametrize("names", [("moon", "star"), ("moon", "star", "unknown")])
def test_a_folder_of_tiny_pictures_can_be_filmed(names, my_shapes, stage, variant, check_the_stage):
    changes = {"data": my_shapes(*names), "training": {"epochs": 3, "batch_size": 4}, "pacing": {"count": 2}}
    with stage("shapes", variant("shapes", **changes)) as scene:
        moments = []
        scene.rehearse(lambda moment: (moments.append(moment), check_the_stage(scene, moment)))
        assert scene.data.classes == names
        assert scene.outputs == ["moon", "star", "I don't know"][: len(names)]
        assert ("question_unknown" in moments) == (len(names) == 3)
        assert ("question_sure" in moments) == (len(names) == 2)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_many_classes_with_long_names_find_room(aspect, my_shapes, stage, variant, check_the_stage):
    names = ["hexagonal", "quadrilatera", "pentagrammas", "moon", "parallelepip", "tetrahedrons"]
    changes = {"data": my_shapes(*names), "training": {"epochs": 2}, "pacing": {"count": 2}}
    with stage("shapes", variant("shapes", **changes, format={"aspect": aspect})) as scene:
        scene.rehearse(lambda moment: check_the_stage(scene, moment))


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"data": {"dataset": "moons", "noise": 0.1, "classes": None}}, "data: this lesson looks at pictures of 50"),
        ({"data": {"test_share": 0}}, "data.test_share: no picture of its classes is kept back"),
        ({"data": {"standardise": True}}, "data.standardise: this lesson shows the pixels as they are"),
        ({"data": {"classes": 5}}, "data.classes: shapes: 3 classes, or 4 with the unknown, got 5"),
        ({"data": {"noise": 3}}, "data.noise: shapes: noise is a share of the radius, at most 1, got 3"),
        ({"data": {"n": 20000}}, "data.n: shapes: at most 10000 pictures fit the memory"),
        ({"training": {"snapshots": 5000}}, "training.snapshots: 5000 states of 30376 weights do not fit the memory"),
        ({"network": {"output": "sigmoid"}, "training": {"loss": "squared_error"}}, "network.output: this lesson"),
        ({"shapes": {"threshold": 1.2}}, "shapes.threshold: 1.2 is too large"),
        ({"shapes": {"treshold": 0.5}}, "did you mean threshold?"),
        (
            {"training": {"learning_rate": 100, "optimizer": "momentum"}, "network": {"activation": "identity"}},
            "training.learning_rate: training diverged",
        ),
    ],
)
def test_what_cannot_be_filmed_is_refused_in_one_line(changes, mistake, stage, variant, capsys):
    merged = {**SMALL, **{key: {**SMALL.get(key, {}), **value} for key, value in changes.items()}}
    if changes.get("data", {}).get("dataset") == "moons":
        merged["network"], merged["training"] = {"output": "sigmoid"}, {"loss": "squared_error"}
    with pytest.raises(SystemExit) as caught, stage("shapes", variant("shapes", **merged)) as scene:
        scene.setup()
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert mistake in error and error.count("\n") == 1


def test_the_data_are_made_once(variant, monkeypatch):
    from scenes.config import load_config, make_dataset
    from scenes.shapes import ShapesConfig

    data = home_of(make_dataset)
    data._drawn.cache_clear()
    config = load_config(Path(variant("shapes", **SMALL)), config_class=ShapesConfig)
    dataset_of(config)
    assert data._drawn.cache_info().misses == 1


def test_the_banded_history_has_the_same_metrics_and_epochs(stage, variant):
    with stage("shapes", variant("shapes", **SMALL)) as scene:
        scene.rehearse()
        small = banded_history(scene.history)
        assert small.recorded == scene.history.recorded
        assert all(np.array_equal(small.metrics[k], scene.history.metrics[k]) for k in small.metrics)
        for w, v in zip(small.at(1).weights[1:], scene.history.at(1).weights[1:], strict=True):
            np.testing.assert_array_equal(w, v)
        whole = scene.history.at(1).weights[0]
        np.testing.assert_allclose(small.at(1).weights[0][3], whole[750:1000].sum(axis=0))


def test_a_state_fades_with_its_dropped_neurons(network_and_picture):
    network, _ = network_and_picture
    state = NetworkDiagram(banded(network)).state
    dropped = replace(state, dropped=tuple(np.ones_like(layer) for layer in state.dropped))
    assert all((layer == 0.25).all() for layer in dropped.faded(0.75).dropped)


def test_shapes_bear_the_names_that_the_config_gives_them(stage, variant, capsys):
    changes = {"training": {"epochs": 2}, "pacing": {"count": 2}, "words": {"class_names": ["round", "box", "delta"]}}
    with stage("shapes", variant("shapes", **changes)) as scene:
        scene.rehearse()
        assert scene.outputs == ["round", "box", "delta", "I don't know"]
    for words, told in (
        ({"class_names": ["round"]}, "words.class_names: 1 name for 3 classes; write one for each"),
        ({"circle": "round"}, "words.circle: is gone: shapes are named by class_names"),
    ):
        with pytest.raises(SystemExit), stage("shapes", variant("shapes", words=words)):
            pass
        assert told in capsys.readouterr().err
