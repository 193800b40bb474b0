"""Where things stand in a lesson with a network on one side and the plane it divides on the other."""

from __future__ import annotations

from scenes.stage.drawing.frame_layout import Box, FrameLayout, network_and_panels


def network_and_plane(width: float, height: float) -> FrameLayout:
    """Lay out network and plane.

    ``points`` is the plane's legend, ``opening_points`` that beneath it when the film begins. The network stands in
    ``first_network`` until the curves come, which have the room below it in an upright frame.
    """
    layout = network_and_panels(width, height)
    end = layout.end
    if layout.upright:
        curves = Box(50, end - 204, width - 90, 204)
        loss, accuracy = curves.side_by_side(40)
        return layout.with_boxes(
            legend=Box(70, 172, width - 140, 132),
            plane=Box(16, 296, width - 46, 558),
            points=Box(90, 856, width - 130, 84),
            network=Box(56, 942, width - 112, curves.y - 8 - 942),
            first_network=Box(56, 942, width - 112, end - 8 - 942),
            loss=loss,
            accuracy=accuracy,
            opening_data=Box(16, 190, width - 46, 700),
            opening_points=Box(90, 826, width - 130, 84),
            opening=Box(40, 930, width - 80, end - 970),
            closing=Box(40, 500, width - 80, end - 600),
        )
    if layout.square:
        half = width / 2
        return layout.with_boxes(
            legend=Box(44, 108, half - 60, 130),
            network=(network := Box(10, 250, half - 40, end - 250)),
            first_network=network,
            plane=Box(half - 20, 112, half - 10, 340),
            points=Box(half + 40, 452, half - 60, 130),
            loss=Box(half - 10, 600, half - 20, 152),
            accuracy=Box(half - 10, 760, half - 20, end - 760),
            opening_data=Box(20, 200, 560, 680),
            opening_points=Box(98, 726, 480, 100),
            opening=Box(590, 200, width - 640, 680),
        )
    left, wide = 0.475 * width, 0.5 * width
    return layout.with_boxes(
        title=Box(80, 40, left - 100, 84),
        legend=Box(80, 126, left - 110, 120),
        network=(network := Box(30, 268, 850, end - 268)),
        first_network=network,
        plane=Box(left, 30, wide, 588),
        points=Box(left + 74, 620, wide - 74, 84),
        loss=Box(left - 34, 712, 472, end - 712),
        accuracy=Box(left + 472, 712, 488, end - 712),
        opening_data=Box(40, 150, 1000, end - 150),
        opening_points=Box(117, 840, 920, 60),
        opening=Box(1060, 170, width - 1150, end - 170),
    )
