"""A theme says what each colour and size means; nothing on the stage knows a colour by its number.

Lengths are in *design pixels*: pixels of a frame whose short side has 1080 of them. A painter that keeps to
them looks the same at 240p and at 4K.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nnlib.value import Value

RGB = tuple[float, float, float]

SHORT_SIDE = 1080.0
"""Design pixels on the short side of every frame, whatever its format."""

SMALLEST_TYPE = 24.0
"""Design pixels: smaller words cannot be read on a phone; what has no room for them is left out or refused."""


def rgb(colour: str) -> RGB:
    """Return ``#RRGGBB`` as three numbers from 0 to 1."""
    return tuple(int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))  # type: ignore[return-value]


def blend(one: RGB, other: RGB, share: float) -> RGB:
    """Return the colour ``share`` of the way from ``one`` to ``other`` (0 to 1)."""
    return tuple(a + (b - a) * share for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def luminance(colour: RGB) -> float:
    """Return the relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: RGB, other: RGB) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True)
class Theme(Value):
    """The colours by meaning and the sizes of type, read when something is painted. A copy of it is itself."""

    name: str
    ground: RGB
    panel: RGB
    ink: RGB
    muted: RGB
    positive: RGB
    negative: RGB
    signal: RGB
    answer: RGB  # the signal's colour for words, which need more contrast than a light
    error: RGB
    neuron: RGB  # the body of a neuron that is silent
    outline: RGB
    highlight: RGB  # the current row, the empty part of a bar
    classes: tuple[RGB, ...]  # one a class: apart for colour-blind eyes, from the ground, and from the meanings above
    font: str = "DejaVu Sans"
    mark_negative: bool = True  # a dark core line: a second cue besides the colour

    question: float = 84
    closing: float = 76
    title: float = 60
    reason: float = 42
    heading: float = 40
    body: float = 32
    caption: float = 38
    small: float = 26
    number: float = 30

    @property
    def neutral(self) -> RGB:
        """The colour of a weight of zero, through which a synapse changes its sign."""
        return self.muted

    @property
    def is_light(self) -> bool:
        """Whether the ground is lighter than the ink."""
        return luminance(self.ground) > luminance(self.ink)

    def readable_on(self, ground: RGB) -> RGB:
        """Return black or white, whichever reads better on ``ground``; one of them always reads well (4.5 to 1)."""
        black, white = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
        return white if contrast(white, ground) >= contrast(black, ground) else black


NIGHT = Theme(
    name="night",
    ground=rgb("#0E1116"),
    panel=rgb("#161B22"),
    ink=rgb("#E6EDF3"),
    muted=rgb("#8B949E"),
    positive=rgb("#2FBF8F"),
    negative=rgb("#E8743B"),
    signal=rgb("#FFD866"),
    answer=rgb("#FFD866"),
    error=rgb("#C678DD"),
    neuron=rgb("#1F262E"),
    outline=rgb("#4A5563"),
    highlight=rgb("#262F40"),
    classes=(rgb("#56B4E9"), rgb("#E8B57A"), rgb("#E0527F"), rgb("#CFD6DE")),
)

# Sky blue and orange stay apart for every common kind of colour blindness (Okabe and Ito, 2008); the
# signal turns nearly white there, so that it is not taken for the orange.
SAFE = replace(
    NIGHT,
    name="safe",
    positive=rgb("#56B4E9"),
    negative=rgb("#E69F00"),
    signal=rgb("#F5F0DC"),
    answer=rgb("#F5F0DC"),
    error=rgb("#D98CB8"),
    classes=(rgb("#5B7CFA"), rgb("#D8B48A"), rgb("#D0486A"), rgb("#B4BECA")),
)

PAPER = Theme(
    name="paper",
    ground=rgb("#FBFAF7"),
    panel=rgb("#F0EEE8"),
    ink=rgb("#1B1F24"),
    muted=rgb("#5C646D"),
    positive=rgb("#0A7A74"),
    negative=rgb("#BF4A12"),
    signal=rgb("#B27C00"),
    answer=rgb("#7A5400"),
    error=rgb("#8A3FA6"),
    neuron=rgb("#FFFFFF"),
    outline=rgb("#7C858F"),
    highlight=rgb("#DDDACF"),
    classes=(rgb("#2F8FD0"), rgb("#A8844E"), rgb("#DC4278"), rgb("#262E38")),
)

THEMES = {"night": NIGHT, "paper": PAPER, "safe": SAFE}
