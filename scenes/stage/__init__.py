"""The stage: what is seen in a lesson."""

from scenes.stage.attention import Emphasise, Rest, ShowLabels
from scenes.stage.become import Become
from scenes.stage.clock import EpochClock
from scenes.stage.curves import Curves
from scenes.stage.decision_map import DecisionMap, FollowMap
from scenes.stage.diagram import NetworkDiagram
from scenes.stage.learning import BackwardPass, ForwardPass, ShowError, UpdateWeights
from scenes.stage.legend import Legend
from scenes.stage.neuron_maps import NeuronMaps
from scenes.stage.painted import Painted
from scenes.stage.panels import Counter, Curve, Meter, TimeBar
from scenes.stage.replay import FollowTraining, ReplayTraining
from scenes.stage.scene import StageScene
from scenes.stage.table import PuzzleTable
from scenes.stage.text import CaptionLine, Card, EpochHeading, Heading, Say, TextBlock
from scenes.stage.theme import THEMES, Theme

# Last, because a lesson stands on everything above.
from scenes.stage.lesson import LessonScene  # isort: skip

__all__ = [
    "THEMES",
    "BackwardPass",
    "Become",
    "CaptionLine",
    "Card",
    "Counter",
    "Curve",
    "Curves",
    "DecisionMap",
    "Emphasise",
    "EpochClock",
    "EpochHeading",
    "FollowMap",
    "FollowTraining",
    "ForwardPass",
    "Heading",
    "Legend",
    "LessonScene",
    "Meter",
    "NetworkDiagram",
    "NeuronMaps",
    "Painted",
    "PuzzleTable",
    "ReplayTraining",
    "Rest",
    "Say",
    "ShowError",
    "ShowLabels",
    "StageScene",
    "TextBlock",
    "Theme",
    "TimeBar",
    "UpdateWeights",
]
