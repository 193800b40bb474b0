"""The lesson of the layers must tell the truth: whatever it shows or says agrees with the run."""

import numpy as np
import pytest

from nnlib import border_share, chessboard_share
from scenes.stage.diffusion import FollowLayers, LayerClock

NAMES = ["blue", "amber", "rose", "grey"]  # of the groups, as configs/deep.yaml has them
SMALL = {"size": 200, "layers": 60, "grow_layers": 15, "observations": 60}

CONFIGS = {
    "the config's own": {},
    "small": SMALL,
    "smallest": {"size": 100, "layers": 40},
    "one layer": {**SMALL, "layers": 1},
    "two layers": {**SMALL, "layers": 2, "grow_layers": 1},
    "fewer layers than grow": {**SMALL, "layers": 12, "grow_layers": 50},
    "copying from the start": {**SMALL, "grow_layers": 0},
    "full before growing ends": {"size": 100, "layers": 90, "grow_layers": 80},
    "narrow groups": {**SMALL, "spread": 0.01},
    "wide groups": {**SMALL, "spread": 0.3},
    "one group": {**SMALL, "priors": [1.0]},
    "two groups": {**SMALL, "priors": [0.5, 0.5]},
    "a group that never comes": {**SMALL, "priors": [0.4, 0, 0.6]},
    "one group of four": {**SMALL, "priors": [0, 0, 1, 0]},
    "never full": {"size": 400, "layers": 60},
    "many layers": {"size": 120, "layers": 1000},
    "another seed": {**SMALL, "seed": 4294967295, "window": 99, "observations": 1000},
}


@pytest.fixture(params=CONFIGS, ids=str)
def changes(request):
    return {"diffusion": CONFIGS[request.param]}


def words_of(beats):
    """Return all captions, with plain blanks also where a line must not break."""
    return [words.replace("\xa0", " ") for beat in beats for words in beat.words]


def said_in(stage, path):
    """Return the scene, all captions of a config's film, and its last words."""
    texts = []
    with stage("deep", path) as scene:
        beats = scene.rehearse(lambda moment: texts.append(" ".join(text.text for text in scene.placed_texts())))
    return scene, words_of(beats), texts[-1]


def test_every_config_is_laid_out_and_shows_its_run(stage, variant, changes, check_the_stage):
    seen = []

    def look(moment):
        check_the_stage(scene, moment)
        if hasattr(scene, "heading") and scene.heading in scene.mobjects:
            named = next(t for t in range(scene.run.layers + 1) if scene.heading.text == f"Layer {t:,}")
            assert scene.plane.layer == scene.bars.layer == named, moment
            seen.append(named)

    with stage("deep", variant("deep", **changes)) as scene:
        scene.rehearse(look)
        assert seen[0] == 0 and seen[-1] == scene.run.layers


@pytest.mark.parametrize("aspect", ["9:16", "1:1"])
@pytest.mark.parametrize("name", ["one layer", "a group that never comes", "never full", "one group"])
def test_odd_configs_are_laid_out_in_other_formats(name, aspect, stage, variant, check_the_stage):
    path = variant("deep", diffusion=CONFIGS[name], format={"aspect": aspect})
    with stage("deep", path) as scene:
        scene.rehearse(lambda moment: check_the_stage(scene, moment))


