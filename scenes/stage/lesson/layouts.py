"""The layouts of lessons by name: what a lesson writes as its ``layout``."""

from __future__ import annotations

from scenes.stage.diffusion.layout import plane_of_labels
from scenes.stage.drawing.frame_layout import LayoutRule, network_and_panels
from scenes.stage.formulas.layout import network_and_sheet
from scenes.stage.pictures.layout import network_and_pictures
from scenes.stage.plane.layout import network_and_plane

LAYOUTS: dict[str, LayoutRule] = {
    "network and panels": network_and_panels,
    "network and plane": network_and_plane,
    "network and pictures": network_and_pictures,
    "network and sheet": network_and_sheet,
    "plane of labels": plane_of_labels,
}
