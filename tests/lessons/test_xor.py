"""The XOR lesson must tell the truth: whatever it shows or says agrees with the recorded run."""

import numpy as np
import pytest

from nnlib import Network

FAILING = {
    "network": {"hidden": [2], "seed": 3},
    "training": {"epochs": 300},
    "pacing": {"cycles": "log", "count": 5},
}

CONFIGS = {
    "the seed's": {},
    "2-2-1": {
        "data": {"dataset": None, "examples": [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]], "question": [1, 1, 0]},
        "network": {"hidden": [2]},
        "training": {"epochs": 3000},
        "pacing": {"cycles": "change", "count": 6, "seconds": None},
    },
    "3-8-4-1": {"network": {"hidden": [8, 4], "seed": 3}, "training": {"epochs": 3000}, "pacing": {"cycles": "log"}},
    "failing": FAILING,
    "adam, batches, bias": {
        "network": {"bias": True, "activation": "tanh"},
        "training": {"epochs": 300, "batch_size": 3, "optimizer": "adam", "learning_rate": 0.05, "shuffle": True},
        "pacing": {"cycles": "linear", "count": 4},
    },
    "each layer its own": {
        "network": {"hidden": [5, 3], "activation": ["relu", "tanh"], "bias": [True, False, True], "seed": 3},
        "training": {"epochs": 200, "learning_rate": 0.2},
        "pacing": {"cycles": "log", "count": 3},
    },
    "one batch a cycle": {
        "training": {"epochs": 200, "batch_size": 7},
        "pacing": {"cycles": "explicit", "shown": [1, 200]},
    },
    "many examples": {
        "data": {"dataset": "xor", "n": 40, "noise": 0.1, "question": [0.5, 0.5, 1]},
        "training": {"epochs": 100},
        "pacing": {"cycles": "log", "count": 4, "seconds": None},
    },
    "slow": {"training": {"learning_rate": 0.01, "epochs": 2000}, "pacing": {"cycles": "change", "count": 4}},
    "dropout": {
        "network": {"dropout": 0.3},
        "training": {"epochs": 200},
        "pacing": {"cycles": "log", "count": 3},
    },
    "zeros": {"network": {"init": "zeros"}, "training": {"epochs": 60}, "pacing": {"cycles": "log", "count": 3}},
    "one epoch": {"training": {"epochs": 1}, "pacing": {"cycles": "explicit", "shown": [1]}},
    "identity": {
        "network": {"output": "identity", "activation": "relu", "bias": True, "seed": 5},
        "training": {"epochs": 80, "learning_rate": 0.05},
        "pacing": {"cycles": "linear", "count": 3},
    },
    "crowded": {
        "network": {"hidden": [64, 64, 12, 12, 6, 3], "activation": "tanh", "init": "glorot_uniform"},
        "training": {"epochs": 20, "learning_rate": 0.1},
        "pacing": {"cycles": "log", "count": 3},
        "look": {"numbers": False, "mark_negative": False},
    },
    "sixteen inputs": {
        "data": {
            "dataset": None,
            "examples": [[*(int(k == j) for j in range(16)), k % 2] for k in range(16)],
            "question": [*[1] * 16, 0],
        },
        "training": {"epochs": 40},
        "pacing": {"cycles": "log", "count": 3},
    },
    "long rows": {
        "data": {
            "dataset": None,
            "examples": [[*(k >> b & 1 for b in range(8)), k & 1] for k in range(12)],
            "question": [1, 1, 1, 1, 0, 0, 0, 0, 1],
        },
        "training": {"epochs": 50},
        "pacing": {"cycles": "log", "count": 3},
    },
}


@pytest.fixture(params=CONFIGS, ids=str)
def changes(request):
    return CONFIGS[request.param]


def layers_equal(one, other):
    return all(np.allclose(a, b, rtol=0, atol=1e-12) for a, b in zip(one, other, strict=True))


def check_the_epoch(scene, moment):
    """The epoch named is the epoch drawn; return it, if one is."""
    heading, diagram = getattr(scene, "heading", None), getattr(scene, "diagram", None)
    if moment in ("puzzle", "network") or heading not in scene.mobjects or diagram not in scene.mobjects:
        return []
    epoch = next(e for e in range(scene.history.epochs + 1) if heading.template.format(epoch=e) == heading.text)
    if epoch == 1 and not hasattr(scene, "gauges"):
        return []  # within the first cycle the weights are those of single steps
    assert layers_equal(diagram.state.weights, scene.history.at(epoch).weights), (moment, epoch)
    return [epoch]