def test_what_is_said_is_what_the_run_did(stage):
    scene, said, last = said_in(stage, None)
    run, text = scene.run, "\n".join(said)
    assert f"{len(run.points):,} points from 4 groups" in text
    assert f"{int((run.layer(0) > 0).sum()):,} pixels have a colour" in text
    assert f"Layer 50: {run.unlabelled[50]:.0%} of the plane is still empty." in said
    full = run.first_full_layer
    assert (run.layer(full - 1) == 0).any() and (run.layer(full) > 0).all()
    assert f"Layer {full}: the last pixel is filled. Each now has a group." in said
    early, late = border_share(run.layer(50)), border_share(run.layer(250))
    borders = f"Fuzzy borders: {late:.0%} of the coloured pixels touch another group, {early:.1%} at layer 50."
    assert borders in said
    fresh = run.new_points(200)
    right = int((run.classify(fresh.places) == fresh.groups).sum())
    assert any(words.startswith(f"{right} of 200 are right.") for words in said)
    prior = np.bincount(run.points.groups)[4] / len(run.points)
    assert f"{prior:.0%} of the points are grey, but {run.shares[-1, 3]:.0%} of the land." in said
    (chain,) = run.trace(*scene.last_pixels[0])
    assert f"250 layers back: {chain.copied} copies, {250 - chain.copied} times it kept its label." in said
    (row, column), first = scene.last_pixels[0], run.layer(full)[scene.last_pixels[0]]
    assert first != chain.label == run.layer(250)[row, column]
    came, stayed = NAMES[first - 1], NAMES[chain.label - 1]
    assert f"Filled last: {came} in layer {full}, {stayed} by layer 250. Where does {stayed} come from?" in said
    assert chessboard_share(run.layer(250)) > 0.02 > chessboard_share(run.layer(50))
    assert any(words.startswith("Chessboards: ") for words in said)
    guess, truth = scene.answers[scene.asked], scene.fresh.groups[scene.asked]
    assert guess == truth and f"The plane says {NAMES[truth - 1]}. Right." in last
    assert f"The first point lies on this pixel: the plane says {NAMES[guess - 1]}." in said
    assert run.layer(250)[scene.mark.pixel] == scene.mark.label == guess and scene.mark.answer == NAMES[guess - 1]


def test_the_question_is_answered_wrongly_where_its_pixel_is_wrong(stage, variant):
    for seed in range(1, 40):
        scene, _, last = said_in(stage, variant("deep", diffusion={**SMALL, "seed": seed}))
        guess, truth = (int(part[scene.asked]) for part in (scene.answers, scene.fresh.groups))
        if guess not in (0, truth):
            assert f"The plane says {NAMES[guess - 1]}. It was {NAMES[truth - 1]}." in last
            return
    pytest.fail("no seed whose pixel is wrong")


def test_a_run_that_does_not_fill_says_how_much_is_left(stage, variant):
    scene, said, _ = said_in(stage, variant("deep", diffusion=CONFIGS["never full"]))
    assert f"After 60 layers {scene.run.unlabelled[-1]:.2%} of the plane is still empty." in said
    assert not any("Each now has a group" in words for words in said)


def test_where_area_follows_the_points_nothing_else_is_claimed(stage, variant):
    scene, said, _ = said_in(stage, variant("deep", diffusion=CONFIGS["one group"]))
    assert "Each group's land is about as large as its share of the points." in said
    assert "One group has all the land; there is no border." in said
    assert not any("overlap" in words or "Land goes by" in words for words in said)
    right = f"{len(scene.fresh)} of {len(scene.fresh)} are right, no more than by always naming the commonest group"
    assert any(words.startswith(right) for words in said)


def test_regions_that_do_not_touch_are_not_called_one_group(stage, variant):
    changes = {"size": 400, "spread": 0.01, "layers": 2, "grow_layers": 1}
    scene, said, _ = said_in(stage, variant("deep", diffusion=changes))
    assert (scene.run.shares[-1] > 0).all()
    assert not any("One group" in words for words in said)
    assert any(words.startswith("Borders: ") for words in said)


@pytest.mark.parametrize("grow_layers", [1, 3, 14, 16, 40])
def test_growth_is_told_to_end_where_it_ends(grow_layers, stage, variant):
    at = {}

    def look(moment):
        at[moment] = getattr(scene, "now", None)

    changes = {"size": 100, "layers": 60, "seed": 2, "grow_layers": grow_layers}
    with stage("deep", variant("deep", diffusion=changes)) as scene:
        said = words_of(scene.rehearse(look))
    if "From here on coloured pixels copy, too." in said:
        # A moment comes before its words: nothing has moved since.
        assert at["dissolve"] == grow_layers
    else:
        assert "Empty pixels copy, and coloured ones do, too." in said and grow_layers <= 3


