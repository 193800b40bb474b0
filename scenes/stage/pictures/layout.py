"""The room of a lesson about pictures: where picture, network, scores and panels stand in each format."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.stage.drawing.frame_layout import Box, Regions


@dataclass(frozen=True)
class PictureRoom:
    """The boxes of the stage, in design pixels.

    Attributes
    ----------
    picture
        A square, left of the network, its middle as high as the middle of the neurons.
    network, class_scores
        The diagram, and at its right what the network says.
    card, plots
        The ground of the panels and the two plots on it.
    tally
        On the card, all of its room.
    wall
        Where many pictures hang at once: all there is below the title line.
    pair
        Room for two runs: side by side, or one above the other where the frame is not wide.
    """

    picture: Box
    network: Box
    class_scores: Box
    card: Box
    plots: tuple[Box, Box]
    tally: Box
    wall: Box
    pair: tuple[Box, Box]

    @classmethod
    def of(cls, regions: Regions) -> PictureRoom:
        """Lay out the room of a frame."""
        frame, caption = regions.frame, regions.caption
        if regions.upright:
            network = Box(318, 352, 470, 770)
            picture = _square(40, network, 268)
            class_scores = Box(772, network.y, 268, network.height)
            card = Box(50, 1168, frame.width - 100, 500)
            plots = _side_by_side(Box(card.x + 28, card.y + 26, card.width - 56, card.height - 50), 48)
            pair = _one_above_the_other(Box(60, 270, frame.width - 120, caption.y - 30 - 270), 40)
        elif frame.width < 1.3 * frame.height:
            network = Box(330, 212, 450, 480)
            picture = _square(44, network, 262)
            class_scores = Box(764, network.y, 272, network.height)
            card = Box(44, 706, frame.width - 88, 248)
            plots = _side_by_side(Box(card.x + 24, card.y + 18, card.width - 48, card.height - 30), 44)
            pair = _one_above_the_other(Box(44, 176, frame.width - 88, caption.y - 16 - 176), 24)
        else:
            network = Box(486, 236, 640, 704)
            picture = _square(80, network, 400)
            class_scores = Box(1096, network.y, 270, network.height)
            card = Box(frame.width - 520, 54, 460, 898)
            above = Box(card.x + 30, card.y + 30, card.width - 60, card.height / 2 - 46)
            plots = above, Box(above.x, card.y + card.height / 2 + 20, above.width, above.height)
            pair = _side_by_side(Box(80, 206, frame.width - 160, caption.y - 24 - 206), 90)
        tally = Box(card.x + 20, card.y + 18, card.width - 40, card.height - 36)
        top = regions.title.y + regions.title.height + 20
        wall = Box(60, top, frame.width - 120, caption.y - 24 - top)
        return cls(picture, network, class_scores, card, plots, tally, wall, pair)


def _square(x: float, network: Box, side: float) -> Box:
    """Return a square whose middle is as high as that of the network's neurons, above the layers' names."""
    middle = network.y + (network.height - NAMES) / 2
    return Box(x, middle - side / 2, side, side)


def _side_by_side(box: Box, gap: float) -> tuple[Box, Box]:
    wide = (box.width - gap) / 2
    return Box(box.x, box.y, wide, box.height), Box(box.x + wide + gap, box.y, wide, box.height)


def _one_above_the_other(box: Box, gap: float) -> tuple[Box, Box]:
    high = (box.height - gap) / 2
    return Box(box.x, box.y, box.width, high), Box(box.x, box.y + high + gap, box.width, high)


NAMES = 76.0  # of a diagram's height, for the names of its layers