def check_the_panels(scene, moment):
    """They show the recorded metrics."""
    if not hasattr(scene, "gauges") or scene.gauges[0] not in scene.mobjects:
        return []
    meter, counter, curve = scene.gauges
    epoch = curve.epoch
    assert meter.value == pytest.approx(scene.history.metrics["error"][epoch - 1])
    assert counter.count == sum(flip.epoch <= epoch for flip in scene.history.flips())
    return [moment]


def check_the_table(scene, moment):
    """The answers in it are the network's."""
    if moment in ("learn_end", "learn_partly", "learn_failed"):
        expected = scene.final.predict(scene.data.inputs)[:, 0]
        for k, answer in enumerate(scene.table.answers[:-1]):
            assert answer is None or answer == pytest.approx(expected[k])
        assert any(answer is not None for answer in scene.table.answers)
        return [moment]
    if moment == "close":
        assert scene.table.answers[-1] == pytest.approx(scene.final.predict(scene.question)[0, 0])
        return [moment]
    return []


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_it_is_laid_out_afresh_and_shows_its_run(stage, variant, changes, check_the_stage, aspect):
    epochs, panels, told = [], [], []

    def look(moment):
        check_the_stage(scene, moment)
        epochs.extend(check_the_epoch(scene, moment))
        panels.extend(check_the_panels(scene, moment))
        told.extend(check_the_table(scene, moment))

    with stage("xor", variant("xor", **{**changes, "format": {"aspect": aspect}})) as scene:
        scene.rehearse(look)
        assert {0, scene.history.epochs} <= set(epochs)
    assert len(panels) > 3 and len(told) == 2


def last_words(scene):
    """Return what stands on the stage at the film's end, line after line."""
    texts = []
    scene.rehearse(lambda moment: texts.append(" ".join(text.text for text in scene.placed_texts())))
    return texts[-1]


def words_of(beats):
    return [words for beat in beats for words in beat.words]


def test_the_seeds_film_says_what_the_seeds_run_did(stage):
    with stage("xor") as scene:
        said = words_of(scene.rehearse())
    assert "Cycle 20: a synapse changes its sign." in said
    assert "After 60,000 cycles she is off by 0.5% on average." in said
    assert "She answers 0.01. The right answer is 0." in said
    assert "Beside the others input 3 has withered: 100% of the strongest, now 7%." in said
    assert "8 of 16 synapses change, to err less next time." in said


def test_a_run_that_fails_is_called_a_failure(stage, variant):
    with stage("xor", variant("xor", **FAILING)) as scene:
        said = words_of(scene.rehearse())
        assert scene.wrong > 0
        last = last_words(scene)
    assert any("This run has failed" in words for words in said)
    assert "She answers" in last or "she answers" in last
    assert "Nobody told her" not in last


def test_nothing_and_everything_have_their_own_words(stage, variant):
    examples = {"dataset": None, "examples": [[1, 0, 1], [0, 1, 1], [1, 1, 0], [0, 0, 0]], "question": [1, 0, 1]}
    dead = {
        "data": examples,
        "network": {"hidden": [2], "activation": "relu", "output": "relu", "bias": True},
        "training": {"epochs": 100},
        "pacing": {"cycles": "log", "count": 4, "seconds": None},
    }
    with stage("xor", variant("xor", **dead)) as scene:
        told = " ".join(words_of(scene.rehearse()))
    assert "No error flows back" in told and "No synapse changes" in told
    assert "0.00, as before" in told and "has become" not in told and " 0 of " not in told
    one = {"data": {**examples, "examples": [[1, 1], [0, 0]], "question": [1, 1]}, "network": {"hidden": [1]}}
    with stage("xor", variant("xor", **one, training={"epochs": 50}, pacing=dead["pacing"])) as scene:
        told = " ".join(words_of(scene.rehearse()))
    assert "one digit goes in" in told and "All 2 synapses change" in told
    assert "Then the second." in told and "1 of 2 examples is wrong" in told


def test_a_rule_is_told_of_the_puzzle_only(stage, variant):
    for changes, told in (({}, True), (CONFIGS["2-2-1"], False)):
        with stage("xor", variant("xor", **changes)) as scene:
            assert ("third does not matter" in last_words(scene)) == told


