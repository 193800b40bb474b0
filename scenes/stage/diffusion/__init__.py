"""What a lesson of label diffusion needs: the plane of labels, its layers, links and chains."""

from scenes.stage.diffusion.chains import ChainPaths, LayerStack, Slant
from scenes.stage.diffusion.diffusion_config import DiffusionConfig, run_of
from scenes.stage.diffusion.label_plane import LabelPlane, colours_of
from scenes.stage.diffusion.landmarks import (
    Piece,
    busiest_border,
    family,
    first_copy,
    hardest,
    last_labelled,
    most_unequal,
    piece_of,
)
from scenes.stage.diffusion.layer_clock import FollowLayers, LayerClock, LayerHeading
from scenes.stage.diffusion.layout import plane_of_labels
from scenes.stage.diffusion.observations import Observations, Question
from scenes.stage.diffusion.share_bars import RECEDED, ShareBars
from scenes.stage.diffusion.zoom import ZoomPlane
