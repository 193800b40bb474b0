"""The stage: what is seen in a lesson."""

from scenes.stage.animation import Together
from scenes.stage.answer_bars import AnswerBars
from scenes.stage.attention import Emphasise, Rest, ShowLabels
from scenes.stage.become import Become
from scenes.stage.clock import AcceleratingClock, EpochClock
from scenes.stage.curves import Curves
from scenes.stage.decision_map import DecisionMap, FollowMap
from scenes.stage.diagram import NetworkDiagram
from scenes.stage.flights import Arrive, Send
from scenes.stage.formula import Formula
from scenes.stage.layerwise import Forget, LightUp, SendError, SendSignals, ShowDeltas, ShowNotes, ShowTargets
from scenes.stage.learning import BackwardPass, ForwardPass, ShowError, UpdateWeights
from scenes.stage.legend import Legend
from scenes.stage.live import LiveReplay, LiveUpdate
from scenes.stage.neuron_maps import NeuronMaps
from scenes.stage.nudge import NudgePlot, Nudges
from scenes.stage.painted import Painted
from scenes.stage.panels import Counter, Curve, Meter, TimeBar
from scenes.stage.replay import FollowTraining, ReplayTraining
from scenes.stage.scene import StageScene
from scenes.stage.sheet import Block, compose
from scenes.stage.table import PuzzleTable
from scenes.stage.text import CaptionLine, Card, EpochHeading, Heading, Say, TextBlock
from scenes.stage.theme import THEMES, Theme
from scenes.stage.workbench import Workbench

# Last, because a lesson stands on everything above.
from scenes.stage.lesson import LessonScene  # isort: skip

__all__ = [
    "THEMES",
    "AcceleratingClock",
    "AnswerBars",
    "Arrive",
    "BackwardPass",
    "Become",
    "Block",
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
    "Forget",
    "Formula",
    "ForwardPass",
    "Heading",
    "Legend",
    "LessonScene",
    "LightUp",
    "LiveReplay",
    "LiveUpdate",
    "Meter",
    "NetworkDiagram",
    "NeuronMaps",
    "NudgePlot",
    "Nudges",
    "Painted",
    "PuzzleTable",
    "ReplayTraining",
    "Rest",
    "Say",
    "Send",
    "SendError",
    "SendSignals",
    "ShowDeltas",
    "ShowError",
    "ShowLabels",
    "ShowNotes",
    "ShowTargets",
    "StageScene",
    "TextBlock",
    "Theme",
    "TimeBar",
    "Together",
    "UpdateWeights",
    "Workbench",
    "compose",
]
