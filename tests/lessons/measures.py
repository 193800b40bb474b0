"""What is measured of a film: samples of it, and functions that say what does not stand well in them.

All speak of what is at full strength. A finding is a text that says when, what and how much.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from scenes.stage import NetworkDiagram, Painted, PuzzleTable
from scenes.stage.drawing import END_SCREEN, SMALLEST_TYPE, PlacedText, luminance

FULL = 0.9  # alpha from which on something is at full strength
COVERED = 0.5  # how much of a text is left, at most, where it has receded behind what covers it
DIM = 0.3  # alpha from which on something is seen
HAIR = 0.22  # of the type's height: letters of neighbouring lines may come so near
ON_NEURONS = 28.0  # design pixels: the smallest type of numbers in neurons
WORDS, FIGURES = 4.5, 3.0  # the least contrast
MOST_FLASHES = 3  # in a second
STEP, PART = 0.1, 0.25  # of the luminance, of the frame: what less changes is no flash
_LINEAR = np.array([luminance((level / 255,) * 3) for level in range(256)])
BLOCKS = 24  # along the frame's short side, in which flashes are looked for


@dataclass(frozen=True)
class Sample:
    """What stood in the frame at one moment.

    Attributes
    ----------
    moment
        The time, or the name of what comes next.
    texts
        All that is written in the picture.
    neurons
        The middle of each at full strength, in pixels.
    network
        Whether a network is seen, be it dimly.
    boxes
        For each painted mobject that is seen whole its name and its left, top, right and bottom.
    caption
        What the caption line says, and what it said before.
    view
        The corners of what the camera looks at.
    moving
        Whether the camera moves, and the frame cuts whatever comes into it.
    """

    moment: str
    picture: np.ndarray
    texts: tuple[PlacedText, ...]
    neurons: tuple[tuple[float, float], ...] = ()
    network: bool = False
    boxes: tuple[tuple[str, tuple[float, float, float, float]], ...] = ()
    caption: str = ""
    view: bytes = b""
    moving: bool = False

    @property
    def unit(self) -> float:
        """Return how many pixels a design pixel has."""
        return min(self.picture.shape[:2]) / 1080

    @cached_property
    def full(self) -> list[PlacedText]:
        """Return the texts at full strength that are in the picture at all, and not covered."""
        height, width = self.picture.shape[:2]
        boxes = _boxes_of(self.texts)
        inside, over = _meeting(boxes, np.array([[0, 0, width, height]]))[:, 0], _meeting(boxes, boxes)
        return [
            text
            for number, text in enumerate(self.texts)
            if text.alpha >= FULL and text.text.strip() and inside[number]
            if self._left_of(text, [self.texts[k] for k in np.flatnonzero(over[number]) if k > number]) >= COVERED
        ]

    def _left_of(self, text: PlacedText, over: Sequence[PlacedText]) -> float:
        """Return how much of a text is left in the picture, 0 to 1: what is painted later may cover it.

        Letters that are written ``over`` it do not; what had covered it before them does.
        """
        left, top = (max(0, round(corner)) for corner in text.box[:2])
        area = slice(top, top + text.written.shape[0]), slice(left, left + text.written.shape[1])
        before_letters = self.picture
        if over:
            before_letters = self.picture.copy()
            for other in reversed(over):
                x, y = (max(0, round(corner)) for corner in other.box[:2])
                high, wide = other.ground.shape[:2]
                before_letters[y : y + high, x : x + wide] = other.ground
        pictures = (self.picture, before_letters) if over else (self.picture,)
        return min(_left_of(text.written, picture[area]) for picture in pictures)


def _left_of(written: np.ndarray, now: np.ndarray) -> float:
    before, after = (pixels.sum(axis=2, dtype=float).ravel() for pixels in (written, now))
    before -= before.mean() if before.size else 0.0
    # The slope of what is seen over what was written: other letters on it are like no letters of its own.
    return float(before @ after / (before @ before)) if before.any() else 1.0


def sampled(scene, times: Sequence[float]) -> list[Sample]:
    """Return samples of a lesson's film at these times, ascending."""
    samples = scene.frames_at(times, lambda: sample_of(scene, ""))
    views = [sample.view for sample in (samples[0], *samples, samples[-1])]
    moving = [len(set(views[k : k + 3])) > 1 for k in range(len(samples))]
    return [
        replace(sample, moment=f"{time:.1f} s", moving=moves)
        for sample, time, moves in zip(samples, times, moving, strict=True)
    ]