def test_new_points_on_empty_pixels_get_no_answer(stage, variant):
    scene, said, _ = said_in(stage, variant("deep", diffusion=CONFIGS["one layer"]))
    empty = int((scene.answers == 0).sum())
    assert empty > 0 and f"{empty} of 60 land on empty pixels and get no answer." in said


def test_a_plane_that_is_full_early_rests(stage, variant):
    scene, said, _ = said_in(stage, variant("deep", diffusion=CONFIGS["full before growing ends"]))
    assert scene.run.first_full_layer < 80
    assert "Nothing is left to fill, and up to layer 80 coloured pixels keep their label." in said
    assert "Layer 80: 0% of the plane is still empty." not in said


def growth_of(scene):
    """Run through the film and return each play of layers: its first and last layer, and its seconds."""
    plays = []

    def note(animation):
        original(animation)
        if animation.mobject is scene.plane:
            plays.append((animation.first, animation.last, animation.run_time))

    original = FollowLayers.begin
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FollowLayers, "begin", note)
        scene.rehearse()
    return plays


def test_twenty_layers_pass_in_a_second(stage, variant):
    with stage("deep", variant("deep", diffusion=SMALL)) as scene:
        plays = growth_of(scene)
    for first, last, seconds in plays:
        if not scene.last_layer - 4 <= first < scene.last_layer:  # slower, where the last pixel is filled
            assert seconds == pytest.approx((last - first) / 20)
    assert [first for first, _, _ in plays[1:]] == [last for _, last, _ in plays[:-1]]
    with stage("deep", variant("deep", diffusion=SMALL, pacing={"layers_a_second": 5})) as scene:
        assert growth_of(scene)[0][2] == pytest.approx(4 * plays[0][2])


def test_each_layer_is_shown_once_and_in_order(stage, variant):
    with stage("deep", variant("deep", diffusion=SMALL)) as scene:
        scene.rehearse()
        clock = LayerClock(scene.run, 20)
    # Three frames of a film of 60 a second are one layer.
    shown = [clock.layer(0, 60, k / 180) for k in range(181)]
    assert shown == [k // 3 for k in range(181)]


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"diffusion": {"priors": [0.5, 0.6]}}, "diffusion.priors: the shares of all groups are 1 together"),
        ({"diffusion": {"priors": [0.2] * 5}}, "diffusion.priors: the list is too long with 5 entries"),
        ({"diffusion": {"window": 20}}, "diffusion.window: 20 is even, but a window has a pixel in its middle"),
        ({"diffusion": {"size": 50}}, "diffusion.size: 50 is too small"),
        ({"diffusion": {"spread": 0.5}}, "diffusion.spread: 0.5 is too large"),
        ({"diffusion": {"layer": 10}}, "diffusion.layer: "),
        ({"pacing": {"pace": "steady"}}, "pacing.pace: is no longer a choice: every layer is shown equally long"),
        ({"network": {"hidden": [4]}}, "network: "),
    ],
)
def test_what_cannot_be_shown_is_refused_at_its_place(changes, mistake, stage, variant, capsys):
    path = variant("deep", **changes)
    with pytest.raises(SystemExit) as caught, stage("deep", path) as scene:
        scene.setup()
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert mistake in error and f"{path.name}:" in error and error.count("\n") == 1


def test_groups_bear_the_names_that_the_config_gives_them(stage, variant, capsys):
    names = ["sea", "sand", "rose", "stone"]
    scene, _, last = said_in(stage, variant("deep", diffusion=SMALL, words={"class_names": names}))
    assert scene.bars.names == tuple(names)
    assert any(name in last for name in names)
    for words, told in (
        ({"class_names": ["sea"]}, "words.class_names: 1 name for 4 classes; write one for each"),
        ({"group": "Group {letter}"}, "words.group: is gone: groups are named by class_names"),
    ):
        with pytest.raises(SystemExit), stage("deep", variant("deep", words=words)):
            pass
        assert told in capsys.readouterr().err
