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
    "one batch a cycle": {
        "training": {"epochs": 200, "batch_size": 7},
        "pacing": {"cycles": "explicit", "shown": [1, 200]},
    },
    "many examples": {
        "data": {"dataset": "xor", "n": 40, "noise": 0.1, "question": [0.5, 0.5, 1]},
        "training": {"epochs": 100},
        "pacing": {"cycles": "log", "count": 4, "seconds": None},
    },
    "long rows": {
        "data": {
            "dataset": None,
            "examples": [[k >> b & 1 for b in range(9)] for k in range(12)],
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


def test_the_epoch_named_is_the_epoch_drawn(stage, variant, changes):
    seen = []

    def look(moment):
        heading, diagram = getattr(scene, "heading", None), getattr(scene, "diagram", None)
        if moment in ("puzzle", "network") or heading not in scene.mobjects or diagram not in scene.mobjects:
            return
        epoch = next(e for e in range(scene.history.epochs + 1) if heading.template.format(epoch=e) == heading.text)
        if epoch == 1 and not hasattr(scene, "gauges"):
            return  # within the first cycle the weights are those of single steps
        assert layers_equal(diagram.thought.weights, scene.history.at(epoch).weights), (moment, epoch)
        seen.append(epoch)

    with stage("xor", variant("xor", **changes)) as scene:
        scene.rehearse(look)
        assert {0, scene.history.epochs} <= set(seen)


def test_the_panels_show_the_recorded_metrics(stage, variant, changes):
    def look(moment):
        if not hasattr(scene, "gauges") or scene.gauges[0] not in scene.mobjects:
            return
        meter, counter, curve = scene.gauges
        epoch = curve.epoch
        assert meter.value == pytest.approx(scene.history.metrics["error"][epoch - 1])
        assert counter.count == sum(flip.epoch <= epoch for flip in scene.history.flips())

    with stage("xor", variant("xor", **changes)) as scene:
        scene.rehearse(look)


def test_the_answers_in_the_table_are_the_networks(stage, variant, changes):
    with stage("xor", variant("xor", **changes)) as scene:
        told = []

        def look(moment):
            if moment in ("learn_end", "learn_failed"):
                expected = scene.final.predict(scene.data.inputs)[:, 0]
                for k, answer in enumerate(scene.table.answers[:-1]):
                    assert answer is None or answer == pytest.approx(expected[k])
                assert any(answer is not None for answer in scene.table.answers)
                told.append(moment)
            if moment == "close":
                assert scene.table.answers[-1] == pytest.approx(scene.final.predict(scene.question)[0, 0])
                told.append(moment)

        scene.rehearse(look)
        assert len(told) == 2


def test_it_is_laid_out_afresh(stage, variant, changes, check_the_stage):
    for aspect in ("16:9", "9:16", "1:1"):
        with stage("xor", variant("xor", **{**changes, "format": {"aspect": aspect}})) as scene:
            scene.rehearse(lambda moment, scene=scene: check_the_stage(scene, moment))


def words_of(beats):
    return [words for beat in beats for words in beat.words]


def test_the_seeds_film_says_what_the_seeds_run_did(stage):
    with stage("xor") as scene:
        said = words_of(scene.rehearse())
    assert "Cycle 20: a synapse changes its sign." in said
    assert "After 60,000 cycles she is off by 0.5% on average." in said
    assert "She answers 0.01. The right answer is 0." in said
    assert "Input 3 has withered: from 100% of the strongest to 7%." in said


def test_a_run_that_fails_is_called_a_failure(stage, variant):
    with stage("xor", variant("xor", **FAILING)) as scene:
        said = words_of(scene.rehearse())
        assert not scene.learned_all
    assert any("This run has failed" in words for words in said)


def test_the_first_step_is_the_one_that_training_made(stage):
    with stage("xor") as scene:
        scene.rehearse()
        first, last = scene.first_steps[0], scene.first_steps[-1]
        assert isinstance(first.before, Network)
        assert layers_equal(first.before.weights, scene.history.at(0).weights)
        assert layers_equal(last.after.weights, scene.history.at(1).weights)


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"data": {"question": None}}, "data.question: missing: the film begins and ends with it"),
        ({"data": {"dataset": "blobs", "question": None}}, "data.question: missing"),
        ({"lesson": "xo"}, "lesson: this config is for the lesson xo, not xor"),
    ],
)
def test_data_that_do_not_fit_the_lesson_are_refused(stage, variant, changes, mistake, capsys):
    with pytest.raises(SystemExit) as caught, stage("xor", variant("xor", **changes)) as scene:
        scene.setup()
    assert caught.value.code == 2
    assert mistake in capsys.readouterr().err