def sample_of(scene, moment: str) -> Sample:
    """Return a sample of a lesson as it stands now."""
    picture, texts = scene.picture_and_texts()
    shown = networks(scene)
    neurons = tuple(neuron for diagram in shown if diagram.opacity >= FULL for neuron in _neurons(scene, diagram))
    caption = f"{scene.caption.text} {scene.caption.before}"
    seen = any(diagram.opacity >= DIM for diagram in shown)
    return Sample(
        moment,
        picture,
        tuple(texts),
        neurons,
        seen,
        tuple(_boxes(scene)),
        caption,
        scene.camera.frame.points.tobytes(),
    )


def _boxes(scene):
    """Yield the boxes of what is seen whole; close up the frame cuts what it looks at."""
    close = scene.camera.frame_width < 0.99 * scene.camera.whole[1]
    for mobject in (m for m in scene.mobjects if isinstance(m, Painted) and m.opacity >= FULL):
        if close and not mobject.fixed_in_frame:
            continue
        # A table that shows no answers yet does not take up their room.
        width = mobject.shown_width if isinstance(mobject, PuzzleTable) else mobject.design_size[0]
        corners = [mobject.point_at(0, 0), mobject.point_at(width, mobject.design_size[1])]
        (left, top), (right, bottom) = scene.camera.to_pixels(corners, mobject.fixed_in_frame).tolist()
        yield type(mobject).__name__, (left, top, right, bottom)


def networks(scene) -> list[NetworkDiagram]:
    """Return the networks that stand on a stage."""
    return [m for mobject in scene.mobjects for m in mobject.get_family() if isinstance(m, NetworkDiagram)]


def _neurons(scene, diagram):
    for x, y in np.concatenate(diagram.layout.places).tolist():
        yield tuple(scene.camera.to_pixels(diagram.point_at(x, y)).tolist())


def _boxes_of(texts: Sequence[PlacedText]) -> np.ndarray:
    return np.array([text.box for text in texts], dtype=float).reshape(-1, 4)


