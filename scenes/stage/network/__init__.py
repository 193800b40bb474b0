"""The diagram of a network: where its neurons stand, and how they and their synapses look."""

from scenes.stage.network.blocks import Blocks
from scenes.stage.network.curves import direction_at, point_at, stretch, synapse_curves
from scenes.stage.network.dense import radii
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.label_places import LABEL_SIZE
from scenes.stage.network.labels import name_of
from scenes.stage.network.lens import Lens
from scenes.stage.network.painter import number_text, paint
from scenes.stage.network.scale import (
    THICKEST,
    THINNEST,
    band_widths,
    brightness,
    error_shares,
    error_strength,
    signal_strength,
    synapse_colours,
    synapse_width,
)
from scenes.stage.network.spec import DiagramSpec
from scenes.stage.network.state import ChangeMark, DiagramState
from scenes.stage.network.weighing import CASES, Weighing, pattern_of, written
from scenes.stage.network.weight_changes import WeightChange, weight_changes
