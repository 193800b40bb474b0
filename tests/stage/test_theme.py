"""Everything must be readable, in every theme, and positive must never be taken for negative."""

from itertools import combinations
from math import dist

import pytest

from scenes.stage import THEMES
from scenes.stage.drawing import blend, contrast, rgb

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


@themes
@pytest.mark.parametrize("ground", ["ground", "panel", "highlight"])
@pytest.mark.parametrize("text", ["ink", "muted", "answer"])
def test_text_reads_well(theme, ground, text):
    if (text, ground) == ("muted", "highlight"):
        pytest.skip("the current row is written in ink")
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@themes
@pytest.mark.parametrize("text", ["positive", "negative", "error"])
def test_labels_in_the_colours_of_signs_read_well(theme, text):
    assert contrast(getattr(theme, text), theme.ground) >= 4.5


@themes
@pytest.mark.parametrize("sign", ["positive", "negative", "signal", "error", "muted"])
@pytest.mark.parametrize("ground", ["ground", "panel"])
def test_signs_stand_out_from_the_ground(theme, sign, ground):
    assert contrast(getattr(theme, sign), getattr(theme, ground)) >= 3


@themes
def test_numbers_on_neurons_read_well_at_every_brightness(theme):
    for step in range(101):
        body = blend(theme.neuron, theme.signal, 0.92 * step / 100)
        assert contrast(theme.readable_on(body), body) >= 4.5


# How a dichromat sees a colour: Viénot, Brettel and Mollon (1999), for linear red, green and blue.
DICHROMATS = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def difference(one, other, kind):
    """Return the largest difference of two colours in one channel, as a dichromat sees them."""

    def seen(colour):
        linear = [c**2.2 for c in colour]
        return [sum(a * b for a, b in zip(row, linear, strict=True)) for row in DICHROMATS[kind]]

    return max(abs(a - b) for a, b in zip(seen(one), seen(other), strict=True))


@themes
@pytest.mark.parametrize("kind", DICHROMATS)
def test_positive_and_negative_stay_apart_for_colour_blind_eyes(theme, kind):
    assert difference(theme.positive, theme.negative, kind) > 0.1


def lab(colour):
    """Return a colour in CIELAB, in which distances are about as large as they look."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    rows = (0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)
    x, y, z = (
        (sum(a * b for a, b in zip(row, linear, strict=True)) / white) ** (1 / 3)
        for row, white in zip(rows, (0.9505, 1.0, 1.089), strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@themes
def test_no_class_has_the_colour_of_a_meaning(theme):
    for colour in theme.classes:
        for meaning in ("positive", "negative", "signal", "error"):
            assert dist(lab(colour), lab(getattr(theme, meaning))) > 20, meaning


@themes
@pytest.mark.parametrize("kind", DICHROMATS)
def test_classes_stay_apart_for_colour_blind_eyes_and_from_the_ground(theme, kind):
    assert len(theme.classes) >= 4
    for one, other in combinations([*theme.classes, theme.ground], 2):
        assert difference(one, other, kind) > 0.1
    assert all(contrast(colour, theme.ground) >= 3 for colour in theme.classes)


def test_rgb_reads_hexadecimal():
    assert rgb("#FF8000") == (1.0, 128 / 255, 0.0)


def test_contrast_of_black_and_white_is_21():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)


def test_the_config_knows_every_theme_and_format():
    from scenes.config.sections import Format, Look
    from scenes.stage.lesson import ASPECTS

    for name in THEMES:
        assert Look(theme=name).theme == name
    for name in ASPECTS:
        assert Format(aspect=name).aspect == name
    for section, key, known in ((Look, "theme", THEMES), (Format, "aspect", ASPECTS)):
        with pytest.raises(ValueError) as caught:
            section(**{key: "none of them"})
        assert all(name in str(caught.value) for name in known)
