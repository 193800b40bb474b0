"""A legend names what is in the picture: signs come, go, and close up, and what is written never overlaps."""

import itertools

import pytest

from scenes.stage import Legend, StageScene

ITEMS = [("positive", "excites"), ("negative", "inhibits"), ("signal", "signal"), ("target", "right answer")]


def texts_at(animation, alpha):
    scene = StageScene()
    scene.add(animation.mobject)
    animation.begin()
    animation.interpolate(alpha)
    return {text.text: text for text in scene.placed_texts() if text.alpha > 0.05}


def test_signs_go_when_what_they_name_has_gone():
    legend = Legend(1200, 90, ITEMS)
    legend.set_named()
    assert texts_at(legend.reveal("signal"), 0.0) == {}
    assert set(texts_at(legend.reveal("signal"), 1.0)) == {"excites", "inhibits", "signal"}
    after = texts_at(legend.reveal(without=["signal"]), 1.0)
    assert set(after) == {"excites", "inhibits", "right answer"}
    assert after["right answer"].box[0] < texts_at(Legend(1200, 90, ITEMS).reveal(), 1.0)["right answer"].box[0]


@pytest.mark.parametrize("alpha", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_while_signs_change_none_covers_another(alpha):
    legend = Legend(520, 90, ITEMS)
    legend.set_named(legend.up_to("signal"))
    texts = texts_at(legend.reveal(without=["negative"], sign=None), alpha)
    for one, other in itertools.combinations(texts.values(), 2):
        across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
        down = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
        assert min(across, down) <= 0.5, (one, other)


def test_an_unknown_sign_is_refused():
    with pytest.raises(ValueError, match="no sign 'x'"):
        Legend(520, 90, ITEMS).reveal("x")
