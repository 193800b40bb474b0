"""What a lesson of points needs: a map of the answers, and how well unseen points are told."""

from scenes.stage.plane.bend import sharpest_bend
from scenes.stage.plane.decision_map import DecisionMap
from scenes.stage.plane.generalisation import LearningCurves, no_better_than_majority, overfitted, verdict
from scenes.stage.plane.layout import network_and_plane
from scenes.stage.plane.neuron_maps import MOST_MAPS, SHAPE, NeuronMaps
from scenes.stage.plane.plane_config import PlaneConfig, off_the_plane
from scenes.stage.plane.window import COLUMNS, ROWS, Answers, Window, certainty, leads, neuron_views, typical_point