def test_between_two_stops_the_epoch_named_is_the_epoch_drawn(stage, monkeypatch):
    from scenes.stage import ReplayTraining

    seen = []

    def check(animation, alpha):
        original(animation, alpha)
        if isinstance(animation, ReplayTraining):
            for moment in (0.2, 0.45, 0.7):
                clock = animation.clock
                low, (weights, _) = clock.history.at(clock.epoch(moment)), clock.parameters(moment)
                high = clock.history.snapshots[
                    min(clock.history.snapshots.index(low) + 1, len(clock.history.snapshots) - 1)
                ]
                for w, a, b in zip(weights, low.weights, high.weights, strict=True):
                    assert (w >= np.minimum(a, b) - 1e-9).all() and (w <= np.maximum(a, b) + 1e-9).all()
            seen.append(animation)

    original = ReplayTraining.interpolate
    monkeypatch.setattr(ReplayTraining, "interpolate", check)
    with stage("xor") as scene:
        scene.rehearse()
    assert len(seen) >= 13


def test_the_first_step_is_the_one_that_training_made(stage):
    with stage("xor") as scene:
        scene.rehearse()
        first, last = scene.first_steps[0], scene.first_steps[-1]
        assert isinstance(first.before, Network)
        assert layers_equal(first.before.weights, scene.history.at(0).weights)
        assert layers_equal(last.after.weights, scene.history.at(1).weights)


def why_of(scene):
    """Return the words of the beat that says why, and the texts it shows at its end."""
    texts = {}
    beats = scene.rehearse(lambda moment: texts.update({moment: [text.text for text in scene.placed_texts()]}))
    words = next((beat.words for beat in beats if beat.name == "why"), None)
    return words, texts.get("close", [])


def test_why_it_works_is_told_from_the_run(stage):
    with stage("xor") as scene:
        words, shown = why_of(scene)
        trace = scene.final.forward([1, 1, 0])
    given = trace.activations[1][0] * scene.final.weights[1][:, 0]
    assert "Why does it work?" in shown and f"neuron {np.abs(given).argmax() + 1} outweighs" in words[-1]
    assert f"{trace.preactivations[-1][0, 0]:.2f}".replace("-", "−") in words[-1]
    assert [text for text in shown if text.startswith(("only for", "where", "for "))] == [
        "only for 0 1",
        "only for 1 0",
        "for none of them",
        "where the first is 1",
    ]


@pytest.mark.parametrize("name", ["failing", "3-8-4-1", "identity", "2-2-1", "adam, batches, bias"])
def test_another_run_has_other_words_for_why(name, stage, variant):
    with stage("xor", variant("xor", **CONFIGS[name])) as scene:
        words, shown = why_of(scene)
        found = scene.answered_rightly and not scene.wrong
    assert (words is None) == (name == "3-8-4-1")
    if words is not None:
        assert ("Why does it work?" in shown) == found
        assert ("Two digits" in words[0]) == (name == "2-2-1")
        assert ("Right would be" in words[-1]) == (not scene.answered_rightly or name == "identity")


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"data": {"question": None}}, "data.question: missing: the film begins and ends with it"),
        (
            {"data": {"dataset": None, "examples": [[0, 1, 5]], "question": [0, 0, 5]}},
            "data: this lesson asks for yes",
        ),
        ({"lesson": "xo"}, "lesson: this config is for the lesson xo, not xor"),
    ],
)
def test_data_that_do_not_fit_the_lesson_are_refused(stage, variant, changes, mistake, capsys):
    with pytest.raises(SystemExit) as caught, stage("xor", variant("xor", **changes)) as scene:
        scene.setup()
    assert caught.value.code == 2
    assert mistake in capsys.readouterr().err


@pytest.mark.parametrize("aspect", ["16:9", "1:1", "9:16"])
def test_panels_come_with_what_they_say_and_the_table_has_their_room_until_then(stage, variant, aspect):
    seen = {}

    def look(moment):
        shown = {type(m).__name__: m for m in scene.mobjects}
        seen[moment] = set(shown), shown["PuzzleTable"].width if "PuzzleTable" in shown else 0.0

    with stage("xor", variant("xor", format={"aspect": aspect})) as scene:
        scene.rehearse(look)
    gauges = {"Meter", "Counter", "Plot"}
    assert not gauges & seen["slow_forward"][0] and "Meter" in seen["learn_start"][0]
    assert gauges <= seen["learn_end"][0]
    assert all("Card" not in kinds for kinds, _ in seen.values())
    assert seen["slow_forward"][1] >= seen["learn_end"][1] - 1e-9
