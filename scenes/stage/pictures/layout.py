"""Where things stand in a lesson about pictures: picture, network, scores and panels, in each format."""

from __future__ import annotations

from dataclasses import replace

from scenes.stage.drawing.frame_layout import Box, FrameLayout, network_and_panels

NAMES = 76.0  # of a diagram's height, for the names of its layers


def network_and_pictures(width: float, height: float) -> FrameLayout:
    """Lay out a picture, the network that looks at it, and the panels.

    ``picture`` is a square, left of the network, its middle as high as the middle of the neurons; ``class_scores``
    is at the right of the network; of an upright frame the network stands below the picture, the ``class_scores``
    below the network, and the card beside the picture. On the ``card`` stand the plots of ``accuracy`` and ``loss``,
    or in all of its room the ``tally``; ``frame`` is all there is; ``wall`` is where many pictures
    hang at once, all there is below the title line, ``minds`` the same below a legend. Two runs stand side by
    side, or one above the other where the frame is not wide: ``first_title``, ``first_plot`` and ``first_matrix``,
    and the same of ``second``. When the film ends, ``case_picture`` is what passes through the network.
    """
    layout = network_and_panels(width, height)
    title, legend, end = layout["title"], layout["legend"], layout.end
    if layout.upright:
        side = 480.0
        picture = Box(60, legend.bottom + 18, side, side)
        card = Box(picture.right + 20, picture.y, width - picture.right - 50, side)
        accuracy, loss = Box(card.x + 20, card.y, card.width - 40, side).one_above_the_other(24)
        network = Box(30, picture.bottom, width - 60, end - picture.bottom - 134)
        class_scores = Box(network.x, network.bottom - 10, network.width, 144)
        first, second = Box(60, 270, width - 120, end - 270).one_above_the_other(40)
        asked, opening = layout["opening_data"], Box(30, 830, width - 60, 760)
        case_picture, closing = Box((width - 360) / 2, 480, 360, 360), Box(30, 850, width - 60, end - 950)
    elif layout.square:
        network = Box(330, 232, 450, 440)
        picture = _square(44, network, 262)
        class_scores = Box(764, network.y, 296, network.height)
        card = Box(44, 678, width - 88, end - 678)
        accuracy, loss = Box(card.x + 24, card.y + 18, card.width - 48, card.height - 30).side_by_side(44)
        first, second = Box(44, 176, width - 88, end - 176).one_above_the_other(24)
        asked, opening = Box(30, 170, 420, end - 170), Box(470, 170, width - 510, end - 170)
        case_picture, closing = Box(44, 440, 260, 260), Box(310, 280, width - 330, end - 370)
    else:
        network = Box(486, 236, 640, end - 236)
        picture = _square(80, network, 400)
        class_scores = Box(1096, network.y, 294, network.height)
        card = Box(width - 520, 54, 460, end - 54)
        accuracy = Box(card.x + 30, card.y + 30, card.width - 60, card.height / 2 - 46)
        loss = replace(accuracy, y=card.y + card.height / 2 + 20)
        first, second = Box(80, 206, width - 160, end - 206).side_by_side(90)
        asked, opening = Box(80, 170, 700, end - 170), Box(840, 170, width - 920, end - 170)
        case_picture, closing = Box(80, 390, 320, 320), Box(410, 290, 850, end - 380)
    top = title.bottom + 20
    wall = Box(60, top, width - 120, end - top)
    if card.y < title.bottom:  # the card stands beside the title
        title = replace(title, width=min(title.width, card.x - title.x - 30))
    return layout.with_boxes(
        title=title,
        legend=replace(legend, width=title.width),
        picture=picture,
        network=network,
        class_scores=class_scores,
        card=card,
        accuracy=accuracy,
        loss=loss,
        tally=card.inset(4, 10) if layout.upright else card.inset(20, 18),
        frame=Box(0, 0, width, height),
        wall=wall,
        opening_data=asked,
        opening=opening,
        closing=closing,
        case_picture=case_picture,
        minds=Box(wall.x, legend.y + 70, wall.width, wall.bottom - legend.y - 70),
        **_run("first", first, first.x == second.x),
        **_run("second", second, first.x == second.x),
    )


def _run(name: str, box: Box, beside: bool) -> dict[str, Box]:
    """Return where a run's title, plot and confusion matrix stand, the last two beside or below each other."""
    top = box.y + 62
    if beside:
        plot = Box(box.x, top, 0.31 * box.width, box.bottom - top)
        matrix = Box(box.x + 0.33 * box.width, box.y, 0.67 * box.width, box.height)
    else:
        plot = Box(box.x, top, box.width, 0.3 * box.height)
        matrix = Box(box.x, plot.bottom + 20, box.width, box.bottom - plot.bottom - 20)
    title = Box(box.x, box.y, box.width, 52)
    return {f"{name}_title": title, f"{name}_plot": plot, f"{name}_matrix": matrix}


def _square(x: float, network: Box, side: float) -> Box:
    """Return a square whose middle is as high as that of the network's neurons, above the layers' names."""
    middle = network.y + (network.height - NAMES) / 2
    return Box(x, middle - side / 2, side, side)
