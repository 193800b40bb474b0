"""Where things stand in a lesson with a network on one side and the plane it divides on the other."""

from __future__ import annotations

from scenes.stage.drawing.frame_layout import Box, FrameLayout, network_and_panels


def network_and_plane(width: float, height: float) -> FrameLayout:
    """Lay out network and plane; ``points`` is the plane's legend, ``whole`` the plane while it stands alone."""
    layout = network_and_panels(width, height)
    if layout.upright:
        return layout.with_boxes(
            legend=Box(70, 172, width - 140, 132),
            network=Box(40, 984, width - 80, 440),
            plane=Box(40, 300, width - 90, 594),
            points=Box(114, 896, width - 164, 84),
            loss=Box(60, 1440, 460, 250),
            accuracy=Box(560, 1440, width - 620, 250),
            whole=Box(20, 500, width - 40, 760),
            opening_data=Box(40, 210, width - 80, 620),
            opening=Box(40, 860, width - 80, 780),
        )
    if layout.square:
        half = width / 2
        return layout.with_boxes(
            legend=Box(44, 108, half - 60, 130),
            network=Box(10, 250, half - 40, 690),
            plane=Box(half - 20, 112, half - 10, 352),
            points=Box(half + 40, 466, half - 60, 130),
            loss=Box(half - 10, 604, half - 20, 154),
            accuracy=Box(half - 10, 764, half - 20, 154),
            whole=Box(90, 190, width - 180, 740),
            opening_data=Box(20, 200, 560, 680),
            opening=Box(590, 200, width - 600, 680),
        )
    left, wide = 0.475 * width, 0.5 * width
    return layout.with_boxes(
        title=Box(80, 40, left - 100, 84),
        legend=Box(80, 126, left - 110, 120),
        network=Box(30, 268, 850, 676),
        plane=Box(left, 30, wide, 612),
        points=Box(left + 74, 644, wide - 74, 84),
        loss=Box(left - 34, 740, 472, 212),
        accuracy=Box(left + 472, 740, 488, 212),
        whole=Box(0.5 * width - 620, 150, 1200, 790),
        opening_data=Box(40, 150, 1000, 790),
        opening=Box(1060, 170, width - 1100, 740),
    )