def _meeting(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return which boxes (n, 4) meet which others (m, 4), as (n, m)."""
    left, top, right, bottom = some.T[..., None]
    a, b, c, d = others.T
    across, down = np.minimum(right, c) - np.maximum(left, a), np.minimum(bottom, d) - np.maximum(top, b)
    return (across > 0.5) & (down > HAIR * np.minimum(bottom - top, d - b))


def luminances(pixels: np.ndarray) -> np.ndarray:
    """Return the relative luminance of each pixel of (…, 3), 0 to 1, as the theme has it of a colour."""
    return _LINEAR[pixels] @ np.array([0.2126, 0.7152, 0.0722])


def is_figure(text: str) -> bool:
    """Whether a text is a number with its sign, and no word."""
    return not re.search(r"[^\W\d_]{2}", text)


def overlapping(sample: Sample) -> Iterator[str]:
    """Say which texts overlap; one may give way to another in its place, for then one of both is faint."""
    texts = sample.full
    for k, other in np.argwhere(np.triu(_meeting(*[_boxes_of(texts)] * 2), 1)).tolist():
        yield f"{sample.moment}: {texts[k].text!r} overlaps {texts[other].text!r}"


def outside(sample: Sample) -> Iterator[str]:
    """Say what leaves the frame, and which texts stand where captions or the player's own signs are."""
    height, width = sample.picture.shape[:2]
    for name, (left, top, right, bottom) in sample.boxes:
        if min(left, top, width - right, height - bottom) < -0.5:
            yield f"{sample.moment}: a {name} leaves the frame"
    for text in sample.full:
        left, top, right, bottom = text.box
        if min(left, top, width - right, height - bottom) < -0.5:
            if not sample.moving:
                yield f"{sample.moment}: {text.text!r} leaves the frame"
        elif bottom > 0.95 * height + 0.5:
            yield f"{sample.moment}: {text.text!r} stands below 95 % of the height"
        elif bottom > 0.88 * height + 0.5 and text.text not in sample.caption.replace("\n", " "):
            yield f"{sample.moment}: {text.text!r} stands below 88 % of the height, among the captions"


def too_small(sample: Sample) -> Iterator[str]:
    """Say which texts are too small to be read."""
    for text in sample.full:
        left, top, right, bottom = text.box
        size, x, y = (bottom - top) / sample.unit, (left + right) / 2, (top + bottom) / 2
        inside = any(np.hypot(x - a, y - b) < sample.unit for a, b in sample.neurons)
        least = ON_NEURONS if inside and re.search(r"\d\.|\.\d|^\d+$", text.text) else SMALLEST_TYPE
        if size < least - 0.01:
            yield f"{sample.moment}: {text.text!r} is {size:.1f} px high"


def contrast_of(text: PlacedText) -> float:
    """Return the contrast that a text has on nine tenths of its ground."""
    if not text.ground.size:
        return 21.0
    grounds, own = luminances(text.ground), luminance(text.colour)
    if text.rim is not None:
        grounds = np.full(1, luminance(text.rim))
    ratios = (np.maximum(grounds, own) + 0.05) / (np.minimum(grounds, own) + 0.05)
    place = round(0.1 * (ratios.size - 1))
    return float(np.partition(ratios, place, axis=None)[place])


def standing_badly(sample: Sample) -> list[str]:
    """Return all findings about where things stand, and how large."""
    return [finding for measure in (overlapping, outside, too_small) for finding in measure(sample)]


def pale(sample: Sample) -> Iterator[str]:
    """Say which texts stand out too little from what is painted behind them; those that come or go do so later."""
    for text in (text for text in sample.full if text.alpha > 0.99):
        least = FIGURES if is_figure(text.text) else WORDS
        if (contrast := contrast_of(text)) < least:
            yield f"{sample.moment}: {text.text!r} has a contrast of {contrast:.1f} where it needs {least}"


def in_blocks(picture: np.ndarray) -> np.ndarray:
    """Return the relative luminance of the blocks of a picture."""
    side = max(1, min(picture.shape[:2]) // BLOCKS)
    high, wide = (length // side * side for length in picture.shape[:2])
    light = luminances(picture[:high, :wide])
    return light.reshape(high // side, side, wide // side, side).mean(axis=(1, 3))


def flashing(blocks: Sequence[np.ndarray], fps: float) -> Iterator[str]:
    """Say where more than three flashes are seen within a second, each of them a rise and a fall of the light.

    Parameters
    ----------
    blocks
        The luminance of the blocks of each frame.
    fps
        Frames a second; at least 12 show three flashes.
    """
    frames = np.array(blocks)
    extreme, way = frames[0].copy(), np.zeros(frames[0].shape, dtype=int)
    swings = np.zeros(frames.shape, dtype=int)
    for number, light in enumerate(frames):
        up, down = light >= extreme + STEP, light <= extreme - STEP
        turned = (up & (way <= 0)) | (down & (way >= 0))
        way = np.where(turned, np.where(up, 1, -1), way)
        swings[number] = turned
        farther = ((way > 0) & (light > extreme)) | ((way < 0) & (light < extreme)) | turned
        extreme = np.where(farther, light, extreme)
    second = round(fps)
    for start in range(max(1, len(frames) - second + 1)):
        often = swings[start : start + second].sum(axis=0) > 2 * MOST_FLASHES
        if often.mean() >= PART:
            yield f"{start / fps:.1f} s: {often.mean():.0%} of the frame flash too often within a second"
            return


def share_seen(picture: np.ndarray) -> float:
    """Return how much of a picture is other than the ground in its corner."""
    ground = picture[2, 2].astype(int)
    return float((np.abs(picture.astype(int) - ground).max(axis=2) > 24).mean())


def bare_at_first(first: Sample) -> Iterator[str]:
    """Say whether a film begins with bare ground."""
    if share_seen(first.picture) < 0.02:
        yield "the first frame is bare ground"


def taken_at_the_end(samples: Sequence[Sample], network: bool) -> Iterator[str]:
    """Say what the closing lacks: something that stays, the network where there is one, room for the player's signs.

    Parameters
    ----------
    samples
        Those of the closing.
    network
        Whether the film has shown a network.
    """
    for sample in samples:
        height, width = sample.picture.shape[:2]
        wide = width > 1.3 * height
        if share_seen(sample.picture[:, : round(1280 * sample.unit)] if wide else sample.picture) < 0.02:
            yield f"{sample.moment}: nothing stays at the end"
        if network and not sample.network:
            yield f"{sample.moment}: no network stays at the end"
        ground = sample.picture[2, 2]
        for place in END_SCREEN if wide else ():
            left, top, right, bottom = (round(sample.unit * x) for x in (place.x, place.y, place.right, place.bottom))
            if (sample.picture[top:bottom, left:right] != ground).any():
                yield f"{sample.moment}: something stands where the player's end screen has its place"
